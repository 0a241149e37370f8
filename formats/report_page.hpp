#pragma once

#include <string>
#include <vector>

#include "formats/score_bar.hpp"
#include "formats/writers.hpp"

namespace tutela {

// The HTML report as plain data in the language of the program: what stands where, every text ready to be shown, nothing
// of how it looks. Names of kinds ("failed", "critical") are for the style and never shown alone.

// A score beside its bar: "Accountability", "22 to 56 of 100", "6 met, 9 open, 12 not met".
struct PageScore {
    std::string title, score, counts;
    ScoreBar bar;
    bool blocked = false;  // by a critical rule
};

// One way to group the rules; one of them is shown first.
struct PageGrouping {
    std::string title;
    bool chosen = false;
    std::vector<PageScore> scores;
};

// A rule on the first page, with a link to where it is told in full.
struct PageLink {
    std::string anchor, id, text, to_do;
    std::vector<std::string> subjects;  // the first few
    std::string more;                   // "and 12 more": subjects
    std::size_t found = 0;              // subjects, all of them
};

struct PageFact {
    std::string what, value, place;
};

// One subject of a rule: the site, the activity, the partner; no name where the whole programme is meant.
struct PageSubject {
    std::string name;
    std::vector<std::string> lines;
    std::vector<PageFact> facts;  // those that there is room for
    std::string more;             // "and 12 more facts"
    std::size_t all_facts = 0;
    bool folded = false;  // many facts: shown on demand
};

struct PageFinding {
    std::string anchor, id, title, severity, level;  // level: "critical"
    std::vector<PageSubject> subjects;               // the first, in full
    std::string rest_title;                          // "and 470 more"
    std::vector<std::string> rest;                   // a line of each of the others
    std::string remedy;
    std::vector<std::string> sources;
};

struct PageFindings {
    std::string kind, title, about;
    std::vector<PageFinding> findings;
};

struct PageQuestion {
    std::string text, rules, place;
};

// What one post can answer, or judge.
struct PagePost {
    std::string post;
    std::vector<PageQuestion> questions;
};

struct PageItem {
    std::string text, more;
};

// A heading with lines below it, or with the sentence that there are none.
struct PageList {
    std::string kind, title, about;
    std::vector<PageItem> items;
};

// How many verdicts rest on facts of one level of evidence at best.
struct PageAssurance {
    std::string level, meaning, met, not_met;
};

struct PageRule {
    std::string id, title, severity, verdict, kind;  // kind: "not-met"
};

struct PageFigure {
    std::string number, text, anchor;
};

struct PageDesign {
    std::string anchor, name, audited, sentence, gate;  // gate: "failed", "open", "passed"
    PageScore total;
    std::vector<PageFigure> figures;
    std::string verdicts;  // "20 met, 36 not met, …"
    std::string blocking_title;
    std::vector<PageLink> blocking;
    std::size_t blocking_shown = 0;    // so many of them on the first page
    std::string blocking_more;         // "and 5 more"
    std::vector<std::string> sharing;  // sentences of a version that may leave the organisation
    std::string since;                 // one sentence, where an earlier report is compared with
    PageList scan;
    std::vector<PageScore> then_and_now;
    std::vector<std::string> since_notes;
    std::vector<PageList> changes;
    std::vector<PageGrouping> groupings;
    std::vector<PageFindings> findings;
    std::vector<PagePost> questions, judgements;
    PageList depends, waits;
    std::vector<PageList> allowances;  // exceptions, waivers, assumptions, warnings
    std::string assurance_sentence;
    std::vector<PageAssurance> assurance;
    std::vector<PageItem> unevidenced;  // critical rules that are met by somebody's word alone
    std::vector<PageRule> rules;
};

struct ReportPage {
    std::string language;
    bool right_to_left = false;
    std::string title;
    std::vector<PageDesign> designs;
    std::vector<PageItem> meanings;  // of the words that the report uses
};

[[nodiscard]] ReportPage report_page(const std::vector<Told>& told);

// The parts of one design's page, each in a file of its own kind.
[[nodiscard]] PageScore page_score(const Language& language, std::string title, const Score& score);
[[nodiscard]] std::string page_place(const Told& told, Span place);
[[nodiscard]] std::string finding_anchor(const PageDesign& page, const Rule& rule);
void add_findings(const Told& told, PageDesign& page);
void add_questions(const Told& told, PageDesign& page);
void add_allowances(const Told& told, PageDesign& page);
void add_assurance(const Told& told, PageDesign& page);
void add_progress(const Told& told, PageDesign& page);

}  // namespace tutela
