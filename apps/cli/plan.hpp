#pragma once

#include <string>

#include "apps/cli/options.hpp"

namespace tutela {

// Whether a spreadsheet would be shown on a terminal; then that has been said.
[[nodiscard]] bool shows_bytes(const World& world, const std::string& output);

void add_plan_import(CLI::App& plan, const World& world, int& code);

}  // namespace tutela
