#include "apps/cli/stored_design.hpp"

#include <set>

#include "formats/portfolio_rows.hpp"

namespace tutela {
namespace {

void add_reasons(StoredDesign& stored, const Report& report) {
    for (std::size_t i = 0; i < report.rules.size(); ++i) {
        const RuleOutcome& rule = report.rules[i];
        if (rule.verdict > Verdict::needs_judgement) continue;
        std::vector<std::string> subjects;
        const Finding* worst = nullptr;
        std::set<OpenFact> open;
        for (const std::uint32_t number : rule.findings) {
            const Finding& finding = report.findings[number];
            if (finding.verdict != rule.verdict) continue;
            if (!worst) worst = &finding;
            if (!finding.subject_name.empty()) subjects.push_back(finding.subject_name);
            if (finding.verdict == Verdict::undetermined)
                open.insert(finding.open.begin(), finding.open.end());
        }
        for (const OpenFact& one : open)
            ++stored.open[{i, one.more_entries, one.fact.record, one.fact.field}];
        stored.reasons.push_back({i, word(rule.severity),
                                  worst ? word(worst->reason) : std::string_view(),
                                  names_json(subjects),
                                  worst && rule.verdict == Verdict::not_met ? worst->message : ""});
    }
}

}  // namespace

StoredDesign stored_design(const Program& program, const Language& language,
                           const JudgedDesign& design, bool reasons) {
    StoredDesign stored;
    stored.name = design.name;
    if (!design.verdicts) {
        stored.problems =
            design.said ? problems_json(design.said->sources, design.said->diagnostics, language)
                        : "[]";
        return stored;
    }
    stored.read = true;
    stored.gate = design.gate;
    stored.verdicts.assign(design.verdicts, design.verdicts + program.reported.size());
    stored.scores.push_back({0, design.scored->score});
    for (const auto& [principle, score] : design.scored->by_principle)
        stored.scores.push_back({principle + 1, score});
    if (reasons) add_reasons(stored, *design.report);
    return stored;
}

}  // namespace tutela
