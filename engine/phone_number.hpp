#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tutela {

// What a row of digits is as a telephone number: a subscriber's, or a line that belongs to nobody
// (free call, shared cost), or none.
enum class PhoneNumber { none, subscriber, public_line };

// `written` with its separators and, if it is international, its plus or 00. A number without is
// looked for in each of the countries (ISO 3166-1 alpha-2). With libphonenumber by the numbering
// plans; without it (TUTELA_PHONENUMBER=OFF) by shape alone.
[[nodiscard]] PhoneNumber phone_number(std::string_view written, bool international,
                                       const std::vector<std::string>& countries);

}  // namespace tutela
