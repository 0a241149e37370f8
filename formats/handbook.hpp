#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/describe.hpp"
#include "engine/design.hpp"

namespace tutela {

// The rules of a ruleset as a book for people: plain data in the language of the program. Every sentence is made from the
// very expressions that are evaluated, so that it cannot say something else.
struct HandbookClause {
    std::string label;             // "Required", "Applies when", …
    std::vector<Sentence> points;  // may be nested
};

// Two designs that differ in one fact, one of which passes.
struct HandbookExample {
    std::string fact, met, not_met;
};

struct HandbookRule {
    std::string id, title, severity, phases, themes;
    std::string
        subject;  // "each site": what gets a verdict of its own; empty: the programme as a whole
    std::vector<HandbookClause> clauses;
    std::vector<std::string>
        notes;  // when it counts as not met unless written, who judges, who may waive it
    std::string message, remedy, question, answered_by, effort;
    std::vector<std::string> sources;
    std::vector<HandbookExample> examples;
};

struct HandbookPart {
    std::string name, title;  // of a principle
    std::vector<HandbookRule> rules;
};

struct HandbookTerm {
    std::string name, meaning;  // a word of the rules, or a parameter with its value
    std::vector<Sentence> points;
    std::string origin, sources, note;
};

struct Handbook {
    std::string language;
    bool right_to_left = false;
    std::string title, about;  // "protection-mainstreaming 1.0.0, 140 rules"
    std::vector<HandbookPart> parts;
    std::vector<HandbookTerm> words, parameters;
    std::vector<std::string> sources;
    std::vector<std::pair<std::string, std::string>> profiles;  // title, the ids of its rules
};

// By rule id: what a case of the rule shows.
using HandbookExamples = std::map<std::string, std::vector<HandbookExample>>;
[[nodiscard]] Handbook make_handbook(const Program& program, const HandbookExamples& examples);

// The one fact in which two designs differ, in words; nothing when they differ in none or in several.
[[nodiscard]] std::vector<HandbookExample> one_fact_apart(const Program& program, const Design& met,
                                                          const Design& not_met);

[[nodiscard]] std::string write_handbook_markdown(const Program& program, const Handbook& book);
// One page that needs nothing else: no network, no script.
[[nodiscard]] std::string write_handbook_html(const Program& program, const Handbook& book);

}  // namespace tutela
