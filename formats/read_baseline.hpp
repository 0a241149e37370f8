#pragma once

#include "diagnostics/diagnostic.hpp"
#include "engine/baseline.hpp"

namespace tutela {

struct ReadBaseline {
    std::vector<BaselineEntry> entries;  // in the file's order
    Diagnostics diagnostics;
};

// A file of [[problems]]: rule, subject (may be absent), design, verdict, since. Whatever is not whole is an error: a
// baseline is written by the program. Never throws; all problems at once.
[[nodiscard]] ReadBaseline read_baseline(Sources& sources, std::string name, std::string text);

}  // namespace tutela
