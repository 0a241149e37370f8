#pragma once

#include <string>
#include <vector>

#include "apps/cli/world.hpp"

namespace tutela {

// Runs the program; the arguments are without its name. Returns the exit code: 0 passed the gate,
// 1 not met at the gate, 2 cannot be told, 3 the rules are wrong, 4 an input cannot be read, 64 usage.
[[nodiscard]] int run(const std::vector<std::string>& arguments, const World& world);

}  // namespace tutela
