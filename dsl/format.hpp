#pragma once

#include <optional>
#include <string>

#include "dsl/parse.hpp"

namespace tutela {

// A ruleset or vocabulary in the one layout: the same tokens and comments in the same order, on other
// lines. Nothing when the text has a mistake. Formatting what was formatted changes nothing.
[[nodiscard]] std::optional<std::string> format(const Sources& sources, const Parsed& parsed);

}  // namespace tutela
