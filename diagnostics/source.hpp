#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tutela {

// Index of a source in `Sources`; `no_source` for things nobody wrote.
using SourceId = std::uint32_t;
inline constexpr SourceId no_source = 0xffffffffU;

// A half-open range of bytes [begin, end) in one source. Lines and columns are made only when shown.
struct Span {
    SourceId source = no_source;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    bool operator==(const Span&) const = default;
    [[nodiscard]] bool known() const { return source != no_source; }
};

// What kind of text it is. Source lines of rules may be shown; those of designs never are,
// because they may hold what must not be echoed.
enum class SourceKind : std::uint8_t { rules, design, other };

struct Source {
    std::string name;  // as the user knows it: a path, or `<stdin>`
    std::string text;
    SourceKind kind = SourceKind::other;
    std::vector<std::uint32_t> line_starts;  // byte offsets; the first is 0
};

// 1-based line and column; the column counts Unicode code points.
struct Position {
    std::uint32_t line = 1;
    std::uint32_t column = 1;
};

// All texts of a run. Append only, so a SourceId stays valid.
class Sources {
public:
    SourceId add(std::string name, std::string text, SourceKind kind);
    [[nodiscard]] const Source& operator[](SourceId id) const { return sources_[id]; }
    [[nodiscard]] std::size_t size() const { return sources_.size(); }
    [[nodiscard]] Position position(SourceId id, std::uint32_t offset) const;
    [[nodiscard]] std::string_view text(Span span) const;
    [[nodiscard]] std::string_view line(SourceId id, std::uint32_t line_number) const;
    // "name:line:column", or just the name when the span is unknown.
    [[nodiscard]] std::string place(Span span) const;

private:
    std::vector<Source> sources_;
};

}  // namespace tutela
