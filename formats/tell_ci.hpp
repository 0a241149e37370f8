#pragma once

#include <string>
#include <vector>

#include "formats/tell.hpp"

namespace tutela {

// What the formats for CI systems say in the same words.

// Where a finding is best looked at: the fact that decides it or is open, else its subject, else the design's first line.
[[nodiscard]] Span main_place(const Told& told, const Finding& finding);
// The other facts it rests on or lacks, with what each is; none is named twice.
struct OtherPlace {
    Span place;
    std::string words;
};
[[nodiscard]] std::vector<OtherPlace> other_places(const Told& told, const Finding& finding);

// A span as lines and columns, 1-based, the end exclusive. Columns count code points.
struct Region {
    std::string file;  // as the user named it, without a leading ./
    Position begin, end;
};
[[nodiscard]] Region region_of(const Sources& sources, Span place);
// A path as a relative reference (RFC 3986), or file:// when it is absolute.
[[nodiscard]] std::string uri_of(const std::string& path);

// "AAP-01 Every site has … — riverside"
[[nodiscard]] std::string headline(const Told& told, const Finding& finding);
// What is so, in a sentence or two, for a reader who has the headline: the rule's message, what is open, what a person
// must judge, why it is excepted. And for one who has not.
[[nodiscard]] std::string what_is_so(const Told& told, const Finding& finding);
[[nodiscard]] std::string whole_sentence(const Told& told, const Finding& finding);
// "Judge: Is the analysis about these people? (protection adviser)": what a person must judge; empty when there is nothing.
[[nodiscard]] std::string judged_words(const Told& told, const Finding& finding);
// The first of the facts it rests on or lacks (`reasons`), and how many there are besides.
[[nodiscard]] std::vector<std::string> first_reasons(const Told& told, const Finding& finding);
// Of a template, whose report `told.report` must be: what it makes of one of its findings.
[[nodiscard]] AskState ask_state(const Told& told, const Finding& finding);
// "Mend: …", where something is to be mended.
[[nodiscard]] std::string mending(const Told& told, const Finding& finding);
// "Waived: until 30 September 2026, approved by …", or since when it is known; empty when it is neither.
[[nodiscard]] std::string why_aside(const Told& told, const Finding& finding);
// What the sensitive scan found at a place, without the words themselves.
[[nodiscard]] std::string scan_words(const Told& told, const ScanHit& hit);
// For Markdown, a text as it is, whatever it holds: no markup, no mention of a person, no link to an issue; one line.
[[nodiscard]] std::string markdown_plain(const std::string& text);
// The same within a line that begins with an HTML tag, where Markdown knows no backslashes.
[[nodiscard]] std::string html_plain(const std::string& text);
// A diagnostic with its help, in one paragraph.
[[nodiscard]] std::string diagnostic_words(const Language& language, const Diagnostic& diagnostic);
// What an exit code says.
[[nodiscard]] std::string exit_words(const Language& language, int code);

// By finding: the same for the same rule, subject and design, run after run. No two findings of a design share one.
[[nodiscard]] std::vector<std::string> fingerprints(const Told& told);

}  // namespace tutela
