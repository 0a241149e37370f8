#include "engine/judge.hpp"

#include <algorithm>

// What a template asks for beyond what is open today: facts that become open once others are filled.

namespace tutela {

// Of a record that is not known yet: the fact of each that it may turn out to be.
void Tracer::possible_leaves(const Expression& field, std::uint32_t base) {
    const RecordId record = ev_.at(field.args[0]).type.id;
    const Field& declared = ev_.program.ruleset.vocabulary.records[record].fields[field.slot];
    const Evaluator::Candidates owners = ev_.candidates(field.args[0], base);
    // Nobody can refer to a record for which there is no list.
    if (owners.list)
        trace_.open.push_back(
            {*owners.list, ev_.design.fact(*owners.list).state == FactState::stated});
    if (declared.type.kind == TypeKind::record && !declared.reference) return;
    for (const std::uint32_t row : owners.rows)
        leaf(ev_.read({record, row, field.slot}), field, Role::open, nullptr);
}

void Tracer::follow_added_member(const Expression& node, std::uint32_t base, bool share) {
    ev_.slot(base, node.slot) = Slot{};
    const Truth where = ev_.truth(node.args[1], base);
    const Truth counted = both(Truth::unknown, where);
    const Truth holds = ev_.truth(node.args[2], base);
    const Truth answer =
        node.op == Op::every ? either(negate(counted), holds) : both(counted, holds);
    if (share ? counted == Truth::no : answer != Truth::unknown) return;
    follow_member(node, base, Role::open, {Truth::unknown, where, holds}, Scalar{}, nullptr);
}

void Tracer::follow_added_value(const Expression& node, std::uint32_t base) {
    if (node.args.size() <= 2)
        return follow_membership(node.args[0], base, Scalar{}, Role::open, nullptr);
    ev_.slot(base, node.slot) = Slot{};
    const Truth where = ev_.truth(node.args[1], base);
    if (where == Truth::no) return;
    follow_membership(node.args[0], base, Scalar{}, Role::open, nullptr);
    if (where == Truth::unknown) follow_truth(node.args[1], base, Role::open, where, nullptr);
    follow(node.args[2], base, Role::open, nullptr);
}

void Tracer::follow_added_set(const Expression& node, std::uint32_t base) {
    ev_.slot(base, node.slot) = Slot{};
    const Truth where = ev_.truth(node.args[1], base);
    if (where == Truth::no) return;
    follow_membership(node.args[0], base, Scalar{}, Role::open, nullptr);
    if (where == Truth::unknown) follow_truth(node.args[1], base, Role::open, where, nullptr);
    follow_collection(node.args[2], base, Role::open, nullptr);
}

void Tracer::ask_rules(const Expression& node, Role role) {
    if (role != Role::open) return;
    if (node.op == Op::rule_not_met)
        trace_.open_rules.push_back(node.slot);
    else
        trace_.any_rule = true;
}

// A verdict that is asked for is open by the facts that would settle it.
void JudgeRules::ask_for_others(std::uint32_t id, Trace& trace) {
    const auto take = [&](const Finding& finding) {
        if (finding.verdict == Verdict::undetermined)
            trace.open.insert(trace.open.end(), finding.open.begin(), finding.open.end());
    };
    for (const std::uint32_t rule : trace.open_rules)
        for (const Finding* finding : findings_about(id, rule)) take(*finding);
    if (!trace.any_rule) return;
    for (std::uint32_t rule = 0; rule < findings_.size(); ++rule)
        if (rule != id)
            for (const Finding& finding : findings_[rule]) take(finding);
}

void JudgeRules::await_lists(const Rule& rule, const Subject& subject, Finding& finding) {
    Trace trace;
    Tracer tracer(ev_, trace, Explain::none);
    for (std::size_t i = 0; i < subject.bound.size(); ++i)
        if (!subject.bound[i].known && ev_.rests_on_absent_list(rule.for_each[i].list, 0))
            tracer.absent_list(rule.for_each[i].list, 0, true, nullptr);
    if (trace.open.empty()) return;
    trace.tidy();
    finding.verdict = Verdict::undetermined;
    finding.open = finding.open_require = std::move(trace.open);
}

bool JudgeRules::only_list_matters(const Subject& subject,
                                   const std::vector<OpenFact>& required) const {
    return subject.list_absent &&
           std::any_of(required.begin(), required.end(), [&](const OpenFact& open) {
               const FactState state = design_.fact(open.fact).state;
               return state == FactState::absent || state == FactState::to_fill;
           });
}

// Once a rule is filled in and not met, it may still give way to another.
void JudgeRules::ask_for_precedence(std::uint32_t id, Finding& finding) {
    Trace trace;
    Tracer tracer(ev_, trace, Explain::none);
    for (const RuleLink& link : program_.ruleset.rules[id].yields_to) {
        const auto others = findings_about(id, link.rule);
        Truth applies = Truth::no;
        for (const Finding* other : others) applies = either(applies, other->when);
        const Truth where = link.where == no_expression ? Truth::yes : ev_.truth(link.where, 0);
        if (both(applies, where) != Truth::unknown) continue;
        if (where == Truth::unknown) tracer.clause(link.where, 0, true, nullptr);
        for (const Finding* other : others)
            if (other->when == Truth::unknown)
                trace.open.insert(trace.open.end(), other->open.begin(), other->open.end());
    }
    trace.open.insert(trace.open.end(), finding.open.begin(), finding.open.end());
    trace.tidy();
    finding.open = std::move(trace.open);
}

}  // namespace tutela
