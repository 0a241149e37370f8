#pragma once

#include <cstdint>
#include <vector>

#include "engine/program.hpp"

namespace tutela {

// Which rules look at what: the other way round of what each rule's clauses, definitions and messages read. A rule also
// looks at what the rules look at that it depends on.
struct RuleReaders {
    using Rules = std::vector<std::uint32_t>;  // Ruleset::rules, ascending
    std::vector<std::vector<Rules>> of_field;  // by record and field
    std::vector<Rules> of_names;  // by record: rules that may say how one of its rows is called
    Rules of_scan;                // rules that ask what the sensitive scan found
    Rules of_stage;               // rules that are documented or due from a stage
    std::vector<Rules> needed;    // by rule: those it depends on, and itself
};

[[nodiscard]] RuleReaders rule_readers(const Program& program);

}  // namespace tutela
