#pragma once

#include "engine/coverage.hpp"
#include "engine/design.hpp"
#include "engine/program.hpp"
#include "engine/report.hpp"

namespace tutela {

enum class Explain : std::uint8_t { none, deciding, all };

struct EvaluateOptions {
    std::int64_t as_of = 0;  // the evaluation date, days since 1970-01-01
    bool presumptions = true;
    Explain explain = Explain::deciding;
    Coverage* coverage = nullptr;  // where to note what each clause came to; for tests of rules
    // The design is a template that is yet to be filled (docs/templates.md): what it leaves to fill decides nothing, not
    // by `listed` or `is stated` either, lists to fill have a subject for an entry yet to be added, and open facts are
    // all those that may become open by filling. `documented from` and `requires` are not looked at.
    bool filling = false;
};

// The same for those who show no derivation.
[[nodiscard]] inline EvaluateOptions without_derivations(EvaluateOptions options) {
    options.explain = Explain::none;
    options.coverage = nullptr;
    return options;
}

// Judges one design. Total and deterministic; never throws at any design; many threads may share
// the program.
[[nodiscard]] Report evaluate(const Program& program, const Design& design,
                              EvaluateOptions options);

// The findings of some rules only. `rules`: by Ruleset::rules, with all that they depend on (`RuleReaders::needed`);
// `scan`: what the sensitive scan found in the design.
[[nodiscard]] std::vector<Finding> judge_rules(const Program& program, const Design& design,
                                               const EvaluateOptions& options,
                                               const std::vector<bool>& rules, ScanKinds scan);

}  // namespace tutela
