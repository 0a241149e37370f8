#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "dsl/syntax_tree.hpp"

namespace tutela {

// The descent behind `parse`; for parse*.cpp only. The reason for its being written by hand stands
// in grammar.hpp.
//
// After a mistake the parser *panics*: it sees the end of the file wherever it looks, so that every
// function returns by itself and nothing more is said, until `recover` looks for the next keyword.
class Parser {
public:
    Parser(const Sources& sources, SyntaxTree& tree, Diagnostics& diagnostics);

    void parse_file();

private:
    // ---- tokens (parser.cpp)
    // A token with what is written there: looked at many times, for each word that might stand there.
    struct Written : Token {
        std::string_view text;
    };
    [[nodiscard]] static std::vector<Written> without_trivia(const Sources& sources,
                                                             const std::vector<Token>& tokens);
    [[nodiscard]] const Written& token(std::size_t ahead = 0) const;
    [[nodiscard]] const Written& raw_token(std::size_t index) const;
    [[nodiscard]] std::string_view word_at(std::size_t index) const;  // empty if no word
    [[nodiscard]] std::string_view word(std::size_t ahead = 0) const;
    [[nodiscard]] std::string_view symbol(std::size_t ahead = 0) const;
    [[nodiscard]] bool at_end() const { return token().kind == TokenKind::space; }
    [[nodiscard]] bool at(TokenKind kind) const { return token().kind == kind; }
    [[nodiscard]] bool at_word(std::string_view text) const { return word() == text; }
    [[nodiscard]] bool at_words(std::string_view first, std::string_view second) const {
        return word() == first && word(1) == second;
    }
    [[nodiscard]] bool at_symbol(std::string_view text) const { return symbol() == text; }
    bool accept_word(std::string_view text);
    bool accept_symbol(std::string_view text);
    void advance() { ++position_; }
    [[nodiscard]] Span last_span() const;  // of the token before
    [[nodiscard]] Span span_from(Span first) const;
    [[nodiscard]] bool first_on_line(std::size_t index) const;
    [[nodiscard]] std::string text_of(Span span) const { return std::string(sources_.text(span)); }

    // ---- what is wrong (parser.cpp)
    Diagnostic& report(Code code, Span span, Message what, Message help = {});
    // "expected WHAT after `last`"; panics.
    void expected(const Message& what, Message help = {},
                  std::initializer_list<std::string_view> near = {});
    void expect_word(std::string_view keyword, Message help = {});
    void expect_symbol(std::string_view sign, const Message& what);
    void close_bracket(std::string_view sign, Span opened);

    // ---- small things (parser.cpp)
    Name take_name();
    Name name(const Message& what);           // any word
    Name declared_name(const Message& what);  // a word that is not reserved
    Name choice_name();                       // a word that may be a choice
    Name rule_id();
    Name one_of(const Message& what, std::initializer_list<std::string_view> words);
    std::vector<Name> names(const Message& what);
    TextSyntax text(const Message& what);
    TemplateSyntax message_template(const Message& what);
    DateSyntax date();
    CitationSyntax citation();
    AskSyntax ask();
    std::string decode(Span span);
    void parse_piece(TemplateSyntax& result, Span piece);
    [[nodiscard]] std::string unit_here(std::size_t ahead, std::size_t& words) const;

    // ---- keywords (parse_clause.cpp)
    // Whether a clause or declaration begins at this token: its keyword, and what must follow it.
    [[nodiscard]] bool begins(std::size_t index) const;
    [[nodiscard]] bool begins_here() const { return begins(position_); }
    void recover();

    // ---- the file and its declarations (parse_declaration.cpp)
    void header();
    void dependency();
    void declaration();
    bool declare(std::string_view keyword);
    ChoicesDecl choices_declaration();
    std::vector<ChoiceSyntax> choice_list();
    RecordDecl record_declaration();
    FieldDecl field_declaration();
    ListDecl list_declaration();
    OneDecl one_declaration();
    TypeSyntax type();
    bool plain_type(TypeSyntax& result);
    SourceDecl source_declaration();
    PrincipleDecl principle_declaration(bool theme);
    ParameterDecl parameter_declaration();
    std::vector<ExpressionRef> values();
    DefineDecl define_declaration();
    void set_declaration();
    DisableDecl disable_declaration();
    ProfileDecl profile_declaration();
    CrosswalkDecl crosswalk_declaration();

    // ---- rules (parse_clause.cpp)
    RuleDecl rule_declaration();
    ExceptionDecl exception_declaration();
    using Belongs = bool (*)(std::string_view);  // whether a clause of that keyword may stand here
    void clauses(std::vector<ClauseSyntax>& out, Belongs belongs, const Message& where);
    bool unknown_clause(const std::string& text, Belongs belongs, std::vector<ClauseSyntax>& out);
    void clause(std::string_view keyword, std::vector<ClauseSyntax>& out);
    void severity_clause(Span first, std::vector<ClauseSyntax>& out);
    void effort_clause(Span first, std::vector<ClauseSyntax>& out);
    ForEachClause for_each_clause();
    UnlessClause unless_clause();
    PresumeClause presume_clause(Span first);
    YieldsClause yields_clause();

    // ---- expressions (parse_expression.cpp, parse_operand.cpp)
    ExpressionRef add(Span span, decltype(ExpressionSyntax::node) node);
    ExpressionRef broken(Span span) { return add(span, BrokenSyntax{}); }
    [[nodiscard]] Span span_of(ExpressionRef ref) const { return tree_.expressions[ref].span; }
    ExpressionRef expression();
    ExpressionRef where_condition();
    ExpressionRef bracketed(ExpressionRef (Parser::*inside)());
    ExpressionRef if_expression();
    ExpressionRef logic_operand();
    ExpressionRef comparison();
    [[nodiscard]] bool at_comparison() const;
    ExpressionRef comparison_after(ExpressionRef left);
    ExpressionRef is_comparison(ExpressionRef left, Span operator_span);
    ExpressionRef state(ExpressionRef left, State state, bool negated);
    ExpressionRef within(ExpressionRef left, bool negated);
    ExpressionRef compare(ExpressionRef left, Comparison comparison, Span operator_span,
                          bool choice);
    void left_operand_is_bracketed(ExpressionRef left);

    // How an operand may be read: whether a choice comes first, and whether a `where` is its own.
    struct Reading {
        bool choice_first;
        bool where;
    };
    static constexpr Reading plain{false, true};
    ExpressionRef sum(Reading reading = plain);
    ExpressionRef shifted(Reading reading = plain);  // a sum, perhaps `before` or `after` another
    ExpressionRef product(Reading reading);
    ExpressionRef postfix(Reading reading);
    ExpressionRef primary(Reading reading);
    ExpressionRef word_operand(Reading reading);
    ExpressionRef form(Reading reading);  // `count of …`; no_syntax if none begins here
    ExpressionRef number_literal();
    ExpressionRef list_literal();
    ExpressionRef bare_name(Reading reading);
    ExpressionRef call();
    ExpressionRef it();
    ExpressionRef filter(ExpressionRef list);
    ExpressionRef union_of(Reading reading);
    ExpressionRef total(Total total, int words);
    ExpressionRef quantifier();
    ExpressionRef quantified(Quantifier quantifier, Span first, ExpressionRef amount);
    ExpressionRef scan();
    ExpressionRef claim();
    ExpressionRef rule_not_met();
    Binding binding(bool listed = false);
    [[nodiscard]] bool quantifier_here() const;
    [[nodiscard]] bool value_here() const;
    bool too_deep();
    void check_minus();

    // Nothing may overflow the stack, neither ours nor that of those who walk the tree.
    static constexpr int most_nested = 400;  // brackets count twice: 200 of them
    static constexpr std::uint16_t most_high = 600;

    const Sources& sources_;
    SyntaxTree& tree_;
    Diagnostics& diagnostics_;
    std::vector<Written> tokens_;         // without trivia
    Written end_;                         // stands after the last
    Span start_;                          // stands before the first
    std::vector<std::uint16_t> heights_;  // parallel to tree_.expressions
    std::size_t position_ = 0;
    bool panic_ = false;
    int depth_ = 0;
    int anonymous_wheres_ = 0;  // how many `where` with `it` surround this place
    bool in_where_ = false;     // inside a `where`, outside of brackets
};

// Whether a word can never be a bare name in an expression.
[[nodiscard]] bool is_reserved(std::string_view word);
[[nodiscard]] bool is_declaration_word(std::string_view word);
[[nodiscard]] std::vector<std::string> clause_words();

}  // namespace tutela
