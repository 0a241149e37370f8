#pragma once

#include <deque>

#include "apps/cli/options.hpp"
#include "formats/writers.hpp"

namespace tutela {

struct AuditOptions {
    RuleOptions rules;
    std::vector<std::string> designs;  // paths; - is standard input
    GateOptions gate;
    Explain explain = Explain::deciding;
    bool derivations = true;  // the steps of derivations are given their words
    std::string group_by;     // empty: by principles
};

// Designs judged by rules. What it tells refers to it: it stays where it is.
struct Audit {
    Sources sources;
    std::optional<Program> program;  // nothing: there is nothing to tell, and why has been said
    std::int64_t as_of = 0;
    std::deque<Design> designs;  // those that could be read
    std::deque<Report> reports;
    int code = passed;  // with which to end: the worst of the designs

    Audit() = default;
    Audit(const Audit&) = delete;
    Audit& operator=(const Audit&) = delete;

    [[nodiscard]] std::vector<Told> told(const AuditOptions& options, bool colour) const;
};

// Loads the rules into the audit; false when they cannot be used. What is wrong has been said.
[[nodiscard]] bool load_rules(const World& world, const AuditOptions& options, Audit& audit);
// Reads the designs into the audit. What is wrong with one has been said, and the others go on.
void read_designs(const World& world, const AuditOptions& options, Audit& audit);
// Reads and judges the designs. What is wrong with one has been said, and the others go on.
void judge_designs(const World& world, const AuditOptions& options, Audit& audit);

// Of many designs the first of 3, 4, 1, 2, 0 that occurs.
[[nodiscard]] int worse(int a, int b);

}  // namespace tutela
