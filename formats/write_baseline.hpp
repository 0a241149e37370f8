#pragma once

#include <string>
#include <vector>

#include "engine/baseline.hpp"

namespace tutela {

// A baseline as a file, entries in the order of designs, rules and subjects: the same entries give the same bytes, and a
// problem that goes takes its lines and no others.
[[nodiscard]] std::string write_baseline_toml(std::vector<BaselineEntry> entries,
                                              const Language& language);
[[nodiscard]] std::string write_baseline_json(std::vector<BaselineEntry> entries);

}  // namespace tutela
