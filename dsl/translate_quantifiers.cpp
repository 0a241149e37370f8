#include <algorithm>

#include "dsl/check_types.hpp"
#include "dsl/resolve_type.hpp"
#include "dsl/translate.hpp"
#include "engine/calendar.hpp"

// What goes through a list: quantifiers and totals.

namespace tutela {

// `every leg in [travel-to, during] satisfies … leg in r.stages`: the words are of the one list with
// which the rest makes sense.
ExpressionId Translator::bound_list(const Binding& binding, ExpressionRef body) {
    const auto* list_syntax = std::get_if<ListSyntax>(&inner(binding.list).node);
    bool bare = list_syntax != nullptr && !list_syntax->members.empty();
    std::vector<std::string> words;
    if (bare)
        for (const ExpressionRef ref : list_syntax->members) {
            const auto* word = std::get_if<NameSyntax>(&m_.tree[ref].node);
            bare = bare && word != nullptr;
            if (word) words.push_back(word->name.text);
        }
    if (!bare) return collection(binding.list);
    std::vector<Type> candidates;
    const auto& lists = r_.ruleset.vocabulary.choice_lists;
    const auto all = [&](const auto& holds) {
        return std::all_of(words.begin(), words.end(), holds);
    };
    for (ChoiceListId id = 0; id < lists.size(); ++id)
        if (all([&](const std::string& word) { return lists[id].find(word).has_value(); }))
            candidates.push_back(tutela::type_of(TypeKind::choice, id));
    if (all([](const std::string& word) { return find_language(word).has_value(); }))
        candidates.push_back(tutela::type_of(TypeKind::language));
    if (all([](const std::string& word) { return find_country(word).has_value(); }))
        candidates.push_back(tutela::type_of(TypeKind::country));
    if (candidates.empty()) return collection(binding.list);
    if (candidates.size() == 1) return expression(binding.list, candidates[0]);
    const auto ambiguous = [&] {
        r_.say(
            Code::unknown_choice, m_.tree[binding.list].span,
            message("these words stand in several lists of choices"),
            message("name the list with a parameter: `parameter NAME : set of RECORD.FIELD = …`"));
        return broken(m_.tree[binding.list].span);
    };
    // Lists in lists would be tried without end.
    if (trials_left_ < candidates.size()) return ambiguous();
    std::size_t best = 0, fewest = 0, good = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (trials_left_ == 0) break;
        --trials_left_;
        const std::size_t said = r_.diagnostics.size(), rules = r_.rule_dependencies.size(),
                          waits = r_.waits_for_all.size();
        const std::uint32_t slots = variables;
        declare(binding.name.text, candidates[i]);
        if (binding.where != no_syntax) truth(binding.where);
        if (body != no_syntax) expression(body);
        forget_last();
        variables = slots;
        const auto first = r_.diagnostics.begin() + static_cast<std::ptrdiff_t>(said);
        const auto errors = static_cast<std::size_t>(
            std::count_if(first, r_.diagnostics.end(),
                          [](const Diagnostic& d) { return d.level() == DiagnosticLevel::error; }));
        r_.diagnostics.erase(first, r_.diagnostics.end());
        r_.rule_dependencies.resize(rules);
        r_.waits_for_all.resize(waits);
        good += errors == 0 ? 1 : 0;
        if (i > 0 && errors >= fewest) continue;
        best = i;
        fewest = errors;
    }
    if (good > 1) return ambiguous();
    return expression(binding.list, candidates[best]);
}

Translator::Bound Translator::bind(const Binding& binding, ExpressionRef body) {
    Bound bound{bound_list(binding, body), no_expression, 0};
    const Type type = type_of(bound.list);
    if (binding.listed) {
        if (!place_.listed)
            r_.say(Code::misplaced_construct, binding.span,
                   message("`some listed` stands in `when` and `where` only"),
                   message("it is meant for guards"));
        bound.list = make(Op::listed, type, binding.span, {bound.list});
    }
    check_new(binding.name);
    bound.slot = declare(binding.name.text, bad(bound.list) ? Type{} : type.member());
    if (binding.where == no_syntax) {
        bound.where = yes(binding.span);
    } else {
        const ExpressionPlace before = place_;
        place_.listed = true;
        bound.where = truth(binding.where);
        place_ = before;
    }
    return bound;
}

ExpressionId Translator::quantifier(const QuantifierSyntax& node, Span span) {
    static constexpr Op ops[] = {Op::every,   Op::some,    Op::none,           Op::at_least,
                                 Op::at_most, Op::exactly, Op::at_least_share, Op::share_of};
    Op op = ops[static_cast<std::size_t>(node.quantifier)];
    ExpressionId amount = no_expression;
    if (node.amount != no_syntax) {
        amount = expression(node.amount);
        const Type type = type_of(amount);
        if (!bad(amount) && type.kind == TypeKind::share && op == Op::at_least)
            op = Op::at_least_share;
        const bool fits = bad(amount) || (op == Op::at_least_share ? type.kind == TypeKind::share
                                                                   : type.kind == TypeKind::count);
        if (!fits)
            wrong(m_.tree[node.amount].span, message("this"), type,
                  op == Op::at_least_share ? message("a share") : message("a count"));
    }
    const Bound bound = bind(node.binding, node.satisfies);
    ExpressionId satisfies = no_expression;
    if (node.has) {
        const Type member =
            type_of(bound.list).kind == TypeKind::error ? Type{} : type_of(bound.list).member();
        const ExpressionId variable = make(Op::variable, member, span, {}, bound.slot);
        satisfies = broken(span);
        if (member.kind == TypeKind::record) {
            const Record& record = r_.ruleset.vocabulary.records[member.id];
            if (const auto field = find_field(r_, record, node.has->field)) {
                const Type type = record.fields[*field].type;
                const ExpressionId read = make(Op::field, type, span, {variable}, *field);
                if (node.has->value == no_syntax) {
                    if (type.kind == TypeKind::truth)
                        satisfies = read;
                    else
                        wrong(node.has->field.span, message("`{}`", node.has->field.text), type,
                              message("something that is true or false"));
                } else {
                    const ExpressionId value = expression(node.has->value, type);
                    if (!bad(value) && fit_for_equality(type, type_of(value)) != Fit::fits)
                        r_.say(
                            Code::incomparable, span,
                            message("{} is compared with {}", words(type), words(type_of(value))));
                    else if (!bad(value))
                        satisfies =
                            make(Op::equal, tutela::type_of(TypeKind::truth), span, {read, value});
                }
            }
        } else if (member.kind != TypeKind::error) {
            wrong(node.has->field.span, message("a member"), member, message("a record"));
        }
    } else if (node.satisfies != no_syntax) {
        satisfies = truth(node.satisfies);
    } else {
        if (op == Op::every || op == Op::at_least_share || op == Op::share_of)
            r_.say(Code::missing_clause, span, message("this says nothing about the members"),
                   message("add `satisfies …`"));
        satisfies = yes(span);
    }
    forget_last();
    if (bad(bound.list) || bad(bound.where) || bad(satisfies)) return broken(span);
    std::vector<ExpressionId> args{bound.list, bound.where, satisfies};
    if (amount != no_expression) args.push_back(amount);
    return make(op, tutela::type_of(op == Op::share_of ? TypeKind::share : TypeKind::truth), span,
                std::move(args), bound.slot);
}

ExpressionId Translator::total(const TotalSyntax& node, Span span) {
    static constexpr Op ops[] = {Op::count_distinct, Op::sum, Op::smallest, Op::largest,
                                 Op::average};
    const Op op = ops[static_cast<std::size_t>(node.total)];
    const Bound bound = bind(node.binding, node.value);
    const ExpressionId value = expression(node.value);
    forget_last();
    if (bad(bound.list) || bad(bound.where) || bad(value)) return broken(span);
    const Type type = type_of(value);
    if (op != Op::count_distinct && !type.is_numeric()) {
        wrong(m_.tree[node.value].span, message("this"), type, message("a number"));
        return broken(span);
    }
    if (op == Op::sum && (type.kind == TypeKind::date || type.kind == TypeKind::month ||
                          type.kind == TypeKind::time)) {
        wrong(m_.tree[node.value].span, message("this"), type,
              message("something that can be added up"));
        return broken(span);
    }
    Type result = op == Op::count_distinct ? tutela::type_of(TypeKind::count) : type;
    // A sum of shares may pass 100%; an average of counts need not be whole.
    if ((op == Op::sum && type.kind == TypeKind::share) ||
        (op == Op::average && type.kind == TypeKind::count))
        result = tutela::type_of(TypeKind::number);
    return make(op, result, span, {bound.list, bound.where, value}, bound.slot);
}

}  // namespace tutela
