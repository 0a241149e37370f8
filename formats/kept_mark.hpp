#pragma once

#include <cstdint>
#include <string_view>

namespace tutela {

// Tells designs and their verdicts, in their order, from others: FNV-1a in 64 bits. Of what an earlier run left, and of the
// same once more. Not for secrets.
struct KeptMark {
    std::uint64_t value = 0xcbf29ce484222325U;

    void take(std::string_view text) {
        for (const char c : text)
            value = (value ^ static_cast<unsigned char>(c)) * std::uint64_t{0x100000001b3U};
    }
    // A name as the results hold it; then one letter a rule, see `letter`, or one for a design that was not read.
    static constexpr char unread = 'u';
    static char letter(std::size_t verdict) { return static_cast<char>('0' + verdict); }
    void name(std::string_view text) {
        take(text);
        take(std::string_view("\n", 1));
    }
};

}  // namespace tutela
