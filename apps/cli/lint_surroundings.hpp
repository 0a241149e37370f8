#pragma once

#include <functional>

#include "apps/cli/world.hpp"
#include "diagnostics/diagnostic.hpp"

namespace tutela {

// Advice on what stands around the rules of a ruleset: catalogues of translations, and gaps of coverage. `built_on`: of
// what it extends or includes as well.

// One finding a catalogue and matter: texts that it lacks, that have changed since, or whose holes differ.
[[nodiscard]] Diagnostics lint_translations(const World& world, Sources& sources,
                                            const std::string& ruleset, bool built_on);
// Gaps that are excused and are no longer there. Runs the cases.
[[nodiscard]] Diagnostics lint_gaps(const World& world, const std::string& ruleset, bool built_on);

}  // namespace tutela
