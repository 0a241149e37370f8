#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "diagnostics/source.hpp"
#include "dsl/syntax_expression.hpp"

namespace tutela {

// A type as written. `name` and `field` are used as the kind says; `element` of a set holds one type.
enum class TypeSyntaxKind : std::uint8_t {
    truth,
    count,
    number,
    share,
    money,
    date,
    month,
    time_of_day,
    duration,  // unit: "days", "working days" … as written
    text,
    language,
    country,
    age_band,
    choices,     // choices, ordered: an inline `one of`
    named,       // name: a `choices` list or (in defines) a record
    field_type,  // name.field: the type of that field
    set,         // element
    reference,   // name: a record
    record,      // name: one embedded record
    list,        // name: a record
};

struct ChoiceSyntax {
    Name name;
    std::optional<TextSyntax> phrase;
};

struct TypeSyntax {
    TypeSyntaxKind kind = TypeSyntaxKind::truth;
    Span span;
    Name name;
    Name field;
    std::string unit;
    bool ordered = false;
    std::vector<ChoiceSyntax> choices;
    std::vector<TypeSyntax> element;
};

// ------------------------------------------------------------------ what several declarations hold

struct CitationSyntax {
    Name source;
    std::optional<TextSyntax> place;
    std::optional<Name> checked;  // read, title, unverified
    Span span;
};

struct AskSyntax {
    TextSyntax question;
    std::vector<Name> posts;  // at least one
    Span span;
};

// A text with expressions in it: texts[0] expr[0] texts[1] … texts[n]; `{{` is one `{` already.
struct TemplateSyntax {
    std::vector<std::string> texts;
    std::vector<ExpressionRef> expressions;
    std::vector<std::string> holes;  // what stands between the braces, as written
    Span span;                       // with the quotation marks
};

// `2026-07-01` or `2026-07` as written.
struct DateSyntax {
    std::string text;
    Span span;
};

// ------------------------------------------------------------------ vocabulary

struct ChoicesDecl {
    Name name;
    bool ordered = false;
    std::vector<ChoiceSyntax> choices;
    Span span;
};

struct FieldDecl {
    Name name;
    TypeSyntax type;
    bool key = false, optional = false, open = false, sensitive = false;
    std::optional<TextSyntax> phrase;
    std::optional<AskSyntax> ask;
    Span span;
};

struct RecordDecl {
    Name name;
    std::vector<Name> named_by;
    std::optional<TextSyntax> phrase;
    std::vector<FieldDecl> fields;
    Span span;
};

struct ListDecl {
    Name name, record;
    bool open = false;
    Span span;
};

struct OneDecl {
    Name name, record;
    Span span;
};

// ------------------------------------------------------------------ rule clauses

struct PrincipleClause {
    Name name;
    Span span;
};
struct ThemeClause {
    std::vector<Name> names;
    Span span;
};
// `severity critical when C, else advisory`; `otherwise` is there exactly when `when` is.
struct SeverityClause {
    Name level;
    ExpressionRef when = no_syntax;
    std::optional<Name> otherwise;
    Span span;
};
struct PhaseClause {
    std::vector<Name> phases;
    Span span;
};
struct CitesClause {
    CitationSyntax citation;
    Span span;
};
struct ForEachClause {
    std::vector<Binding> bindings;
    Span span;
};  // one or two
struct WhenClause {
    ExpressionRef condition = no_syntax;
    Span span;
};
struct RequireClause {
    ExpressionRef condition = no_syntax;
    Span span;
};
struct UnlessClause {
    ExpressionRef condition = no_syntax;
    TextSyntax because;
    std::optional<DateSyntax> until;
    Span span;
};
struct PresumeClause {
    Name record, field;
    ExpressionRef value = no_syntax;
    Span span;
};
struct WarnClause {
    ExpressionRef condition = no_syntax;
    std::optional<TemplateSyntax> saying;
    Span span;
};
struct JudgeClause {
    TextSyntax question;
    Name post;
    ExpressionRef when = no_syntax;
    Span span;
};
struct DocumentedClause {
    Name stage;
    Span span;
};
struct DueClause {
    std::optional<Name> stage;
    std::optional<DateSyntax> date;
    Span span;
};  // one of both
struct RequiresClause {
    Name rule;
    Span span;
};
struct YieldsClause {
    Name rule;
    ExpressionRef where = no_syntax;
    TextSyntax because;
    Span span;
};
struct WaivableClause {
    std::vector<Name> posts;
    Span span;
};
struct NeverWaivedClause {
    Span span;
};
struct MessageClause {
    TemplateSyntax text;
    Span span;
};
struct RemedyClause {
    TextSyntax text;
    Span span;
};
struct AskClause {
    AskSyntax ask;
    Span span;
};
struct EffortClause {
    std::string amount;
    std::string unit;
    Span span;
};
struct SinceClause {
    DateSyntax date;
    Span span;
};
struct UntilClause {
    DateSyntax date;
    Span span;
};
struct BecauseClause {
    TextSyntax reason;
    Span span;
};  // of an exception only

using ClauseSyntax =
    std::variant<PrincipleClause, ThemeClause, SeverityClause, PhaseClause, CitesClause,
                 ForEachClause, WhenClause, RequireClause, UnlessClause, PresumeClause, WarnClause,
                 JudgeClause, DocumentedClause, DueClause, RequiresClause, YieldsClause,
                 WaivableClause, NeverWaivedClause, MessageClause, RemedyClause, AskClause,
                 EffortClause, SinceClause, UntilClause, BecauseClause>;

// ------------------------------------------------------------------ ruleset

struct SourceDecl {
    Name name;
    TextSyntax title;
    std::optional<TextSyntax> publisher, edition, note;
    std::optional<TextSyntax> year;  // digits
    Span span;
};

// `principle NAME "text"` and `theme NAME "text"`.
struct PrincipleDecl {
    bool theme = false;
    Name name;
    TextSyntax text;
    Span span;
};

struct ParameterDecl {
    // One value of a parameter that has several: `acute 50`, `otherwise 20`.
    struct Row {
        std::optional<Name> key;  // none: otherwise
        ExpressionRef value = no_syntax;
    };
    Name name;
    TypeSyntax type;
    std::vector<ExpressionRef> values;  // one, or the members of a set
    std::optional<TypeSyntax>
        by;                      // what the rows are told apart by: countries, phases, any choices
    std::vector<Row> rows;       // instead of values
    std::optional<Name> origin;  // norm, sector guidance, project default (with its space)
    std::vector<CitationSyntax> citations;
    std::optional<TextSyntax> note;
    Span span;
};

struct DefineDecl {
    struct Parameter {
        Name name;
        std::optional<TypeSyntax> type;
    };
    Name name;
    std::vector<Parameter> parameters;
    std::optional<TypeSyntax> type;
    ExpressionRef body = no_syntax;
    Span span;
};

struct RuleDecl {
    Name id;
    TextSyntax title;
    std::vector<ClauseSyntax> clauses;  // in the order written
    Span span;
};

struct SetDecl {
    Name parameter;
    std::optional<Name> row;  // `set toilet-users for acute = 40`
    std::vector<ExpressionRef> values;
    TextSyntax because;
    std::vector<CitationSyntax> citations;
    std::optional<DateSyntax> until;
    Span span;
};

struct SetSeverityDecl {
    Name rule, level;
    TextSyntax because;
    std::optional<DateSyntax> until;
    Span span;
};

struct DisableDecl {
    Name rule;
    TextSyntax because;
    std::optional<DateSyntax> until;  // required by the language; its absence is `missing_until`
    Span span;
};

// Clauses: WhenClause, RequireClause, BecauseClause, UntilClause.
struct ExceptionDecl {
    Name name;
    std::vector<Name> targets;  // rule ids or names of exceptions
    std::vector<ClauseSyntax> clauses;
    Span span;
};

struct ProfileDecl {
    Name name;
    std::optional<TextSyntax> title;
    std::vector<Name> rules;
    Span span;
};

struct CrosswalkDecl {
    struct Mapping {
        Name principle;
        std::vector<TextSyntax> texts;
        Span span;
    };
    Name name;
    TextSyntax title;
    std::vector<Mapping> mappings;
    Span span;
};

// `presume` may stand by itself too: it holds for the whole ruleset either way.
using Declaration =
    std::variant<ChoicesDecl, RecordDecl, ListDecl, OneDecl, SourceDecl, PrincipleDecl,
                 ParameterDecl, DefineDecl, PresumeClause, RuleDecl, SetDecl, SetSeverityDecl,
                 DisableDecl, ExceptionDecl, ProfileDecl, CrosswalkDecl>;

[[nodiscard]] Span span_of(const Declaration& declaration);
[[nodiscard]] Span span_of(const ClauseSyntax& clause);

// ------------------------------------------------------------------ the file

enum class FileKind : std::uint8_t { vocabulary, ruleset };
enum class DependencyKind : std::uint8_t { uses, extends, includes };

struct DependencySyntax {
    DependencyKind kind = DependencyKind::uses;
    Name name;
    TextSyntax version;
    Span span;
};

struct HeaderSyntax {
    FileKind kind = FileKind::ruleset;
    Name name;
    TextSyntax version;
    Name language;
    std::optional<TextSyntax> title;
    std::vector<DependencySyntax> dependencies;
    Span span;
};

enum class TokenKind : std::uint8_t {
    space,
    comment,  // trivia; a comment ends before its line break
    word,
    rule_id,
    capitals,
    number,
    share,
    date,
    time,
    text,
    symbol,
    broken,  // what the grammar knows no token for; a diagnostic says so
};

struct Token {
    TokenKind kind = TokenKind::space;
    Span span;
    [[nodiscard]] bool trivia() const { return kind <= TokenKind::comment; }
};

// What was written. `tokens` covers every byte in order, comments and white space too; every
// expression of the file is in `expressions`. After an error the tree holds what could be read.
struct SyntaxTree {
    SourceId source = no_source;
    HeaderSyntax header;
    std::vector<Declaration> declarations;
    std::vector<ExpressionSyntax> expressions;
    std::vector<Token> tokens;

    [[nodiscard]] const ExpressionSyntax& operator[](ExpressionRef ref) const {
        return expressions[ref];
    }
};

// The expressions directly inside one, in the order written; absent ones are left out.
[[nodiscard]] std::vector<ExpressionRef> children_of(const ExpressionSyntax& expression);

// The text again, byte for byte.
[[nodiscard]] std::string unparse(const SyntaxTree& tree, const Sources& sources);

}  // namespace tutela
