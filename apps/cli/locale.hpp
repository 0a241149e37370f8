#pragma once

#include <string>

#include "diagnostics/language.hpp"

namespace tutela {

// How a language counts and writes numbers, dates and months, from ICU; English keeps the program's own form, in which
// a date is 2026-07-01. `code` is an ISO 639 code.
void set_locale(Language& language, const std::string& code);

// "fr_FR.UTF-8" -> "fr"; the C locale and nothing -> "en".
[[nodiscard]] std::string language_of_environment(const std::string& value);

}  // namespace tutela
