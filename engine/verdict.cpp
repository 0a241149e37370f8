#include "engine/verdict.hpp"

namespace tutela {

std::string_view word(Verdict verdict) {
    switch (verdict) {
        case Verdict::not_met: return "not met";
        case Verdict::undetermined: return "undetermined";
        case Verdict::needs_judgement: return "needs judgement";
        case Verdict::excepted: return "excepted";
        case Verdict::met: return "met";
        case Verdict::not_applicable: return "not applicable";
    }
    return "undetermined";
}

std::string_view word(Reason reason) {
    switch (reason) {
        case Reason::none: return "";
        case Reason::nothing_to_check: return "nothing-to-check";
        case Reason::not_documented: return "not-documented";
        case Reason::not_yet_due: return "not-yet-due";
        case Reason::precedence: return "precedence";
        case Reason::blocked_by: return "blocked-by";
        case Reason::judged: return "judged";
    }
    return "";
}

std::vector<Verdict> verdicts_of(const Report& report) {
    std::vector<Verdict> verdicts;
    for (const RuleOutcome& rule : report.rules) verdicts.push_back(rule.verdict);
    return verdicts;
}

}  // namespace tutela
