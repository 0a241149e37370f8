#pragma once

#include <optional>

#include "dsl/syntax_expression.hpp"
#include "engine/vocabulary.hpp"

namespace tutela {

// Which types go together. A type of kind `error` goes with everything, so that one mistake is
// said once.

enum class Fit : std::uint8_t { fits, different_types, different_units, not_ordered, no_values };

// Counts, numbers and shares are numbers to each other.
[[nodiscard]] bool is_plain_number(const Type& type);
// May the two be compared with `is`? Sets and lists have no values to compare: `no_values`.
[[nodiscard]] Fit fit_for_equality(const Type& a, const Type& b);
// May the two be compared with `<`?
[[nodiscard]] Fit fit_for_order(const Vocabulary& vocabulary, const Type& a, const Type& b);
// May a member of this type be in a collection of that type?
[[nodiscard]] bool fits_in(const Type& member, const Type& collection);
// May a value of the one type stand where the other is wanted?
[[nodiscard]] bool assignable(const Type& from, const Type& to);
// The type of either of two, as the branches of an `if`; nothing when there is none.
[[nodiscard]] std::optional<Type> common_type(const Type& a, const Type& b);
// The type of `a + b` and so on; nothing when there is none. Says nothing about units.
[[nodiscard]] std::optional<Type> arithmetic_type(Arithmetic operation, const Type& a,
                                                  const Type& b);

}  // namespace tutela
