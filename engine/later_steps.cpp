#include "engine/judge.hpp"

#include <algorithm>

#include "engine/calendar.hpp"
#include "engine/verdict.hpp"

// The steps after the verdict table: what other rules, documents, dates and people make of a verdict.

namespace tutela {
namespace {

// The field of the root that a collection is taken from, through filters and definitions.
std::optional<std::uint32_t> root_list(const Program& program, ExpressionId id) {
    const Expression& node = program.expressions[id];
    switch (node.op) {
        case Op::field:
            if (program.expressions[node.args[0]].op == Op::root) return node.slot;
            return std::nullopt;
        case Op::filter:
        case Op::listed: return root_list(program, node.args[0]);
        case Op::call: return root_list(program, program.ruleset.defines[node.slot].body);
        default: return std::nullopt;
    }
}

}  // namespace

bool JudgeRules::same_list(const Rule& a, const Rule& b) const {
    if (a.for_each.size() != b.for_each.size()) return false;
    for (std::size_t i = 0; i < a.for_each.size(); ++i) {
        const auto x = root_list(program_, a.for_each[i].list);
        const auto y = root_list(program_, b.for_each[i].list);
        if (!x || !y || *x != *y) return false;
    }
    return true;
}

std::vector<const Finding*> JudgeRules::findings_about(std::uint32_t rule,
                                                       std::uint32_t other) const {
    const bool same = same_list(program_.ruleset.rules[rule], program_.ruleset.rules[other]);
    std::vector<const Finding*> found;
    for (const Finding& finding : findings_[other])
        if (!same || finding.subject == current_subject_) found.push_back(&finding);
    return found;
}

Truth JudgeRules::not_met(std::uint32_t other) const {
    Truth result = Truth::no;
    for (const Finding* finding : findings_about(current_, other)) {
        if (finding->verdict == Verdict::not_met) return Truth::yes;
        if (is_open(finding->verdict)) result = Truth::unknown;
    }
    return result;
}

Truth JudgeRules::some_not_met() const {
    Truth result = Truth::no;
    for (std::uint32_t rule = 0; rule < findings_.size(); ++rule) {
        if (rule == current_) continue;
        for (const Finding& finding : findings_[rule]) {
            if (finding.verdict == Verdict::not_met) return Truth::yes;
            if (is_open(finding.verdict)) result = Truth::unknown;
        }
    }
    return result;
}

void JudgeRules::require_others(std::uint32_t id, Finding& finding) {
    if (finding.verdict != Verdict::undetermined) return;
    for (const RuleLink& link : program_.ruleset.rules[id].requires_rules) {
        const auto others = findings_about(id, link.rule);
        Verdict worst = Verdict::not_applicable;
        for (const Finding* other : others) worst = std::min(worst, other->verdict);
        if (worst != Verdict::not_met && worst != Verdict::undetermined) continue;
        for (const Finding* other : others) {
            if (other->verdict != worst) continue;
            const bool shared =
                std::any_of(finding.open.begin(), finding.open.end(), [&](const OpenFact& open) {
                    return std::find(other->open.begin(), other->open.end(), open) !=
                           other->open.end();
                });
            if (!shared) continue;
            finding.reason = Reason::blocked_by;
            finding.reason_detail = program_.ruleset.rules[link.rule].id;
            finding.blocked = true;
            return;
        }
    }
}

std::optional<FactRef> JudgeRules::stage_fact() {
    if (!program_.stage) return std::nullopt;
    const Fact& programme = design_.fact({root_record, 0, program_.stage->first});
    const Type& type =
        program_.ruleset.vocabulary.records[root_record].fields[program_.stage->first].type;
    if (programme.index >= design_.tables[type.id].places.size()) return std::nullopt;
    return FactRef{type.id, programme.index, program_.stage->second};
}

std::optional<std::uint32_t> JudgeRules::stage() {
    const auto ref = stage_fact();
    if (!ref || design_.fact(*ref).state != FactState::stated) return std::nullopt;
    return design_.fact(*ref).index;
}

void JudgeRules::require_documented(const Rule& rule, const Inputs& in, Finding& finding) {
    if (finding.verdict != Verdict::undetermined || finding.blocked || !rule.documented_from)
        return;
    if (in.require != Truth::unknown || in.when != Truth::yes || in.unless != Truth::no) return;
    const auto now = stage();
    if (!now || *now < *rule.documented_from) return;
    const bool missing = std::any_of(
        finding.open_require.begin(), finding.open_require.end(), [&](const OpenFact& open) {
            const FactState state = design_.fact(open.fact).state;
            return open.more_entries || state == FactState::absent || state == FactState::to_fill;
        });
    if (!missing) return;
    finding.verdict = Verdict::not_met;
    finding.reason = Reason::not_documented;
}

void JudgeRules::respect_due_date(const Rule& rule, Finding& finding) {
    if (!rule.due_from) return;
    if (finding.verdict != Verdict::not_met && finding.verdict != Verdict::undetermined) return;
    bool early = rule.due_from->date && options_.as_of < *rule.due_from->date;
    if (rule.due_from->stage) {
        const auto now = stage();
        early = now && *now < *rule.due_from->stage;
        // A template whose stage is to fill may be one of a stage at which the rule is not due.
        const auto ref = stage_fact();
        if (options_.filling && ref && design_.fact(*ref).state == FactState::to_fill &&
            *rule.due_from->stage > 0 && finding.verdict == Verdict::not_met) {
            finding.verdict = Verdict::undetermined;
            finding.open.push_back({*ref, false});
        }
    }
    if (!early) return;
    finding.verdict = Verdict::undetermined;
    finding.reason = Reason::not_yet_due;
}

Truth JudgeRules::where_of(const RuleLink& link) {
    return link.where == no_expression ? Truth::yes : ev_.truth(link.where, 0);
}

Truth JudgeRules::gives_way(std::uint32_t id, const RuleLink& link) {
    Truth applies = Truth::no;
    for (const Finding* other : findings_about(id, link.rule))
        applies = either(applies, other->when);
    return both(applies, where_of(link));
}

void JudgeRules::ask_whether_it_gives_way(std::uint32_t id, const RuleLink& link,
                                          std::vector<OpenFact>& open) {
    Trace trace;
    if (where_of(link) == Truth::unknown)
        Tracer(ev_, trace, Explain::none).clause(link.where, 0, true, nullptr);
    open.insert(open.end(), trace.open.begin(), trace.open.end());
    for (const Finding* other : findings_about(id, link.rule))
        if (other->when == Truth::unknown)
            open.insert(open.end(), other->open.begin(), other->open.end());
}

void JudgeRules::yield(std::uint32_t id, const Subject& subject, Finding& finding) {
    if (options_.filling && finding.verdict == Verdict::undetermined &&
        finding.reason == Reason::none && !only_list_matters(subject, finding.open_require))
        ask_for_precedence(id, finding);
    for (const RuleLink& link : program_.ruleset.rules[id].yields_to) {
        if (finding.verdict != Verdict::not_met && finding.verdict != Verdict::undetermined) return;
        const Truth yields = gives_way(id, link);
        if (yields == Truth::yes) {
            finding.verdict = Verdict::met;
            finding.reason = Reason::precedence;
            finding.reason_detail = program_.ruleset.rules[link.rule].id;
            finding.blocked = false;
        } else if (yields == Truth::unknown && finding.verdict == Verdict::not_met) {
            finding.verdict = Verdict::undetermined;
            finding.reason = Reason::none;
            ask_whether_it_gives_way(id, link, finding.open);
        }
    }
}

bool JudgeRules::all_withheld(const std::vector<OpenFact>& open) const {
    return !open.empty() && std::all_of(open.begin(), open.end(), [&](const OpenFact& fact) {
        return !fact.more_entries && design_.fact(fact.fact).state == FactState::withheld;
    });
}

void JudgeRules::ask_for_judgement(const Rule& rule, const Subject&, Finding& finding) {
    if (!rule.judge) return;
    const bool met = finding.verdict == Verdict::met && finding.reason != Reason::precedence;
    const bool withheld = finding.verdict == Verdict::undetermined && all_withheld(finding.open);
    if (!met && !withheld) return;
    if (rule.judge->when != no_expression && ev_.truth(rule.judge->when, 0) == Truth::no) return;
    finding.verdict = Verdict::needs_judgement;
    finding.reason = Reason::none;
    finding.blocked = false;
    close_judgement(rule, finding);
}

// A judgement closes it unless two disagree or a deciding fact is dated later.
void JudgeRules::close_judgement(const Rule& rule, Finding& finding) {
    const Judgement* closing = nullptr;
    for (const Judgement& judgement : design_.judgements) {
        if (judgement.rule != rule.id) continue;
        if (!judgement.subject.empty() && judgement.subject != finding.subject_name) continue;
        if (judgement.date && *judgement.date > options_.as_of) continue;
        for (const FactRef& fact : finding.deciding)
            if (judgement.date && design_.fact(fact).evidence_date > *judgement.date) {
                finding.notes_text.push_back(
                    say_.tr("a deciding fact is dated later than the judgement"));
                return;
            }
        if (closing && closing->met != judgement.met) {
            finding.notes_text.push_back(say_.tr("two judgements disagree"));
            return;
        }
        closing = &judgement;
    }
    if (!closing) return;
    finding.verdict = closing->met ? Verdict::met : Verdict::not_met;
    finding.reason = Reason::judged;
    finding.reason_detail = closing->date ? date_text(*closing->date) : "";
}

}  // namespace tutela
