#include "apps/cli/audit.hpp"
#include "apps/cli/check_portfolio.hpp"
#include "apps/cli/check_template.hpp"
#include "apps/cli/report_formats.hpp"
#include "apps/cli/tell_error.hpp"

namespace tutela {
namespace {

struct CheckOptions {
    AuditOptions audit;
    std::string format = "text", output, fail_on = "critical", fail_on_undetermined,
                explain = "deciding";
    bool verdicts_only = false, resume = false, as_template = false;
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

bool is_rows(const std::string& format) {
    return format == "jsonl" || format == "csv";
}

int check_rows(const World& world, const CheckOptions& options, const Audit& audit) {
    return check_portfolio(world, *audit.program,
                           {audit.as_of, !options.audit.rules.no_presumptions, Explain::none},
                           {options.audit.designs, options.format == "csv", options.verdicts_only,
                            options.resume, options.output, options.jobs, options.audit.gate});
}

int check(const World& world, CheckOptions& options) {
    options.audit.gate = {level(options.fail_on), level(options.fail_on_undetermined.empty()
                                                            ? options.fail_on
                                                            : options.fail_on_undetermined)};
    options.audit.explain = depth(options.explain);
    if (options.as_template)
        return check_template(world, options.audit, options.format, options.output);
    Audit audit;
    if (!load_rules(world, options.audit, audit)) return audit.code;
    if (is_rows(options.format)) return check_rows(world, options, audit);
    const ReportFormat& format = report_format(options.format);
    options.audit.derivations = format.derivations;
    judge_designs(world, options.audit, audit);
    const std::vector<Told> told =
        audit.told(options.audit, world.out_is_terminal && options.output.empty());
    const std::string text = told.empty() ? "" : format.write(told);
    if (options.output.empty()) {
        world.out(text);
    } else if (!world.write_file(options.output, text)) {
        tell_error(world, message("{} cannot be written", options.output));
        return worse(audit.code, input_wrong);
    }
    return audit.code;
}

}  // namespace

void add_check(CLI::App& program, const World& world, int& code) {
    auto options = std::make_shared<CheckOptions>();
    const Language& say = *world.language;
    CLI::App* command = program.add_subcommand(
        "check", say.tr("Audit programme designs against rules, and say why"));
    command
        ->add_option(
            "design", options->audit.designs,
            say.tr("Designs in TOML or JSON, with {} or {} also folders and JSON Lines; - reads "
                   "standard input",
                   "jsonl", "csv"))
        ->required()
        ->type_name(say.tr("DESIGN"));
    add_rule_options(*command, world, options->audit.rules);
    std::vector<std::string> formats;
    for (const ReportFormat& format : report_formats()) formats.push_back(format.name);
    formats.insert(formats.end(), {"jsonl", "csv"});
    add_choice(*command, world, "-f,--format", options->format, formats,
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
    command->add_flag("--template", options->as_template,
                      say.tr("The designs are templates: tell what they ask for, and what they "
                             "would have to ask for too"));
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
        ->add_option("--group-by", options->audit.group_by,
                     say.tr("Score by principles, by themes, or by a crosswalk of the ruleset such "
                            "as {} (default: principles)",
                            "gpc"))
        ->type_name(say.tr("NAME"));
    add_choice(*command, world, "--explain", options->explain, {"none", "deciding", "all"},
               say.tr("How much of the derivation to report (default: {})", "deciding"));
    command->footer(examples(
        world, {"tutela check programme.toml",
                "tutela check programme.toml --profile first-72-hours --as-of 2026-07-01",
                "tutela check *.toml --format json --output report.json --fail-on major",
                "tutela check --template proposal.toml --profile small-grant"}));
    command->callback([options, &world, &code] { code = check(world, *options); });
}

}  // namespace tutela
