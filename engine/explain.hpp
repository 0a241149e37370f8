#pragma once

#include <limits>
#include <string>

#include "engine/evaluate.hpp"

namespace tutela {

// "the number of people at site S1": a field of a record in the words of the vocabulary.
[[nodiscard]] std::string describe_fact(const Program& program, const Design& design, FactRef fact);
// The same for an open fact: "the number of people at site S1", "further risks".
[[nodiscard]] std::string describe_open(const Program& program, const Design& design,
                                        const OpenFact& open);
// A field of any record of its kind, without a design: its path "site.population", and "the number of people (site)".
// `more_entries`: further entries of a list or set.
struct FieldTold {
    std::string path, words;
};
[[nodiscard]] FieldTold tell_field(const Program& program, RecordId record, std::uint32_t field,
                                   bool more_entries);
// The value of a fact in words: "500", "not stated", "between 400 and 600", "withheld (safety of
// residents)". Texts and sensitive values are never shown: "(stated)".
[[nodiscard]] std::string value_text(const Program& program, const Design& design, FactRef fact);
// The vocabulary's question for a fact, with the record's name filled in; empty when there is none.
struct Question {
    std::string text;
    std::string post;
};
[[nodiscard]] Question question_for(const Program& program, const Design& design,
                                    const OpenFact& open);
inline constexpr std::size_t all_children = std::numeric_limits<std::size_t>::max();
// Fills text and value of every step of every finding. Call it once before writing a report. Of more children of a step
// than `most` (members of a list) those that decide are kept first, and the others counted: lists within lists multiply,
// and of 500 sites all derivations of a report would be gigabytes.
void word_explanations(const Program& program, const Design& design, Report& report,
                       std::size_t most = all_children);
// Where the fact stands (or the record that lacks it).
[[nodiscard]] Span place_of(const Design& design, const OpenFact& open);

}  // namespace tutela
