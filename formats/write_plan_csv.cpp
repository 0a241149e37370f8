#include "engine/calendar.hpp"
#include "formats/action_plan.hpp"
#include "formats/sheet.hpp"

namespace tutela {
namespace {

// A spreadsheet takes a text that begins with these for a formula, which may send the sheet's content elsewhere; with
// an apostrophe before it, it is a text. `read_plan` takes the apostrophe away again.
std::string no_formula(const std::string& text) {
    const bool formula =
        !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
    return formula ? "'" + text : text;
}

}  // namespace

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
