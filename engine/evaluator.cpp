#include "engine/evaluator.hpp"

#include <algorithm>
#include <bit>

namespace tutela {

Evaluator::Evaluator(const Program& p, const Design& d, const EvaluateOptions& o)
    : program(p), design(d), options(o) {
    frame_.resize(p.frame_size);
    known_.resize(p.expressions.nodes.size());
}

void Evaluator::next_run() {
    // Long before the numbers come round again.
    if (subject_ > (1U << 31U)) {
        std::fill(known_.begin(), known_.end(), Known{});
        subject_ = 0;
    }
    run_ = ++subject_;
}

Evaluator::Call::Call(Evaluator& evaluator, const Expression& call, std::uint32_t caller)
    : evaluator_(evaluator), base(evaluator.top_), body(no_expression) {
    const Define& define = evaluator.program.ruleset.defines[call.slot];
    body = define.body;
    evaluator.top_ += define.variables;
    if (evaluator.frame_.size() < evaluator.top_) evaluator.frame_.resize(evaluator.top_);
    for (std::size_t i = 0; i < call.args.size(); ++i) {
        Slot slot;
        slot.origin = call.args[i];
        slot.origin_base = caller;
        const TypeKind kind = evaluator.at(call.args[i]).type.kind;
        const bool is_scalar = kind == TypeKind::text || kind == TypeKind::choice ||
                               kind == TypeKind::language || kind == TypeKind::country ||
                               kind == TypeKind::age_band || kind == TypeKind::record;
        if (is_scalar) slot.scalar = evaluator.scalar(call.args[i], caller);
        evaluator.frame_[base + i] = slot;
    }
}

Evaluator::Read Evaluator::read(const Expression& field, std::uint32_t base) {
    Read result;
    const Expression& owner = at(field.args[0]);
    result.ref.field = field.slot;
    if (owner.op == Op::root) {
        result.ref.record = root_record;
    } else {
        const Scalar row = scalar(field.args[0], base);
        if (!row.known) return result;
        result.ref.record = owner.type.id;
        result.ref.row = row.index;
    }
    return read(result.ref);
}

Evaluator::Read Evaluator::read(FactRef ref) const {
    Read result{ref, &design.fact(ref)};
    if (result.fact->state == FactState::absent && options.presumptions)
        result.presumed = program.presumed[ref.record][ref.field];
    return result;
}

// ---------------------------------------------------------------------------------------- scalars

Scalar Evaluator::member_of(const Type& element, std::uint32_t member) const {
    Scalar value{true, member, nullptr};
    if (element.kind == TypeKind::text) value.text = &design.texts[member];
    return value;
}

Scalar Evaluator::scalar(ExpressionId id, std::uint32_t base) {
    const Expression& node = at(id);
    switch (node.op) {
        case Op::constant: {
            const Constant& value = program.expressions.constants[node.slot];
            return {true, value.index, node.type.kind == TypeKind::text ? &value.text : nullptr};
        }
        case Op::variable: return slot(base, node.slot).scalar;
        case Op::root: return {true, 0, nullptr};
        case Op::field: {
            const Read got = read(node, base);
            if (!got.fact) return {};
            if (got.presumed) return {true, got.presumed->index, &got.presumed->text};
            const Field& field =
                program.ruleset.vocabulary.records[got.ref.record].fields[node.slot];
            // An embedded record is always there; its facts may be absent.
            if (field.type.kind == TypeKind::record && !field.reference)
                return {got.fact->index < design.tables[field.type.id].places.size(),
                        got.fact->index, nullptr};
            if (got.fact->state != FactState::stated) return {};
            return member_of(node.type, got.fact->index);
        }
        case Op::call: {
            const Call call(*this, node, base);
            return scalar(call.body, call.base);
        }
        case Op::choose: {
            const Truth condition = truth(node.args[0], base);
            if (condition != Truth::unknown)
                return scalar(node.args[condition == Truth::yes ? 1 : 2], base);
            const Scalar a = scalar(node.args[1], base);
            const Scalar b = scalar(node.args[2], base);
            return same(node.type, a, b) == Truth::yes ? a : Scalar{};
        }
        default: return {};
    }
}

// A list with one choice has only that one, known or not.
Truth Evaluator::same(const Type& type, const Scalar& a, const Scalar& b) const {
    if (!a.known || !b.known) {
        const bool one_choice =
            type.kind == TypeKind::choice &&
            program.ruleset.vocabulary.choice_lists[type.id].choices.size() == 1;
        return one_choice ? Truth::yes : Truth::unknown;
    }
    if (type.kind == TypeKind::text) return truth_of(*a.text == *b.text);
    return truth_of(a.index == b.index);
}

// ---------------------------------------------------------------------------------------- numbers

Interval Evaluator::number(ExpressionId id, std::uint32_t base) {
    const Expression& node = at(id);
    switch (node.op) {
        case Op::constant: return program.expressions.constants[node.slot].number;
        case Op::today: return point(options.as_of);
        case Op::variable: {
            const Slot& bound = slot(base, node.slot);
            if (bound.origin == no_expression) return bounds_of(node.type);
            return number(bound.origin, bound.origin_base);
        }
        case Op::field: {
            const Read got = read(node, base);
            if (got.presumed) return got.presumed->number;
            if (got.fact &&
                (got.fact->state == FactState::stated || got.fact->state == FactState::estimated))
                return got.fact->number;
            return bounds_of(node.type);
        }
        case Op::call: {
            const Call call(*this, node, base);
            return number(call.body, call.base);
        }
        case Op::choose: {
            const Truth condition = truth(node.args[0], base);
            if (condition != Truth::unknown)
                return number(node.args[condition == Truth::yes ? 1 : 2], base);
            const Interval a = number(node.args[1], base);
            const Interval b = number(node.args[2], base);
            // Unknown within the type's bounds, or beyond them if a branch is (a difference of amounts of money).
            return a == b ? a : hull(bounds_of(node.type), hull(a, b));
        }
        case Op::band_from:
        case Op::band_to: {
            const Scalar band = scalar(node.args[0], base);
            if (!band.known) return bounds_of(node.type);
            if (node.op == Op::band_from) return point(std::int64_t{band_from(band.index)});
            const std::uint32_t to = band_to(band.index);
            // No upper end: older than any number that a rule can name.
            return point(to == open_age ? std::int64_t{INT32_MAX} : std::int64_t{to});
        }
        case Op::add: return add(number(node.args[0], base), number(node.args[1], base));
        case Op::subtract: return subtract(number(node.args[0], base), number(node.args[1], base));
        case Op::multiply: return multiply(number(node.args[0], base), number(node.args[1], base));
        case Op::divide: return divide(number(node.args[0], base), number(node.args[1], base));
        case Op::date_plus:
            return add_duration(number(node.args[0], base), number(node.args[1], base),
                                at(node.args[1]).type.family);
        case Op::date_minus:
            return subtract_duration(number(node.args[0], base), number(node.args[1], base),
                                     at(node.args[1]).type.family);
        case Op::next_month: return add(number(node.args[0], base), point(std::int64_t{1}));
        case Op::count_of: {
            std::int64_t sure = 0, possible = 0;
            const bool open = members(node.args[0], base, [&](const Scalar&, Truth belongs) {
                ++(belongs == Truth::yes ? sure : possible);
            });
            return open ? at_least(Rational{sure, 1})
                        : between(Rational{sure, 1}, Rational{sure + possible, 1});
        }
        case Op::count_distinct: return count_distinct(node, base);
        case Op::share_of: return share_of(shares(node, base));
        case Op::sum:
        case Op::smallest:
        case Op::largest:
        case Op::average: return total(node, base);
        default: return bounds_of(node.type);
    }
}

// ----------------------------------------------------------------------------------------- truths

Truth Evaluator::work_out(ExpressionId id, std::uint32_t base) {
    const Expression& node = at(id);
    switch (node.op) {
        case Op::constant: return truth_of(program.expressions.constants[node.slot].index != 0);
        case Op::variable: {
            const Slot& bound = slot(base, node.slot);
            if (bound.origin == no_expression) return Truth::unknown;
            return truth(bound.origin, bound.origin_base);
        }
        case Op::field: {
            const Read got = read(node, base);
            if (got.presumed) return truth_of(got.presumed->index != 0);
            if (!got.fact || got.fact->state != FactState::stated) return Truth::unknown;
            return truth_of(got.fact->index != 0);
        }
        case Op::call: {
            const Call call(*this, node, base);
            return truth(call.body, call.base);
        }
        case Op::both: {
            Truth all = Truth::yes;
            for (const ExpressionId part : node.args) {
                all = both(all, truth(part, base));
                if (all == Truth::no) break;
            }
            return all;
        }
        case Op::either: {
            Truth any = Truth::no;
            for (const ExpressionId part : node.args) {
                any = either(any, truth(part, base));
                if (any == Truth::yes) break;
            }
            return any;
        }
        case Op::negate: return negate(truth(node.args[0], base));
        case Op::choose: {
            const Truth condition = truth(node.args[0], base);
            if (condition != Truth::unknown)
                return truth(node.args[condition == Truth::yes ? 1 : 2], base);
            const Truth a = truth(node.args[1], base);
            return a == truth(node.args[2], base) ? a : Truth::unknown;
        }
        case Op::equal: return equals(node.args[0], node.args[1], base);
        case Op::less: return compare(node, base, false);
        case Op::less_or_equal: return compare(node, base, true);
        case Op::contains: return contains(node.args[0], scalar(node.args[1], base), base);
        case Op::covers: {
            Tally t;
            t.open = members(node.args[1], base, [&](const Scalar& member, Truth belongs) {
                t.count(either(negate(belongs), contains(node.args[0], member, base)));
            });
            return every(t);
        }
        case Op::overlaps: {
            Tally t;
            t.open = members(node.args[0], base, [&](const Scalar& member, Truth belongs) {
                t.count(both(belongs, contains(node.args[1], member, base)));
            });
            return at_least(t, point(std::int64_t{1}));
        }
        case Op::within_before:
        case Op::within_after: {
            const Interval date = number(node.args[0], base);
            const Interval duration = number(node.args[1], base);
            const Interval anchor = number(node.args[2], base);
            const DurationFamily family = at(node.args[1]).type.family;
            return node.op == Op::within_before
                       ? both(less_or_equal(subtract_duration(anchor, duration, family), date),
                              less_or_equal(date, anchor))
                       : both(less_or_equal(anchor, date),
                              less_or_equal(date, add_duration(anchor, duration, family)));
        }
        case Op::is_given:
        case Op::is_stated:
        case Op::is_none:
        case Op::is_evidenced: return state(node, base);
        case Op::is_empty: {
            Tally t;
            t.open = members(node.args[0], base,
                             [&](const Scalar&, Truth belongs) { t.count(belongs); });
            return at_most(t, point(std::int64_t{0}));
        }
        case Op::every: return every(tally(node, base));
        case Op::some: return at_least(tally(node, base), point(std::int64_t{1}));
        case Op::none: return at_most(tally(node, base), point(std::int64_t{0}));
        case Op::at_least: return at_least(tally(node, base), number(node.args[3], base));
        case Op::at_most: return at_most(tally(node, base), number(node.args[3], base));
        case Op::exactly: return exactly(tally(node, base), number(node.args[3], base));
        case Op::at_least_share:
            return at_least_share(shares(node, base), number(node.args[3], base));
        case Op::scan_is_clean:
            if ((scan_found & (node.slot == 0 ? ~0U : node.slot)) != 0) return Truth::no;
            return to_fill ? Truth::unknown : Truth::yes;
        case Op::claims: {
            const Constant& kind = program.expressions.constants[at(node.args[0]).slot];
            const std::string& rule = program.ruleset.rules[node.slot].id;
            for (const Waiver& waiver : design.waivers) {
                const bool in_force = !waiver.in_file && !waiver.unreadable_date &&
                                      (!waiver.from || *waiver.from <= options.as_of) &&
                                      (!waiver.until || options.as_of <= *waiver.until);
                if (in_force && waiver.rule == rule && waiver.reason_kind == kind.text)
                    return Truth::yes;
            }
            return Truth::no;
        }
        case Op::rule_not_met: return rule_not_met ? rule_not_met(node.slot) : Truth::unknown;
        case Op::some_rule_not_met: return some_rule_not_met ? some_rule_not_met() : Truth::unknown;
        default: return Truth::unknown;
    }
}

Truth Evaluator::state(const Expression& node, std::uint32_t base) {
    const Read got = read(at(node.args[0]), base);
    if (!got.fact) return node.op == Op::is_stated && !options.filling ? Truth::no : Truth::unknown;
    const Fact& fact = *got.fact;
    if (options.filling && fact.state == FactState::to_fill) return Truth::unknown;
    const bool valued = fact.state == FactState::stated || fact.state == FactState::estimated;
    switch (node.op) {
        case Op::is_stated:
            return truth_of(valued || fact.state == FactState::none ||
                            fact.state == FactState::withheld);
        case Op::is_none:
            if (fact.state == FactState::none) return Truth::yes;
            return valued || fact.state == FactState::withheld || got.presumed ? Truth::no
                                                                               : Truth::unknown;
        case Op::is_evidenced:
            if (got.presumed) return Truth::no;
            if (!valued && fact.state != FactState::none) return Truth::unknown;
            return truth_of(fact.has_evidence &&
                            static_cast<std::uint32_t>(fact.evidence) >= node.slot);
        default: break;  // is_given
    }
    if (got.presumed || fact.state == FactState::withheld) return Truth::yes;
    if (fact.state == FactState::none) return Truth::no;
    if (!valued) return Truth::unknown;
    if (at(node.args[0]).type.is_collection() && fact.size == 0)
        return fact.complete ? Truth::no : Truth::unknown;
    return Truth::yes;
}

Truth Evaluator::equals(ExpressionId a, ExpressionId b, std::uint32_t base) {
    const Type& type = at(a).type;
    if (type.is_numeric()) return equal(number(a, base), number(b, base));
    if (type.kind == TypeKind::truth) {
        const Truth x = truth(a, base);
        const Truth y = truth(b, base);
        return x == Truth::unknown || y == Truth::unknown ? Truth::unknown : truth_of(x == y);
    }
    return same(type, scalar(a, base), scalar(b, base));
}

// The position of an ordered choice in its list; an unknown one is anywhere in it.
Interval Evaluator::position(ExpressionId id, std::uint32_t base) {
    const Scalar choice = scalar(id, base);
    if (choice.known) return point(std::int64_t{choice.index});
    const auto& list = program.ruleset.vocabulary.choice_lists[at(id).type.id];
    return between({0, 1}, {static_cast<std::int64_t>(list.choices.size()) - 1, 1});
}

Truth Evaluator::compare(const Expression& node, std::uint32_t base, bool or_equal) {
    const bool choices = at(node.args[0]).type.kind == TypeKind::choice;
    const Interval a = choices ? position(node.args[0], base) : number(node.args[0], base);
    const Interval b = choices ? position(node.args[1], base) : number(node.args[1], base);
    return or_equal ? less_or_equal(a, b) : less(a, b);
}

Truth Evaluator::contains(ExpressionId set, const Scalar& wanted, std::uint32_t base) {
    const Type element = at(set).type.member();
    Truth found = Truth::no;
    // An unknown choice is surely in a set that surely holds its whole list.
    const bool any_choice = element.kind == TypeKind::choice && !wanted.known;
    std::vector<bool> held;
    if (any_choice) held.resize(program.ruleset.vocabulary.choice_lists[element.id].choices.size());
    const bool open = members(set, base, [&](const Scalar& member, Truth belongs) {
        found = either(found, both(belongs, same(element, member, wanted)));
        if (any_choice && belongs == Truth::yes && member.known) held[member.index] = true;
    });
    if (found == Truth::yes) return found;
    if (any_choice && std::find(held.begin(), held.end(), false) == held.end()) return Truth::yes;
    return open ? Truth::unknown : found;
}

}  // namespace tutela
