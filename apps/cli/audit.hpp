#pragma once

#include <deque>

#include "apps/cli/gate_files.hpp"
#include "apps/cli/tally.hpp"
#include "engine/explain.hpp"
#include "engine/progress.hpp"
#include "formats/writers.hpp"

namespace tutela {

struct AuditOptions {
    RuleOptions rules;
    std::vector<std::string> designs;  // files, folders, patterns, JSON Lines; - is standard input
    std::string output;                // of the report, which is no design
    GateOptions gate;                  // filled in from the settings
    Explain explain = Explain::deciding;
    bool derivations = true;              // the steps of derivations are given their words
    std::size_t children = all_children;  // of each step at most, the others are counted
    std::string group_by;                 // empty: by principles
    std::string compare_with;             // a report of earlier, in JSON; empty: none
    bool shareable = false;  // the version that may leave the organisation (engine/share)
    std::string fail_on,
        fail_on_undetermined;  // levels of the gate in words; empty: as settings say
    std::string config;        // the settings; empty: the nearest `tutela.toml`
    GateFileOptions files;
};

// Designs judged by rules. What it tells refers to it: it stays where it is.
struct Audit {
    Sources sources;
    std::optional<Program> program;  // nothing: there is nothing to tell, and why has been said
    std::int64_t as_of = 0;
    GateFiles files;
    std::deque<Design> designs;  // those that could be read
    std::deque<Report> reports;
    std::deque<Sharing> sharing;         // of each design, when it is to be shared
    Diagnostics diagnostics;             // what was said about rules and designs
    Tally tally;                         // what they came to, those that could not be read too
    std::vector<EarlierReport> earlier;  // what is compared with
    std::deque<Progress> progress;       // of each design, where anything is compared with
    int code = passed;                   // with which to end: the worst of the designs

    Audit() = default;
    Audit(const Audit&) = delete;
    Audit& operator=(const Audit&) = delete;

    [[nodiscard]] std::vector<Told> told(const AuditOptions& options, bool colour) const;
};

// Options of all commands that look at designs: rules, gate, waivers, settings. `add_baseline_option` apart.
void add_audit_options(CLI::App& command, const World& world, AuditOptions& options);

// Fills the options in from the project's settings, and loads the rules and what stands beside designs into the audit;
// false when they cannot be used. What is wrong has been said.
[[nodiscard]] bool load_rules(const World& world, AuditOptions& options, Audit& audit);
// Reads the earlier report, where one is asked for; false when it cannot be used, and why has been said.
[[nodiscard]] bool load_earlier(const World& world, const AuditOptions& options, Audit& audit);
// Reads all designs before any is judged: what is wrong with them stands together. How many there were; that there were
// none, or one that could not be read, is in the tally only.
std::size_t read_designs(const World& world, const AuditOptions& options, Audit& audit);
// Reads and judges the designs. What is wrong with one has been said, and the others go on.
void judge_designs(const World& world, const AuditOptions& options, Audit& audit);

// Of many designs the first of 3, 4, 1, 2, 0 that occurs.
[[nodiscard]] int worse(int a, int b);

}  // namespace tutela
