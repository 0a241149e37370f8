#pragma once

#include <string>
#include <vector>

#include "dsl/lint.hpp"
#include "dsl/syntax_tree.hpp"

namespace tutela {

// Behind `lint`; for lint*.cpp only. What every check looks at, and where it says what it found.
struct Linting {
    const Sources& sources;
    const Ruleset& ruleset;
    const LintOptions& options;
    std::vector<SyntaxTree> trees;  // of every text of rules
    Diagnostics diagnostics{};

    // Nothing is said of texts out of scope.
    Diagnostic* say(Code code, Span span, Message what, Message help);
    [[nodiscard]] bool in_scope(SourceId source) const {
        return !options.in_scope || options.in_scope(source);
    }

    template <class Declared, class Visit>
    void each(Visit visit) const {
        for (const SyntaxTree& tree : trees)
            for (const Declaration& declaration : tree.declarations)
                if (const auto* found = std::get_if<Declared>(&declaration)) visit(tree, *found);
    }
};

template <class Clause, class Clauses>
const Clause* find_clause(const Clauses& clauses) {
    for (const ClauseSyntax& clause : clauses)
        if (const auto* found = std::get_if<Clause>(&clause)) return found;
    return nullptr;
}

// The conditions of a clause: what decides, not what is said.
[[nodiscard]] std::vector<ExpressionRef> conditions_of(const ClauseSyntax& clause);

// One function a matter. A new lint is a function here, a line in lint.cpp, and its code with page and case.
void lint_thresholds(Linting& linting);
void lint_unused(Linting& linting);
void lint_rules(Linting& linting);
void lint_titles(Linting& linting);
void lint_parameters(Linting& linting);
void lint_texts_that_decide(Linting& linting);
void lint_facts(Linting& linting);
void lint_documented_from(Linting& linting);
void lint_terms(Linting& linting);

}  // namespace tutela
