#pragma once

#include "apps/cli/world.hpp"

namespace tutela {

// Runs a program of the PATH to its end; nothing when there is none of that name.
[[nodiscard]] std::optional<World::Ran> run_program(const World::Run& run);

}  // namespace tutela
