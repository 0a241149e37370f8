#include <algorithm>

#include "dsl/assemble.hpp"
#include "dsl/translate.hpp"

// Exceptions: a copy for each rule they bear on, for they see that rule's variables.

namespace tutela {
namespace {

// What an exception is to: a rule, or another exception to it.
struct Target {
    std::uint32_t rule;
    std::optional<std::uint32_t> exception;
};

std::optional<std::uint32_t> find_exception(const Module& module, const Name& name) {
    const auto at = module.scope.exceptions.find(name.text);
    if (at == module.scope.exceptions.end()) return std::nullopt;
    return at->second;
}

// Each after those that it is an exception to; nothing when they go in circles, which is said.
std::optional<std::vector<std::uint32_t>> order_of_exceptions(Resolution& r) {
    const auto count = static_cast<std::uint32_t>(r.ruleset.exceptions.size());
    std::vector<Dependency> dependencies;
    std::vector<std::string> names;
    for (std::uint32_t e = 0; e < count; ++e) {
        names.push_back(r.ruleset.exceptions[e].name);
        for (const Name& target : r.exception_syntax[e]->targets)
            if (const auto other = find_exception(r.modules[r.exception_module[e]], target))
                dependencies.push_back({e, *other, target.span});
    }
    DependencyOrder order = order_by_dependency(count, dependencies);
    for (const Circle& circle : order.circles)
        r.say_circle(
            Code::cyclic_exceptions, message("exceptions are exceptions to each other"),
            [](const std::string& from, const std::string& to) {
                return message("`{}` is an exception to `{}` here", from, to);
            },
            circle, names);
    if (!order.circles.empty()) return std::nullopt;
    return std::move(order.order);
}

std::vector<Target> targets_of(Resolution& r, const Module& module, const ExceptionDecl& syntax) {
    std::vector<Target> targets;
    for (const Name& name : syntax.targets) {
        if (const auto other = find_exception(module, name)) {
            for (const Exception::Copy& copy : r.ruleset.exceptions[*other].copies)
                targets.push_back({copy.rule, *other});
            continue;
        }
        const DeclaredRule* rule = r.find_rule(name);
        if (!rule || !may_change(r, module, *rule, name)) continue;
        if (rule->never_waived)
            r.say(Code::never_waived, name.span,
                  message("`{}` is never waived, so nothing is an exception to it", name.text));
        else if (rule->index)
            targets.push_back({*rule->index, std::nullopt});
    }
    return targets;
}

// Why it holds and until when.
void take_reasons(Resolution& r, const ExceptionDecl& syntax, Exception& exception) {
    for (const ClauseSyntax& clause : syntax.clauses) {
        if (const auto* because = std::get_if<BecauseClause>(&clause))
            exception.because = because->reason.text;
        if (const auto* until = std::get_if<UntilClause>(&clause)) {
            exception.until = last_day(r, until->date);
            if (exception.until && *exception.until < r.as_of)
                r.say(Code::lapsed_override, syntax.span,
                      message("the exception `{}` has lapsed on {}: the rule holds again",
                              syntax.name.text, until->date.text));
        }
    }
}

void require_conditions(Resolution& r, const ExceptionDecl& syntax) {
    const bool says_when =
        std::any_of(syntax.clauses.begin(), syntax.clauses.end(), [](const ClauseSyntax& clause) {
            return std::holds_alternative<WhenClause>(clause) ||
                   std::holds_alternative<RequireClause>(clause);
        });
    if (!says_when)
        r.say(Code::missing_clause, syntax.span,
              message("the exception `{}` does not say when it holds", syntax.name.text),
              message("add `when …` or `require …`"));
}

Exception::Copy copy_for(Resolution& r, const Module& module, const ExceptionDecl& syntax,
                         const Target& target) {
    Exception::Copy copy;
    copy.rule = target.rule;
    copy.to_exception = target.exception;
    Translator translate(r, module);
    const Rule& rule = r.ruleset.rules[target.rule];
    for (const ForEach& each : rule.for_each) {
        const Type list = r.ruleset.expressions[each.list].type;
        translate.variables = each.variable;
        translate.declare(each.name, list.is_collection() ? list.member() : Type{});
    }
    translate.variables = std::max(translate.variables, rule.variables);
    for (const ClauseSyntax& clause : syntax.clauses) {
        const bool guards = std::holds_alternative<WhenClause>(clause);
        translate.place({guards, guards, true, target.rule});
        if (const auto* when = std::get_if<WhenClause>(&clause))
            copy.when.push_back({translate.truth(when->condition), when->span});
        if (const auto* require = std::get_if<RequireClause>(&clause))
            copy.require.push_back({translate.truth(require->condition), require->span});
    }
    copy.variables = translate.variables;
    return copy;
}

}  // namespace

void resolve_exceptions(Resolution& r) {
    const auto order = order_of_exceptions(r);
    if (!order) return;
    for (const std::uint32_t e : *order) {
        const ExceptionDecl& syntax = *r.exception_syntax[e];
        const Module& module = r.modules[r.exception_module[e]];
        const std::vector<Target> targets = targets_of(r, module, syntax);
        require_conditions(r, syntax);
        take_reasons(r, syntax, r.ruleset.exceptions[e]);
        for (const Target& target : targets) {
            const auto said = static_cast<std::ptrdiff_t>(r.diagnostics.size());
            Exception::Copy copy = copy_for(r, module, syntax, target);
            r.ruleset.exceptions[e].copies.push_back(std::move(copy));
            // What is wrong is wrong once, however many rules it bears on.
            if (std::any_of(
                    r.diagnostics.begin() + said, r.diagnostics.end(),
                    [](const Diagnostic& d) { return d.level() == DiagnosticLevel::error; }))
                break;
        }
    }
}

}  // namespace tutela
