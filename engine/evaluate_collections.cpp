#include "engine/evaluator.hpp"

// The part of the evaluator that walks lists and sets: members, tallies, totals.

namespace tutela {

bool Evaluator::members(ExpressionId id, std::uint32_t base, OnMember on_member) {
    const Expression& node = at(id);
    switch (node.op) {
        case Op::constant:
            for (const std::uint32_t member : program.expressions.constants[node.slot].members)
                on_member(member_of(node.type.member(), member), Truth::yes);
            return false;
        case Op::variable: {
            const Slot bound = slot(base, node.slot);
            if (bound.origin == no_expression) return true;
            return members(bound.origin, bound.origin_base, on_member);
        }
        case Op::field: return field_members(node, base, on_member);
        case Op::call: {
            const Call call(*this, node, base);
            return members(call.body, call.base, on_member);
        }
        case Op::filter: {
            const std::uint32_t variable = node.slot;
            const ExpressionId condition = node.args[1];
            return members(node.args[0], base, [&](const Scalar& member, Truth belongs) {
                slot(base, variable) = Slot{member};
                belongs = both(belongs, truth(condition, base));
                if (belongs != Truth::no) on_member(member, belongs);
            });
        }
        case Op::collection:
            for (const ExpressionId part : node.args) on_member(scalar(part, base), Truth::yes);
            return false;
        case Op::listed: members(node.args[0], base, on_member); return false;
        case Op::choose: {
            const Truth condition = truth(node.args[0], base);
            if (condition == Truth::unknown) return true;
            return members(node.args[condition == Truth::yes ? 1 : 2], base, on_member);
        }
        case Op::set_union:
        case Op::union_of: return union_members(node, base, on_member);
        default: return true;
    }
}

bool Evaluator::field_members(const Expression& node, std::uint32_t base, OnMember on_member) {
    const Read got = read(node, base);
    const Type element = node.type.member();
    if (got.presumed) {
        for (const std::uint32_t member : got.presumed->members)
            on_member(member_of(element, member), Truth::yes);
        return false;
    }
    if (!got.fact) return true;
    const Fact& fact = *got.fact;
    if (fact.state == FactState::none) return false;
    if (fact.state != FactState::stated) return true;
    for (std::uint32_t i = 0; i < fact.size; ++i)
        on_member(member_of(element, design.members[fact.first + i]), Truth::yes);
    return !fact.complete;
}

// A union names a member once, however many of its parts hold it.
bool Evaluator::union_members(const Expression& node, std::uint32_t base, OnMember on_member) {
    std::vector<std::pair<std::uint32_t, Truth>> known;
    bool open = false;
    const auto collect = [&](ExpressionId set, std::uint32_t in, Truth outer) {
        open = members(set, in, [&](const Scalar& member, Truth belongs) {
                   belongs = both(outer, belongs);
                   if (!member.known) return on_member(member, belongs);
                   for (auto& [index, truth] : known)
                       if (index == member.index) {
                           truth = either(truth, belongs);
                           return;
                       }
                   known.emplace_back(member.index, belongs);
               }) || open;
    };
    if (node.op == Op::set_union) {
        for (const ExpressionId part : node.args) collect(part, base, Truth::yes);
    } else {
        const bool more = members(node.args[0], base, [&](const Scalar& member, Truth belongs) {
            slot(base, node.slot) = Slot{member};
            belongs = both(belongs, truth(node.args[1], base));
            if (belongs != Truth::no) collect(node.args[2], base, belongs);
        });
        open = open || more;
    }
    const Type element = node.type.member();
    for (const auto& [index, truth] : known) on_member(member_of(element, index), truth);
    return open;
}

bool Evaluator::rests_on_absent_list(ExpressionId id, std::uint32_t base) {
    const Expression& node = at(id);
    switch (node.op) {
        case Op::field: {
            const Read got = read(node, base);
            if (!got.fact) return true;
            return !got.presumed && got.fact->state != FactState::stated &&
                   got.fact->state != FactState::none;
        }
        case Op::filter: return rests_on_absent_list(node.args[0], base);
        case Op::variable: {
            const Slot bound = slot(base, node.slot);
            return bound.origin == no_expression ||
                   rests_on_absent_list(bound.origin, bound.origin_base);
        }
        case Op::call: {
            const Call call(*this, node, base);
            return rests_on_absent_list(call.body, call.base);
        }
        default: return false;
    }
}

Tally Evaluator::tally(const Expression& node, std::uint32_t base) {
    Tally t;
    const bool all = node.op == Op::every;
    t.open = members(node.args[0], base, [&](const Scalar& member, Truth belongs) {
        slot(base, node.slot) = Slot{member};
        const Truth counted = both(belongs, truth(node.args[1], base));
        if (counted == Truth::no) return t.count(truth_of(all));
        const Truth holds = truth(node.args[2], base);
        t.count(all ? either(negate(counted), holds) : both(counted, holds));
    });
    return t;
}

ShareTally Evaluator::shares(const Expression& node, std::uint32_t base) {
    ShareTally t;
    t.sure.open = members(node.args[0], base, [&](const Scalar& member, Truth belongs) {
        slot(base, node.slot) = Slot{member};
        belongs = both(belongs, truth(node.args[1], base));
        if (belongs == Truth::no) return;
        (belongs == Truth::yes ? t.sure : t.possible).count(truth(node.args[2], base));
    });
    return t;
}

Interval Evaluator::count_distinct(const Expression& node, std::uint32_t base) {
    const Type& type = at(node.args[2]).type;
    // Distinct values are few; a scan is plainer and quicker than a set.
    struct Value {
        Scalar scalar;
        Interval number;
        bool sure;
    };
    std::vector<Value> values;
    std::int64_t open_values = 0;
    bool any_sure = false;
    const bool open = members(node.args[0], base, [&](const Scalar& member, Truth belongs) {
        slot(base, node.slot) = Slot{member};
        belongs = both(belongs, truth(node.args[1], base));
        if (belongs == Truth::no) return;
        const bool sure = belongs == Truth::yes;
        any_sure = any_sure || sure;
        Value value{{}, {}, sure};
        bool known = false;
        if (type.is_numeric()) {
            value.number = number(node.args[2], base);
            known = value.number.is_point();
        } else if (type.kind == TypeKind::truth) {
            const Truth t = truth(node.args[2], base);
            known = t != Truth::unknown;
            value.number = point(std::int64_t{t == Truth::yes});
        } else {
            value.scalar = scalar(node.args[2], base);
            known = value.scalar.known;
        }
        if (!known) {
            ++open_values;
            return;
        }
        for (Value& seen : values) {
            const bool equal_values = type.is_numeric() || type.kind == TypeKind::truth
                                          ? seen.number == value.number
                                          : same(type, seen.scalar, value.scalar) == Truth::yes;
            if (!equal_values) continue;
            seen.sure = seen.sure || sure;
            return;
        }
        values.push_back(value);
    });
    std::int64_t sure_values = 0;
    for (const Value& value : values) sure_values += value.sure ? 1 : 0;
    if (any_sure) sure_values = std::max<std::int64_t>(sure_values, 1);
    if (open) return at_least(Rational{sure_values, 1});
    return between({sure_values, 1}, {static_cast<std::int64_t>(values.size()) + open_values, 1});
}

namespace {

// The lower (or higher) of two ends, either of which may be infinite.
void lower_low(Interval& into, const Interval& other) {
    if (into.no_low) return;
    if (other.no_low || compare(other.low, into.low) < 0) {
        into.low = other.low;
        into.no_low = other.no_low;
    }
}
void raise_low(Interval& into, const Interval& other) {
    if (other.no_low) return;
    if (into.no_low || compare(other.low, into.low) > 0) {
        into.low = other.low;
        into.no_low = false;
    }
}
void raise_high(Interval& into, const Interval& other) {
    if (into.no_high) return;
    if (other.no_high || compare(other.high, into.high) > 0) {
        into.high = other.high;
        into.no_high = other.no_high;
    }
}
void lower_high(Interval& into, const Interval& other) {
    if (other.no_high) return;
    if (into.no_high || compare(other.high, into.high) < 0) {
        into.high = other.high;
        into.no_high = false;
    }
}

// What a member that may not belong adds to a sum: nothing, or itself.
Interval with_zero(Interval value) {
    Interval zero = point(std::int64_t{0});
    lower_low(value, zero);
    raise_high(value, zero);
    return value;
}

}  // namespace

Interval Evaluator::total(const Expression& node, std::uint32_t base) {
    const Type& type = at(node.args[2]).type;
    const Interval bounds = bounds_of(type);
    Interval sum = point(std::int64_t{0});
    Interval smallest{}, largest{}, hull{};
    std::int64_t sure = 0, possible = 0;
    std::uint16_t currency = 0;
    NumberProblem problem = NumberProblem::none;
    const bool open = members(node.args[0], base, [&](const Scalar& member, Truth belongs) {
        slot(base, node.slot) = Slot{member};
        belongs = both(belongs, truth(node.args[1], base));
        if (belongs == Truth::no) return;
        const Interval value = number(node.args[2], base);
        if (value.problem != NumberProblem::none) problem = value.problem;
        if (value.currency != 0) {
            if (currency != 0 && currency != value.currency)
                problem = NumberProblem::currencies_differ;
            currency = value.currency;
        }
        sum = add(sum, belongs == Truth::yes ? value : with_zero(value));
        if (sure + possible == 0) {
            hull = value;
        } else {
            lower_low(hull, value);
            raise_high(hull, value);
        }
        if (belongs != Truth::yes) {
            ++possible;
            return;
        }
        if (sure++ == 0) {
            smallest = largest = value;
        } else {
            lower_high(smallest, value);
            raise_low(largest, value);
        }
    });
    if (problem == NumberProblem::currencies_differ) return anything(problem);
    if (node.op == Op::sum) {
        if (open) {
            if (bounds.no_low || bounds.low.numerator < 0) {
                sum.no_low = true;
                sum.low = {};
            }
            sum.no_high = true;
            sum.high = {};
        }
        return sum;
    }
    if (sure == 0) return bounds;
    if (open) {
        lower_low(hull, bounds);
        raise_high(hull, bounds);
    }
    hull.currency = currency;
    hull.problem = problem;
    if (node.op == Op::average)
        return open || possible > 0 ? hull : divide(sum, point(sure));
    // The smallest is at most the smallest sure one; anything that may belong may be smaller.
    if (node.op == Op::smallest) {
        smallest.low = hull.low;
        smallest.no_low = hull.no_low;
        smallest.currency = currency;
        smallest.problem = problem;
        return smallest;
    }
    largest.high = hull.high;
    largest.no_high = hull.no_high;
    largest.currency = currency;
    largest.problem = problem;
    return largest;
}

}  // namespace tutela
