#include "engine/evaluate.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "engine/explain.hpp"
#include "engine/judge.hpp"
#include "engine/scan.hpp"
#include "engine/score.hpp"
#include "engine/waivers.hpp"

namespace tutela {

std::vector<Finding> judge_rules(const Program& program, const Design& design,
                                 const EvaluateOptions& options, const std::vector<bool>& rules,
                                 ScanKinds scan) {
    JudgeRules run(program, design, options, scan);
    for (const std::uint32_t rule : program.selected)
        if (rules[rule]) run.judge(rule);
    // Findings come out in the ruleset's order, whatever the order of evaluation was.
    std::vector<Finding> findings;
    for (const std::uint32_t rule : program.reported)
        for (Finding& finding : run.findings(rule)) findings.push_back(std::move(finding));
    return findings;
}

Report evaluate(const Program& program, const Design& design, EvaluateOptions options) {
    Report report;
    report.design = design.name;
    report.as_of = options.as_of;
    report.presumptions = options.presumptions;
    report.scan = scan(program.ruleset.vocabulary, design);
    const std::vector<bool> all(program.ruleset.rules.size(), true);
    report.findings = judge_rules(program, design, options, all, kinds_of(report.scan));
    score(program, report);
    waive(program, design, report);
    return report;
}

}  // namespace tutela
