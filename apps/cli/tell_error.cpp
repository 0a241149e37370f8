#include "apps/cli/tell_error.hpp"

#include <algorithm>
#include <map>

#include <fmt/core.h>

namespace tutela {

void tell_error(const World& world, const Message& what, const Message& help) {
    const Language& language = *world.language;
    std::string text = fmt::format("{} {}\n", language.tr("error:"), what.in(language));
    if (!help.empty()) text += fmt::format("  {} {}\n", language.tr("help:"), help.in(language));
    world.err(text);
}

void tell_unreadable(const World& world, const std::string& path) {
    const Diagnostic unreadable{Code::unreadable_file, {}, message("{} cannot be read", path)};
    world.err(render(Sources(), unreadable, {false, world.language}));
}

void tell_kinds(const World& world, const Diagnostics& diagnostics, Diagnostics* said) {
    if (diagnostics.empty()) return;
    std::map<std::string_view, std::size_t> kinds;
    for (const Diagnostic& diagnostic : diagnostics) ++kinds[entry_of(diagnostic.code).name];
    std::string all;
    for (const auto& [kind, count] : kinds)
        all += fmt::format("{}[{}] {}", all.empty() ? "" : ", ", kind, count);
    const Message told = message("leave out {} to be told where", "--shareable");
    if (has_errors(diagnostics)) {
        const auto first = std::find_if(
            diagnostics.begin(), diagnostics.end(),
            [](const Diagnostic& one) { return one.level() == DiagnosticLevel::error; });
        if (said) said->push_back({first->code, {}, message("a design has errors: {}", all)});
        return tell_error(world, message("a design has errors: {}", all), told);
    }
    const Language& language = *world.language;
    world.err(
        fmt::format("{} {}\n", language.tr("warning:"),
                    message("there is something to say about a design: {}", all).in(language)));
}

void take(const Sources& from, const Diagnostics& said, Sources& sources, Diagnostics& into) {
    if (said.empty()) return;
    const auto before = static_cast<SourceId>(sources.size());
    for (SourceId id = 0; id < from.size(); ++id)
        (void)sources.add(from[id].name, from[id].text, from[id].kind);
    for (Diagnostic one : said) {
        if (one.span.known()) one.span.source += before;
        for (Label& label : one.labels)
            if (label.span.known()) label.span.source += before;
        into.push_back(std::move(one));
    }
}

Diagnostic unreadable(Sources& sources, const std::string& path, SourceKind kind) {
    return {Code::unreadable_file,
            {sources.add(path, "", kind), 0, 0},
            message("{} cannot be read", path)};
}

RenderOptions render_options(const World& world) {
    return {world.err_is_terminal, world.language};
}

}  // namespace tutela
