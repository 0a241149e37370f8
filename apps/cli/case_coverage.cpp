#include "apps/cli/case_coverage.hpp"
#include "apps/cli/tell_error.hpp"

#include <algorithm>

#include "apps/cli/compare_case.hpp"
#include "apps/cli/language.hpp"
#include "engine/coverage.hpp"
#include "formats/read_gaps.hpp"

namespace tutela {
namespace {

constexpr const char* truth_words[] = {"false", "unknown", "true"};

// The verdicts, and the reasons, that a rule can give by the clauses it has.
std::vector<std::string> possible_verdicts(const Ruleset& ruleset, std::uint32_t id) {
    const Rule& rule = ruleset.rules[id];
    std::vector<std::string> all{"met", "not met", "undetermined"};
    const bool excepted =
        !rule.unless.empty() ||
        std::any_of(
            ruleset.exceptions.begin(), ruleset.exceptions.end(), [&](const Exception& exception) {
                return std::any_of(exception.copies.begin(), exception.copies.end(),
                                   [&](const Exception::Copy& copy) { return copy.rule == id; });
            });
    if (!rule.when.empty() || !rule.for_each.empty()) all.emplace_back("not applicable");
    if (excepted) all.emplace_back("excepted");
    if (rule.judge) all.emplace_back("needs judgement");
    if (rule.documented_from) all.emplace_back("not-documented");
    if (rule.due_from) all.emplace_back("not-yet-due");
    if (!rule.yields_to.empty()) all.emplace_back("precedence");
    if (!rule.requires_rules.empty()) all.emplace_back("blocked-by");
    return all;
}

class Cover {
public:
    Cover(const World& world, CaseSuites& suites) : world_(world), suites_(suites) {}

    CaseCoverage run() {
        read_gap_files();
        for (std::size_t suite = 0; suite < suites_.suites.size(); ++suite) of_suite(suite);
        for (std::size_t i = 0; i < gaps_.size(); ++i)
            if (!needed_[i] && looked_at(gaps_[i].rule))
                result_.needless.push_back(suites_.sources.place(gaps_[i].span) + ": " +
                                           gaps_[i].rule + ", " + gaps_[i].clause + ": " +
                                           gaps_[i].unseen);
        return std::move(result_);
    }

private:
    // The file speaks of rules of other rulesets too.
    [[nodiscard]] bool looked_at(const std::string& rule) const {
        return std::any_of(
            result_.rules.begin(), result_.rules.end(),
            [&](const RuleCoverage& one) { return rule == "*" || one.rule == rule; });
    }
    void read_gap_files() {
        std::set<std::string> files;
        for (const CaseSuite& suite : suites_.suites)
            if (const std::string around = folder_of(suite.folder); !suite.folder.empty())
                files.insert(around == "." ? "coverage-gaps.toml" : around + "/coverage-gaps.toml");
        for (const std::string& file : files) {
            const auto text = world_.read_file(file);
            if (!text) continue;
            ReadGaps read = read_gaps(suites_.sources, file, *text);
            world_.err(render(suites_.sources, read.diagnostics, render_options(world_)));
            if (has_errors(read.diagnostics)) suites_.code = input_wrong;
            for (CoverageGap& gap : read.gaps) gaps_.push_back(std::move(gap));
        }
        needed_.assign(gaps_.size(), false);
    }

    // The rules that stand in the suite's own folder.
    void of_suite(std::size_t suite) {
        const CaseSuite& its = suites_.suites[suite];
        const LoadedRules* rules = suites_.rules_for(its.ruleset, "");
        if (!rules || its.folder.empty()) return;
        coverage_ = {};
        verdicts_.clear();
        for (const LoadedCase& one : suites_.cases)
            if (one.suite == suite && one.one.design) run_case(one);
        const Ruleset& ruleset = rules->program->ruleset;
        for (const std::uint32_t rule : rules->program->reported) {
            const Span span = ruleset.rules[rule].span;
            if (folder_of(suites_.sources[span.source].name) == its.folder)
                of_rule(ruleset, rule, suite);
        }
    }

    void run_case(const LoadedCase& one) {
        const LoadedRules* rules = suites_.rules_for(suites_.suites[one.suite].ruleset, one.as_of);
        EvaluateOptions options{rules->as_of, true, Explain::none, &coverage_};
        const Report report = evaluate(*rules->program, *one.one.design, options);
        for (const Expectation& expected : one.one.expect) {
            std::set<std::string>& seen = verdicts_[expected.rule];
            seen.insert(expected.verdict);
            if (const Finding* got = finding_for(*rules->program, report, expected))
                seen.insert(std::string(word(got->reason)));
        }
    }

    void of_rule(const Ruleset& ruleset, std::uint32_t id, std::size_t suite) {
        const Rule& rule = ruleset.rules[id];
        rule_ = {};
        rule_.rule = rule.id;
        for (const ClauseOf& clause : clauses_of(ruleset, id)) {
            const auto seen = coverage_.of(clause.id);
            for (std::size_t truth = 0; truth < seen.size(); ++truth) {
                ++rule_.clauses;
                if (seen[truth] != 0)
                    ++rule_.seen;
                else
                    miss(clause.id.text(), truth_words[truth], clause.span);
            }
        }
        for (const std::string& verdict : possible_verdicts(ruleset, id))
            if (verdicts_[rule.id].count(verdict) == 0) miss("verdict", verdict, rule.span);
        if (!has_pair(rule.id, suite)) miss("pair", "met and not met one fact apart", rule.span);
        result_.rules.push_back(std::move(rule_));
    }

    void miss(const std::string& clause, const std::string& unseen, Span place) {
        bool excused = false;
        for (std::size_t i = 0; i < gaps_.size(); ++i)
            if ((gaps_[i].rule == "*" || gaps_[i].rule == rule_.rule) &&
                gaps_[i].clause == clause && gaps_[i].unseen == unseen)
                excused = needed_[i] = true;
        rule_.missing.push_back({clause, unseen, place, excused});
    }

    // A met and a not met case of one file, of the same subject, that differ in one fact.
    [[nodiscard]] bool has_pair(const std::string& rule, std::size_t suite) const {
        for (const LoadedCase& a : suites_.cases)
            for (const Expectation& met : a.one.expect) {
                if (a.suite != suite || met.rule != rule || met.verdict != "met") continue;
                for (const LoadedCase& b : suites_.cases) {
                    if (b.file != a.file || facts_apart(a.one.changes, b.one.changes) != 1)
                        continue;
                    for (const Expectation& other : b.one.expect)
                        if (other.rule == rule && other.verdict == "not met") return true;
                }
            }
        return false;
    }

    static std::size_t facts_apart(std::vector<std::string> a, std::vector<std::string> b) {
        std::sort(a.begin(), a.end());
        std::sort(b.begin(), b.end());
        std::vector<std::string> either;
        std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(either));
        std::vector<std::string> apart;
        std::set_symmetric_difference(a.begin(), a.end(), b.begin(), b.end(),
                                      std::back_inserter(apart));
        // The same fact changed in both, to different values, is one fact apart as well.
        return apart.empty() && either.size() == 1 ? 1 : apart.size();
    }

    const World& world_;
    CaseSuites& suites_;
    std::vector<CoverageGap> gaps_;
    std::vector<bool> needed_;
    Coverage coverage_;
    std::map<std::string, std::set<std::string>> verdicts_;
    RuleCoverage rule_;
    CaseCoverage result_;
};

}  // namespace

CaseCoverage cover(const World& world, CaseSuites& suites) {
    return Cover(world, suites).run();
}

}  // namespace tutela
