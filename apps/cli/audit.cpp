#include "apps/cli/audit.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "apps/cli/tell_error.hpp"
#include "engine/explain.hpp"
#include "engine/score.hpp"

namespace tutela {
namespace {

bool can_group(const World& world, const Program& program, const std::string& grouping) {
    const std::vector<std::string> known = groupings(program.ruleset);
    if (grouping.empty() || std::find(known.begin(), known.end(), grouping) != known.end())
        return true;
    tell_error(world, message("a report cannot be grouped by `{}`", grouping),
               message("it can be grouped by {}", fmt::format("{}", fmt::join(known, ", "))));
    return false;
}

}  // namespace

int worse(int a, int b) {
    for (const int code : {rules_wrong, input_wrong, not_met, open})
        if (a == code || b == code) return code;
    return passed;
}

bool load_rules(const World& world, const AuditOptions& options, Audit& audit) {
    LoadedRules rules = load_rules(world, audit.sources, options.rules);
    audit.program = std::move(rules.program);
    audit.as_of = rules.as_of;
    audit.code = rules.code;
    if (!audit.program) return false;
    if (can_group(world, *audit.program, options.group_by)) return true;
    audit.code = usage;
    return false;
}

void read_designs(const World& world, const AuditOptions& options, Audit& audit) {
    for (const std::string& path : options.designs) {
        auto design = load_design(world, audit.sources, audit.program->ruleset.vocabulary, path);
        if (!design) {
            audit.code = worse(audit.code, input_wrong);
            continue;
        }
        audit.designs.push_back(std::move(*design));
    }
}

void judge_designs(const World& world, const AuditOptions& options, Audit& audit) {
    const Program& program = *audit.program;
    read_designs(world, options, audit);
    for (const Design& design : audit.designs) {
        Report report = evaluate(program, design,
                                 {audit.as_of, !options.rules.no_presumptions, options.explain});
        if (!options.group_by.empty()) group_scores(program, options.group_by, report);
        if (options.derivations) word_explanations(program, design, report);
        audit.code = worse(audit.code, static_cast<int>(gate_of(report, options.gate)));
        audit.reports.push_back(std::move(report));
    }
}

std::vector<Told> Audit::told(const AuditOptions& options, bool colour) const {
    std::vector<Told> all;
    for (std::size_t i = 0; i < designs.size(); ++i)
        all.push_back(
            {sources, *program, designs[i], reports[i], options.gate, options.explain, colour});
    return all;
}

}  // namespace tutela
