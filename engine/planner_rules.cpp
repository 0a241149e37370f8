#include "engine/planner.hpp"

#include <algorithm>

// Rules: their subjects, the verdict table, and the steps after it. See `JudgeRules`, which does the same one design at a
// time and keeps the reasons.

namespace tutela {
namespace {

constexpr std::uint32_t no_subject = 255;  // in the place of a verdict
// Verdicts as bits, for open_where.
constexpr std::uint32_t of_not_met = 1U << static_cast<unsigned>(Verdict::not_met),
                        of_undetermined = 1U << static_cast<unsigned>(Verdict::undetermined);

bool in_force(const std::optional<std::int64_t>& until, std::int64_t as_of) {
    return !until || as_of <= *until;
}

}  // namespace

// The field of the root that a collection is taken from, through filters and definitions.
std::optional<std::uint32_t> Planner::root_list(ExpressionId id) const {
    const Expression& expression = at(id);
    switch (expression.op) {
        case Op::field:
            if (at(expression.args[0]).op == Op::root) return expression.slot;
            return std::nullopt;
        case Op::filter:
        case Op::listed: return root_list(expression.args[0]);
        case Op::call: return root_list(program_.ruleset.defines[expression.slot].body);
        default: return std::nullopt;
    }
}

bool Planner::same_list(std::uint32_t a, std::uint32_t b) const {
    const auto& x = program_.ruleset.rules[a].for_each;
    const auto& y = program_.ruleset.rules[b].for_each;
    if (x.size() != y.size()) return false;
    for (std::size_t i = 0; i < x.size(); ++i) {
        const auto one = root_list(x[i].list), other = root_list(y[i].list);
        if (!one || !other || *one != *other) return false;
    }
    return true;
}

void Planner::plan_rules() {
    for (const std::uint32_t id : program_.selected)
        for (const RuleLink& link : program_.ruleset.rules[id].requires_rules)
            if (reasons_ || program_.ruleset.rules[id].documented_from) required_[link.rule];
    for (const std::uint32_t id : program_.selected) {
        if (!supported_) return;
        rule(id);
    }
    for (const std::uint32_t id : program_.reported) {
        plan.verdicts.push_back(outcomes_[id].worst);
        if (reasons_) plan.reasons.push_back(std::move(outcomes_[id].reasons));
    }
    if (reasons_ && (plan.stage = stage()) != nowhere) plan.stage = put(plan.stage, 0);
    plan.complete = supported_;
}

void Planner::rule(std::uint32_t id) {
    const Rule& rule = program_.ruleset.rules[id];
    current_ = id;
    Outcome& outcome = outcomes_[id];
    const std::size_t levels = rule.for_each.size();
    const auto fixed = [&](std::uint32_t verdict) {
        PlanNode made;
        made.op = PlanOp::constant_truth;
        made.a = verdict;
        return put(add(made), 0);
    };
    outcome.verdicts.assign(levels + 1, nowhere);
    outcome.whens.assign(levels + 1, nowhere);
    outcome.open.assign(levels + 1, nowhere);
    const bool begun = !rule.since || *rule.since <= options_.as_of;
    if (!begun || !in_force(rule.until, options_.as_of)) {
        for (std::size_t i = 0; i <= levels; ++i) {
            outcome.verdicts[i] =
                fixed(i == 0 ? static_cast<std::uint32_t>(Verdict::not_applicable) : no_subject);
            outcome.whens[i] = put(truth_constant(Truth::yes), 0);
        }
        outcome.worst = outcome.verdicts[0];
        outcome.any_when = outcome.whens[0];
        return;
    }
    std::uint32_t variables = rule.variables;
    for (const auto& use : program_.exceptions_of[id])
        variables = std::max(variables,
                             program_.ruleset.exceptions[use.exception].copies[use.copy].variables);
    active_.clear();
    if (reasons_) plan_message(id);
    subjects(id, frame(variables), 0, truth_constant(Truth::yes));
    if (!supported_) return;
    // Of no subject at all: not applicable, and its `when` is not asked.
    const ValueId any = outcome.reasons.worst = outcome.worst;
    outcome.worst = make(PlanOp::nothing_left, Cells::truth, {any});
    outcome.any_when = make(PlanOp::where_subject, Cells::truth, {outcome.any_when, any},
                            static_cast<std::uint32_t>(Truth::yes));
}

// Binds the subjects level by level. `subject`: whether the row is one, unknown where a `where` is.
void Planner::subjects(std::uint32_t id, Frame& frame, std::size_t level, ValueId subject) {
    const Rule& rule = program_.ruleset.rules[id];
    Outcome& made = outcomes_[id];
    if (level == rule.for_each.size()) {
        bound_ = level;
        made.worst = made.verdicts[level] = outcome(id, frame, subject, false);
        made.any_when =
            make(PlanOp::where_subject, Cells::truth, {made.whens[level], made.worst}, 0);
        made.open_of_bad = open_of_bad(made, level);
        return;
    }
    const ForEach& each = rule.for_each[level];
    const Collection members = collection(each.list, frame);
    if (!supported_ || members.list == nowhere || members.listed) {
        unsupported();
        return;
    }
    // Where nobody told the list: one verdict, with everything about the subject unknown.
    const ValueId absent = make(PlanOp::absent, Cells::truth, {members.list});
    for (std::size_t i = level; i < rule.for_each.size(); ++i) {
        const Type type = at(rule.for_each[i].list).type.member();
        Binding& slot = frame.slots[rule.for_each[i].variable];
        slot = {type.kind == TypeKind::text ? word_constant(0) : index_constant(0), no_expression,
                nullptr, each.list};
    }
    bound_ = level;
    const ValueId alone = made.verdicts[level] = outcome(id, frame, both(subject, absent), true);
    const ValueId alone_when =
        make(PlanOp::where_subject, Cells::truth, {made.whens[level], alone}, 0);

    const std::array<ValueId, 2> alone_open = open_of_bad(made, level);

    const std::uint32_t variable = enter(members.list, members.member);
    const ValueId bound = member_of(variable);
    ValueId in = belongs(members, bound);
    frame.slots[each.variable] = {bound};
    if (each.where != no_expression) in = both(in, truth(each.where, frame));
    // At least in the space of this variable, whatever its parts look at.
    in = make(PlanOp::both, Cells::truth,
              {both(subject, in), put(truth_constant(Truth::yes), plan.variables[variable].own)});
    subjects(id, frame, level + 1, in);
    if (!supported_) return leave();
    const ValueId worst = over(PlanOp::worst, Cells::truth, variable, {made.worst}, nowhere);
    const ValueId when = over(PlanOp::some, Cells::truth, variable, {made.any_when}, nowhere);
    for (ValueId& open : made.open_of_bad)
        if (open != nowhere)
            open = over(PlanOp::open_members, Cells::text, variable, {open}, nowhere);
    leave();
    for (std::size_t i = 0; i < alone_open.size(); ++i)
        if (alone_open[i] != nowhere)
            made.open_of_bad[i] =
                make(PlanOp::open_any, Cells::text, {made.open_of_bad[i], alone_open[i]});
    made.worst = make(PlanOp::worse, Cells::truth, {worst, alone});
    made.any_when = either(when, alone_when);
}

ValueId Planner::exception(std::uint32_t id, const Program::ExceptionUse& use, Frame& frame) {
    const Exception& exception_of = program_.ruleset.exceptions[use.exception];
    if (!in_force(exception_of.until, options_.as_of)) return truth_constant(Truth::no);
    const Exception::Copy& copy = exception_of.copies[use.copy];
    ValueId holds = truth_constant(Truth::yes);
    for (const Clause& clause : copy.when) holds = both(holds, truth(clause.expression, frame));
    for (const Clause& clause : copy.require) holds = both(holds, truth(clause.expression, frame));
    for (const auto& other : program_.exceptions_of[id]) {
        const auto& target = program_.ruleset.exceptions[other.exception].copies[other.copy];
        if (target.to_exception == use.exception)
            holds = both(holds, negate(exception(id, other, frame)));
    }
    return holds;
}

ValueId Planner::stage() {
    if (!program_.stage) return nowhere;
    const auto [programme, field] = *program_.stage;
    const Type& type = program_.ruleset.vocabulary.records[root_record].fields[programme].type;
    return read_field(read_field(root_, root_record, programme), type.id, field);
}

// The verdict for the subjects that are bound: the table, then the steps in their order.
ValueId Planner::outcome(std::uint32_t id, Frame& frame, ValueId subject, bool list_absent) {
    const Rule& rule = program_.ruleset.rules[id];
    ValueId when = subject;  // an unknown `where` joins the `when`
    for (const Clause& clause : rule.when) when = both(when, truth(clause.expression, frame));
    ValueId unless = truth_constant(Truth::no);
    for (const Unless& clause : rule.unless)
        if (in_force(clause.until, options_.as_of))
            unless = either(unless, truth(clause.expression, frame));
    for (const auto& use : program_.exceptions_of[id])
        if (!program_.ruleset.exceptions[use.exception].copies[use.copy].to_exception)
            unless = either(unless, exception(id, use, frame));
    ValueId require = truth_constant(Truth::yes);
    for (const Clause& clause : rule.require)
        require = both(require, truth(clause.expression, frame));
    if (list_absent && !rule.require.empty()) require = truth_constant(Truth::unknown);
    if (!supported_) return when;
    outcomes_[id].whens[bound_] = when;

    ValueId verdict = make(PlanOp::verdict, Cells::truth, {when, unless, require, subject});
    const Inputs in{subject, when, unless, require, verdict, list_absent};
    if (required_.count(id) != 0) want_open_facts(id, in, frame);
    PlanSteps steps;
    steps.table = verdict;
    const ValueId now = stage();
    if (rule.documented_from && now != nowhere) {
        steps.blocked = blocked(id, in, frame);
        steps.documented = verdict = make(
            PlanOp::documented, Cells::truth,
            {verdict, open_require(rule, in, frame), steps.blocked, now}, *rule.documented_from);
    } else if (reasons_) {
        steps.blocked = why_blocked(id, in, frame);
    }
    if (rule.due_from) {
        const bool early = rule.due_from->date && options_.as_of < *rule.due_from->date;
        if (rule.due_from->stage && now != nowhere)
            verdict = make(PlanOp::not_due, Cells::truth, {verdict, now}, *rule.due_from->stage);
        else if (early && !rule.due_from->stage)
            verdict = make(PlanOp::not_due, Cells::truth, {verdict, index_constant(1)}, 1);
    }
    for (const RuleLink& link : rule.yields_to) {
        const Outcome& other = outcomes_[link.rule];
        if (other.verdicts.empty()) return unsupported();
        ValueId applies = other.any_when;
        if (same_list(id, link.rule))
            applies = make(PlanOp::where_subject, Cells::truth,
                           {other.whens[bound_], other.verdicts[bound_]}, 0);
        const ValueId where =
            link.where == no_expression ? truth_constant(Truth::yes) : truth(link.where, frame);
        if (!supported_) return verdict;
        verdict = make(PlanOp::yield, Cells::truth, {verdict, both(applies, where)});
        steps.yields.push_back(verdict);
    }
    ValueId asks = truth_constant(Truth::no);
    if (rule.judge) {
        plan.wants_judgements = true;
        asks = rule.judge->when == no_expression ? truth_constant(Truth::yes)
                                                 : truth(rule.judge->when, frame);
        if (!supported_) return verdict;
    }
    // Who yields may be left with open facts of the other rule.
    const ValueId open =
        rule.judge && rule.yields_to.empty() ? open_verdict(id, in, frame) : nowhere;
    if (rule.judge || !rule.yields_to.empty())
        verdict = make(PlanOp::judge, Cells::truth, {verdict, asks, open});
    steps.last = verdict;
    if (reasons_) keep_steps(id, std::move(steps), frame);
    return verdict;
}

// ------------------------------------------------------------------------------------- open facts of a verdict

// Of requirements that are undecided.
ValueId Planner::open_requirements(const Rule& rule, const Inputs& in, Frame& frame) {
    ValueId all = nothing_open();
    if (in.list_absent && !rule.require.empty())
        all = open_collection(rule.for_each[bound_].list, frame);
    else
        for (const Clause& clause : rule.require)
            all = open_any(all, open_truth(clause.expression, frame));
    return open_where(in.require, truths_unknown, all);
}

// Of requirements that are undecided where nothing else is.
ValueId Planner::open_require(const Rule& rule, const Inputs& in, Frame& frame) {
    const ValueId all = open_requirements(rule, in, frame);
    return open_where(in.when, truths_yes, open_where(in.unless, truths_no, all));
}

// Of an undetermined verdict, all of them.
ValueId Planner::open_verdict(std::uint32_t id, const Inputs& in, Frame& frame) {
    const Rule& rule = program_.ruleset.rules[id];
    ValueId all = nothing_open();
    for (std::size_t i = 0; i < bound_; ++i) {
        const ForEach& each = rule.for_each[i];
        all = open_any(all, open_membership(each.list, frame.slots[each.variable].scalar, frame));
        if (each.where != no_expression) all = open_any(all, open_truth(each.where, frame));
    }
    all = open_where(in.subject, truths_unknown, all);
    for (const Clause& clause : rule.when)
        all = open_any(all, open_truth(clause.expression, frame));
    for (const Unless& clause : rule.unless)
        if (in_force(clause.until, options_.as_of))
            all = open_any(all, open_truth(clause.expression, frame));
    for (const auto& use : program_.exceptions_of[id])
        if (!program_.ruleset.exceptions[use.exception].copies[use.copy].to_exception)
            all = open_any(all, open_exception(id, use, frame));
    all = open_any(all, open_requirements(rule, in, frame));
    if (all == nothing_open()) return all;
    return make(PlanOp::open_where, node(all).cells, {in.verdict, all}, of_undetermined);
}

// Of an exception that may or may not hold, of exceptions to it, and of exceptions to those.
ValueId Planner::open_exception(std::uint32_t id, const Program::ExceptionUse& use, Frame& frame) {
    ValueId all = nothing_open();
    const Exception::Copy& copy = program_.ruleset.exceptions[use.exception].copies[use.copy];
    for (const auto* clauses : {&copy.when, &copy.require})
        for (const Clause& clause : *clauses)
            all = open_any(all, open_truth(clause.expression, frame));
    for (const auto& other : program_.exceptions_of[id]) {
        const auto& deeper = program_.ruleset.exceptions[other.exception].copies[other.copy];
        if (deeper.to_exception == use.exception)
            all = open_any(all, open_exception(id, other, frame));
    }
    if (all == nothing_open()) return all;
    return open_where(exception(id, use, frame), truths_unknown, all);
}

// Whether a rule that this one requires is as open for the same fact, or not met.
ValueId Planner::blocked(std::uint32_t id, const Inputs& in, Frame& frame) {
    ValueId all = truth_constant(Truth::no);
    for (const RuleLink& link : program_.ruleset.rules[id].requires_rules) {
        const Outcome& other = outcomes_[link.rule];
        if (other.verdicts.empty() || other.open_untold) return unsupported();
        if (other.open_of_bad[0] == nowhere) continue;  // not in force
        const bool same = same_list(id, link.rule);
        sharing_ = &required_[link.rule];
        sharing_->whole = true;
        const ValueId mine = open_verdict(id, in, frame);
        const auto of = [&](ValueId verdict, ValueId open, std::uint32_t verdicts) {
            return make(PlanOp::open_where, Cells::text, {verdict, open}, verdicts);
        };
        const ValueId theirs =
            same ? of(other.verdicts[bound_], other.open[bound_], of_not_met | of_undetermined)
                 : open_any(of(other.worst, other.open_of_bad[0], of_not_met),
                            of(other.worst, other.open_of_bad[1], of_undetermined));
        // A rule that yields may have open facts of others: they are not looked at here.
        const bool told =
            !sharing_->overflow && program_.ruleset.rules[link.rule].yields_to.empty();
        const std::uint64_t exact =
            !told ? 0 : sharing_->of_design | sharing_->of_rows | (same ? sharing_->of_subject : 0);
        sharing_ = nullptr;
        const ValueId shares =
            make(PlanOp::shares, Cells::truth, {mine, theirs}, node(word_constant(exact)).a);
        all = either(all, shares);
        if (!program_.ruleset.rules[link.rule].yields_to.empty())
            all = either(all, truth_constant(Truth::unknown));
    }
    return all;
}

// Open facts of subjects that are not met, and of those that are undetermined; nothing where nobody asks.
std::array<ValueId, 2> Planner::open_of_bad(const Outcome& outcome, std::size_t level) {
    const ValueId open = outcome.open[level], verdict = outcome.verdicts[level];
    if (open == nowhere) return {nowhere, nowhere};
    return {make(PlanOp::open_where, Cells::text, {verdict, open}, of_not_met),
            make(PlanOp::open_where, Cells::text, {verdict, open}, of_undetermined)};
}

}  // namespace tutela
