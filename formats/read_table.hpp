#pragma once

#include "formats/document.hpp"

namespace tutela {

// A file of the project's own that is no design: waivers, a baseline, settings. `name` ends in .json for JSON, else it is
// TOML. Nothing when it is too large, no UTF-8, not well-formed or no table; then a diagnostic says where. An empty TOML
// file is an empty table.
[[nodiscard]] std::optional<Node> read_table(Sources& sources, std::string name, std::string text,
                                             Diagnostics& diagnostics);

// The text of a member in NFC; nothing, and a diagnostic, when it is no text. "" where there is no such member.
[[nodiscard]] std::string text_member(const Node& table, std::string_view key,
                                      Diagnostics& diagnostics);

// "`{}` means nothing here", with the key that was probably meant.
void say_unknown_key(const Node::Member& member, const std::vector<std::string>& known,
                     Diagnostics& diagnostics);

// The last day that a text or date speaks of: a month ends with its last day. Nothing when it is none.
[[nodiscard]] std::optional<std::int64_t> last_day_of(const Node& node);

}  // namespace tutela
