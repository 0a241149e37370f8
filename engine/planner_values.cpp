#include "engine/planner.hpp"

// Expressions whose value is one: truths, numbers, choices, texts, records; and sets as one word of bits.

namespace tutela {
namespace {

// A truth for each state of a fact, in the order of FactState.
std::uint64_t by_state(Truth absent, Truth stated, Truth none, Truth estimated, Truth unknown,
                       Truth withheld, Truth to_fill) {
    std::uint64_t packed = 0;
    int place = 0;
    for (const Truth truth : {absent, stated, none, estimated, unknown, withheld, to_fill})
        packed |= static_cast<std::uint64_t>(truth) << (8 * place++);
    return packed;
}

}  // namespace

bool Planner::one_choice(const Type& type) const {
    return type.kind == TypeKind::choice &&
           program_.ruleset.vocabulary.choice_lists[type.id].choices.size() == 1;
}

ValueId Planner::constant(const Type& type, const Constant& value) {
    switch (cells_of(type)) {
        case Cells::truth: return truth_constant(truth_of(value.index != 0));
        case Cells::number: return number_constant(value.number);
        case Cells::index:
            return type.kind == TypeKind::record ? unsupported() : index_constant(value.index + 1);
        case Cells::text: return word_constant(text_word(value.text));
        case Cells::set: {
            std::uint64_t bits = 0;
            for (const std::uint32_t member : value.members) bits |= bit_of(type.member(), member);
            for (const std::string& text : value.texts)
                bits |= bit_of(type.member(), text_word(text));
            return set_constant(bits);
        }
        default: return unsupported();
    }
}

Planner::Frame& Planner::call(const Expression& expression, Frame& caller) {
    const Define& define = program_.ruleset.defines[expression.slot];
    Frame& made = frame(define.variables);
    for (std::size_t i = 0; i < expression.args.size(); ++i)
        made.slots[i] = {nowhere, expression.args[i], &caller};
    return made;
}

ValueId Planner::value(ExpressionId id, Frame& frame) {
    const Type& type = at(id).type;
    switch (cells_of(type)) {
        case Cells::truth: return truth(id, frame);
        case Cells::number: return number(id, frame);
        case Cells::set: return set(id, frame);
        default: return scalar(id, frame);
    }
}

ValueId Planner::owner(const Expression& field, Frame& frame) {
    return at(field.args[0]).op == Op::root ? root_ : scalar(field.args[0], frame);
}

// A fact, or what is presumed of it while it is absent.
ValueId Planner::read(const Expression& field, Frame& frame) {
    const ValueId rows = owner(field, frame);
    const RecordId record =
        at(field.args[0]).op == Op::root ? root_record : at(field.args[0]).type.id;
    const ValueId read = read_field(rows, record, field.slot);
    const Constant* presumed =
        options_.presumptions ? program_.presumed[record][field.slot] : nullptr;
    if (!presumed) return read;
    const Type& type = program_.ruleset.vocabulary.records[record].fields[field.slot].type;
    if (cells_of(type) == Cells::list || cells_of(type) == Cells::none) return unsupported();
    plan.needs[record][field.slot].state = true;
    using enum Truth;
    const ValueId absent = make(PlanOp::read_state, Cells::truth, {rows}, record, field.slot,
                                node(word_constant(by_state(yes, no, no, no, no, no, no))).a);
    return make(PlanOp::presume, cells_of(type), {absent, constant(type, *presumed), read});
}

ValueId Planner::scalar(ExpressionId id, Frame& frame) {
    const Expression& expression = at(id);
    const bool text = expression.type.kind == TypeKind::text;
    switch (expression.op) {
        case Op::constant:
            return constant(expression.type, program_.expressions.constants[expression.slot]);
        case Op::variable: {
            const Binding bound = frame.slots[expression.slot];
            if (bound.scalar != nowhere) return bound.scalar;
            if (bound.origin != no_expression) return scalar(bound.origin, *bound.frame);
            return text ? word_constant(0) : index_constant(0);
        }
        case Op::root: return root_;
        case Op::field: return read(expression, frame);
        case Op::call:
            return scalar(program_.ruleset.defines[expression.slot].body, call(expression, frame));
        case Op::choose:
            if (one_choice(expression.type)) return unsupported();
            return choose(expression, scalar(expression.args[1], frame),
                          scalar(expression.args[2], frame), frame);
        default: return unsupported();
    }
}

ValueId Planner::choose(const Expression& expression, ValueId then, ValueId otherwise,
                        Frame& frame) {
    const ValueId condition = truth(expression.args[0], frame);
    if (then == otherwise) return then;
    const Cells cells = node(then).cells;
    if (cells != node(otherwise).cells) return unsupported();
    const bool ratio = node(then).ratio || node(otherwise).ratio;
    const std::uint32_t bounds =
        cells == Cells::number ? node(number_constant(bounds_of(expression.type))).a : 0;
    return make(PlanOp::choose, cells, {condition, then, otherwise}, 0, 0, bounds, ratio);
}

// ------------------------------------------------------------------------------------------- sets

ValueId Planner::set(ExpressionId id, Frame& frame) {
    const Expression& expression = at(id);
    switch (expression.op) {
        case Op::constant:
            return constant(expression.type, program_.expressions.constants[expression.slot]);
        case Op::variable: {
            const Binding bound = frame.slots[expression.slot];
            return bound.origin == no_expression ? unsupported() : set(bound.origin, *bound.frame);
        }
        case Op::field: return read(expression, frame);
        case Op::call:
            return set(program_.ruleset.defines[expression.slot].body, call(expression, frame));
        case Op::collection: {
            // A bracketed list of what the rule itself names.
            std::uint64_t bits = 0;
            for (const ExpressionId part : expression.args) {
                if (at(part).op != Op::constant) return unsupported();
                const Constant& named = program_.expressions.constants[at(part).slot];
                const Type element = at(part).type;
                bits |= bit_of(
                    element, element.kind == TypeKind::text ? text_word(named.text) : named.index);
            }
            return set_constant(bits);
        }
        case Op::set_union: {
            ValueId all = set(expression.args[0], frame);
            for (std::size_t i = 1; i < expression.args.size(); ++i)
                all = make(PlanOp::unite, Cells::set, {all, set(expression.args[i], frame)});
            return all;
        }
        default: return unsupported();
    }
}

ValueId Planner::contains(ExpressionId set_id, ExpressionId member_id, Frame& frame) {
    const Expression& expression = at(set_id);
    const Type element = expression.type.member();
    if (one_choice(element)) return unsupported();
    if (expression.type.kind == TypeKind::list || expression.op == Op::filter) return unsupported();
    const ValueId member = scalar(member_id, frame);
    const ValueId members = set(set_id, frame);
    if (!supported_) return members;
    if (node(members).op == PlanOp::constant_set && node(members).cells == Cells::set &&
        element.kind == TypeKind::choice)
        return make(PlanOp::contains_const, Cells::truth, {member}, node(members).a, element.id);
    return make(PlanOp::contains, Cells::truth, {members, member},
                static_cast<std::uint32_t>(element.kind), element.id);
}

// ----------------------------------------------------------------------------------------- states

ValueId Planner::state(const Expression& expression, Frame& frame) {
    using enum Truth;
    const Expression& field = at(expression.args[0]);
    if (field.op != Op::field) return unsupported();
    const ValueId rows = owner(field, frame);
    const RecordId record =
        at(field.args[0]).op == Op::root ? root_record : at(field.args[0]).type.id;
    Need& need = plan.needs[record][field.slot];
    need.state = true;
    const bool presumed = options_.presumptions && program_.presumed[record][field.slot] != nullptr;
    const auto look_up = [&](std::uint64_t truths) {
        return make(PlanOp::read_state, Cells::truth, {rows}, record, field.slot,
                    node(word_constant(truths)).a);
    };
    switch (expression.op) {
        case Op::is_stated: return look_up(by_state(no, yes, yes, yes, no, yes, no));
        case Op::is_none:
            return look_up(by_state(presumed ? no : unknown, no, yes, no, unknown, no, unknown));
        case Op::is_evidenced:
            need.evidence = true;
            return make(PlanOp::read_evidence, Cells::truth, {rows}, record, field.slot,
                        expression.slot | (presumed ? 256U : 0U));
        default: break;  // is given
    }
    const ValueId given =
        look_up(by_state(presumed ? yes : unknown, yes, no, yes, unknown, yes, unknown));
    if (!field.type.is_collection()) return given;
    if (presumed) return unsupported();
    return make(PlanOp::given_collection, Cells::truth,
                {given, look_up(by_state(no, yes, no, no, no, no, no)),
                 read_field(rows, record, field.slot)});
}

// ---------------------------------------------------------------------------------------- numbers

ValueId Planner::number(ExpressionId id, Frame& frame) {
    const Expression& expression = at(id);
    const auto argument = [&](std::size_t i) { return number(expression.args[i], frame); };
    const auto arithmetic = [&](PlanOp op) {
        const ValueId a = argument(0), b = argument(1);
        if (node(a).ratio || node(b).ratio || node(a).cells != Cells::number ||
            node(b).cells != Cells::number)
            return unsupported();
        return make(op, Cells::number, {a, b}, 0, 0, 0, op == PlanOp::divide);
    };
    switch (expression.op) {
        case Op::constant:
            return number_constant(program_.expressions.constants[expression.slot].number);
        case Op::today: return number_constant(point(options_.as_of));
        case Op::variable: {
            const Binding bound = frame.slots[expression.slot];
            if (bound.origin == no_expression) return number_constant(bounds_of(expression.type));
            return number(bound.origin, *bound.frame);
        }
        case Op::field: return read(expression, frame);
        case Op::call:
            return number(program_.ruleset.defines[expression.slot].body, call(expression, frame));
        case Op::choose: return choose(expression, argument(1), argument(2), frame);
        case Op::band_from:
        case Op::band_to:
            return make(PlanOp::band_end, Cells::number, {scalar(expression.args[0], frame)},
                        expression.op == Op::band_to ? 1 : 0,
                        node(number_constant(bounds_of(expression.type))).a);
        case Op::add: return arithmetic(PlanOp::add);
        case Op::subtract: return arithmetic(PlanOp::subtract);
        case Op::multiply: return arithmetic(PlanOp::multiply);
        case Op::divide: return arithmetic(PlanOp::divide);
        case Op::date_plus:
        case Op::date_minus:
            return make(PlanOp::shift, Cells::number, {argument(0), argument(1)},
                        static_cast<std::uint32_t>(at(expression.args[1]).type.family),
                        expression.op == Op::date_minus ? 1 : 0);
        case Op::next_month:
            return make(PlanOp::add, Cells::number,
                        {argument(0), number_constant(point(std::int64_t{1}))});
        case Op::count_of: return count(expression.args[0], frame);
        case Op::count_distinct: return distinct(expression, frame);
        case Op::share_of: return quantifier(expression, frame);
        case Op::sum:
        case Op::smallest:
        case Op::largest:
        case Op::average: return total(expression, frame);
        default: return unsupported();
    }
}

// An ordered choice by its position in the list; a number as it is.
ValueId Planner::order(ExpressionId id, Frame& frame) {
    const Type& type = at(id).type;
    if (type.kind != TypeKind::choice) return number(id, frame);
    const auto& list = program_.ruleset.vocabulary.choice_lists[type.id];
    return make(PlanOp::position, Cells::number, {scalar(id, frame)},
                static_cast<std::uint32_t>(list.choices.size()));
}

ValueId Planner::within(const Expression& expression, Frame& frame) {
    const ValueId date = number(expression.args[0], frame);
    const ValueId duration = number(expression.args[1], frame);
    const ValueId anchor = number(expression.args[2], frame);
    const auto family = static_cast<std::uint32_t>(at(expression.args[1]).type.family);
    const bool before = expression.op == Op::within_before;
    const ValueId end =
        make(PlanOp::shift, Cells::number, {anchor, duration}, family, before ? 1 : 0);
    const auto not_after = [&](ValueId a, ValueId b) {
        return make(PlanOp::less_or_equal, Cells::truth, {a, b});
    };
    return before ? both(not_after(end, date), not_after(date, anchor))
                  : both(not_after(anchor, date), not_after(date, end));
}

// ----------------------------------------------------------------------------------------- truths

ValueId Planner::equal(ExpressionId a, ExpressionId b, Frame& frame) {
    const Type& type = at(a).type;
    switch (cells_of(type)) {
        case Cells::number:
            return make(PlanOp::equal_number, Cells::truth, {number(a, frame), number(b, frame)});
        case Cells::truth:
            return make(PlanOp::equal_truth, Cells::truth, {truth(a, frame), truth(b, frame)});
        case Cells::text:
            return make(PlanOp::equal_word, Cells::truth, {scalar(a, frame), scalar(b, frame)});
        case Cells::index:
            if (one_choice(type)) return truth_constant(Truth::yes);
            return make(PlanOp::equal_index, Cells::truth, {scalar(a, frame), scalar(b, frame)});
        default: return unsupported();
    }
}

// What another rule came to, for this subject if both rules range over one list.
ValueId Planner::asked(std::uint32_t rule) {
    const Outcome& other = outcomes_[rule];
    if (other.verdicts.empty()) return unsupported();
    const ValueId verdict = same_list(current_, rule) ? other.verdicts[bound_] : other.worst;
    return make(PlanOp::is_not_met, Cells::truth, {verdict});
}

ValueId Planner::truth(ExpressionId id, Frame& frame) {
    if (!supported_) return truth_constant(Truth::unknown);
    const Expression& expression = at(id);
    const auto argument = [&](std::size_t i) { return truth(expression.args[i], frame); };
    switch (expression.op) {
        case Op::constant:
            return truth_constant(
                truth_of(program_.expressions.constants[expression.slot].index != 0));
        case Op::variable: {
            const Binding bound = frame.slots[expression.slot];
            if (bound.origin == no_expression) return truth_constant(Truth::unknown);
            return truth(bound.origin, *bound.frame);
        }
        case Op::field: return read(expression, frame);
        case Op::call:
            return truth(program_.ruleset.defines[expression.slot].body, call(expression, frame));
        case Op::both: {
            ValueId all = truth_constant(Truth::yes);
            for (std::size_t i = 0; i < expression.args.size(); ++i) all = both(all, argument(i));
            return all;
        }
        case Op::either: {
            ValueId any = truth_constant(Truth::no);
            for (std::size_t i = 0; i < expression.args.size(); ++i) any = either(any, argument(i));
            return any;
        }
        case Op::negate: return negate(argument(0));
        case Op::choose: {
            const ValueId then = argument(1), otherwise = argument(2);
            // An implication, the usual `if`.
            if (otherwise == truth_constant(Truth::yes)) return either(negate(argument(0)), then);
            return choose(expression, then, otherwise, frame);
        }
        case Op::equal: return equal(expression.args[0], expression.args[1], frame);
        case Op::less:
        case Op::less_or_equal:
            return make(expression.op == Op::less ? PlanOp::less : PlanOp::less_or_equal,
                        Cells::truth,
                        {order(expression.args[0], frame), order(expression.args[1], frame)});
        case Op::contains: return contains(expression.args[0], expression.args[1], frame);
        case Op::covers:
        case Op::overlaps:
            if (one_choice(at(expression.args[0]).type.member())) return unsupported();
            return make(expression.op == Op::covers ? PlanOp::covers : PlanOp::overlaps,
                        Cells::truth,
                        {set(expression.args[0], frame), set(expression.args[1], frame)});
        case Op::within_before:
        case Op::within_after: return within(expression, frame);
        case Op::is_given:
        case Op::is_stated:
        case Op::is_none:
        case Op::is_evidenced: return state(expression, frame);
        case Op::is_empty: return is_empty(expression.args[0], frame);
        case Op::every:
        case Op::some:
        case Op::none:
        case Op::at_least:
        case Op::at_most:
        case Op::exactly:
        case Op::at_least_share: return quantifier(expression, frame);
        case Op::scan_is_clean:
            plan.wants_scan = true;
            return make(PlanOp::scan_is_clean, Cells::truth, {root_},
                        expression.slot == 0 ? ~0U : expression.slot);
        case Op::claims: plan.wants_waivers = true; return truth_constant(Truth::no);
        case Op::rule_not_met: return asked(expression.slot);
        case Op::some_rule_not_met: {
            ValueId all = nowhere;
            for (const std::uint32_t rule : program_.selected) {
                if (rule == current_ || outcomes_[rule].worst == nowhere) continue;
                const ValueId worst = outcomes_[rule].worst;
                all = all == nowhere ? worst : make(PlanOp::worse, Cells::truth, {all, worst});
            }
            return all == nowhere ? truth_constant(Truth::no)
                                  : make(PlanOp::is_not_met, Cells::truth, {all});
        }
        default: return unsupported();
    }
}

}  // namespace tutela
