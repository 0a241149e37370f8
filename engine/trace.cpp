#include "engine/trace.hpp"

namespace tutela {
namespace {

template <class T>
void sort_unique(std::vector<T>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace

void Trace::tidy() {
    sort_unique(open);
    sort_unique(deciding);
    sort_unique(presumed);
    sort_unique(notes);
    notes.erase(std::remove_if(notes.begin(), notes.end(),
                               [&](const OpenFact& note) {
                                   return std::binary_search(open.begin(), open.end(), note);
                               }),
                notes.end());
}

void Tracer::clause(ExpressionId id, std::uint32_t base, bool relevant, Step* into) {
    const Truth value = ev_.truth(id, base);
    const Role role = !relevant                 ? Role::irrelevant
                      : value == Truth::unknown ? Role::open
                                                : Role::decides;
    follow_truth(id, base, role, value, into);
}

void Tracer::absent_list(ExpressionId list, std::uint32_t base, bool relevant, Step* into) {
    follow_collection(list, base, relevant ? Role::open : Role::irrelevant, into);
}

// Returns where the parts of this node are told, or nothing when nobody asked for them.
Step* Tracer::step(const Expression& node, ExpressionId id, Role role, Step* into) {
    if (!into) return nullptr;
    if (role == Role::irrelevant && explain_ != Explain::all) return nullptr;
    Step& made = into->children.emplace_back();
    made.expression = id;
    made.deciding = role != Role::irrelevant;
    made.rule_place = node.span;
    return &made;
}

void Tracer::follow(ExpressionId id, std::uint32_t base, Role role, Step* into) {
    const Type& type = ev_.at(id).type;
    if (type.kind == TypeKind::truth) return follow_truth(id, base, role, into);
    if (type.is_collection()) return follow_collection(id, base, role, into);
    follow_value(id, base, role, into);
}

// -------------------------------------------------------------------------------------------------
// Truths

void Tracer::follow_truth(ExpressionId id, std::uint32_t base, Role role, Truth value, Step* into) {
    const Expression& node = ev_.at(id);
    if (node.op == Op::constant) return;
    if (node.op == Op::field) return leaf(node, base, role, into);
    if (node.op == Op::variable) return follow_variable(node, base, role, into);
    Step* here = step(node, id, role, into);
    // `into` grows while parts are added below `here`, never beside it, so the pointer stays good.
    if (here) {
        here->truth = value;
        here->is_truth = true;
    }
    // Under an open clause only what is itself open can still change it.
    if (role == Role::open && value != Truth::unknown) role = Role::irrelevant;
    if (role == Role::decides && value == Truth::unknown) role = Role::irrelevant;
    follow_parts(node, base, role, value, here);
}

void Tracer::follow_parts(const Expression& node, std::uint32_t base, Role role, Truth value,
                          Step* into) {
    switch (node.op) {
        case Op::both:
        case Op::either: {
            // One false part decides an `and`, one true part an `or`; else all parts do.
            const Truth decisive = node.op == Op::both ? Truth::no : Truth::yes;
            for (const ExpressionId part : node.args) {
                const Truth truth = ev_.truth(part, base);
                const bool matters = value == Truth::unknown ? truth == Truth::unknown
                                     : value == decisive     ? truth == decisive
                                                             : true;
                follow_truth(part, base, narrowed(role, matters), truth, into);
            }
            return;
        }
        case Op::negate: return follow_truth(node.args[0], base, role, negate(value), into);
        case Op::choose: return follow_choose(node, base, role, into);
        case Op::call: {
            const Evaluator::Call call(ev_, node, base);
            return follow_truth(call.body, call.base, role, value, into);
        }
        case Op::is_given:
        case Op::is_stated:
        case Op::is_none:
        case Op::is_evidenced: return leaf(ev_.at(node.args[0]), base, role, into);
        case Op::is_empty: return follow_total(node, base, role, into);
        case Op::contains:
        case Op::covers:
        case Op::overlaps:
            for (const ExpressionId part : node.args) {
                follow(part, base, role, into);
                if (ev_.at(part).type.is_collection())
                    follow_uncertain_members(part, base, role, into);
            }
            return;
        case Op::every:
        case Op::some:
        case Op::none:
        case Op::at_least:
        case Op::at_most:
        case Op::exactly:
        case Op::at_least_share: return follow_quantifier(node, base, role, value, into);
        case Op::claims: return;
        case Op::rule_not_met:
        case Op::some_rule_not_met: return ask_rules(node, role);
        default:
            for (const ExpressionId part : node.args) follow(part, base, role, into);
    }
}

void Tracer::follow_choose(const Expression& node, std::uint32_t base, Role role, Step* into) {
    const Truth condition = ev_.truth(node.args[0], base);
    if (condition == Truth::unknown) {
        // When both branches agree the condition need not be known.
        follow(node.args[0], base, role == Role::open ? Role::open : Role::irrelevant, into);
        follow(node.args[1], base, role, into);
        follow(node.args[2], base, role, into);
        return;
    }
    follow_truth(node.args[0], base, role == Role::irrelevant ? role : Role::decides, condition,
                 into);
    follow(node.args[condition == Truth::yes ? 1 : 2], base, role, into);
}

void Tracer::follow_quantifier(const Expression& node, std::uint32_t base, Role role, Truth value,
                               Step* into) {
    const bool all = node.op == Op::every;
    const bool enough = node.op == Op::some || node.op == Op::at_least;
    const bool limit = node.op == Op::none || node.op == Op::at_most;
    ev_.members(node.args[0], base, [&](const Scalar& member, Truth belongs) {
        ev_.slot(base, node.slot) = Slot{member};
        const Truth where = ev_.truth(node.args[1], base);
        const Truth counted = both(belongs, where);
        const Truth holds = ev_.truth(node.args[2], base);
        const bool share = node.op == Op::at_least_share;
        const Truth answer = all ? either(negate(counted), holds) : both(counted, holds);
        bool matters = true;
        if (value == Truth::unknown)
            matters = share ? counted != Truth::no &&
                                  (counted == Truth::unknown || holds == Truth::unknown)
                            : answer == Truth::unknown;
        else if (all && value == Truth::no)
            matters = answer == Truth::no;
        else if (enough && value == Truth::yes)
            matters = answer == Truth::yes;
        else if (limit && value == Truth::no)
            matters = answer == Truth::yes;
        follow_member(node, base, narrowed(role, matters), {belongs, where, holds}, member, into);
    });
    if (may_be_added(node.args[0], base, role))
        follow_added_member(node, base, node.op == Op::at_least_share);
    // What nobody wrote could still change an open answer; a decided one rests on the list.
    follow_collection(node.args[0], base, role, into);
    if (node.args.size() > 3) follow(node.args[3], base, role, into);
}

// Where what is told of one member stands, or nothing when nobody asked.
Step* Tracer::member_step(const Expression& node, Role role, const Scalar& member, Step* into) {
    if (!into || (role == Role::irrelevant && explain_ != Explain::all)) return nullptr;
    Step& made = into->children.emplace_back();
    made.deciding = role != Role::irrelevant;
    made.is_member = true;
    made.member_type = ev_.at(node.args[0]).type.member();
    made.member = member.index;
    made.rule_place = node.span;
    return &made;
}

void Tracer::follow_member(const Expression& node, std::uint32_t base, Role role, Answers answers,
                           const Scalar& member, Step* into) {
    Step* here = member_step(node, role, member, into);
    const auto [belongs, where, holds] = answers;
    const Truth counted = both(belongs, where);
    if (here) {
        here->is_truth = true;
        here->truth = counted == Truth::no ? Truth::no : holds;
    }
    if (role == Role::open) {
        const bool all = node.op == Op::every;
        const bool holds_settles = all ? holds == Truth::yes : holds == Truth::no;
        const bool share = node.op == Op::at_least_share || node.op == Op::share_of;
        if (counted == Truth::unknown && (!holds_settles || share)) {
            if (belongs == Truth::unknown)
                follow_membership(node.args[0], base, member, role, here);
            if (where == Truth::unknown) follow_truth(node.args[1], base, role, where, here);
        }
        if (counted != Truth::no && holds == Truth::unknown)
            follow_truth(node.args[2], base, role, holds, here);
        return;
    }
    follow_truth(node.args[1], base, narrowed(role, where != Truth::unknown), where, here);
    if (counted != Truth::no)
        follow_truth(node.args[2], base, narrowed(role, holds != Truth::unknown), holds, here);
}

// -------------------------------------------------------------------------------------------------
// Values

void Tracer::follow_value(ExpressionId id, std::uint32_t base, Role role, Step* into) {
    const Expression& node = ev_.at(id);
    // What is known in spite of unknown parts (nothing times something) is not open through them.
    if (role == Role::open && node.type.is_numeric() && ev_.number(id, base).is_point())
        role = Role::irrelevant;
    switch (node.op) {
        case Op::constant:
        case Op::today:
        case Op::root: return;
        case Op::field: return leaf(node, base, role, into);
        case Op::variable: return follow_variable(node, base, role, into);
        case Op::choose: return follow_choose(node, base, role, into);
        case Op::call: {
            Step* here = node.type.is_numeric() ? step(node, id, role, into) : into;
            if (here != into && here)
                here->number = std::make_unique<Interval>(ev_.number(id, base));
            const Evaluator::Call call(ev_, node, base);
            return follow(call.body, call.base, role, here);
        }
        case Op::count_of:
        case Op::count_distinct:
        case Op::sum:
        case Op::smallest:
        case Op::largest:
        case Op::average:
        case Op::share_of: {
            Step* here = step(node, id, role, into);
            if (here) here->number = std::make_unique<Interval>(ev_.number(id, base));
            return follow_total(node, base, role, here);
        }
        default:
            for (const ExpressionId part : node.args) follow(part, base, role, into);
    }
}

void Tracer::follow_variable(const Expression& node, std::uint32_t base, Role role, Step* into) {
    const Slot bound = ev_.slot(base, node.slot);
    if (bound.origin != no_expression) return follow(bound.origin, bound.origin_base, role, into);
    if (bound.absent_list != no_expression) follow_collection(bound.absent_list, base, role, into);
}

void Tracer::follow_total(const Expression& node, std::uint32_t base, Role role, Step* into) {
    const bool has_value = node.args.size() > 2;
    ev_.members(node.args[0], base, [&](const Scalar& member, Truth belongs) {
        if (has_value) ev_.slot(base, node.slot) = Slot{member};
        const Truth where = has_value ? ev_.truth(node.args[1], base) : Truth::yes;
        if (belongs == Truth::unknown && where != Truth::no)
            follow_membership(node.args[0], base, member, role, into);
        if (!has_value) return;
        follow_truth(node.args[1], base,
                     role == Role::open && where != Truth::unknown ? Role::irrelevant : role, into);
        if (where == Truth::no) return;
        if (node.op == Op::share_of && role == Role::open &&
            ev_.truth(node.args[2], base) != Truth::unknown)
            return;
        follow(node.args[2], base, role, into);
    });
    if (may_be_added(node.args[0], base, role)) follow_added_value(node, base);
    follow_collection(node.args[0], base, role, into);
}

// The list itself: who wrote it, whether something may be missing. Conditions of a filter are told
// member by member (`follow_membership`).
void Tracer::follow_collection(ExpressionId id, std::uint32_t base, Role role, Step* into) {
    const Expression& node = ev_.at(id);
    switch (node.op) {
        case Op::field: return leaf(node, base, role, into);
        case Op::filter:
            follow_collection(node.args[0], base, role, into);
            if (role == Role::decides) follow_conditions(node, base, into);
            return;
        case Op::choose: return follow_choose(node, base, role, into);
        case Op::listed: return follow_collection(node.args[0], base, Role::irrelevant, into);
        case Op::variable: return follow_variable(node, base, role, into);
        case Op::call: {
            const Evaluator::Call call(ev_, node, base);
            return follow_collection(call.body, call.base, role, into);
        }
        case Op::collection:
            for (const ExpressionId part : node.args) follow(part, base, role, into);
            return;
        case Op::set_union:
            for (const ExpressionId part : node.args) follow_collection(part, base, role, into);
            return;
        case Op::union_of:
            ev_.members(node.args[0], base, [&](const Scalar& member, Truth belongs) {
                if (belongs == Truth::unknown)
                    follow_membership(node.args[0], base, member, role, into);
                ev_.slot(base, node.slot) = Slot{member};
                const Truth where = ev_.truth(node.args[1], base);
                follow_truth(node.args[1], base,
                             narrowed(role, role != Role::open || where == Truth::unknown), into);
                if (where != Truth::no) follow_collection(node.args[2], base, role, into);
            });
            if (may_be_added(node.args[0], base, role)) follow_added_set(node, base);
            return follow_collection(node.args[0], base, role, into);
        default: return;
    }
}

// A decided answer rests on who was left in a list, and on who was left out.
void Tracer::follow_conditions(const Expression& filter, std::uint32_t base, Step* into) {
    ev_.members(filter.args[0], base, [&](const Scalar& member, Truth) {
        ev_.slot(base, filter.slot) = Slot{member};
        const Truth belongs = ev_.truth(filter.args[1], base);
        const Role role = narrowed(Role::decides, belongs != Truth::unknown);
        Step* here = member_step(filter, role, member, into);
        if (here) {
            here->is_truth = true;
            here->truth = belongs;
        }
        follow_truth(filter.args[1], base, role, belongs, here);
    });
}

// Why members that may belong to a set may or may not.
void Tracer::follow_uncertain_members(ExpressionId set, std::uint32_t base, Role role, Step* into) {
    ev_.members(set, base, [&](const Scalar& member, Truth belongs) {
        if (belongs == Truth::unknown) follow_membership(set, base, member, role, into);
    });
    if (may_be_added(set, base, role)) follow_membership(set, base, Scalar{}, role, into);
}

void Tracer::follow_membership(ExpressionId id, std::uint32_t base, const Scalar& member, Role role,
                               Step* into) {
    const Expression& node = ev_.at(id);
    switch (node.op) {
        case Op::filter:
            ev_.slot(base, node.slot) = Slot{member};
            if (ev_.truth(node.args[1], base) == Truth::unknown)
                follow_truth(node.args[1], base, role, into);
            return follow_membership(node.args[0], base, member, role, into);
        case Op::listed: return follow_membership(node.args[0], base, member, role, into);
        case Op::variable: {
            const Slot bound = ev_.slot(base, node.slot);
            if (bound.origin != no_expression)
                follow_membership(bound.origin, bound.origin_base, member, role, into);
            return;
        }
        case Op::call: {
            const Evaluator::Call call(ev_, node, base);
            return follow_membership(call.body, call.base, member, role, into);
        }
        case Op::choose:
            if (!ev_.options.filling) return;
            for (const std::size_t branch : {1, 2})
                follow_membership(node.args[branch], base, member, role, into);
            return;
        case Op::set_union:
            for (const ExpressionId part : node.args)
                if (ev_.options.filling) follow_membership(part, base, member, role, into);
            return;
        default: return;
    }
}

// -------------------------------------------------------------------------------------------------
// Leaves

void Tracer::leaf(const Expression& field, std::uint32_t base, Role role, Step* into) {
    const Evaluator::Read got = ev_.read(field, base);
    if (!got.fact) {
        if (ev_.options.filling && role == Role::open) possible_leaves(field, base);
        return follow_value(field.args[0], base, role, into);
    }
    const Field& declared =
        ev_.program.ruleset.vocabulary.records[got.ref.record].fields[field.slot];
    if (declared.type.kind == TypeKind::record && !declared.reference) return;
    if (role == Role::decides) follow_value(field.args[0], base, role, into);
    leaf(got, field, role, into);
}

void Tracer::leaf(const Evaluator::Read& got, const Expression& field, Role role, Step* into) {
    const Fact& fact = *got.fact;
    const bool scalar_point =
        fact.state == FactState::stated && (!field.type.is_numeric() || fact.number.is_point());
    const bool collection = field.type.is_collection();
    const bool listed_whole =
        (fact.state == FactState::stated && fact.complete) || fact.state == FactState::none;
    const bool known = got.presumed || (collection ? listed_whole : scalar_point);
    record(got.ref, collection && fact.state == FactState::stated && !known, known,
           got.presumed != nullptr, role, field, into);
}

void Tracer::record(FactRef ref, bool more_entries, bool known, bool presumed, Role role,
                    const Expression& node, Step* into) {
    if (presumed && role != Role::irrelevant) trace_.presumed.push_back(ref);
    if (known) {
        if (role == Role::decides) trace_.deciding.push_back(ref);
    } else {
        // A decided clause may rest on the listed part of a list, or on a bound.
        if (role == Role::open)
            trace_.open.push_back({ref, more_entries});
        else
            trace_.notes.push_back({ref, more_entries});
        if (role == Role::decides && ev_.design.fact(ref).state != FactState::absent)
            trace_.deciding.push_back(ref);
    }
    if (!into || (role == Role::irrelevant && explain_ != Explain::all)) return;
    Step& made = into->children.emplace_back();
    made.fact = ref;
    made.deciding = role != Role::irrelevant;
    made.rule_place = node.span;
    made.fact_place = ev_.design.fact(ref).place;
    if (node.type.kind == TypeKind::truth && ev_.design.fact(ref).state == FactState::stated) {
        made.is_truth = true;
        made.truth = truth_of(ev_.design.fact(ref).index != 0);
    }
}

}  // namespace tutela
