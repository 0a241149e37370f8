#include "engine/planner.hpp"

#include <algorithm>

// Open facts: what, in an unknown truth or number, some filling could let change. See `Tracer`, which follows the same
// parts one design at a time and keeps the facts; here only their kinds are kept (`OpenBits`), or, where two rules may
// share an open fact, a bit for each.

namespace tutela {
namespace {

// A byte for each state of a fact, in the order of FactState.
std::uint64_t by_state(unsigned absent, unsigned stated, unsigned none) {
    const unsigned bits[] = {absent,         stated,        none,        open_otherwise,
                             open_otherwise, open_withheld, open_missing};
    std::uint64_t packed = 0;
    int place = 0;
    for (const unsigned one : bits) packed |= std::uint64_t{one} << (8 * place++);
    return packed;
}

// Of the bits of a word, so many are for rows of lists at most, and so many for those of one field.
constexpr std::uint32_t bits_for_rows = 48, most_rows_told = 7;

}  // namespace

ValueId Planner::nothing_open() {
    return sharing_ ? word_constant(0) : truth_constant(Truth::no);
}

ValueId Planner::open_any(ValueId a, ValueId b) {
    const ValueId nothing = nothing_open();
    if (a == b || b == nothing) return a;
    if (a == nothing) return b;
    if (b < a) std::swap(a, b);
    return make(PlanOp::open_any, node(a).cells, {a, b});
}

// What is open where a truth is one of some; nothing elsewhere.
ValueId Planner::open_where(ValueId truth, std::uint32_t truths, ValueId open) {
    if (open == nothing_open()) return open;
    if (node(truth).op == PlanOp::constant_truth)
        return ((truths >> node(truth).a) & 1U) != 0 ? open : nothing_open();
    return make(PlanOp::open_where, node(open).cells, {truth, open}, truths);
}

ValueId Planner::open(ExpressionId id, Frame& frame) {
    const Type& type = at(id).type;
    if (type.kind == TypeKind::truth) return open_truth(id, frame);
    if (type.is_collection()) return open_collection(id, frame);
    return open_value(id, frame);
}

ValueId Planner::open_all(const std::vector<ExpressionId>& parts, Frame& frame) {
    ValueId all = nothing_open();
    for (const ExpressionId part : parts) all = open_any(all, open(part, frame));
    return all;
}

// Of a truth where it is unknown.
ValueId Planner::open_truth(ExpressionId id, Frame& frame) {
    const Expression& expression = at(id);
    if (!supported_) return nothing_open();
    switch (expression.op) {
        case Op::constant: return nothing_open();
        case Op::field: return open_fact(expression, frame);
        case Op::variable: return open_variable(expression, frame);
        default: {
            const ValueId parts = open_parts(expression, frame);
            if (parts == nothing_open()) return parts;
            return open_where(truth(id, frame), truths_unknown, parts);
        }
    }
}

ValueId Planner::open_parts(const Expression& expression, Frame& frame) {
    switch (expression.op) {
        case Op::choose: return open_choose(expression, frame);
        case Op::call:
            return open_truth(program_.ruleset.defines[expression.slot].body,
                              call(expression, frame));
        case Op::is_given:
        case Op::is_stated:
        case Op::is_none:
        case Op::is_evidenced: return open_fact(at(expression.args[0]), frame);
        case Op::is_empty: return open_total(expression, frame);
        case Op::every:
        case Op::some:
        case Op::none:
        case Op::at_least:
        case Op::at_most:
        case Op::exactly:
        case Op::at_least_share: return open_quantifier(expression, frame);
        case Op::claims: return nothing_open();
        default: return open_all(expression.args, frame);
    }
}

ValueId Planner::open_choose(const Expression& expression, Frame& frame) {
    const ValueId condition = truth(expression.args[0], frame);
    const ValueId then = open(expression.args[1], frame);
    const ValueId otherwise = open(expression.args[2], frame);
    return open_any(open_truth(expression.args[0], frame),
                    open_any(open_where(condition, truths_unknown | truths_yes, then),
                             open_where(condition, truths_unknown | truths_no, otherwise)));
}

ValueId Planner::open_value(ExpressionId id, Frame& frame) {
    const Expression& expression = at(id);
    const auto parts = [&] {
        switch (expression.op) {
            case Op::constant:
            case Op::today:
            case Op::root: return nothing_open();
            case Op::field: return open_fact(expression, frame);
            case Op::variable: return open_variable(expression, frame);
            case Op::choose: return open_choose(expression, frame);
            case Op::call:
                return open(program_.ruleset.defines[expression.slot].body,
                            call(expression, frame));
            case Op::count_of:
            case Op::count_distinct:
            case Op::sum:
            case Op::smallest:
            case Op::largest:
            case Op::average:
            case Op::share_of: return open_total(expression, frame);
            default: return open_all(expression.args, frame);
        }
    }();
    if (!supported_ || !expression.type.is_numeric() || parts == nothing_open()) return parts;
    // What is known in spite of unknown parts is not open through them.
    return make(PlanOp::open_wide, node(parts).cells, {number(id, frame), parts});
}

ValueId Planner::open_variable(const Expression& expression, Frame& frame) {
    const Binding bound = frame.slots[expression.slot];
    if (bound.origin != no_expression) return open(bound.origin, *bound.frame);
    return bound.absent_list == no_expression ? nothing_open()
                                              : open_collection(bound.absent_list, frame);
}

ValueId Planner::open_collection(ExpressionId id, Frame& frame) {
    const Expression& expression = at(id);
    switch (expression.op) {
        case Op::field: return open_fact(expression, frame);
        case Op::filter: return open_collection(expression.args[0], frame);
        case Op::variable: return open_variable(expression, frame);
        case Op::call:
            return open_collection(program_.ruleset.defines[expression.slot].body,
                                   call(expression, frame));
        case Op::collection:
        case Op::set_union: return open_all(expression.args, frame);
        default: return nothing_open();
    }
}

// Why a member may or may not belong: the conditions it passes through.
ValueId Planner::open_membership(ExpressionId id, ValueId member, Frame& frame) {
    const Expression& expression = at(id);
    switch (expression.op) {
        case Op::filter: {
            frame.slots[expression.slot] = {member};
            const ValueId here = open_truth(expression.args[1], frame);
            return open_any(here, open_membership(expression.args[0], member, frame));
        }
        case Op::listed: return open_membership(expression.args[0], member, frame);
        case Op::variable: {
            const Binding bound = frame.slots[expression.slot];
            if (bound.origin == no_expression) return nothing_open();
            return open_membership(bound.origin, member, *bound.frame);
        }
        case Op::call:
            return open_membership(program_.ruleset.defines[expression.slot].body, member,
                                   call(expression, frame));
        default: return nothing_open();
    }
}

// What is open for members, one after the other or as rows of their own.
template <class OfMember>
ValueId Planner::open_members(ExpressionId list, Frame& frame, OfMember of_member) {
    const Collection members = collection(list, frame);
    ValueId all = nothing_open();
    if (!supported_) return all;
    if (members.list == nowhere) {
        for (const ValueId member : members.named)
            all = open_any(all, of_member(member, belongs(members, member)));
        return all;
    }
    const std::uint32_t variable = enter(members.list, members.member);
    const ValueId member = member_of(variable);
    all = of_member(member, belongs(members, member));
    if (all != nothing_open() && supported_)
        all = over(PlanOp::open_members, node(all).cells, variable, {all}, nowhere);
    leave();
    return all;
}

ValueId Planner::open_quantifier(const Expression& expression, Frame& frame) {
    const bool all = expression.op == Op::every;
    const bool share = expression.op == Op::at_least_share;
    ValueId around = open_collection(expression.args[0], frame);
    if (expression.args.size() > 3) around = open_any(around, open(expression.args[3], frame));
    const auto of_member = [&](ValueId member, ValueId in) {
        frame.slots[expression.slot] = {member};
        const ValueId where = truth(expression.args[1], frame);
        const ValueId holds = truth(expression.args[2], frame);
        const ValueId counted = both(in, where);
        const ValueId why_in =
            open_where(in, truths_unknown, open_membership(expression.args[0], member, frame));
        ValueId counts = open_where(counted, truths_unknown,
                                    open_any(why_in, open_truth(expression.args[1], frame)));
        // What such a member comes to may settle it, whether it counts or not.
        if (!share)
            counts = open_where(holds, truths_unknown | (all ? truths_no : truths_yes), counts);
        return open_any(counts, open_where(counted, truths_unknown | truths_yes,
                                           open_truth(expression.args[2], frame)));
    };
    return open_any(around, open_members(expression.args[0], frame, of_member));
}

ValueId Planner::open_total(const Expression& expression, Frame& frame) {
    const bool has_value = expression.args.size() > 2;
    const ValueId around = open_collection(expression.args[0], frame);
    const auto of_member = [&](ValueId member, ValueId in) {
        if (has_value) frame.slots[expression.slot] = {member};
        const ValueId where =
            has_value ? truth(expression.args[1], frame) : truth_constant(Truth::yes);
        ValueId made = open_where(
            where, truths_unknown | truths_yes,
            open_where(in, truths_unknown, open_membership(expression.args[0], member, frame)));
        if (!has_value) return made;
        ValueId value = open(expression.args[2], frame);
        if (expression.op == Op::share_of)
            value = open_where(truth(expression.args[2], frame), truths_unknown, value);
        made = open_any(made, open_truth(expression.args[1], frame));
        made = open_any(made, open_where(where, truths_unknown | truths_yes, value));
        return open_where(in, truths_unknown | truths_yes, made);
    };
    return open_any(around, open_members(expression.args[0], frame, of_member));
}

// A fact that is not known; where nobody knows of which record, what is open of that.
ValueId Planner::open_fact(const Expression& field, Frame& frame) {
    if (field.op != Op::field) return unsupported();
    const bool of_root = at(field.args[0]).op == Op::root;
    const ValueId rows = owner(field, frame);
    if (!supported_) return nothing_open();
    ValueId open = nothing_open();
    if (!of_root) {
        const ValueId of_owner = open_value(field.args[0], frame);
        if (of_owner != nothing_open())
            open = make(PlanOp::open_lost, node(of_owner).cells, {rows, of_owner});
    }
    const RecordId record = of_root ? root_record : at(field.args[0]).type.id;
    const Field& declared = program_.ruleset.vocabulary.records[record].fields[field.slot];
    if (declared.type.kind == TypeKind::record && !declared.reference) return open;
    const bool presumed = options_.presumptions && program_.presumed[record][field.slot] != nullptr;
    const bool collection = declared.type.is_collection();
    Need& need = plan.needs[record][field.slot];
    need.state = true;
    need.value = need.value || collection;
    // A number that is stated is asked about where it is no point: a month for a date.
    const unsigned stated = collection                   ? open_missing
                            : declared.type.is_numeric() ? open_otherwise
                                                         : 0;
    const std::uint64_t bits =
        by_state(presumed ? 0 : open_missing, stated, collection ? 0 : open_otherwise);
    const ValueId kinds = make(PlanOp::open_fact, Cells::truth, {rows}, record, field.slot,
                               node(word_constant(bits)).a);
    if (!sharing_) return open_any(kinds, open);
    return open_any(fact_bits(record, field.slot, rows, kinds), open);
}

// ----------------------------------------------------------------------------- open facts that two rules may share

// The first of so many bits that are free.
std::uint32_t Planner::Sharing::take(std::uint32_t count) {
    const std::uint32_t first = used;
    used += count;
    if (used > 64) overflow = true;
    return overflow ? 0 : first;
}

// A fact of the design or of the subject has a bit of its own; of a list's rows, each of the first has one, and those after
// them share one that says: perhaps the same.
ValueId Planner::fact_bits(RecordId record, std::uint32_t field, ValueId rows, ValueId kinds) {
    Sharing& s = *sharing_;
    const auto& variables = plan.spaces[node(rows).space].variables;
    const auto is_subject = [&](std::uint32_t variable) {
        const auto subjects = active_.begin() + static_cast<std::ptrdiff_t>(bound_);
        return std::find(active_.begin(), subjects, variable) != subjects;
    };
    std::uint64_t word = 0;
    if (std::all_of(variables.begin(), variables.end(), is_subject)) {
        if (!s.whole && !s.bits.contains({record, field, rows}))
            s.bits[{record, field, rows}] = s.take(1);
        if (const auto at = s.bits.find({record, field, rows}); at != s.bits.end()) {
            word = std::uint64_t{1} << at->second;
            (variables.empty() ? s.of_design : s.of_subject) |= word;
        }
    }
    ValueId made = nothing_open();
    if (!is_single(record)) {
        if (!s.whole && !s.rows.contains({record, field})) {
            // Verdicts alone hardly ever ask which row it is.
            const bool told = reasons_ && s.used + most_rows_told < bits_for_rows;
            const std::uint32_t own = told ? most_rows_told : 0;
            s.rows[{record, field}] = {s.take(own + 1), own};
        }
        if (const auto at = s.rows.find({record, field}); at != s.rows.end()) {
            const auto [first, own] = at->second;
            s.of_rows |= ((std::uint64_t{1} << own) - 1) << first;
            if (own == 0)
                word |= std::uint64_t{1} << first;
            else
                made = make(PlanOp::open_rows, Cells::text, {kinds, rows}, record, first, own);
        }
    }
    if (word == 0) return made;
    return open_any(make(PlanOp::open_bits, Cells::text, {kinds}, node(word_constant(word)).a),
                    made);
}

// There is one of it in a design, and it is reached in one way.
bool Planner::is_single(RecordId record) const {
    if (record == root_record) return true;
    const auto only = only_field(program_.ruleset.vocabulary, [&](const Field& field) {
        const TypeKind kind =
            field.type.kind == TypeKind::set ? field.type.element : field.type.kind;
        return (kind == TypeKind::record || kind == TypeKind::list) && field.type.id == record;
    });
    return only && only->first == root_record && only->second->type.kind == TypeKind::record &&
           !only->second->reference;
}

}  // namespace tutela
