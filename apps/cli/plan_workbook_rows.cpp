#include <algorithm>

#include "apps/cli/plan_workbook.hpp"
#include "engine/calendar.hpp"
#include "formats/sheet.hpp"
#include "formats/tell.hpp"

namespace tutela {
namespace {

// Widths in characters, for one page of A4 across.
struct Column {
    PlanColumn column;
    double width;
    bool to_fill = false;
};
constexpr Column columns[plan_columns] = {
    {PlanColumn::key, 12},       {PlanColumn::rule, 8},          {PlanColumn::title, 24},
    {PlanColumn::principle, 14}, {PlanColumn::subject, 12},      {PlanColumn::severity, 9},
    {PlanColumn::verdict, 13},   {PlanColumn::why, 31},          {PlanColumn::what_to_do, 33},
    {PlanColumn::place, 11},     {PlanColumn::owner, 15, true},  {PlanColumn::due, 11, true},
    {PlanColumn::effort, 8},     {PlanColumn::status, 11, true}, {PlanColumn::note, 20, true},
    {PlanColumn::design, 20},
};

lxw_col_t at(PlanColumn column) {
    return static_cast<lxw_col_t>(column);
}

void heads(const PlanWorkbook& workbook) {
    for (const Column& column : columns) {
        lxw_row_col_options hidden{};
        hidden.hidden = column.column == PlanColumn::key ||
                        (column.column == PlanColumn::design && workbook.plan.designs.size() < 2);
        worksheet_set_column_opt(workbook.rows, at(column.column), at(column.column), column.width,
                                 nullptr, &hidden);
        workbook.text(workbook.rows, 0, at(column.column), said(workbook.say, column.column),
                      column.to_fill ? workbook.formats.head_to_fill : workbook.formats.head);
    }
    worksheet_set_row(workbook.rows, 0, 32, nullptr);
}

void row(const PlanWorkbook& workbook, std::size_t number, const PlanRow& row) {
    std::size_t lines = 1;
    for (const Column& column : columns) {
        if (column.column == PlanColumn::due) continue;
        lxw_format* format = column.to_fill ? workbook.formats.to_fill : workbook.formats.text;
        if (column.column == PlanColumn::rule) format = workbook.formats.strong;
        workbook.text(workbook.rows, number, at(column.column), text_of(row, column.column),
                      format);
    }
    for (const Column& column : columns)
        if (column.column != PlanColumn::key && column.column != PlanColumn::design)
            lines = std::max(lines, lines_of(text_of(row, column.column), column.width));
    const auto r = static_cast<lxw_row_t>(number);
    worksheet_set_row(workbook.rows, r, row_height(lines), nullptr);
    if (row.due)
        worksheet_write_unixtime(workbook.rows, r, at(PlanColumn::due), *row.due * 86'400,
                                 workbook.formats.date);
    else
        worksheet_write_blank(workbook.rows, r, at(PlanColumn::due), workbook.formats.date);
}

// A cell may only hold one of the words in some cells of the hidden sheet.
void choose(const PlanWorkbook& workbook, PlanColumn column, const std::string& from, bool only,
            std::string title, std::string words) {
    if (from.empty()) return;
    std::string list = "=" + from;
    lxw_data_validation validation{};
    validation.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    validation.value_formula = list.data();
    validation.error_type =
        only ? LXW_VALIDATION_ERROR_TYPE_STOP : LXW_VALIDATION_ERROR_TYPE_WARNING;
    validation.error_title = title.data();
    validation.error_message = words.data();
    worksheet_data_validation_range(workbook.rows, 1, at(column),
                                    static_cast<lxw_row_t>(workbook.plan.rows.size()), at(column),
                                    &validation);
}

void choose_day(const PlanWorkbook& workbook) {
    std::string title = workbook.say.tr("No date");
    std::string words = workbook.say.tr("Write a date, for example {}.", "2026-09-30");
    lxw_data_validation validation{};
    validation.validate = LXW_VALIDATION_TYPE_DATE;
    validation.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    validation.minimum_datetime = {2000, 1, 1, 0, 0, 0};
    validation.maximum_datetime = {2099, 12, 31, 0, 0, 0};
    validation.error_title = title.data();
    validation.error_message = words.data();
    worksheet_data_validation_range(workbook.rows, 1, at(PlanColumn::due),
                                    static_cast<lxw_row_t>(workbook.plan.rows.size()),
                                    at(PlanColumn::due), &validation);
}

struct Colours {
    lxw_color_t ink, ground;
};

lxw_format* colours(const PlanWorkbook& workbook, Colours of, bool bold = false) {
    lxw_format* format = workbook_add_format(workbook.book);
    format_set_font_color(format, of.ink);
    format_set_bg_color(format, of.ground);
    if (bold) format_set_bold(format);
    return format;
}

void colour_if(const PlanWorkbook& workbook, PlanColumn column, std::string formula,
               lxw_format* format) {
    lxw_conditional_format condition{};
    condition.type = LXW_CONDITIONAL_TYPE_FORMULA;
    condition.value_string = formula.data();
    condition.format = format;
    worksheet_conditional_format_range(workbook.rows, 1, at(column),
                                       static_cast<lxw_row_t>(workbook.plan.rows.size()),
                                       at(column), &condition);
}

std::string cell(PlanColumn column) {
    return "$" + column_letters(static_cast<std::size_t>(column)) + "2";
}

std::string is(PlanColumn column, const std::string& words) {
    return "=" + cell(column) + "=" + in_formula(words);
}

// "is one of the statuses after which nothing is left to do"; FALSE without any.
std::string is_closed(const ActionPlan& plan) {
    std::string formula = "OR(FALSE";
    for (const std::string& status : plan.closed)
        formula += "," + cell(PlanColumn::status) + "=" + in_formula(status);
    return formula + ")";
}

// The words stand beside every colour: nobody has to tell them apart.
void colour(const PlanWorkbook& workbook) {
    const Language& say = workbook.say;
    const std::pair<Severity, Colours> severities[] = {{Severity::critical, {0x7A1620, 0xF6CDD1}},
                                                       {Severity::major, {0x713A00, 0xFFE0BF}},
                                                       {Severity::minor, {0x5C4A00, 0xFFF4C7}},
                                                       {Severity::advisory, {0x2F4858, 0xE3ECF1}}};
    for (const auto& [severity, colour] : severities)
        colour_if(workbook, PlanColumn::severity, is(PlanColumn::severity, said(say, severity)),
                  colours(workbook, colour, severity == Severity::critical));
    const std::string closed = is_closed(workbook.plan);
    const std::string open =
        workbook.plan.statuses.empty() ? "" : workbook.plan.statuses.front().words;
    colour_if(workbook, PlanColumn::status, "=" + closed, colours(workbook, {0x1D4D24, 0xD5EBD3}));
    colour_if(workbook, PlanColumn::status,
              "=AND(" + cell(PlanColumn::status) + "<>\"\"," + cell(PlanColumn::status) + "<>" +
                  in_formula(open) + ")",
              colours(workbook, {0x123F66, 0xD6E6F5}));
    colour_if(workbook, PlanColumn::due,
              "=AND(ISNUMBER(" + cell(PlanColumn::due) + ")," + cell(PlanColumn::due) +
                  "<TODAY(),NOT(" + closed + "))",
              colours(workbook, {0xFFFFFF, 0xB3261E}, true));
}

}  // namespace

void write_plan_rows(PlanWorkbook& workbook) {
    const ActionPlan& plan = workbook.plan;
    const Language& say = workbook.say;
    heads(workbook);
    for (std::size_t i = 0; i < plan.rows.size(); ++i) row(workbook, i + 1, plan.rows[i]);
    if (plan.rows.empty())
        workbook.text(workbook.rows, 1, at(PlanColumn::title),
                      say.tr("There is no gap: every rule that applies is met or excepted."),
                      workbook.formats.plain);
    if (!plan.rows.empty()) {
        choose(workbook, PlanColumn::owner, workbook.owners, false, say.tr("Another post"),
               say.tr("The rules name no such post. A post, never the name of a person."));
        choose(workbook, PlanColumn::status, workbook.statuses, true, say.tr("No such status"),
               say.tr("Choose a word from the list."));
        choose_day(workbook);
        colour(workbook);
    }
    const auto last = static_cast<lxw_row_t>(plan.rows.size());
    worksheet_autofilter(workbook.rows, 0, 0, last, plan_columns - 1);
    worksheet_freeze_panes(workbook.rows, 1, at(PlanColumn::title));
    worksheet_repeat_rows(workbook.rows, 0, 0);
    for_print(workbook, workbook.rows);
    worksheet_activate(workbook.rows);
}

}  // namespace tutela
