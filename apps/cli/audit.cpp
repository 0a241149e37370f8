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

// A design's text and the name of its file go, and of a path only its last part stays.
Sources masked_sources(const Sources& sources, const std::deque<Design>& designs) {
    Sources masked;
    for (SourceId id = 0; id < sources.size(); ++id) {
        const Source& source = sources[id];
        const bool of_design = source.kind == SourceKind::design;
        std::string name = of_design ? "design" : last_part(source.name);
        for (const Design& design : designs)
            if (design.source == id) name = design.name;
        (void)masked.add(std::move(name), of_design ? "" : source.text, source.kind);
    }
    return masked;
}

// Puts what may be told of the designs in their place.
void share_designs(Audit& audit, const EvaluateOptions& evaluation) {
    std::vector<Shared> shared;
    for (std::size_t i = 0; i < audit.designs.size(); ++i)
        shared.push_back(share(*audit.program, audit.designs[i], audit.reports[i], evaluation));
    number_designs(shared);
    audit.designs.clear();
    audit.reports.clear();
    for (Shared& one : shared) {
        audit.designs.push_back(std::move(one.design));
        audit.reports.push_back(std::move(one.report));
        audit.sharing.push_back(one.sharing);
    }
    audit.sources = masked_sources(audit.sources, audit.designs);
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

void judge_designs(const World& world, const AuditOptions& options, Audit& audit) {
    const Program& program = *audit.program;
    for (const std::string& path : options.designs) {
        auto design =
            load_design(world, audit.sources, program.ruleset.vocabulary, path, options.shareable);
        if (!design) {
            audit.code = worse(audit.code, input_wrong);
            continue;
        }
        audit.designs.push_back(std::move(*design));
    }
    const EvaluateOptions evaluation{audit.as_of, !options.rules.no_presumptions, options.explain};
    for (const Design& design : audit.designs) {
        Report report = evaluate(program, design, evaluation);
        audit.code = worse(audit.code, static_cast<int>(gate_of(report, options.gate)));
        audit.reports.push_back(std::move(report));
    }
    if (options.shareable) share_designs(audit, evaluation);
    for (std::size_t i = 0; i < audit.designs.size(); ++i) {
        Report& report = audit.reports[i];
        if (!options.group_by.empty()) group_scores(program, options.group_by, report);
        if (options.derivations) word_explanations(program, audit.designs[i], report);
    }
}

std::vector<Told> Audit::told(const AuditOptions& options, bool colour) const {
    std::vector<Told> all;
    for (std::size_t i = 0; i < designs.size(); ++i)
        all.push_back({sources, *program, designs[i], reports[i], options.gate, options.explain,
                       colour, sharing.empty() ? nullptr : &sharing[i]});
    return all;
}

}  // namespace tutela
