#include <algorithm>

#include <fmt/core.h>

#include "dsl/check_types.hpp"
#include "dsl/translate.hpp"
#include "engine/calendar.hpp"

// Comparisons, arithmetic, quantifiers, totals.

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
            const auto field = record.find(node.has->field.text);
            if (!field) {
                std::vector<std::string> known;
                for (const Field& one : record.fields) known.push_back(one.name);
                r_.say_unknown(
                    Code::unknown_field, node.has->field.span,
                    message("no field of `{}` is named `{}`", record.name, node.has->field.text),
                    node.has->field.text, known);
            } else {
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
