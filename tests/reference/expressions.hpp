#pragma once

#include <functional>
#include <map>

#include "tests/reference/arithmetic.hpp"

namespace reference {

// The meaning of expressions. Variables hold values; every expression gives a whole value, with its open facts.
class Expressions {
public:
    using Variables = std::map<std::uint32_t, Value>;

    Expressions(const tutela::Ruleset& ruleset, const tutela::Design& design, std::int64_t as_of,
                bool presumptions)
        : rules_(ruleset), design_(design), as_of_(as_of), presumptions_(presumptions) {}

    Value value(tutela::ExpressionId id, Variables& variables) const;
    // Verdicts as facts: set by the run, which judges rules in the order of their dependencies.
    std::function<Truth(std::uint32_t rule)> not_met;
    std::function<Truth()> some_not_met;

    const tutela::Fact* fact(const tutela::Expression& field, Variables& variables,
                             tutela::FactRef& ref, Open& owner) const;

private:
    using Node = tutela::Expression;
    Value constant(const tutela::Type& type, const tutela::Constant& constant) const;
    Value field(const Node& node, Variables& v) const;
    Value state(const Node& node, Variables& v) const;
    Value arithmetic(const Node& node, Variables& v) const;
    Value comparison(const Node& node, Variables& v) const;
    Value set_comparison(const Node& node, Variables& v) const;
    Value quantifier(const Node& node, Variables& v) const;
    Value total(const Node& node, Variables& v) const;
    Value distinct(const Node& node, Variables& v) const;
    Value share(const Node& node, Variables& v) const;
    Value filter(const Node& node, Variables& v) const;
    Value unite(const Node& node, Variables& v) const;
    Value choose(const Node& node, Variables& v) const;
    Truth same(const tutela::Type& type, const Value& a, const Value& b) const;
    Truth holds(const tutela::Type& element, const Value& set, const Value& wanted) const;
    Value with_member(tutela::ExpressionId id, std::uint32_t variable, const Value& member,
                      Variables& v) const;
    std::size_t choices(const tutela::Type& type) const {
        return type.kind == tutela::TypeKind::choice
                   ? rules_.vocabulary.choice_lists[type.id].choices.size()
                   : 0;
    }
    const tutela::Type& type(tutela::ExpressionId id) const { return rules_.expressions[id].type; }

    const tutela::Ruleset& rules_;
    const tutela::Design& design_;
    std::int64_t as_of_;
    bool presumptions_;
};

}  // namespace reference
