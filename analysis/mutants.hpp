#pragma once

#include <functional>
#include <string>
#include <vector>

#include "diagnostics/message.hpp"
#include "engine/ruleset.hpp"

namespace tutela {

// One small wrong put into a ruleset: an operator, a bound, a quantifier or a clause is another. Tests of rules that
// notice none of it do not hold the rule (mutation testing; DeMillo, Lipton and Sayward, 1978).
struct Mutant {
    Message what;  // "`and` becomes `or`"
    Span place;
    std::vector<std::uint32_t> rules;        // whose verdicts it can change
    std::function<void(Ruleset&)> put_into;  // a copy of the ruleset it was made of
};

// The mutants of these rules: of their clauses, of the definitions they use and of the parameters they read, each once.
[[nodiscard]] std::vector<Mutant> mutants_of(const Ruleset& ruleset,
                                             const std::vector<std::uint32_t>& rules);

}  // namespace tutela
