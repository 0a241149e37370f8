#include "engine/score.hpp"

#include <algorithm>

namespace tutela {
namespace {

struct Points {
    std::int64_t low = 0, high = 0, rules = 0;
    bool blocked = false;

    void count(const RuleOutcome& outcome) {
        if (outcome.verdict == Verdict::not_met && outcome.severity == Severity::critical)
            blocked = true;
        if (outcome.blocked || outcome.verdict == Verdict::excepted ||
            outcome.verdict == Verdict::not_applicable)
            return;
        ++rules;
        if (outcome.verdict == Verdict::met) ++low;
        if (outcome.verdict != Verdict::not_met) ++high;
    }
    [[nodiscard]] Score score() const {
        Score made;
        made.rules = static_cast<std::uint32_t>(rules);
        made.blocked = blocked;
        if (rules > 0) {
            made.low = *divide(Rational{low, 1}, Rational{rules, 1});
            made.high = *divide(Rational{high, 1}, Rational{rules, 1});
        }
        return made;
    }
};

// Of one finding more that a rule has.
void add(RuleOutcome& outcome, const Finding& finding, std::uint32_t number) {
    const bool first = outcome.findings.empty();
    outcome.findings.push_back(number);
    if (first || finding.verdict < outcome.verdict) {
        outcome.verdict = finding.verdict;
        outcome.blocked = finding.blocked;
        outcome.severity = finding.severity;
    } else if (finding.verdict == outcome.verdict) {
        // A rule is blocked only if nothing else makes it as bad.
        outcome.blocked = outcome.blocked && finding.blocked;
        outcome.severity = std::max(outcome.severity, finding.severity);
    }
}

// In the order of the rules; findings come in that order too.
std::vector<RuleOutcome> outcomes(const Program& program, const Report& report) {
    std::vector<RuleOutcome> made;
    std::vector<std::size_t> place(program.ruleset.rules.size(), 0);
    for (const std::uint32_t rule : program.reported) {
        place[rule] = made.size();
        made.emplace_back();
        made.back().rule = rule;
        made.back().verdict = Verdict::not_applicable;
    }
    for (std::uint32_t i = 0; i < report.findings.size(); ++i)
        add(made[place[report.findings[i].rule]], report.findings[i], i);
    return made;
}

}  // namespace

std::vector<std::string> groupings(const Ruleset& ruleset) {
    std::vector<std::string> names{"principles", "themes"};
    for (const Crosswalk& crosswalk : ruleset.crosswalks) names.push_back(crosswalk.name);
    return names;
}

namespace {

// The headings a rule counts under.
std::vector<std::string> headings(const Ruleset& ruleset, const std::string& grouping,
                                  const Rule& rule) {
    std::vector<std::string> found;
    if (grouping == "themes") {
        for (const std::uint32_t theme : rule.themes) found.push_back(ruleset.themes[theme].text);
        return found;
    }
    if (!rule.principle) return found;
    if (grouping == "principles") return {ruleset.principles[*rule.principle].text};
    for (const Crosswalk& crosswalk : ruleset.crosswalks)
        for (const auto& [principle, texts] : crosswalk.principle_to)
            if (crosswalk.name == grouping && principle == *rule.principle) return texts;
    return found;
}

}  // namespace

GroupedScores grouped_scores(const Program& program, const Report& report,
                             const std::string& grouping) {
    const Ruleset& ruleset = program.ruleset;
    GroupedScores made{grouping, {}};
    for (const Crosswalk& crosswalk : ruleset.crosswalks)
        if (crosswalk.name == grouping) made.title = crosswalk.title;
    std::vector<std::pair<std::string, Points>> points;
    for (const RuleOutcome& outcome : report.rules)
        for (const std::string& heading :
             headings(ruleset, grouping, ruleset.rules[outcome.rule])) {
            auto at = std::find_if(points.begin(), points.end(),
                                   [&](const auto& one) { return one.first == heading; });
            if (at == points.end()) at = points.insert(points.end(), {heading, {}});
            at->second.count(outcome);
        }
    for (const auto& [heading, of_heading] : points)
        if (of_heading.rules > 0 || of_heading.blocked)
            made.groups.emplace_back(heading, of_heading.score());
    if (grouping != "principles" && grouping != "themes")
        std::sort(made.groups.begin(), made.groups.end(),
                  [](const auto& a, const auto& b) { return a.first < b.first; });
    return made;
}

void group_scores(const Program& program, const std::string& grouping, Report& report) {
    GroupedScores made = grouped_scores(program, report, grouping);
    report.grouped_by = std::move(made.title);
    report.groups = std::move(made.groups);
}

void score(const Program& program, Report& report) {
    report.rules = outcomes(program, report);
    score_rules(program, report);
}

void score_rules(const Program& program, Report& report) {
    Points total;
    std::vector<Points> by_principle(program.ruleset.principles.size());
    for (const RuleOutcome& outcome : report.rules) {
        total.count(outcome);
        if (const auto principle = program.ruleset.rules[outcome.rule].principle)
            by_principle[*principle].count(outcome);
    }
    report.score = total.score();
    report.by_principle.clear();
    for (std::uint32_t p = 0; p < by_principle.size(); ++p)
        if (by_principle[p].rules > 0 || by_principle[p].blocked)
            report.by_principle.emplace_back(p, by_principle[p].score());
}

}  // namespace tutela
