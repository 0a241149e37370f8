#include "tests/reference/expressions.hpp"

// Lists and sets in the reference evaluator: who belongs, quantifiers, totals.

namespace reference {

using namespace tutela;

// x in S.
Truth Expressions::holds(const Type& element, const Value& set, const Value& wanted) const {
    Truth found = Truth::no;
    std::set<std::uint32_t> sure;
    for (const Member& member : set.members) {
        found =
            disjunction(found, conjunction(member.belongs, same(element, member.value, wanted)));
        if (member.belongs == Truth::yes && member.value.known) sure.insert(member.value.index);
    }
    if (!wanted.known && choices(element) != 0 && sure.size() == choices(element))
        return Truth::yes;
    if (found == Truth::no && set.more) return Truth::unknown;
    return found;
}

Value Expressions::set_comparison(const Expression& node, Variables& v) const {
    const Value a = value(node.args[0], v);
    const Value b = value(node.args[1], v);
    const Type element = type(node.args[0]).member();
    Open open = a.open;
    join(open, b.open);
    for (const Value* side : {&a, &b})
        for (const Member& member : side->members) {
            join(open, member.value.open);
            if (member.belongs == Truth::unknown) join(open, member.why);
        }
    if (node.op == Op::contains) return truth_value(holds(element, a, b), open);
    if (node.op == Op::covers) {
        Truth all = Truth::yes;
        for (const Member& member : b.members)
            all = conjunction(
                all, disjunction(opposite(member.belongs), holds(element, a, member.value)));
        if (all == Truth::yes && b.more) all = Truth::unknown;
        return truth_value(all, open);
    }
    Truth any = Truth::no;
    for (const Member& member : a.members)
        any = disjunction(any, conjunction(member.belongs, holds(element, b, member.value)));
    if (any == Truth::no && a.more) any = Truth::unknown;
    return truth_value(any, open);
}

Value Expressions::with_member(ExpressionId id, std::uint32_t variable, const Value& member,
                               Variables& v) const {
    v[variable] = member;
    return value(id, v);
}

Value Expressions::filter(const Expression& node, Variables& v) const {
    Value list = value(node.args[0], v);
    std::vector<Member> kept;
    for (Member& member : list.members) {
        const Value condition = with_member(node.args[1], node.slot, member.value, v);
        member.belongs = conjunction(member.belongs, condition.truth);
        if (member.belongs == Truth::no) continue;
        join(member.why, condition.open);
        kept.push_back(member);
    }
    list.members = std::move(kept);
    return list;
}

Value Expressions::unite(const Expression& node, Variables& v) const {
    Value made;
    const auto take = [&](const Value& set, Truth outer, const Open& why) {
        made.more = made.more || set.more;
        join(made.open, set.open);
        for (const Member& member : set.members) {
            Member joined = member;
            joined.belongs = conjunction(outer, member.belongs);
            join(joined.why, why);
            const auto twin =
                std::find_if(made.members.begin(), made.members.end(), [&](const Member& other) {
                    return other.value.known && joined.value.known &&
                           other.value.index == joined.value.index;
                });
            if (twin == made.members.end()) {
                made.members.push_back(joined);
                continue;
            }
            twin->belongs = disjunction(twin->belongs, joined.belongs);
            join(twin->why, joined.why);
        }
    };
    if (node.op == Op::set_union) {
        for (const ExpressionId part : node.args) take(value(part, v), Truth::yes, {});
        return made;
    }
    const Value list = value(node.args[0], v);
    made.more = list.more;
    made.open = list.open;
    for (const Member& member : list.members) {
        const Value where = with_member(node.args[1], node.slot, member.value, v);
        const Truth belongs = conjunction(member.belongs, where.truth);
        if (belongs == Truth::no) continue;
        Open why = member.why;
        join(why, where.open);
        if (belongs == Truth::unknown) join(made.open, why);
        take(with_member(node.args[2], node.slot, member.value, v), belongs, why);
    }
    return made;
}

Value Expressions::quantifier(const Expression& node, Variables& v) const {
    const Value list = value(node.args[0], v);
    std::int64_t t = 0, u = 0, f = 0;
    Open open = list.open;
    for (const Member& member : list.members) {
        const Value where = with_member(node.args[1], node.slot, member.value, v);
        const Value satisfies = with_member(node.args[2], node.slot, member.value, v);
        const Truth counted = conjunction(member.belongs, where.truth);
        const Truth answer = node.op == Op::every ? disjunction(opposite(counted), satisfies.truth)
                                                  : conjunction(counted, satisfies.truth);
        ++(answer == Truth::yes ? t : answer == Truth::no ? f : u);
        if (answer != Truth::unknown) continue;
        if (member.belongs == Truth::unknown) join(open, member.why);
        join(open, where.open);
        join(open, satisfies.open);
    }
    const bool o = list.more;
    Number n = node.op == Op::some ? exactly_that(1) : exactly_that(0);
    if (node.args.size() > 3) {
        const Value bound = value(node.args[3], v);
        n = bound.number;
        join(open, bound.open);
    }
    const auto surely = [](Truth truth) { return truth == Truth::yes; };
    const Number least = exactly_that(t), most = exactly_that(t + u);
    const bool enough = surely(at_most_that(n, least)), too_few = !o && surely(less_than(most, n));
    const bool too_many = surely(less_than(n, least)),
               few_enough = !o && surely(at_most_that(most, n));
    switch (node.op) {
        case Op::every: return truth_value(three(f == 0 && u == 0 && !o, f > 0), open);
        case Op::some:
        case Op::at_least: return truth_value(three(enough, too_few), open);
        case Op::none:
        case Op::at_most: return truth_value(three(few_enough, too_many), open);
        default:
            return truth_value(
                three(u == 0 && !o && surely(same_number(least, n)), too_many || too_few), open);
    }
}

// Shares by trying: each member that may belong does or does not, each open answer is yes or no.
Value Expressions::share(const Expression& node, Variables& v) const {
    const Value list = value(node.args[0], v);
    Open open = list.open;
    // How many members are of each sort: [may be left out][answer].
    std::int64_t sort[2][3] = {};
    for (const Member& member : list.members) {
        const Value where = with_member(node.args[1], node.slot, member.value, v);
        const Truth counted = conjunction(member.belongs, where.truth);
        if (counted == Truth::no) continue;
        const Value satisfies = with_member(node.args[2], node.slot, member.value, v);
        ++sort[counted == Truth::unknown][static_cast<int>(satisfies.truth)];
        if (counted == Truth::unknown) {
            if (member.belongs == Truth::unknown) join(open, member.why);
            join(open, where.open);
        }
        join(open, satisfies.open);
    }
    std::optional<Q> smallest, largest;
    bool may_be_empty = false;
    // yes/no of the sure unknowns; of the possible: left out, yes, no.
    const std::int64_t su = sort[0][1], py = sort[1][2], pn = sort[1][0], pu = sort[1][1];
    for (std::int64_t a = 0; a <= su; ++a)
        for (std::int64_t b = 0; b <= py; ++b)
            for (std::int64_t c = 0; c <= pn; ++c)
                for (std::int64_t d = 0; d <= pu; ++d)
                    for (std::int64_t e = 0; d + e <= pu; ++e) {
                        const std::int64_t yes = sort[0][2] + a + b + d;
                        const std::int64_t all = yes + sort[0][0] + (su - a) + c + e;
                        if (all == 0) {
                            may_be_empty = true;
                            continue;
                        }
                        const Q q(yes, all);
                        if (!smallest || q < *smallest) smallest = q;
                        if (!largest || q > *largest) largest = q;
                    }
    if (node.op == Op::share_of) {
        if (list.more || may_be_empty) return number_value({Q(0), Q(1), 0}, open);
        return number_value({*smallest, *largest, 0}, open);
    }
    const Value bound = value(node.args[3], v);
    join(open, bound.open);
    if (list.more) return truth_value(Truth::unknown, open);
    const auto surely = [](Truth truth) { return truth == Truth::yes; };
    // An empty choice satisfies it.
    return truth_value(
        three(!smallest || surely(at_most_that(bound.number, exactly_that(*smallest))),
              largest && !may_be_empty && surely(less_than(exactly_that(*largest), bound.number))),
        open);
}

Value Expressions::distinct(const Expression& node, Variables& v) const {
    const Value list = value(node.args[0], v);
    const Type& of = type(node.args[2]);
    Open open = list.open;
    std::vector<std::pair<Value, bool>> values;  // and whether a sure member has it
    std::int64_t not_known = 0;
    bool any_sure = false;
    for (const Member& member : list.members) {
        const Value where = with_member(node.args[1], node.slot, member.value, v);
        const Truth belongs = conjunction(member.belongs, where.truth);
        if (belongs == Truth::no) continue;
        if (member.belongs == Truth::unknown) join(open, member.why);
        join(open, where.open);
        Value one = with_member(node.args[2], node.slot, member.value, v);
        join(open, one.open);
        const bool sure = belongs == Truth::yes;
        any_sure = any_sure || sure;
        const bool known = of.is_numeric()              ? one.number.point()
                           : of.kind == TypeKind::truth ? one.truth != Truth::unknown
                                                        : one.known;
        if (!known) {
            ++not_known;
            continue;
        }
        const auto twin = std::find_if(values.begin(), values.end(), [&](const auto& other) {
            if (of.is_numeric())
                return *other.first.number.low == *one.number.low &&
                       other.first.number.currency == one.number.currency;
            if (of.kind == TypeKind::truth) return other.first.truth == one.truth;
            return same(of, other.first, one) == Truth::yes;
        });
        if (twin == values.end())
            values.emplace_back(one, sure);
        else
            twin->second = twin->second || sure;
    }
    std::int64_t least = 0;
    for (const auto& [one, sure] : values) least += sure;
    if (any_sure && least == 0) least = 1;
    Number n{Q(least), Q(static_cast<std::int64_t>(values.size()) + not_known), 0};
    if (list.more) n.high.reset();
    return number_value(n, open);
}

Value Expressions::total(const Expression& node, Variables& v) const {
    const Value list = value(node.args[0], v);
    Open open = list.open;
    Number sum_of = exactly_that(0);
    std::vector<Number> sure, all;
    std::set<int> currencies;
    for (const Member& member : list.members) {
        const Value where = with_member(node.args[1], node.slot, member.value, v);
        const Truth belongs = conjunction(member.belongs, where.truth);
        if (belongs == Truth::no) continue;
        if (belongs == Truth::unknown) {
            if (member.belongs == Truth::unknown) join(open, member.why);
            join(open, where.open);
        }
        const Value one = with_member(node.args[2], node.slot, member.value, v);
        join(open, one.open);
        if (one.number.currency != 0) currencies.insert(one.number.currency);
        all.push_back(one.number);
        if (belongs == Truth::yes) sure.push_back(one.number);
        Number counted = one.number;
        if (belongs != Truth::yes) counted = hull(counted, exactly_that(0));
        sum_of = sum(sum_of, counted);
    }
    if (currencies.size() > 1) return number_value({}, open);
    // What a member that nobody wrote could be.
    Number unwritten = bounds(type(node.args[2]));
    if (list.more || sure.empty())
        unwritten = hull(unwritten, with_member(node.args[2], node.slot, Value{}, v).number);
    const int currency = currencies.empty() ? unwritten.currency : *currencies.begin();
    if (node.op == Op::sum) {
        if (list.more) {
            if (clash(sum_of, unwritten)) return number_value({}, open);
            if (!unwritten.low || *unwritten.low < 0) sum_of.low.reset();
            if (!unwritten.high || *unwritten.high > 0) sum_of.high.reset();
            sum_of.currency = currency;
        }
        return number_value(sum_of, open);
    }
    if (sure.empty()) {
        // Over no member it is unknown, whatever the members that may belong are.
        for (const Number& one : all) unwritten = hull(unwritten, one);
        unwritten.currency = currency;
        return number_value(unwritten, open);
    }
    Number whole = all.front();
    for (const Number& one : all) whole = hull(whole, one);
    if (list.more) whole = hull(whole, unwritten);
    whole.currency = currency;
    if (node.op == Op::average) {
        const bool all_sure = sure.size() == all.size() && !list.more;
        if (!all_sure) return number_value(whole, open);
        return number_value(quotient(sum_of, exactly_that(static_cast<std::int64_t>(sure.size()))),
                            open);
    }
    // At least one sure member is there: the smallest is at most the lowest of their highs, and so on.
    if (node.op == Op::smallest) {
        whole.high.reset();
        for (const Number& one : sure)
            if (one.high && (!whole.high || *one.high < *whole.high)) whole.high = one.high;
    } else {
        whole.low.reset();
        for (const Number& one : sure)
            if (one.low && (!whole.low || *one.low > *whole.low)) whole.low = one.low;
    }
    return number_value(whole, open);
}

}  // namespace reference
