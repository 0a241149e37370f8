#include "dsl/lint.hpp"

#include <algorithm>
#include <tuple>

#include "dsl/lint_checks.hpp"
#include "dsl/parse.hpp"

namespace tutela {
namespace {

// In the order in which they are asked; what they say is sorted by place. Advice on translations joins here.
constexpr void (*checks[])(Linting&) = {
    lint_thresholds,        lint_unused, lint_rules,           lint_titles, lint_parameters,
    lint_texts_that_decide, lint_facts,  lint_documented_from, lint_terms};

}  // namespace

Diagnostics lint(const Sources& sources, const Ruleset& ruleset, const LintOptions& options) {
    Linting linting{sources, ruleset, options, {}};
    for (SourceId id = 0; id < sources.size(); ++id)
        if (sources[id].kind == SourceKind::rules) linting.trees.push_back(parse(sources, id).tree);
    for (const auto check : checks) check(linting);
    const auto place = [](const Diagnostic& d) {
        return std::tuple(d.span.source, d.span.begin, d.code);
    };
    std::stable_sort(linting.diagnostics.begin(), linting.diagnostics.end(),
                     [&](const Diagnostic& a, const Diagnostic& b) { return place(a) < place(b); });
    return std::move(linting.diagnostics);
}

Diagnostic* Linting::say(Code code, Span span, Message what, Message help) {
    if (!in_scope(span.source)) return nullptr;
    Diagnostic found{code, span, std::move(what)};
    if (!help.empty()) found.help.push_back(std::move(help));
    diagnostics.push_back(std::move(found));
    return &diagnostics.back();
}

namespace {

struct Conditions {
    std::vector<ExpressionRef>& out;

    void add(ExpressionRef ref) const {
        if (ref != no_syntax) out.push_back(ref);
    }
    void operator()(const SeverityClause& clause) const { add(clause.when); }
    void operator()(const ForEachClause& clause) const {
        for (const Binding& binding : clause.bindings) {
            add(binding.list);
            add(binding.where);
        }
    }
    void operator()(const WhenClause& clause) const { add(clause.condition); }
    void operator()(const RequireClause& clause) const { add(clause.condition); }
    void operator()(const UnlessClause& clause) const { add(clause.condition); }
    void operator()(const WarnClause& clause) const { add(clause.condition); }
    void operator()(const JudgeClause& clause) const { add(clause.when); }
    void operator()(const YieldsClause& clause) const { add(clause.where); }
    template <class Clause>
    void operator()(const Clause&) const {}
};

}  // namespace

std::vector<ExpressionRef> conditions_of(const ClauseSyntax& clause) {
    std::vector<ExpressionRef> found;
    std::visit(Conditions{found}, clause);
    return found;
}

}  // namespace tutela
