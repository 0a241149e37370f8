#include "engine/from_verdicts.hpp"

#include "engine/score.hpp"

namespace tutela {

FromVerdicts::FromVerdicts(const Program& program, const GateOptions& options) : program_(program) {
    const auto reaches = [](Severity severity, const std::optional<Severity>& level) {
        return level && severity >= *level;
    };
    for (const std::uint32_t id : program.reported) {
        const Rule& rule = program.ruleset.rules[id];
        Row row;
        row.waivable = !rule.never_waived && !rule.waivable_by.empty();
        row.changing_severity = rule.severity_when != no_expression;
        row.may_be_blocked = !rule.requires_rules.empty();
        const Severity least =
            row.changing_severity ? std::min(rule.severity, rule.severity_else) : rule.severity;
        const Severity most =
            row.changing_severity ? std::max(rule.severity, rule.severity_else) : rule.severity;
        const bool fails = reaches(least, options.fail_on);
        const bool may_fail = reaches(most, options.fail_on);
        const bool holds = reaches(least, options.fail_on_undetermined);
        const bool may_hold = reaches(most, options.fail_on_undetermined);
        const auto set = [&](Verdict verdict, Says says) {
            row.by_verdict[static_cast<std::size_t>(verdict)] = says;
        };
        // Where one subject is not met, another may be open.
        set(Verdict::not_met, fails                  ? Says::fails
                              : may_fail || may_hold ? Says::ask
                                                     : Says::nothing);
        const Says open = !may_hold                      ? Says::nothing
                          : holds && !row.may_be_blocked ? Says::holds
                                                         : Says::ask;
        set(Verdict::undetermined, open);
        set(Verdict::needs_judgement, !may_hold ? Says::nothing : holds ? Says::holds : Says::ask);
        rows_.push_back(row);
    }
}

std::optional<Gate> FromVerdicts::gate(const Verdict* verdicts, bool has_waivers,
                                       bool has_baseline) const {
    bool open = false, ask = false;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        Says says = rows_[i].by_verdict[static_cast<std::size_t>(verdicts[i])];
        if (says == Says::nothing) continue;
        if (has_baseline || (has_waivers && rows_[i].waivable)) says = Says::ask;
        if (says == Says::fails) return Gate::failed;
        open = open || says == Says::holds;
        ask = ask || says == Says::ask;
    }
    if (ask) return std::nullopt;
    return open ? Gate::open : Gate::passed;
}

bool FromVerdicts::scores(const Verdict* verdicts, Report& into) const {
    into.rules.clear();
    into.by_principle.clear();
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const Verdict verdict = verdicts[i];
        if ((verdict == Verdict::not_met && rows_[i].changing_severity) ||
            (verdict == Verdict::undetermined && rows_[i].may_be_blocked))
            return false;
        RuleOutcome& outcome = into.rules.emplace_back();
        outcome.rule = program_.reported[i];
        outcome.verdict = verdict;
        outcome.severity = program_.ruleset.rules[outcome.rule].severity;
    }
    score_rules(program_, into);
    return true;
}

}  // namespace tutela
