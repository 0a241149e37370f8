#include <algorithm>

#include "engine/planner.hpp"

// What the reasons of verdicts are told from, for the rows of a portfolio (`TellColumns`). What cannot be planned leaves its
// rule to the evaluator, and the verdicts as they are.

namespace tutela {

// Plans something that the verdicts can do without.
template <class Make>
ValueId Planner::attempt(std::uint32_t id, Make make) {
    if (!supported_) return nowhere;
    const std::vector<std::uint32_t> active = active_;
    const ValueId made = make();
    if (supported_) return made;
    supported_ = true;
    active_ = active;
    sharing_ = nullptr;
    outcomes_[id].reasons.tellable = false;
    return nowhere;
}

// The open facts of a rule that others require.
void Planner::want_open_facts(std::uint32_t id, const Inputs& in, Frame& frame) {
    const auto plan_them = [&] {
        sharing_ = &required_[id];
        const ValueId open = open_verdict(id, in, frame);
        sharing_ = nullptr;
        return open;
    };
    if (!reasons_) {
        outcomes_[id].open[bound_] = plan_them();
        return;
    }
    const bool tellable = outcomes_[id].reasons.tellable;
    outcomes_[id].open[bound_] = attempt(id, plan_them);
    if (outcomes_[id].open[bound_] != nowhere) return;
    outcomes_[id].open_untold = true;
    outcomes_[id].reasons.tellable = tellable;
}

ValueId Planner::why_blocked(std::uint32_t id, const Inputs& in, Frame& frame) {
    if (program_.ruleset.rules[id].requires_rules.empty()) return nowhere;
    return attempt(id, [&] { return blocked(id, in, frame); });
}

// All in the space of the verdict.
void Planner::keep_steps(std::uint32_t id, PlanSteps steps, Frame& frame) {
    if (!supported_) return;
    PlanReasons& reasons = outcomes_[id].reasons;
    const Rule& rule = program_.ruleset.rules[id];
    const SpaceId here = node(steps.last).space;
    steps.subjects.assign(active_.begin(), active_.begin() + static_cast<std::ptrdiff_t>(bound_));
    for (const std::uint32_t variable : steps.subjects)
        if (!is_told_in_order(plan.variables[variable].list, plan.variables[variable].member))
            reasons.tellable = false;
    if (rule.severity_when != no_expression)
        steps.severe = attempt(id, [&] { return truth(rule.severity_when, frame); });
    for (PlanHole& one : reasons.holes)
        steps.holes.push_back(attempt(id, [&] { return hole(one, frame); }));
    const auto place = [&](ValueId& value) {
        if (value != nowhere) value = put(value, here);
    };
    for (ValueId* one : {&steps.table, &steps.blocked, &steps.documented, &steps.severe})
        place(*one);
    for (auto* some : {&steps.yields, &steps.holes})
        for (ValueId& one : *some) place(one);
    if (reasons.levels.size() <= bound_) reasons.levels.resize(rule.for_each.size() + 1);
    reasons.levels[bound_] = std::move(steps);
}

namespace {

PlanHole::Kind kind_of(const Type& type) {
    if (type.is_numeric()) return PlanHole::Kind::number;
    if (type.is_collection()) return PlanHole::Kind::members;
    if (type.kind == TypeKind::truth) return PlanHole::Kind::truth;
    return type.kind == TypeKind::text ? PlanHole::Kind::text : PlanHole::Kind::index;
}

}  // namespace

// How each hole of the message is told.
void Planner::plan_message(std::uint32_t id) {
    for (const ExpressionId expression : program_.ruleset.rules[id].message.expressions) {
        const Type& type = at(expression).type;
        const bool known = reads_nothing(expression);
        outcomes_[id].reasons.holes.push_back(
            {known ? PlanHole::Kind::words : kind_of(type), type, expression});
        // A count too small to be told is told to be such: the scan finds it.
        if (!known && type.is_numeric()) plan.wants_scan = true;
    }
}

ValueId Planner::hole(PlanHole& hole, Frame& frame) {
    const Expression& node = at(hole.expression);
    if (node.op == Op::field && hole.kind != PlanHole::Kind::words) {
        const Type& owner = at(node.args[0]).type;
        const RecordId record = at(node.args[0]).op == Op::root ? root_record : owner.id;
        if (program_.ruleset.vocabulary.records[record].fields[node.slot].sensitive)
            return unsupported();
    }
    switch (hole.kind) {
        case PlanHole::Kind::words: return nowhere;
        case PlanHole::Kind::truth: return truth(hole.expression, frame);
        case PlanHole::Kind::number:
            return is_told_number(hole.expression) ? number(hole.expression, frame) : unsupported();
        case PlanHole::Kind::members: {
            if (node.op != Op::field) return unsupported();
            const ValueId list = read(node, frame);
            return is_told_in_order(list, hole.type.member()) ? list : unsupported();
        }
        default:
            if (hole.type.kind == TypeKind::record && !want_name(hole.type.id))
                return unsupported();
            return scalar(hole.expression, frame);
    }
}

// What a rule says by itself, the same of every design.
bool Planner::reads_nothing(ExpressionId id) const {
    if (id == no_expression) return true;
    const Expression& node = at(id);
    switch (node.op) {
        case Op::constant:
        case Op::today: return true;
        case Op::add:
        case Op::subtract:
        case Op::multiply:
        case Op::divide:
        case Op::date_plus:
        case Op::date_minus:
        case Op::next_month:
        case Op::collection:
            return std::all_of(node.args.begin(), node.args.end(),
                               [&](ExpressionId part) { return reads_nothing(part); });
        default: return false;
    }
}

// A number that columns hold as the evaluator has it: no currency, and nothing that may be divided by zero.
bool Planner::is_told_number(ExpressionId id) const {
    const Expression& node = at(id);
    if (!node.type.is_numeric() || node.type.kind == TypeKind::money) return false;
    switch (node.op) {
        case Op::constant:
        case Op::today:
        case Op::field:
        case Op::count_of:
        case Op::count_distinct: return true;
        case Op::choose: return is_told_number(node.args[1]) && is_told_number(node.args[2]);
        case Op::call: return is_told_number(program_.ruleset.defines[node.slot].body);
        case Op::add:
        case Op::subtract:
        case Op::multiply: return is_told_number(node.args[0]) && is_told_number(node.args[1]);
        case Op::sum:
        case Op::smallest:
        case Op::largest: return is_told_number(node.args[2]);
        default: return false;
    }
}

// Wants the facts that rows of a record are named by; false where columns do not tell how they are called.
bool Planner::want_name(RecordId id, int depth) {
    const auto& records = program_.ruleset.vocabulary.records;
    const Record& record = records[id];
    for (const Record& other : records)
        for (const Field& field : other.fields)
            if (field.type.kind == TypeKind::record && !field.reference && field.type.id == id)
                return false;  // called by where it stands
    const auto want = [&](std::uint32_t field) {
        Need& need = plan.needs[id][field];
        need.value = need.state = true;
    };
    const auto may_name = [](TypeKind kind) {
        switch (kind) {
            case TypeKind::text:
            case TypeKind::choice:
            case TypeKind::language:
            case TypeKind::country:
            case TypeKind::age_band:
            case TypeKind::count:
            case TypeKind::number:
            case TypeKind::date:
            case TypeKind::month:
            case TypeKind::time:
            case TypeKind::duration: return true;
            default: return false;
        }
    };
    if (record.key) {
        const Field& key = record.fields[*record.key];
        if (key.sensitive || !may_name(key.type.kind)) return false;
        want(*record.key);
        return true;
    }
    if (depth > 0) return false;  // a reference to what has no key
    for (const std::uint32_t f : record.named_by) {
        const Field& field = record.fields[f];
        if (field.sensitive) continue;
        const Type type = field.type.kind == TypeKind::set ? field.type.member() : field.type;
        if (type.kind == TypeKind::record ? !want_name(type.id, depth + 1) : !may_name(type.kind))
            return false;
        want(f);
    }
    return true;
}

// Whether columns tell the order in which the members of a list come: choices and codes as they are, records by name.
bool Planner::is_told_in_order(ValueId list, const Type& member) {
    if (node(list).op != PlanOp::read || member.kind == TypeKind::text) return false;
    if (member.kind == TypeKind::record && !want_name(member.id)) return false;
    if (member.kind != TypeKind::record || node(list).cells == Cells::list) return true;
    // A set of records: all stand in one list of the root.
    const auto only = only_field(program_.ruleset.vocabulary, [&](const Field& field) {
        return field.type.kind == TypeKind::list && field.type.id == member.id;
    });
    return only && only->first == root_record;
}

}  // namespace tutela
