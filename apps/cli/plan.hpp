#pragma once

#include "apps/cli/options.hpp"

namespace tutela {

void add_plan_import(CLI::App& plan, const World& world, int& code);

}  // namespace tutela
