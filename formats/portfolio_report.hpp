#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "diagnostics/language.hpp"

namespace tutela {

// What there is to tell of a portfolio run: plain data, worst first. Lists are cut where a reader would stop; how long they
// are stands beside them.
struct PortfolioRun {
    std::int64_t id = 0;
    std::string started,
        finished;  // 2026-07-01T09:30:00Z; finished is empty where the run was interrupted
    std::string as_of, ruleset, version, profile;
    bool reasons = true;
    std::uint64_t designs = 0, passed = 0, failed = 0, open = 0, unreadable = 0;
};

struct PortfolioRule {
    std::string id, title, severity;
    std::uint64_t not_met = 0, open = 0, met = 0;  // designs
};
struct PortfolioPrinciple {
    std::string name, title;
    std::uint64_t designs = 0;  // in which some rule of it counts
    double low = 0, high = 0;   // means over them, from 0 to 1
};
struct PortfolioFact {
    std::string fact, words;
    std::uint64_t designs = 0, rules = 0;
};
struct PortfolioDesign {
    std::string name, gate;
    std::uint64_t critical_not_met = 0, not_met = 0, open = 0;
    std::optional<double> low, high;
};
struct UnreadableDesign {
    std::string name;
    std::string problem;  // the first: "3:1: …"
    std::uint64_t problems = 0;
};

// How verdicts differ from those of another run.
struct PortfolioChange {
    std::string rule, title;
    bool rule_changed = false;            // its text is another
    std::uint64_t worse = 0, better = 0;  // designs
};
struct ChangedDesign {
    std::string name, gate_before, gate;
    std::uint64_t worse = 0, better = 0;  // rules
};
struct PortfolioComparison {
    PortfolioRun before;
    std::uint64_t same = 0;  // verdicts
    std::uint64_t worse = 0, better = 0;
    std::uint64_t new_designs = 0, gone_designs = 0;
    std::vector<std::string> new_rules, gone_rules, changed_rules;
    std::vector<PortfolioChange> rules;
    std::vector<ChangedDesign> designs;
    std::uint64_t rules_in_all = 0, designs_in_all = 0;
};

struct PortfolioReport {
    std::shared_ptr<const Language> language = english();
    std::string file;
    PortfolioRun run;
    std::vector<PortfolioRule> rules;
    std::vector<PortfolioPrinciple> principles;
    std::vector<PortfolioFact> facts;
    std::vector<PortfolioDesign> designs;
    std::vector<UnreadableDesign> unreadable;
    std::uint64_t rules_in_all = 0, facts_in_all = 0, designs_in_all = 0;
    std::optional<PortfolioComparison> comparison;
    std::vector<PortfolioRun> runs;  // all in the file, the last first
};

[[nodiscard]] std::string write_portfolio_text(const PortfolioReport& report);
// One page that needs nothing else: no network, no script.
[[nodiscard]] std::string write_portfolio_html(const PortfolioReport& report);
[[nodiscard]] std::string write_portfolio_json(const PortfolioReport& report);

}  // namespace tutela
