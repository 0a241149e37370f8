#include "dsl/assemble.hpp"

#include "diagnostics/suggest.hpp"
#include "dsl/resolve_type.hpp"

namespace tutela {
namespace {

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

}  // namespace tutela
