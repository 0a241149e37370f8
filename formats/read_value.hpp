#pragma once

#include <optional>

#include "engine/design.hpp"
#include "formats/document.hpp"

namespace tutela {

// What a plain value says for a type, or nothing when it does not fit. Choices, texts and
// references are not values in this sense.
[[nodiscard]] std::optional<Interval> read_number(const Type& type, const Node& node);
// `{ between = [a, b] }`, `{ at-least = a }`, `{ at-most = b }`, clipped to what the type allows.
[[nodiscard]] std::optional<Interval> read_estimate(const Type& type, const Node& table);
// Truth, choice, language, country, age band: an index.
[[nodiscard]] std::optional<std::uint32_t> read_index(const Vocabulary& vocabulary,
                                                      const Type& type, const Node& node);
// What is expected, with an example of how it is written.
[[nodiscard]] Message how_to_write(const Vocabulary& vocabulary, const Type& type);

}  // namespace tutela
