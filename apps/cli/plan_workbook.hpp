#pragma once

#include <array>
#include <string>
#include <vector>

#include <xlsxwriter.h>

#include "formats/action_plan.hpp"

namespace tutela {

// A workbook that is being written: the plan, its formats and sheets. Texts go in as texts: none becomes a formula.
struct PlanWorkbook {
    const ActionPlan& plan;
    const Language& say;
    lxw_workbook* book = nullptr;
    lxw_worksheet *rows = nullptr, *summary = nullptr, *guide = nullptr, *key = nullptr;
    std::string rows_name{};
    // In the hidden sheet: the cells that hold the words of owners and statuses, as `tutela!$C$9:$C$40`; may be empty.
    std::string owners{}, statuses{};
    struct Formats {
        lxw_format *head, *head_to_fill, *text, *to_fill, *date, *strong, *title, *plain, *wrapped,
            *label, *number, *total;
    } formats{};

    void text(lxw_worksheet* sheet, std::size_t row, std::size_t column, const std::string& words,
              lxw_format* format) const;
    // The cells of a column of the plan that hold its rows: 'Action plan'!$N$2:$N$61.
    [[nodiscard]] std::string cells(PlanColumn column) const;
};

void write_plan_rows(PlanWorkbook& workbook);
void write_plan_summary(PlanWorkbook& workbook);
void write_plan_guide(PlanWorkbook& workbook);
void write_plan_key(PlanWorkbook& workbook);

// Not every program makes rows as high as their wrapped texts: how many lines a text takes in a column, and how high (in
// points) that is.
[[nodiscard]] std::size_t lines_of(const std::string& text, double width);
[[nodiscard]] double row_height(std::size_t lines, double line = 13.5);

// "not ""yet""": a text in a formula.
[[nodiscard]] std::string in_formula(const std::string& text);
// A sheet for A4 paper, landscape, in the reading direction of the language.
void for_print(const PlanWorkbook& workbook, lxw_worksheet* sheet);

}  // namespace tutela
