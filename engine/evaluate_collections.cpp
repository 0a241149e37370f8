#include "engine/evaluator.hpp"

// The part of the evaluator that walks lists and sets: members, tallies, totals.

namespace tutela {

bool Evaluator::members(ExpressionId id, std::uint32_t base, OnMember on_member) {
    const Expression& node = at(id);
    switch (node.op) {
        case Op::constant:
            constant_members(node.type.member(), program.expressions.constants[node.slot],
                             on_member);
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
        case Op::listed:
            members(node.args[0], base, on_member);
            return options.filling && added(node.args[0], base) != Truth::no;
        case Op::choose: {
            const Truth condition = truth(node.args[0], base);
            if (condition == Truth::unknown) {
                const auto perhaps = [&](const Scalar& member, Truth belongs) {
                    on_member(member, both(belongs, Truth::unknown));
                };
                for (const std::size_t branch : {1, 2})
                    if (options.filling) members(node.args[branch], base, perhaps);
                return true;
            }
            return members(node.args[condition == Truth::yes ? 1 : 2], base, on_member);
        }
        case Op::set_union:
        case Op::union_of: return union_members(node, base, on_member);
        default: return true;
    }
}

// Members that the rules name: texts of theirs stand in no design.
void Evaluator::constant_members(const Type& element, const Constant& value,
                                 OnMember on_member) const {
    for (const std::string& text : value.texts) on_member({true, 0, &text}, Truth::yes);
    for (const std::uint32_t member : value.members)
        on_member(member_of(element, member), Truth::yes);
}

bool Evaluator::field_members(const Expression& node, std::uint32_t base, OnMember on_member) {
    const Read got = read(node, base);
    const Type element = node.type.member();
    if (got.presumed) {
        constant_members(element, *got.presumed, on_member);
        return false;
    }
    if (!got.fact) {
        if (options.filling) possible_members(node, base, on_member);
        return true;
    }
    const Fact& fact = *got.fact;
    if (fact.state == FactState::none) return false;
    if (fact.state == FactState::stated)
        for (std::uint32_t i = 0; i < fact.size; ++i)
            on_member(member_of(element, design.members[fact.first + i]), Truth::yes);
    if (options.filling) referable(node, fact, on_member);
    return fact.state != FactState::stated || !fact.complete;
}

// A union names a member once, however many of its parts hold it.
bool Evaluator::union_members(const Expression& node, std::uint32_t base, OnMember on_member) {
    std::vector<std::pair<std::uint32_t, Truth>> known;
    bool open = false;
    const auto collect = [&](ExpressionId set, std::uint32_t in, Truth outer) {
        open = members(set, in,
                       [&](const Scalar& member, Truth belongs) {
                           belongs = both(outer, belongs);
                           if (!member.known) return on_member(member, belongs);
                           for (auto& [index, truth] : known)
                               if (index == member.index) {
                                   truth = either(truth, belongs);
                                   return;
                               }
                           known.emplace_back(member.index, belongs);
                       }) ||
               open;
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

// Raises the low end, lowers the high end.
void raise_low(Interval& into, const Interval& other) {
    if (other.no_low) return;
    if (into.no_low || compare(other.low, into.low) > 0) {
        into.low = other.low;
        into.no_low = false;
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
Interval with_zero(const Interval& value) {
    return hull(value, point(std::int64_t{0}));
}

}  // namespace

Interval Evaluator::total(const Expression& node, std::uint32_t base) {
    Interval sum = point(std::int64_t{0});
    Interval smallest{}, largest{}, all{};
    std::int64_t sure = 0, possible = 0;
    bool currencies_differ = false;
    const bool open = members(node.args[0], base, [&](const Scalar& member, Truth belongs) {
        slot(base, node.slot) = Slot{member};
        belongs = both(belongs, truth(node.args[1], base));
        if (belongs == Truth::no) return;
        const Interval value = number(node.args[2], base);
        sum = add(sum, belongs == Truth::yes ? value : with_zero(value));
        all = sure + possible == 0 ? value : hull(all, value);
        currencies_differ = currencies_differ || all.problem == NumberProblem::currencies_differ;
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
    if (currencies_differ) return anything(NumberProblem::currencies_differ);
    // What a member that nobody wrote could be: anything of its type, or beyond (a difference of counts).
    Interval unwritten{};
    if (open || sure == 0) {
        slot(base, node.slot) = Slot{};
        unwritten = hull(bounds_of(at(node.args[2]).type), number(node.args[2], base));
    }
    if (node.op == Op::sum) {
        if (!open) return sum;
        Interval result = hull(sum, unwritten);
        if (result.problem == NumberProblem::currencies_differ) return result;
        // Any number of them may be missing.
        result.no_low = sum.no_low || unwritten.no_low || unwritten.low.numerator < 0;
        result.low = result.no_low ? Rational{} : sum.low;
        result.no_high = sum.no_high || unwritten.no_high || unwritten.high.numerator > 0;
        result.high = result.no_high ? Rational{} : sum.high;
        return result;
    }
    // Over no member it is unknown.
    if (sure == 0) return possible == 0 ? unwritten : hull(unwritten, all);
    if (open) all = hull(all, unwritten);
    if (node.op == Op::average) return open || possible > 0 ? all : divide(sum, point(sure));
    // The smallest is at most the smallest sure one; anything that may belong may be smaller.
    Interval result = all;
    if (node.op == Op::smallest) {
        result.high = smallest.high;
        result.no_high = smallest.no_high;
    } else {
        result.low = largest.low;
        result.no_low = largest.no_low;
    }
    return result;
}

}  // namespace tutela
