// Expressions from `if` down to products: whatever stands between operands.

#include <algorithm>
#include <utility>

#include "dsl/parser.hpp"

namespace tutela {

ExpressionRef Parser::add(Span span, decltype(ExpressionSyntax::node) node) {
    tree_.expressions.push_back({span, std::move(node)});
    std::uint16_t height = 0;
    for (const ExpressionRef child : children_of(tree_.expressions.back()))
        height = std::max(height, heights_[child]);
    heights_.push_back(static_cast<std::uint16_t>(height + 1));
    // Long chains such as `1 + 1 + 1 …` nest too, though without brackets.
    if (height + 1 > most_high) {
        if (!panic_)
            report(Code::syntax, span, message("an expression is nested too deep"),
                   message("split it with `define`"));
        panic_ = true;
        tree_.expressions.back().node = BrokenSyntax{};
        heights_.back() = 1;
    }
    return static_cast<ExpressionRef>(tree_.expressions.size() - 1);
}

bool Parser::too_deep() {
    if (depth_ < most_nested) return false;
    if (!panic_)
        report(Code::syntax, token().span, message("an expression is nested too deep"),
               message("split it with `define`"));
    panic_ = true;
    return true;
}

ExpressionRef Parser::expression() {
    if (too_deep()) return broken(last_span());
    ++depth_;
    std::vector<ExpressionRef> operands{logic_operand()};
    const std::string joined(word() == "or" ? "or" : "and");
    const Span first_joint = token().span;
    bool mixed = false;
    // `and each` goes on with the `for each` around this.
    while ((at_word("and") || at_word("or")) && !at_words("and", "each")) {
        left_operand_is_bracketed(operands.back());
        if (!at_word(joined) && !mixed) {
            mixed = true;
            report(Code::mixed_and_or, token().span,
                   message("`and` and `or` are mixed without brackets"),
                   message("put brackets around the part that belongs together"))
                .labels.push_back({first_joint, message("`{}` stands here", joined)});
        }
        advance();
        operands.push_back(logic_operand());
    }
    --depth_;
    if (operands.size() == 1) return operands.front();
    const Span span = span_from(span_of(operands.front()));
    if (joined == "and") return add(span, AndSyntax{std::move(operands)});
    return add(span, OrSyntax{std::move(operands)});
}

// Up to its own `satisfies`, or to the end of the clause or the closing bracket.
ExpressionRef Parser::where_condition() {
    const bool outer = std::exchange(in_where_, true);
    const ExpressionRef condition = expression();
    in_where_ = outer;
    return condition;
}

ExpressionRef Parser::if_expression() {
    const Span first = token().span;
    advance();
    IfSyntax node;
    node.condition = expression();
    expect_word("then", message("write `if … then …`"));
    node.then = expression();
    if (accept_word("else")) node.otherwise = expression();
    return add(span_from(first), node);
}

ExpressionRef Parser::logic_operand() {
    // Counted, not nested, so that a thousand `not` cost no stack.
    std::vector<Span> negations;
    while (at_word("not")) {
        negations.push_back(token().span);
        advance();
    }
    ExpressionRef operand = at_word("if") ? if_expression() : comparison();
    for (auto negation = negations.rbegin(); negation != negations.rend(); ++negation)
        operand = add(span_from(*negation), NotSyntax{operand});
    return operand;
}

void Parser::left_operand_is_bracketed(ExpressionRef left) {
    const auto* node = std::get_if<QuantifierSyntax>(&tree_.expressions[left].node);
    if (panic_ || node == nullptr || node->quantifier == Quantifier::share_of) return;
    report(Code::syntax, span_of(left),
           message("`{}` stands left of `{}` without brackets", text_of(node->binding.span),
                   text_of(token().span)),
           message("put brackets around all of it: `(some … satisfies …)`"));
}

// ------------------------------------------------------------------ comparisons

bool Parser::at_comparison() const {
    const std::string_view sign = symbol();
    if (sign == "<" || sign == "<=" || sign == ">" || sign == ">=" || sign == "=") return true;
    const std::string_view verb = word();
    return verb == "is" || verb == "in" || verb == "overlaps" || verb == "covers" ||
           verb == "within" || (verb == "not" && (word(1) == "in" || word(1) == "within"));
}

ExpressionRef Parser::comparison() {
    const ExpressionRef left = shifted();
    if (!at_comparison()) return left;
    left_operand_is_bracketed(left);
    ExpressionRef result = comparison_after(left);
    for (bool said = false; at_comparison(); said = true) {
        if (!said)
            report(Code::chained_comparison, token().span,
                   message("a comparison is compared once more"),
                   message("join two comparisons with `and`"));
        result = comparison_after(result);
    }
    return result;
}

ExpressionRef Parser::comparison_after(ExpressionRef left) {
    const Span first = token().span;
    const std::string sign(text_of(first));
    advance();
    if (sign == "is") return is_comparison(left, first);
    if (sign == "within") return within(left, false);
    if (sign == "not") {
        if (accept_word("within")) return within(left, true);
        advance();
        return compare(left, Comparison::not_in, span_from(first), false);
    }
    if (sign == "=") {
        report(Code::syntax, first, message("`=` does not compare"), message("write `is`"));
        return compare(left, Comparison::equal, first, true);
    }
    const Comparison comparison = sign == "<"          ? Comparison::less
                                  : sign == "<="       ? Comparison::less_or_equal
                                  : sign == ">"        ? Comparison::greater
                                  : sign == ">="       ? Comparison::greater_or_equal
                                  : sign == "in"       ? Comparison::in
                                  : sign == "overlaps" ? Comparison::overlaps
                                                       : Comparison::covers;
    // `stage >= submitted`: a choice may stand right of these too.
    return compare(left, comparison, first, sign[0] == '<' || sign[0] == '>');
}

// The words after `is`, longest first; only what is none of them can be a choice.
ExpressionRef Parser::is_comparison(ExpressionRef left, Span operator_span) {
    const bool negated = accept_word("not");
    if (accept_word("given")) return state(left, State::given, negated);
    if (accept_word("stated")) return state(left, State::stated, negated);
    if (accept_word("empty")) return state(left, State::empty, negated);
    if (accept_word("none")) return state(left, State::none, negated);
    if (accept_word("evidenced")) return state(left, State::evidenced, negated);
    if (accept_word("within")) return within(left, negated);
    operator_span = span_from(operator_span);
    if (accept_word("in"))
        return compare(left, negated ? Comparison::not_in : Comparison::in,
                       span_from(operator_span), false);
    const bool says_least = at_words("at", "least");
    const bool says_most = at_words("at", "most");
    const bool says_than = word(1) == "than";
    if (says_least || says_most || says_than) {
        report(Code::syntax, token().span,
               message("`{} {}` does not compare", text_of(token().span), text_of(token(1).span)),
               says_least  ? message("write `>=`")
               : says_most ? message("write `<=`")
                           : message("write `<` or `>`"));
        panic_ = true;
    }
    return compare(left, negated ? Comparison::not_equal : Comparison::equal, operator_span, true);
}

ExpressionRef Parser::state(ExpressionRef left, State state, bool negated) {
    StateSyntax node{left, state, negated, {}};
    if (state == State::evidenced && at_words("at", "least")) {
        position_ += 2;
        node.at_least = one_of(message("a level of evidence"),
                               {"claimed", "documented", "verified-internal", "verified-external"});
    }
    return add(span_from(span_of(left)), std::move(node));
}

ExpressionRef Parser::within(ExpressionRef left, bool negated) {
    WithinSyntax node;
    node.date = left;
    node.negated = negated;
    node.duration = sum();
    if (accept_word("after"))
        node.side = Side::after;
    else
        expect_word("before",
                    message("write `within 3 days before` or `within 3 days after`, and a date"));
    node.anchor = sum();
    return add(span_from(span_of(left)), node);
}

ExpressionRef Parser::compare(ExpressionRef left, Comparison comparison, Span operator_span,
                              bool choice) {
    const ExpressionRef right = shifted({choice, true});
    return add(span_from(span_of(left)), ComparisonSyntax{comparison, left, right, operator_span});
}

// ------------------------------------------------------------------ sums and products

ExpressionRef Parser::shifted(Reading reading) {
    const ExpressionRef duration = sum(reading);
    if (!at_word("before") && !at_word("after")) return duration;
    const Side side = at_word("before") ? Side::before : Side::after;
    advance();
    const ExpressionRef anchor = sum();
    return add(span_from(span_of(duration)), ShiftSyntax{duration, anchor, side});
}

// A name may hold hyphens, so a minus that touches its neighbours is most often a slip.
void Parser::check_minus() {
    const Span minus = token().span;
    const bool touches_left = last_span().end == minus.begin;
    const bool touches_right =
        position_ + 1 < tokens_.size() && raw_token(position_ + 1).span.begin == minus.end;
    if (touches_left || touches_right)
        report(Code::unspaced_minus, minus, message("a minus needs a space on both sides"),
               message("write `a - b`; `a-b` is one name"));
}

ExpressionRef Parser::sum(Reading reading) {
    ExpressionRef left = product(reading);
    while (at_symbol("+") || at_symbol("-")) {
        left_operand_is_bracketed(left);
        const Arithmetic operation = at_symbol("+") ? Arithmetic::add : Arithmetic::subtract;
        const Span sign = token().span;
        if (operation == Arithmetic::subtract) check_minus();
        advance();
        const ExpressionRef right = product({false, reading.where});
        left = add(span_from(span_of(left)), ArithmeticSyntax{operation, left, right, sign});
    }
    return left;
}

ExpressionRef Parser::product(Reading reading) {
    ExpressionRef left = postfix(reading);
    while (at_symbol("*") || at_symbol("/")) {
        left_operand_is_bracketed(left);
        const Arithmetic operation = at_symbol("*") ? Arithmetic::multiply : Arithmetic::divide;
        const Span sign = token().span;
        advance();
        const ExpressionRef right = postfix({false, reading.where});
        left = add(span_from(span_of(left)), ArithmeticSyntax{operation, left, right, sign});
    }
    return left;
}

}  // namespace tutela
