#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/expression.hpp"
#include "engine/vocabulary.hpp"

namespace tutela {

enum class Severity : std::uint8_t { advisory, minor, major, critical };
enum class Phase : std::uint8_t { assessment, design, implementation, monitoring, closure };
enum class Checked : std::uint8_t { unstated, unverified, title, read };
enum class Origin : std::uint8_t { unstated, norm, sector_guidance, project_default };

[[nodiscard]] std::string_view word(Severity severity);
[[nodiscard]] std::string_view word(Phase phase);
[[nodiscard]] std::string_view word(Checked checked);
[[nodiscard]] std::string_view word(Origin origin);

struct SourceDocument {
    std::string name, title, publisher, edition, note;
    int year = 0;
    Span span;
};

struct Citation {
    std::uint32_t source = 0;  // Ruleset::sources
    std::string place;
    Checked checked = Checked::unstated;
    Span span;
};

// A principle or a theme.
struct Principle {
    std::string name, text;
    Span span;
};

struct Parameter {
    std::string name;
    Type type;
    Constant value;
    Origin origin = Origin::unstated;
    std::vector<Citation> citations;
    std::string words;  // the name in plain words
    std::string note;
    std::string override_reason;  // of a `set`, empty when it has its first value
    Span span;
    // Of a parameter that has a value for each country, phase or other choice: what it goes by, and the parameters that
    // hold the rows, by choice. Its own value is that of `otherwise`, if there is one.
    std::optional<Type> by;
    bool otherwise = false;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> rows;
};

// Parameters of a define are its variables 0 … n-1.
struct Define {
    std::string name;
    std::string words;  // the name in plain words
    std::vector<std::string> parameter_names;
    std::vector<Type> parameter_types;
    Type type;
    ExpressionId body = no_expression;
    std::uint32_t variables = 0;  // how many variables the body uses, parameters included
    Span span;
};

// A text with expressions in it: texts[0] expr[0] texts[1] expr[1] … texts[n].
struct Template {
    std::vector<std::string> texts;
    std::vector<ExpressionId> expressions;
    std::vector<std::string> holes;  // what the author wrote between the braces, by expression
    Span span;
    [[nodiscard]] bool given() const { return !texts.empty(); }
};

struct Clause {
    ExpressionId expression = no_expression;
    Span span;
};

struct Unless {
    ExpressionId expression = no_expression;
    std::string because;
    std::optional<std::int64_t> until;  // inclusive last day
    Span span;
};

struct ForEach {
    std::uint32_t variable = 0;
    std::string name;
    ExpressionId list = no_expression;   // any collection
    ExpressionId where = no_expression;  // or none
    Span span;
};

struct Warning {
    ExpressionId expression = no_expression;
    Template saying;
    Span span;
};

struct Judge {
    std::string question, post;
    ExpressionId when = no_expression;
    Span span;
};

struct Due {
    std::optional<std::uint32_t> stage;
    std::optional<std::int64_t> date;
    Span span;
};

struct RuleLink {
    std::uint32_t rule = 0;              // Ruleset::rules
    ExpressionId where = no_expression;  // of `yields to`
    std::string because;
    Span span;
};

struct Presumption {
    RecordId record = 0;
    std::uint32_t field = 0;
    Constant value;
    Span span;
};

struct Effort {
    Rational amount{};
    DurationUnit unit = DurationUnit::days;
    bool given = false;
};

struct Rule {
    std::string id, title;
    std::string ruleset;  // where it was written
    std::optional<std::uint32_t> principle;
    std::vector<std::uint32_t> themes;
    Severity severity = Severity::major;
    // `critical when C, else advisory`
    ExpressionId severity_when = no_expression;
    Severity severity_else = Severity::major;
    std::string severity_reason;  // of `set severity`, or of a project that sets it
    // Where a ruleset or a project has set it: the rule's own before that, the heavier of two.
    std::optional<Severity> severity_before;
    std::optional<std::int64_t> severity_until;
    std::vector<Phase> phases;
    std::vector<Citation> citations;
    std::vector<ForEach> for_each;  // at most two
    std::vector<Clause> when, require;
    std::vector<Unless> unless;
    std::vector<Warning> warnings;
    std::optional<Judge> judge;
    std::optional<std::uint32_t> documented_from;  // stage
    std::optional<Due> due_from;
    std::vector<RuleLink> requires_rules, yields_to;
    std::vector<std::string> waivable_by;
    bool never_waived = false;
    Template message;
    std::string remedy;
    Ask ask;
    std::vector<std::string> ask_posts;  // all of them; ask.post is the first
    Effort effort;
    std::optional<std::int64_t> since, until;
    std::uint32_t variables = 0;  // how many variables its clauses use
    Span span;
};

// An exception to rules, or to other exceptions. Its clauses see the variables of the rule's
// `for each` of each target: it is resolved once for each target rule it reaches.
struct Exception {
    std::string name;
    std::string ruleset;
    std::string because;
    std::optional<std::int64_t> until;
    Span span;
    // One copy for each rule it bears on, directly or through another exception.
    struct Copy {
        std::uint32_t rule = 0;
        std::optional<std::uint32_t> to_exception;  // Ruleset::exceptions; none: to the rule itself
        std::vector<Clause> when, require;
        std::uint32_t variables = 0;  // at least the rule's
    };
    std::vector<Copy> copies;
};

struct Profile {
    std::string name, title;
    std::vector<std::uint32_t> rules;
    Span span;
};

struct Crosswalk {
    std::string name, title;
    std::vector<std::pair<std::uint32_t, std::vector<std::string>>> principle_to;
    Span span;
};

struct DisabledRule {
    std::string id, title, reason, ruleset;
    std::int64_t until = 0;
};

// What the rules mean: resolved and type-checked, `extends` and overrides applied, no names left
// to look up. Overrides that have lapsed on `as_of` are not applied.
struct Ruleset {
    std::string name, version, language, title;
    Span title_place;
    Vocabulary vocabulary;
    Expressions expressions;
    std::vector<SourceDocument> sources;
    std::vector<Principle> principles, themes;
    std::vector<Parameter> parameters;
    std::vector<Define> defines;
    std::vector<Rule> rules;
    std::vector<Exception> exceptions;
    std::vector<Presumption> presumptions;
    std::vector<Profile> profiles;
    std::vector<Crosswalk> crosswalks;
    std::vector<DisabledRule> disabled;
    // Posts in plain words, by name: those who answer, judge, or may approve a waiver.
    std::map<std::string, std::string, std::less<>> posts;
    // Rules in an order in which each comes after those it depends on (requires, yields to, `rule
    // R is not met`; `some rule is not met` last). Filled by dsl/compile from the dependency graph.
    std::vector<std::uint32_t> order;

    [[nodiscard]] std::optional<std::uint32_t> find_rule(std::string_view id) const;
    [[nodiscard]] const Profile* find_profile(std::string_view profile) const;
    [[nodiscard]] std::string post(std::string_view name) const;
};

}  // namespace tutela
