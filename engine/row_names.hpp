#pragma once

#include <string>
#include <string_view>

#include "engine/interval.hpp"
#include "engine/vocabulary.hpp"

namespace tutela {

// How rows are called, and the order that this gives them; for designs and for columns.

// A stated value in the words that a row is named by: of choices, codes, bands, dates and numbers. Empty for other types.
[[nodiscard]] std::string naming_words(const Vocabulary& vocabulary, const Type& type,
                                       std::uint32_t index, const Interval& number);
// Joins the words of one naming field to those before it, without control characters.
void join_name(std::string& name, std::string words);
// "S2" before "S10": runs of digits compare by what they count.
[[nodiscard]] bool called_before(std::string_view a, std::string_view b);

}  // namespace tutela
