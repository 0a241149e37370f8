#include "engine/override_severities.hpp"

#include <algorithm>

#include "diagnostics/suggest.hpp"
#include "engine/calendar.hpp"

namespace tutela {
namespace {

Diagnostic unknown_rule(const Ruleset& ruleset, const SeveritySetting& setting) {
    std::vector<std::string> ids;
    for (const Rule& rule : ruleset.rules) ids.push_back(rule.id);
    Diagnostic said{Code::unknown_rule, setting.place,
                    message("there is no rule `{}`", setting.rule)};
    if (const std::string near = closest(setting.rule, ids); !near.empty())
        said.help.push_back(message("did you mean `{}`?", near));
    return said;
}

// Of `critical when C, else advisory` the heavier.
Severity heaviest(const Rule& rule) {
    return rule.severity_when == no_expression ? rule.severity
                                               : std::max(rule.severity, rule.severity_else);
}

std::optional<Diagnostic> objection(const Rule& rule, const SeveritySetting& setting) {
    if (setting.severity >= heaviest(rule)) return std::nullopt;
    if (rule.never_waived)
        return Diagnostic{
            Code::never_waived, setting.place,
            message("`{}` is never waived, so its severity cannot be lowered", rule.id)};
    if (!setting.until || setting.because.empty())
        return Diagnostic{
            Code::missing_until,
            setting.place,
            message("the severity of `{}` is lowered without a reason and a last day", rule.id),
            {},
            {message("write `{}`",
                     "{ to = \"minor\", because = \"…\", until = "
                     "2026-12-31 }")}};
    return std::nullopt;
}

}  // namespace

Diagnostics override_severities(Ruleset& ruleset, std::span<const SeveritySetting> settings,
                                std::int64_t as_of) {
    Diagnostics said;
    for (const SeveritySetting& setting : settings) {
        const auto id = ruleset.find_rule(setting.rule);
        if (!id) {
            said.push_back(unknown_rule(ruleset, setting));
            continue;
        }
        Rule& rule = ruleset.rules[*id];
        if (auto objects = objection(rule, setting)) {
            said.push_back(std::move(*objects));
            continue;
        }
        if (setting.until && as_of > *setting.until) {
            said.push_back({Code::lapsed_override, setting.place,
                            message("the severity of `{}` has lapsed on {}: the base holds again",
                                    rule.id, date_text(*setting.until))});
            continue;
        }
        rule.severity_before = heaviest(rule);
        rule.severity = setting.severity;
        rule.severity_when = no_expression;
        rule.severity_reason = setting.because;
        rule.severity_until = setting.until;
    }
    return said;
}

}  // namespace tutela
