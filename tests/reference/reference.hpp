#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "engine/design.hpp"
#include "engine/report.hpp"
#include "engine/ruleset.hpp"

// A slow, plain evaluator, written from the definition of the language and not from the engine. It shares the engine's
// data (what rules and designs are), and no code that evaluates: logic, intervals, calendar, quantifiers, verdicts and
// the steps after them are all written again here, each value carrying the unknown facts that it hangs on.
namespace reference {

struct Judged {
    std::uint32_t rule = 0;
    std::vector<std::uint32_t> subject;
    tutela::Verdict verdict = tutela::Verdict::undetermined;
    tutela::Reason reason = tutela::Reason::none;
    tutela::Severity severity = tutela::Severity::major;
    tutela::Truth when = tutela::Truth::yes, unless = tutela::Truth::no,
                  require = tutela::Truth::yes;
    bool blocked = false;
    // The facts that would settle it; `more` says: another entry of the list.
    std::set<tutela::OpenFact> open, open_require;
};

// All rules, in the ruleset's order, each for its subjects in the design's order.
[[nodiscard]] std::vector<Judged> judge(const tutela::Ruleset& ruleset,
                                        const tutela::Design& design, std::int64_t as_of,
                                        bool presumptions);

}  // namespace reference
