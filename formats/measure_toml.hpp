#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tutela {

// What a TOML text would cost to parse, told without parsing it: toml++ limits how deep brackets
// nest, but neither how long a dotted key is (`a.a.a.…` nests a table a part) nor how many values
// there are.
struct TomlMeasure {
    std::uint32_t longest_key = 1;  // parts of the longest dotted key or table header
    std::uint32_t longest_at = 0;   // byte offset in that key
    std::size_t values = 0;         // no more values than this
};

// Exact up to the first mistake in the text; a parser does not read past it.
[[nodiscard]] TomlMeasure measure_toml(std::string_view text);

}  // namespace tutela
