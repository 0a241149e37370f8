#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/document.hpp"

namespace tutela {

// What `edit_plan` knows of documents: values as they stand, not yet facts.

// A text in TOML or JSON, by its name; nothing when it is broken or no table.
[[nodiscard]] std::optional<Node> parse_plain(const std::string& name, const std::string& text);
// The value of a key; null without it, or without a table.
[[nodiscard]] Node* member(Node* table, std::string_view key);
// A value with its evidence is written { is = …, evidence = … }.
[[nodiscard]] Node* stated(Node* value);
// { unknown = "why" } and the like: there is no plan to add to.
[[nodiscard]] bool is_state(const Node& table);
// Do two texts say the same, whatever their layout?
[[nodiscard]] bool same(const Node& a, const Node& b);
// Texts are escaped in the way that TOML and JSON share.
[[nodiscard]] std::string quoted(const std::string& text);

}  // namespace tutela
