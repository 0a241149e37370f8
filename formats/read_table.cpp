#include "formats/read_table.hpp"

#include "diagnostics/suggest.hpp"
#include "engine/calendar.hpp"
#include "engine/scan_text.hpp"

namespace tutela {
namespace {

constexpr std::size_t deepest = 8, largest = std::size_t{16} << 20U;

}  // namespace

std::optional<Node> read_table(Sources& sources, std::string name, std::string text,
                               Diagnostics& diagnostics) {
    const bool is_json = name.ends_with(".json");
    const bool too_large = text.size() > largest;
    // A text that is too large is not even kept.
    const SourceId source =
        sources.add(std::move(name), too_large ? "" : std::move(text), SourceKind::design);
    const Span start{source, 0, 0};
    if (too_large) {
        diagnostics.push_back({Code::text_too_large, start,
                               message("the file is larger than {} MiB", largest >> 20U)});
        return std::nullopt;
    }
    if (!is_text(sources[source].text)) {
        diagnostics.push_back({Code::not_utf8, start, message("the file is not UTF-8 text")});
        return std::nullopt;
    }
    auto root = is_json ? read_json(sources, source, deepest, diagnostics)
                        : read_toml(sources, source, deepest, diagnostics);
    if (root && root->kind != Node::Kind::table) {
        diagnostics.push_back(
            {Code::wrong_value_type, start, message("the file holds no keys and values")});
        return std::nullopt;
    }
    return root;
}

std::string text_member(const Node& table, std::string_view key, Diagnostics& diagnostics) {
    const Node::Member* member = table.find(key);
    if (!member) return "";
    if (member->value.kind != Node::Kind::text) {
        diagnostics.push_back({Code::wrong_value_type, member->value.span,
                               message("`{}` is a text, in quotation marks", key)});
        return "";
    }
    return normalise(member->value.text).value_or("");
}

void say_unknown_key(const Node::Member& member, const std::vector<std::string>& known,
                     Diagnostics& diagnostics) {
    // Whoever misplaces a text as a key is not repeated.
    Diagnostic said{Code::unknown_key, member.span,
                    may_be_repeated(member.key) ? message("`{}` means nothing here", member.key)
                                                : message("this key means nothing here")};
    if (const std::string near = closest(member.key, known); !near.empty())
        said.help.push_back(message("did you mean `{}`?", near));
    diagnostics.push_back(std::move(said));
}

std::optional<std::int64_t> last_day_of(const Node& node) {
    if (node.kind != Node::Kind::text && node.kind != Node::Kind::date_or_time) return std::nullopt;
    const auto date = parse_date(node.text);
    return date ? std::optional(date->high.numerator) : std::nullopt;
}

}  // namespace tutela
