#include "dsl/translate.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "dsl/check_types.hpp"
#include "dsl/resolve_type.hpp"
#include "engine/calendar.hpp"

namespace tutela {

std::uint32_t Translator::declare(const std::string& name, Type type) {
    variables_.push_back({name, variables, type});
    return variables++;
}

void Translator::check_new(const Name& name) {
    const bool variable = std::any_of(variables_.begin(), variables_.end(),
                                      [&](const Variable& v) { return v.name == name.text; });
    const Scope& scope = m_.scope;
    if (name.given() &&
        (variable || scope.parameters.count(name.text) != 0 || scope.defines.count(name.text) != 0))
        r_.say(Code::declared_twice, name.span,
               message("`{}` already means something here", name.text),
               message("choose another name"));
}

ExpressionId Translator::make(Op op, Type type, Span span, std::vector<ExpressionId> args,
                              std::uint32_t slot) {
    return r_.ruleset.expressions.add({op, type, span, slot, std::move(args)});
}

std::uint32_t Translator::empty_constant() {
    r_.ruleset.expressions.constants.emplace_back();
    return static_cast<std::uint32_t>(r_.ruleset.expressions.constants.size() - 1);
}

ExpressionId Translator::constant(Type type, Constant value, Span span) {
    return r_.ruleset.expressions.add_constant(type, std::move(value), span);
}

void Translator::wrong(Span span, const Message& is, const Type& got, const Message& wanted) {
    if (got.kind == TypeKind::error) return;
    r_.say(Code::wrong_type, span,
           message("{} is {}, but {} is needed here", is, words(got), wanted));
}

const ExpressionSyntax& Translator::inner(ExpressionRef ref) const {
    const ExpressionSyntax* at = &m_.tree[ref];
    while (const auto* brackets = std::get_if<BracketsSyntax>(&at->node))
        at = &m_.tree[brackets->inner];
    return *at;
}

ExpressionId Translator::truth(ExpressionRef ref) {
    const ExpressionId id = expression(ref);
    if (type_of(id).kind != TypeKind::truth && !bad(id)) {
        wrong(m_.tree[ref].span, message("this"), type_of(id),
              message("something that is true or false"));
        return broken(m_.tree[ref].span);
    }
    return id;
}

ExpressionId Translator::collection(ExpressionRef ref) {
    const ExpressionId id = expression(ref);
    if (!type_of(id).is_collection() && !bad(id)) {
        wrong(m_.tree[ref].span, message("this"), type_of(id), message("a list or a set"));
        return broken(m_.tree[ref].span);
    }
    return id;
}

Template Translator::text(const TemplateSyntax& syntax) {
    Template made;
    made.texts = syntax.texts;
    made.holes = syntax.holes;
    made.span = syntax.span;
    for (const ExpressionRef ref : syntax.expressions) made.expressions.push_back(expression(ref));
    return made;
}

ExpressionId Translator::expression(ExpressionRef ref, std::optional<Type> wanted) {
    if (ref == no_syntax) return broken({});
    const ExpressionSyntax& syntax = m_.tree[ref];
    const Span span = syntax.span;
    const Type truth_type = tutela::type_of(TypeKind::truth);
    if (const auto* node = std::get_if<LiteralSyntax>(&syntax.node)) return literal(*node, span);
    if (const auto* node = std::get_if<NameSyntax>(&syntax.node)) return name(*node, span, wanted);
    if (std::holds_alternative<ItSyntax>(syntax.node)) {
        const auto found = in_scope({"it", span});
        return found ? *found : broken(span);
    }
    if (std::holds_alternative<TodaySyntax>(syntax.node))
        return make(Op::today, tutela::type_of(TypeKind::date), span, {});
    if (const auto* node = std::get_if<CallSyntax>(&syntax.node)) return call(*node, span);
    if (const auto* node = std::get_if<MemberSyntax>(&syntax.node)) return member(*node, span);
    if (const auto* node = std::get_if<BracketsSyntax>(&syntax.node))
        return expression(node->inner, wanted);
    if (const auto* node = std::get_if<ListSyntax>(&syntax.node)) return list(*node, span, wanted);
    if (const auto* node = std::get_if<IfSyntax>(&syntax.node)) return choose(*node, span, wanted);
    const auto all = [&](Op op, const std::vector<ExpressionRef>& operands) {
        std::vector<ExpressionId> parts;
        for (const ExpressionRef operand : operands) parts.push_back(truth(operand));
        return make(op, truth_type, span, std::move(parts));
    };
    if (const auto* node = std::get_if<AndSyntax>(&syntax.node))
        return all(Op::both, node->operands);
    if (const auto* node = std::get_if<OrSyntax>(&syntax.node))
        return all(Op::either, node->operands);
    if (const auto* node = std::get_if<NotSyntax>(&syntax.node))
        return make(Op::negate, truth_type, span, {truth(node->operand)});
    if (const auto* node = std::get_if<ComparisonSyntax>(&syntax.node))
        return comparison(*node, span);
    if (const auto* node = std::get_if<StateSyntax>(&syntax.node)) return state(*node, span);
    if (const auto* node = std::get_if<ArithmeticSyntax>(&syntax.node))
        return arithmetic(*node, span);
    if (const auto* node = std::get_if<QuantifierSyntax>(&syntax.node))
        return quantifier(*node, span);
    if (const auto* node = std::get_if<TotalSyntax>(&syntax.node)) return total(*node, span);
    return special(ref, span);
}

// ------------------------------------------------------------------------------------------- leaves

ExpressionId Translator::literal(const LiteralSyntax& node, Span span) {
    Constant value;
    const auto fail = [&](const Message& what) {
        r_.say(Code::wrong_type, span, what);
        return broken(span);
    };
    std::string digits;
    for (const char c : node.text)
        if (c != ',' && c != '_') digits += c;
    const auto number = parse_decimal(digits);
    switch (node.kind) {
        case LiteralKind::number:
            if (!number)
                return fail(message("this is no number that can be computed with exactly"));
            value.number = point(*number);
            return constant(tutela::type_of(number->denominator == 1 && number->numerator >= 0
                                                ? TypeKind::count
                                                : TypeKind::number),
                            std::move(value), span);
        case LiteralKind::share: {
            const auto share = number ? divide(*number, {100, 1}) : std::nullopt;
            if (!share) return fail(message("this is no share that can be computed with exactly"));
            value.number = point(*share);
            return constant(tutela::type_of(TypeKind::share), std::move(value), span);
        }
        case LiteralKind::money:
            if (!number)
                return fail(
                    message("this is no amount of money that can be computed with exactly"));
            value.number = point(*number);
            value.number.currency = currency_code(node.unit);
            return constant(tutela::type_of(TypeKind::money), std::move(value), span);
        case LiteralKind::date: {
            const auto date = parse_date(node.text);
            if (!date) return fail(message("this is no date that can be computed with exactly"));
            value.number = *date;
            return constant(tutela::type_of(TypeKind::date), std::move(value), span);
        }
        case LiteralKind::time: {
            const auto time = parse_time(node.text);
            if (!time)
                return fail(message("this is no time of day that can be computed with exactly"));
            value.number = *time;
            return constant(tutela::type_of(TypeKind::time), std::move(value), span);
        }
        case LiteralKind::duration: {
            const auto unit = parse_unit(node.unit);
            const auto base =
                number && unit ? multiply(*number, {base_units(*unit), 1}) : std::nullopt;
            if (!base)
                return fail(message("this is no duration that can be computed with exactly"));
            value.number = point(*base);
            Type type = tutela::type_of(TypeKind::duration);
            type.unit = *unit;
            type.family = family_of(*unit);
            return constant(type, std::move(value), span);
        }
        case LiteralKind::text:
            value.text = node.text;
            return constant(tutela::type_of(TypeKind::text), std::move(value), span);
        case LiteralKind::truth:
            value.index = node.text == "true" ? 1 : 0;
            return constant(tutela::type_of(TypeKind::truth), std::move(value), span);
    }
    return broken(span);
}

// A bare word as a choice (language, country) of what it is compared with.
std::optional<ExpressionId> Translator::choice(const Name& name,
                                               const std::optional<Type>& wanted) {
    if (!wanted) return std::nullopt;
    const Type type = wanted->is_collection() ? wanted->member() : *wanted;
    const auto index = find_choice(r_.ruleset.vocabulary, type, name.text);
    if (!index) return std::nullopt;
    Constant value;
    value.index = *index;
    return constant(type, std::move(value), name.span);
}

std::optional<ExpressionId> Translator::in_scope(const Name& name) {
    for (auto at = variables_.rbegin(); at != variables_.rend(); ++at)
        if (at->name == name.text) return make(Op::variable, at->type, name.span, {}, at->slot);
    if (const auto at = m_.scope.parameters.find(name.text); at != m_.scope.parameters.end()) {
        if (r_.ruleset.parameters[at->second].by) {
            r_.say(Code::wrong_argument_count, name.span,
                   message("`{}` has a value for each choice", name.text),
                   message("say which one: `{}(…)`", name.text));
            return broken(name.span);
        }
        return make(Op::parameter, r_.ruleset.parameters[at->second].type, name.span, {},
                    at->second);
    }
    if (const auto at = m_.scope.defines.find(name.text); at != m_.scope.defines.end()) {
        const Define& define = r_.ruleset.defines[at->second];
        if (define.parameter_names.empty())
            return make(Op::call, define.type, name.span, {}, at->second);
        r_.say(Code::wrong_argument_count, name.span,
               message_n("`{1}` needs {0} argument", "`{1}` needs {0} arguments",
                         define.parameter_names.size(), name.text));
        return broken(name.span);
    }
    const Vocabulary& vocabulary = r_.ruleset.vocabulary;
    if (vocabulary.records.empty()) return std::nullopt;
    if (const auto field = vocabulary.records[root_record].find(name.text)) {
        const ExpressionId root =
            make(Op::root, tutela::type_of(TypeKind::record, root_record), name.span, {});
        return make(Op::field, vocabulary.records[root_record].fields[*field].type, name.span,
                    {root}, *field);
    }
    return std::nullopt;
}

ExpressionId Translator::name(const NameSyntax& node, Span span,
                              const std::optional<Type>& wanted) {
    if (!node.name.given()) return broken(span);
    if (node.choice_first) {
        if (const auto found = choice(node.name, wanted)) {
            const auto shadow =
                std::any_of(variables_.begin(), variables_.end(),
                            [&](const Variable& v) { return v.name == node.name.text; }) ||
                m_.scope.parameters.count(node.name.text) != 0 ||
                m_.scope.defines.count(node.name.text) != 0;
            if (shadow)
                r_.say(Code::shadowed_choice, span,
                       message("`{}` is a choice here and a name of yours too", node.name.text),
                       message("give the parameter, definition or variable another name"));
            return *found;
        }
    }
    if (const auto found = in_scope(node.name)) return *found;
    const Type type =
        wanted && wanted->is_collection() ? wanted->member() : wanted.value_or(Type{});
    if (node.choice_first && type.kind == TypeKind::choice) {
        const ChoiceList& list = r_.ruleset.vocabulary.choice_lists[type.id];
        r_.say_unknown(Code::unknown_choice, span,
                       message("`{}` has no choice `{}`", list.name, node.name.text),
                       node.name.text, list.choices);
        return broken(span);
    }
    if (const auto found = choice(node.name, wanted)) return *found;
    std::vector<std::string> known = keys(m_.scope.parameters);
    for (const std::string& define : keys(m_.scope.defines)) known.push_back(define);
    for (const Variable& variable : variables_) known.push_back(variable.name);
    if (!r_.ruleset.vocabulary.records.empty())
        for (const Field& field : r_.ruleset.vocabulary.records[root_record].fields)
            known.push_back(field.name);
    // What it is compared with is wrong, and that has been said.
    if (node.choice_first && wanted && wanted->kind == TypeKind::error) return broken(span);
    Diagnostic& said =
        r_.say_unknown(Code::unknown_name, span, message("nothing is named `{}`", node.name.text),
                       node.name.text, known);
    for (const Variable& variable : variables_)
        if (said.help.empty() && variable.type.kind == TypeKind::record &&
            r_.ruleset.vocabulary.records[variable.type.id].find(node.name.text))
            said.help.push_back(message("did you mean `{}.{}`?", variable.name, node.name.text));
    return broken(span);
}

ExpressionId Translator::member(const MemberSyntax& node, Span span) {
    const ExpressionId record = expression(node.record);
    const Type type = type_of(record);
    if (bad(record) || !node.field.given()) return broken(span);
    if (type.kind == TypeKind::age_band) {
        if (node.field.text == "from" || node.field.text == "to")
            return make(node.field.text == "from" ? Op::band_from : Op::band_to,
                        tutela::type_of(TypeKind::count), span, {record});
        r_.say(Code::unknown_field, node.field.span,
               message("an age band has no `{}`", node.field.text),
               message("it has `from` and `to`"));
        return broken(span);
    }
    if (type.kind != TypeKind::record) {
        wrong(m_.tree[node.record].span, message("this"), type, message("one record"));
        if (type.is_collection())
            r_.diagnostics.back().help.push_back(
                message("to ask each of them: every X in L satisfies X.{} …", node.field.text));
        return broken(span);
    }
    const Record& declared = r_.ruleset.vocabulary.records[type.id];
    const auto field = find_field(r_, declared, node.field);
    if (!field) return broken(span);
    return make(Op::field, declared.fields[*field].type, span, {record}, *field);
}

ExpressionId Translator::list(const ListSyntax& node, Span span,
                              const std::optional<Type>& wanted) {
    std::optional<Type> element;
    if (wanted) element = wanted->is_collection() ? wanted->member() : *wanted;
    std::vector<ExpressionId> members;
    bool constants = true;
    for (const ExpressionRef ref : node.members) {
        members.push_back(expression(ref, element));
        const Type type = type_of(members.back());
        if (bad(members.back())) return broken(span);
        if (!element) element = type;
        if (fit_for_equality(type, *element) != Fit::fits) {
            r_.say(Code::incomparable, m_.tree[ref].span,
                   message("this is {}, the list is of {}", words(type), words(*element)));
            return broken(span);
        }
        constants = constants && r_.ruleset.expressions[members.back()].op == Op::constant;
    }
    if (!element) return broken(span);
    Type set = set_of(element->kind, element->id);
    if (!constants || element->is_numeric() || element->kind == TypeKind::text)
        return make(Op::collection, set, span, std::move(members));
    Constant value;
    for (const ExpressionId member : members) {
        const std::uint32_t index =
            r_.ruleset.expressions.constants[r_.ruleset.expressions[member].slot].index;
        if (std::find(value.members.begin(), value.members.end(), index) == value.members.end())
            value.members.push_back(index);
    }
    return constant(set, std::move(value), span);
}

// A parameter that goes by a choice: the row of the one given, the branches of an `if` after the other.
ExpressionId Translator::row(std::uint32_t index, const CallSyntax& node, Span span) {
    const Parameter parameter = r_.ruleset.parameters[index];
    if (node.arguments.size() != 1) {
        r_.say(Code::wrong_argument_count, span,
               message_n("`{1}` needs {0} argument, not {2}", "`{1}` needs {0} arguments, not {2}",
                         1, node.name.text, node.arguments.size()));
        return broken(span);
    }
    const ExpressionId key = expression(node.arguments[0], *parameter.by);
    if (bad(key)) return broken(span);
    if (!assignable(type_of(key), *parameter.by)) {
        wrong(m_.tree[node.arguments[0]].span, message("this"), type_of(key),
              literally(words(*parameter.by)));
        return broken(span);
    }
    const auto value = [&](std::uint32_t of) {
        return make(Op::parameter, parameter.type, span, {}, of);
    };
    if (parameter.rows.empty()) return value(index);
    std::size_t last = parameter.rows.size();
    ExpressionId result = parameter.otherwise ? value(index) : value(parameter.rows[--last].second);
    for (std::size_t i = last; i-- > 0;) {
        Constant choice;
        choice.index = parameter.rows[i].first;
        const ExpressionId is = make(Op::equal, tutela::type_of(TypeKind::truth), span,
                                     {key, constant(*parameter.by, std::move(choice), span)});
        result =
            make(Op::choose, parameter.type, span, {is, value(parameter.rows[i].second), result});
    }
    return result;
}

ExpressionId Translator::call(const CallSyntax& node, Span span) {
    if (const auto at = m_.scope.parameters.find(node.name.text);
        at != m_.scope.parameters.end() && r_.ruleset.parameters[at->second].by)
        return row(at->second, node, span);
    const auto define = r_.find(m_.scope.defines, node.name, Code::unknown_name,
                                message("no definition is named `{}`", node.name.text));
    std::vector<ExpressionId> arguments;
    if (!define) {
        for (const ExpressionRef ref : node.arguments) expression(ref);
        return broken(span);
    }
    // A copy: translating arguments may not move what it refers to, but resolving others might.
    const std::vector<Type> types = r_.ruleset.defines[*define].parameter_types;
    if (types.size() != node.arguments.size()) {
        r_.say(Code::wrong_argument_count, span,
               message_n("`{1}` needs {0} argument, not {2}", "`{1}` needs {0} arguments, not {2}",
                         types.size(), node.name.text, node.arguments.size()));
        return broken(span);
    }
    for (std::size_t i = 0; i < types.size(); ++i) {
        arguments.push_back(expression(node.arguments[i], types[i]));
        if (!assignable(type_of(arguments.back()), types[i]))
            wrong(m_.tree[node.arguments[i]].span, message("this"), type_of(arguments.back()),
                  literally(words(types[i])));
    }
    return make(Op::call, r_.ruleset.defines[*define].type, span, std::move(arguments), *define);
}

}  // namespace tutela
