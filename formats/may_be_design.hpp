#pragma once

#include <string_view>

#include "engine/vocabulary.hpp"

namespace tutela {

// Whether a file that nobody named could be meant as a design: it speaks of a `programme` at its top, or nearly, or
// includes what may. Settings, lists of waivers and what designs include are told from designs so. A look at the text, and
// no reading: a broken design is one still.
[[nodiscard]] bool may_be_design(const Vocabulary& vocabulary, std::string_view name,
                                 std::string_view text);

// A text in JSON? By its name, else by how it begins.
[[nodiscard]] bool is_json(std::string_view name, std::string_view text);
// Without the mark that some editors put before UTF-8.
[[nodiscard]] std::string_view without_mark(std::string_view text);
// JSON Lines by its name; and a text of which nothing but its words is known: its first line is a whole object.
[[nodiscard]] bool is_lines_name(std::string_view name);
[[nodiscard]] bool is_lines_text(std::string_view text);

}  // namespace tutela
