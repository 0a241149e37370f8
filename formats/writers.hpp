#pragma once

#include <string>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "engine/evaluate.hpp"
#include "engine/gate.hpp"
#include "engine/share.hpp"

namespace tutela {

// Everything a writer needs to tell of one design. Explanations have their words already
// (`word_explanations`). Writers translate; they compute nothing.
struct Told {
    const Sources& sources;
    const Program& program;
    const Design& design;
    const Report& report;
    GateOptions gate;
    Explain explain = Explain::deciding;
    bool colour = false;
    const Sharing* sharing = nullptr;  // of a version that may leave the organisation
    bool lines_only = false;           // places in the design's own file are told by their lines
};

[[nodiscard]] std::string write_text(const Told& told);
[[nodiscard]] std::string write_markdown(const Told& told);
// One design: the report itself; several: { "reports": […] }. Ends with a newline.
[[nodiscard]] std::string write_json(const std::vector<Told>& told);
// The derivation of some findings of one rule in plain words, and what would settle or mend it.
[[nodiscard]] std::string write_explanation(const Told& told,
                                            const std::vector<std::uint32_t>& findings);

// What is in a ruleset.
[[nodiscard]] std::string write_rules_text(const Program& program);
[[nodiscard]] std::string write_rules_json(const Program& program);

// What `lint` found in one ruleset.
struct Linted {
    Sources sources;
    std::string ruleset;
    Diagnostics findings;
};
[[nodiscard]] std::string write_lint_json(const std::vector<Linted>& all, const Language& language);

}  // namespace tutela
