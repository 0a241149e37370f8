// Where expressions may be broken: before the words that join their parts.

#include <algorithm>

#include "dsl/formatter.hpp"

namespace tutela {

using namespace layout;

namespace {

// How a node is laid out. Its own words are those that belong to none of its parts.
struct Style {
    std::vector<std::string_view> breaks{};  // a line may begin with these own words …
    std::size_t indent = 2;                  // … so much further to the right
    bool after_first = false;                // … or with the word behind the first part
    bool has_where = false;                  // `where` moves to the next line on its own
    bool bracketed = false;                  // its parts are filled between brackets
};

struct StyleOf {
    Style operator()(const AndSyntax&) const { return {{"and"}, 0}; }
    Style operator()(const OrSyntax&) const { return {{"or"}, 0}; }
    Style operator()(const IfSyntax&) const { return {{"then", "else"}}; }
    Style operator()(const ComparisonSyntax&) const { return {{}, 2, true}; }
    Style operator()(const ArithmeticSyntax&) const { return {{"+", "-", "*", "/"}}; }
    Style operator()(const QuantifierSyntax&) const {
        return {{"satisfies", "has"}, 2, false, true};
    }
    Style operator()(const TotalSyntax&) const { return {{"for"}, 2, false, true}; }
    Style operator()(const UnionForSyntax&) const { return {{"for"}, 2, false, true}; }
    Style operator()(const FilterSyntax&) const { return {{"where"}}; }
    Style operator()(const EachSyntax&) const { return {{"where"}}; }
    Style operator()(const ListSyntax&) const { return {{}, 0, false, false, true}; }
    Style operator()(const CallSyntax&) const { return {{}, 0, false, false, true}; }
    template <class Node>
    Style operator()(const Node&) const {
        return {};
    }
};

bool adds(const ArithmeticSyntax& node) {
    return node.operation == Arithmetic::add || node.operation == Arithmetic::subtract;
}

// The parts of a node; those of `a + b + c`, which is `(a + b) + c`, are three.
std::vector<ExpressionRef> parts_of(const SyntaxTree& tree, const ExpressionSyntax& syntax) {
    std::vector<ExpressionRef> parts = children_of(syntax);
    const auto* node = std::get_if<ArithmeticSyntax>(&syntax.node);
    while (node != nullptr) {
        const auto* left = std::get_if<ArithmeticSyntax>(&tree[parts.front()].node);
        if (left == nullptr || adds(*left) != adds(*node)) break;
        parts.front() = left->right;
        parts.insert(parts.begin(), left->left);
        node = left;
    }
    return parts;
}

}  // namespace

layout::Piece Formatter::binding(const Binding& binding) {
    Pieces pieces;
    while (before(tree_[binding.list].span.begin)) add_word(pieces);
    add_space(pieces);
    pieces.push_back(expression(binding.list));
    if (binding.where != no_syntax) {
        Pieces where{line()};
        where.push_back(take());
        where.push_back(text(" "));
        where.push_back(expression(binding.where));
        pieces.push_back(nest(2, row(std::move(where))));
    }
    return align(group(row(std::move(pieces))));
}

layout::Piece Formatter::expression(ExpressionRef ref) {
    const ExpressionSyntax& syntax = tree_[ref];
    const std::vector<ExpressionRef> parts = parts_of(tree_, syntax);
    const Style style = std::visit(StyleOf{}, syntax.node);
    if (style.bracketed) return bracketed(syntax, parts);

    Pieces pieces, line_of_own;  // the second: what follows a word that may begin a line
    bool own_group = false, on_own_line = false;
    const auto flush = [&] {
        if (line_of_own.empty()) return;
        Piece done = nest(style.indent, row(std::move(line_of_own)));
        pieces.push_back(own_group ? group(std::move(done)) : std::move(done));
        line_of_own.clear();
        own_group = on_own_line = false;
    };
    const auto begin_line = [&](bool in_own_group) {
        flush();
        own_group = in_own_group;
        on_own_line = true;
        line_of_own.push_back(line());
    };
    const auto put = [&](Piece piece, bool space) {
        Pieces& to = on_own_line ? line_of_own : pieces;
        if (space && !to.empty() && to.back().kind != Piece::Kind::line) to.push_back(text(" "));
        to.push_back(std::move(piece));
    };
    std::size_t part = 0;
    while (before(syntax.span.end)) {
        const bool space = !glued();
        if (part < parts.size() && words_[next_].span.begin >= tree_[parts[part]].span.begin) {
            put(expression(parts[part]), space);
            if (++part == 1 && style.after_first && before(syntax.span.end)) begin_line(false);
            continue;
        }
        if (std::find(style.breaks.begin(), style.breaks.end(), peek()) != style.breaks.end())
            begin_line(false);
        else if (style.has_where && peek() == "where")
            begin_line(true);
        put(take(), space);
    }
    flush();
    if (pieces.size() == 1) return std::move(pieces.front());
    return align(group(row(std::move(pieces))));
}

// `[a, b]` and `define(a, b)`: no space before the bracket, and as many parts on a line as there is room.
layout::Piece Formatter::bracketed(const ExpressionSyntax& syntax,
                                   const std::vector<ExpressionRef>& parts) {
    Pieces pieces, filled;
    const std::uint32_t first =
        parts.empty() ? syntax.span.end - 1 : tree_[parts.front()].span.begin;
    while (before(first)) pieces.push_back(take());
    for (const ExpressionRef part : parts) {
        Pieces one{expression(part)};
        if (before(syntax.span.end) && peek() == ",") one.push_back(take());
        filled.push_back(row(std::move(one)));
    }
    pieces.push_back(align(fill(std::move(filled))));
    while (before(syntax.span.end)) pieces.push_back(take());
    return row(std::move(pieces));
}

}  // namespace tutela
