#include <algorithm>
#include <set>

#include "dsl/assemble.hpp"
#include "dsl/check_types.hpp"
#include "dsl/translate.hpp"

// Rules with their clauses, exceptions, profiles and crosswalks.

namespace tutela {
namespace {

class ResolveRule {
public:
    ResolveRule(Resolution& r, const DeclaredRule& declared, std::uint32_t index)
        : r_(r),
          module_(r.modules[declared.module]),
          syntax_(*declared.syntax),
          index_(index),
          translate_(r, module_) {
        rule_.id = syntax_.id.text;
        rule_.title = syntax_.title.text;
        rule_.ruleset = module_.name();
        rule_.span = syntax_.span;
    }

    Rule resolve() {
        // Subjects first: the other clauses speak of them, wherever they stand.
        for (const ClauseSyntax& clause : syntax_.clauses)
            if (const auto* each = std::get_if<ForEachClause>(&clause)) for_each(*each);
        for (const ClauseSyntax& clause : syntax_.clauses)
            std::visit([&](const auto& one) { take(one); }, clause);
        if (rule_.title.empty()) missing(message("a title"));
        if (!rule_.principle && !seen_.count("principle")) missing(message("a principle"));
        if (!seen_.count("severity")) missing(message("a severity"));
        if (rule_.require.empty() && rule_.warnings.empty())
            missing(message("something to `require` or to `warn when`"));
        rule_.variables = translate_.variables;
        return std::move(rule_);
    }

private:
    void missing(const Message& what) {
        r_.say(Code::missing_clause, syntax_.id.span,
               message("the rule `{}` lacks {}", rule_.id, what));
    }
    bool once(const char* clause, Span span) {
        if (seen_.insert(clause).second) return true;
        r_.say(Code::clause_twice, span, message("`{}` stands twice in `{}`", clause, rule_.id));
        return false;
    }
    ExpressionId decide(ExpressionRef ref, bool rules) {
        translate_.place({true, rules, true, index_});
        const ExpressionId id = translate_.truth(ref);
        translate_.place({});
        return id;
    }
    std::optional<std::uint32_t> stage(const Name& name) {
        const auto stages = r_.ruleset.vocabulary.stages();
        if (!stages) {
            r_.say(Code::unknown_field, name.span,
                   message("the vocabulary has no `programme.stage` with a list of stages"));
            return std::nullopt;
        }
        const ChoiceList& list = r_.ruleset.vocabulary.choice_lists[*stages];
        const auto found = list.find(name.text);
        if (!found && name.given())
            r_.say_unknown(Code::unknown_choice, name.span,
                           message("there is no stage `{}`", name.text), name.text, list.choices);
        return found;
    }

    void for_each(const ForEachClause& clause) {
        if (!once("for each", clause.span)) return;
        for (const Binding& binding : clause.bindings) {
            ForEach each;
            each.name = binding.name.text;
            each.span = binding.span;
            each.list = translate_.collection(binding.list);
            const Type type = translate_.type_of(each.list);
            translate_.check_new(binding.name);
            each.variable = translate_.declare(
                binding.name.text, type.kind == TypeKind::error ? Type{} : type.member());
            if (binding.where != no_syntax) each.where = decide(binding.where, false);
            rule_.for_each.push_back(each);
        }
    }
    void take(const ForEachClause&) {}
    void take(const BecauseClause&) {}
    void take(const PrincipleClause& c) {
        if (once("principle", c.span))
            rule_.principle = r_.find(module_.scope.principles, c.name, Code::unknown_name,
                                      message("no principle is named `{}`", c.name.text));
    }
    void take(const ThemeClause& c) {
        for (const Name& name : c.names)
            if (const auto theme = r_.find(module_.scope.themes, name, Code::unknown_name,
                                           message("no theme is named `{}`", name.text)))
                rule_.themes.push_back(*theme);
    }
    void take(const SeverityClause& c) {
        if (!once("severity", c.span)) return;
        rule_.severity = resolve_severity(r_, c.level).value_or(Severity::major);
        if (c.when == no_syntax) return;
        rule_.severity_when = decide(c.when, false);
        if (c.otherwise)
            rule_.severity_else = resolve_severity(r_, *c.otherwise).value_or(Severity::major);
    }
    void take(const PhaseClause& c) {
        if (!once("phase", c.span)) return;
        std::vector<std::string> words;
        for (const Phase phase : {Phase::assessment, Phase::design, Phase::implementation,
                                  Phase::monitoring, Phase::closure})
            words.emplace_back(word(phase));
        for (const Name& name : c.phases) {
            const auto at = std::find(words.begin(), words.end(), name.text);
            if (at == words.end())
                r_.say_unknown(Code::unknown_choice, name.span,
                               message("there is no phase `{}`", name.text), name.text, words);
            else
                rule_.phases.push_back(static_cast<Phase>(at - words.begin()));
        }
    }
    void take(const CitesClause& c) {
        for (Citation& citation : resolve_citations(r_, module_.scope, {c.citation}))
            rule_.citations.push_back(std::move(citation));
    }
    void take(const WhenClause& c) { rule_.when.push_back({decide(c.condition, true), c.span}); }
    void take(const RequireClause& c) { rule_.require.push_back({require(c.condition), c.span}); }
    ExpressionId require(ExpressionRef ref) {
        translate_.place({false, false, true, index_});
        const ExpressionId id = translate_.truth(ref);
        translate_.place({});
        return id;
    }
    void take(const UnlessClause& c) {
        Unless unless;
        unless.expression = require(c.condition);
        unless.because = c.because.text;
        unless.span = c.span;
        if (c.until) unless.until = last_day(r_, *c.until);
        rule_.unless.push_back(std::move(unless));
    }
    void take(const PresumeClause&) {}
    void take(const WarnClause& c) {
        Warning warning;
        translate_.place({});
        warning.expression = translate_.truth(c.condition);
        if (c.saying) warning.saying = translate_.text(*c.saying);
        warning.span = c.span;
        rule_.warnings.push_back(std::move(warning));
    }
    void take(const JudgeClause& c) {
        if (!once("judge", c.span)) return;
        Judge judge{c.question.text, c.post.text, no_expression, c.span};
        if (c.when != no_syntax) judge.when = translate_.truth(c.when);
        rule_.judge = std::move(judge);
    }
    void take(const DocumentedClause& c) {
        if (once("documented from", c.span)) rule_.documented_from = stage(c.stage);
    }
    void take(const DueClause& c) {
        if (!once("due from", c.span)) return;
        Due due;
        due.span = c.span;
        if (c.stage) due.stage = stage(*c.stage);
        if (c.date) due.date = first_day(r_, *c.date);
        rule_.due_from = due;
    }
    void link(const Name& name, std::vector<RuleLink>& into, ExpressionId where,
              std::string because, Span span) {
        const DeclaredRule* other = r_.find_rule(name);
        if (!other || !other->index) return;
        into.push_back({*other->index, where, std::move(because), span});
        r_.rule_dependencies.push_back({index_, *other->index, span});
    }
    void take(const RequiresClause& c) {
        link(c.rule, rule_.requires_rules, no_expression, "", c.span);
    }
    void take(const YieldsClause& c) {
        const ExpressionId where = c.where == no_syntax ? no_expression : translate_.truth(c.where);
        link(c.rule, rule_.yields_to, where, c.because.text, c.span);
    }
    void take(const WaivableClause& c) {
        for (const Name& post : c.posts) rule_.waivable_by.push_back(post.text);
    }
    void take(const NeverWaivedClause&) { rule_.never_waived = true; }
    void take(const MessageClause& c) {
        if (once("message", c.span)) rule_.message = translate_.text(c.text);
    }
    void take(const RemedyClause& c) {
        if (once("remedy", c.span)) rule_.remedy = c.text.text;
    }
    void take(const AskClause& c) {
        if (!once("ask", c.span)) return;
        rule_.ask.question = c.ask.question.text;
        rule_.ask.span = c.span;
        for (const Name& post : c.ask.posts) rule_.ask_posts.push_back(post.text);
        if (!rule_.ask_posts.empty()) rule_.ask.post = rule_.ask_posts[0];
    }
    void take(const EffortClause& c) {
        if (!once("effort", c.span)) return;
        const auto amount = parse_decimal(c.amount);
        const auto unit = parse_unit(c.unit);
        if (!amount || !unit)
            r_.say(Code::wrong_type, c.span, message("an effort is a duration"),
                   message("write `effort 3 days`"));
        else
            rule_.effort = {*amount, *unit, true};
    }
    void take(const SinceClause& c) {
        if (once("since", c.span)) rule_.since = first_day(r_, c.date);
    }
    void take(const UntilClause& c) {
        if (once("until", c.span)) rule_.until = last_day(r_, c.date);
    }

    Resolution& r_;
    const Module& module_;
    const RuleDecl& syntax_;
    std::uint32_t index_;
    Translator translate_;
    Rule rule_;
    std::set<std::string> seen_;
};

void presume(Resolution& r, const Module& module, const PresumeClause& syntax) {
    const auto record = r.ruleset.vocabulary.find_record(syntax.record.text);
    if (!record) {
        std::vector<std::string> known;
        for (const Record& one : r.ruleset.vocabulary.records) known.push_back(one.name);
        r.say_unknown(Code::unknown_record, syntax.record.span,
                      message("no record is named `{}`", syntax.record.text), syntax.record.text,
                      known);
        return;
    }
    const Record& declared = r.ruleset.vocabulary.records[*record];
    const auto field = declared.find(syntax.field.text);
    if (!field) {
        std::vector<std::string> known;
        for (const Field& one : declared.fields) known.push_back(one.name);
        r.say_unknown(Code::unknown_field, syntax.field.span,
                      message("no field of `{}` is named `{}`", declared.name, syntax.field.text),
                      syntax.field.text, known);
        return;
    }
    const Type type = declared.fields[*field].type;
    Translator translate(r, module);
    const ExpressionId value = translate.expression(syntax.value, type);
    const Expression node = r.ruleset.expressions[value];
    if (node.type.kind == TypeKind::error) return;
    if (node.op != Op::constant || !assignable(node.type, type) || type.kind == TypeKind::record ||
        type.kind == TypeKind::list) {
        r.say(Code::wrong_type, syntax.span,
              message("`{}` is presumed to be something it cannot be", syntax.field.text),
              message("expected {}", type_text(r.ruleset.vocabulary, type)));
        return;
    }
    for (const Presumption& other : r.ruleset.presumptions)
        if (other.record == *record && other.field == *field) {
            r.say(Code::two_presumptions, syntax.span,
                  message("`{}.{}` is presumed twice", syntax.record.text, syntax.field.text));
            r.diagnostics.back().labels.push_back(
                {other.span, message("it is first presumed here")});
            return;
        }
    r.ruleset.presumptions.push_back(
        {*record, *field, r.ruleset.expressions.constants[node.slot], syntax.span});
}

void set_severities(Resolution& r) {
    for (const Module& module : r.modules)
        for (const Declaration& declaration : module.tree.declarations) {
            const auto* syntax = std::get_if<SetSeverityDecl>(&declaration);
            if (!syntax) continue;
            const auto found = r.rules.find(syntax->rule.text);
            const auto level = resolve_severity(r, syntax->level);
            if (found == r.rules.end() || !found->second.index || !level) continue;
            Rule& rule = r.ruleset.rules[*found->second.index];
            const bool lowers = *level < rule.severity;
            if (lowers && rule.never_waived) {
                r.say(Code::never_waived, syntax->span,
                      message("`{}` is never waived, so its severity cannot be lowered", rule.id));
                continue;
            }
            if (lowers && !syntax->until) {
                r.say(Code::missing_until, syntax->span,
                      message("the severity of `{}` is lowered without a last day", rule.id),
                      message("add `until 2026-12-31`"));
                continue;
            }
            if (syntax->until) {
                const auto last = last_day(r, *syntax->until);
                if (last && r.as_of > *last) {
                    r.say(Code::lapsed_override, syntax->span,
                          message("the severity of `{}` has lapsed on {}: the base holds again",
                                  rule.id, syntax->until->text));
                    continue;
                }
            }
            if (!rule.severity_before) rule.severity_before = rule.severity;
            rule.severity = *level;
            rule.severity_when = no_expression;
            rule.severity_reason = syntax->because.text;
            rule.severity_until.reset();
            if (syntax->until) rule.severity_until = last_day(r, *syntax->until);
        }
}

}  // namespace

void resolve_rules(Resolution& r) {
    std::vector<const DeclaredRule*> order;
    for (std::uint32_t m = 0; m < r.modules.size(); ++m)
        for (const Declaration& declaration : r.modules[m].tree.declarations) {
            const auto* syntax = std::get_if<RuleDecl>(&declaration);
            if (!syntax) continue;
            const auto found = r.rules.find(syntax->id.text);
            if (found == r.rules.end() || found->second.syntax != syntax) continue;
            const bool disabled =
                std::any_of(r.ruleset.disabled.begin(), r.ruleset.disabled.end(),
                            [&](const DisabledRule& d) { return d.id == syntax->id.text; });
            if (disabled) continue;
            found->second.index = static_cast<std::uint32_t>(order.size());
            order.push_back(&found->second);
        }
    for (const Module& module : r.modules)
        for (const Declaration& declaration : module.tree.declarations) {
            if (const auto* alone = std::get_if<PresumeClause>(&declaration))
                presume(r, module, *alone);
            if (const auto* rule = std::get_if<RuleDecl>(&declaration))
                for (const ClauseSyntax& clause : rule->clauses)
                    if (const auto* inside = std::get_if<PresumeClause>(&clause))
                        presume(r, module, *inside);
        }
    for (std::uint32_t i = 0; i < order.size(); ++i)
        r.ruleset.rules.push_back(ResolveRule(r, *order[i], i).resolve());
    set_severities(r);
}

void resolve_exceptions(Resolution& r) {
    const auto count = static_cast<std::uint32_t>(r.ruleset.exceptions.size());
    // Which exceptions an exception is to.
    std::vector<Dependency> dependencies;
    std::vector<std::string> names;
    for (std::uint32_t e = 0; e < count; ++e) {
        names.push_back(r.ruleset.exceptions[e].name);
        const Module& module = r.modules[r.exception_module[e]];
        for (const Name& target : r.exception_syntax[e]->targets)
            if (const auto at = module.scope.exceptions.find(target.text);
                at != module.scope.exceptions.end())
                dependencies.push_back({e, at->second, target.span});
    }
    const DependencyOrder order = order_by_dependency(count, dependencies);
    for (const Circle& circle : order.circles)
        r.say_circle(
            Code::cyclic_exceptions, message("exceptions are exceptions to each other"),
            [](const std::string& from, const std::string& to) {
                return message("`{}` is an exception to `{}` here", from, to);
            },
            circle, names);
    if (!order.circles.empty()) return;

    for (const std::uint32_t e : order.order) {
        const ExceptionDecl& syntax = *r.exception_syntax[e];
        const Module& module = r.modules[r.exception_module[e]];
        struct Target {
            std::uint32_t rule;
            std::optional<std::uint32_t> exception;
        };
        std::vector<Target> targets;
        for (const Name& name : syntax.targets) {
            if (const auto at = module.scope.exceptions.find(name.text);
                at != module.scope.exceptions.end()) {
                for (const Exception::Copy& copy : r.ruleset.exceptions[at->second].copies)
                    targets.push_back({copy.rule, at->second});
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
        if (std::none_of(syntax.clauses.begin(), syntax.clauses.end(),
                         [](const ClauseSyntax& clause) {
                             return std::holds_alternative<WhenClause>(clause) ||
                                    std::holds_alternative<RequireClause>(clause);
                         }))
            r.say(Code::missing_clause, syntax.span,
                  message("the exception `{}` does not say when it holds", syntax.name.text),
                  message("add `when …` or `require …`"));
        for (const ClauseSyntax& clause : syntax.clauses) {
            if (const auto* because = std::get_if<BecauseClause>(&clause))
                r.ruleset.exceptions[e].because = because->reason.text;
            if (const auto* until = std::get_if<UntilClause>(&clause)) {
                auto& last = r.ruleset.exceptions[e].until;
                last = last_day(r, until->date);
                if (last && *last < r.as_of)
                    r.say(Code::lapsed_override, syntax.span,
                          message("the exception `{}` has lapsed on {}: the rule holds again",
                                  syntax.name.text, until->date.text));
            }
        }
        for (std::size_t t = 0; t < targets.size(); ++t) {
            const Target& target = targets[t];
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
            const std::size_t said = r.diagnostics.size();
            for (const ClauseSyntax& clause : syntax.clauses) {
                const bool guards = std::holds_alternative<WhenClause>(clause);
                translate.place({guards, guards, true, target.rule});
                if (const auto* when = std::get_if<WhenClause>(&clause))
                    copy.when.push_back({translate.truth(when->condition), when->span});
                if (const auto* require = std::get_if<RequireClause>(&clause))
                    copy.require.push_back({translate.truth(require->condition), require->span});
            }
            copy.variables = translate.variables;
            r.ruleset.exceptions[e].copies.push_back(std::move(copy));
            // What is wrong is wrong once, however many rules it bears on.
            if (std::any_of(
                    r.diagnostics.begin() + static_cast<std::ptrdiff_t>(said), r.diagnostics.end(),
                    [](const Diagnostic& d) { return d.level() == DiagnosticLevel::error; }))
                break;
        }
    }
}

void resolve_profiles(Resolution& r) {
    for (const Module& module : r.modules)
        for (const Declaration& declaration : module.tree.declarations) {
            if (const auto* syntax = std::get_if<ProfileDecl>(&declaration)) {
                Profile profile{
                    syntax->name.text, syntax->title ? syntax->title->text : "", {}, syntax->span};
                for (const Name& id : syntax->rules)
                    if (const DeclaredRule* rule = r.find_rule(id); rule && rule->index)
                        profile.rules.push_back(*rule->index);
                // A profile said again by who extends or includes adds to it.
                const auto same =
                    std::find_if(r.ruleset.profiles.begin(), r.ruleset.profiles.end(),
                                 [&](const Profile& p) { return p.name == profile.name; });
                if (same == r.ruleset.profiles.end()) {
                    r.ruleset.profiles.push_back(std::move(profile));
                    continue;
                }
                for (const std::uint32_t rule : profile.rules)
                    if (std::find(same->rules.begin(), same->rules.end(), rule) ==
                        same->rules.end())
                        same->rules.push_back(rule);
            }
            if (const auto* syntax = std::get_if<CrosswalkDecl>(&declaration)) {
                Crosswalk crosswalk{syntax->name.text, syntax->title.text, {}, syntax->span};
                for (const CrosswalkDecl::Mapping& mapping : syntax->mappings) {
                    const auto principle =
                        r.find(module.scope.principles, mapping.principle, Code::unknown_name,
                               message("no principle is named `{}`", mapping.principle.text));
                    if (!principle) continue;
                    std::vector<std::string> texts;
                    for (const TextSyntax& text : mapping.texts) texts.push_back(text.text);
                    crosswalk.principle_to.emplace_back(*principle, std::move(texts));
                }
                r.ruleset.crosswalks.push_back(std::move(crosswalk));
            }
        }
}

}  // namespace tutela
