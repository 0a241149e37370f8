#pragma once

#include <set>
#include <string>
#include <vector>

#include "apps/cli/case_suite.hpp"

namespace tutela {

// What the cases of some rulesets show of their rules: which truths each clause has taken, which verdicts each rule
// was seen to give, and whether a met and a not met case differ in one fact only.
struct RuleCoverage {
    struct Missing {
        std::string clause;  // "when 1", "verdict", "pair"
        std::string unseen;  // "unknown", "not applicable", "met and not met one fact apart"
        Span place;
        bool excused = false;
    };
    std::string rule;
    std::size_t clauses = 0, seen = 0;  // truths of clauses: all three of each, and those seen
    std::vector<Missing> missing;
};

struct CaseCoverage {
    std::vector<RuleCoverage> rules;
    std::vector<std::string> needless;  // gaps that are excused and do not exist, with their places
};

// Gaps that are right stand in `coverage-gaps.toml` beside the folders of the rulesets.
[[nodiscard]] CaseCoverage cover(const World& world, CaseSuites& suites);

}  // namespace tutela
