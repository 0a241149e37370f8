#pragma once

#include "formats/portfolio_report.hpp"

namespace tutela {

// A portfolio's report as tables, in the language of its reader: what the writers for people share.
struct PortfolioCell {
    std::string text;
    std::string id;       // before the text: a rule's
    bool number = false;  // set to the right
    std::string kind;     // "failed", "critical": a word for the style, never shown
    // Parts of a bar, from its beginning: a word for the style, and per cent of the whole.
    std::vector<std::pair<std::string, double>> bar;
};
struct PortfolioTable {
    std::string anchor, title;
    std::vector<std::string> notes;
    std::vector<PortfolioCell> head;
    std::vector<std::vector<PortfolioCell>> rows;
};

struct PortfolioPage {
    std::string title, about;        // "Run 3 against core 1.0.0, as of 2026-07-01"
    std::vector<std::string> notes;  // what to know before believing it
    std::vector<PortfolioCell>
        gates;  // a number and what it counts (`id`), with its share as the only bar
    std::vector<PortfolioTable> tables;  // none without rows
};
[[nodiscard]] PortfolioPage portfolio_page(const PortfolioReport& report);

}  // namespace tutela
