#include "dsl/assemble.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "diagnostics/suggest.hpp"
#include "dsl/check_types.hpp"
#include "dsl/resolve_type.hpp"
#include "dsl/translate.hpp"

namespace tutela {
namespace {

template <class T, class F>
void each(const Module& module, F visit) {
    for (const Declaration& declaration : module.tree.declarations)
        if (const T* found = std::get_if<T>(&declaration)) visit(*found);
}

void add_name(Resolution& r, Names& names, const Name& name, std::uint32_t index,
              const Message& what) {
    if (!name.given()) return;
    if (names.emplace(name.text, index).second) return;
    r.say(Code::declared_twice, name.span, message("{} is declared twice", what));
}

// What a name names, for messages: "the parameter `x`".
using Naming = Message (*)(const std::string& name);
Message the_source(const std::string& name) {
    return message("the source `{}`", name);
}
Message the_principle(const std::string& name) {
    return message("the principle `{}`", name);
}
Message the_theme(const std::string& name) {
    return message("the theme `{}`", name);
}
Message the_parameter(const std::string& name) {
    return message("the parameter `{}`", name);
}
Message the_definition(const std::string& name) {
    return message("the definition `{}`", name);
}
Message the_exception(const std::string& name) {
    return message("the exception `{}`", name);
}

// Two rulesets that are extended may give one name to different things; then it means neither.
void check_inherited(Resolution& r, const Module& module, std::uint32_t base, const Names& known,
                     const Names& more, Naming naming) {
    for (const auto& [name, index] : more) {
        const auto at = known.find(name);
        if (at == known.end() || at->second == index) continue;
        Span span = module.tree.header.span;
        for (const DependencySyntax& dependency : module.tree.header.dependencies)
            if (dependency.name.text == r.modules[base].name()) span = dependency.span;
        r.say(Code::declared_twice, span,
              message("{} is declared by two of the rulesets extended here", naming(name)));
    }
}

// Names of what is extended are known too.
void inherit(Resolution& r, Module& module) {
    for (const std::uint32_t base : module.extends) {
        const Scope& from = r.modules[base].scope;
        Scope& to = module.scope;
        check_inherited(r, module, base, to.parameters, from.parameters, the_parameter);
        check_inherited(r, module, base, to.defines, from.defines, the_definition);
        check_inherited(r, module, base, to.exceptions, from.exceptions, the_exception);
        for (auto [into, of] : {std::pair{&to.sources, &from.sources},
                                {&to.principles, &from.principles},
                                {&to.themes, &from.themes},
                                {&to.parameters, &from.parameters},
                                {&to.defines, &from.defines},
                                {&to.exceptions, &from.exceptions}})
            into->insert(of->begin(), of->end());
    }
}

// A principle of one name is one principle, in whichever ruleset it is written.
std::uint32_t shared(std::vector<Principle>& all, const PrincipleDecl& syntax) {
    for (std::uint32_t i = 0; i < all.size(); ++i)
        if (all[i].name == syntax.name.text) return i;
    all.push_back({syntax.name.text, syntax.text.text, syntax.span});
    return static_cast<std::uint32_t>(all.size() - 1);
}

// The value of a parameter: a constant of its type.
std::optional<Constant> constant_value(Resolution& r, const Module& module, const Type& type,
                                       const std::vector<ExpressionRef>& values) {
    Translator translate(r, module);
    const Type element = type.is_collection() ? type.member() : type;
    Constant made;
    if (values.size() != 1 && !type.is_collection()) {
        if (!values.empty())
            r.say(Code::wrong_type, module.tree[values[1]].span,
                  message("one {} is needed here", type_text(r.ruleset.vocabulary, type)));
        return std::nullopt;
    }
    bool good = true;
    for (const ExpressionRef ref : values) {
        const ExpressionId id = translate.expression(ref, type);
        const Expression node = r.ruleset.expressions[id];
        if (node.type.kind == TypeKind::error) {
            good = false;
            continue;
        }
        const bool fits = node.type.is_collection()
                              ? type.is_collection() && node.type.member() == element
                              : assignable(node.type, element);
        if (node.op == Op::parameter && fits) return r.ruleset.parameters[node.slot].value;
        if (node.op != Op::constant || !fits) {
            const bool units =
                node.type.kind == TypeKind::duration && element.kind == TypeKind::duration;
            r.say(
                units ? Code::incomparable_units : Code::wrong_type, node.span,
                message("this is {}, but {} is needed", type_text(r.ruleset.vocabulary, node.type),
                        type_text(r.ruleset.vocabulary, element)));
            good = false;
            continue;
        }
        const Constant& value = r.ruleset.expressions.constants[node.slot];
        if (!type.is_collection())
            made = value;
        else if (node.type.is_collection()) {
            made.members.insert(made.members.end(), value.members.begin(), value.members.end());
            made.texts.insert(made.texts.end(), value.texts.begin(), value.texts.end());
        } else if (element.kind == TypeKind::text)
            made.texts.push_back(value.text);
        else
            made.members.push_back(value.index);
    }
    if (!good) return std::nullopt;
    return made;
}

}  // namespace

void declare_names(Resolution& r) {
    for (std::uint32_t m = 0; m < r.modules.size(); ++m) {
        Module& module = r.modules[m];
        inherit(r, module);
        Scope& scope = module.scope;
        Names own_sources, own_parameters, own_defines, own_exceptions;
        const auto add = [&](Names& own, Names& all, const Name& name, std::uint32_t index,
                             Naming naming, const Message& help_if_again = {}) {
            const Message what = naming(name.text);
            add_name(r, own, name, index, what);
            // A source or a principle may be said again by who extends; other names mean one thing.
            if (!help_if_again.empty() && own.find(name.text) != own.end() &&
                own.find(name.text)->second == index && all.count(name.text) != 0)
                r.say(Code::declared_twice, name.span,
                      message("{} is declared by the ruleset extended here", what), help_if_again);
            if (name.given()) all.insert_or_assign(name.text, index);
        };
        each<SourceDecl>(module, [&](const SourceDecl& syntax) {
            SourceDocument source;
            source.name = syntax.name.text;
            source.title = syntax.title.text;
            if (syntax.publisher) source.publisher = syntax.publisher->text;
            if (syntax.edition) source.edition = syntax.edition->text;
            if (syntax.note) source.note = syntax.note->text;
            if (syntax.year)
                if (const auto year = parse_decimal(syntax.year->text))
                    source.year = static_cast<int>(year->numerator);
            source.span = syntax.span;
            r.ruleset.sources.push_back(std::move(source));
            add(own_sources, scope.sources, syntax.name,
                static_cast<std::uint32_t>(r.ruleset.sources.size() - 1), the_source);
        });
        Names own_principles, own_themes;
        each<PrincipleDecl>(module, [&](const PrincipleDecl& syntax) {
            const std::uint32_t index =
                shared(syntax.theme ? r.ruleset.themes : r.ruleset.principles, syntax);
            add(syntax.theme ? own_themes : own_principles,
                syntax.theme ? scope.themes : scope.principles, syntax.name, index,
                syntax.theme ? the_theme : the_principle);
        });
        each<ParameterDecl>(module, [&](const ParameterDecl& syntax) {
            Parameter parameter;
            parameter.name = syntax.name.text;
            parameter.span = syntax.span;
            r.ruleset.parameters.push_back(std::move(parameter));
            r.parameter_module.push_back(m);
            add(own_parameters, scope.parameters, syntax.name,
                static_cast<std::uint32_t>(r.ruleset.parameters.size() - 1), the_parameter,
                message("`set` changes its value"));
            // Each row is a parameter of its own, which no rule can name.
            for (const ParameterDecl::Row& row : syntax.rows) {
                if (!row.key) continue;
                Parameter value;
                value.name = syntax.name.text + " for " + row.key->text;
                value.span = row.key->span;
                r.ruleset.parameters.push_back(std::move(value));
                r.parameter_module.push_back(m);
            }
        });
        each<DefineDecl>(module, [&](const DefineDecl& syntax) {
            Define define;
            define.name = syntax.name.text;
            define.span = syntax.span;
            r.ruleset.defines.push_back(std::move(define));
            r.define_module.push_back(m);
            r.define_syntax.push_back(&syntax);
            add(own_defines, scope.defines, syntax.name,
                static_cast<std::uint32_t>(r.ruleset.defines.size() - 1), the_definition,
                message("choose another name"));
        });
        each<ExceptionDecl>(module, [&](const ExceptionDecl& syntax) {
            Exception exception;
            exception.name = syntax.name.text;
            exception.ruleset = module.name();
            exception.span = syntax.span;
            r.ruleset.exceptions.push_back(std::move(exception));
            r.exception_module.push_back(m);
            r.exception_syntax.push_back(&syntax);
            add(own_exceptions, scope.exceptions, syntax.name,
                static_cast<std::uint32_t>(r.ruleset.exceptions.size() - 1), the_exception,
                message("choose another name"));
        });
        each<RuleDecl>(module, [&](const RuleDecl& syntax) {
            if (!syntax.id.given()) return;
            DeclaredRule rule;
            rule.module = m;
            rule.syntax = &syntax;
            for (const ClauseSyntax& clause : syntax.clauses)
                if (std::holds_alternative<NeverWaivedClause>(clause)) rule.never_waived = true;
            const auto [at, fresh] = r.rules.emplace(syntax.id.text, rule);
            if (!fresh) {
                r.say(Code::declared_twice, syntax.id.span,
                      message("the rule `{}` is declared twice", syntax.id.text));
                r.diagnostics.back().labels.push_back(
                    {at->second.syntax->id.span, message("it is first declared here")});
            }
        });
        // One name, one meaning.
        for (const auto& [name, index] : own_defines)
            if (own_parameters.count(name) != 0)
                r.say(Code::declared_twice, r.ruleset.defines[index].span,
                      message("`{}` is a parameter and a definition", name));
    }
}

namespace {

// The rows of a parameter that goes by country, phase or another choice: every choice once, or `otherwise`.
void resolve_rows(Resolution& r, const Module& module, const ParameterDecl& syntax,
                  std::uint32_t head) {
    const Type by = resolve_type(r, *syntax.by, TypePlace::parameter, syntax.name.text).type;
    const bool countries = by.kind == TypeKind::country;
    if (by.kind == TypeKind::error) return;
    if (by.kind != TypeKind::choice && !countries) {
        r.say(Code::wrong_type, syntax.span,
              message("a parameter goes by a list of choices or by country, not by {}",
                      type_text(r.ruleset.vocabulary, by)));
        return;
    }
    const Type type = r.ruleset.parameters[head].type;
    r.ruleset.parameters[head].by = by;
    std::uint32_t index = head;
    for (const ParameterDecl::Row& row : syntax.rows) {
        auto value = constant_value(r, module, type, {row.value});
        if (!row.key) {
            if (r.ruleset.parameters[head].otherwise)
                r.say(Code::declared_twice, module.tree[row.value].span,
                      message("`{}` says `otherwise` twice", syntax.name.text));
            r.ruleset.parameters[head].otherwise = true;
            if (value) r.ruleset.parameters[head].value = std::move(*value);
            continue;
        }
        ++index;
        r.ruleset.parameters[index].type = type;
        if (value) r.ruleset.parameters[index].value = std::move(*value);
        const auto choice = find_choice(r.ruleset.vocabulary, by, row.key->text);
        if (!choice) {
            Diagnostic& said = r.say(Code::unknown_choice, row.key->span,
                                     message("`{}` is no choice here: this goes by {}",
                                             row.key->text, type_text(r.ruleset.vocabulary, by)));
            if (!countries)
                if (const std::string near =
                        closest(row.key->text, r.ruleset.vocabulary.choice_lists[by.id].choices);
                    !near.empty())
                    said.help.push_back(message("did you mean `{}`?", near));
            continue;
        }
        auto& rows = r.ruleset.parameters[head].rows;
        for (const auto& [known, at] : rows)
            if (known == *choice)
                r.say(Code::declared_twice, row.key->span,
                      message("`{}` has two values for `{}`", syntax.name.text, row.key->text));
        rows.emplace_back(*choice, index);
    }
    const Parameter& done = r.ruleset.parameters[head];
    if (done.otherwise) return;
    if (countries) {
        r.say(Code::missing_clause, syntax.span,
              message("`{}` has no value for other countries", syntax.name.text),
              message("add `otherwise` and a value"));
        return;
    }
    const auto& choices = r.ruleset.vocabulary.choice_lists[by.id].choices;
    for (std::uint32_t choice = 0; choice < choices.size(); ++choice)
        if (std::none_of(done.rows.begin(), done.rows.end(),
                         [&](const auto& row) { return row.first == choice; })) {
            r.say(Code::missing_clause, syntax.span,
                  message("`{}` has no value for `{}`", syntax.name.text, choices[choice]),
                  message("give it one, or add `otherwise` and a value"));
            return;
        }
}

}  // namespace

void resolve_parameters(Resolution& r) {
    std::uint32_t index = 0;
    for (const Module& module : r.modules)
        each<ParameterDecl>(module, [&](const ParameterDecl& syntax) {
            const Type type =
                resolve_type(r, syntax.type, TypePlace::parameter, syntax.name.text).type;
            r.ruleset.parameters[index].type = type;
            const std::uint32_t head = index;
            if (type.kind != TypeKind::error && syntax.by)
                resolve_rows(r, module, syntax, head);
            else if (type.kind != TypeKind::error)
                if (auto value = constant_value(r, module, type, syntax.values))
                    r.ruleset.parameters[index].value = std::move(*value);
            for (const ParameterDecl::Row& row : syntax.rows) index += row.key ? 1 : 0;
            ++index;
            Parameter said;
            for (const Origin origin :
                 {Origin::norm, Origin::sector_guidance, Origin::project_default})
                if (syntax.origin && syntax.origin->text == word(origin)) said.origin = origin;
            if (!syntax.origin)
                r.say(
                    Code::missing_clause, syntax.span,
                    message("the parameter `{}` does not say its origin", syntax.name.text),
                    message(
                        "add `origin norm`, `origin sector guidance` or `origin project default`"));
            said.citations = resolve_citations(r, module.scope, syntax.citations);
            if (syntax.note) said.note = syntax.note->text;
            for (std::uint32_t i = head; i < index; ++i) {
                r.ruleset.parameters[i].origin = said.origin;
                r.ruleset.parameters[i].citations = said.citations;
                r.ruleset.parameters[i].note = said.note;
            }
        });
}

namespace {

// Which definitions a definition's body uses, by name.
void used_defines(const Module& module, ExpressionRef ref, const DefineDecl& syntax,
                  std::vector<std::pair<std::string, Span>>& used) {
    if (ref == no_syntax) return;
    const ExpressionSyntax& node = module.tree[ref];
    const auto is_parameter = [&](const std::string& name) {
        return std::any_of(syntax.parameters.begin(), syntax.parameters.end(),
                           [&](const DefineDecl::Parameter& p) { return p.name.text == name; });
    };
    if (const auto* call = std::get_if<CallSyntax>(&node.node))
        used.emplace_back(call->name.text, node.span);
    if (const auto* name = std::get_if<NameSyntax>(&node.node);
        name && !is_parameter(name->name.text))
        used.emplace_back(name->name.text, node.span);
    for (const ExpressionRef child : children_of(node)) used_defines(module, child, syntax, used);
}

}  // namespace

void resolve_defines(Resolution& r) {
    const auto count = static_cast<std::uint32_t>(r.ruleset.defines.size());
    std::vector<Dependency> dependencies;
    std::vector<std::string> names;
    for (std::uint32_t d = 0; d < count; ++d) {
        const Module& module = r.modules[r.define_module[d]];
        names.push_back(r.ruleset.defines[d].name);
        std::vector<std::pair<std::string, Span>> used;
        used_defines(module, r.define_syntax[d]->body, *r.define_syntax[d], used);
        for (const auto& [name, span] : used)
            if (const auto at = module.scope.defines.find(name); at != module.scope.defines.end())
                dependencies.push_back({d, at->second, span});
    }
    const DependencyOrder order = order_by_dependency(count, dependencies);
    for (const Circle& circle : order.circles)
        r.say_circle(
            Code::cyclic_definitions, message("definitions depend on each other"),
            [](const std::string& from, const std::string& to) {
                return message("`{}` uses `{}` here", from, to);
            },
            circle, names);
    if (!order.circles.empty()) return;  // no definition of a circle has a type
    for (const std::uint32_t d : order.order) {
        const Module& module = r.modules[r.define_module[d]];
        const DefineDecl& syntax = *r.define_syntax[d];
        Translator translate(r, module);
        for (const DefineDecl::Parameter& parameter : syntax.parameters) {
            Type type;
            if (parameter.type)
                type = resolve_type(r, *parameter.type, TypePlace::define, syntax.name.text).type;
            else if (const auto record = find_record(r, parameter.name))
                type = type_of(TypeKind::record, *record);
            translate.declare(parameter.name.text, type);
            r.ruleset.defines[d].parameter_names.push_back(parameter.name.text);
            r.ruleset.defines[d].parameter_types.push_back(type);
        }
        std::optional<Type> wanted;
        if (syntax.type)
            wanted = resolve_type(r, *syntax.type, TypePlace::define, syntax.name.text).type;
        translate.place({true, false, false, std::nullopt});
        const ExpressionId body = translate.expression(syntax.body, wanted);
        Define& define = r.ruleset.defines[d];
        define.body = body;
        define.variables = translate.variables;
        define.type = r.ruleset.expressions[body].type;
        if (wanted && !assignable(define.type, *wanted))
            r.say(Code::wrong_type, syntax.span,
                  message("`{}` is {}, but says it is {}", syntax.name.text,
                          type_text(r.ruleset.vocabulary, define.type),
                          type_text(r.ruleset.vocabulary, *wanted)));
    }
}

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
    const auto lapsed = [&](const std::optional<DateSyntax>& until, Span span,
                            const std::string& name,
                            Message (*what)(const std::string& name, const std::string& day)) {
        if (!until) return false;
        const auto last = last_day(r, *until);
        if (!last || r.as_of <= *last) return false;
        r.say(Code::lapsed_override, span, what(name, until->text));
        return true;
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
            if (!index || lapsed(syntax.until, syntax.span, syntax.parameter.text, setting)) return;
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
            if (lapsed(syntax.until, syntax.span, syntax.rule.text, disabling)) return;
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
