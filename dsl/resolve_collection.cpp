#include <fmt/format.h>

#include <algorithm>

#include "dsl/check_types.hpp"
#include "dsl/resolve_expression.hpp"
#include "dsl/resolve_literal.hpp"

// The part of the resolver that ranges over lists and sets.

namespace tutela {

ExpressionId ExpressionResolver::collection(ExpressionRef ref, const Hint& hint) {
    return must_be_collection(resolve(ref, hint));
}

ExpressionId ExpressionResolver::visit(const ListSyntax& syntax, Span span, const Hint& hint) {
    Hint element;
    if (hint && hint->is_collection()) element = hint->member();
    if (hint && hint->kind == TypeKind::error) element = Type{};
    if (!element && !syntax.members.empty() && is<NameSyntax>(syntax.members.front())) {
        // Nothing tells what the words are: the only list that holds them all, or names in scope.
        const std::vector<Type> lists = lists_holding(syntax);
        if (lists.size() == 1) element = lists.front();
        if (lists.size() > 1)
            return wrong(Code::wrong_type, span, "nothing tells which list these choices are of",
                         "declare them: `parameter NAME : set of RECORD.FIELD = …`");
    }
    std::vector<ExpressionId> args;
    for (const ExpressionRef member : syntax.members) {
        const ExpressionId id = resolve(member, element);
        const Type found = type(id);
        if (!element && found.kind != TypeKind::error) element = found;
        if (element && fit_for_equality(found, *element) != Fit::fits)
            args.push_back(wrong(Code::incomparable, all()[id].span,
                                 fmt::format("expected {}, found {}", text_of(*element), text_of(found))));
        else args.push_back(id);
    }
    if (!element || element->kind == TypeKind::error) return error(span);
    if (element->is_numeric() || element->kind == TypeKind::truth || element->is_collection())
        return wrong(Code::wrong_type, span, fmt::format("there is no list of {} in brackets", text_of(*element)),
                     "brackets hold choices, languages, countries, texts or records");
    return make(Op::collection, set_of(element->kind, element->id), span, std::move(args));
}

ExpressionId ExpressionResolver::visit(const UnionSyntax& syntax, Span span, const Hint& hint) {
    Hint wanted = hint && hint->is_collection() ? hint : Hint{};
    // What is not written in brackets tells the type of what is.
    std::vector<ExpressionId> args(syntax.sets.size(), no_expression);
    for (const bool brackets : {false, true})
        for (std::size_t i = 0; i < syntax.sets.size(); ++i) {
            if (is<ListSyntax>(syntax.sets[i]) != brackets) continue;
            args[i] = collection(syntax.sets[i], wanted);
            const Type found = type(args[i]);
            if (found.kind == TypeKind::error) continue;
            if (!wanted) wanted = found;
            if (!(found.member() == wanted->member()))
                return cannot_compare(args[i == 0 ? args.size() - 1 : 0] == no_expression ? args[i] : args[0], args[i],
                                      Code::incomparable, span);
        }
    if (!wanted) return error(span);
    const Type element = wanted->member();
    return make(Op::set_union, set_of(element.kind, element.id), span, std::move(args));
}

// ---------------------------------------------------------------------------------------- where

ExpressionId ExpressionResolver::where(ExpressionRef ref, Span span) {
    if (ref == no_syntax) return all().add_truth(true, span);
    ++wheres_;
    const ExpressionId id = resolve_truth(ref);
    --wheres_;
    return id;
}

ExpressionResolver::Bound ExpressionResolver::bind(const Binding& binding, const Hint& list_type) {
    Bound bound;
    bound.list = collection(binding.list, list_type);
    bound.member = type(bound.list).kind == TypeKind::error ? Type{} : type(bound.list).member();
    bound.slot = declare(binding.name, bound.member);
    bound.where = where(binding.where, binding.span);
    return bound;
}

ExpressionId ExpressionResolver::visit(const FilterSyntax& syntax, Span span, const Hint& hint) {
    const ExpressionId list = collection(syntax.list, hint);
    const Type of = type(list);
    const std::uint32_t slot = variables_++;
    its_.push_back({"it", of.kind == TypeKind::error ? Type{} : of.member(), slot, span});
    const ExpressionId condition = where(syntax.where, span);
    its_.pop_back();
    return make(Op::filter, of, span, {list, condition}, slot);
}

ExpressionId ExpressionResolver::visit(const EachSyntax& syntax, Span span, const Hint& hint) {
    const Bound bound = bind(syntax.binding, hint);
    unbind();
    if (syntax.binding.where == no_syntax) return bound.list;
    return make(Op::filter, type(bound.list), span, {bound.list, bound.where}, bound.slot);
}

// ---------------------------------------------------------------------------------------- brackets

std::vector<Type> ExpressionResolver::lists_holding(const ListSyntax& list) const {
    std::vector<Name> words;
    for (const ExpressionRef member : list.members) {
        const auto* name = member == no_syntax ? nullptr : std::get_if<NameSyntax>(&unbracketed(member).node);
        if (!name) return {};
        words.push_back(name->name);
    }
    const auto holds = [&](const Type& type) {
        return std::all_of(words.begin(), words.end(), [&](const Name& word) {
            return find_choice(vocabulary(), type, word.text).has_value();
        });
    };
    std::vector<Type> found;
    for (ChoiceListId id = 0; id < vocabulary().choice_lists.size(); ++id)
        if (holds(type_of(TypeKind::choice, id))) found.push_back(type_of(TypeKind::choice, id));
    for (const TypeKind kind : {TypeKind::language, TypeKind::country})
        if (holds(type_of(kind))) found.push_back(type_of(kind));
    return found;
}

ExpressionResolver::Mark ExpressionResolver::mark() const {
    return {all().nodes.size(),   all().constants.size(), r_.diagnostics.size(), scope_.size(),
            r_.rule_dependencies.size(), r_.waits_for_all.size(), variables_, its_.size()};
}

void ExpressionResolver::take_back(const Mark& mark) {
    all().nodes.resize(mark.nodes);
    all().constants.resize(mark.constants);
    r_.diagnostics.erase(r_.diagnostics.begin() + static_cast<std::ptrdiff_t>(mark.diagnostics), r_.diagnostics.end());
    scope_.resize(mark.scope);
    its_.resize(mark.its);
    r_.rule_dependencies.resize(mark.rule_dependencies);
    r_.waits_for_all.resize(mark.waits_for_all);
    variables_ = mark.variables;
}

std::size_t ExpressionResolver::errors_since(const Mark& mark) const {
    return static_cast<std::size_t>(
        std::count_if(r_.diagnostics.begin() + static_cast<std::ptrdiff_t>(mark.diagnostics), r_.diagnostics.end(),
                      [](const Diagnostic& said) { return said.level() == DiagnosticLevel::error; }));
}

// The words of a bracketed list may stand in several lists of choices. The right one is that with
// which the rest of the expression makes sense, so each is tried; the budget keeps nests finite.
ExpressionId ExpressionResolver::with_list_type(const Binding& binding,
                                                FunctionRef<ExpressionId(const Hint&)> attempt) {
    if (!is<ListSyntax>(binding.list)) return attempt({});
    const auto& list = std::get<ListSyntax>(unbracketed(binding.list).node);
    const std::vector<Type> candidates = lists_holding(list);
    if (candidates.size() < 2 || trials_left_ < candidates.size()) {
        if (candidates.empty()) return attempt({});
        return attempt(set_of(candidates.front().kind, candidates.front().id));
    }
    std::size_t best = 0, fewest = 0, ties = 0;
    for (std::size_t i = 0; i < candidates.size() && trials_left_ > 0; ++i) {
        --trials_left_;
        const Mark before = mark();
        attempt(set_of(candidates[i].kind, candidates[i].id));
        const std::size_t errors = errors_since(before);
        take_back(before);
        if (i > 0 && errors == fewest) ++ties;
        if (i > 0 && errors >= fewest) continue;
        best = i;
        fewest = errors;
        ties = 1;
        if (i == 0) ties = 1;
    }
    if (fewest == 0 && ties > 1)
        return wrong(Code::wrong_type, unbracketed(binding.list).span, "nothing tells which list these choices are of",
                     "declare them: `parameter NAME : set of RECORD.FIELD = …`");
    return attempt(set_of(candidates[best].kind, candidates[best].id));
}

// ---------------------------------------------------------------------------------------- quantifiers

ExpressionId ExpressionResolver::visit(const QuantifierSyntax& syntax, Span span, const Hint&) {
    return with_list_type(syntax.binding,
                          [&](const Hint& type) { return quantified(syntax, span, type); });
}

ExpressionId ExpressionResolver::satisfied(const QuantifierSyntax& syntax, const Bound& bound, Span span) {
    if (syntax.satisfies != no_syntax) return resolve_truth(syntax.satisfies);
    if (syntax.has) {
        const ExpressionId member = make(Op::variable, bound.member, syntax.has->field.span, {}, bound.slot);
        const ExpressionId left = field(member, syntax.has->field, syntax.has->field.span);
        if (syntax.has->value == no_syntax) return must_be_truth(left);
        const ExpressionId right = resolve(syntax.has->value, type(left));
        const Fit fit = fit_for_equality(type(left), type(right));
        if (fit != Fit::fits)
            return cannot_compare(left, right,
                                  fit == Fit::different_units ? Code::incomparable_units
                                  : fit == Fit::no_values     ? Code::wrong_type
                                                              : Code::incomparable,
                                  span);
        return make(Op::equal, type_of(TypeKind::truth), span, {left, right});
    }
    const bool needs = syntax.quantifier == Quantifier::every || syntax.quantifier == Quantifier::at_least_share ||
                       syntax.quantifier == Quantifier::share_of;
    if (needs)
        return wrong(Code::missing_clause, span, "nothing says what the members must satisfy", "add `satisfies …`");
    return all().add_truth(true, span);
}

ExpressionId ExpressionResolver::quantified(const QuantifierSyntax& syntax, Span span, const Hint& list_type) {
    Bound bound = bind(syntax.binding, list_type);
    if (syntax.binding.listed) {
        if (syntax.quantifier != Quantifier::some || (place_ != Place::when && wheres_ == 0))
            r_.say(Code::misplaced_construct, span, "`some listed` is allowed only in `when` and `where`",
                   "it takes what nobody wrote down as not being there");
        bound.list = make(Op::listed, type(bound.list), all()[bound.list].span, {bound.list});
    }
    const ExpressionId holds = satisfied(syntax, bound, span);
    unbind();
    std::vector<ExpressionId> args{bound.list, bound.where, holds};
    Quantifier quantifier = syntax.quantifier;
    if (syntax.amount != no_syntax) {
        const ExpressionId amount = resolve(syntax.amount);
        const Type found = type(amount);
        if (quantifier == Quantifier::at_least && found.kind == TypeKind::share) quantifier = Quantifier::at_least_share;
        const bool fits = found.kind == TypeKind::error ||
                          found.kind == (quantifier == Quantifier::at_least_share ? TypeKind::share : TypeKind::count);
        if (!fits)
            return wrong(Code::wrong_type, all()[amount].span,
                         fmt::format("expected how many, as a count or a share, found {}", text_of(found)));
        args.push_back(amount);
    }
    static constexpr Op ops[] = {Op::every,   Op::some,           Op::none,    Op::at_least, Op::at_most,
                                 Op::exactly, Op::at_least_share, Op::share_of};
    const bool share = quantifier == Quantifier::share_of;
    return make(ops[static_cast<std::size_t>(quantifier)], type_of(share ? TypeKind::share : TypeKind::truth), span,
                std::move(args), bound.slot);
}

// ---------------------------------------------------------------------------------------- totals

ExpressionId ExpressionResolver::visit(const CountSyntax& syntax, Span span, const Hint&) {
    return make(Op::count_of, type_of(TypeKind::count), span, {collection(syntax.list)});
}

ExpressionId ExpressionResolver::visit(const TotalSyntax& syntax, Span span, const Hint&) {
    return with_list_type(syntax.binding, [&](const Hint& type) { return total(syntax, span, type); });
}

ExpressionId ExpressionResolver::total(const TotalSyntax& syntax, Span span, const Hint& list_type) {
    const Bound bound = bind(syntax.binding, list_type);
    const ExpressionId of = resolve(syntax.value);
    unbind();
    const Type found = type(of);
    if (found.kind == TypeKind::error) return error(span);
    const bool point_in_time =
        found.kind == TypeKind::date || found.kind == TypeKind::month || found.kind == TypeKind::time;
    const bool sums = syntax.total == Total::sum || syntax.total == Total::average;
    bool fits = found.is_numeric() && !(sums && point_in_time);
    if (syntax.total == Total::count_distinct) fits = !found.is_collection();
    if (!fits)
        return wrong(Code::wrong_type, all()[of].span,
                     sums ? fmt::format("there is no sum of {}", text_of(found))
                          : fmt::format("{} cannot be counted or ranked", text_of(found)));
    Type result = found;
    if (syntax.total == Total::count_distinct) result = type_of(TypeKind::count);
    if (syntax.total == Total::average && found.kind == TypeKind::count) result = type_of(TypeKind::number);
    if (syntax.total == Total::sum && found.kind == TypeKind::share) result = type_of(TypeKind::number);
    static constexpr Op ops[] = {Op::count_distinct, Op::sum, Op::smallest, Op::largest, Op::average};
    return make(ops[static_cast<std::size_t>(syntax.total)], result, span, {bound.list, bound.where, of}, bound.slot);
}

ExpressionId ExpressionResolver::visit(const UnionForSyntax& syntax, Span span, const Hint&) {
    return with_list_type(syntax.binding, [&](const Hint& list_type) {
        const Bound bound = bind(syntax.binding, list_type);
        const ExpressionId set = collection(syntax.value);
        unbind();
        if (type(set).kind == TypeKind::error) return error(span);
        const Type element = type(set).member();
        return make(Op::union_of, set_of(element.kind, element.id), span, {bound.list, bound.where, set}, bound.slot);
    });
}

}  // namespace tutela
