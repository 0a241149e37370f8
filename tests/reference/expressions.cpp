#include "tests/reference/expressions.hpp"

namespace reference {

using namespace tutela;

namespace {

// A fact that is stated, and exactly: nothing about it is open.
bool valued(const Fact& fact) {
    return fact.state == FactState::stated || fact.state == FactState::estimated;
}

}  // namespace

Value Expressions::constant(const Type& type, const Constant& constant) const {
    Value made = plain(constant.index);
    made.text = constant.text;
    if (type.kind == TypeKind::truth) made.truth = constant.index != 0 ? Truth::yes : Truth::no;
    if (type.is_numeric()) made.number = number_of(constant.number);
    for (const std::uint32_t index : constant.members)
        made.members.push_back({plain(index), Truth::yes, {}});
    return made;
}

const Fact* Expressions::fact(const Expression& field, Variables& v, FactRef& ref,
                              Open& owner_open) const {
    const Expression& owner = rules_.expressions[field.args[0]];
    ref.field = field.slot;
    if (owner.op != Op::root) {
        const Value record = value(field.args[0], v);
        if (!record.known) {
            owner_open = record.open;
            return nullptr;
        }
        ref.record = owner.type.id;
        ref.row = record.index;
    }
    return &design_.fact(ref);
}

Value Expressions::field(const Expression& node, Variables& v) const {
    Value made;
    FactRef ref;
    const Fact* found = fact(node, v, ref, made.open);
    const bool collection = node.type.is_collection();
    if (node.type.is_numeric()) made.number = bounds(node.type);
    if (!found) {
        made.more = made.absent = true;
        return made;
    }
    const Field& declared = rules_.vocabulary.records[ref.record].fields[ref.field];
    if (declared.type.kind == TypeKind::record && !declared.reference) return plain(found->index);
    if (presumptions_ && found->state == FactState::absent)
        for (const Presumption& presumption : rules_.presumptions)
            if (presumption.record == ref.record && presumption.field == ref.field)
                return constant(node.type, presumption.value);
    if (collection) {
        made.more = found->state != FactState::none &&
                    !(found->state == FactState::stated && found->complete);
        made.absent = found->state != FactState::none && found->state != FactState::stated;
        if (made.more) made.open.insert({ref, !made.absent});
        if (found->state == FactState::stated)
            for (std::uint32_t i = 0; i < found->size; ++i) {
                Value member = plain(design_.members[found->first + i]);
                if (node.type.member().kind == TypeKind::text)
                    member.text = design_.texts[member.index];
                made.members.push_back({member, Truth::yes, {}});
            }
        return made;
    }
    if (valued(*found) && node.type.is_numeric()) {
        made.number = number_of(found->number);
        if (!made.number.point()) made.open.insert({ref, false});
        return made;
    }
    if (found->state != FactState::stated) {
        made.open.insert({ref, false});
        return made;
    }
    made = plain(found->index);
    if (node.type.kind == TypeKind::text) made.text = design_.texts[found->index];
    if (node.type.kind == TypeKind::truth) made.truth = found->index != 0 ? Truth::yes : Truth::no;
    return made;
}

Value Expressions::state(const Expression& node, Variables& v) const {
    const Expression& asked = rules_.expressions[node.args[0]];
    FactRef ref;
    Open owner;
    const Fact* found = fact(asked, v, ref, owner);
    if (!found) return truth_value(node.op == Op::is_stated ? Truth::no : Truth::unknown, owner);
    const FactState s = found->state;
    bool presumed = false;
    if (presumptions_ && s == FactState::absent)
        for (const Presumption& p : rules_.presumptions)
            presumed = presumed || (p.record == ref.record && p.field == ref.field);
    const bool nobody_knows =
        !presumed && (s == FactState::absent || s == FactState::unknown || s == FactState::to_fill);
    // An empty list that may have more: whether something is given is not known.
    const bool empty = asked.type.is_collection() && s == FactState::stated && found->size == 0;
    const Open open{{ref, empty && !found->complete}};
    switch (node.op) {
        case Op::is_stated: return truth_value(three(!presumed && !nobody_knows, true));
        case Op::is_none: return truth_value(three(s == FactState::none, !nobody_knows), open);
        case Op::is_evidenced:
            if (presumed) return truth_value(Truth::no);
            if (nobody_knows || s == FactState::withheld) return truth_value(Truth::unknown, open);
            return truth_value(three(
                found->has_evidence && static_cast<std::uint32_t>(found->evidence) >= node.slot,
                true));
        default:
            if (nobody_knows) return truth_value(Truth::unknown, open);
            if (s == FactState::none || (empty && found->complete)) return truth_value(Truth::no);
            return truth_value(empty ? Truth::unknown : Truth::yes, open);
    }
}

Value Expressions::choose(const Expression& node, Variables& v) const {
    const Value condition = value(node.args[0], v);
    if (condition.truth != Truth::unknown)
        return value(node.args[condition.truth == Truth::yes ? 1 : 2], v);
    const Value a = value(node.args[1], v);
    const Value b = value(node.args[2], v);
    Open open = condition.open;
    join(open, a.open);
    join(open, b.open);
    if (node.type.kind == TypeKind::truth)
        return truth_value(a.truth == b.truth ? a.truth : Truth::unknown, open);
    if (node.type.is_numeric()) {
        const bool agree = a.number.low == b.number.low && a.number.high == b.number.high &&
                           a.number.currency == b.number.currency;
        if (agree) return number_value(a.number, open);
        if (clash(a.number, b.number)) return number_value({}, open);
        return number_value(hull(bounds(node.type), hull(a.number, b.number)), open);
    }
    if (node.type.is_collection()) {
        Value made;
        made.more = true;
        made.open = open;
        return made;
    }
    if (same(node.type, a, b) == Truth::yes && a.known) return a;
    Value made;
    made.open = open;
    return made;
}

// Texts, choices, rows …: what is not known may be anything in its list, and a list of one holds only that.
Truth Expressions::same(const Type& type, const Value& a, const Value& b) const {
    if (!a.known || !b.known) return choices(type) == 1 ? Truth::yes : Truth::unknown;
    if (type.kind == TypeKind::text) return three(a.text == b.text, true);
    return three(a.index == b.index, true);
}

Value Expressions::comparison(const Expression& node, Variables& v) const {
    const Value a = value(node.args[0], v);
    const Value b = value(node.args[1], v);
    Open open = a.open;
    join(open, b.open);
    const Type& of = type(node.args[0]);
    if (node.op == Op::equal) {
        if (of.is_numeric()) return truth_value(same_number(a.number, b.number), open);
        if (of.kind != TypeKind::truth) return truth_value(same(of, a, b), open);
        const bool unknown = a.truth == Truth::unknown || b.truth == Truth::unknown;
        return truth_value(unknown ? Truth::unknown : three(a.truth == b.truth, true), open);
    }
    Number x = a.number, y = b.number;
    if (of.kind == TypeKind::choice) {
        const Number anywhere{Q(0), Q(static_cast<std::int64_t>(choices(of)) - 1), 0};
        x = a.known ? exactly_that(a.index) : anywhere;
        y = b.known ? exactly_that(b.index) : anywhere;
    }
    return truth_value(node.op == Op::less ? less_than(x, y) : at_most_that(x, y), open);
}

Value Expressions::arithmetic(const Expression& node, Variables& v) const {
    std::vector<Value> of;
    Open open;
    for (const ExpressionId part : node.args) {
        of.push_back(value(part, v));
        join(open, of.back().open);
    }
    const DurationFamily family = of.size() > 1 ? type(node.args[1]).family : DurationFamily::clock;
    switch (node.op) {
        case Op::add: return number_value(sum(of[0].number, of[1].number), open);
        case Op::subtract: return number_value(sum(of[0].number, negative(of[1].number)), open);
        case Op::multiply: return number_value(product(of[0].number, of[1].number), open);
        case Op::divide: return number_value(quotient(of[0].number, of[1].number), open);
        case Op::date_plus:
            return number_value(date_plus(of[0].number, of[1].number, family), open);
        case Op::date_minus:
            return number_value(date_plus(of[0].number, negative(of[1].number), family), open);
        case Op::next_month: return number_value(sum(of[0].number, exactly_that(1)), open);
        default: break;
    }
    const Number &date = of[0].number, &anchor = of[2].number;
    const bool before = node.op == Op::within_before;
    const Number other = date_plus(anchor, before ? negative(of[1].number) : of[1].number, family);
    return truth_value(before ? conjunction(at_most_that(other, date), at_most_that(date, anchor))
                              : conjunction(at_most_that(anchor, date), at_most_that(date, other)),
                       open);
}

Value Expressions::value(ExpressionId id, Variables& v) const {
    const Expression& node = rules_.expressions[id];
    switch (node.op) {
        case Op::constant: return constant(node.type, rules_.expressions.constants[node.slot]);
        case Op::parameter: return constant(node.type, rules_.parameters[node.slot].value);
        case Op::variable: return v[node.slot];
        case Op::root: return plain(0);
        case Op::today: return number_value(exactly_that(as_of_));
        case Op::field: return field(node, v);
        case Op::call: {
            const Define& define = rules_.defines[node.slot];
            Variables inner;
            for (std::size_t i = 0; i < node.args.size(); ++i)
                inner[static_cast<std::uint32_t>(i)] = value(node.args[i], v);
            return value(define.body, inner);
        }
        case Op::band_from:
        case Op::band_to: {
            const Value band = value(node.args[0], v);
            if (!band.known) return number_value(bounds(node.type), band.open);
            const std::uint32_t years =
                node.op == Op::band_from ? band.index >> 16U : band.index & 0xffffU;
            return number_value(
                exactly_that(years == 0xffff && node.op == Op::band_to ? Q(INT32_MAX) : Q(years)));
        }
        case Op::both:
        case Op::either: {
            Truth result = node.op == Op::both ? Truth::yes : Truth::no;
            Open open;
            for (const ExpressionId part : node.args) {
                const Value one = value(part, v);
                result = node.op == Op::both ? conjunction(result, one.truth)
                                             : disjunction(result, one.truth);
                join(open, one.open);
            }
            return truth_value(result, open);
        }
        case Op::negate: {
            const Value of = value(node.args[0], v);
            return truth_value(opposite(of.truth), of.open);
        }
        case Op::choose: return choose(node, v);
        case Op::equal:
        case Op::less:
        case Op::less_or_equal: return comparison(node, v);
        case Op::contains:
        case Op::covers:
        case Op::overlaps: return set_comparison(node, v);
        case Op::is_given:
        case Op::is_stated:
        case Op::is_none:
        case Op::is_evidenced: return state(node, v);
        case Op::is_empty: {
            const Value list = value(node.args[0], v);
            bool any = false;
            Open open = list.open;
            for (const Member& member : list.members) {
                any = any || member.belongs == Truth::yes;
                join(open, member.why);
            }
            return truth_value(three(list.members.empty() && !list.more, any), open);
        }
        case Op::filter: return filter(node, v);
        case Op::collection: {
            Value list;
            for (const ExpressionId part : node.args)
                list.members.push_back({value(part, v), Truth::yes, {}});
            return list;
        }
        case Op::set_union:
        case Op::union_of: return unite(node, v);
        case Op::listed: {
            Value list = value(node.args[0], v);
            list.more = list.absent = false;
            list.open.clear();
            return list;
        }
        case Op::every:
        case Op::some:
        case Op::none:
        case Op::at_least:
        case Op::at_most:
        case Op::exactly: return quantifier(node, v);
        case Op::at_least_share:
        case Op::share_of: return share(node, v);
        case Op::count_of: {
            const Value list = value(node.args[0], v);
            Open open = list.open;
            std::int64_t sure = 0;
            for (const Member& member : list.members) {
                sure += member.belongs == Truth::yes;
                if (member.belongs == Truth::unknown) join(open, member.why);
            }
            Number n{Q(sure), Q(static_cast<std::int64_t>(list.members.size())), 0};
            if (list.more) n.high.reset();
            return number_value(n, open);
        }
        case Op::count_distinct: return distinct(node, v);
        case Op::sum:
        case Op::smallest:
        case Op::largest:
        case Op::average: return total(node, v);
        case Op::rule_not_met: return truth_value(not_met(node.slot));
        case Op::some_rule_not_met: return truth_value(some_not_met());
        case Op::scan_is_clean:
            return truth_value(Truth::yes);              // generated designs hold nothing to find
        case Op::claims: return truth_value(Truth::no);  // nor any waiver
        default: return arithmetic(node, v);
    }
}

}  // namespace reference
