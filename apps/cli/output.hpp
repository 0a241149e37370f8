#pragma once

#include <string>

#include "apps/cli/world.hpp"

namespace tutela {

// Where a command's result goes: a file, or the standard output where no path is given. False when the file cannot be
// written, which has been said.
[[nodiscard]] bool write_output(const World& world, const std::string& path,
                                const std::string& text);

// Whether bytes that are no text would be shown on a terminal; then that has been said. `format` is what their files end with.
[[nodiscard]] bool shows_bytes(const World& world, const std::string& path,
                               const std::string& format);

}  // namespace tutela
