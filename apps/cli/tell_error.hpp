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

// What was said of texts that stand apart, and those texts, among those of the run.
void take(const Sources& from, const Diagnostics& said, Sources& sources, Diagnostics& into);
// That a file cannot be read, as a diagnostic of a report: its place is the file.
[[nodiscard]] Diagnostic unreadable(Sources& sources, const std::string& path, SourceKind kind);

// How diagnostics are shown on the error output.
[[nodiscard]] RenderOptions render_options(const World& world);

}  // namespace tutela
