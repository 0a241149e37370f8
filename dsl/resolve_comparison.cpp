#include <fmt/format.h>

#include <algorithm>

#include "dsl/check_types.hpp"
#include "dsl/resolve_expression.hpp"
#include "dsl/resolve_literal.hpp"

// The part of the resolver that compares, computes and asks for the state of a fact.

namespace tutela {

ExpressionId ExpressionResolver::visit(const ComparisonSyntax& syntax, Span span, const Hint&) {
    switch (syntax.comparison) {
        case Comparison::equal:
        case Comparison::not_equal: return equality(syntax, span);
        case Comparison::in:
        case Comparison::not_in: return membership(syntax, span);
        case Comparison::overlaps:
        case Comparison::covers: return of_sets(syntax, span);
        default: break;
    }
    return is<AgeSyntax>(syntax.left) || is<AgeSyntax>(syntax.right) ? order_of_age(syntax, span)
                                                                     : order(syntax, span);
}

ExpressionId ExpressionResolver::cannot_compare(ExpressionId left, ExpressionId right, Code code, Span span) {
    const Type a = type(left), b = type(right);
    std::string message;
    std::string help;
    if (code == Code::incomparable_units) {
        message = fmt::format("{} and {} do not convert exactly", text_of(a), text_of(b));
        help = "minutes to weeks, months to years, and working days are kept apart";
    } else if (code == Code::not_ordered) {
        message = fmt::format("{} has no order", text_of(a));
        help = "only numbers, dates, times and choices declared `ordered one of …` are smaller or larger";
    } else {
        message = fmt::format("{} and {} do not go together", text_of(a), text_of(b));
        if (a.is_collection() || b.is_collection())
            help = "compare a list or a set by `in`, `covers`, `overlaps` or `is empty`";
    }
    Diagnostic& said = r_.say(code, span, std::move(message), std::move(help));
    said.labels.push_back({all()[left].span, text_of(a)});
    said.labels.push_back({all()[right].span, text_of(b)});
    return error(span);
}

ExpressionId ExpressionResolver::equality(const ComparisonSyntax& syntax, Span span) {
    if (is<AgeSyntax>(syntax.left) || is<AgeSyntax>(syntax.right))
        return wrong(Code::misplaced_construct, span, "an age is compared with `<`, `<=`, `>` or `>=`");
    const ExpressionId left = resolve(syntax.left);
    const ExpressionId right = resolve(syntax.right, type(left));
    const Type a = type(left), b = type(right);
    const bool money = (a.kind == TypeKind::money && is_bare_zero(right)) ||
                       (b.kind == TypeKind::money && is_bare_zero(left));
    const Fit fit = money ? Fit::fits : fit_for_equality(a, b);
    if (fit != Fit::fits)
        return cannot_compare(left, right,
                              fit == Fit::different_units ? Code::incomparable_units
                              : fit == Fit::no_values     ? Code::wrong_type
                                                          : Code::incomparable,
                              span);
    return negated(syntax.comparison == Comparison::not_equal,
                   make(Op::equal, type_of(TypeKind::truth), span, {left, right}));
}

ExpressionId ExpressionResolver::order(const ComparisonSyntax& syntax, Span span) {
    const ExpressionId left = resolve(syntax.left);
    const ExpressionId right = resolve(syntax.right, type(left));
    const Type a = type(left), b = type(right);
    const bool money = (a.kind == TypeKind::money && is_bare_zero(right)) ||
                       (b.kind == TypeKind::money && is_bare_zero(left));
    const Fit fit = money ? Fit::fits : fit_for_order(vocabulary(), a, b);
    if (fit != Fit::fits)
        return cannot_compare(left, right,
                              fit == Fit::different_units ? Code::incomparable_units
                              : fit == Fit::not_ordered   ? Code::not_ordered
                              : fit == Fit::no_values     ? Code::wrong_type
                                                          : Code::incomparable,
                              span);
    const Type truth = type_of(TypeKind::truth);
    switch (syntax.comparison) {
        case Comparison::less: return make(Op::less, truth, span, {left, right});
        case Comparison::less_or_equal: return make(Op::less_or_equal, truth, span, {left, right});
        case Comparison::greater: return make(Op::less, truth, span, {right, left});
        default: return make(Op::less_or_equal, truth, span, {right, left});
    }
}

// `age of D <= d` means today <= D + d.
ExpressionId ExpressionResolver::order_of_age(const ComparisonSyntax& syntax, Span span) {
    const bool age_left = is<AgeSyntax>(syntax.left);
    if (age_left && is<AgeSyntax>(syntax.right))
        return wrong(Code::misplaced_construct, span, "an age is compared with a duration", "compare the dates");
    const auto& age = std::get<AgeSyntax>(unbracketed(age_left ? syntax.left : syntax.right).node);
    const ExpressionId date = must_be(resolve(age.date), TypeKind::date);
    const ExpressionId duration = must_be(resolve(age_left ? syntax.right : syntax.left), TypeKind::duration);
    const ExpressionId limit = moved(date, duration, true, span);
    if (type(limit).kind == TypeKind::error) return limit;
    const ExpressionId today = make(Op::today, type_of(TypeKind::date), span, {});
    const bool younger = (syntax.comparison == Comparison::less ||
                          syntax.comparison == Comparison::less_or_equal) == age_left;
    const bool strict = syntax.comparison == Comparison::less || syntax.comparison == Comparison::greater;
    std::vector<ExpressionId> args{limit, today};
    if (younger) args = {today, limit};
    return make(strict ? Op::less : Op::less_or_equal, type_of(TypeKind::truth), span, std::move(args));
}

ExpressionId ExpressionResolver::membership(const ComparisonSyntax& syntax, Span span) {
    ExpressionId member = no_expression, set = no_expression;
    if (is<ListSyntax>(syntax.right)) {
        member = resolve(syntax.left);
        const Type element = type(member);
        set = resolve(syntax.right, set_of(element.kind, element.id));
    } else {
        set = resolve(syntax.right);
        Hint hint;
        // A bare word left of `in` is a name in scope, else a choice of the set.
        const auto* name = std::get_if<NameSyntax>(&unbracketed(syntax.left).node);
        if (type(set).is_collection() && name && !in_scope(name->name.text)) hint = type(set).member();
        if (type(set).kind == TypeKind::error && name) hint = Type{};
        member = resolve(syntax.left, hint);
    }
    const Type of = type(set);
    if (of.kind != TypeKind::error && !of.is_collection())
        return wrong(Code::wrong_type, all()[set].span,
                     fmt::format("`in` needs a list or a set on its right, and this is {}", text_of(of)),
                     "for one value write `is`");
    if (!fits_in(type(member), of)) return cannot_compare(member, set, Code::incomparable, span);
    return negated(syntax.comparison == Comparison::not_in,
                   make(Op::contains, type_of(TypeKind::truth), span, {set, member}));
}

ExpressionId ExpressionResolver::of_sets(const ComparisonSyntax& syntax, Span span) {
    ExpressionId left = no_expression, right = no_expression;
    if (is<ListSyntax>(syntax.left)) {
        right = collection(syntax.right);
        left = collection(syntax.left, type(right));
    } else {
        left = collection(syntax.left);
        right = collection(syntax.right, type(left));
    }
    const Type a = type(left), b = type(right);
    if (a.kind != TypeKind::error && b.kind != TypeKind::error && !(a.member() == b.member()))
        return cannot_compare(left, right, Code::incomparable, span);
    return make(syntax.comparison == Comparison::covers ? Op::covers : Op::overlaps, type_of(TypeKind::truth),
                span, {left, right});
}

// ---------------------------------------------------------------------------------------- states

ExpressionId ExpressionResolver::visit(const StateSyntax& syntax, Span span, const Hint&) {
    const Type truth = type_of(TypeKind::truth);
    ExpressionId of = resolve(syntax.operand);
    switch (syntax.state) {
        case State::given: of = make(Op::is_given, truth, span, {must_be_field(of, "is given")}); break;
        case State::stated:
            if (place_ == Place::when || place_ == Place::unless || place_ == Place::require || place_ == Place::where)
                r_.say(Code::stated_in_rule, span, "`is stated` decides a verdict here",
                       "write `is given`: it is unknown while the fact is");
            of = make(Op::is_stated, truth, span, {must_be_field(of, "is stated")});
            break;
        case State::none: of = make(Op::is_none, truth, span, {must_be_field(of, "is none")}); break;
        case State::empty: of = make(Op::is_empty, truth, span, {must_be_collection(of)}); break;
        case State::evidenced: {
            std::uint32_t level = 1;
            const std::vector<std::string> levels{"claimed", "documented", "verified-internal", "verified-external"};
            if (syntax.at_least) {
                const auto found = std::find(levels.begin(), levels.end(), syntax.at_least->text);
                if (found != levels.end()) level = static_cast<std::uint32_t>(found - levels.begin());
                else
                    r_.say_unknown(Code::unknown_choice, syntax.at_least->span,
                                   fmt::format("`{}` is no level of evidence", syntax.at_least->text),
                                   syntax.at_least->text, levels);
            }
            of = make(Op::is_evidenced, truth, span, {must_be_field(of, "is evidenced")}, level);
            break;
        }
    }
    return negated(syntax.negated, of);
}

// ---------------------------------------------------------------------------------------- time

ExpressionId ExpressionResolver::moved(ExpressionId anchor, ExpressionId duration, bool later, Span span) {
    const Type at = type(anchor), by = type(duration);
    if (at.kind == TypeKind::error || by.kind == TypeKind::error) return error(span);
    if (by.kind == TypeKind::duration && by.family == DurationFamily::working_days)
        return wrong(Code::incomparable_units, all()[duration].span, "no date is counted in working days",
                     "holidays differ: write days or weeks");
    const auto type = arithmetic_type(later ? Arithmetic::add : Arithmetic::subtract, at, by);
    if (!type || by.kind != TypeKind::duration) return cannot_compare(anchor, duration, Code::wrong_type, span);
    const Op op = at.kind == TypeKind::date ? (later ? Op::date_plus : Op::date_minus)
                                            : (later ? Op::add : Op::subtract);
    return make(op, *type, span, {anchor, duration});
}

ExpressionId ExpressionResolver::visit(const WithinSyntax& syntax, Span span, const Hint&) {
    const ExpressionId date = must_be(resolve(syntax.date), TypeKind::date);
    const ExpressionId duration = must_be(resolve(syntax.duration), TypeKind::duration);
    const ExpressionId anchor = must_be(resolve(syntax.anchor, type(date)), TypeKind::date);
    // Only to see that the anchor can be moved by it; the node does so itself.
    const ExpressionId limit = moved(anchor, duration, syntax.side == Side::after, span);
    if (type(limit).kind == TypeKind::error) return limit;
    return negated(syntax.negated,
                   make(syntax.side == Side::before ? Op::within_before : Op::within_after,
                        type_of(TypeKind::truth), span, {date, duration, anchor}));
}

ExpressionId ExpressionResolver::visit(const ShiftSyntax& syntax, Span span, const Hint&) {
    const ExpressionId duration = must_be(resolve(syntax.duration), TypeKind::duration);
    return moved(resolve(syntax.anchor), duration, syntax.side == Side::after, span);
}

ExpressionId ExpressionResolver::visit(const AgeSyntax& syntax, Span span, const Hint&) {
    resolve(syntax.date);
    return wrong(Code::misplaced_construct, span, "`age of` can only be compared with a duration",
                 "write `age of D <= 6 months`");
}

ExpressionId ExpressionResolver::visit(const NextMonthSyntax& syntax, Span span, const Hint&) {
    const ExpressionId month = resolve(syntax.date);
    switch (type(month).kind) {
        case TypeKind::error: return month;
        case TypeKind::month: return make(Op::next_month, type_of(TypeKind::month), span, {month});
        case TypeKind::date: {
            Type months = type_of(TypeKind::duration);
            months.family = DurationFamily::calendar;
            months.unit = DurationUnit::months;
            Constant one;
            one.number = point(std::int64_t{1});
            const ExpressionId step = all().add_constant(months, std::move(one), span);
            return make(Op::date_plus, type_of(TypeKind::date), span, {month, step});
        }
        default: return must_be(month, TypeKind::month);
    }
}

// ---------------------------------------------------------------------------------------- numbers

bool ExpressionResolver::may_be_zero(ExpressionId id) const {
    const Expression& node = all()[id];
    const Constant* known = node.op == Op::constant    ? &all().constants[node.slot]
                            : node.op == Op::parameter ? &r_.ruleset.parameters[node.slot].value
                                                       : nullptr;
    return !known || equal(known->number, point(std::int64_t{0})) != Truth::no;
}

ExpressionId ExpressionResolver::visit(const ArithmeticSyntax& syntax, Span span, const Hint&) {
    const ExpressionId left = resolve(syntax.left);
    const ExpressionId right = resolve(syntax.right);
    Type a = type(left), b = type(right);
    if (a.kind == TypeKind::error || b.kind == TypeKind::error) return error(span);
    const bool sum = syntax.operation == Arithmetic::add || syntax.operation == Arithmetic::subtract;
    if (sum && a.kind == TypeKind::date && b.kind == TypeKind::duration)
        return moved(left, right, syntax.operation == Arithmetic::add, span);
    if (syntax.operation == Arithmetic::add && b.kind == TypeKind::date && a.kind == TypeKind::duration)
        return moved(right, left, true, span);
    if (sum && a.kind == TypeKind::money && is_bare_zero(right)) b = a;
    if (sum && b.kind == TypeKind::money && is_bare_zero(left)) a = b;
    const auto result = arithmetic_type(syntax.operation, a, b);
    if (!result) {
        const bool units = a.kind == TypeKind::duration && b.kind == TypeKind::duration && a.family != b.family;
        return cannot_compare(left, right, units ? Code::incomparable_units : Code::wrong_type, span);
    }
    if (syntax.operation == Arithmetic::divide && may_be_zero(right))
        r_.say(Code::division_may_fail, span, "the result is unknown when the divisor may be zero",
               "multiply instead: `a <= b * c`");
    static constexpr Op ops[] = {Op::add, Op::subtract, Op::multiply, Op::divide};
    return make(ops[static_cast<std::size_t>(syntax.operation)], *result, span, {left, right});
}

}  // namespace tutela
