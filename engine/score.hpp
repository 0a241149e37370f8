#pragma once

#include "engine/program.hpp"

namespace tutela {

// Fills the rule outcomes, the total and the score of each principle from the findings.
// Each rule counts once, by its worst verdict: met 1, not met 0, undetermined and needs judgement
// [0, 1]; not applicable, excepted and blocked leave the denominator. No weights.
void score(const Program& program, Report& report);
// The scores alone, from rule outcomes that are there already.
void score_rules(const Program& program, Report& report);

// What a report can be grouped by: "principles", "themes", and the ruleset's crosswalks.
[[nodiscard]] std::vector<std::string> groupings(const Ruleset& ruleset);
// Fills `grouped_by` and `groups` by the grouping of that name, which must be one of them. A principle that a crosswalk
// maps to several headings counts under each.
void group_scores(const Program& program, const std::string& grouping, Report& report);

}  // namespace tutela
