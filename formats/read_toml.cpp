#include <cstdint>

// toml++ 3.3.0 asserts on some malformed files; with this it reports them as errors.
#define TOML_ASSERT(condition) static_cast<void>(0)
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <fmt/core.h>
#include <toml++/toml.h>

#include "formats/document.hpp"

namespace tutela {
namespace {

class FromToml {
public:
    FromToml(const Sources& sources, SourceId source, std::size_t depth, Diagnostics& diagnostics)
        : source_(sources[source]), id_(source), depth_(depth), diagnostics_(diagnostics) {}

    Node convert(const toml::node& node, std::size_t depth) {
        Node made;
        made.span = span(node.source());
        if (depth > depth_) {
            if (!too_deep_)
                diagnostics_.push_back({Code::design_too_deep, made.span,
                                        fmt::format("values are nested more than {} deep", depth_), {}, {}});
            too_deep_ = true;
            return made;
        }
        if (const auto* table = node.as_table()) {
            made.kind = Node::Kind::table;
            for (const auto& [key, value] : *table)
                made.members.push_back({std::string(key.str()), span(key.source()), convert(value, depth + 1)});
        } else if (const auto* array = node.as_array()) {
            made.kind = Node::Kind::array;
            for (const auto& item : *array) made.items.push_back(convert(item, depth + 1));
        } else if (const auto* truth = node.as_boolean()) {
            made.kind = Node::Kind::truth;
            made.truth = truth->get();
        } else if (const auto* text = node.as_string()) {
            made.kind = Node::Kind::text;
            made.text = text->get();
        } else if (const auto* whole = node.as_integer()) {
            made.kind = Node::Kind::number;
            made.text = std::to_string(whole->get());
        } else if (node.is_floating_point()) {
            made.kind = Node::Kind::number;
            // The digits as written: 0.1 is a tenth, not the nearest binary fraction.
            made.text = std::string(slice(made.span));
        } else if (const auto* date = node.as_date()) {
            made.kind = Node::Kind::date_or_time;
            made.text = day(date->get());
        } else if (const auto* time = node.as_time()) {
            made.kind = Node::Kind::date_or_time;
            made.text = fmt::format("{:02}:{:02}:{:02}", time->get().hour, time->get().minute, time->get().second);
        } else if (const auto* both = node.as_date_time()) {
            made.kind = Node::Kind::date_or_time;
            made.text = day(both->get().date);
        }
        return made;
    }

    [[nodiscard]] bool too_deep() const { return too_deep_; }

    [[nodiscard]] Span span(const toml::source_region& region) const {
        return {id_, offset(region.begin), offset(region.end)};
    }

private:
    static std::string day(const toml::date& date) {
        return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
    }
    [[nodiscard]] std::string_view slice(Span span) const {
        return std::string_view(source_.text).substr(span.begin, span.end - span.begin);
    }
    // toml++ counts columns in code points.
    [[nodiscard]] std::uint32_t offset(const toml::source_position& at) const {
        if (at.line == 0 || source_.line_starts.empty()) return 0;
        const std::size_t line = std::min<std::size_t>(at.line, source_.line_starts.size());
        std::uint32_t here = source_.line_starts[line - 1];
        for (std::uint32_t column = 1; column < at.column && here < source_.text.size(); ++column) {
            ++here;
            while (here < source_.text.size() && (static_cast<unsigned char>(source_.text[here]) & 0xC0U) == 0x80U)
                ++here;
        }
        return here;
    }

    const Source& source_;
    SourceId id_;
    std::size_t depth_;
    Diagnostics& diagnostics_;
    bool too_deep_ = false;
};

}  // namespace

std::optional<Node> read_toml(const Sources& sources, SourceId source, std::size_t depth,
                              Diagnostics& diagnostics) {
    FromToml from(sources, source, depth, diagnostics);
    const toml::parse_result result = toml::parse(std::string_view(sources[source].text));
    if (!result) {
        // The description of toml++ may quote the file, which must not be echoed: only its words
        // before a quotation are kept.
        std::string why(result.error().description());
        why = why.substr(0, why.find_first_of("'\""));
        while (!why.empty() && (why.back() == ' ' || why.back() == ';' || why.back() == ',' || why.back() == ':'))
            why.pop_back();
        const bool deep = why.find("nest") != std::string::npos || why.find("exceeded") != std::string::npos;
        diagnostics.push_back({deep ? Code::design_too_deep : Code::design_syntax, from.span(result.error().source()),
                               deep ? fmt::format("values are nested more than {} deep", depth)
                                    : "this is not well-formed TOML" + (why.empty() ? "" : ": " + why),
                               {}, {}});
        return std::nullopt;
    }
    Node root = from.convert(result.table(), 0);
    root.span = {source, 0, 0};
    if (from.too_deep()) return std::nullopt;
    return root;
}

}  // namespace tutela
