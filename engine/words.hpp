#pragma once

#include <string>

#include "engine/evaluator.hpp"

namespace tutela {

// How a row is called in a report: its key or its naming fields; its path when the name itself
// holds something that must not be echoed.
[[nodiscard]] std::string row_name(const Design& design, RecordId record, std::uint32_t row);
// The same for people, in their language: "site 1" of a masked design, "audit without a name".
[[nodiscard]] std::string row_words(const Program& program, const Design& design, RecordId record,
                                    std::uint32_t row);
[[nodiscard]] std::string choice_words(const Vocabulary& vocabulary, ChoiceListId list,
                                       std::uint32_t choice);
[[nodiscard]] std::string number_words(const Language& language, const Type& type,
                                       const Interval& number);
// The same of a fact or of what was computed from such: coarse if the design is masked.
[[nodiscard]] std::string number_words(const Language& language, const Design& design,
                                       const Type& type, const Interval& number);
// The same of what an expression came to; a small count that the scan objects to is not told.
[[nodiscard]] std::string number_words(const Program& program, const Design& design,
                                       ExpressionId id, const Interval& number);
// 2026-07-01, or as the language writes a date.
[[nodiscard]] std::string day_words(const Language& language, std::int64_t day);
// "not stated" for what is unknown; texts are never shown: "(text)".
[[nodiscard]] std::string scalar_words(const Program& program, const Design& design,
                                       const Type& type, const Scalar& scalar);
// Whether the expression reads a field that has a fact which is not shown.
[[nodiscard]] bool reads_what_is_not_shown(const Program& program, const Design& design,
                                           ExpressionId id);
// Any expression's value in words.
[[nodiscard]] std::string value_words(Evaluator& evaluator, ExpressionId id, std::uint32_t base);

}  // namespace tutela
