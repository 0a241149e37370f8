#include "dsl/resolve.hpp"

#include <fmt/format.h>

#include "diagnostics/suggest.hpp"
#include "engine/calendar.hpp"

namespace tutela {

std::string quoted(std::string_view text) {
    return fmt::format("`{}`", text);
}

std::vector<std::string> keys(const Names& names) {
    std::vector<std::string> result;
    result.reserve(names.size());
    for (const auto& [name, index] : names) result.push_back(name);
    return result;
}

Diagnostic& Resolution::say(Code code, Span span, Message what, Message help) {
    Diagnostic diagnostic{code, span, std::move(what)};
    if (!help.empty()) diagnostic.help.push_back(std::move(help));
    diagnostics.push_back(std::move(diagnostic));
    return diagnostics.back();
}

Diagnostic& Resolution::say_unknown(Code code, Span span, Message what, std::string_view name,
                                    const std::vector<std::string>& candidates) {
    const std::string close = closest(name, candidates);
    return say(code, span, std::move(what),
               close.empty() ? Message{} : message("did you mean `{}`?", close));
}

const DeclaredRule* Resolution::find_rule(const Name& id) {
    if (!id.given()) return nullptr;
    const auto found = rules.find(id.text);
    if (found != rules.end()) return &found->second;
    std::vector<std::string> ids;
    for (const auto& [known, rule] : rules) ids.push_back(known);
    say_unknown(Code::unknown_rule, id.span, message("there is no rule `{}`", id.text), id.text,
                ids);
    return nullptr;
}

std::optional<std::uint32_t> Resolution::find(const Names& names, const Name& name, Code code,
                                              const Message& missing) {
    if (!name.given()) return std::nullopt;
    const auto found = names.find(name.text);
    if (found != names.end()) return found->second;
    say_unknown(code, name.span, missing, name.text, keys(names));
    return std::nullopt;
}

void Resolution::say_circle(Code code, const Message& what, CircleStep label, const Circle& circle,
                            const std::vector<std::string>& names) {
    std::string way = names[circle.front().from];
    for (const Dependency& step : circle) way += " -> " + names[step.to];
    Diagnostic& said = say(code, circle.front().span, message("{}: {}", what, way));
    for (const Dependency& step : circle)
        said.labels.push_back({step.span, label(names[step.from], names[step.to])});
}

namespace {

std::optional<Interval> date_of(Resolution& resolution, const DateSyntax& date) {
    auto days = parse_date(date.text);
    if (!days)
        resolution.say(Code::wrong_type, date.span, message("`{}` is no date", date.text),
                       message("write it as `2026-07-01`"));
    return days;
}

}  // namespace

std::optional<std::int64_t> first_day(Resolution& resolution, const DateSyntax& date) {
    const auto days = date_of(resolution, date);
    if (!days) return std::nullopt;
    return days->low.numerator;
}

std::optional<std::int64_t> last_day(Resolution& resolution, const DateSyntax& date) {
    const auto days = date_of(resolution, date);
    if (!days) return std::nullopt;
    return days->high.numerator;
}

std::vector<Citation> resolve_citations(Resolution& resolution, const Scope& scope,
                                        const std::vector<CitationSyntax>& citations) {
    std::vector<Citation> result;
    for (const CitationSyntax& syntax : citations) {
        const auto source = resolution.find(scope.sources, syntax.source, Code::unknown_source,
                                            message("no source is named `{}`", syntax.source.text));
        if (!source) continue;
        Citation citation;
        citation.source = *source;
        citation.span = syntax.span;
        if (syntax.place) citation.place = syntax.place->text;
        for (const Checked checked : {Checked::unverified, Checked::title, Checked::read})
            if (syntax.checked && syntax.checked->text == word(checked)) citation.checked = checked;
        result.push_back(std::move(citation));
    }
    return result;
}

std::optional<Severity> resolve_severity(Resolution& resolution, const Name& level) {
    std::vector<std::string> levels;
    for (const Severity severity :
         {Severity::advisory, Severity::minor, Severity::major, Severity::critical}) {
        if (level.text == word(severity)) return severity;
        levels.emplace_back(word(severity));
    }
    if (level.given())
        resolution
            .say_unknown(Code::unknown_choice, level.span,
                         message("`{}` is no severity", level.text), level.text, levels)
            .help.push_back(message("a severity is `critical`, `major`, `minor` or `advisory`"));
    return std::nullopt;
}

}  // namespace tutela
