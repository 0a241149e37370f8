#include "engine/told_row.hpp"

namespace tutela {

std::vector<ToldRow> told_rows(const Report& report) {
    std::vector<ToldRow> rows;
    rows.reserve(report.rules.size());
    for (const RuleOutcome& rule : report.rules) {
        ToldRow& row = rows.emplace_back();
        row.verdict = rule.verdict;
        row.severity = rule.severity;
        // The finding that makes a rule as bad as it is, and all that it is about.
        const Finding* worst = nullptr;
        for (const std::uint32_t i : rule.findings) {
            const Finding& finding = report.findings[i];
            if (finding.verdict != rule.verdict) continue;
            if (!worst) worst = &finding;
            if (is_problem(rule.verdict) && !finding.subject_name.empty())
                row.subjects.push_back(finding.subject_name);
        }
        if (!worst) continue;
        row.reason = worst->reason;
        if (is_problem(rule.verdict)) row.message = worst->message;
    }
    return rows;
}

}  // namespace tutela
