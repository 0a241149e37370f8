#include <algorithm>

#include "engine/evaluator.hpp"

// The part of the evaluator that looks at a template: what filling may add, and where a reference to fill may lead.

namespace tutela {
namespace {

// The template has a place for further entries: a list to fill, or one that says that it goes on.
bool goes_on(const Evaluator::Read& got) {
    return !got.presumed && (got.fact->state == FactState::to_fill ||
                             (got.fact->state == FactState::stated && !got.fact->complete));
}

template <class Row>
void add_once(std::vector<Row>& rows, Row row) {
    if (std::find(rows.begin(), rows.end(), row) == rows.end()) rows.push_back(row);
}

}  // namespace

Truth Evaluator::added(ExpressionId id, std::uint32_t base) {
    const Expression& node = at(id);
    switch (node.op) {
        case Op::field: {
            const Read got = read(node, base);
            if (got.fact) return goes_on(got) ? Truth::unknown : Truth::no;
            const Candidates owners = candidates(node.args[0], base);
            const RecordId record = at(node.args[0]).type.id;
            const bool any =
                owners.added || std::any_of(owners.rows.begin(), owners.rows.end(), [&](auto row) {
                    return goes_on(read({record, row, node.slot}));
                });
            return any ? Truth::unknown : Truth::no;
        }
        case Op::filter: {
            const Truth belongs = added(node.args[0], base);
            if (belongs == Truth::no) return belongs;
            slot(base, node.slot) = Slot{};
            return both(belongs, truth(node.args[1], base));
        }
        case Op::listed: return added(node.args[0], base);
        case Op::variable: {
            const Slot bound = slot(base, node.slot);
            return bound.origin == no_expression ? Truth::no
                                                 : added(bound.origin, bound.origin_base);
        }
        case Op::call: {
            const Call call(*this, node, base);
            return added(call.body, call.base);
        }
        case Op::choose: {
            const Truth condition = truth(node.args[0], base);
            if (condition != Truth::unknown)
                return added(node.args[condition == Truth::yes ? 1 : 2], base);
            return either(added(node.args[1], base), added(node.args[2], base));
        }
        case Op::set_union: {
            Truth any = Truth::no;
            for (const ExpressionId part : node.args) any = either(any, added(part, base));
            return any;
        }
        case Op::union_of: {
            Truth any = Truth::no;
            const auto of_member = [&](const Slot& member, Truth belongs) {
                slot(base, node.slot) = member;
                if (both(belongs, truth(node.args[1], base)) != Truth::no)
                    any = either(any, added(node.args[2], base));
            };
            if (added(node.args[0], base) != Truth::no) of_member(Slot{}, Truth::unknown);
            members(node.args[0], base,
                    [&](const Scalar& member, Truth belongs) { of_member(Slot{member}, belongs); });
            return any;
        }
        default: return Truth::no;
    }
}

// Any record of the list that references of this kind lead to.
void Evaluator::anywhere(RecordId record, Candidates& found) const {
    const auto list = program.ruleset.vocabulary.list_of(record);
    if (!list) return;
    const FactRef ref{root_record, 0, *list};
    const Read got = read(ref);
    if (got.fact->state == FactState::stated)
        for (std::uint32_t i = 0; i < got.fact->size; ++i)
            add_once(found.rows, design.members[got.fact->first + i]);
    found.added = found.added || goes_on(got);
    const bool absent = got.fact->state == FactState::absent && !got.presumed;
    if (absent || goes_on(got)) found.list = ref;
}

void Evaluator::may_lead_to(FactRef ref, Candidates& found) const {
    const Field& field = program.ruleset.vocabulary.records[ref.record].fields[ref.field];
    const Read got = read(ref);
    const bool embedded = field.type.kind == TypeKind::record && !field.reference;
    if (embedded || got.fact->state == FactState::stated)
        add_once(found.rows, got.fact->index);
    else if (got.fact->state == FactState::to_fill)
        anywhere(field.type.id, found);
}

Evaluator::Candidates Evaluator::candidates(ExpressionId id, std::uint32_t base) {
    Candidates found;
    const Expression& node = at(id);
    const auto take = [&found](const Candidates& more) {
        for (const std::uint32_t row : more.rows) add_once(found.rows, row);
        found.added = found.added || more.added;
        if (more.list) found.list = more.list;
    };
    switch (node.op) {
        case Op::root: found.rows.push_back(0); break;
        case Op::variable: {
            const Slot bound = slot(base, node.slot);
            if (bound.scalar.known)
                found.rows.push_back(bound.scalar.index);
            else if (bound.origin != no_expression)
                found = candidates(bound.origin, bound.origin_base);
            else
                found.added = true;
            break;
        }
        case Op::field: {
            const Expression& owner = at(node.args[0]);
            const RecordId record = owner.op == Op::root ? root_record : owner.type.id;
            const Candidates owners = candidates(node.args[0], base);
            for (const std::uint32_t row : owners.rows)
                may_lead_to({record, row, node.slot}, found);
            if (owners.list) found.list = owners.list;
            if (!owners.added) break;
            // Of a record that is yet to be added: one inside it, or any that it may refer to.
            if (program.ruleset.vocabulary.records[record].fields[node.slot].reference)
                anywhere(node.type.id, found);
            else
                found.added = true;
            break;
        }
        case Op::call: {
            const Call call(*this, node, base);
            found = candidates(call.body, call.base);
            break;
        }
        case Op::choose:
            take(candidates(node.args[1], base));
            take(candidates(node.args[2], base));
            break;
        default: break;
    }
    return found;
}

// The members of a list or set of a record that is not known: those of each that it may be.
void Evaluator::possible_members(const Expression& node, std::uint32_t base, OnMember on_member) {
    const RecordId record = at(node.args[0]).type.id;
    for (const std::uint32_t row : candidates(node.args[0], base).rows) {
        const Read got = read({record, row, node.slot});
        const auto perhaps = [&](const Scalar& member, Truth) {
            on_member(member, Truth::unknown);
        };
        if (got.presumed) constant_members(node.type.member(), *got.presumed, perhaps);
        if (got.fact->state == FactState::stated)
            for (std::uint32_t i = 0; i < got.fact->size; ++i)
                perhaps(member_of(node.type.member(), design.members[got.fact->first + i]),
                        Truth::unknown);
        referable(node, *got.fact, on_member);
    }
}

// Records that a set of references may yet come to name.
void Evaluator::referable(const Expression& node, const Fact& set, OnMember on_member) const {
    const bool references =
        node.type.kind == TypeKind::set && node.type.element == TypeKind::record;
    if (!references || !goes_on({{}, &set, nullptr})) return;
    Candidates anyone;
    anywhere(node.type.id, anyone);
    const auto from = design.members.begin() + set.first;
    for (const std::uint32_t row : anyone.rows)
        if (set.state != FactState::stated ||
            std::find(from, from + set.size, row) == from + set.size)
            on_member({true, row, nullptr}, Truth::unknown);
}

}  // namespace tutela
