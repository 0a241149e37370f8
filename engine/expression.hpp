#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "diagnostics/source.hpp"
#include "engine/type.hpp"

namespace tutela {

using ExpressionId = std::uint32_t;
inline constexpr ExpressionId no_expression = std::numeric_limits<std::uint32_t>::max();

// What an expression does. `args` in brackets; `slot` where it says so.
enum class Op : std::uint8_t {
    // leaves
    constant,   // slot: Expressions::constants
    parameter,  // slot: Ruleset::parameters. Folded to `constant` in a Program
    variable,   // slot: variable of the enclosing rule or define
    root,       // the design itself
    today,
    // access
    field,      // [record]; slot: field of the record type of args[0]
    call,       // [arguments…]; slot: Ruleset::defines. Inlined to `let` in a Program
    let,        // [value, body]; slot: variable. Only in a Program
    band_from,  // [age band]
    band_to,    // [age band]; open upper end: infinite
    // logic
    both,    // [a, b, …]
    either,  // [a, b, …]
    negate,  // [a]
    choose,  // [condition, then, else]  (an `if` without else: else is the constant true)
    // comparison
    equal,          // [a, b]: numbers, truths, choices, texts, records, bands
    less,           // [a, b]: numbers and ordered choices
    less_or_equal,  // [a, b]
    contains,       // [set, x]: x in set
    covers,         // [a, b]: every b in B is in A
    overlaps,       // [a, b]: some a in A is in B
    within_before,  // [date, duration, anchor]: anchor - d <= date <= anchor
    within_after,   // [date, duration, anchor]: anchor <= date <= anchor + d
    // states
    is_given,      // [field]
    is_stated,     // [field]
    is_none,       // [field]
    is_evidenced,  // [field]; slot: EvidenceLevel
    is_empty,      // [collection]
    // arithmetic
    add,
    subtract,
    multiply,
    divide,
    date_plus,   // [date, duration]
    date_minus,  // [date, duration]
    next_month,  // [month]
    // collections
    filter,      // [collection, condition]; slot: variable
    collection,  // [a, b, …]: a bracketed list
    set_union,   // [a, b, …] of sets
    union_of,    // [collection, where, set]; slot: variable
    // quantifiers: [collection, where, satisfies] (+ [n]); slot: variable. `where` and `satisfies`
    // are always there: the constant true when not written.
    every,
    some,
    none,
    at_least,        // n: a count
    at_most,         // n
    exactly,         // n
    at_least_share,  // n: a share
    share_of,
    // totals
    count_of,        // [collection]
    count_distinct,  // [collection, where, value]; slot: variable
    sum,             // [collection, where, value]; slot: variable
    smallest,
    largest,
    average,
    listed,  // [collection]: as if complete, absent as empty. Only directly under a quantifier
    // the design and the rules as facts
    scan_is_clean,  // slot: bit mask of `scan kinds`, 0 for all
    claims,         // [constant text: the reason kind]; slot: rule
    rule_not_met,   // slot: rule
    some_rule_not_met,
};

// One node; children are ids in the same `Expressions`. A child always has a smaller id.
struct Expression {
    Op op = Op::constant;
    Type type;
    Span span;
    std::uint32_t slot = 0;
    std::vector<ExpressionId> args;
};

// A constant of any type. Dates, durations … use `number`; truth, choices, bands use `index`.
struct Constant {
    Interval number{};
    std::uint32_t index = 0;
    std::string text;
    std::vector<std::uint32_t> members;  // of a set
    std::vector<std::string> texts;      // of a set of texts, instead
};

struct Expressions {
    std::vector<Expression> nodes;
    std::vector<Constant> constants;

    [[nodiscard]] const Expression& operator[](ExpressionId id) const { return nodes[id]; }
    ExpressionId add(Expression expression) {
        nodes.push_back(std::move(expression));
        return static_cast<ExpressionId>(nodes.size() - 1);
    }
    ExpressionId add_constant(Type type, Constant value, Span span = {});
    ExpressionId add_truth(bool value, Span span = {});
};

// What the sensitive scan looks for: engine/scan_kinds.def.
enum class ScanKind : std::uint8_t {
#define TUTELA_SCAN_KIND(identifier, name) identifier,
#include "engine/scan_kinds.def"
#undef TUTELA_SCAN_KIND
};
#define TUTELA_SCAN_KIND(identifier, name) +1
inline constexpr std::size_t scan_kind_count = 0
#include "engine/scan_kinds.def"
    ;
#undef TUTELA_SCAN_KIND
[[nodiscard]] std::string_view scan_kind_name(ScanKind kind);  // "identity-document"

// Kinds of what it found, as a bit mask of ScanKind.
using ScanKinds = std::uint32_t;

[[nodiscard]] constexpr ScanKinds bit(ScanKind kind) {
    return 1U << static_cast<unsigned>(kind);
}

}  // namespace tutela
