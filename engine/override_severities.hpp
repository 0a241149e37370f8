#pragma once

#include <span>

#include "diagnostics/diagnostic.hpp"
#include "engine/ruleset.hpp"

namespace tutela {

// A severity that a project sets for itself.
struct SeveritySetting {
    std::string rule;
    Severity severity = Severity::major;
    std::string because;
    std::optional<std::int64_t>
        until;  // inclusive last day; after it the rule's own severity holds again
    Span place;
};

// Sets them, with the limits of the language: a lower severity needs a reason and a last day, and a rule that is never
// waived is not lowered. What was before stays in `Rule::severity_before`. Before the rules become a program.
[[nodiscard]] Diagnostics override_severities(Ruleset& ruleset,
                                              std::span<const SeveritySetting> settings,
                                              std::int64_t as_of);

}  // namespace tutela
