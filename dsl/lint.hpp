#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>

#include "diagnostics/diagnostic.hpp"
#include "engine/ruleset.hpp"

namespace tutela {

struct LintOptions {
    // Which texts are advised on; all when it is not given. The others are only looked at.
    std::function<bool(SourceId)> in_scope{};
    // Whether rulesets that are not here may use what a text declares; none when it is not given.
    std::function<bool(SourceId)> used_elsewhere{};
    // The rules that have a case; nothing when nobody has looked.
    std::optional<std::set<std::string>> rules_with_cases{};
};

// Advice on rules that compile, in the order of the texts. `sources` are those that the ruleset was compiled from.
[[nodiscard]] Diagnostics lint(const Sources& sources, const Ruleset& ruleset,
                               const LintOptions& options);

}  // namespace tutela
