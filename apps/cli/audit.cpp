#include "apps/cli/audit.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "apps/cli/tell_error.hpp"
#include "engine/explain.hpp"
#include "engine/score.hpp"
#include "formats/read_report.hpp"

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

bool load_earlier(const World& world, const AuditOptions& options, Audit& audit) {
    if (options.compare_with.empty()) return true;
    auto text = world.read_file(options.compare_with);
    if (text) {
        ReadReports read = read_reports(audit.sources, options.compare_with, std::move(*text));
        world.err(render(audit.sources, read.diagnostics, render_options(world)));
        audit.earlier = std::move(read.reports);
        if (!has_errors(read.diagnostics)) return true;
    } else {
        tell_unreadable(world, options.compare_with);
    }
    audit.code = input_wrong;
    return false;
}

namespace {

// One design is compared with one report, whatever file that was of; of several, each with that of its file.
Progress progress_of(const Audit& audit, const Report& report, bool alone) {
    if (alone && audit.earlier.size() == 1)
        return progress_since(*audit.program, report, audit.earlier.front());
    for (const EarlierReport& earlier : audit.earlier)
        if (earlier.design == report.design) return progress_since(*audit.program, report, earlier);
    return {};
}

}  // namespace

void judge_designs(const World& world, const AuditOptions& options, Audit& audit) {
    const Program& program = *audit.program;
    for (const std::string& path : options.designs) {
        auto design = load_design(world, audit.sources, program.ruleset.vocabulary, path);
        if (!design) {
            audit.code = worse(audit.code, input_wrong);
            continue;
        }
        audit.designs.push_back(std::move(*design));
    }
    for (const Design& design : audit.designs) {
        Report report = evaluate(program, design,
                                 {audit.as_of, !options.rules.no_presumptions, options.explain});
        if (!options.group_by.empty()) group_scores(program, options.group_by, report);
        if (options.derivations) word_explanations(program, design, report);
        audit.code = worse(audit.code, static_cast<int>(gate_of(report, options.gate)));
        audit.reports.push_back(std::move(report));
    }
    if (options.compare_with.empty()) return;
    for (const Report& report : audit.reports)
        audit.progress.push_back(progress_of(audit, report, audit.reports.size() == 1));
}

std::vector<Told> Audit::told(const AuditOptions& options, bool colour) const {
    std::vector<Told> all;
    for (std::size_t i = 0; i < designs.size(); ++i)
        all.push_back({sources, *program, designs[i], reports[i], options.gate, options.explain,
                       colour, progress.empty() ? nullptr : &progress[i]});
    return all;
}

}  // namespace tutela
