#include <algorithm>

#include <fmt/format.h>

#include "apps/cli/check_portfolio.hpp"
#include "apps/cli/options.hpp"
#include "apps/cli/tell_error.hpp"
#include "engine/explain.hpp"
#include "engine/score.hpp"
#include "formats/writers.hpp"

namespace tutela {
namespace {

struct CheckOptions {
    RuleOptions rules;
    std::vector<std::string> designs;
    std::string format = "text", output, group_by, fail_on = "critical", fail_on_undetermined,
                explain = "deciding";
    bool verdicts_only = false, resume = false;
    unsigned jobs = 0;
};

std::optional<Severity> level(const std::string& name) {
    if (name == "critical") return Severity::critical;
    if (name == "major") return Severity::major;
    if (name == "minor") return Severity::minor;
    return std::nullopt;
}

Explain depth(const std::string& name) {
    return name == "none" ? Explain::none : name == "all" ? Explain::all : Explain::deciding;
}

// Of many designs the first of 3, 4, 1, 2, 0 that occurs.
int worse(int a, int b) {
    for (const int code : {rules_wrong, input_wrong, not_met, open})
        if (a == code || b == code) return code;
    return passed;
}

int check(const World& world, const CheckOptions& options) {
    Sources sources;
    LoadedRules rules = load_rules(world, sources, options.rules);
    if (!rules.program) return rules.code;
    const Program& program = *rules.program;
    GateOptions gate{level(options.fail_on),
                     level(options.fail_on_undetermined.empty() ? options.fail_on
                                                                : options.fail_on_undetermined)};
    if (options.format == "jsonl" || options.format == "csv")
        return check_portfolio(world, program,
                               {rules.as_of, !options.rules.no_presumptions, Explain::none},
                               {options.designs, options.format == "csv", options.verdicts_only,
                                options.resume, options.output, options.jobs, gate});
    const Explain explain = depth(options.explain);
    const std::vector<std::string> known = groupings(program.ruleset);
    if (!options.group_by.empty() &&
        std::find(known.begin(), known.end(), options.group_by) == known.end()) {
        tell_error(world, message("a report cannot be grouped by `{}`", options.group_by),
                   message("it can be grouped by {}", fmt::format("{}", fmt::join(known, ", "))));
        return usage;
    }

    int code = passed;
    std::vector<Design> designs;
    for (const std::string& path : options.designs) {
        auto design = load_design(world, sources, program.ruleset.vocabulary, path);
        if (design)
            designs.push_back(std::move(*design));
        else
            code = worse(code, input_wrong);
    }
    std::vector<Report> reports;
    for (const Design& design : designs) {
        reports.push_back(
            evaluate(program, design, {rules.as_of, !options.rules.no_presumptions, explain}));
        if (!options.group_by.empty()) group_scores(program, options.group_by, reports.back());
        word_explanations(program, design, reports.back());
        code = worse(code, static_cast<int>(gate_of(reports.back(), gate)));
    }
    std::vector<Told> told;
    for (std::size_t i = 0; i < designs.size(); ++i)
        told.push_back({sources, program, designs[i], reports[i], gate, explain,
                        world.out_is_terminal && options.output.empty()});
    std::string text;
    if (options.format == "json") {
        if (!told.empty()) text = write_json(told);
    } else {
        for (const Told& one : told) {
            if (!text.empty()) text += "\n";
            text += options.format == "markdown" ? write_markdown(one) : write_text(one);
        }
    }
    if (options.output.empty()) {
        world.out(text);
    } else if (!world.write_file(options.output, text)) {
        tell_error(world, message("{} cannot be written", options.output));
        return worse(code, input_wrong);
    }
    return code;
}

}  // namespace

void add_check(CLI::App& program, const World& world, int& code) {
    auto options = std::make_shared<CheckOptions>();
    const Language& say = *world.language;
    CLI::App* command = program.add_subcommand(
        "check", say.tr("Audit programme designs against rules, and say why"));
    command
        ->add_option(
            "design", options->designs,
            say.tr("Designs in TOML or JSON, with {} or {} also folders and JSON Lines; - reads "
                   "standard input",
                   "jsonl", "csv"))
        ->required()
        ->type_name(say.tr("DESIGN"));
    add_rule_options(*command, world, options->rules);
    add_choice(*command, world, "-f,--format", options->format,
               {"text", "json", "markdown", "jsonl", "csv"},
               say.tr("How to report (default: {})", "text"));
    command->add_option("-o,--output", options->output, say.tr("Write the report to a file"))
        ->type_name(say.tr("FILE"));
    const std::vector<std::string> levels{"critical", "major", "minor", "never"};
    add_choice(*command, world, "--fail-on", options->fail_on, levels,
               say.tr("A rule this severe, or more, that is not met fails the gate (default: {})",
                      "critical"));
    add_choice(*command, world, "--fail-on-undetermined", options->fail_on_undetermined, levels,
               say.tr("A rule this severe, or more, that cannot be told leaves the gate open "
                      "(default: as {})",
                      "--fail-on"));
    command->add_flag(
        "--verdicts-only", options->verdicts_only,
        say.tr("With {} or {}: a row a design and rule, and no reasons (fast)", "jsonl", "csv"));
    command->add_flag("--resume", options->resume,
                      say.tr("With {} or {}: go on after the designs that the output holds already",
                             "jsonl", "csv"));
    command
        ->add_option("--jobs", options->jobs,
                     say.tr("With {} or {}: threads (default: all cores)", "jsonl", "csv"))
        ->type_name("N");
    command
        ->add_option("--group-by", options->group_by,
                     say.tr("Score by principles, by themes, or by a crosswalk of the ruleset such "
                            "as {} (default: principles)",
                            "gpc"))
        ->type_name(say.tr("NAME"));
    add_choice(*command, world, "--explain", options->explain, {"none", "deciding", "all"},
               say.tr("How much of the derivation to report (default: {})", "deciding"));
    command->footer(examples(
        world, {"tutela check programme.toml",
                "tutela check programme.toml --profile first-72-hours --as-of 2026-07-01",
                "tutela check *.toml --format json --output report.json --fail-on major"}));
    command->callback([options, &world, &code] { code = check(world, *options); });
}

}  // namespace tutela
