#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tutela {

// What a row of digits is as a telephone number: a subscriber's, or a line that belongs to nobody
// (free call, shared cost), or none.
enum class PhoneNumber { none, subscriber, public_line };

// Telephone numbers as they are written in some countries (ISO 3166-1 alpha-2): by the numbering
// plans of libphonenumber, which are loaded at the first question, or without it
// (TUTELA_PHONENUMBER=OFF) by shape alone.
class PhoneNumbers {
public:
    explicit PhoneNumbers(std::vector<std::string> countries = {});

    [[nodiscard]] const std::vector<std::string>& countries() const { return countries_; }
    // `written` has its separators and, if it is international, its plus or 00. One that is not is
    // looked for in each of the countries.
    [[nodiscard]] PhoneNumber look_up(std::string_view written, bool international);

private:
    std::vector<std::string> countries_;
    // A question takes some microseconds. A text made to ask millions is answered by shape in the end.
    std::size_t questions_left_ = 100'000;
};

}  // namespace tutela
