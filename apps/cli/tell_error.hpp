#pragma once

#include "apps/cli/world.hpp"
#include "diagnostics/render.hpp"

namespace tutela {

// Says on the error output what is wrong with a command or its world, in the manner of diagnostics: "error: …" and,
// apart, "help: …".
void tell_error(const World& world, const Message& what, const Message& help = {});
void tell_unreadable(const World& world, const std::string& path);
// Diagnostics on a design that the reader may not know: how many of which kinds. Errors are added to `said`, as one.
void tell_kinds(const World& world, const Diagnostics& diagnostics, Diagnostics* said = nullptr);

// How diagnostics are shown on the error output.
[[nodiscard]] RenderOptions render_options(const World& world);

}  // namespace tutela
