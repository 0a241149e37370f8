#include "engine/evaluate.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "engine/explain.hpp"
#include "engine/judge.hpp"
#include "engine/scan.hpp"
#include "engine/score.hpp"
#include "engine/waivers.hpp"

namespace tutela {

Report evaluate(const Program& program, const Design& design, EvaluateOptions options) {
    Report report;
    report.design = design.name;
    report.as_of = options.as_of;
    report.presumptions = options.presumptions;
    report.scan = scan(program.ruleset.vocabulary, design);

    JudgeRules run(program, design, options, report.scan);
    for (const std::uint32_t rule : program.selected) run.judge(rule);

    // Findings come out in the ruleset's order, whatever the order of evaluation was.
    for (const std::uint32_t rule : program.reported)
        for (Finding& finding : run.findings(rule)) report.findings.push_back(std::move(finding));
    score(program, report);
    waive(program, design, report);
    return report;
}

}  // namespace tutela
