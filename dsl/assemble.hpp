#pragma once

#include "dsl/resolve.hpp"

namespace tutela {

// From the modules to the ruleset, in this order. Each says what is wrong and goes on.

// Visits the declarations of one kind in a module, in the order written.
template <class T, class F>
void each(const Module& module, F visit) {
    for (const Declaration& declaration : module.tree.declarations)
        if (const T* found = std::get_if<T>(&declaration)) visit(*found);
}

// May this ruleset override that rule, or except something from it? Says when it may not.
[[nodiscard]] bool may_change(Resolution& resolution, const Module& module,
                              const DeclaredRule& rule, const Name& name);
// Sources, principles, parameters, definitions, exceptions, rules: their names, per module.
void declare_names(Resolution& resolution);
// The value of a parameter: a constant of its type.
[[nodiscard]] std::optional<Constant> constant_value(Resolution& resolution, const Module& module,
                                                     const Type& type,
                                                     const std::vector<ExpressionRef>& values);
void resolve_parameters(Resolution& resolution);
void resolve_defines(Resolution& resolution);
// `set`, `set severity`, `disable`: over what is extended, to any depth; those that have lapsed say so.
void apply_overrides(Resolution& resolution);
void resolve_presumptions(Resolution& resolution);
void resolve_rules(Resolution& resolution);
// `set severity`, once the rules have the severities of their own.
void set_severities(Resolution& resolution);
void resolve_exceptions(Resolution& resolution);
void resolve_profiles(Resolution& resolution);
// Rules in the order of their dependencies; circles are said.
void order_rules(Resolution& resolution);

}  // namespace tutela
