#pragma once

#include "formats/html_page.hpp"
#include "formats/report_page.hpp"

namespace tutela {

// The parts of the HTML report, filled into the sections of its template (`templates/report.html`): what the first page
// and the chapters share.

[[nodiscard]] Dictionary& section(Dictionary& into, const char* name);
// A section that holds one text; none when there is none.
void text(Dictionary& into, const char* name, const std::string& words);
// Another template (`templates/report_….html`) where this one includes it.
[[nodiscard]] Dictionary& part(Dictionary& into, const char* name, const char* file);
void bar(Dictionary& into, const ScoreBar& bar);
void blocked(Dictionary& into, const PageScore& score, const Language& say);

// The chapters after the first page, and their entries in the contents.
void add_chapters(Dictionary& into, const PageDesign& design, const Language& say);

}  // namespace tutela
