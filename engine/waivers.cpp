#include "engine/waivers.hpp"

#include <algorithm>

namespace tutela {
namespace {

bool can_be_waived(Verdict verdict) {
    return verdict == Verdict::not_met || verdict == Verdict::undetermined;
}

// "sites[S1]" holds itself, "sites[S1].rooms[R1]" and nothing that only begins alike.
bool at_or_under(const std::string& path, const std::string& scope) {
    return !path.empty() && path.compare(0, scope.size(), scope) == 0 &&
           (path.size() == scope.size() || path[scope.size()] == '.' || path[scope.size()] == '[');
}

// It does what it may, or would if the day were another: then it matters whether there is anything for it to do.
bool looks_for_findings(WaiverState state) {
    return state == WaiverState::active || state == WaiverState::expiring;
}

WaiverOutcome outcome_of(const Program& program, const Design& design, const Waiver& waiver,
                         const Report& report) {
    const auto id = program.ruleset.find_rule(waiver.rule);
    WaiverOutcome outcome;
    outcome.state = state_on(waiver, id ? &program.ruleset.rules[*id] : nullptr, report.as_of);
    outcome.days_left = days_left(waiver, report.as_of);
    for (std::uint32_t i = 0; i < report.findings.size(); ++i)
        if (id && report.findings[i].rule == *id && can_be_waived(report.findings[i].verdict) &&
            covers(program, design, waiver, report.findings[i]))
            outcome.findings.push_back(i);
    if (!looks_for_findings(outcome.state) || !outcome.findings.empty()) return outcome;
    const bool judged = std::any_of(report.rules.begin(), report.rules.end(),
                                    [&](const RuleOutcome& rule) { return rule.rule == *id; });
    outcome.state = judged ? WaiverState::matches_nothing : WaiverState::not_judged;
    return outcome;
}

}  // namespace

std::string_view word(WaiverState state) {
    switch (state) {
        case WaiverState::active: return "active";
        case WaiverState::expiring: return "expiring";
        case WaiverState::not_yet: return "not-yet";
        case WaiverState::expired: return "expired";
        case WaiverState::matches_nothing: return "matches-nothing";
        case WaiverState::not_judged: return "not-judged";
        case WaiverState::unreadable_date: return "unreadable-date";
        case WaiverState::no_end: return "no-end";
        case WaiverState::approver_not_allowed: return "approver-not-allowed";
        case WaiverState::never_waivable: return "never-waivable";
        case WaiverState::unknown_rule: return "unknown-rule";
    }
    return "";
}

bool waives(WaiverState state) {
    return state == WaiverState::active || state == WaiverState::expiring;
}

std::optional<std::int64_t> days_left(const Waiver& waiver, std::int64_t day) {
    return waiver.until && !waiver.unreadable_date ? std::optional(*waiver.until - day)
                                                   : std::nullopt;
}

WaiverState state_on(const Waiver& waiver, const Rule* rule, std::int64_t day) {
    if (!rule) return WaiverState::unknown_rule;
    if (rule->never_waived) return WaiverState::never_waivable;
    if (std::find(rule->waivable_by.begin(), rule->waivable_by.end(), waiver.approver) ==
        rule->waivable_by.end())
        return WaiverState::approver_not_allowed;
    if (waiver.unreadable_date) return WaiverState::unreadable_date;
    if (!waiver.until) return WaiverState::no_end;
    if (day > *waiver.until) return WaiverState::expired;
    if (waiver.from && day < *waiver.from) return WaiverState::not_yet;
    return *waiver.until - day <= waiver_warning_days ? WaiverState::expiring : WaiverState::active;
}

bool covers(const Program& program, const Design& design, const Waiver& waiver,
            const Finding& finding) {
    const Rule& rule = program.ruleset.rules[finding.rule];
    if (waiver.rule != rule.id) return false;
    if (waiver.scope.empty() || waiver.scope == finding.subject_name) return true;
    for (std::size_t i = 0; i < finding.subject.size(); ++i) {
        const Type type = program.expressions[rule.for_each[i].list].type.member();
        if (type.kind != TypeKind::record) continue;
        const std::vector<std::string>& paths = design.tables[type.id].paths;
        if (finding.subject[i] < paths.size() &&
            at_or_under(paths[finding.subject[i]], waiver.scope))
            return true;
    }
    return false;
}

void waive(const Program& program, const Design& design, Report& report) {
    report.waivers.clear();
    if (design.waivers.empty()) return;
    for (Finding& finding : report.findings) finding.waived_by.reset();
    for (std::uint32_t i = 0; i < design.waivers.size(); ++i) {
        report.waivers.push_back(outcome_of(program, design, design.waivers[i], report));
        const WaiverOutcome& outcome = report.waivers.back();
        if (!waives(outcome.state)) continue;
        for (const std::uint32_t at : outcome.findings) {
            std::optional<std::uint32_t>& by = report.findings[at].waived_by;
            if (!by || *design.waivers[*by].until < *design.waivers[i].until) by = i;
        }
    }
}

}  // namespace tutela
