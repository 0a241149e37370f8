// What a ruleset declares but for the clauses of its rules.

#include <algorithm>

#include "dsl/formatter.hpp"

namespace tutela {

using namespace layout;

layout::Piece Formatter::declaration(const Entry& entry) {
    if (entry.declaration == nullptr) return header();
    return std::visit([&](const auto& syntax) { return of(syntax, entry.columns); },
                      *entry.declaration);
}

layout::Piece Formatter::header() {
    const HeaderSyntax& syntax = tree_.header;
    std::size_t longest = 0;
    if (syntax.title) longest = 5;
    for (const DependencySyntax& dependency : syntax.dependencies)
        longest = std::max<std::size_t>(longest, dependency.kind == DependencyKind::uses      ? 4
                                                 : dependency.kind == DependencyKind::extends ? 7
                                                                                              : 8);
    Pieces head, lines;
    add_words(head, 3);
    head.push_back(text("  "));
    head.push_back(take());
    add_word(head);
    lines.push_back(row(std::move(head)));
    while (before(syntax.span.end)) {
        lines.push_back(hard());
        lines.push_back(take());
        lines.push_back(column(2 + longest + 1));
        lines.push_back(take());
        // The version of what is used; a title has none.
        if (before(syntax.span.end) && peek().starts_with('"')) add_word(lines);
    }
    return nest(2, row(std::move(lines)));
}

layout::Piece Formatter::of(const SourceDecl& syntax, const Columns& columns) {
    Pieces pieces;
    add_words(pieces, 2);
    pieces.push_back(column(columns.first));
    pieces.push_back(
        align(attributes_until(syntax.span.end, {"publisher", "year", "edition", "note"})));
    return row(std::move(pieces));
}

layout::Piece Formatter::of(const PrincipleDecl&, const Columns& columns) {
    Pieces pieces;
    add_words(pieces, 2);
    pieces.push_back(column(columns.first));
    pieces.push_back(take());
    return row(std::move(pieces));
}

// The value, then the origin with what it rests on, then the note: a line each.
layout::Piece Formatter::of(const ParameterDecl& syntax, const Columns&) {
    const std::uint32_t end = syntax.span.end;
    Pieces pieces;
    while (before(end) && peek() != "=") add_word(pieces);
    add_word(pieces);
    add_space(pieces);
    std::size_t last = next_;
    const auto begins_attribute = [&](std::size_t at) {
        const std::string_view word = sources_.text(words_[at].span);
        return word == "origin" || word == "cites" || word == "note";
    };
    // A choice may have the name of an attribute, so the last value tells where they begin.
    const ExpressionRef value =
        syntax.rows.empty() ? syntax.values.back() : syntax.rows.back().value;
    while (last < words_.size() && words_[last].span.begin < tree_[value].span.end) ++last;
    while (last < words_.size() && words_[last].span.begin < end && !begins_attribute(last)) ++last;
    const std::uint32_t value_end = last < words_.size() ? words_[last].span.begin : end;
    pieces.push_back(list_until(std::min(value_end, end)));
    while (before(end)) {
        Pieces attribute;
        if (peek() == "note") {
            add_words(attribute, 2);
        } else {
            std::size_t note = next_;
            while (note < words_.size() && words_[note].span.begin < end &&
                   sources_.text(words_[note].span) != "note")
                ++note;
            const std::uint32_t until = note < words_.size() ? words_[note].span.begin : end;
            attribute.push_back(attributes_until(std::min(until, end), {"origin", "cites"}));
        }
        pieces.push_back(nest(2, row({hard(), row(std::move(attribute))})));
    }
    return row(std::move(pieces));
}

layout::Piece Formatter::of(const DefineDecl& syntax, const Columns&) {
    Pieces pieces;
    add_words(pieces, 2);
    if (peek() == "(") pieces.push_back(take());  // no space before it
    while (before(tree_[syntax.body].span.begin)) add_word(pieces);
    pieces.push_back(nest(2, row({hard(), expression(syntax.body)})));
    return row(std::move(pieces));
}

layout::Piece Formatter::of(const PresumeClause& syntax, const Columns&) {
    return words_until(syntax.span.end);
}

layout::Piece Formatter::of(const RuleDecl& syntax, const Columns&) {
    Pieces lines;
    add_words(lines, 3);
    clauses(lines, syntax.clauses);
    return nest(2, row(std::move(lines)));
}

layout::Piece Formatter::of(const ExceptionDecl& syntax, const Columns&) {
    Pieces lines;
    add_words(lines, 3);
    lines.push_back(text(" "));
    lines.push_back(list_until(syntax.targets.back().span.end));
    clauses(lines, syntax.clauses);
    return nest(2, row(std::move(lines)));
}

// `set …`, `disable …`: what, why, and until when or after which source.
layout::Piece Formatter::override_until(std::uint32_t end, const Columns& columns) {
    Pieces why;
    why.push_back(columns.first > 0 ? column(columns.first) : text("  "));
    why.push_back(take());
    add_word(why);
    if (before(end)) {
        why.push_back(columns.second > 0 ? column(columns.second) : text("  "));
        why.push_back(align(attributes_until(end, {"cites", "until"})));
    }
    return row(std::move(why));
}

layout::Piece Formatter::of(const SetDecl& syntax, const Columns& columns) {
    const std::uint32_t because = words_[word_at(syntax.because.span.begin) - 1].span.begin;
    Pieces pieces{words_until(because)};
    pieces.push_back(override_until(syntax.span.end, columns));
    return row(std::move(pieces));
}

layout::Piece Formatter::of(const SetSeverityDecl& syntax, const Columns& columns) {
    Pieces pieces;
    add_words(pieces, 6);
    pieces.push_back(override_until(syntax.span.end, columns));
    return row(std::move(pieces));
}

layout::Piece Formatter::of(const DisableDecl& syntax, const Columns& columns) {
    Pieces pieces;
    add_words(pieces, 2);
    pieces.push_back(override_until(syntax.span.end, columns));
    return row(std::move(pieces));
}

layout::Piece Formatter::of(const ProfileDecl& syntax, const Columns&) {
    Pieces pieces;
    while (before(syntax.rules.front().span.begin)) add_word(pieces);
    Piece rules = list_until(syntax.span.end);
    pieces.push_back(nest(2, row({line(), std::move(rules)})));
    return group(row(std::move(pieces)));
}

layout::Piece Formatter::of(const CrosswalkDecl& syntax, const Columns&) {
    std::size_t longest = 0;
    for (const CrosswalkDecl::Mapping& mapping : syntax.mappings)
        longest = std::max(longest, width_of(mapping.principle.text));
    Pieces lines;
    add_words(lines, 3);
    for (const CrosswalkDecl::Mapping& mapping : syntax.mappings) {
        lines.push_back(hard());
        Pieces one;
        add_words(one, 2);
        one.push_back(column(2 + 4 + longest + 2));
        one.push_back(take());
        one.push_back(text(" "));
        one.push_back(list_until(mapping.span.end));
        lines.push_back(row(std::move(one)));
    }
    return nest(2, row(std::move(lines)));
}

}  // namespace tutela
