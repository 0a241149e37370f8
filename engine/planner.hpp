#pragma once

#include <deque>
#include <initializer_list>

#include "engine/plan.hpp"

namespace tutela {

// The field that leads somewhere, with the record it is of; nothing where none does, or several do.
template <class Leads>
std::optional<std::pair<RecordId, const Field*>> only_field(const Vocabulary& vocabulary,
                                                            Leads leads) {
    std::optional<std::pair<RecordId, const Field*>> only;
    for (RecordId id = 0; id < vocabulary.records.size(); ++id)
        for (const Field& field : vocabulary.records[id].fields) {
            if (!leads(field)) continue;
            if (only) return std::nullopt;
            only = {id, &field};
        }
    return only;
}

// Flattens a program. Definitions are put in where they are called, with their arguments by name; every operation stands in
// the smallest space that has the variables it looks at, so that it is worked out once for all that share it.
class Planner {
public:
    Planner(const Program& program, EvaluateOptions options, bool reasons);

    void plan_rules();
    Plan plan;

private:
    struct Frame;
    struct Binding {
        ValueId scalar = nowhere;
        ExpressionId origin = no_expression;
        Frame* frame = nullptr;
        ExpressionId absent_list =
            no_expression;  // a subject that stands for a list that nobody told
    };
    struct Frame {
        std::vector<Binding> slots;
    };
    struct Filter {
        ExpressionId condition;
        std::uint32_t slot;
        Frame* frame;
    };
    // Members of a list or set of the design (`list`), or those that the rule names (`named`).
    struct Collection {
        ValueId list = nowhere;
        Type member;
        std::vector<ValueId> named;
        std::vector<Filter> filters;
        bool listed = false;
    };
    // What a rule came to for those that ask it: for each number of subjects that are bound, the verdict and the `when`
    // where the next list is not told; last, where all are bound.
    struct Outcome {
        std::vector<ValueId> verdicts, whens;
        ValueId worst = nowhere, any_when = nowhere;
        // For rules that require this one, its open facts: of each subject, and of all that are as bad as a verdict
        // (not met, undetermined).
        std::vector<ValueId> open;
        std::array<ValueId, 2> open_of_bad{nowhere, nowhere};
        bool open_untold = false;  // its open facts could not be planned
        PlanReasons reasons;
    };
    // Which bit stands for which fact (record, field, rows), where a rule is required by others.
    struct Sharing {
        std::map<std::array<std::uint32_t, 3>, std::uint32_t> bits;
        struct OfRows {
            std::uint32_t first = 0,
                          own = 0;  // bits: of so many rows one each, and one of all others
        };
        std::map<std::array<std::uint32_t, 2>, OfRows> rows;  // by record and field
        std::uint32_t used = 0;
        std::uint64_t of_design = 0, of_subject = 0, of_rows = 0;
        bool overflow = false;
        bool whole = false;  // the rule's own facts are all there, and others can be no common ones
        std::uint32_t take(std::uint32_t count);
    };

    // planner_values.cpp
    ValueId truth(ExpressionId id, Frame& frame);
    ValueId number(ExpressionId id, Frame& frame);
    ValueId scalar(ExpressionId id, Frame& frame);
    ValueId value(ExpressionId id, Frame& frame);
    ValueId set(ExpressionId id, Frame& frame);
    ValueId state(const Expression& node, Frame& frame);
    ValueId equal(ExpressionId a, ExpressionId b, Frame& frame);
    ValueId order(ExpressionId id, Frame& frame);
    ValueId contains(ExpressionId set, ExpressionId member, Frame& frame);
    ValueId within(const Expression& node, Frame& frame);
    ValueId choose(const Expression& node, ValueId then, ValueId otherwise, Frame& frame);
    ValueId read(const Expression& field, Frame& frame);
    ValueId owner(const Expression& field, Frame& frame);
    ValueId asked(std::uint32_t rule);
    Frame& call(const Expression& node, Frame& frame);
    ValueId constant(const Type& type, const Constant& value);
    [[nodiscard]] bool one_choice(const Type& type) const;
    // planner_lists.cpp
    Collection collection(ExpressionId id, Frame& frame);
    ValueId quantifier(const Expression& node, Frame& frame);
    ValueId over_named(const Expression& node, const Collection& members, Frame& frame);
    ValueId over_members(PlanOp op, Cells cells, const Collection& members);
    ValueId compare_count(Op op, ValueId counted, ValueId wanted);
    ValueId some(std::uint32_t variable, ValueId body, ValueId list);
    void conjuncts(ValueId value, bool negated, std::vector<ValueId>& parts);
    ValueId total(const Expression& node, Frame& frame);
    ValueId distinct(const Expression& node, Frame& frame);
    ValueId count(ExpressionId list, Frame& frame);
    ValueId is_empty(ExpressionId list, Frame& frame);
    ValueId belongs(const Collection& members, ValueId member);
    std::uint32_t enter(ValueId list, const Type& member);
    void leave() { active_.pop_back(); }
    ValueId over(PlanOp op, Cells cells, std::uint32_t variable, std::vector<ValueId> in_members,
                 ValueId list, std::vector<ValueId> outside = {}, bool ratio = false);
    ValueId member_of(std::uint32_t variable);
    // planner_open.cpp
    ValueId nothing_open();
    ValueId open_any(ValueId a, ValueId b);
    ValueId open_where(ValueId truth, std::uint32_t truths, ValueId open);
    ValueId open(ExpressionId id, Frame& frame);
    ValueId open_all(const std::vector<ExpressionId>& parts, Frame& frame);
    ValueId open_truth(ExpressionId id, Frame& frame);
    ValueId open_parts(const Expression& node, Frame& frame);
    ValueId open_choose(const Expression& node, Frame& frame);
    ValueId open_value(ExpressionId id, Frame& frame);
    ValueId open_variable(const Expression& node, Frame& frame);
    ValueId open_collection(ExpressionId id, Frame& frame);
    ValueId open_membership(ExpressionId id, ValueId member, Frame& frame);
    template <class OfMember>
    ValueId open_members(ExpressionId list, Frame& frame, OfMember of_member);
    ValueId open_quantifier(const Expression& node, Frame& frame);
    ValueId open_total(const Expression& node, Frame& frame);
    ValueId open_fact(const Expression& field, Frame& frame);
    ValueId fact_bits(RecordId record, std::uint32_t field, ValueId rows, ValueId kinds);
    [[nodiscard]] bool is_single(RecordId record) const;
    // planner_rules.cpp
    void rule(std::uint32_t id);
    ValueId outcome(std::uint32_t id, Frame& frame, ValueId subject, bool list_absent);
    void subjects(std::uint32_t id, Frame& frame, std::size_t level, ValueId subject);
    ValueId exception(std::uint32_t id, const Program::ExceptionUse& use, Frame& frame);
    // The truths of a verdict, and what is open in its requirements.
    struct Inputs {
        ValueId subject, when, unless, require, verdict;
        bool list_absent;
    };
    ValueId open_requirements(const Rule& rule, const Inputs& in, Frame& frame);
    ValueId open_require(const Rule& rule, const Inputs& in, Frame& frame);
    ValueId open_verdict(std::uint32_t id, const Inputs& in, Frame& frame);
    ValueId open_exception(std::uint32_t id, const Program::ExceptionUse& use, Frame& frame);
    ValueId blocked(std::uint32_t id, const Inputs& in, Frame& frame);
    std::array<ValueId, 2> open_of_bad(const Outcome& outcome, std::size_t level);
    ValueId stage();
    [[nodiscard]] bool same_list(std::uint32_t a, std::uint32_t b) const;
    [[nodiscard]] std::optional<std::uint32_t> root_list(ExpressionId id) const;
    // planner_reasons.cpp
    template <class Make>
    ValueId attempt(std::uint32_t id, Make make);
    void want_open_facts(std::uint32_t id, const Inputs& in, Frame& frame);
    ValueId why_blocked(std::uint32_t id, const Inputs& in, Frame& frame);
    void keep_steps(std::uint32_t id, PlanSteps steps, Frame& frame);
    void plan_message(std::uint32_t id);
    ValueId hole(PlanHole& hole, Frame& frame);
    [[nodiscard]] bool reads_nothing(ExpressionId id) const;
    [[nodiscard]] bool is_told_number(ExpressionId id) const;
    bool want_name(RecordId record, int depth = 0);
    [[nodiscard]] bool is_told_in_order(ValueId list, const Type& member);
    // planner.cpp
    ValueId make(PlanOp op, Cells cells, std::initializer_list<ValueId> args, std::uint32_t a = 0,
                 std::uint32_t b = 0, std::uint32_t c = 0, bool ratio = false);
    ValueId add(PlanNode node);
    ValueId put(ValueId value, SpaceId space);
    ValueId truth_constant(Truth truth);
    ValueId number_constant(const Interval& number);
    ValueId index_constant(std::uint32_t index);
    ValueId word_constant(std::uint64_t word);
    ValueId set_constant(std::uint64_t bits);
    // Truths as bits, for open_where.
    static constexpr std::uint32_t truths_no = 1, truths_unknown = 2, truths_yes = 4;
    ValueId both(ValueId a, ValueId b);
    ValueId either(ValueId a, ValueId b);
    ValueId negate(ValueId a);
    ValueId read_field(ValueId rows, RecordId record, std::uint32_t field);
    SpaceId space(const std::vector<std::uint32_t>& variables);
    [[nodiscard]] std::vector<std::uint32_t> merged(const std::vector<SpaceId>& spaces) const;
    [[nodiscard]] bool is_constant(ValueId value) const;
    std::uint64_t text_word(const std::string& text);
    std::uint64_t bit_of(const Type& element, std::uint64_t value);
    ValueId unsupported();
    [[nodiscard]] const Expression& at(ExpressionId id) const { return program_.expressions[id]; }
    [[nodiscard]] const PlanNode& node(ValueId id) const { return plan.nodes[id]; }
    Frame& frame(std::uint32_t variables);

    const Program& program_;
    EvaluateOptions options_;
    bool reasons_;
    std::map<PlanNode, ValueId> known_;
    std::map<std::vector<std::uint32_t>, SpaceId> known_spaces_;
    std::vector<std::uint32_t> active_;  // variables, the outermost first
    std::deque<Frame> frames_;
    std::vector<Outcome> outcomes_;  // by rule
    std::uint32_t current_ = 0;
    std::size_t bound_ = 0;  // subjects bound where a clause is planned
    std::size_t depth_ = 0;
    Words words_;
    std::array<Bits, 20> bits_;
    bool supported_ = true;
    Sharing* sharing_ = nullptr;                 // whose bits open facts have; none: their kinds
    std::map<std::uint32_t, Sharing> required_;  // by rule: those that others require
    ValueId root_ = nowhere;
};

}  // namespace tutela
