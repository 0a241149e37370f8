#include "engine/askable.hpp"

#include <algorithm>
#include <set>

namespace tutela {
namespace {

bool asks(const Finding& finding) {
    return finding.verdict == Verdict::undetermined && finding.reason != Reason::not_yet_due;
}

// A rule that goes through a list which is not there is undetermined, whatever it requires.
bool lacks_list(const Program& program, const Design& design, const Finding& finding) {
    return finding.subject.size() < program.ruleset.rules[finding.rule].for_each.size() &&
           std::any_of(finding.open_require.begin(), finding.open_require.end(),
                       [&](const OpenFact& open) {
                           return design.fact(open.fact).state == FactState::absent;
                       });
}

// Adds what is open and absent to the template, to fill. Lists come first: with a place for its entries a rule may turn
// out to be met, and what seemed to hang on it need not be asked. False when nothing is absent.
bool add_missing(const Program& program, const Report& report, Design& design,
                 std::set<FactRef>& added) {
    const std::size_t before = added.size();
    for (const bool lists : {true, false}) {
        for (const Finding& finding : report.findings) {
            if (!asks(finding) || lacks_list(program, design, finding) != lists) continue;
            for (const OpenFact& open : finding.open) {
                Table& table = design.tables[open.fact.record];
                Fact& fact = table.facts[static_cast<std::size_t>(open.fact.row) * table.stride +
                                         open.fact.field];
                if (open.more_entries || fact.state != FactState::absent) continue;
                fact.state = FactState::to_fill;
                fact.complete = false;
                added.insert(open.fact);
            }
        }
        if (added.size() > before) return true;
    }
    return false;
}

AskState state_of(const Finding& finding, bool lacks) {
    if (finding.verdict == Verdict::not_met) return AskState::already_broken;
    if (lacks) return AskState::missing;
    const bool open = finding.verdict == Verdict::undetermined ||
                      (finding.verdict == Verdict::needs_judgement && !finding.open.empty());
    return open ? AskState::askable : AskState::already_met;
}

template <class T>
void sort_unique(std::vector<T>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

AskedRule ask_rule(const Report& report, const RuleOutcome& outcome, const Design& design,
                   const std::set<FactRef>& added, std::vector<AskState>& states) {
    AskedRule asked;
    asked.rule = outcome.rule;
    for (const std::uint32_t i : outcome.findings) {
        const Finding& finding = report.findings[i];
        asked.severity = std::max(asked.severity, finding.severity);
        asked.not_yet_due = asked.not_yet_due || finding.reason == Reason::not_yet_due;
        asked.judged_later = asked.judged_later || finding.verdict == Verdict::needs_judgement;
        bool lacks = false;
        for (const OpenFact& open : finding.open) {
            if (!asks(finding)) break;
            const bool missing = added.count(open.fact) > 0;
            lacks = lacks || missing;
            const bool to_fill =
                open.more_entries || design.fact(open.fact).state == FactState::to_fill;
            if (missing)
                asked.missing.push_back(open.fact);
            else if (to_fill)
                asked.asked.push_back(open.fact);
        }
        const AskState state = states[i] = state_of(finding, lacks);
        if (state == AskState::already_broken) asked.broken.push_back(i);
        asked.state = std::min(asked.state, state);
        for (const Presumption& one : finding.assumptions) {
            const bool said = std::any_of(
                asked.assumptions.begin(), asked.assumptions.end(), [&](const Presumption& other) {
                    return other.record == one.record && other.field == one.field;
                });
            if (!said) asked.assumptions.push_back(one);
        }
    }
    sort_unique(asked.missing);
    sort_unique(asked.asked);
    return asked;
}

}  // namespace

std::string_view word(AskState state) {
    switch (state) {
        case AskState::already_broken: return "already broken";
        case AskState::missing: return "missing";
        case AskState::askable: return "askable";
        case AskState::already_met: return "already met";
    }
    return "";
}

std::uint32_t AskedTemplate::count(AskState state) const {
    return static_cast<std::uint32_t>(std::count_if(
        rules.begin(), rules.end(), [&](const AskedRule& rule) { return rule.state == state; }));
}

AskedTemplate ask_template(const Program& program, Design design, EvaluateOptions options) {
    options.filling = true;
    options.explain = Explain::none;
    AskedTemplate result;
    std::set<FactRef> added;
    // What is added can open more: a list to fill has entries that lead to other records.
    do {
        result.report = evaluate(program, design, options);
    } while (add_missing(program, result.report, design, added));

    result.states.resize(result.report.findings.size(), AskState::already_met);
    for (const RuleOutcome& outcome : result.report.rules)
        result.rules.push_back(ask_rule(result.report, outcome, design, added, result.states));
    for (const FactRef& fact : added) {
        MissingField missing{fact, {}};
        for (const AskedRule& rule : result.rules)
            if (std::binary_search(rule.missing.begin(), rule.missing.end(), fact))
                missing.rules.push_back(rule.rule);
        result.missing.push_back(std::move(missing));
    }
    return result;
}

Report as_verdicts(const AskedTemplate& asked) {
    Report report = asked.report;
    const auto is_missing = [&](const OpenFact& open) {
        return std::any_of(asked.missing.begin(), asked.missing.end(),
                           [&](const MissingField& one) { return one.fact == open.fact; });
    };
    const auto keep_missing = [&](std::vector<OpenFact>& facts) {
        std::erase_if(facts, [&](const OpenFact& open) { return !is_missing(open); });
    };
    for (std::size_t i = 0; i < report.findings.size(); ++i) {
        Finding& finding = report.findings[i];
        switch (asked.states[i]) {
            case AskState::already_broken: break;
            case AskState::missing:
                keep_missing(finding.open);
                keep_missing(finding.open_require);
                break;
            case AskState::askable:
            case AskState::already_met:
                if (finding.reason == Reason::not_yet_due)
                    finding.verdict = Verdict::not_applicable;
                else if (is_open(finding.verdict))
                    finding.verdict = Verdict::met;
                finding.open.clear();
                finding.open_require.clear();
                break;
        }
    }
    return report;
}

Gate gate_of(const AskedTemplate& asked, const GateOptions& options) {
    Gate gate = Gate::passed;
    for (const Finding& finding : asked.report.findings) {
        if (gates(finding, options)) return Gate::failed;
        if (!asks(finding) || !leaves_open(finding, options)) continue;
        for (const OpenFact& open : finding.open)
            for (const MissingField& missing : asked.missing)
                if (missing.fact == open.fact) gate = Gate::open;
    }
    return gate;
}

}  // namespace tutela
