#include "dsl/syntax_tree.hpp"

namespace tutela {
namespace {

// Collects the children of a node; one overload for each kind that has any.
struct Children {
    std::vector<ExpressionRef>& out;

    void add(ExpressionRef child) const {
        if (child != no_syntax) out.push_back(child);
    }
    void add(const std::vector<ExpressionRef>& children) const {
        for (const ExpressionRef child : children) add(child);
    }
    void add(const Binding& binding) const {
        add(binding.list);
        add(binding.where);
    }

    void operator()(const BrokenSyntax&) const {}
    void operator()(const LiteralSyntax&) const {}
    void operator()(const NameSyntax&) const {}
    void operator()(const ItSyntax&) const {}
    void operator()(const TodaySyntax&) const {}
    void operator()(const CallSyntax& node) const { add(node.arguments); }
    void operator()(const MemberSyntax& node) const { add(node.record); }
    void operator()(const BracketsSyntax& node) const { add(node.inner); }
    void operator()(const ListSyntax& node) const { add(node.members); }
    void operator()(const IfSyntax& node) const {
        add(node.condition);
        add(node.then);
        add(node.otherwise);
    }
    void operator()(const AndSyntax& node) const { add(node.operands); }
    void operator()(const OrSyntax& node) const { add(node.operands); }
    void operator()(const NotSyntax& node) const { add(node.operand); }
    void operator()(const ComparisonSyntax& node) const {
        add(node.left);
        add(node.right);
    }
    void operator()(const StateSyntax& node) const { add(node.operand); }
    void operator()(const WithinSyntax& node) const {
        add(node.date);
        add(node.duration);
        add(node.anchor);
    }
    void operator()(const ShiftSyntax& node) const {
        add(node.duration);
        add(node.anchor);
    }
    void operator()(const ArithmeticSyntax& node) const {
        add(node.left);
        add(node.right);
    }
    void operator()(const AgeSyntax& node) const { add(node.date); }
    void operator()(const NextMonthSyntax& node) const { add(node.date); }
    void operator()(const UnionSyntax& node) const { add(node.sets); }
    void operator()(const UnionForSyntax& node) const {
        add(node.value);
        add(node.binding);
    }
    void operator()(const FilterSyntax& node) const {
        add(node.list);
        add(node.where);
    }
    void operator()(const EachSyntax& node) const { add(node.binding); }
    void operator()(const QuantifierSyntax& node) const {
        add(node.amount);
        add(node.binding);
        add(node.satisfies);
        if (node.has) add(node.has->value);
    }
    void operator()(const CountSyntax& node) const { add(node.list); }
    void operator()(const TotalSyntax& node) const {
        add(node.value);
        add(node.binding);
    }
    void operator()(const ScanSyntax&) const {}
    void operator()(const ClaimSyntax&) const {}
    void operator()(const RuleNotMetSyntax&) const {}
    void operator()(const SomeRuleNotMetSyntax&) const {}
};

}  // namespace

std::vector<ExpressionRef> children_of(const ExpressionSyntax& expression) {
    std::vector<ExpressionRef> children;
    std::visit(Children{children}, expression.node);
    return children;
}

Span span_of(const Declaration& declaration) {
    return std::visit([](const auto& alternative) { return alternative.span; }, declaration);
}

Span span_of(const ClauseSyntax& clause) {
    return std::visit([](const auto& alternative) { return alternative.span; }, clause);
}

std::string unparse(const SyntaxTree& tree, const Sources& sources) {
    std::string text;
    for (const Token& token : tree.tokens) text += sources.text(token.span);
    return text;
}

}  // namespace tutela
