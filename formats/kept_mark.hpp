#pragma once

#include <cstdint>
#include <string_view>

#include "engine/fingerprint.hpp"

namespace tutela {

// Tells designs, or designs and their verdicts, in their order, from others: what an earlier run left from the same once more.
struct KeptMark {
    std::uint64_t value = 0;

    // The next design: its name as the results hold it; where verdicts are compared too, a line end after it and a letter a
    // rule, or `unread`.
    void take(std::string_view design) { value = hash_after(value, design); }
    static constexpr char unread = 'u';
    static char letter(std::size_t verdict) { return static_cast<char>('0' + verdict); }
};

}  // namespace tutela
