#include "diagnostics/render.hpp"

#include <fmt/core.h>

namespace tutela {
namespace {

struct Paint {
    bool on;
    std::string operator()(const char* code, std::string_view text) const {
        return on ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
    }
};

// With its colon, which French sets apart from the word.
std::string said(const Language& language, DiagnosticLevel level) {
    switch (level) {
        case DiagnosticLevel::error: return language.tr("error:");
        case DiagnosticLevel::warning: return language.tr("warning:");
        case DiagnosticLevel::advice: return language.tr("advice:");
        case DiagnosticLevel::note: return language.tr("note:");
    }
    return "";
}

const char* colour(DiagnosticLevel level) {
    return level == DiagnosticLevel::error     ? "1;31"
           : level == DiagnosticLevel::warning ? "1;33"
                                               : "1;36";
}

// A longer line is no line that somebody wrote, and would drown the message. Its place is told all the same.
constexpr std::size_t longest_line = 400;

// The source line under a place. Lines of designs are never shown: they may hold what must not
// be echoed.
std::string excerpt(const Sources& sources, Span span, const char* code, Paint paint) {
    if (!span.known() || sources[span.source].kind != SourceKind::rules) return {};
    const Position at = sources.position(span.source, span.begin);
    const std::string_view line = sources.line(span.source, at.line);
    if (line.size() > longest_line) return {};
    const std::uint32_t line_begin = sources[span.source].line_starts[at.line - 1];
    const std::uint32_t last =
        std::min<std::uint32_t>(span.end, line_begin + static_cast<std::uint32_t>(line.size()));
    const std::uint32_t end_column =
        last > span.begin ? sources.position(span.source, last).column : at.column + 1;
    std::string padding;
    std::uint32_t column = 1;
    for (std::size_t i = 0; i < line.size() && column < at.column; ++i) {
        if ((static_cast<unsigned char>(line[i]) & 0xC0U) == 0x80U) continue;
        padding += line[i] == '\t' ? '\t' : ' ';
        ++column;
    }
    const std::string number = fmt::format("{:>5}", at.line);
    return fmt::format("{} | {}\n      | {}{}\n", number, line, padding,
                       paint(code, std::string(std::max(1U, end_column - at.column), '^')));
}

}  // namespace

std::string render(const Sources& sources, const Diagnostic& diagnostic,
                   const RenderOptions& options) {
    const Paint paint{options.colour};
    const Language& language = *options.language;
    const CodeEntry& entry = entry_of(diagnostic.code);
    const char* code = colour(diagnostic.level());
    std::string out = fmt::format("{} {} [{}]\n", paint(code, said(language, diagnostic.level())),
                                  paint("1", diagnostic.message.in(language)), entry.name);
    if (diagnostic.span.known()) {
        out += fmt::format("  --> {}\n", sources.place(diagnostic.span));
        out += excerpt(sources, diagnostic.span, code, paint);
    }
    for (const Label& label : diagnostic.labels) {
        out += fmt::format("{} {}\n", paint("1;36", said(language, DiagnosticLevel::note)),
                           label.text.in(language));
        if (!label.span.known()) continue;
        out += fmt::format("  --> {}\n", sources.place(label.span));
        out += excerpt(sources, label.span, "1;36", paint);
    }
    for (const Message& help : diagnostic.help)
        out += fmt::format("  {} {}\n", paint("1;32", language.tr("help:")), help.in(language));
    return out;
}

std::string render(const Sources& sources, const Diagnostics& diagnostics,
                   const RenderOptions& options) {
    std::string out;
    for (const Diagnostic& diagnostic : diagnostics) out += render(sources, diagnostic, options);
    return out;
}

}  // namespace tutela
