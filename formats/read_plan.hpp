#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "formats/action_plan.hpp"
#include "formats/edit_plan.hpp"
#include "formats/sheet.hpp"

namespace tutela {

// The rows of a spreadsheet that `plan export` made, and people filled in.
struct ReadPlan {
    struct Row {
        std::uint32_t number = 0;  // as the spreadsheet counts
        std::array<SheetCell, plan_columns> cells;
        [[nodiscard]] const SheetCell& operator[](PlanColumn column) const {
            return cells[static_cast<std::size_t>(column)];
        }
    };
    std::string file;
    std::array<std::optional<std::size_t>, plan_columns> columns{};  // where each stands
    std::vector<Row> rows;
    std::vector<PlanWord> owners, statuses;  // the words of the language it was made in
    std::string ruleset;                     // it was made with; empty when it does not say
    bool from_1904 = false;
    Diagnostics diagnostics;  // with an error there are no rows

    // Something that is wrong with a cell.
    [[nodiscard]] Diagnostic wrong(const Row& row, PlanColumn column, Message what,
                                   Message help = {}) const;
};

// `file` is how the user calls it. The heads of the columns are known from the hidden sheet, or they are in the
// language, or in English.
[[nodiscard]] ReadPlan read_plan(const std::string& file, const ReadSheets& sheets,
                                 const Language& language);

// What the rows of one design change in it.
struct PlanChanges {
    std::vector<PlanChange> changes;
    std::size_t added = 0;  // of the changes, those that are new entries; the others change one
    Diagnostics diagnostics;
};
[[nodiscard]] PlanChanges plan_changes(const ReadPlan& plan,
                                       const std::vector<const ReadPlan::Row*>& rows,
                                       const Told& told, bool new_owners);

// Which of the designs each row belongs to; what belongs to none is wrong.
[[nodiscard]] std::vector<std::vector<const ReadPlan::Row*>> rows_by_design(
    const ReadPlan& plan, const std::vector<std::string>& designs, Diagnostics& diagnostics);

}  // namespace tutela
