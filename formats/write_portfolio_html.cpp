#include <string>

#include <ctemplate/template.h>
#include <fmt/core.h>

#include "formats/portfolio_tables.hpp"

namespace tutela {
namespace {

constexpr const char* page_template =
#include "formats/portfolio_page.inc"
    ;

using Dictionary = ctemplate::TemplateDictionary;

void write_bar(Dictionary& into, const PortfolioCell& cell) {
    if (cell.bar.empty()) return;
    Dictionary& bar = *into.AddSectionDictionary("BAR");
    for (const auto& [kind, width] : cell.bar) {
        Dictionary& piece = *bar.AddSectionDictionary("PIECE");
        piece["KIND"] = kind;
        piece["WIDTH"] = fmt::format("{:.1f}", width);
    }
}

void write_cell(Dictionary& into, const PortfolioCell& cell) {
    into["TEXT"] = cell.text;
    into["ALIGN"] = cell.number ? "number" : "words";
    if (!cell.id.empty()) (*into.AddSectionDictionary("ID"))["ID"] = cell.id;
    if (!cell.kind.empty()) (*into.AddSectionDictionary("MARK"))["KIND"] = cell.kind;
    write_bar(into, cell);
}

void write_table(Dictionary& root, const PortfolioTable& table) {
    Dictionary& entry = *root.AddSectionDictionary("ENTRY");
    Dictionary& made = *root.AddSectionDictionary("SECTION");
    for (Dictionary* one : {&entry, &made}) {
        (*one)["ANCHOR"] = table.anchor;
        (*one)["TITLE"] = table.title;
    }
    for (const std::string& note : table.notes) (*made.AddSectionDictionary("NOTE"))["TEXT"] = note;
    if (table.rows.empty()) return;
    Dictionary& grid = *made.AddSectionDictionary("TABLE");
    for (const PortfolioCell& head : table.head)
        write_cell(*grid.AddSectionDictionary("HEAD"), head);
    for (const auto& row : table.rows) {
        Dictionary& line = *grid.AddSectionDictionary("ROW");
        for (std::size_t i = 0; i < row.size(); ++i)
            write_cell(*line.AddSectionDictionary(i == 0 ? "FIRST" : "CELL"), row[i]);
    }
}

}  // namespace

std::string write_portfolio_html(const PortfolioReport& report) {
    const Language& say = *report.language;
    const PortfolioPage page = portfolio_page(report);
    Dictionary root("portfolio");
    root["LANGUAGE"] = say.code;
    root["DIRECTION"] = say.right_to_left ? "rtl" : "ltr";
    root["TITLE"] = page.title;
    root["ABOUT"] = page.about;
    root["CONTENTS"] = say.tr("Contents");
    root["GATES"] = say.trn("{0} design", "{0} designs", report.run.designs);
    root["FOOT"] = say.tr("Made by tutela portfolio report.");
    for (const std::string& note : page.notes)
        (*root.AddSectionDictionary("WARNING"))["TEXT"] = note;
    for (const PortfolioCell& gate : page.gates) {
        Dictionary& made = *root.AddSectionDictionary("GATE");
        made["NUMBER"] = gate.text;
        made["TEXT"] = gate.id;
        made["KIND"] = gate.kind;
        Dictionary& piece = *root.AddSectionDictionary("SHARE");
        piece["KIND"] = gate.kind;
        piece["WIDTH"] = fmt::format("{:.1f}", gate.bar.front().second);
    }
    for (const PortfolioTable& table : page.tables) write_table(root, table);
    ctemplate::TemplateCache cache;
    cache.StringToTemplateCache("portfolio", page_template, ctemplate::STRIP_BLANK_LINES);
    cache.Freeze();
    std::string out;
    cache.ExpandNoLoad("portfolio", ctemplate::STRIP_BLANK_LINES, &root, nullptr, &out);
    return out;
}

}  // namespace tutela
