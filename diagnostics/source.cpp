#include "diagnostics/source.hpp"

#include <algorithm>

namespace tutela {

SourceId Sources::add(std::string name, std::string text, SourceKind kind) {
    Source source{std::move(name), std::move(text), kind, {0}};
    for (std::size_t end = 0; (end = source.text.find('\n', end)) != std::string::npos;)
        source.line_starts.push_back(static_cast<std::uint32_t>(++end));
    sources_.push_back(std::move(source));
    return static_cast<SourceId>(sources_.size() - 1);
}

Position Sources::position(SourceId id, std::uint32_t offset) const {
    const Source& source = sources_[id];
    offset = std::min(offset, static_cast<std::uint32_t>(source.text.size()));
    const auto next =
        std::upper_bound(source.line_starts.begin(), source.line_starts.end(), offset);
    const auto line = static_cast<std::uint32_t>(next - source.line_starts.begin());
    Position position{line, 1};
    for (std::uint32_t i = source.line_starts[line - 1]; i < offset; ++i)
        if ((static_cast<unsigned char>(source.text[i]) & 0xC0U) != 0x80U) ++position.column;
    return position;
}

std::string_view Sources::text(Span span) const {
    if (!span.known()) return {};
    return std::string_view(sources_[span.source].text).substr(span.begin, span.end - span.begin);
}

std::string_view Sources::line(SourceId id, std::uint32_t line_number) const {
    const Source& source = sources_[id];
    const std::uint32_t begin = source.line_starts[line_number - 1];
    std::string_view rest = std::string_view(source.text).substr(begin);
    rest = rest.substr(0, rest.find('\n'));
    if (!rest.empty() && rest.back() == '\r') rest.remove_suffix(1);
    return rest;
}

std::string Sources::place(Span span) const {
    if (!span.known()) return "";
    const Position at = position(span.source, span.begin);
    return sources_[span.source].name + ":" + std::to_string(at.line) + ":" +
           std::to_string(at.column);
}

}  // namespace tutela
