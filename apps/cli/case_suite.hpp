#pragma once

#include <map>
#include <string>
#include <vector>

#include "apps/cli/options.hpp"
#include "formats/read_cases.hpp"

namespace tutela {

// A ruleset and its files of cases.
struct CaseSuite {
    std::string ruleset;  // a name or a path
    std::string folder;   // where the ruleset stands; empty when only files were named
    std::vector<std::string> files;
};

// A case, ready to run.
struct LoadedCase {
    std::size_t suite = 0;
    std::string file;
    RuleCase one;
    std::string as_of;  // the day whose rules it is judged by; empty: today
};

// Finds, reads and keeps the cases of rulesets, and the rules for each day that a case asks for. What is wrong is said
// as it is found; `code` then is 3 or 4.
class CaseSuites {
public:
    CaseSuites(const World& world, RuleOptions rules) : world_(world), rules_(std::move(rules)) {}

    // Targets are rulesets (all their cases) and files of cases (of the ruleset they stand beside). `built_on`: the
    // cases of what a ruleset extends or includes as well.
    void load(const std::vector<std::string>& targets, bool built_on);

    std::vector<CaseSuite> suites;
    std::vector<LoadedCase> cases;
    std::size_t files = 0;
    Sources sources;
    int code = passed;

    // Overrides lapse with time, so rules are read for a day: once for each, and what is wrong is said once.
    const LoadedRules* rules_for(const std::string& ruleset, const std::string& as_of);

private:
    void find(const std::string& target, bool built_on);
    void find_file(const std::string& target);
    void add(const std::string& ruleset, const std::string& folder);
    void read(std::size_t suite, const std::string& file);
    void fail(int with);

    const World& world_;
    RuleOptions rules_;
    std::map<std::pair<std::string, std::string>, LoadedRules> loaded_;
};

}  // namespace tutela
