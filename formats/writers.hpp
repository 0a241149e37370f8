#pragma once

#include <string>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "engine/askable.hpp"
#include "engine/gate.hpp"
#include "engine/progress.hpp"
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
    const Progress* progress = nullptr;  // since an earlier report, where one is compared with
    const Sharing* sharing = nullptr;    // of a version that may leave the organisation
    bool lines_only = false;             // places in the design's own file are told by their lines
    // Of a template told as a run is: `report` is `as_verdicts` of it.
    const AskedTemplate* asked = nullptr;
};

// A run as a whole, for formats that CI systems read: they tell all designs in one file, and what could not be read.
struct ToldRun {
    const std::vector<Told>& designs;
    const Sources& sources;
    const Program& program;
    const Diagnostics& diagnostics;  // what was said about rules and designs
    std::int64_t as_of;              // days
    bool has_baseline;               // what is not known from it is new
    int exit_code;                   // with which the program will end
    std::string version;             // of the program
};

// SARIF 2.1.0: every finding, or for GitHub's code scanning, which takes every result for an alert, only what fails.
[[nodiscard]] std::string write_sarif(const ToldRun& run);
[[nodiscard]] std::string write_code_scanning(const ToldRun& run);
// JUnit XML: a suite a design, a test a finding. Failed: not met at the gate. Error: keeps the gate open. Skipped: not
// applicable, excepted, waived, or below the gate.
[[nodiscard]] std::string write_junit_report(const ToldRun& run);
// Commands of GitHub's workflows that mark lines: errors stop the design, warnings do not.
[[nodiscard]] std::string write_github(const ToldRun& run);
// GitLab's Code Quality: what is not met or not known, each once.
[[nodiscard]] std::string write_gitlab(const ToldRun& run);
// Markdown that fits into a comment on a pull request: a table first, all else folded, never too long.
[[nodiscard]] std::string write_comment(const ToldRun& run);

[[nodiscard]] std::string write_text(const Told& told);
[[nodiscard]] std::string write_markdown(const Told& told);
// One design: the report itself; several: { "reports": […] }. Ends with a newline.
[[nodiscard]] std::string write_json(const std::vector<Told>& told);
// All designs in one page that needs nothing else: no network, no script, no file beside it.
[[nodiscard]] std::string write_report_html(const std::vector<Told>& told);
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
