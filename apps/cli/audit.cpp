#include "apps/cli/audit.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "apps/cli/inputs.hpp"
#include "apps/cli/progress_bar.hpp"
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
    const auto project = settings_for(world, options);
    if (!project || !fill_in(world, project, options)) {
        audit.code = input_wrong;
        return false;
    }
    LoadedRules rules = load_rules(world, audit.sources, options.rules);
    audit.program = std::move(rules.program);
    audit.diagnostics = std::move(rules.diagnostics);
    audit.as_of = rules.as_of;
    audit.code = rules.code;
    if (!audit.program) return false;
    if (!can_group(world, *audit.program, options.group_by)) {
        audit.code = usage;
        return false;
    }
    if (audit.files.load(world, audit.sources, options.files)) return true;
    audit.code = input_wrong;
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

// Reads all designs before any is judged: what is wrong with them stands together. How many there were.
std::size_t read_designs(const World& world, const AuditOptions& options, Audit& audit) {
    const Vocabulary& vocabulary = audit.program->ruleset.vocabulary;
    FoundInputs found = find_inputs(world, options.designs, options.output);
    if (!tell_inputs(world, found.came_to_nothing)) audit.code = worse(audit.code, input_wrong);
    ReadInputs inputs(world, std::move(found), vocabulary, false);
    ProgressBar progress(world);
    std::size_t count = 0;
    while (const auto one = inputs.next()) {
        ++count;
        auto design = load_text(world, audit.sources, vocabulary, one->name, std::string(one->text),
                                &audit.diagnostics);
        if (design) {
            audit.files.add_waivers(*design);
            audit.designs.push_back(std::move(*design));
        } else {
            ++audit.tally.unread;
        }
        progress.moved(count, inputs.share());
    }
    progress.end();
    for (const std::string& path : inputs.unreadable) {
        tell_unreadable(world, path);
        audit.diagnostics.push_back({Code::unreadable_file,
                                     {audit.sources.add(path, "", SourceKind::design), 0, 0},
                                     message("{} cannot be read", path)});
    }
    audit.tally.unread += inputs.unreadable.size();
    tell_skipped(world, inputs.skipped);
    return count + inputs.unreadable.size();
}

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
    for (const Design& design : audit.designs) {
        Report report = evaluate(program, design,
                                 {audit.as_of, !options.rules.no_presumptions, options.explain});
        audit.files.settle(program, design, report);
        if (!options.group_by.empty()) group_scores(program, options.group_by, report);
        if (options.derivations) word_explanations(program, design, report);
        std::vector<Verdict> verdicts;
        for (const RuleOutcome& rule : report.rules) verdicts.push_back(rule.verdict);
        audit.tally.count(gate_of(report, options.gate), verdicts.data());
        audit.reports.push_back(std::move(report));
        progress.moved(audit.reports.size(), static_cast<double>(audit.reports.size()) /
                                                 static_cast<double>(audit.designs.size()));
    }
    progress.end();
    if (count == 0 && !options.designs.empty()) audit.code = worse(audit.code, input_wrong);
    audit.code = worse(audit.code, audit.tally.exit_code());
    if (options.files.tell_idle)
        audit.files.tell_idle(world, audit.sources, program, audit.designs, audit.reports,
                              &audit.diagnostics);
    for (const Report& report : audit.reports)
        if (!options.compare_with.empty())
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
