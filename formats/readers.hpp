#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "diagnostics/diagnostic.hpp"
#include "engine/design.hpp"

namespace tutela {

struct ReadLimits {
    std::size_t bytes = std::size_t{16} << 20U;  // of one design, its included files counted
    std::size_t depth = 64;
};

struct ReadDesign {
    std::optional<Design> design;  // absent when there was an error
    Diagnostics diagnostics;
};

// Reads an included file, relative to the including one; nothing when it cannot be read.
using ReadInclude = std::function<std::optional<std::string>(std::string_view path)>;

// Text to design. `name` ends in .json for JSON, in .toml for TOML; else how the text begins tells. Never throws; all
// problems at once.
[[nodiscard]] ReadDesign read_design(Sources& sources, const Vocabulary& vocabulary,
                                     std::string name, std::string text,
                                     const ReadInclude& read_include = {}, ReadLimits limits = {});

}  // namespace tutela
