#pragma once

#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "dsl/syntax_tree.hpp"

namespace tutela {

// The tokens of [begin, end) of a text, covering every byte in order. What is no token becomes a
// `broken` one and a diagnostic; after a hundred of those the rest is one broken token.
[[nodiscard]] std::vector<Token> lex(const Sources& sources, Span span, Diagnostics& diagnostics);

// The offset of the first byte that is not UTF-8 or is NUL; the size of the text if there is none.
[[nodiscard]] std::size_t first_unreadable(std::string_view text);

}  // namespace tutela
