#include "dsl/resolve_expression.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/check_types.hpp"
#include "dsl/resolve_literal.hpp"

namespace tutela {

std::string ExpressionResolver::text_of(const Type& type) const {
    return type_text(vocabulary(), type);
}

ExpressionId ExpressionResolver::make(Op op, Type type, Span span, std::vector<ExpressionId> args,
                                      std::uint32_t slot) {
    if (op == Op::constant) return all().add_constant(type, Constant{}, span);
    Expression node;
    node.op = op;
    node.type = type;
    node.span = span;
    node.slot = slot;
    node.args = std::move(args);
    return all().add(std::move(node));
}

ExpressionId ExpressionResolver::wrong(Code code, Span span, std::string message, std::string help) {
    r_.say(code, span, std::move(message), std::move(help));
    return error(span);
}

ExpressionId ExpressionResolver::negated(bool negated, ExpressionId id) {
    if (!negated || type(id).kind == TypeKind::error) return id;
    return make(Op::negate, type_of(TypeKind::truth), all()[id].span, {id});
}

// ---------------------------------------------------------------------------------------- entries

ExpressionId ExpressionResolver::truth(ExpressionRef ref, Place place) {
    place_ = place;
    wheres_ = place == Place::where ? 1 : 0;
    trials_left_ = 500;
    return ref == no_syntax ? error({}) : resolve_truth(ref);
}

ExpressionId ExpressionResolver::value(ExpressionRef ref, Place place) {
    place_ = place;
    wheres_ = 0;
    trials_left_ = 500;
    return resolve(ref);
}

ExpressionId ExpressionResolver::value(ExpressionRef ref, const Type& wanted, Place place) {
    place_ = place;
    wheres_ = 0;
    trials_left_ = 500;
    const ExpressionId id = resolve(ref, wanted);
    if (assignable(type(id), wanted) || (wanted.kind == TypeKind::money && is_bare_zero(id))) return id;
    return wrong(Code::wrong_type, all()[id].span,
                 fmt::format("expected {}, found {}", text_of(wanted), text_of(type(id))));
}

Template ExpressionResolver::message(const TemplateSyntax& syntax) {
    Template result;
    result.texts = syntax.texts;
    result.span = syntax.span;
    for (const ExpressionRef ref : syntax.expressions)
        result.expressions.push_back(value(ref, Place::message));
    return result;
}

std::uint32_t ExpressionResolver::declare(const Name& name, const Type& type) {
    const std::uint32_t slot = variables_++;
    if (name.given() && written_by_author(name.text)) {
        Diagnostic& said = r_.say(Code::declared_twice, name.span,
                                  fmt::format("`{}` already means something here", name.text),
                                  "choose another name");
        if (const Variable* other = variable(name.text)) said.labels.push_back({other->span, "it is declared here"});
    }
    scope_.push_back({name.text, type, slot, name.span});
    return slot;
}

// ---------------------------------------------------------------------------------------- descent

ExpressionId ExpressionResolver::resolve(ExpressionRef ref, const Hint& hint) {
    if (ref == no_syntax) return error({});
    const ExpressionSyntax& syntax = tree_[ref];
    // Deeper than any text the parser lets through, save long sums.
    if (depth_ > 1000)
        return wrong(Code::text_too_large, syntax.span, "the expression is nested too deeply",
                     "name parts of it with `define`");
    ++depth_;
    const ExpressionId id =
        std::visit([&](const auto& node) { return visit(node, syntax.span, hint); }, syntax.node);
    --depth_;
    return id;
}

ExpressionId ExpressionResolver::resolve_truth(ExpressionRef ref) {
    return must_be_truth(resolve(ref, type_of(TypeKind::truth)));
}

ExpressionId ExpressionResolver::must_be(ExpressionId id, TypeKind kind) {
    if (type(id).kind == kind || type(id).kind == TypeKind::error) return id;
    return wrong(Code::wrong_type, all()[id].span,
                 fmt::format("expected {}, found {}", text_of(type_of(kind)), text_of(type(id))));
}

ExpressionId ExpressionResolver::must_be_truth(ExpressionId id) { return must_be(id, TypeKind::truth); }

ExpressionId ExpressionResolver::must_be_collection(ExpressionId id) {
    if (type(id).is_collection() || type(id).kind == TypeKind::error) return id;
    return wrong(Code::wrong_type, all()[id].span,
                 fmt::format("expected a list or a set, found {}", text_of(type(id))));
}

ExpressionId ExpressionResolver::must_be_field(ExpressionId id, std::string_view state) {
    if (type(id).kind == TypeKind::error || all()[id].op == Op::field) return id;
    return wrong(Code::wrong_type, all()[id].span,
                 fmt::format("`{}` asks about a field, and this is none", state));
}

bool ExpressionResolver::is_bare_zero(ExpressionId id) const {
    const Expression& node = all()[id];
    return node.op == Op::constant && is_plain_number(node.type) &&
           all().constants[node.slot].number == point(std::int64_t{0});
}

const ExpressionSyntax& ExpressionResolver::unbracketed(ExpressionRef ref) const {
    const ExpressionSyntax* syntax = &tree_[ref];
    while (const auto* brackets = std::get_if<BracketsSyntax>(&syntax->node)) {
        if (brackets->inner == no_syntax) break;
        syntax = &tree_[brackets->inner];
    }
    return *syntax;
}

// ---------------------------------------------------------------------------------------- leaves

ExpressionId ExpressionResolver::visit(const LiteralSyntax& literal, Span span, const Hint& hint) {
    TypedConstant constant = resolve_literal(r_, literal, span, hint);
    return all().add_constant(constant.type, std::move(constant.value), span);
}

ExpressionId ExpressionResolver::visit(const TodaySyntax&, Span span, const Hint&) {
    return make(Op::today, type_of(TypeKind::date), span, {});
}

ExpressionId ExpressionResolver::visit(const ItSyntax&, Span span, const Hint&) {
    if (its_.empty())
        return wrong(Code::misplaced_construct, span, "`it` stands outside of a `where`");
    const Variable it = its_.back();
    return make(Op::variable, it.type, span, {}, it.slot);
}

ExpressionId ExpressionResolver::visit(const NameSyntax& name, Span span, const Hint& hint) {
    return named(name.name, span, hint);
}

ExpressionId ExpressionResolver::visit(const BracketsSyntax& brackets, Span, const Hint& hint) {
    return resolve(brackets.inner, hint);
}

// ---------------------------------------------------------------------------------------- names

const ExpressionResolver::Variable* ExpressionResolver::variable(std::string_view name) const {
    for (auto it = scope_.rbegin(); it != scope_.rend(); ++it)
        if (it->name == name) return &*it;
    return nullptr;
}

// Lists of the vocabulary are not meant: they were there before the author's names.
bool ExpressionResolver::written_by_author(std::string_view name) const {
    return variable(name) || module_.scope.parameters.find(name) != module_.scope.parameters.end() ||
           module_.scope.defines.find(name) != module_.scope.defines.end();
}

bool ExpressionResolver::in_scope(std::string_view name) const {
    return written_by_author(name) || vocabulary().records[root_record].find(name);
}

std::vector<std::string> ExpressionResolver::names_in_scope() const {
    std::vector<std::string> names;
    for (const Variable& known : scope_) names.push_back(known.name);
    for (const auto& [name, index] : module_.scope.parameters) names.push_back(name);
    for (const auto& [name, index] : module_.scope.defines) names.push_back(name);
    for (const Field& known : vocabulary().records[root_record].fields) names.push_back(known.name);
    return names;
}

ExpressionId ExpressionResolver::choice(const Type& type, std::uint32_t index, Span span) {
    Constant constant;
    constant.index = index;
    return all().add_constant(type, std::move(constant), span);
}

ExpressionId ExpressionResolver::named(const Name& name, Span span, const Hint& hint) {
    if (!name.given()) return error(span);
    if (hint && has_choices(*hint)) {
        if (const auto index = find_choice(vocabulary(), *hint, name.text)) {
            if (written_by_author(name.text))
                r_.say(Code::shadowed_choice, span,
                       fmt::format("`{}` is a choice here, but also a name in scope", name.text),
                       "rename the other one");
            return choice(*hint, *index, span);
        }
        if (!in_scope(name.text)) {
            std::vector<std::string> others;
            for (const Variable& known : scope_) others.push_back(known.name);
            for (const std::string& known : keys(module_.scope.parameters)) others.push_back(known);
            say_unknown_choice(r_, name, *hint, std::move(others));
            return error(span);
        }
    }
    if (!in_scope(name.text) && hint && hint->kind == TypeKind::error) return error(span);
    return from_scope(name, span);
}

ExpressionId ExpressionResolver::from_scope(const Name& name, Span span) {
    if (const Variable* known = variable(name.text))
        return make(Op::variable, known->type, span, {}, known->slot);
    const Scope& scope = module_.scope;
    if (const auto found = scope.parameters.find(name.text); found != scope.parameters.end())
        return make(Op::parameter, r_.ruleset.parameters[found->second].type, span, {}, found->second);
    if (const auto found = scope.defines.find(name.text); found != scope.defines.end())
        return call(found->second, {}, span);
    const Record& root = vocabulary().records[root_record];
    if (const auto found = root.find(name.text)) {
        const ExpressionId design = make(Op::root, type_of(TypeKind::record, root_record), span, {});
        return make(Op::field, root.fields[*found].type, span, {design}, *found);
    }
    Diagnostic& said = r_.say_unknown(Code::unknown_name, span, fmt::format("nothing is named `{}`", name.text),
                                      name.text, names_in_scope());
    for (const Variable& known : scope_)
        if (said.help.empty() && known.type.kind == TypeKind::record &&
            vocabulary().records[known.type.id].find(name.text))
            said.help.push_back(fmt::format("did you mean `{}.{}`?", known.name, name.text));
    return error(span);
}

ExpressionId ExpressionResolver::visit(const CallSyntax& syntax, Span span, const Hint&) {
    const auto found = module_.scope.defines.find(syntax.name.text);
    if (found != module_.scope.defines.end()) return call(found->second, syntax.arguments, span);
    if (!syntax.name.given()) return error(span);
    if (in_scope(syntax.name.text))
        return wrong(Code::wrong_argument_count, span,
                     fmt::format("`{}` takes nothing in brackets", syntax.name.text));
    r_.say_unknown(Code::unknown_name, syntax.name.span,
                   fmt::format("no definition is named `{}`", syntax.name.text), syntax.name.text,
                   keys(module_.scope.defines));
    return error(span);
}

ExpressionId ExpressionResolver::call(std::uint32_t index, const std::vector<ExpressionRef>& arguments,
                                      Span span) {
    const Define define = r_.ruleset.defines[index];
    if (arguments.size() != define.parameter_types.size()) {
        r_.say(Code::wrong_argument_count, span,
               fmt::format("`{}` needs {} argument{}, and is given {}", define.name,
                           define.parameter_types.size(), define.parameter_types.size() == 1 ? "" : "s",
                           arguments.size()))
            .labels.push_back({define.span, "it is declared here"});
        return make(Op::constant, define.type, span, {});
    }
    std::vector<ExpressionId> args;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const Type& wanted = define.parameter_types[i];
        ExpressionId id = resolve(arguments[i], wanted);
        if (!assignable(type(id), wanted))
            id = wrong(Code::wrong_type, all()[id].span,
                       fmt::format("`{}` of `{}` is {}, and this is {}", define.parameter_names[i],
                                   define.name, text_of(wanted), text_of(type(id))));
        args.push_back(id);
    }
    return make(Op::call, define.type, span, std::move(args), index);
}

ExpressionId ExpressionResolver::visit(const MemberSyntax& member, Span span, const Hint&) {
    return field(resolve(member.record), member.field, span);
}

ExpressionId ExpressionResolver::field(ExpressionId record, const Name& name, Span span) {
    const Type owner = type(record);
    if (owner.kind == TypeKind::error || !name.given()) return error(span);
    if (owner.kind == TypeKind::age_band && (name.text == "from" || name.text == "to"))
        return make(name.text == "from" ? Op::band_from : Op::band_to, type_of(TypeKind::count), span, {record});
    if (owner.kind != TypeKind::record)
        return wrong(Code::wrong_type, name.span,
                     fmt::format("{} has no fields, so none is named `{}`", text_of(owner), name.text),
                     owner.is_collection() ? "name a member: `some x in … satisfies x." + name.text + "`" : "");
    const Record& of = vocabulary().records[owner.id];
    if (const auto found = of.find(name.text))
        return make(Op::field, of.fields[*found].type, span, {record}, *found);
    std::vector<std::string> candidates;
    for (const Field& known : of.fields) candidates.push_back(known.name);
    r_.say_unknown(Code::unknown_field, name.span,
                   fmt::format("no field of `{}` is named `{}`", of.name, name.text), name.text, candidates);
    return error(span);
}

// ---------------------------------------------------------------------------------------- logic

ExpressionId ExpressionResolver::visit(const IfSyntax& syntax, Span span, const Hint& hint) {
    const ExpressionId condition = resolve_truth(syntax.condition);
    if (syntax.otherwise == no_syntax) {
        const ExpressionId then = resolve_truth(syntax.then);
        const ExpressionId otherwise = all().add_truth(true, span);
        return make(Op::choose, type_of(TypeKind::truth), span, {condition, then, otherwise});
    }
    const ExpressionId then = resolve(syntax.then, hint);
    const ExpressionId otherwise = resolve(syntax.otherwise, hint ? hint : Hint{type(then)});
    auto common = common_type(type(then), type(otherwise));
    if (!common && is_bare_zero(then) && type(otherwise).kind == TypeKind::money) common = type(otherwise);
    if (!common && is_bare_zero(otherwise) && type(then).kind == TypeKind::money) common = type(then);
    if (!common) return cannot_compare(then, otherwise, Code::wrong_type, span);
    return make(Op::choose, *common, span, {condition, then, otherwise});
}

ExpressionId ExpressionResolver::visit(const AndSyntax& syntax, Span span, const Hint&) {
    std::vector<ExpressionId> args;
    for (const ExpressionRef operand : syntax.operands) args.push_back(resolve_truth(operand));
    return make(Op::both, type_of(TypeKind::truth), span, std::move(args));
}

ExpressionId ExpressionResolver::visit(const OrSyntax& syntax, Span span, const Hint&) {
    std::vector<ExpressionId> args;
    for (const ExpressionRef operand : syntax.operands) args.push_back(resolve_truth(operand));
    return make(Op::either, type_of(TypeKind::truth), span, std::move(args));
}

ExpressionId ExpressionResolver::visit(const NotSyntax& syntax, Span span, const Hint&) {
    return make(Op::negate, type_of(TypeKind::truth), span, {resolve_truth(syntax.operand)});
}

// ---------------------------------------------------------------------------------------- facts

ExpressionId ExpressionResolver::visit(const ScanSyntax& syntax, Span span, const Hint&) {
    std::uint32_t mask = 0;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < scan_kind_count; ++i) {
        std::string name(scan_kind_name(static_cast<ScanKind>(i)));
        std::replace(name.begin(), name.end(), ' ', '-');
        names.push_back(std::move(name));
    }
    for (const Name& kind : syntax.kinds) {
        const auto found = std::find(names.begin(), names.end(), kind.text);
        if (found != names.end()) mask |= 1U << static_cast<unsigned>(found - names.begin());
        else if (kind.given())
            r_.say_unknown(Code::unknown_choice, kind.span, fmt::format("the scan knows no kind `{}`", kind.text),
                           kind.text, names);
    }
    return make(Op::scan_is_clean, type_of(TypeKind::truth), span, {}, mask);
}

ExpressionId ExpressionResolver::visit(const ClaimSyntax& syntax, Span span, const Hint&) {
    const DeclaredRule* rule = r_.find_rule(syntax.rule);
    if (!rule) return error(span);
    if (!rule->index) return all().add_truth(false, span);
    Constant reason;
    reason.text = syntax.reason.text;
    const ExpressionId kind = all().add_constant(type_of(TypeKind::text), std::move(reason), syntax.reason.span);
    return make(Op::claims, type_of(TypeKind::truth), span, {kind}, *rule->index);
}

ExpressionId ExpressionResolver::visit(const RuleNotMetSyntax& syntax, Span span, const Hint&) {
    const DeclaredRule* rule = r_.find_rule(syntax.rule);
    if (!rule) return error(span);
    if (place_ != Place::when || !rule_)
        return wrong(Code::misplaced_construct, span, "a verdict can be asked for only in `when`");
    if (!rule->index) return all().add_truth(false, span);
    if (*rule->index == *rule_)
        return wrong(Code::misplaced_construct, span,
                     fmt::format("`{}` asks for its own verdict", syntax.rule.text));
    r_.rule_dependencies.push_back({*rule_, *rule->index, span});
    return make(Op::rule_not_met, type_of(TypeKind::truth), span, {}, *rule->index);
}

ExpressionId ExpressionResolver::visit(const SomeRuleNotMetSyntax&, Span span, const Hint&) {
    if (place_ != Place::when || !rule_)
        return wrong(Code::misplaced_construct, span, "a verdict can be asked for only in `when`");
    r_.waits_for_all.push_back({*rule_, 0, span});
    return make(Op::some_rule_not_met, type_of(TypeKind::truth), span, {});
}

}  // namespace tutela
