// Choices of policy that stand in rules without a name.

#include <algorithm>

#include <fmt/core.h>

#include "dsl/lint_checks.hpp"

namespace tutela {
namespace {

// None, one, nothing, all: these are logic and no policy.
bool is_plain(const LiteralSyntax& literal) {
    switch (literal.kind) {
        case LiteralKind::number: return literal.text == "0" || literal.text == "1";
        case LiteralKind::share: return literal.text == "0" || literal.text == "100";
        case LiteralKind::money: return literal.text == "0";
        case LiteralKind::text:
        case LiteralKind::truth: return true;
        default: return false;
    }
}

class FindThresholds {
public:
    FindThresholds(Linting& linting, const SyntaxTree& tree) : linting_(linting), tree_(tree) {}

    void look_at(ExpressionRef ref) {
        const ExpressionSyntax& syntax = tree_[ref];
        if (const auto* literal = std::get_if<LiteralSyntax>(&syntax.node)) {
            if (!is_plain(*literal)) say(syntax.span, "parameter NAME : TYPE = VALUE");
            return;
        }
        // One choice in brackets asks whether it is in a set; several are a choice of policy.
        if (const auto* list = std::get_if<ListSyntax>(&syntax.node);
            list != nullptr && list->members.size() > 1 && holds_only_words(*list))
            return say(syntax.span, "parameter NAME : set of TYPE = A, B");
        for (const ExpressionRef child : children_of(syntax)) look_at(child);
    }

private:
    [[nodiscard]] bool holds_only_words(const ListSyntax& list) const {
        return std::all_of(list.members.begin(), list.members.end(), [&](ExpressionRef ref) {
            return std::holds_alternative<NameSyntax>(tree_[ref].node) ||
                   std::holds_alternative<LiteralSyntax>(tree_[ref].node);
        });
    }
    void say(Span span, std::string_view form) {
        linting_.say(
            Code::literal_threshold, span,
            message("`{}` is a choice of policy without a name", linting_.sources.text(span)),
            message("name it: `{}`, with its origin", form));
    }

    Linting& linting_;
    const SyntaxTree& tree_;
};

}  // namespace

void lint_thresholds(Linting& linting) {
    const auto clauses = [&](const SyntaxTree& tree, const auto& declared) {
        for (const ClauseSyntax& clause : declared.clauses)
            for (const ExpressionRef ref : conditions_of(clause))
                FindThresholds(linting, tree).look_at(ref);
    };
    linting.each<RuleDecl>(clauses);
    linting.each<ExceptionDecl>(clauses);
    linting.each<DefineDecl>([&](const SyntaxTree& tree, const DefineDecl& define) {
        FindThresholds(linting, tree).look_at(define.body);
    });
}

}  // namespace tutela
