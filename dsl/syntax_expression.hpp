#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "diagnostics/source.hpp"

namespace tutela {

// A word where it was written. Empty text: it was left out or unreadable, and that has been said.
struct Name {
    std::string text;
    Span span;
    [[nodiscard]] bool given() const { return !text.empty(); }
};

// A quoted text, escapes resolved; the span has the quotation marks.
struct TextSyntax {
    std::string text;
    Span span;
};

// Index into SyntaxTree::expressions. A child always has a smaller index than its parent.
using ExpressionRef = std::uint32_t;
inline constexpr ExpressionRef no_syntax = std::numeric_limits<ExpressionRef>::max();

// `X in L [where C]` of quantifiers, totals and `for each`. Inside `where`, X is the member.
struct Binding {
    Name name;
    ExpressionRef list = no_syntax;
    ExpressionRef where = no_syntax;  // or none
    bool listed = false;              // `some listed X in L`
    Span span;
};

// ------------------------------------------------------------------ leaves

enum class LiteralKind : std::uint8_t { number, share, money, date, time, duration, text, truth };

// number "500", share "80" (of `80%`), money "1200" with unit "EUR", date "2026-07-01" or "2026-07",
// time "18:00", duration "5" with unit "working days" (one space) or "day", text resolved, truth "true".
struct LiteralSyntax {
    LiteralKind kind = LiteralKind::number;
    std::string text;
    std::string unit;
};

// A bare word, or a country's capitals. `choice_first`: right of `is`, `<` … or `has F`, inside `[…]`, or a parameter's value, where
// a choice of the list it is compared with comes before a name in scope.
struct NameSyntax {
    Name name;
    bool choice_first = false;
};
struct ItSyntax {};
struct TodaySyntax {};
// Something was wrong here and has been said; has any type.
struct BrokenSyntax {};

// ------------------------------------------------------------------ building

struct CallSyntax {
    Name name;
    std::vector<ExpressionRef> arguments;
};
struct MemberSyntax {
    ExpressionRef record = no_syntax;
    Name field;
};  // also `.from`, `.to` of an age band
struct BracketsSyntax {
    ExpressionRef inner = no_syntax;
};
struct ListSyntax {
    std::vector<ExpressionRef> members;
};  // [a, b, c]

// without else: an implication
struct IfSyntax {
    ExpressionRef condition = no_syntax, then = no_syntax, otherwise = no_syntax;
};
struct AndSyntax {
    std::vector<ExpressionRef> operands;
};  // at least two
struct OrSyntax {
    std::vector<ExpressionRef> operands;
};
struct NotSyntax {
    ExpressionRef operand = no_syntax;
};

// `not_equal` is `is not`, `not_in` both `not in` and `is not in`.
enum class Comparison : std::uint8_t {
    equal,
    not_equal,
    less,
    less_or_equal,
    greater,
    greater_or_equal,
    in,
    not_in,
    overlaps,
    covers
};
struct ComparisonSyntax {
    Comparison comparison = Comparison::equal;
    ExpressionRef left = no_syntax, right = no_syntax;
    Span operator_span;
};

enum class State : std::uint8_t { given, stated, empty, none, evidenced };
// `A is [not] given` …
struct StateSyntax {
    ExpressionRef operand = no_syntax;
    State state = State::given;
    bool negated = false;
    std::optional<Name> at_least;  // evidenced at least LEVEL
};

enum class Side : std::uint8_t { before, after };
// `date [is] [not] within duration before anchor`
struct WithinSyntax {
    ExpressionRef date = no_syntax, duration = no_syntax, anchor = no_syntax;
    Side side = Side::before;
    bool negated = false;
};
// `duration before anchor`, a date
struct ShiftSyntax {
    ExpressionRef duration = no_syntax, anchor = no_syntax;
    Side side = Side::before;
};

enum class Arithmetic : std::uint8_t { add, subtract, multiply, divide };
struct ArithmeticSyntax {
    Arithmetic operation = Arithmetic::add;
    ExpressionRef left = no_syntax, right = no_syntax;
    Span operator_span;
};

struct AgeSyntax {
    ExpressionRef date = no_syntax;
};
struct NextMonthSyntax {
    ExpressionRef date = no_syntax;
};

// ------------------------------------------------------------------ collections

struct UnionSyntax {
    std::vector<ExpressionRef> sets;
};  // union of A{, B} and C
struct UnionForSyntax {
    ExpressionRef value = no_syntax;
    Binding binding;
};  // union of E for X in L
struct FilterSyntax {
    ExpressionRef list = no_syntax, where = no_syntax;
};  // L where C, member `it`
struct EachSyntax {
    Binding binding;
};  // each X in L [where C]

enum class Quantifier : std::uint8_t {
    every,
    some,
    none,
    at_least,
    at_most,
    exactly,
    at_least_share,
    share_of
};
// `has F V` stands for `satisfies X.F is V`, `has F` for `satisfies X.F`.
struct HasSyntax {
    Name field;
    ExpressionRef value = no_syntax;
};
struct QuantifierSyntax {
    Quantifier quantifier = Quantifier::every;
    ExpressionRef amount =
        no_syntax;  // number, share or the name of a parameter; of the `at…`, exactly
    Binding binding;
    ExpressionRef satisfies = no_syntax;  // or none
    std::optional<HasSyntax> has;         // never together with satisfies
};

struct CountSyntax {
    ExpressionRef list = no_syntax;
};
enum class Total : std::uint8_t { count_distinct, sum, smallest, largest, average };
struct TotalSyntax {
    Total total = Total::sum;
    ExpressionRef value = no_syntax;
    Binding binding;
};

// ------------------------------------------------------------------ the design and rules as facts

struct ScanSyntax {
    std::vector<Name> kinds;
};  // the scan finds nothing [of kinds a, b]
struct ClaimSyntax {
    Name reason, rule;
};  // the design claims REASON for ID
struct RuleNotMetSyntax {
    Name rule;
};                               // rule ID is not met
struct SomeRuleNotMetSyntax {};  // some rule is not met

struct ExpressionSyntax {
    Span span;
    std::variant<BrokenSyntax, LiteralSyntax, NameSyntax, ItSyntax, TodaySyntax, CallSyntax,
                 MemberSyntax, BracketsSyntax, ListSyntax, IfSyntax, AndSyntax, OrSyntax, NotSyntax,
                 ComparisonSyntax, StateSyntax, WithinSyntax, ShiftSyntax, ArithmeticSyntax,
                 AgeSyntax, NextMonthSyntax, UnionSyntax, UnionForSyntax, FilterSyntax, EachSyntax,
                 QuantifierSyntax, CountSyntax, TotalSyntax, ScanSyntax, ClaimSyntax,
                 RuleNotMetSyntax, SomeRuleNotMetSyntax>
        node;
};

}  // namespace tutela
