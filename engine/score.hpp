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
// Scores in the manner of one of them: its title, and the headings that have anything to score. A principle that a crosswalk
// maps to several headings counts under each.
struct GroupedScores {
    std::string title;
    std::vector<std::pair<std::string, Score>> groups;
};
[[nodiscard]] GroupedScores grouped_scores(const Program& program, const Report& report,
                                           const std::string& grouping);
// Fills `grouped_by` and `groups` by the grouping of that name, which must be one of them.
void group_scores(const Program& program, const std::string& grouping, Report& report);

}  // namespace tutela
