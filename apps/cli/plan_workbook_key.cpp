#include "apps/cli/plan_workbook.hpp"
#include "engine/calendar.hpp"

namespace tutela {

// Three columns: what it is about, the word that stays the same, the words that people see.
void write_plan_key(PlanWorkbook& workbook) {
    const ActionPlan& plan = workbook.plan;
    std::size_t row = 0;
    const auto line = [&](const std::string& what, const std::string& key,
                          const std::string& words = "") {
        workbook.text(workbook.key, row, 0, what, nullptr);
        workbook.text(workbook.key, row, 1, key, nullptr);
        workbook.text(workbook.key, row, 2, words, nullptr);
        ++row;
    };
    const auto list = [&](const std::string& what, const std::vector<PlanWord>& choices) {
        const std::size_t first = row + 1;
        for (const PlanWord& choice : choices) line(what, choice.key, choice.words);
        return choices.empty()
                   ? ""
                   : "tutela!$C$" + std::to_string(first) + ":$C$" + std::to_string(row);
    };
    line("tutela-action-plan", "1");
    line("ruleset", plan.ruleset, plan.version);
    line("profile", plan.profile);
    line("as-of", date_text(plan.as_of));
    line("language", plan.language->code);
    for (const std::string& design : plan.designs) line("design", design);
    for (std::size_t i = 0; i < plan_columns; ++i) {
        const auto column = static_cast<PlanColumn>(i);
        line("column", std::string(word(column)), said(*plan.language, column));
    }
    workbook.owners = list("owner", plan.owners);
    workbook.statuses = list("status", plan.statuses);
    worksheet_hide(workbook.key);
}

void write_plan_guide(PlanWorkbook& workbook) {
    const Language& say = workbook.say;
    std::size_t row = 0;
    constexpr double width = 110;
    const auto line = [&](const std::string& words, lxw_format* format) {
        const double high = format == workbook.formats.title ? 24 : 16;
        worksheet_set_row(workbook.guide, static_cast<lxw_row_t>(row),
                          row_height(lines_of(words, width), high), nullptr);
        workbook.text(workbook.guide, row++, 0, words, format);
    };
    const auto part = [&](const std::string& head, const std::vector<std::string>& lines) {
        ++row;
        line(head, workbook.formats.label);
        for (const std::string& one : lines) line(one, workbook.formats.wrapped);
    };
    worksheet_set_column(workbook.guide, 0, 0, width + 5, nullptr);
    worksheet_gridlines(workbook.guide, LXW_HIDE_ALL_GRIDLINES);
    line(say.tr("How to use this"), workbook.formats.title);
    part(
        say.tr("What it is"),
        {say.tr("Each row is a gap: a rule that the design does not meet, that cannot be told yet, "
                "or that a person has to judge. The row says why it matters and what would close "
                "it."),
         say.tr("Rows at the end come from the design's own action plan; they may be closed "
                "already.")});
    part(say.tr("What to fill in"),
         {say.tr("The columns with the amber heads: owner, due, status, note. The others come from "
                 "the audit; what you change there is not read back."),
          say.tr("Owner: a post, never the name of a person. The list offers the posts that the "
                 "rules know."),
          say.tr("Due: a date. It turns red when it has passed and the gap is still open."),
          say.tr("Status and severity carry colours and words; the arrows in the first row filter "
                 "and sort.")});
    part(say.tr("How it comes back into the design"),
         {say.tr("Save the file, as a workbook or as CSV, and run:"),
          "    tutela plan import plan.xlsx " +
              (workbook.plan.designs.size() == 1 ? workbook.plan.designs.front() : "DESIGN"),
          say.tr("It writes owners, dates, statuses and notes into the design's action plan, and "
                 "leaves the rest of the file as it is. An empty cell changes nothing."),
          say.tr("Rows may be sorted, filtered or left out. Leave the hidden first column and the "
                 "hidden last sheet as they are: the program knows the rows by them.")});
    part(say.tr("What must not stand in it"),
         {say.tr("No names, telephone numbers or stories of people, neither of staff nor of those "
                 "you serve: whoever gets this file can read it.")});
    for_print(workbook, workbook.guide);
}

}  // namespace tutela
