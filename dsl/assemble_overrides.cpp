#include "dsl/assemble.hpp"

#include <fmt/format.h>

#include "diagnostics/suggest.hpp"
#include "dsl/resolve_type.hpp"

namespace tutela {

bool may_change(Resolution& r, const Module& module, const DeclaredRule& rule, const Name& name) {
    if (module.reaches_by_extends[rule.module]) return true;
    r.say(Code::misplaced_construct, name.span,
          message("`{}` is a rule of `{}`, which is not extended here", name.text,
                  r.modules[rule.module].name()),
          message("write `extends {}`: what is only included stays as it is",
                  r.modules[rule.module].name()));
    return false;
}

namespace {

// What a `set` sets: the parameter, or its row for a choice.
std::optional<std::uint32_t> row_of(Resolution& r, std::uint32_t index, const SetDecl& syntax) {
    const Parameter& parameter = r.ruleset.parameters[index];
    if (!syntax.row) {
        if (!parameter.by) return index;
        r.say(Code::wrong_argument_count, syntax.parameter.span,
              message("`{}` has several values", parameter.name),
              message("say which one: `set {} for …`", parameter.name));
        return std::nullopt;
    }
    if (parameter.otherwise && syntax.row->text == "otherwise") return index;
    const auto wanted = parameter.by
                            ? find_choice(r.ruleset.vocabulary, *parameter.by, syntax.row->text)
                            : std::nullopt;
    for (const auto& [choice, row] : parameter.rows)
        if (wanted == choice) return row;
    r.say(Code::unknown_choice, syntax.row->span,
          message("`{}` has no value for `{}`", parameter.name, syntax.row->text));
    return std::nullopt;
}

// Whether an override's last day is over; says so, in `what`'s words.
bool lapsed(Resolution& r, const std::optional<DateSyntax>& until, Span span,
            const std::string& name,
            Message (*what)(const std::string& name, const std::string& day)) {
    if (!until) return false;
    const auto last = last_day(r, *until);
    if (!last || r.as_of <= *last) return false;
    r.say(Code::lapsed_override, span, what(name, until->text));
    return true;
}

}  // namespace

void apply_overrides(Resolution& r) {
    struct Applied {
        std::uint32_t module;
        std::string value;
        Span span;
    };
    std::map<std::string, Applied> applied;
    // Two that set one thing differently are an error unless one extends the other.
    const auto claim = [&](const std::string& what, std::uint32_t module, const std::string& value,
                           Span span, const Message& conflict) {
        const auto at = applied.find(what);
        if (at != applied.end() && at->second.value != value &&
            !r.modules[module].reaches_by_extends[at->second.module]) {
            r.say(Code::conflicting_overrides, span, conflict);
            r.diagnostics.back().labels.push_back(
                {at->second.span, message("the other one sets it here")});
        }
        applied.insert_or_assign(what, Applied{module, value, span});
    };
    for (std::uint32_t m = 0; m < r.modules.size(); ++m) {
        const Module& module = r.modules[m];
        each<SetDecl>(module, [&](const SetDecl& syntax) {
            const auto named = r.find(module.scope.parameters, syntax.parameter, Code::unknown_name,
                                      message("no parameter is named `{}`", syntax.parameter.text));
            const auto index = named ? row_of(r, *named, syntax) : std::nullopt;
            const auto setting = [](const std::string& name, const std::string& day) {
                return message("the setting of `{}` has lapsed on {}: the base holds again", name,
                               day);
            };
            if (!index || lapsed(r, syntax.until, syntax.span, syntax.parameter.text, setting))
                return;
            const Type type = r.ruleset.parameters[*index].type;
            auto value = constant_value(r, module, type, syntax.values);
            if (!value) return;
            const std::string shown = fmt::format("{}/{} {} {}", value->number.low.numerator,
                                                  value->number.low.denominator, value->index,
                                                  fmt::join(value->members, ","));
            const std::string& name = r.ruleset.parameters[*index].name;
            claim("value " + name, m, shown, syntax.span,
                  message("`{}` is set differently by two rulesets", name));
            Parameter& parameter = r.ruleset.parameters[*index];
            parameter.value = std::move(*value);
            parameter.override_reason = syntax.because.text;
            for (Citation& citation : resolve_citations(r, module.scope, syntax.citations))
                parameter.citations.push_back(std::move(citation));
        });
        each<DisableDecl>(module, [&](const DisableDecl& syntax) {
            const DeclaredRule* rule = r.find_rule(syntax.rule);
            if (!rule || !may_change(r, module, *rule, syntax.rule)) return;
            if (rule->never_waived) {
                r.say(Code::never_waived, syntax.span,
                      message("`{}` is never waived, so it cannot be disabled", syntax.rule.text));
                return;
            }
            if (!syntax.until) {
                r.say(Code::missing_until, syntax.span,
                      message("`{}` is disabled without a last day", syntax.rule.text),
                      message("add `until 2026-12-31`"));
                return;
            }
            const auto disabling = [](const std::string& name, const std::string& day) {
                return message("the disabling of `{}` has lapsed on {}: the base holds again", name,
                               day);
            };
            if (lapsed(r, syntax.until, syntax.span, syntax.rule.text, disabling)) return;
            claim("disabled " + syntax.rule.text, m, "disabled", syntax.span,
                  message("whether `{}` is disabled is set differently by two rulesets",
                          syntax.rule.text));
            DisabledRule disabled{syntax.rule.text, rule->syntax->title.text, syntax.because.text,
                                  module.name(), 0};
            disabled.until = last_day(r, *syntax.until).value_or(0);
            r.ruleset.disabled.push_back(std::move(disabled));
        });
        each<SetSeverityDecl>(module, [&](const SetSeverityDecl& syntax) {
            const DeclaredRule* rule = r.find_rule(syntax.rule);
            if (rule && may_change(r, module, *rule, syntax.rule))
                claim("severity " + syntax.rule.text, m, syntax.level.text, syntax.span,
                      message("the severity of `{}` is set differently by two rulesets",
                              syntax.rule.text));
        });
    }
}

void set_severities(Resolution& r) {
    for (const Module& module : r.modules)
        each<SetSeverityDecl>(module, [&](const SetSeverityDecl& syntax) {
            const auto found = r.rules.find(syntax.rule.text);
            const auto level = resolve_severity(r, syntax.level);
            if (found == r.rules.end() || !found->second.index || !level) return;
            Rule& rule = r.ruleset.rules[*found->second.index];
            const bool lowers = *level < rule.severity;
            if (lowers && rule.never_waived) {
                r.say(Code::never_waived, syntax.span,
                      message("`{}` is never waived, so its severity cannot be lowered", rule.id));
                return;
            }
            if (lowers && !syntax.until) {
                r.say(Code::missing_until, syntax.span,
                      message("the severity of `{}` is lowered without a last day", rule.id),
                      message("add `until 2026-12-31`"));
                return;
            }
            const auto setting = [](const std::string& name, const std::string& day) {
                return message("the severity of `{}` has lapsed on {}: the base holds again", name,
                               day);
            };
            if (lapsed(r, syntax.until, syntax.span, rule.id, setting)) return;
            if (!rule.severity_before) rule.severity_before = rule.severity;
            rule.severity = *level;
            rule.severity_when = no_expression;
            rule.severity_reason = syntax.because.text;
            rule.severity_until = syntax.until ? last_day(r, *syntax.until) : std::nullopt;
        });
}

void order_rules(Resolution& r) {
    const auto count = static_cast<std::uint32_t>(r.ruleset.rules.size());
    std::vector<std::string> names;
    for (const Rule& rule : r.ruleset.rules) names.push_back(rule.id);
    std::vector<Dependency> dependencies = r.rule_dependencies;
    // Those that wait for all others come last; among themselves they do not wait.
    std::vector<bool> waits(count, false);
    for (const Dependency& dependency : r.waits_for_all) waits[dependency.from] = true;
    for (const Dependency& dependency : r.waits_for_all)
        for (std::uint32_t other = 0; other < count; ++other)
            if (!waits[other]) dependencies.push_back({dependency.from, other, dependency.span});
    const DependencyOrder order = order_by_dependency(count, dependencies);
    for (const Circle& circle : order.circles)
        r.say_circle(
            Code::cyclic_rules, message("rules depend on each other"),
            [](const std::string& from, const std::string& to) {
                return message("`{}` waits for `{}` here", from, to);
            },
            circle, names);
    r.ruleset.order = order.order;
}

}  // namespace tutela
