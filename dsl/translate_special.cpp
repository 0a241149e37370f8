#include <algorithm>

#include "dsl/translate.hpp"
#include "engine/calendar.hpp"

// Constructs of their own: dates, unions, filters, counts, the scan, claims, verdicts as facts.

namespace tutela {

ExpressionId Translator::special(ExpressionRef ref, Span span) {
    const ExpressionSyntax& syntax = m_.tree[ref];
    const Type truth_type = tutela::type_of(TypeKind::truth);
    if (const auto* node = std::get_if<WithinSyntax>(&syntax.node)) {
        const ExpressionId date = expression(node->date), duration = expression(node->duration),
                           anchor = expression(node->anchor);
        if (bad(shift(anchor, duration, node->side == Side::after, span)) || bad(date))
            return broken(span);
        if (type_of(anchor).kind != TypeKind::date) {
            wrong(m_.tree[node->anchor].span, message("this"), type_of(anchor), message("a date"));
            return broken(span);
        }
        if (type_of(date).kind != TypeKind::date) {
            wrong(m_.tree[node->date].span, message("this"), type_of(date), message("a date"));
            return broken(span);
        }
        const ExpressionId within =
            make(node->side == Side::before ? Op::within_before : Op::within_after, truth_type,
                 span, {date, duration, anchor});
        return node->negated ? make(Op::negate, truth_type, span, {within}) : within;
    }
    if (const auto* node = std::get_if<ShiftSyntax>(&syntax.node)) {
        const ExpressionId duration = expression(node->duration);
        return shift(expression(node->anchor), duration, node->side == Side::after, span);
    }
    if (const auto* node = std::get_if<AgeSyntax>(&syntax.node)) {
        expression(node->date);
        r_.say(Code::misplaced_construct, span,
               message("an age is compared with a duration at once"),
               message("write `age of D <= 6 months`"));
        return broken(span);
    }
    if (const auto* node = std::get_if<NextMonthSyntax>(&syntax.node)) {
        const ExpressionId month = expression(node->date);
        if (bad(month)) return broken(span);
        if (type_of(month).kind == TypeKind::date) {  // the same day of the next month
            Type months = tutela::type_of(TypeKind::duration);
            months.unit = DurationUnit::months;
            months.family = DurationFamily::calendar;
            Constant one;
            one.number = point(std::int64_t{1});
            const ExpressionId step = constant(months, std::move(one), span);
            return make(Op::date_plus, type_of(month), span, {month, step});
        }
        if (type_of(month).kind != TypeKind::month) {
            wrong(span, message("this"), type_of(month), message("a month"));
            return broken(span);
        }
        return make(Op::next_month, type_of(month), span, {month});
    }
    if (const auto* node = std::get_if<UnionSyntax>(&syntax.node)) {
        std::vector<ExpressionId> sets;
        std::vector<ExpressionRef> parts = node->sets;
        // What is not in brackets tells the list of the words that are; a union has no order.
        std::stable_partition(parts.begin(), parts.end(), [&](ExpressionRef part) {
            return part == no_syntax || !std::holds_alternative<ListSyntax>(inner(part).node);
        });
        for (const ExpressionRef part : parts) {
            const bool brackets =
                part != no_syntax && std::holds_alternative<ListSyntax>(inner(part).node);
            sets.push_back(brackets && !sets.empty() ? expression(part, type_of(sets[0]))
                                                     : collection(part));
            if (bad(sets.back())) return broken(span);
            if (!(type_of(sets.back()).member() == type_of(sets[0]).member())) {
                r_.say(Code::incomparable, m_.tree[part].span,
                       message("the sets of a union are of one kind"));
                return broken(span);
            }
        }
        const Type member = type_of(sets[0]).member();
        return make(Op::set_union, set_of(member.kind, member.id), span, std::move(sets));
    }
    if (const auto* node = std::get_if<UnionForSyntax>(&syntax.node)) {
        const Bound bound = bind(node->binding, node->value);
        const ExpressionId value = collection(node->value);
        forget_last();
        if (bad(bound.list) || bad(bound.where) || bad(value)) return broken(span);
        const Type member = type_of(value).member();
        return make(Op::union_of, set_of(member.kind, member.id), span,
                    {bound.list, bound.where, value}, bound.slot);
    }
    if (const auto* node = std::get_if<FilterSyntax>(&syntax.node)) {
        const ExpressionId list = collection(node->list);
        const std::uint32_t slot = declare("it", bad(list) ? Type{} : type_of(list).member());
        const ExpressionPlace before = place_;
        place_.listed = true;
        const ExpressionId where = truth(node->where);
        place_ = before;
        forget_last();
        if (bad(list) || bad(where)) return broken(span);
        return make(Op::filter, type_of(list), span, {list, where}, slot);
    }
    if (const auto* node = std::get_if<EachSyntax>(&syntax.node)) {
        const Bound bound = bind(node->binding, no_syntax);
        forget_last();
        if (bad(bound.list) || bad(bound.where)) return broken(span);
        if (node->binding.where == no_syntax) return bound.list;
        return make(Op::filter, type_of(bound.list), span, {bound.list, bound.where}, bound.slot);
    }
    if (const auto* node = std::get_if<CountSyntax>(&syntax.node)) {
        const ExpressionId list = collection(node->list);
        return bad(list) ? broken(span)
                         : make(Op::count_of, tutela::type_of(TypeKind::count), span, {list});
    }
    if (const auto* node = std::get_if<ScanSyntax>(&syntax.node)) {
        std::uint32_t mask = 0;
        std::vector<std::string> kinds;
        for (std::size_t k = 0; k < scan_kind_count; ++k)
            kinds.emplace_back(scan_kind_name(static_cast<ScanKind>(k)));
        for (const Name& kind : node->kinds) {
            const auto at = std::find(kinds.begin(), kinds.end(), kind.text);
            if (at == kinds.end())
                r_.say_unknown(Code::unknown_choice, kind.span,
                               message("the scan has no kind `{}`", kind.text), kind.text, kinds);
            else
                mask |= 1U << static_cast<unsigned>(at - kinds.begin());
        }
        return make(Op::scan_is_clean, truth_type, span, {}, mask);
    }
    if (const auto* node = std::get_if<ClaimSyntax>(&syntax.node)) {
        const DeclaredRule* rule = r_.find_rule(node->rule);
        if (!rule) return broken(span);
        if (!rule->index) return r_.ruleset.expressions.add_truth(false, span);  // it is disabled
        Constant reason;
        reason.text = node->reason.text;
        const ExpressionId kind =
            constant(tutela::type_of(TypeKind::text), std::move(reason), node->reason.span);
        return make(Op::claims, truth_type, span, {kind}, *rule->index);
    }
    if (const auto* node = std::get_if<RuleNotMetSyntax>(&syntax.node)) {
        const DeclaredRule* rule = r_.find_rule(node->rule);
        if (!rule) return broken(span);
        if (!place_.rules || !place_.rule || (rule->index && *rule->index == *place_.rule)) {
            r_.say(Code::misplaced_construct, span,
                   message("a verdict is asked for in the `when` of another rule only"));
            return broken(span);
        }
        if (!rule->index) return r_.ruleset.expressions.add_truth(false, span);  // it is disabled
        r_.rule_dependencies.push_back({*place_.rule, *rule->index, span});
        return make(Op::rule_not_met, truth_type, span, {}, *rule->index);
    }
    if (std::holds_alternative<SomeRuleNotMetSyntax>(syntax.node)) {
        if (!place_.rules || !place_.rule) {
            r_.say(Code::misplaced_construct, span,
                   message("a verdict is asked for in the `when` of a rule only"));
            return broken(span);
        }
        r_.waits_for_all.push_back({*place_.rule, *place_.rule, span});
        return make(Op::some_rule_not_met, truth_type, span, {});
    }
    return broken(span);
}

}  // namespace tutela
