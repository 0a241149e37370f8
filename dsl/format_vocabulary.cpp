// What a vocabulary declares: a record is a table of names, types and phrases.

#include <algorithm>

#include "dsl/formatter.hpp"

namespace tutela {

using namespace layout;

namespace {

// A longer type would push all phrases of its record to the right: its own stands below it.
constexpr std::size_t widest_type = 32;
constexpr std::size_t between_columns = 3;

bool is_flag(std::string_view word) {
    return word == "key" || word == "optional" || word == "open" || word == "sensitive";
}

}  // namespace

layout::Piece Formatter::of(const ChoicesDecl& syntax, const Columns&) {
    Pieces pieces;
    while (before(syntax.choices.front().name.span.begin)) add_word(pieces);
    pieces.push_back(text(" "));
    pieces.push_back(list_until(syntax.span.end));
    return row(std::move(pieces));
}

layout::Piece Formatter::of(const ListDecl& syntax, const Columns& columns) {
    return collection(syntax.span.end, columns);
}

layout::Piece Formatter::of(const OneDecl& syntax, const Columns& columns) {
    return collection(syntax.span.end, columns);
}

layout::Piece Formatter::collection(std::uint32_t end, const Columns& columns) {
    Pieces pieces{take(), column(columns.first)};
    pieces.push_back(take());
    pieces.push_back(column(columns.second));
    pieces.push_back(take());
    add_word(pieces);
    if (before(end)) {
        pieces.push_back(column(columns.third));
        pieces.push_back(take());
    }
    return row(std::move(pieces));
}

// The type with the flags behind it.
std::uint32_t Formatter::type_end(const FieldDecl& syntax) const {
    std::uint32_t end = syntax.type.span.end;
    for (std::size_t i = word_at(end); i < words_.size() && words_[i].span.begin < syntax.span.end;
         ++i) {
        if (!is_flag(sources_.text(words_[i].span))) break;
        end = words_[i].span.end;
    }
    return end;
}

layout::Piece Formatter::of(const RecordDecl& syntax, const Columns&) {
    std::size_t longest_name = 0, longest_type = 0;
    for (const FieldDecl& field : syntax.fields) {
        longest_name = std::max(longest_name, width_of(field.name.text));
        const std::uint32_t end = type_end(field);
        const std::size_t flags = flat_width(field.type.span.begin, end) -
                                  flat_width(field.type.span.begin, field.type.span.end);
        const std::size_t width = flat_width(field.type.span.begin, end) + (flags > 0 ? 1 : 0);
        if (width <= widest_type) longest_type = std::max(longest_type, width);
    }
    const std::size_t type_column = 2 + 6 + longest_name + between_columns;
    const std::size_t phrase_column = type_column + longest_type + between_columns;
    Pieces lines;
    const std::uint32_t head_end = syntax.fields.empty()
                                       ? words_[word_at(syntax.span.end) - 1].span.begin
                                       : syntax.fields.front().span.begin;
    while (before(head_end)) {
        if (peek() == "phrase" && next_ > 0 && peek(1).starts_with('"')) {
            lines.push_back(text("  "));
            lines.push_back(take());
        }
        add_word(lines);
    }
    for (const FieldDecl& one : syntax.fields) {
        lines.push_back(nest(2, row({hard(), field(one, type_column, phrase_column)})));
    }
    // `end`; comments before it are the record's.
    if (before(syntax.span.end)) {
        Word& end = words_[next_];
        for (const Remark& remark : end.before)
            lines.push_back(nest(2, row({hard(), comment(remark.text)})));
        end.before.clear();
        lines.push_back(hard());
        lines.push_back(take());
    }
    return row(std::move(lines));
}

layout::Piece Formatter::field(const FieldDecl& syntax, std::size_t type_column,
                               std::size_t phrase_column) {
    const std::uint32_t end = syntax.span.end, flags_end = type_end(syntax);
    Pieces pieces, type;
    add_words(pieces, 2);
    pieces.push_back(column(type_column));
    type.push_back(list_until(syntax.type.span.end));
    const auto add_flags = [&](std::uint32_t until) {
        while (before(until) && is_flag(peek())) {
            type.push_back(text("  "));
            type.push_back(take());
        }
    };
    add_flags(flags_end);
    const std::size_t width = flat_width(syntax.type.span.begin, flags_end);
    for (bool first = true; before(end); first = false) {
        const bool phrase = peek() == "phrase";
        const std::size_t phrase_width = width_of(peek()) + 1 + width_of(peek(1));
        if (!phrase || !first || phrase_column + phrase_width > Formatter::width)
            type.push_back(hard());
        else if (width > widest_type)
            type.push_back(row({hard(), column(phrase_column)}));
        else
            type.push_back(column(phrase_column));
        Pieces attribute;
        add_words(attribute, 2);
        if (!phrase && syntax.ask)
            attribute.push_back(nest(2, row({line(), words_until(syntax.ask->span.end)})));
        type.push_back(align(group(row(std::move(attribute)))));
        add_flags(end);
    }
    pieces.push_back(align(row(std::move(type))));
    return row(std::move(pieces));
}

}  // namespace tutela
