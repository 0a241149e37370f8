#pragma once

#include <cstddef>
#include <string>
#include <vector>

// Text that knows where it may be broken, and the printer that breaks it where it must: the algebra of
// Wadler's "A prettier printer", with aligned columns, and with comments, which no line goes on behind.
namespace tutela::layout {

struct Piece;
using Pieces = std::vector<Piece>;

struct Piece {
    enum class Kind : unsigned char {
        text,
        comment,  // on a line of its own
        remark,   // at the end of a line
        column,   // spaces up to `amount`, at least one
        line,     // `amount` spaces, or a new line where the group around it is broken
        hard,     // a new line, unless one has just begun
        row,      // its parts, one after the other
        group,    // on one line if there is room, else all of its own lines are broken
        fill,   // its parts, with `amount` spaces between them, as many on a line as there is room
        nest,   // new lines inside stand `amount` further to the right
        align,  // new lines inside stand where this begins
    };
    Kind kind = Kind::row;
    std::string text{};
    std::size_t amount = 0;
    Pieces parts{};
    bool broken = false;       // holds what cannot stand on one line
    bool ends_a_line = false;  // ends in a remark: what follows stands on the next line
};

[[nodiscard]] Piece text(std::string text);
[[nodiscard]] Piece comment(std::string text);
[[nodiscard]] Piece remark(std::string text);
[[nodiscard]] Piece column(std::size_t column);
[[nodiscard]] Piece line(std::size_t spaces = 1);
[[nodiscard]] Piece hard();
[[nodiscard]] Piece row(Pieces parts);
[[nodiscard]] Piece group(Piece part);
[[nodiscard]] Piece fill(Pieces parts, std::size_t spaces = 1);
[[nodiscard]] Piece nest(std::size_t amount, Piece part);
[[nodiscard]] Piece align(Piece part);

// How many code points wide a text is.
[[nodiscard]] std::size_t width_of(std::string_view text);

// Lines of at most `width` code points, where the pieces can be broken so; no space at the end of any.
[[nodiscard]] std::string print(const Piece& piece, std::size_t width);

}  // namespace tutela::layout
