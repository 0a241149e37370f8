#pragma once

#include <cstddef>
#include <string_view>

namespace tutela {

// Where a value of TOML or JSON that begins at `begin` ends, in a text that is well-formed: past its last byte.
[[nodiscard]] std::size_t value_end(std::string_view text, std::size_t begin);
// The first byte from `at` that is neither space, line end nor comment.
[[nodiscard]] std::size_t skip_space(std::string_view text, std::size_t at);
// The end of the line, before its line end.
[[nodiscard]] std::size_t line_end(std::string_view text, std::size_t at);
// Whether only spaces and a comment stand between here and the end of the line.
[[nodiscard]] bool line_is_over(std::string_view text, std::size_t at);
// The spaces at the begin of the line on which `at` is.
[[nodiscard]] std::string_view indent_of(std::string_view text, std::size_t at);
// Whether only spaces stand before `at` on its line.
[[nodiscard]] bool begins_line(std::string_view text, std::size_t at);

}  // namespace tutela
