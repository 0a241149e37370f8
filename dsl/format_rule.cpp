// Clauses of rules and exceptions: a keyword, and a value that begins in one column.

#include "dsl/formatter.hpp"

namespace tutela {

using namespace layout;

namespace {

// How many words the keyword of a clause has.
struct KeywordWords {
    std::size_t operator()(const ForEachClause&) const { return 2; }
    std::size_t operator()(const WarnClause&) const { return 2; }
    std::size_t operator()(const DocumentedClause&) const { return 2; }
    std::size_t operator()(const DueClause&) const { return 2; }
    std::size_t operator()(const YieldsClause&) const { return 2; }
    std::size_t operator()(const NeverWaivedClause&) const { return 2; }
    std::size_t operator()(const WaivableClause&) const { return 4; }
    template <class Clause>
    std::size_t operator()(const Clause&) const {
        return 1;
    }
};

}  // namespace

void Formatter::clauses(Pieces& lines, const std::vector<ClauseSyntax>& all) {
    for (const ClauseSyntax& one : all) {
        lines.push_back(hard());
        lines.push_back(clause(one));
    }
}

layout::Piece Formatter::clause(const ClauseSyntax& syntax) {
    Pieces pieces;
    add_words(pieces, std::visit(KeywordWords{}, syntax));
    if (before(span_of(syntax).end)) {
        pieces.push_back(column(value_column));
        pieces.push_back(value(syntax));
    }
    return row(std::move(pieces));
}

// A condition, then words that may begin a line: `because "…"`, `else …`.
layout::Piece Formatter::condition_and(ExpressionRef condition, std::uint32_t end,
                                       std::initializer_list<std::string_view> breaks) {
    Pieces pieces{expression(condition)}, rest;
    while (before(end)) {
        bool may_break = false;
        for (const std::string_view word : breaks) may_break = may_break || peek() == word;
        if (may_break)
            rest.push_back(line());
        else
            add_space(rest.empty() ? pieces : rest);
        (rest.empty() ? pieces : rest).push_back(take());
    }
    pieces.push_back(nest(2, row(std::move(rest))));
    return align(group(row(std::move(pieces))));
}

layout::Piece Formatter::value(const ClauseSyntax& syntax) {
    const std::uint32_t end = span_of(syntax).end;
    if (const auto* each = std::get_if<ForEachClause>(&syntax)) {
        Pieces pieces{binding(each->bindings.front())};
        for (std::size_t i = 1; i < each->bindings.size(); ++i) {
            Pieces more;
            add_words(more, 2);
            more.push_back(text(" "));
            more.push_back(binding(each->bindings[i]));
            pieces.push_back(nest(2, row({hard(), row(std::move(more))})));
        }
        return row(std::move(pieces));
    }
    if (const auto* when = std::get_if<WhenClause>(&syntax)) return expression(when->condition);
    if (const auto* require = std::get_if<RequireClause>(&syntax))
        return expression(require->condition);
    if (const auto* unless = std::get_if<UnlessClause>(&syntax))
        return condition_and(unless->condition, end, {"because"});
    if (const auto* warn = std::get_if<WarnClause>(&syntax)) {
        Pieces pieces{expression(warn->condition)};
        if (warn->saying) {
            Pieces saying{hard(), take(), column(value_column)};
            saying.push_back(take());
            pieces.push_back(nest(2, row(std::move(saying))));
        }
        return row(std::move(pieces));
    }
    if (const auto* severity = std::get_if<SeverityClause>(&syntax);
        severity != nullptr && severity->when != no_syntax) {
        Pieces pieces;
        add_words(pieces, 2);
        pieces.push_back(text(" "));
        pieces.push_back(condition_and(severity->when, end, {"else"}));
        return row(std::move(pieces));
    }
    if (const auto* yields = std::get_if<YieldsClause>(&syntax)) {
        Pieces pieces;
        add_words(pieces, 2);
        pieces.push_back(text(" "));
        pieces.push_back(condition_and(yields->where, end, {"because"}));
        return row(std::move(pieces));
    }
    if (const auto* judge = std::get_if<JudgeClause>(&syntax)) {
        Pieces asked{take()}, by{line()};
        by.push_back(take());
        add_word(by);
        asked.push_back(nest(2, row(std::move(by))));
        Pieces pieces{group(row(std::move(asked)))};
        if (judge->when != no_syntax) {
            Pieces when{line()};
            when.push_back(take());
            when.push_back(text(" "));
            when.push_back(expression(judge->when));
            pieces.push_back(nest(2, row(std::move(when))));
        }
        return align(group(row(std::move(pieces))));
    }
    if (std::holds_alternative<AskClause>(syntax)) {
        Pieces pieces{take()};
        pieces.push_back(nest(2, row({line(), words_until(end)})));
        return align(group(row(std::move(pieces))));
    }
    return list_until(end);
}

}  // namespace tutela
