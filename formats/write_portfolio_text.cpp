#include <algorithm>

#include "formats/portfolio_tables.hpp"
#include "formats/tell.hpp"

namespace tutela {
namespace {

std::string shown(const PortfolioCell& cell) {
    return cell.id.empty() ? cell.text : cell.id + "  " + cell.text;
}

std::string padded(const PortfolioCell& cell, std::size_t width, bool last) {
    const std::string text = shown(cell);
    const std::size_t wide = columns_of(text);
    const std::string space(width > wide ? width - wide : 0, ' ');
    if (cell.number) return space + text;
    return last ? text : text + space;
}

void write(std::string& out, const PortfolioTable& table) {
    out += "\n" + table.title + "\n";
    for (const std::string& note : table.notes) out += wrapped(note, 2, "  ");
    if (table.rows.empty()) return;
    std::vector<std::size_t> widths;
    for (std::size_t column = 0; column < table.head.size(); ++column) {
        std::size_t width = columns_of(shown(table.head[column]));
        for (const auto& row : table.rows) width = std::max(width, columns_of(shown(row[column])));
        widths.push_back(width);
    }
    const auto line = [&](const std::vector<PortfolioCell>& cells) {
        for (std::size_t column = 0; column < cells.size(); ++column)
            out += "  " + padded(cells[column], widths[column], column + 1 == cells.size());
        out.erase(out.find_last_not_of(' ') + 1);
        out += "\n";
    };
    line(table.head);
    for (const auto& row : table.rows) line(row);
}

}  // namespace

std::string write_portfolio_text(const PortfolioReport& report) {
    const Language& say = *report.language;
    const PortfolioPage page = portfolio_page(report);
    std::string out = page.title + "\n" + wrapped(page.about, 0, "");
    for (const std::string& note : page.notes) out += wrapped(note, 0, "");
    std::string counts;
    for (const PortfolioCell& gate : page.gates)
        counts += (counts.empty() ? "" : ", ") + say.tr("{}: {}", gate.id, gate.text);
    out += "\n" +
           say.tr("{} ({})", say.trn("{0} design", "{0} designs", report.run.designs), counts) +
           "\n";
    for (const PortfolioTable& table : page.tables) write(out, table);
    return out;
}

}  // namespace tutela
