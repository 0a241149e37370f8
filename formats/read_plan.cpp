#include "formats/plan_cells.hpp"

#include <algorithm>

#include "engine/scan_text.hpp"

namespace tutela {
namespace {

constexpr PlanColumn needed[] = {PlanColumn::key, PlanColumn::owner, PlanColumn::due,
                                 PlanColumn::status, PlanColumn::note};
constexpr std::size_t most_rows_above = 20;  // that people put above the heads

const std::string& cell(const SheetRow& row, std::size_t column) {
    static const std::string nothing;
    return column < row.cells.size() ? row.cells[column].text : nothing;
}

void wrong(ReadPlan& plan, Message what, Message help = {}) {
    Diagnostic made{Code::wrong_plan, {}, std::move(what)};
    if (!help.empty()) made.help.push_back(std::move(help));
    plan.diagnostics.push_back(std::move(made));
}

bool is_key(const Sheet& sheet) {
    return !sheet.rows.empty() && cell(sheet.rows[0], 0) == "tutela-action-plan";
}

// The hidden sheet that the writer made: what each head and word means.
std::vector<PlanWord> read_key(ReadPlan& plan, const std::vector<Sheet>& sheets) {
    std::vector<PlanWord> heads;
    for (const Sheet& sheet : sheets) {
        if (!is_key(sheet)) continue;
        for (const SheetRow& row : sheet.rows) {
            const std::string& what = cell(row, 0);
            if (what == "ruleset") plan.ruleset = cell(row, 1);
            if (what == "column") heads.push_back({cell(row, 1), cell(row, 2)});
            if (what == "owner") plan.owners.push_back({cell(row, 1), cell(row, 2)});
            if (what == "status") plan.statuses.push_back({cell(row, 1), cell(row, 2)});
        }
    }
    return heads;
}

// Spreadsheets like to begin a cell with a capital.
std::optional<PlanColumn> column_of(const std::string& text, const std::vector<PlanWord>& heads,
                                    const Language& language) {
    const std::string head = lower(text);
    for (std::size_t i = 0; i < plan_columns; ++i) {
        const auto column = static_cast<PlanColumn>(i);
        if (head == word(column) || head == lower(said(language, column)) ||
            head == lower(said(*english(), column)))
            return column;
        for (const PlanWord& one : heads)
            if (lower(one.words) == head && one.key == word(column)) return column;
    }
    return std::nullopt;
}

struct Head {
    const Sheet* sheet = nullptr;
    std::size_t row = 0;
};

// The row in which a cell says "key".
Head find_head(const std::vector<Sheet>& sheets) {
    for (const Sheet& sheet : sheets) {
        if (is_key(sheet)) continue;
        for (std::size_t row = 0; row < std::min(sheet.rows.size(), most_rows_above); ++row)
            for (const SheetCell& one : sheet.rows[row].cells)
                if (lower(trimmed(one.text)) == word(PlanColumn::key)) return {&sheet, row};
    }
    return {};
}

void say_problem(ReadPlan& plan, SheetProblem problem) {
    switch (problem) {
        case SheetProblem::none: break;
        case SheetProblem::not_a_spreadsheet:
            wrong(plan,
                  message("{} is neither an Excel workbook (.xlsx) nor CSV in UTF-8", plan.file),
                  message("save it as .xlsx, or as CSV UTF-8"));
            break;
        case SheetProblem::damaged:
            wrong(plan, message("{} is damaged: it cannot be read to its end", plan.file));
            break;
        case SheetProblem::encrypted:
            wrong(
                plan,
                message("{} is protected by a password, or in the format of Excel 2003", plan.file),
                message("save it as .xlsx without a password"));
            break;
        case SheetProblem::too_large:
            wrong(plan, message("{} is too large for an action plan", plan.file));
            break;
    }
}

// An apostrophe keeps a text from being a formula.
std::string without_apostrophe(const std::string& text) {
    const bool kept = text.size() > 1 && text[0] == '\'' &&
                      std::string_view("=+-@\t\r").find(text[1]) != std::string_view::npos;
    return kept ? text.substr(1) : text;
}

}  // namespace

Diagnostic ReadPlan::wrong(const Row& row, PlanColumn column, Message what, Message help) const {
    const auto at = columns[static_cast<std::size_t>(column)];
    Diagnostic made{Code::wrong_plan,
                    {},
                    message("{}, row {}, column {}: {}", file, row.number,
                            column_letters(at.value_or(0)), what)};
    if (!help.empty()) made.help.push_back(std::move(help));
    return made;
}

ReadPlan read_plan(const std::string& file, const ReadSheets& sheets, const Language& language) {
    ReadPlan plan;
    plan.file = file;
    if (sheets.problem != SheetProblem::none) {
        say_problem(plan, sheets.problem);
        return plan;
    }
    const std::vector<PlanWord> heads = read_key(plan, sheets.sheets);
    const Head head = find_head(sheets.sheets);
    if (!head.sheet) {
        wrong(plan, message("{} is no action plan: no column is headed `{}`", file, "key"),
              message("a plan to fill in is made by {}", "`tutela plan export`"));
        return plan;
    }
    const SheetRow& names = head.sheet->rows[head.row];
    for (std::size_t i = 0; i < names.cells.size(); ++i)
        if (const auto column = column_of(trimmed(names.cells[i].text), heads, language);
            column && !plan.columns[static_cast<std::size_t>(*column)])
            plan.columns[static_cast<std::size_t>(*column)] = i;
    for (const PlanColumn column : needed)
        if (!plan.columns[static_cast<std::size_t>(column)])
            wrong(plan, message("{} has no column `{}`", file, said(language, column)),
                  heads.empty()
                      ? message("a plan in another language is read with {}", "--language")
                      : message("columns may be moved, but keep the heads that {} gave them",
                                "`tutela plan export`"));
    if (!plan.diagnostics.empty()) return plan;
    plan.from_1904 = head.sheet->from_1904;
    for (std::size_t i = head.row + 1; i < head.sheet->rows.size(); ++i) {
        const SheetRow& from = head.sheet->rows[i];
        ReadPlan::Row row;
        row.number = from.number;
        for (std::size_t column = 0; column < plan_columns; ++column) {
            const auto at = plan.columns[column];
            if (!at || *at >= from.cells.size()) continue;
            row.cells[column] = from.cells[*at];
            row.cells[column].text = without_apostrophe(trimmed(from.cells[*at].text));
        }
        plan.rows.push_back(std::move(row));
    }
    return plan;
}

}  // namespace tutela
