#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "diagnostics/diagnostic.hpp"

namespace tutela {

// A value as TOML and JSON both have it, with its place. Numbers keep their digits, so that nothing
// is lost to floating point; dates and times are texts in ISO 8601.
struct Node {
    enum class Kind : std::uint8_t { null, truth, number, text, date_or_time, array, table };
    struct Member;

    Kind kind = Kind::null;
    bool truth = false;
    std::string text;
    std::vector<Node> items;
    std::vector<Member> members;
    Span span;

    [[nodiscard]] const Member* find(std::string_view key) const;
};

struct Node::Member {
    std::string key;
    Span span;
    Node value;
};

inline const Node::Member* Node::find(std::string_view key) const {
    for (const Member& member : members)
        if (member.key == key) return &member;
    return nullptr;
}

// A text of 16 MiB may hold eight million values, each a node; this keeps what they take in bounds.
inline constexpr std::size_t most_values = 2'000'000;

// Text to tree: the members of a table in the order they are written in, `depth` tables and arrays
// in each other at most, the root counted. Nothing when it is not well-formed, too deep or too much;
// then a diagnostic says where.
[[nodiscard]] std::optional<Node> read_toml(const Sources& sources, SourceId source,
                                            std::size_t depth, Diagnostics& diagnostics);
[[nodiscard]] std::optional<Node> read_json(const Sources& sources, SourceId source,
                                            std::size_t depth, Diagnostics& diagnostics);

// Unicode normal form C. Nothing when the text is not UTF-8.
[[nodiscard]] std::optional<std::string> normalise(std::string_view text);
[[nodiscard]] bool is_text(std::string_view bytes);  // UTF-8 without NUL
// How many bytes the character takes that a text begins with; 0 where it is none in UTF-8.
[[nodiscard]] std::size_t character_size(std::string_view text);
// Appends a character (a code point, no surrogate) in UTF-8.
void add_character(std::string& text, std::uint32_t character);

}  // namespace tutela
