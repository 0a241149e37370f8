#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/expression.hpp"
#include "engine/phone_number.hpp"
#include "engine/scan_words.hpp"

namespace tutela {

// Looks for identifying detail in one text after another. Linear in the text, whatever it holds; one
// object belongs to one thread. `precise_site` is never found here: it is about fields, not words.
class TextScan {
public:
    // The countries (ISO 3166-1 alpha-2) whose national telephone numbers are known.
    explicit TextScan(std::vector<std::string> countries = {});

    [[nodiscard]] ScanKinds operator()(std::string_view text);
    // Whether the text is, or holds, a street address. Harmless but for places that must stay hidden.
    [[nodiscard]] bool is_address(std::string_view text);

private:
    void read(std::string_view text);
    [[nodiscard]] ScanKinds look_at(std::string_view piece);

    PhoneNumbers phone_numbers_;
    ScanWords words_;
    std::string plain_;
};

// Whether words that someone wrote may stand in a message, when it is not known in which country: the
// scan objects to nothing in them, and they have too few digits for a number of any kind.
[[nodiscard]] bool may_be_repeated(std::string_view words);

}  // namespace tutela
