#pragma once

#include "engine/column_names.hpp"
#include "engine/plan.hpp"
#include "engine/told_row.hpp"

namespace tutela {

// What rows of a portfolio say of designs in columns, from a plan that keeps reasons: what `told_rows` says of the report on
// such a design. One object belongs to one thread.
class TellColumns {
public:
    // All must stay where they are.
    TellColumns(const Plan& plan, const Columns& columns, RunPlan& run);

    // The plan was run anew.
    void begin() { names_.begin(); }
    // The rows of a design that is not odd, by Program::reported; and which of them only the evaluator can tell.
    void tell(std::uint32_t design, std::vector<ToldRow>& rows, std::vector<std::uint32_t>& untold);

private:
    struct Subject {
        const PlanSteps* steps = nullptr;
        std::uint32_t row = 0;
        std::vector<std::uint32_t> members;  // of each list; of a record, the row
    };
    struct RuleWords {
        std::vector<std::string> holes;  // of those that every design has the same
        bool numbers = false;            // of facts
    };

    [[nodiscard]] bool tell_rule(std::uint32_t design, std::size_t rule, ToldRow& row);
    void find_subjects(std::uint32_t design, const PlanReasons& reasons, Verdict verdict);
    [[nodiscard]] bool name_members(std::uint32_t design);
    void put_in_order();
    [[nodiscard]] bool comes_before(const Subject& a, const Subject& b);
    [[nodiscard]] bool comes_before(const Type& type, std::uint32_t a, std::uint32_t b);
    [[nodiscard]] std::optional<Reason> reason(std::uint32_t design, std::size_t rule,
                                               const Subject& subject) const;
    [[nodiscard]] bool is_early(std::uint32_t design, const Rule& rule) const;
    [[nodiscard]] std::string subject_name(const Subject& subject);
    [[nodiscard]] std::optional<std::string> message(std::uint32_t design, std::size_t rule,
                                                     const Subject& subject);
    [[nodiscard]] std::optional<std::string> hole(std::uint32_t design, const PlanHole& hole,
                                                  ValueId value, std::uint32_t row);
    [[nodiscard]] std::optional<std::string> members(std::uint32_t design, const PlanHole& hole,
                                                     ValueId value, std::uint32_t row);
    [[nodiscard]] std::optional<std::string> words_of(std::uint32_t design, const Type& type,
                                                      std::uint32_t member);

    const Plan& plan_;
    const Program& program_;
    const Columns& columns_;
    RunPlan& run_;
    ColumnNames names_;
    std::vector<RuleWords> words_;   // by Program::reported
    std::vector<Subject> subjects_;  // of the rule that is told
    std::vector<std::uint32_t> members_;
    std::uint32_t design_ = 0;
};

}  // namespace tutela
