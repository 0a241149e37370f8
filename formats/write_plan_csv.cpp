#include "engine/calendar.hpp"
#include "formats/action_plan.hpp"
#include "formats/sheet.hpp"

namespace tutela {

std::string write_plan_csv(const ActionPlan& plan) {
    std::vector<std::vector<std::string>> rows(1);
    for (std::size_t column = 0; column < plan_columns; ++column)
        rows[0].push_back(said(*plan.language, static_cast<PlanColumn>(column)));
    for (const PlanRow& row : plan.rows) {
        std::vector<std::string> cells;
        for (std::size_t column = 0; column < plan_columns; ++column)
            cells.push_back(static_cast<PlanColumn>(column) == PlanColumn::due
                                ? (row.due ? date_text(*row.due) : "")
                                : no_formula(text_of(row, static_cast<PlanColumn>(column))));
        rows.push_back(std::move(cells));
    }
    return write_csv(rows);
}

}  // namespace tutela
