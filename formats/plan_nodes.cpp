#include "formats/plan_nodes.hpp"

#include <algorithm>

#include <fmt/core.h>

namespace tutela {
namespace {

constexpr std::size_t depth = 64;

}  // namespace

std::optional<Node> parse_plain(const std::string& name, const std::string& text) {
    Sources sources;
    Diagnostics diagnostics;
    const SourceId id = sources.add(name, text, SourceKind::design);
    auto root = name.ends_with(".json") ? read_json(sources, id, depth, diagnostics)
                                        : read_toml(sources, id, depth, diagnostics);
    if (!root || has_errors(diagnostics) || root->kind != Node::Kind::table) return std::nullopt;
    return root;
}

Node* member(Node* table, std::string_view key) {
    if (!table) return nullptr;
    for (Node::Member& one : table->members)
        if (one.key == key) return &one.value;
    return nullptr;
}

Node* stated(Node* value) {
    Node* is = value && value->kind == Node::Kind::table ? member(value, "is") : nullptr;
    return is ? is : value;
}

bool is_state(const Node& table) {
    return table.find("unknown") || table.find("none") || table.find("withheld") ||
           table.find("fill");
}

bool same(const Node& a, const Node& b) {
    if (a.kind != b.kind || a.truth != b.truth || a.text != b.text ||
        a.items.size() != b.items.size() || a.members.size() != b.members.size())
        return false;
    for (std::size_t i = 0; i < a.items.size(); ++i)
        if (!same(a.items[i], b.items[i])) return false;
    return std::all_of(a.members.begin(), a.members.end(), [&](const Node::Member& one) {
        const Node::Member* other = b.find(one.key);
        return other && same(one.value, other->value);
    });
}

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out += std::string("\\") + c;
        else if (c == '\n')
            out += "\\n";
        else if (c == '\t')
            out += "\\t";
        else if (byte < 0x20 || byte == 0x7f)
            out += fmt::format("\\u{:04x}", byte);
        else
            out += c;
    }
    return out + "\"";
}

}  // namespace tutela
