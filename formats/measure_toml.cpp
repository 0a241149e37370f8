#include "formats/measure_toml.hpp"

#include <algorithm>

namespace tutela {
namespace {

// The byte after a string that begins at `at`; a string without an end goes to the line's or the
// text's.
std::size_t after_string(std::string_view text, std::size_t at) {
    const char quote = text[at];
    const bool escapes = quote == '"';
    const std::string_view three = quote == '"' ? "\"\"\"" : "'''";
    if (text.substr(at, 3) == three) {
        for (std::size_t i = at + 3; i < text.size(); ++i) {
            if (escapes && text[i] == '\\') {
                ++i;
            } else if (text.substr(i, 3) == three) {
                i += 3;
                // Up to two quotes may stand before the closing three.
                for (int more = 0; more < 2 && i < text.size() && text[i] == quote; ++more) ++i;
                return i;
            }
        }
        return text.size();
    }
    for (std::size_t i = at + 1; i < text.size() && text[i] != '\n'; ++i) {
        if (escapes && text[i] == '\\')
            ++i;
        else if (text[i] == quote)
            return i + 1;
    }
    return text.find('\n', at) == std::string_view::npos ? text.size() : text.find('\n', at);
}

}  // namespace

TomlMeasure measure_toml(std::string_view text) {
    TomlMeasure measure;
    std::uint32_t parts = 1;
    for (std::size_t i = 0; i < text.size();) {
        const char c = text[i];
        if (c == '"' || c == '\'') {
            i = after_string(text, i);
            continue;
        }
        if (c == '#') {
            i = std::min(text.find('\n', i), text.size());
            continue;
        }
        if (c == '.' && ++parts > measure.longest_key) {
            measure.longest_key = parts;
            measure.longest_at = static_cast<std::uint32_t>(i);
        }
        if (c == '=' || c == ',' || c == '[' || c == '{') ++measure.values;
        if (c == '=' || c == ',' || c == '[' || c == ']' || c == '{' || c == '}' || c == '\n')
            parts = 1;
        ++i;
    }
    return measure;
}

}  // namespace tutela
