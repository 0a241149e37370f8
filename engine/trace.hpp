#pragma once

#include <vector>

#include "engine/evaluator.hpp"

namespace tutela {

// Why an expression came to what it did. `open`: unknown leaves that some filling could let change
// it (only of an undecided one); `deciding`: the known facts that it rests on; `notes`: unknown
// facts that need not be known.
struct Trace {
    std::vector<OpenFact> open;
    std::vector<FactRef> deciding;
    std::vector<OpenFact> notes;
    std::vector<FactRef> presumed;
    // Of a template: rules whose verdict is open, and is asked for; `any_rule`: that of all of them.
    std::vector<std::uint32_t> open_rules;
    bool any_rule = false;

    void tidy();  // sorts, drops doubles, drops notes that are open elsewhere
};

// A second, slower walk over what the evaluator computed: it asks the evaluator for the value of
// each part and follows those that matter.
class Tracer {
public:
    Tracer(Evaluator& evaluator, Trace& trace, Explain explain)
        : ev_(evaluator), trace_(trace), explain_(explain) {}

    // Follows a clause. `relevant`: the verdict rests on it; otherwise its unknown leaves are notes.
    void clause(ExpressionId id, std::uint32_t base, bool relevant, Step* into);
    // The facts that make a list absent, as the open facts of what ranges over it.
    void absent_list(ExpressionId list, std::uint32_t base, bool relevant, Step* into);

    // Why a subject may or may not belong to the list it was taken from.
    void membership(ExpressionId list, std::uint32_t base, const Scalar& member, Step* into) {
        follow_membership(list, base, member, Role::open, into);
    }

private:
    enum class Role : std::uint8_t { irrelevant, decides, open };

    void follow(ExpressionId id, std::uint32_t base, Role role, Step* into);
    void follow_truth(ExpressionId id, std::uint32_t base, Role role, Step* into) {
        follow_truth(id, base, role, ev_.truth(id, base), into);
    }
    // `value`: what it comes to, where the caller knows.
    void follow_truth(ExpressionId id, std::uint32_t base, Role role, Truth value, Step* into);
    void follow_value(ExpressionId id, std::uint32_t base, Role role, Step* into);
    void follow_parts(const Expression& node, std::uint32_t base, Role role, Truth value,
                      Step* into);
    void follow_choose(const Expression& node, std::uint32_t base, Role role, Step* into);
    void follow_quantifier(const Expression& node, std::uint32_t base, Role role, Truth value,
                           Step* into);
    struct Answers {
        Truth belongs, where, holds;
    };
    void follow_member(const Expression& node, std::uint32_t base, Role role, Answers answers,
                       const Scalar& member, Step* into);
    void follow_total(const Expression& node, std::uint32_t base, Role role, Step* into);
    void follow_collection(ExpressionId id, std::uint32_t base, Role role, Step* into);
    void follow_membership(ExpressionId id, std::uint32_t base, const Scalar& member, Role role,
                           Step* into);
    void follow_conditions(const Expression& filter, std::uint32_t base, Step* into);
    Step* member_step(const Expression& node, Role role, const Scalar& member, Step* into);
    void follow_uncertain_members(ExpressionId set, std::uint32_t base, Role role, Step* into);
    void follow_variable(const Expression& node, std::uint32_t base, Role role, Step* into);
    void leaf(const Expression& field, std::uint32_t base, Role role, Step* into);
    void leaf(const Evaluator::Read& got, const Expression& field, Role role, Step* into);
    void possible_leaves(const Expression& field, std::uint32_t base);
    // Of a template: what an entry that is yet to be added would ask for. `trace_template.cpp`.
    [[nodiscard]] bool may_be_added(ExpressionId collection, std::uint32_t base, Role role) {
        return ev_.options.filling && role == Role::open &&
               ev_.added(collection, base) != Truth::no;
    }
    void follow_added_member(const Expression& quantifier, std::uint32_t base, bool share);
    void follow_added_value(const Expression& total, std::uint32_t base);
    void follow_added_set(const Expression& union_of, std::uint32_t base);
    void ask_rules(const Expression& node, Role role);
    void record(FactRef ref, bool more_entries, bool known, bool presumed, Role role,
                const Expression& node, Step* into);
    Step* step(const Expression& node, ExpressionId id, Role role, Step* into);
    [[nodiscard]] static Role narrowed(Role role, bool matters) {
        return matters ? role : Role::irrelevant;
    }

    Evaluator& ev_;
    Trace& trace_;
    Explain explain_;
};

}  // namespace tutela
