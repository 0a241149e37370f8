#include "formats/read_settings.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "diagnostics/suggest.hpp"
#include "formats/document.hpp"

namespace tutela {
namespace {

constexpr std::size_t deepest = 8;

void say_unknown(Diagnostics& diagnostics, Span span, std::string_view found, Message what,
                 const std::vector<std::string>& candidates) {
    Diagnostic said{Code::unknown_setting, span, std::move(what)};
    if (const std::string near = closest(found, candidates); !near.empty())
        said.help.push_back(message("did you mean `{}`?", near));
    diagnostics.push_back(std::move(said));
}

// What may be set: all that is said of rules that compile, but for errors.
bool may_be_set(const CodeEntry& entry) {
    return entry.level != DiagnosticLevel::error && entry.code < Code::unreadable_file;
}

void read_level(ReadSettings& read, const Node::Member& member) {
    std::vector<std::string> names;
    const CodeEntry* found = nullptr;
    for (const CodeEntry& entry : registered_codes()) {
        if (!may_be_set(entry)) continue;
        names.emplace_back(entry.name);
        if (entry.name == member.key) found = &entry;
    }
    if (found == nullptr)
        return say_unknown(read.diagnostics, member.span, member.key,
                           message("no lint is named `{}`", member.key), names);
    const std::string& level = member.value.text;
    if (level == "off") {
        read.settings.levels[found->code] = std::nullopt;
        return;
    }
    for (const DiagnosticLevel one :
         {DiagnosticLevel::error, DiagnosticLevel::warning, DiagnosticLevel::advice})
        if (level == word(one)) {
            read.settings.levels[found->code] = one;
            return;
        }
    say_unknown(read.diagnostics, member.value.span, level,
                message("the level of `{}` is none of error, warning, advice, off", member.key),
                {"error", "warning", "advice", "off"});
}

}  // namespace

ReadSettings read_settings(Sources& sources, std::string name, std::string text) {
    ReadSettings read;
    const SourceId source = sources.add(std::move(name), std::move(text), SourceKind::other);
    const auto root = read_toml(sources, source, deepest, read.diagnostics);
    if (!root) return read;
    for (const Node::Member& table : root->members) {
        if (table.key != "lint" || table.value.kind != Node::Kind::table) {
            say_unknown(read.diagnostics, table.span, table.key,
                        message("`{}` is no table of settings", table.key), {"lint"});
            continue;
        }
        for (const Node::Member& member : table.value.members) read_level(read, member);
    }
    return read;
}

}  // namespace tutela
