#include "engine/planner.hpp"

#include <algorithm>

// What looks at the members of a list or a set: they become rows of a space of their own, and one value is made of each row's.

namespace tutela {

// Binds the members of a list as a variable inside those that are bound already. The same list outside any other is the same
// variable in every rule, so that what is asked of its members is asked once.
std::uint32_t Planner::enter(ValueId list, const Type& member) {
    std::uint32_t copy = 0;
    for (const std::uint32_t outer : active_)
        if (plan.variables[outer].list == list) ++copy;
    std::uint32_t variable = 0;
    while (variable < plan.variables.size() &&
           (plan.variables[variable].list != list || plan.variables[variable].copy != copy))
        ++variable;
    if (variable == plan.variables.size()) plan.variables.push_back({list, member, copy, 0});
    auto own = merged({node(list).space});
    active_.push_back(variable);
    own.push_back(variable);
    plan.variables[variable].own = space(own);
    return variable;
}

ValueId Planner::member_of(std::uint32_t variable) {
    PlanNode made;
    made.op = PlanOp::member;
    made.cells =
        plan.variables[variable].member.kind == TypeKind::text ? Cells::text : Cells::index;
    made.space = plan.variables[variable].own;
    made.a = variable;
    return add(made);
}

Planner::Collection Planner::collection(ExpressionId id, Frame& frame) {
    const Expression& expression = at(id);
    Collection made;
    made.member = expression.type.member();
    switch (expression.op) {
        case Op::variable: {
            const Binding bound = frame.slots[expression.slot];
            if (bound.origin != no_expression) return collection(bound.origin, *bound.frame);
            break;
        }
        case Op::call:
            return collection(program_.ruleset.defines[expression.slot].body,
                              call(expression, frame));
        case Op::filter:
            made = collection(expression.args[0], frame);
            made.filters.push_back({expression.args[1], expression.slot, &frame});
            return made;
        case Op::listed:
            made = collection(expression.args[0], frame);
            made.listed = true;
            return made;
        case Op::collection:
            for (const ExpressionId part : expression.args)
                made.named.push_back(scalar(part, frame));
            return made;
        case Op::constant: {
            const Constant& all = program_.expressions.constants[expression.slot];
            for (const std::uint32_t member : all.members)
                made.named.push_back(index_constant(member + 1));
            for (const std::string& text : all.texts)
                made.named.push_back(word_constant(text_word(text)));
            return made;
        }
        case Op::field:
            made.list =
                expression.type.kind == TypeKind::list ? read(expression, frame) : set(id, frame);
            return made;
        default:
            if (expression.type.kind != TypeKind::set) break;
            made.list = set(id, frame);
            return made;
    }
    unsupported();
    return made;
}

// Whether a member belongs, by the filters it passes through.
ValueId Planner::belongs(const Collection& members, ValueId member) {
    ValueId all = truth_constant(Truth::yes);
    for (const Filter& filter : members.filters) {
        filter.frame->slots[filter.slot] = {member};
        all = both(all, truth(filter.condition, *filter.frame));
    }
    return all;
}

// One value for each row of the space around the variable, of the values of its members.
ValueId Planner::over(PlanOp op, Cells cells, std::uint32_t variable,
                      std::vector<ValueId> in_members, ValueId list, std::vector<ValueId> outside,
                      bool ratio) {
    std::vector<SpaceId> spaces{node(plan.variables[variable].list).space};
    for (const ValueId one : in_members)
        if (one != nowhere) spaces.push_back(node(one).space);
    for (const ValueId one : outside) spaces.push_back(node(one).space);
    std::vector<std::uint32_t> around = merged(spaces);
    around.erase(std::remove(around.begin(), around.end(), variable), around.end());
    std::vector<std::uint32_t> within = around;
    within.push_back(variable);

    PlanNode made;
    made.op = op;
    made.cells = cells;
    made.ratio = ratio;
    made.space = space(around);
    made.a = space(within);
    std::size_t i = 0;
    for (const ValueId one : in_members) made.args[i++] = put(one, made.a);
    made.args[i++] = put(list, made.space);
    for (const ValueId one : outside) made.args[i++] = put(one, made.space);
    return add(made);
}

ValueId Planner::quantifier(const Expression& expression, Frame& frame) {
    const Collection members = collection(expression.args[0], frame);
    if (!supported_) return truth_constant(Truth::unknown);
    if (members.list == nowhere) return over_named(expression, members, frame);
    // Asked for outside: what the variable hides must not hide it.
    const bool counts = expression.op == Op::at_least || expression.op == Op::at_most ||
                        expression.op == Op::exactly || expression.op == Op::at_least_share;
    const ValueId bound = counts ? number(expression.args[3], frame) : nowhere;
    const bool shares = expression.op == Op::share_of || expression.op == Op::at_least_share;

    const std::uint32_t variable = enter(members.list, members.member);
    const ValueId member = member_of(variable);
    ValueId in = belongs(members, member);
    frame.slots[expression.slot] = {member};
    in = both(in, truth(expression.args[1], frame));
    const ValueId holds = truth(expression.args[2], frame);
    const ValueId list = members.listed ? nowhere : members.list;
    ValueId made = nowhere;
    if (shares) {
        if (expression.op == Op::share_of)
            made = over(PlanOp::share, Cells::number, variable, {in, holds}, list, {}, true);
        else
            made = over(PlanOp::share_met, Cells::truth, variable, {in, holds}, list, {bound});
    } else if (expression.op == Op::every) {
        made = negate(some(variable, both(in, negate(holds)), list));
    } else if (expression.op == Op::some || expression.op == Op::none) {
        made = some(variable, both(in, holds), list);
    } else {
        made = over(PlanOp::tally, Cells::number, variable, {both(in, holds)}, list);
    }
    leave();
    if (expression.op == Op::none) return negate(made);
    const bool count = counts && !shares;
    return count ? compare_count(expression.op, made, bound) : made;
}

// The parts of a truth that are all needed for it, or for its opposite.
void Planner::conjuncts(ValueId value, bool negated, std::vector<ValueId>& parts) {
    const PlanNode& whole = node(value);
    const PlanOp splits = negated ? PlanOp::either : PlanOp::both;
    if (whole.op == PlanOp::project) return conjuncts(whole.args[0], negated, parts);
    if (whole.op == PlanOp::negate) return conjuncts(whole.args[0], !negated, parts);
    if (whole.op != splits) {
        parts.push_back(negated ? negate(value) : value);
        return;
    }
    const ValueId a = whole.args[0], b = whole.args[1];
    conjuncts(a, negated, parts);
    conjuncts(b, negated, parts);
}

// Whether some member of the variable satisfies the body. Where a member is looked for by what it is called (`r.activity is
// a.id and …`) the pairs are not written out: what else is asked of it must be its own affair.
ValueId Planner::some(std::uint32_t variable, ValueId body, ValueId list) {
    const SpaceId own = plan.variables[variable].own;
    std::vector<ValueId> parts;
    conjuncts(body, false, parts);
    ValueId key = nowhere, looked_for = nowhere;
    ValueId members = truth_constant(Truth::yes), outside = truth_constant(Truth::yes);
    bool fits = plan.spaces[own].before == 0;
    const auto source = [&](ValueId value) {
        return node(value).op == PlanOp::project ? node(value).args[0] : value;
    };
    const auto has_variable = [&](ValueId value) {
        const auto& has = plan.spaces[node(value).space].variables;
        return std::find(has.begin(), has.end(), variable) != has.end();
    };
    for (const ValueId part : parts) {
        const bool equal =
            node(part).op == PlanOp::equal_word || node(part).op == PlanOp::equal_index;
        if (!has_variable(part)) {
            outside = both(outside, part);
        } else if (node(part).space == own) {
            members = both(members, part);
        } else if (equal && key == nowhere) {
            key = source(node(part).args[0]);
            looked_for = source(node(part).args[1]);
            if (!has_variable(key)) std::swap(key, looked_for);
            fits = fits && node(key).space == own && !has_variable(looked_for);
        } else {
            fits = false;
        }
    }
    if (!fits || key == nowhere) return over(PlanOp::some, Cells::truth, variable, {body}, list);
    PlanNode found;
    found.op = PlanOp::matches;
    found.space = space(merged({node(looked_for).space}));
    found.args[0] = put(looked_for, found.space);
    found.args[1] = key;
    found.args[2] = put(members, own);
    found.a = own;
    ValueId made = both(outside, add(found));
    if (list != nowhere) made = either(made, make(PlanOp::more, Cells::truth, {list}));
    return made;
}

// Over what the rule names: written out member by member.
ValueId Planner::over_named(const Expression& expression, const Collection& members, Frame& frame) {
    const bool shares = expression.op == Op::share_of || expression.op == Op::at_least_share;
    if (shares) return unsupported();
    const bool every = expression.op == Op::every;
    const bool some = expression.op == Op::some || expression.op == Op::none;
    ValueId all = truth_constant(truth_of(every));
    ValueId counted = number_constant(point(std::int64_t{0}));
    for (const ValueId member : members.named) {
        ValueId in = belongs(members, member);
        frame.slots[expression.slot] = {member};
        in = both(in, truth(expression.args[1], frame));
        const ValueId holds = truth(expression.args[2], frame);
        if (!supported_) return all;
        if (every)
            all = both(all, either(negate(in), holds));
        else if (some)
            all = either(all, both(in, holds));
        else
            counted = make(PlanOp::add, Cells::number,
                           {counted, make(PlanOp::as_count, Cells::number, {both(in, holds)})});
    }
    if (every) return all;
    if (some) return expression.op == Op::none ? negate(all) : all;
    return compare_count(expression.op, counted, number(expression.args[3], frame));
}

// "at least n", "at most n", "exactly n" of what was counted.
ValueId Planner::compare_count(Op op, ValueId counted, ValueId wanted) {
    switch (op) {
        case Op::at_least: return make(PlanOp::less_or_equal, Cells::truth, {wanted, counted});
        case Op::at_most: return make(PlanOp::less_or_equal, Cells::truth, {counted, wanted});
        default: return make(PlanOp::equal_number, Cells::truth, {counted, wanted});
    }
}

ValueId Planner::total(const Expression& expression, Frame& frame) {
    const Collection members = collection(expression.args[0], frame);
    if (!supported_ || members.list == nowhere) return unsupported();
    // What a member that nobody wrote could be.
    frame.slots[expression.slot] = {};
    if (members.member.kind == TypeKind::record)
        frame.slots[expression.slot].scalar = index_constant(0);
    const ValueId bounds = number_constant(bounds_of(at(expression.args[2]).type));
    const ValueId unknown = number(expression.args[2], frame);
    if (!supported_ || node(unknown).ratio) return unsupported();
    const ValueId unwritten = make(PlanOp::hull, Cells::number, {bounds, unknown});

    const std::uint32_t variable = enter(members.list, members.member);
    const ValueId member = member_of(variable);
    ValueId in = belongs(members, member);
    frame.slots[expression.slot] = {member};
    in = both(in, truth(expression.args[1], frame));
    const ValueId value = number(expression.args[2], frame);
    ValueId made = nowhere;
    if (node(value).ratio || node(value).cells != Cells::number) {
        made = unsupported();
    } else {
        const PlanOp op = expression.op == Op::sum        ? PlanOp::sum
                          : expression.op == Op::smallest ? PlanOp::smallest
                          : expression.op == Op::largest  ? PlanOp::largest
                                                          : PlanOp::average;
        const ValueId all = in == truth_constant(Truth::yes) ? nowhere : in;
        made = over(op, Cells::number, variable, {all, value},
                    members.listed ? nowhere : members.list, {unwritten}, op == PlanOp::average);
    }
    leave();
    return made;
}

ValueId Planner::distinct(const Expression& expression, Frame& frame) {
    const Collection members = collection(expression.args[0], frame);
    if (!supported_ || members.list == nowhere) return unsupported();
    const std::uint32_t variable = enter(members.list, members.member);
    const ValueId member = member_of(variable);
    ValueId in = belongs(members, member);
    frame.slots[expression.slot] = {member};
    in = both(in, truth(expression.args[1], frame));
    const ValueId what = value(expression.args[2], frame);
    const bool plain = !node(what).ratio && node(what).cells != Cells::set;
    const ValueId made = plain ? over(PlanOp::distinct, Cells::number, variable, {in, what},
                                      members.listed ? nowhere : members.list)
                               : unsupported();
    leave();
    return made;
}

ValueId Planner::count(ExpressionId id, Frame& frame) {
    const Collection members = collection(id, frame);
    if (!supported_) return truth_constant(Truth::unknown);
    if (members.list == nowhere) {
        if (!members.filters.empty()) return unsupported();
        return number_constant(point(static_cast<std::int64_t>(members.named.size())));
    }
    return over_members(PlanOp::tally, Cells::number, members);
}

// What an operation makes of which members belong, and nothing else of them.
ValueId Planner::over_members(PlanOp op, Cells cells, const Collection& members) {
    const std::uint32_t variable = enter(members.list, members.member);
    const ValueId member = member_of(variable);
    const ValueId in = belongs(members, member);
    const ValueId made = over(op, cells, variable, {in}, members.listed ? nowhere : members.list);
    leave();
    return made;
}

ValueId Planner::is_empty(ExpressionId id, Frame& frame) {
    const Collection members = collection(id, frame);
    if (!supported_) return truth_constant(Truth::unknown);
    if (members.list == nowhere) {
        if (!members.filters.empty()) return unsupported();
        return truth_constant(truth_of(members.named.empty()));
    }
    return negate(over_members(PlanOp::some, Cells::truth, members));
}

}  // namespace tutela
