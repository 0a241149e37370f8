#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsl/resolve.hpp"

namespace tutela {

// Where an expression stands decides what it may hold.
struct ExpressionPlace {
    bool listed = false;                // `some listed X in L`: in `when` and `where`
    bool rules = false;                 // `rule R is not met`: in `when`
    bool decides = false;               // when, unless, require: `is stated` is advised against
    std::optional<std::uint32_t> rule;  // Ruleset::rules: the rule it belongs to
};

// Expressions of one rule, definition or exception: names become slots, types are checked. What is
// wrong is said once; the result is then of type `error`.
class Translator {
public:
    Translator(Resolution& resolution, const Module& module) : r_(resolution), m_(module) {}

    // A variable by that name from here on; its slot.
    std::uint32_t declare(const std::string& name, Type type);
    void place(ExpressionPlace place) { place_ = place; }
    void forget_last() { variables_.pop_back(); }
    // Says when the name of a new variable means something already.
    void check_new(const Name& name);

    // `wanted`: the type it is compared with or assigned to, whose choices bare words may be.
    ExpressionId expression(ExpressionRef ref, std::optional<Type> wanted = std::nullopt);
    ExpressionId truth(ExpressionRef ref);
    ExpressionId collection(ExpressionRef ref);
    Template text(const TemplateSyntax& syntax);

    [[nodiscard]] Type type_of(ExpressionId id) const { return r_.ruleset.expressions[id].type; }
    std::uint32_t variables = 0;  // how many slots are taken

private:
    struct Variable {
        std::string name;
        std::uint32_t slot;
        Type type;
    };
    struct Bound {
        ExpressionId list, where;
        std::uint32_t slot;
    };

    ExpressionId make(Op op, Type type, Span span, std::vector<ExpressionId> args,
                      std::uint32_t slot = 0);
    ExpressionId broken(Span span) {
        return make(Op::constant, Type{}, span, {}, empty_constant());
    }
    std::uint32_t empty_constant();
    ExpressionId constant(Type type, Constant value, Span span);
    ExpressionId yes(Span span) { return r_.ruleset.expressions.add_truth(true, span); }

    ExpressionId literal(const LiteralSyntax& node, Span span);
    ExpressionId name(const NameSyntax& node, Span span, const std::optional<Type>& wanted);
    std::optional<ExpressionId> choice(const Name& name, const std::optional<Type>& wanted);
    std::optional<ExpressionId> in_scope(const Name& name);
    ExpressionId member(const MemberSyntax& node, Span span);
    ExpressionId list(const ListSyntax& node, Span span, const std::optional<Type>& wanted);
    ExpressionId call(const CallSyntax& node, Span span);
    ExpressionId row(std::uint32_t parameter, const CallSyntax& node, Span span);
    ExpressionId comparison(const ComparisonSyntax& node, Span span);
    std::optional<ExpressionId> age_comparison(const ComparisonSyntax& node, Span span);
    ExpressionId arithmetic(const ArithmeticSyntax& node, Span span);
    ExpressionId shift(ExpressionId date, ExpressionId duration, bool later, Span span);
    ExpressionId state(const StateSyntax& node, Span span);
    ExpressionId choose(const IfSyntax& node, Span span, const std::optional<Type>& wanted);
    ExpressionId quantifier(const QuantifierSyntax& node, Span span);
    ExpressionId total(const TotalSyntax& node, Span span);
    Bound bind(const Binding& binding, ExpressionRef body);
    ExpressionId bound_list(const Binding& binding, ExpressionRef body);
    ExpressionId special(ExpressionRef ref, Span span);
    const ExpressionSyntax& inner(ExpressionRef ref) const;
    std::string words(const Type& type) const { return type_text(r_.ruleset.vocabulary, type); }
    void wrong(Span span, const Message& is, const Type& got, const Message& wanted);
    bool bad(ExpressionId id) const { return type_of(id).kind == TypeKind::error; }
    bool is_zero(ExpressionId id) const;

    Resolution& r_;
    const Module& m_;
    ExpressionPlace place_;
    std::vector<Variable> variables_;
    std::uint32_t trials_left_ = 2000;  // of `bound_list`, so that nested lists end
};

}  // namespace tutela
