#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsl/layout.hpp"
#include "dsl/syntax_tree.hpp"

namespace tutela {

// Behind `format`; for format*.cpp only. It walks the syntax tree and takes the words of the text in
// their order, so that none is lost: the tree only says where lines may break.
class Formatter {
public:
    Formatter(const Sources& sources, const SyntaxTree& tree);

    std::string format();

private:
    using Piece = layout::Piece;
    using Pieces = layout::Pieces;

    struct Remark {
        std::string text;
        bool after_blank = false;  // an empty line stands before it
        bool indented = false;
    };
    // A token that is no trivia, with the comments around it.
    struct Word {
        Span span;
        std::vector<Remark> before;  // each on a line of its own
        std::string behind;          // on the word's line; or nothing
        bool after_blank = false;
    };
    // Where the parts of neighbouring declarations begin, one below the other.
    struct Columns {
        std::size_t first = 0, second = 0, third = 0;
    };
    // The header or a declaration, and what stands before it.
    struct Entry {
        const Declaration* declaration = nullptr;  // none: the header
        std::size_t first_word = 0;
        std::vector<Remark> remarks;
        std::vector<Remark> last_remarks;  // indented, at its end
        bool after_blank = false;          // as it was written
        std::size_t gap = 0;               // empty lines before it and its remarks
        Columns columns{};
    };

    // ---- the file (format.cpp)
    void read_words();
    std::vector<Entry> entries();
    Entry entry(const Declaration* declaration, Span span, Entry* previous);
    static std::size_t gap_between(const Entry& previous, const Entry& next);
    static void write_remarks(std::string& out, const std::vector<Remark>& remarks);
    [[nodiscard]] std::size_t word_at(std::uint32_t offset) const;

    // ---- words (format.cpp)
    [[nodiscard]] bool before(std::uint32_t offset) const;  // whether a word stands before it
    [[nodiscard]] std::string_view peek(std::size_t ahead = 0) const;
    [[nodiscard]] bool glued() const;  // whether no space stands before the next word
    Piece take();
    void add_space(Pieces& pieces) const;
    void add_word(Pieces& pieces);
    void add_words(Pieces& pieces, std::size_t count);
    Piece words_until(std::uint32_t offset);
    Piece list_until(std::uint32_t offset);  // split at commas, and filled
    // Bits that begin with one of the words, filled with two spaces between them.
    Piece attributes_until(std::uint32_t offset, std::initializer_list<std::string_view> begin);
    [[nodiscard]] std::size_t flat_width(std::uint32_t begin, std::uint32_t end) const;

    // ---- neighbours (format_columns.cpp)
    void align_blocks(std::vector<Entry>& all) const;
    [[nodiscard]] Columns columns_of(const Entry* begin, const Entry* end) const;
    [[nodiscard]] Columns widths_of(const Declaration& declaration) const;

    // ---- declarations (format_declaration.cpp)
    Piece header();
    Piece declaration(const Entry& entry);
    Piece of(const SourceDecl& syntax, const Columns& columns);
    Piece of(const PrincipleDecl& syntax, const Columns& columns);
    Piece of(const ParameterDecl& syntax, const Columns& columns);
    Piece of(const DefineDecl& syntax, const Columns& columns);
    Piece of(const PresumeClause& syntax, const Columns& columns);
    Piece of(const RuleDecl& syntax, const Columns& columns);
    Piece of(const SetDecl& syntax, const Columns& columns);
    Piece of(const SetSeverityDecl& syntax, const Columns& columns);
    Piece of(const DisableDecl& syntax, const Columns& columns);
    Piece of(const ExceptionDecl& syntax, const Columns& columns);
    Piece of(const ProfileDecl& syntax, const Columns& columns);
    Piece of(const CrosswalkDecl& syntax, const Columns& columns);
    Piece override_until(std::uint32_t end, const Columns& columns);

    // ---- vocabularies (format_vocabulary.cpp)
    Piece of(const ChoicesDecl& syntax, const Columns& columns);
    Piece of(const RecordDecl& syntax, const Columns& columns);
    Piece of(const ListDecl& syntax, const Columns& columns);
    Piece of(const OneDecl& syntax, const Columns& columns);
    Piece field(const FieldDecl& syntax, std::size_t type_column, std::size_t phrase_column);
    Piece collection(std::uint32_t end, const Columns& columns);
    [[nodiscard]] std::uint32_t type_end(const FieldDecl& syntax) const;  // its flags too

    // ---- rules (format_rule.cpp)
    void clauses(Pieces& lines, const std::vector<ClauseSyntax>& all);
    Piece clause(const ClauseSyntax& syntax);
    Piece value(const ClauseSyntax& syntax);
    Piece condition_and(ExpressionRef condition, std::uint32_t end,
                        std::initializer_list<std::string_view> breaks);

    // ---- expressions (format_expression.cpp)
    Piece expression(ExpressionRef ref);
    Piece bracketed(const ExpressionSyntax& syntax, const std::vector<ExpressionRef>& parts);
    Piece binding(const Binding& binding);

    const Sources& sources_;
    const SyntaxTree& tree_;
    std::vector<Word> words_;
    std::vector<Remark> last_remarks_;  // after the last word
    std::size_t next_ = 0;

    static constexpr std::size_t width = 140;
    static constexpr std::size_t value_column = 12;  // of a rule's clauses
};

}  // namespace tutela
