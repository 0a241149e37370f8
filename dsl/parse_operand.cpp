// Operands: literals, names, brackets, and the forms that begin with a word of their own.

#include <algorithm>
#include <utility>

#include "dsl/parser.hpp"

namespace tutela {
namespace {

template <std::size_t N>
bool among(std::string_view word, const std::string_view (&words)[N]) {
    return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

constexpr std::string_view reserved[] = {
    "and",    "or",        "not",   "if",   "then",   "else",   "is",   "in", "overlaps",
    "covers", "satisfies", "where", "has",  "every",  "some",   "no",   "it", "today",
    "true",   "false",     "for",   "each", "within", "before", "after"};

// What can never stand where a choice may, because it has a meaning there.
constexpr std::string_view no_choices[] = {
    "stated", "given", "empty", "none", "evidenced", "within", "in",  "not", "and",
    "or",     "if",    "then",  "else", "satisfies", "where",  "has", "is"};

constexpr std::string_view value_ends[] = {"and",       "or",     "not",   "then",   "else",
                                           "satisfies", "where",  "has",   "for",    "because",
                                           "until",     "saying", "is",    "in",     "overlaps",
                                           "covers",    "before", "after", "within", "of"};

}  // namespace

bool is_reserved(std::string_view word) {
    return among(word, reserved);
}

ExpressionRef Parser::postfix(Reading reading) {
    ExpressionRef result = primary(reading);
    while (at_symbol(".")) {
        advance();
        Name field = name(
            message("the name of a field"));  // any word: reserved ones have no meaning after a dot
        result = add(span_from(span_of(result)), MemberSyntax{result, std::move(field)});
    }
    if (reading.where && at_word("where")) return filter(result);
    return result;
}

ExpressionRef Parser::primary(Reading reading) {
    if (too_deep()) return broken(last_span());
    ++depth_;
    const Span first = token().span;
    ExpressionRef result = no_syntax;
    switch (token().kind) {
        case TokenKind::text: {
            TextSyntax read = text(message("a text"));
            result = add(first, LiteralSyntax{LiteralKind::text, std::move(read.text), {}});
            break;
        }
        case TokenKind::number: result = number_literal(); break;
        case TokenKind::share: {
            std::string digits = take_name().text;
            digits.pop_back();
            result = add(first, LiteralSyntax{LiteralKind::share, std::move(digits), {}});
            break;
        }
        case TokenKind::date:
            result = add(first, LiteralSyntax{LiteralKind::date, take_name().text, {}});
            break;
        case TokenKind::time:
            result = add(first, LiteralSyntax{LiteralKind::time, take_name().text, {}});
            break;
        case TokenKind::capitals: {
            Name unit = take_name();
            if (at(TokenKind::number)) {
                std::string amount = take_name().text;
                result = add(span_from(first), LiteralSyntax{LiteralKind::money, std::move(amount),
                                                             std::move(unit.text)});
            } else {
                result = add(first, NameSyntax{std::move(unit), reading.choice_first});
            }
            break;
        }
        case TokenKind::rule_id:
            report(Code::syntax, first, message("`{}` is a rule, not a value", text_of(first)),
                   message("write `rule {} is not met`", text_of(first)));
            panic_ = true;
            break;
        case TokenKind::word: result = word_operand(reading); break;
        case TokenKind::symbol:
            if (at_symbol("(")) {
                advance();
                const bool outer = std::exchange(in_where_, false);
                const ExpressionRef inner = expression();
                in_where_ = outer;
                close_bracket(")", first);
                result = add(span_from(first), BracketsSyntax{inner});
            } else if (at_symbol("[")) {
                result = list_literal();
            } else if (at_symbol("-")) {
                report(Code::unspaced_minus, first,
                       message("a minus stands before a value, not between two"),
                       message("write `0 - 5` for a number below zero"));
                advance();
                result = primary({false, reading.where});
            } else {
                expected(reading.choice_first ? message("a value") : message("an expression"));
            }
            break;
        default:
            expected(reading.choice_first ? message("a value") : message("an expression"));
            break;
    }
    --depth_;
    return result == no_syntax ? broken(last_span()) : result;
}

// ------------------------------------------------------------------ literals and names

ExpressionRef Parser::number_literal() {
    const Span first = token().span;
    std::string amount = take_name().text;
    std::size_t words = 0;
    std::string unit = unit_here(0, words);
    if (words == 0) return add(first, LiteralSyntax{LiteralKind::number, std::move(amount), {}});
    position_ += words;
    return add(span_from(first),
               LiteralSyntax{LiteralKind::duration, std::move(amount), std::move(unit)});
}

ExpressionRef Parser::list_literal() {
    const Span first = token().span;
    advance();
    ListSyntax node;
    const bool outer = std::exchange(in_where_, false);
    if (!at_symbol("]")) {
        do node.members.push_back(sum({true, true}));
        while (accept_symbol(","));
    }
    in_where_ = outer;
    close_bracket("]", first);
    return add(span_from(first), std::move(node));
}

ExpressionRef Parser::word_operand(Reading reading) {
    const Span first = token().span;
    const std::string text(word());
    if (text == "true" || text == "false") {
        advance();
        return add(first, LiteralSyntax{LiteralKind::truth, text, {}});
    }
    if (text == "today") {
        advance();
        return add(first, TodaySyntax{});
    }
    if (text == "it") return it();
    if (const ExpressionRef found = form(reading); found != no_syntax) return found;
    if (quantifier_here()) return quantifier();
    if (symbol(1) == "(" && !is_reserved(text) && !begins_here()) return call();
    return bare_name(reading);
}

ExpressionRef Parser::bare_name(Reading reading) {
    const std::string text(word());
    const Span place = token().span;  // before the name is taken
    if (reading.choice_first && symbol(1) != ".") {
        if (among(text, no_choices) || begins_here()) {
            expected(message("a value"));
            return broken(last_span());
        }
        return add(place, NameSyntax{take_name(), true});
    }
    if (text == "some" || text == "every" || text == "no" || text == "each") {
        advance();
        expected(message("a name and `in`"),
                 message("write `{0} X in LIST`, as in `{0} site in sites`", text));
        return broken(last_span());
    }
    if (is_reserved(text) || begins_here()) {
        expected(reading.choice_first ? message("a value") : message("an expression"));
        return broken(last_span());
    }
    return add(place, NameSyntax{take_name(), reading.choice_first});
}

ExpressionRef Parser::call() {
    CallSyntax node;
    node.name = take_name();
    const Span opened = token().span;
    advance();
    const bool outer = std::exchange(in_where_, false);
    if (!at_symbol(")")) {
        do node.arguments.push_back(expression());
        while (accept_symbol(","));
    }
    in_where_ = outer;
    close_bracket(")", opened);
    const Span span = span_from(node.name.span);
    return add(span, std::move(node));
}

ExpressionRef Parser::it() {
    const Span span = token().span;
    advance();
    if (anonymous_wheres_ == 0)
        report(Code::misplaced_construct, span, message("`it` stands outside of a `where`"),
               message("`it` is the member in `LIST where …`; elsewhere members have names"));
    if (anonymous_wheres_ > 1)
        report(Code::nested_it, span, message("`it` stands in a `where` inside a `where`"),
               message("name the member of the inner one: `each X in LIST where …`"));
    return add(span, ItSyntax{});
}

// ------------------------------------------------------------------ forms with words of their own

ExpressionRef Parser::form(Reading reading) {
    const Span first = token().span;
    const std::string text(word());
    const std::string next(word(1));
    if (next == "of") {
        if (text == "count" && word(2) == "distinct" && (!word(3).empty() || symbol(3) == "("))
            return total(Total::count_distinct, 3);
        if (text == "count") {
            position_ += 2;
            const ExpressionRef list = postfix(plain);
            return add(span_from(first), CountSyntax{list});
        }
        if (text == "sum") return total(Total::sum, 2);
        if (text == "smallest") return total(Total::smallest, 2);
        if (text == "largest") return total(Total::largest, 2);
        if (text == "average") return total(Total::average, 2);
        if (text == "union") return union_of(reading);
        if (text == "share") {
            position_ += 2;
            return quantified(Quantifier::share_of, first, no_syntax);
        }
        if (text == "age") {
            position_ += 2;
            const ExpressionRef date = postfix({false, false});
            return add(span_from(first), AgeSyntax{date});
        }
    }
    if (text == "next" && next == "month") {
        position_ += 2;
        expect_word("after", message("write `next month after` and a date"));
        const ExpressionRef date = postfix({false, false});
        return add(span_from(first), NextMonthSyntax{date});
    }
    if (text == "the" && next == "scan") return scan();
    if (text == "the" && next == "design") return claim();
    if (text == "rule" && token(1).kind == TokenKind::rule_id) return rule_not_met();
    if (text == "some" && next == "rule" && word(2) == "is") {
        position_ += 3;
        expect_word("not");
        expect_word("met");
        return add(span_from(first), SomeRuleNotMetSyntax{});
    }
    if (text == "each" && !next.empty() && word(2) == "in") {
        advance();
        EachSyntax node{binding()};
        return add(span_from(first), std::move(node));
    }
    return no_syntax;
}

ExpressionRef Parser::filter(ExpressionRef list) {
    advance();
    ++anonymous_wheres_;
    const ExpressionRef where = where_condition();
    --anonymous_wheres_;
    return add(span_from(span_of(list)), FilterSyntax{list, where});
}

ExpressionRef Parser::union_of(Reading reading) {
    const Span first = token().span;
    position_ += 2;
    std::vector<ExpressionRef> sets{postfix({false, false})};
    if (accept_word("for")) {
        UnionForSyntax node{sets.front(), binding()};
        return add(span_from(first), std::move(node));
    }
    while (accept_symbol(",")) sets.push_back(postfix({false, false}));
    expect_word("and", message("write `union of A and B`, or `union of E for X in LIST`"));
    sets.push_back(postfix({false, reading.where}));
    return add(span_from(first), UnionSyntax{std::move(sets)});
}

ExpressionRef Parser::total(Total total, int words) {
    const Span first = token().span;
    position_ += static_cast<std::size_t>(words);
    TotalSyntax node;
    node.total = total;
    node.value = expression();
    expect_word("for", message("write `sum of x.count for x in LIST`"));
    node.binding = binding();
    return add(span_from(first), std::move(node));
}

ExpressionRef Parser::scan() {
    const Span first = token().span;
    position_ += 2;
    expect_word("finds");
    expect_word("nothing");
    ScanSyntax node;
    if (accept_word("of")) {
        expect_word("kinds");
        node.kinds = names(message("what the scan looks for"));
    }
    return add(span_from(first), std::move(node));
}

ExpressionRef Parser::claim() {
    const Span first = token().span;
    position_ += 2;
    expect_word("claims");
    ClaimSyntax node;
    node.reason = name(message("a reason"));
    expect_word("for");
    node.rule = rule_id();
    return add(span_from(first), std::move(node));
}

ExpressionRef Parser::rule_not_met() {
    const Span first = token().span;
    advance();
    RuleNotMetSyntax node{rule_id()};
    expect_word("is");
    expect_word("not", message("only `is not met` can be asked of a rule"));
    expect_word("met");
    return add(span_from(first), std::move(node));
}

// ------------------------------------------------------------------ quantifiers

bool Parser::quantifier_here() const {
    const std::string_view first = word();
    if (first == "some" && word(1) == "listed" && !word(2).empty() && word(3) == "in") return true;
    if (first == "every" || first == "some" || first == "no")
        return !word(1).empty() && word(2) == "in";
    if (first == "at") return word(1) == "least" || word(1) == "most";
    return first == "exactly" && (token(1).kind == TokenKind::number ||
                                  (!word(1).empty() && !word(2).empty() && word(3) == "in"));
}

ExpressionRef Parser::quantifier() {
    const Span first = token().span;
    if (in_where_)
        report(Code::syntax, first,
               message("`{}` stands in a `where` without brackets", text_of(first)),
               message("put brackets around all of it: `where (some x in LIST satisfies …)`"));
    const std::string text(word());
    advance();
    if (text == "every") return quantified(Quantifier::every, first, no_syntax);
    if (text == "some") return quantified(Quantifier::some, first, no_syntax);
    if (text == "no") return quantified(Quantifier::none, first, no_syntax);
    Quantifier kind = Quantifier::exactly;
    if (text == "at") {
        kind = at_word("least") ? Quantifier::at_least : Quantifier::at_most;
        advance();
    }
    // Not any operand: `at least 3 days in activity.days` counts days, and `toilets (…)` is no call here.
    ExpressionRef amount = no_syntax;
    const Span place = token().span;
    if (at(TokenKind::number)) {
        std::string digits = take_name().text;
        amount = add(place, LiteralSyntax{LiteralKind::number, std::move(digits), {}});
    } else if (at(TokenKind::share) || at_symbol("(")) {
        amount = primary(plain);
    } else if (at(TokenKind::word) && !is_reserved(word())) {
        amount = add(place, NameSyntax{take_name(), false});
    } else {
        expected(message("a number or the name of a parameter"));
        return broken(last_span());
    }
    if (at_word("of")) {
        if (kind != Quantifier::at_least)
            report(Code::syntax, token().span, message("only `at least` takes a share"),
                   message("write `at least 80% of x in LIST`"));
        kind = Quantifier::at_least_share;
        advance();
    } else if (const auto* literal = std::get_if<LiteralSyntax>(&tree_.expressions[amount].node);
               literal != nullptr && literal->kind == LiteralKind::share) {
        expect_word("of", message("write `at least 80% of x in LIST`"));
        kind = Quantifier::at_least_share;
    }
    return quantified(kind, first, amount);
}

ExpressionRef Parser::quantified(Quantifier quantifier, Span first, ExpressionRef amount) {
    QuantifierSyntax node;
    node.quantifier = quantifier;
    node.amount = amount;
    node.binding = binding(quantifier == Quantifier::some && accept_word("listed"));
    if (accept_word("satisfies")) {
        node.satisfies = expression();
    } else if (quantifier != Quantifier::share_of && accept_word("has")) {
        HasSyntax has{name(message("the name of a field")), no_syntax};
        if (value_here()) has.value = sum({true, false});
        node.has = std::move(has);
    } else if (quantifier == Quantifier::every || quantifier == Quantifier::at_least_share ||
               quantifier == Quantifier::share_of) {
        expected(message("`satisfies` or `has`"),
                 message("say what each member must be: `satisfies …`"),
                 {"satisfies", "has", "where"});
    }
    return add(span_from(first), std::move(node));
}

// Whether a value follows `has FIELD`; if not, the field is a truth.
bool Parser::value_here() const {
    switch (token().kind) {
        case TokenKind::text:
        case TokenKind::number:
        case TokenKind::share:
        case TokenKind::date:
        case TokenKind::time:
        case TokenKind::capitals: return true;
        case TokenKind::symbol: return at_symbol("(") || at_symbol("[");
        case TokenKind::word: return !among(word(), value_ends) && !begins_here();
        default: return false;
    }
}

Binding Parser::binding(bool listed) {
    Binding result;
    result.listed = listed;
    const Span first = token().span;
    result.name = declared_name(message("a name for the member"));
    expect_word("in");
    result.list = sum({false, false});
    result.span = span_from(first);
    if (accept_word("where")) result.where = where_condition();
    result.span = span_from(first);
    return result;
}

}  // namespace tutela
