#include "dsl/layout.hpp"

#include <algorithm>
#include <utility>

namespace tutela::layout {
namespace {

using Kind = Piece::Kind;

Piece simple(Kind kind, std::string text, std::size_t amount = 0) {
    Piece made;
    made.kind = kind;
    made.text = std::move(text);
    made.amount = amount;
    return made;
}

Piece composed(Kind kind, Pieces parts, std::size_t amount = 0) {
    Piece made;
    made.kind = kind;
    made.amount = amount;
    for (std::size_t i = 0; i < parts.size(); ++i)
        made.broken =
            made.broken || parts[i].broken || (parts[i].ends_a_line && i + 1 < parts.size());
    made.ends_a_line = !parts.empty() && parts.back().ends_a_line;
    made.parts = std::move(parts);
    return made;
}

Piece around(Kind kind, Piece part, std::size_t amount = 0) {
    Pieces parts;
    parts.push_back(std::move(part));
    return composed(kind, std::move(parts), amount);
}

// A piece still to be printed. `from`: of a fill, the first part that is left.
struct Task {
    const Piece* piece;
    std::size_t indent;
    bool flat;
    std::size_t from = 0;
};

class Printer {
public:
    explicit Printer(std::size_t width) : width_(width) {}

    std::string print(const Piece& piece) {
        tasks_.push_back({&piece, 0, false});
        while (!tasks_.empty()) {
            const Task task = tasks_.back();
            tasks_.pop_back();
            print(task);
        }
        trim();
        return std::move(out_);
    }

private:
    void print(const Task& task) {
        const Piece& piece = *task.piece;
        switch (piece.kind) {
            case Kind::text:
                go_on(task.indent);
                write(piece.text);
                break;
            case Kind::comment:
                if (!blank_ || must_break_) new_line(task.indent);
                write(piece.text);
                must_break_ = true;
                break;
            case Kind::remark:
                write("  " + piece.text);
                must_break_ = true;
                break;
            case Kind::column:
                go_on(task.indent);
                pad(std::max(piece.amount, column_ + 1));
                break;
            case Kind::line:
                if (!task.flat)
                    new_line(task.indent);
                else if (go_on(task.indent))
                    pad(column_ + piece.amount);
                break;
            case Kind::hard:
                if (!blank_ || must_break_) new_line(task.indent);
                break;
            case Kind::group: push(piece.parts[0], task.indent, task.flat || fits(piece)); break;
            case Kind::fill: print_fill(task); break;
            case Kind::nest: push(piece.parts[0], task.indent + piece.amount, task.flat); break;
            case Kind::align:
                go_on(task.indent);
                push(piece.parts[0], column_, task.flat);
                break;
            case Kind::row:
                for (std::size_t i = piece.parts.size(); i-- > 0;)
                    push(piece.parts[i], task.indent, task.flat);
                break;
        }
    }

    void print_fill(const Task& task) {
        const Piece& piece = *task.piece;
        if (task.from == piece.parts.size()) return;
        const Piece& next = piece.parts[task.from];
        Task rest = task;
        ++rest.from;
        tasks_.push_back(rest);
        const std::size_t spaces = task.from == 0 ? 0 : piece.amount;
        const bool flat = task.flat || fits(next, spaces);
        if (task.from > 0 && !flat) new_line(task.indent);
        if (task.from > 0 && flat && go_on(task.indent)) pad(column_ + spaces);
        push(next, task.indent, flat);
    }

    void push(const Piece& piece, std::size_t indent, bool flat) {
        tasks_.push_back({&piece, indent, flat});
    }

    // Whether a piece has room on this line, with what follows it up to where that may be broken.
    [[nodiscard]] bool fits(const Piece& piece, std::size_t spaces = 0) const {
        if (piece.broken || must_break_) return false;
        std::size_t at = column_ + spaces;
        std::vector<Task> todo{{&piece, 0, true}};
        std::size_t left = tasks_.size();
        while (at <= width_) {
            if (todo.empty()) {
                if (left == 0) return true;
                todo.push_back(tasks_[--left]);
            }
            const Task task = todo.back();
            todo.pop_back();
            const Piece& next = *task.piece;
            switch (next.kind) {
                case Kind::text:
                    if (const std::size_t end = next.text.find('\n'); end != std::string::npos)
                        return at + width_of(std::string_view(next.text).substr(0, end)) <= width_;
                    at += width_of(next.text);
                    break;
                case Kind::column: at = std::max(next.amount, at + 1); break;
                case Kind::comment:
                case Kind::remark:
                case Kind::hard: return true;
                case Kind::line:
                    if (!task.flat) return true;
                    at += next.amount;
                    break;
                case Kind::fill:
                    if (task.from == next.parts.size()) break;
                    if (task.from > 0 && !task.flat) return true;
                    if (task.from > 0) at += next.amount;
                    todo.push_back({&next, 0, task.flat, task.from + 1});
                    todo.push_back({&next.parts[task.from], 0, task.flat});
                    break;
                default:
                    for (std::size_t i = next.parts.size(); i-- > 0;)
                        todo.push_back({&next.parts[i], 0, task.flat});
            }
        }
        return false;
    }

    // No text stands behind a comment. False if a line was begun for that.
    bool go_on(std::size_t indent) {
        if (!must_break_) return true;
        new_line(indent);
        return false;
    }

    void new_line(std::size_t indent) {
        trim();
        out_ += '\n';
        must_break_ = false;
        blank_ = true;
        column_ = 0;
        pad(indent);
    }

    void write(std::string_view text) {
        out_ += text;
        blank_ = false;
        const std::size_t last = text.rfind('\n');
        if (last == std::string_view::npos)
            column_ += width_of(text);
        else
            column_ = width_of(text.substr(last + 1));
    }

    void pad(std::size_t column) {
        if (column > column_) out_.append(column - column_, ' ');
        column_ = std::max(column, column_);
    }

    void trim() {
        while (!out_.empty() && out_.back() == ' ') out_.pop_back();
    }

    std::size_t width_;
    std::string out_;
    std::vector<Task> tasks_;
    std::size_t column_ = 0;
    bool blank_ = true;        // nothing stands on the line yet
    bool must_break_ = false;  // a comment stands at its end
};

}  // namespace

Piece text(std::string text) {
    return simple(Kind::text, std::move(text));
}
Piece comment(std::string text) {
    Piece made = simple(Kind::comment, std::move(text));
    made.broken = made.ends_a_line = true;
    return made;
}
Piece remark(std::string text) {
    Piece made = simple(Kind::remark, std::move(text));
    made.ends_a_line = true;
    return made;
}
Piece column(std::size_t column) {
    return simple(Kind::column, {}, column);
}
Piece line(std::size_t spaces) {
    return simple(Kind::line, {}, spaces);
}
Piece hard() {
    Piece made = simple(Kind::hard, {});
    made.broken = true;
    return made;
}
Piece row(Pieces parts) {
    return composed(Kind::row, std::move(parts));
}
Piece group(Piece part) {
    return around(Kind::group, std::move(part));
}
Piece fill(Pieces parts, std::size_t spaces) {
    return composed(Kind::fill, std::move(parts), spaces);
}
Piece nest(std::size_t amount, Piece part) {
    return around(Kind::nest, std::move(part), amount);
}
Piece align(Piece part) {
    return around(Kind::align, std::move(part));
}

std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

std::string print(const Piece& piece, std::size_t width) {
    return Printer(width).print(piece);
}

}  // namespace tutela::layout
