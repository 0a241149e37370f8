#include <algorithm>

#include "dsl/check_types.hpp"
#include "dsl/translate.hpp"
#include "engine/calendar.hpp"

// Comparisons, arithmetic, states, branches.

namespace tutela {

bool Translator::is_zero(ExpressionId id) const {
    const Expression& node = r_.ruleset.expressions[id];
    return node.op == Op::constant && node.type.kind == TypeKind::count &&
           r_.ruleset.expressions.constants[node.slot].number == point(std::int64_t{0});
}

// `age of D <= d` means today <= D + d; so with the other signs.
std::optional<ExpressionId> Translator::age_comparison(const ComparisonSyntax& node, Span span) {
    const auto* left = std::get_if<AgeSyntax>(&inner(node.left).node);
    const auto* right = std::get_if<AgeSyntax>(&inner(node.right).node);
    if (!left && !right) return std::nullopt;
    const Type truth_type = tutela::type_of(TypeKind::truth);
    const ExpressionId date = expression(left ? left->date : right->date);
    const ExpressionId duration = expression(left ? node.right : node.left);
    if (bad(date) || bad(duration)) return broken(span);
    if (type_of(date).kind != TypeKind::date || type_of(duration).kind != TypeKind::duration) {
        r_.say(Code::wrong_type, span,
               message("an age is that of a date, and is compared with a duration"));
        return broken(span);
    }
    const ExpressionId today = make(Op::today, tutela::type_of(TypeKind::date), span, {});
    const ExpressionId end = shift(date, duration, true, span);
    if (bad(end)) return end;
    Comparison sign = node.comparison;
    if (!left) {
        if (sign == Comparison::less)
            sign = Comparison::greater;
        else if (sign == Comparison::less_or_equal)
            sign = Comparison::greater_or_equal;
        else if (sign == Comparison::greater)
            sign = Comparison::less;
        else if (sign == Comparison::greater_or_equal)
            sign = Comparison::less_or_equal;
    }
    switch (sign) {
        case Comparison::less: return make(Op::less, truth_type, span, {today, end});
        case Comparison::less_or_equal:
            return make(Op::less_or_equal, truth_type, span, {today, end});
        case Comparison::greater: return make(Op::less, truth_type, span, {end, today});
        case Comparison::greater_or_equal:
            return make(Op::less_or_equal, truth_type, span, {end, today});
        case Comparison::equal: return make(Op::equal, truth_type, span, {today, end});
        default:
            r_.say(Code::incomparable, span,
                   message("an age is compared with `<`, `<=`, `>`, `>=` or `is`"));
            return broken(span);
    }
}

ExpressionId Translator::comparison(const ComparisonSyntax& node, Span span) {
    if (const auto age = age_comparison(node, span)) return *age;
    const Type truth_type = tutela::type_of(TypeKind::truth);
    const bool set_first =
        node.comparison == Comparison::in || node.comparison == Comparison::not_in;
    ExpressionId left = no_expression, right = no_expression;
    if (set_first) {
        // The left side may be a bare choice of the set's list; the right side a bracketed list of the left's.
        const bool bracketed = std::holds_alternative<ListSyntax>(inner(node.right).node);
        const auto* word = std::get_if<NameSyntax>(&inner(node.left).node);
        if (bracketed || !word) {
            left = expression(node.left);
            right = expression(node.right, type_of(left));
        } else {
            right = expression(node.right);
            left = expression(node.left, type_of(right));
        }
    } else {
        const bool sets =
            node.comparison == Comparison::overlaps || node.comparison == Comparison::covers;
        if (sets && std::holds_alternative<ListSyntax>(inner(node.left).node)) {
            right = expression(node.right);
            left = expression(node.left, type_of(right));
        } else {
            left = expression(node.left);
            right = expression(node.right, type_of(left));
        }
    }
    if (bad(left) || bad(right)) return broken(span);
    const Type a = type_of(left), b = type_of(right);
    const auto said = [&](Fit fit) {
        switch (fit) {
            case Fit::fits: return false;
            case Fit::different_units:
                r_.say(Code::incomparable_units, span,
                       message("{} and {} do not convert exactly", words(a), words(b)));
                return true;
            case Fit::not_ordered:
                r_.say(Code::not_ordered, span, message("these choices have no order"),
                       message("only a list declared `ordered one of` has one"));
                return true;
            case Fit::no_values:
                r_.say(Code::incomparable, span,
                       message("{} and {} are compared as single values", words(a), words(b)),
                       message("sets are compared with `in`, `covers` and `overlaps`"));
                return true;
            default:
                r_.say(Code::incomparable, span,
                       message("{} is compared with {}", words(a), words(b)));
                return true;
        }
    };
    const bool money_zero = (a.kind == TypeKind::money && is_zero(right)) ||
                            (b.kind == TypeKind::money && is_zero(left));
    const auto ordered = [&](Op op, ExpressionId x, ExpressionId y) {
        if (!money_zero && said(fit_for_order(r_.ruleset.vocabulary, a, b))) return broken(span);
        return make(op, truth_type, span, {x, y});
    };
    switch (node.comparison) {
        case Comparison::equal:
        case Comparison::not_equal: {
            if (!money_zero && said(fit_for_equality(a, b))) return broken(span);
            const ExpressionId same = make(Op::equal, truth_type, span, {left, right});
            return node.comparison == Comparison::equal
                       ? same
                       : make(Op::negate, truth_type, span, {same});
        }
        case Comparison::less: return ordered(Op::less, left, right);
        case Comparison::less_or_equal: return ordered(Op::less_or_equal, left, right);
        case Comparison::greater: return ordered(Op::less, right, left);
        case Comparison::greater_or_equal: return ordered(Op::less_or_equal, right, left);
        case Comparison::in:
        case Comparison::not_in: {
            if (!b.is_collection()) {
                wrong(m_.tree[node.right].span, message("this"), b, message("a list or a set"));
                return broken(span);
            }
            if (!fits_in(a, b)) {
                r_.say(Code::incomparable, span,
                       message("{} is looked for in {}", words(a), words(b)));
                return broken(span);
            }
            const ExpressionId held = make(Op::contains, truth_type, span, {right, left});
            return node.comparison == Comparison::in ? held
                                                     : make(Op::negate, truth_type, span, {held});
        }
        case Comparison::overlaps:
        case Comparison::covers:
            if (!a.is_collection() || !b.is_collection() ||
                fit_for_equality(a.member(), b.member()) != Fit::fits) {
                r_.say(Code::incomparable, span,
                       message("{} is compared with {}", words(a), words(b)),
                       message("both sides are sets of one kind"));
                return broken(span);
            }
            return make(node.comparison == Comparison::overlaps ? Op::overlaps : Op::covers,
                        truth_type, span, {left, right});
    }
    return broken(span);
}

ExpressionId Translator::shift(ExpressionId date, ExpressionId duration, bool later, Span span) {
    const Type a = type_of(date), d = type_of(duration);
    if (bad(date) || bad(duration)) return broken(span);
    if (d.kind == TypeKind::duration && d.family == DurationFamily::working_days) {
        r_.say(Code::incomparable_units, span,
               message("there is no date arithmetic on working days"));
        return broken(span);
    }
    const auto moved = arithmetic_type(later ? Arithmetic::add : Arithmetic::subtract, a, d);
    if (d.kind == TypeKind::duration && moved &&
        (a.kind == TypeKind::time || a.kind == TypeKind::month))
        return make(later ? Op::add : Op::subtract, a, span, {date, duration});
    if (a.kind != TypeKind::date || d.kind != TypeKind::duration) {
        r_.say(Code::wrong_type, span, message("{} cannot be moved by {}", words(a), words(d)),
               message("a date is moved by a duration"));
        return broken(span);
    }
    return make(later ? Op::date_plus : Op::date_minus, a, span, {date, duration});
}

ExpressionId Translator::arithmetic(const ArithmeticSyntax& node, Span span) {
    const ExpressionId left = expression(node.left), right = expression(node.right);
    if (bad(left) || bad(right)) return broken(span);
    const Type a = type_of(left), b = type_of(right);
    const bool adds = node.operation == Arithmetic::add || node.operation == Arithmetic::subtract;
    if (adds && a.kind == TypeKind::date && b.kind == TypeKind::duration)
        return shift(left, right, node.operation == Arithmetic::add, span);
    if (node.operation == Arithmetic::add && a.kind == TypeKind::duration &&
        b.kind == TypeKind::date)
        return shift(right, left, true, span);
    const bool zero_money = (a.kind == TypeKind::money && is_zero(right)) ||
                            (b.kind == TypeKind::money && is_zero(left));
    const auto type = zero_money ? std::optional(a.kind == TypeKind::money ? a : b)
                                 : arithmetic_type(node.operation, a, b);
    if (!type) {
        const bool units = a.kind == TypeKind::duration && b.kind == TypeKind::duration;
        r_.say(
            units ? Code::incomparable_units : Code::wrong_type, span,
            message("{} and {} cannot be computed with each other like this", words(a), words(b)));
        return broken(span);
    }
    Op op = Op::add;
    switch (node.operation) {
        case Arithmetic::add: op = Op::add; break;
        case Arithmetic::subtract: op = Op::subtract; break;
        case Arithmetic::multiply: op = Op::multiply; break;
        case Arithmetic::divide: {
            op = Op::divide;
            const Expression& divisor = r_.ruleset.expressions[right];
            const Constant* known =
                divisor.op == Op::constant    ? &r_.ruleset.expressions.constants[divisor.slot]
                : divisor.op == Op::parameter ? &r_.ruleset.parameters[divisor.slot].value
                                              : nullptr;
            if (!known || equal(known->number, point(std::int64_t{0})) != Truth::no)
                r_.say(Code::division_may_fail, span,
                       message("the divisor may be zero, and the result is then unknown"),
                       message("multiply instead"));
            break;
        }
    }
    return make(op, *type, span, {left, right});
}

ExpressionId Translator::state(const StateSyntax& node, Span span) {
    const Type truth_type = tutela::type_of(TypeKind::truth);
    const ExpressionId operand = expression(node.operand);
    if (bad(operand)) return broken(span);
    const auto done = [&](ExpressionId id) {
        return node.negated ? make(Op::negate, truth_type, span, {id}) : id;
    };
    if (node.state == State::empty) {
        if (!type_of(operand).is_collection()) {
            wrong(m_.tree[node.operand].span, message("this"), type_of(operand),
                  message("a list or a set"));
            return broken(span);
        }
        return done(make(Op::is_empty, truth_type, span, {operand}));
    }
    const Expression& read = r_.ruleset.expressions[operand];
    const bool embedded =
        read.op == Op::field && read.type.kind == TypeKind::record &&
        !r_.ruleset.vocabulary.records[r_.ruleset.expressions[read.args[0]].type.id]
             .fields[read.slot]
             .reference;
    if (read.op != Op::field || embedded) {
        r_.say(Code::wrong_type, m_.tree[node.operand].span,
               message("only a fact of the design is given, stated, none or evidenced"),
               message("ask it of a field, as `site.population is given`"));
        return broken(span);
    }
    switch (node.state) {
        case State::given: return done(make(Op::is_given, truth_type, span, {operand}));
        case State::none: return done(make(Op::is_none, truth_type, span, {operand}));
        case State::stated:
            if (place_.decides)
                r_.say(Code::stated_in_rule, span, message("`is stated` decides a verdict here"),
                       message("use `is given`"));
            return done(make(Op::is_stated, truth_type, span, {operand}));
        default: break;
    }
    std::uint32_t level = 1;  // documented
    if (node.at_least) {
        const std::vector<std::string> levels{"claimed", "documented", "verified-internal",
                                              "verified-external"};
        const auto at = std::find(levels.begin(), levels.end(), node.at_least->text);
        if (at == levels.end())
            r_.say_unknown(Code::unknown_choice, node.at_least->span,
                           message("`{}` is no level of evidence", node.at_least->text),
                           node.at_least->text, levels);
        else
            level = static_cast<std::uint32_t>(at - levels.begin());
    }
    return done(make(Op::is_evidenced, truth_type, span, {operand}, level));
}

ExpressionId Translator::choose(const IfSyntax& node, Span span,
                                const std::optional<Type>& wanted) {
    const ExpressionId condition = truth(node.condition);
    const ExpressionId then = expression(node.then, wanted);
    const ExpressionId otherwise =
        node.otherwise == no_syntax
            ? yes(span)
            : expression(node.otherwise, wanted ? wanted : std::optional(type_of(then)));
    if (bad(condition) || bad(then) || bad(otherwise)) return broken(span);
    auto type = common_type(type_of(then), type_of(otherwise));
    if (!type && type_of(then).kind == TypeKind::money && is_zero(otherwise)) type = type_of(then);
    if (!type && type_of(otherwise).kind == TypeKind::money && is_zero(then))
        type = type_of(otherwise);
    if (!type) {
        r_.say(Code::wrong_type, span,
               node.otherwise == no_syntax
                   ? message("an `if` without `else` is about something true or false")
                   : message("one branch is {}, the other {}", words(type_of(then)),
                             words(type_of(otherwise))));
        return broken(span);
    }
    return make(Op::choose, *type, span, {condition, then, otherwise});
}

}  // namespace tutela
