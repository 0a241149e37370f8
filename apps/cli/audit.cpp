#include "apps/cli/audit.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "apps/cli/inputs.hpp"
#include "apps/cli/progress_bar.hpp"
#include "apps/cli/read_file.hpp"
#include "apps/cli/settings.hpp"
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
    // Why the project sets severities is its own affair.
    for (Rule& rule : audit.program->ruleset.rules) rule.severity_reason.clear();
}

}  // namespace

int worse(int a, int b) {
    for (const int code : {rules_wrong, input_wrong, not_met, open})
        if (a == code || b == code) return code;
    return passed;
}

void add_audit_options(CLI::App& command, const World& world, AuditOptions& options) {
    const Language& say = *world.language;
    add_rule_options(command, world, options.rules);
    const std::vector<std::string> levels{"critical", "major", "minor", "never"};
    add_choice(command, world, "--fail-on", options.fail_on, levels,
               say.tr("A rule this severe, or more, that is not met fails the gate (default: {})",
                      "critical"));
    add_choice(command, world, "--fail-on-undetermined", options.fail_on_undetermined, levels,
               say.tr("A rule this severe, or more, that cannot be told leaves the gate open "
                      "(default: as {})",
                      "--fail-on"));
    add_waiver_options(command, world, options.files);
    command
        .add_option("--config", options.config,
                    say.tr("Settings (default: the nearest {}, upwards from the first design)",
                           "tutela.toml"))
        ->type_name(say.tr("FILE"));
}

bool load_rules(const World& world, AuditOptions& options, Audit& audit) {
    audit.as_of = evaluation_day(world, options.rules).value_or(world.today);
    const auto project = settings_for(world, options);
    Diagnostics said = project->said;
    if (!project->usable() || !fill_in(world, project, options, &said)) {
        take(project->sources, said, audit.sources, audit.diagnostics);
        audit.code = input_wrong;
        return false;
    }
    LoadedRules rules = load_rules(world, audit.sources, options.rules);
    audit.program = std::move(rules.program);
    audit.diagnostics = std::move(rules.diagnostics);
    audit.code = rules.code;
    if (!audit.program) return false;
    if (!can_group(world, *audit.program, options.group_by)) {
        audit.code = usage;
        return false;
    }
    if (audit.files.load(world, audit.sources, options.files, audit.diagnostics)) return true;
    audit.code = input_wrong;
    return false;
}

bool load_earlier(const World& world, const AuditOptions& options, Audit& audit) {
    if (options.compare_with.empty()) return true;
    auto read = read_file(world, audit.sources, options.compare_with,
                          [](Sources& sources, const std::string& name, std::string text) {
                              return read_reports(sources, name, std::move(text));
                          });
    if (read)
        audit.earlier = std::move(read->reports);
    else
        audit.code = input_wrong;
    return read.has_value();
}

namespace {

// What is to be shared names no files: how many there are of which nothing came. Whether there are none.
bool tell_unnamed(const World& world, Audit& audit, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const Diagnostic unreadable{Code::unreadable_file, {}, message("a design cannot be read")};
        world.err(render(Sources(), unreadable, {false, world.language}));
        audit.diagnostics.push_back(unreadable);
    }
    return count == 0;
}

}  // namespace

std::size_t read_designs(const World& world, const AuditOptions& options, Audit& audit) {
    const Vocabulary& vocabulary = audit.program->ruleset.vocabulary;
    FoundInputs found = find_inputs(world, options.designs, options.output);
    if (options.shareable ? !tell_unnamed(world, audit, found.came_to_nothing.size())
                          : !tell_inputs(world, found.came_to_nothing, &audit.diagnostics))
        audit.code = worse(audit.code, input_wrong);
    ReadInputs inputs(world, std::move(found), vocabulary, false);
    ProgressBar progress(world);
    std::size_t count = 0;
    while (const auto one = inputs.next()) {
        ++count;
        auto design = load_text(world, audit.sources, vocabulary, one->name, std::string(one->text),
                                &audit.diagnostics, options.shareable);
        if (design) {
            audit.files.add_waivers(*design);
            audit.designs.push_back(std::move(*design));
        } else {
            ++audit.tally.unread;
        }
        progress.moved(count, inputs.share());
    }
    progress.end();
    if (options.shareable) {
        (void)tell_unnamed(world, audit, inputs.unreadable.size());
    } else {
        for (const std::string& path : inputs.unreadable) {
            tell_unreadable(world, path);
            audit.diagnostics.push_back(unreadable(audit.sources, path, SourceKind::design));
        }
        tell_skipped(world, inputs.skipped);
    }
    // What was skipped is no mistake, but for when nothing else was found.
    if (count == 0 && inputs.unreadable.empty() && !inputs.skipped.empty())
        audit.diagnostics.push_back(
            {Code::not_a_design, {}, message("none of the files found is a design")});
    audit.tally.unread += inputs.unreadable.size();
    return count + inputs.unreadable.size();
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
    audit.tally = Tally(program.reported.size());
    const std::size_t count = read_designs(world, options, audit);
    ProgressBar progress(world);
    const EvaluateOptions evaluation{audit.as_of, !options.rules.no_presumptions, options.explain};
    for (const Design& design : audit.designs) {
        Report report = evaluate(program, design, evaluation);
        audit.files.settle(program, design, report);
        audit.tally.count(gate_of(report, options.gate), verdicts_of(report).data());
        audit.reports.push_back(std::move(report));
        progress.moved(audit.reports.size(), static_cast<double>(audit.reports.size()) /
                                                 static_cast<double>(audit.designs.size()));
    }
    progress.end();
    if (count == 0 && !options.designs.empty()) audit.code = worse(audit.code, input_wrong);
    audit.code = worse(audit.code, audit.tally.exit_code());
    // What these files hold that bears on nothing names designs and subjects.
    if (options.files.tell_idle && !options.shareable)
        audit.files.tell_idle(world, audit.sources, program, audit.designs, audit.reports,
                              &audit.diagnostics);
    if (options.shareable) share_designs(audit, evaluation);
    for (std::size_t i = 0; i < audit.designs.size(); ++i) {
        Report& report = audit.reports[i];
        if (!options.group_by.empty()) group_scores(program, options.group_by, report);
        if (options.derivations)
            word_explanations(program, audit.designs[i], report, options.children);
    }
    if (options.compare_with.empty()) return;
    for (const Report& report : audit.reports)
        audit.progress.push_back(progress_of(audit, report, audit.reports.size() == 1));
}

std::vector<Told> Audit::told(const AuditOptions& options, bool colour) const {
    std::vector<Told> all;
    for (std::size_t i = 0; i < designs.size(); ++i)
        all.push_back({sources, *program, designs[i], reports[i], options.gate, options.explain,
                       colour, progress.empty() ? nullptr : &progress[i],
                       sharing.empty() ? nullptr : &sharing[i]});
    return all;
}

}  // namespace tutela
