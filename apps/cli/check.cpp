#include <algorithm>

#include <fmt/core.h>

#include "apps/cli/check_portfolio.hpp"
#include "apps/cli/options.hpp"
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

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
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
        world.err(
            world.language->tr("error: a report cannot be grouped by `{}`", options.group_by) +
            "\n  " + world.language->tr("help: it can be grouped by {}", listed(known)) + "\n");
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
        world.err(fmt::format("error: {} cannot be written\n", options.output));
        return worse(code, input_wrong);
    }
    return code;
}

}  // namespace

void add_check(CLI::App& program, const World& world, int& code) {
    auto options = std::make_shared<CheckOptions>();
    CLI::App* command =
        program.add_subcommand("check", "Audit programme designs against rules, and say why");
    command
        ->add_option("design", options->designs,
                     "Designs in TOML or JSON, with jsonl or csv also folders and JSON Lines; - "
                     "reads standard input")
        ->required()
        ->type_name("DESIGN");
    add_rule_options(*command, options->rules);
    command->add_option("-f,--format", options->format, "How to report (default: text)")
        ->check(CLI::IsMember({"text", "json", "markdown", "jsonl", "csv"}))
        ->type_name("text|json|markdown|jsonl|csv");
    command->add_option("-o,--output", options->output, "Write the report to a file")
        ->type_name("FILE");
    command
        ->add_option(
            "--fail-on", options->fail_on,
            "A rule this severe, or more, that is not met fails the gate (default: critical)")
        ->check(CLI::IsMember({"critical", "major", "minor", "never"}))
        ->type_name("LEVEL");
    command
        ->add_option("--fail-on-undetermined", options->fail_on_undetermined,
                     "A rule this severe, or more, that cannot be told leaves the gate open "
                     "(default: as --fail-on)")
        ->check(CLI::IsMember({"critical", "major", "minor", "never"}))
        ->type_name("LEVEL");
    command->add_flag("--verdicts-only", options->verdicts_only,
                      "With jsonl or csv: a row a design and rule, and no reasons (fast)");
    command->add_flag("--resume", options->resume,
                      "With jsonl or csv: go on after the designs that the output holds already");
    command->add_option("--jobs", options->jobs, "With jsonl or csv: threads (default: all cores)")
        ->type_name("N");
    command
        ->add_option("--group-by", options->group_by,
                     "Score by principles, by themes, or by a crosswalk of the ruleset such as "
                     "gpc (default: principles)")
        ->type_name("NAME");
    command
        ->add_option("--explain", options->explain,
                     "How much of the derivation to report (default: deciding)")
        ->check(CLI::IsMember({"none", "deciding", "all"}))
        ->type_name("none|deciding|all");
    command->footer(
        "Examples:\n"
        "  tutela check programme.toml\n"
        "  tutela check programme.toml --profile first-72-hours --as-of 2026-07-01\n"
        "  tutela check designs.jsonl --format csv --verdicts-only --output verdicts.csv\n"
        "  tutela check *.toml --format json --output report.json --fail-on major\n");
    command->callback([options, &world, &code] { code = check(world, *options); });
}

}  // namespace tutela
