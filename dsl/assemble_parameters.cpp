#include "dsl/assemble.hpp"

#include <algorithm>

#include "diagnostics/suggest.hpp"
#include "dsl/check_types.hpp"
#include "dsl/resolve_type.hpp"
#include "dsl/translate.hpp"

namespace tutela {

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

}  // namespace tutela
