#pragma once

#include "formats/readers.hpp"

namespace tutela {

// What a case promises of one rule, or of one rule for one subject.
struct Expectation {
    std::string rule, subject;                     // no subject: the worst over all
    std::string verdict;                           // in the words of reports
    std::optional<std::string> reason;             // "not-documented", …
    std::optional<std::string> message;            // a part of the message
    std::optional<std::vector<std::string>> open;  // the paths of the facts that would settle it
    std::optional<std::string> severity;
    std::optional<std::vector<std::string>>
        warnings;  // a part of each warning, and no other warning
    Span span;
};

// One design with what its audit must say. A file holds one, and variants that differ from it in a few facts.
struct RuleCase {
    std::string name;  // of the variant; empty: the file's own design
    Span span;
    std::optional<std::int64_t> as_of;
    std::vector<Expectation> expect;
    std::vector<std::string>
        changes;  // the paths in which a variant differs from the file's own design
    std::optional<Design> design;  // absent when it has errors; they have been said
};

struct ReadCases {
    std::vector<RuleCase> cases;
    Diagnostics diagnostics;
};

// A case file is a design with three keys more: `as-of`, `[expect]` (rule or rule.subject → verdict, or a table of
// verdict, reason, message, open, severity, warnings) and `[[variant]]` (name, set = { path = value }, remove = [path], expect, as-of).
// A path is written as reports write it, `sites[S1].population`, or by position, `sites[1].population`.
[[nodiscard]] ReadCases read_cases(Sources& sources, const Vocabulary& vocabulary,
                                   const std::string& name, std::string text,
                                   const ReadInclude& read_include = {}, ReadLimits limits = {});

}  // namespace tutela
