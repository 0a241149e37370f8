#pragma once

#include <optional>
#include <string>

#include "engine/design.hpp"
#include "engine/function_ref.hpp"

namespace tutela {

// How rows are called, and the order that this gives them.

// A stated value in the words that a row is named by.
[[nodiscard]] std::string naming_words(const Vocabulary& vocabulary, const Design& design,
                                       const Type& type, const Fact& fact);
// The name that its naming fields give a row without a key; empty when they state nothing. Nothing when a part of it gives
// somebody away.
[[nodiscard]] std::optional<std::string> name_of_fields(
    const Vocabulary& vocabulary, const Design& design, RecordId record, std::uint32_t row,
    FunctionRef<bool(std::string_view)> gives_away);
// "S2" before "S10": runs of digits compare by what they count.
[[nodiscard]] bool called_before(std::string_view a, std::string_view b);

}  // namespace tutela
