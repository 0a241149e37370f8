#include <string>

#include <fmt/core.h>

#include "formats/html_page.hpp"
#include "formats/portfolio_tables.hpp"

namespace tutela {
namespace {

constexpr const char* page_template =
#include "formats/portfolio_page.inc"
    ;

// A part of a bar, in per cent of the whole. It is drawn, and not styled: the page's content-security policy takes no
// style of one element.
void write_piece(Dictionary& piece, const std::string& kind, double from, double width) {
    piece["KIND"] = kind;
    piece["FROM"] = fmt::format("{:.1f}", from);
    piece["WIDTH"] = fmt::format("{:.1f}", width);
}

void write_bar(Dictionary& into, const PortfolioCell& cell) {
    if (cell.bar.empty()) return;
    Dictionary& bar = *into.AddSectionDictionary("BAR");
    double from = 0;
    for (const auto& [kind, width] : cell.bar) {
        write_piece(*bar.AddSectionDictionary("PIECE"), kind, from, width);
        from += width;
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
    double from = 0;
    for (const PortfolioCell& gate : page.gates) {
        Dictionary& made = *root.AddSectionDictionary("GATE");
        made["NUMBER"] = gate.text;
        made["TEXT"] = gate.id;
        made["KIND"] = gate.kind;
        const double share = gate.bar.front().second;
        write_piece(*root.AddSectionDictionary("SHARE"), gate.kind, from, share);
        from += share;
    }
    for (const PortfolioTable& table : page.tables) write_table(root, table);
    return filled_page(root, {{"portfolio", page_template}});
}

}  // namespace tutela
