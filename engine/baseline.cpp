#include "engine/baseline.hpp"

#include <algorithm>
#include <map>

namespace tutela {
namespace {

using Findings = std::map<std::pair<std::string_view, std::string_view>, std::uint32_t>;

// By rule and subject. Findings of one name are taken together: the worst counts.
Findings problems_by_name(const Program& program, const Report& report) {
    Findings found;
    for (std::uint32_t i = 0; i < report.findings.size(); ++i) {
        const Finding& finding = report.findings[i];
        if (!is_problem(finding.verdict)) continue;
        const auto [at, fresh] =
            found.emplace(std::pair(std::string_view(program.ruleset.rules[finding.rule].id),
                                    std::string_view(finding.subject_name)),
                          i);
        if (!fresh && finding.verdict < report.findings[at->second].verdict) at->second = i;
    }
    return found;
}

EntryOutcome look_at(const Program& program, const BaselineEntry& entry, const Findings& problems,
                     const Report& report) {
    const auto rule = program.ruleset.find_rule(entry.rule);
    if (!rule) return {EntryState::no_rule, {}};
    const bool judged = std::any_of(report.rules.begin(), report.rules.end(),
                                    [&](const RuleOutcome& one) { return one.rule == *rule; });
    if (!judged) return {EntryState::not_judged, {}};
    const auto at = problems.find({entry.rule, entry.subject});
    if (at == problems.end()) return {EntryState::mended, {}};
    // Verdicts are in the order of badness.
    const bool worse = report.findings[at->second].verdict < entry.verdict;
    return {worse ? EntryState::worse : EntryState::known, at->second};
}

}  // namespace

std::vector<EntryOutcome> look_at_entries(const Program& program,
                                          std::span<const BaselineEntry> entries,
                                          const Report& report) {
    std::vector<EntryOutcome> outcomes;
    if (entries.empty()) return outcomes;
    const Findings problems = problems_by_name(program, report);
    for (const BaselineEntry& entry : entries)
        outcomes.push_back(look_at(program, entry, problems, report));
    return outcomes;
}

void set_aside_known(const Program& program, std::span<const BaselineEntry> entries,
                     Report& report) {
    const auto outcomes = look_at_entries(program, entries, report);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (outcomes[i].state != EntryState::known) continue;
        for (Finding& finding : report.findings)
            if (program.ruleset.rules[finding.rule].id == entries[i].rule &&
                finding.subject_name == entries[i].subject && is_problem(finding.verdict))
                finding.known_since = entries[i].since;
    }
}

std::vector<BaselineEntry> problems_at_gate(const Program& program, const Report& report,
                                            const GateOptions& gate, const std::string& design) {
    std::vector<BaselineEntry> entries;
    for (const Finding& finding : report.findings) {
        if (!gates(finding, gate) && !leaves_open(finding, gate)) continue;
        BaselineEntry entry;
        entry.rule = program.ruleset.rules[finding.rule].id;
        entry.subject = finding.subject_name;
        entry.design = design;
        entry.verdict = finding.verdict;
        entry.since = report.as_of;
        auto at = std::find_if(entries.begin(), entries.end(), [&](const BaselineEntry& one) {
            return one.rule == entry.rule && one.subject == entry.subject;
        });
        if (at == entries.end())
            entries.push_back(std::move(entry));
        else
            at->verdict = std::min(at->verdict, entry.verdict);
    }
    return entries;
}

std::vector<BaselineEntry> shrunk(const Program& program, std::span<const BaselineEntry> entries,
                                  const Report& report) {
    const auto outcomes = look_at_entries(program, entries, report);
    std::vector<BaselineEntry> left;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        const EntryState state = outcomes[i].state;
        if (state == EntryState::mended || state == EntryState::no_rule) continue;
        left.push_back(entries[i]);
        if (state == EntryState::known)
            left.back().verdict = report.findings[*outcomes[i].finding].verdict;
    }
    return left;
}

}  // namespace tutela
