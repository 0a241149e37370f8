#include "dsl/parse.hpp"

#include <algorithm>

#include "dsl/lex.hpp"
#include "dsl/parser.hpp"

namespace tutela {
namespace {

constexpr std::size_t largest_text = 4U * 1024U * 1024U;

// Nothing of it can be read, but it can be written again.
void refuse(Parsed& parsed, Code code, Span place, Message why, std::uint32_t size) {
    parsed.diagnostics.push_back({code, place, std::move(why)});
    if (size > 0) parsed.tree.tokens.push_back({TokenKind::broken, {parsed.tree.source, 0, size}});
}

}  // namespace

Parsed parse(const Sources& sources, SourceId source) {
    Parsed parsed;
    parsed.tree.source = source;
    const std::string& text = sources[source].text;
    const auto size = static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), 0xfffffffeU));
    parsed.tree.header.span = {source, 0, 0};
    if (text.size() > largest_text) {
        refuse(parsed, Code::text_too_large, {source, 0, 0},
               message("the file is larger than 4 MiB"), size);
        return parsed;
    }
    if (const std::size_t bad = first_unreadable(text); bad < text.size()) {
        const auto at = static_cast<std::uint32_t>(bad);
        refuse(parsed, Code::not_utf8, {source, at, at + 1},
               text[bad] == '\0' ? message("a NUL byte stands here")
                                 : message("a byte that is not UTF-8 stands here"),
               size);
        return parsed;
    }
    parsed.tree.tokens = lex(sources, {source, 0, size}, parsed.diagnostics);
    Parser(sources, parsed.tree, parsed.diagnostics).parse_file();
    // The lexer's come first; a reader wants them in the order of the text.
    std::stable_sort(
        parsed.diagnostics.begin(), parsed.diagnostics.end(),
        [](const Diagnostic& a, const Diagnostic& b) { return a.span.begin < b.span.begin; });
    return parsed;
}

}  // namespace tutela
