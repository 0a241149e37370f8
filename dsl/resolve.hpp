#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "dsl/syntax_tree.hpp"
#include "engine/dependency_graph.hpp"
#include "engine/ruleset.hpp"

namespace tutela {

// What the parts of resolving share: the ruleset being made, the files it is made of, and what
// there was to say about them.

using Names = std::map<std::string, std::uint32_t, std::less<>>;

// What one file of rules can name: its own declarations and those of what it extends. Numbers
// are indices into the lists of the `Ruleset`.
struct Scope {
    Names sources, principles, themes, parameters, defines, exceptions;
};

// One file of rules. `extends` and `includes` are indices into Resolution::modules.
struct Module {
    SyntaxTree tree;
    std::vector<std::uint32_t> extends, includes;
    std::vector<bool> reaches_by_extends;  // by module; itself included
    std::vector<bool> reaches;             // by `extends` or `includes`; itself included
    Scope scope;

    [[nodiscard]] const std::string& name() const { return tree.header.name.text; }
};

// A rule as declared, whether it is disabled or not.
struct DeclaredRule {
    std::uint32_t module = 0;
    const RuleDecl* syntax = nullptr;
    std::optional<std::uint32_t> index;  // Ruleset::rules; none when it is disabled
    bool never_waived = false;
    Severity heaviest = Severity::advisory;  // as written, before any override
};

struct Resolution {
    Ruleset ruleset;
    std::int64_t as_of = 0;
    std::vector<Module> modules;  // each after those it extends or includes
    std::vector<std::uint32_t> define_module, exception_module, parameter_module;
    std::vector<const DefineDecl*> define_syntax;
    std::vector<const ExceptionDecl*> exception_syntax;
    std::map<std::string, DeclaredRule, std::less<>> rules;
    std::vector<Dependency> rule_dependencies;
    std::vector<Dependency> waits_for_all;  // `some rule is not met`; only `from` and `span` matter
    Diagnostics diagnostics;

    Diagnostic& say(Code code, Span span, Message what, Message help = {});
    // Adds "did you mean `x`?" when a candidate is close.
    Diagnostic& say_unknown(Code code, Span span, Message what, std::string_view name,
                            const std::vector<std::string>& candidates);
    // The rule of that id; says when there is none.
    [[nodiscard]] const DeclaredRule* find_rule(const Name& id);
    // The index under that name; says `missing` when there is none.
    std::optional<std::uint32_t> find(const Names& names, const Name& name, Code code,
                                      const Message& missing);
    // A circle told step by step, as `what` and one label a step: "`a` uses `b` here".
    using CircleStep = Message (*)(const std::string& from, const std::string& to);
    void say_circle(Code code, const Message& what, CircleStep label, const Circle& circle,
                    const std::vector<std::string>& names);
};

[[nodiscard]] std::vector<std::string> keys(const Names& names);
// Text in backticks.
[[nodiscard]] std::string quoted(std::string_view text);
// An inclusive first or last day; says when it is no date.
[[nodiscard]] std::optional<std::int64_t> first_day(Resolution& resolution, const DateSyntax& date);
[[nodiscard]] std::optional<std::int64_t> last_day(Resolution& resolution, const DateSyntax& date);
[[nodiscard]] std::vector<Citation> resolve_citations(Resolution& resolution, const Scope& scope,
                                                      const std::vector<CitationSyntax>& citations);
[[nodiscard]] std::optional<Severity> resolve_severity(Resolution& resolution, const Name& level);

}  // namespace tutela
