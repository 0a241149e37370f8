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
        if (!is_told_in_order(variable) ||
            (plan.variables[variable].member.kind == TypeKind::record &&
             !want_name(plan.variables[variable].member.id)))
            reasons.tellable = false;
    if (rule.severity_when != no_expression)
        steps.severe = attempt(id, [&] { return truth(rule.severity_when, frame); });
    for (PlanHole& one : reasons.holes)
        steps.holes.push_back(attempt(id, [&] { return hole(one, frame); }));
    const auto place = [&](ValueId& value) {
        if (value != nowhere) value = put(value, here);
    };
    for (ValueId* one : {&steps.table, &steps.blocked, &steps.documented, &steps.severe}) place(*one);
    for (auto* some : {&steps.yields, &steps.holes})
        for (ValueId& one : *some) place(one);
    if (reasons.levels.size() <= bound_) reasons.levels.resize(rule.for_each.size() + 1);
    reasons.levels[bound_] = std::move(steps);
}

// How each hole of the message is told.
void Planner::plan_message(std::uint32_t id) {
    using Kind = PlanHole::Kind;
    PlanReasons& reasons = outcomes_[id].reasons;
    for (const ExpressionId expression : program_.ruleset.rules[id].message.expressions) {
        const Type& type = at(expression).type;
        PlanHole hole{Kind::words, type, expression};
        if (!reads_nothing(expression)) {
            switch (type.kind) {
                case TypeKind::truth: hole.kind = Kind::truth; break;
                case TypeKind::text: hole.kind = Kind::text; break;
                case TypeKind::choice:
                case TypeKind::language:
                case TypeKind::country:
                case TypeKind::age_band:
                case TypeKind::record: hole.kind = Kind::index; break;
                default: hole.kind = Kind::number; break;
            }
            const Expression& node = at(expression);
            const RecordId record = node.op != Op::field                ? root_record
                                    : at(node.args[0]).op == Op::root ? root_record
                                                                       : at(node.args[0]).type.id;
            const bool sensitive =
                node.op == Op::field &&
                program_.ruleset.vocabulary.records[record].fields[node.slot].sensitive;
            if (sensitive || (hole.kind == Kind::number && !is_plain_number(expression)) ||
                (type.kind == TypeKind::record && !want_name(type.id)))
                reasons.tellable = false;
            // A count too small to be told is told to be such: the scan finds it.
            if (hole.kind == Kind::number) plan.wants_scan = true;
        }
        reasons.holes.push_back(hole);
    }
}

ValueId Planner::hole(PlanHole& hole, Frame& frame) {
    switch (hole.kind) {
        case PlanHole::Kind::words: return nowhere;
        case PlanHole::Kind::truth: return truth(hole.expression, frame);
        case PlanHole::Kind::number:
            return is_plain_number(hole.expression) ? number(hole.expression, frame)
                                                    : unsupported();
        default: return scalar(hole.expression, frame);
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

// A number that columns hold as the evaluator has it: no currency, nothing computed.
bool Planner::is_plain_number(ExpressionId id) const {
    const Expression& node = at(id);
    if (!node.type.is_numeric() || node.type.kind == TypeKind::money) return false;
    if (node.op == Op::choose) return is_plain_number(node.args[1]) && is_plain_number(node.args[2]);
    return node.op == Op::constant || node.op == Op::today || node.op == Op::field;
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

// Whether the members of a list come in the order of what columns hold: a list of records, by name; choices and codes.
bool Planner::is_told_in_order(std::uint32_t variable) const {
    const PlanNode& list = node(plan.variables[variable].list);
    const Type& member = plan.variables[variable].member;
    if (list.op != PlanOp::read || member.kind == TypeKind::text) return false;
    if (member.kind != TypeKind::record || list.cells == Cells::list) return true;
    // A set of records: all stand in one list of the root.
    const auto& records = program_.ruleset.vocabulary.records;
    std::size_t holders = 0;
    bool by_root = false;
    for (RecordId id = 0; id < records.size(); ++id)
        for (const Field& field : records[id].fields) {
            if (field.type.kind != TypeKind::list || field.type.id != member.id) continue;
            ++holders;
            by_root = id == root_record;
        }
    return holders == 1 && by_root;
}

}  // namespace tutela
