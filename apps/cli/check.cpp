#include "apps/cli/audit.hpp"
#include "apps/cli/check_portfolio.hpp"
#include "apps/cli/check_template.hpp"
#include "apps/cli/document.hpp"
#include "apps/cli/output.hpp"
#include "apps/cli/report_formats.hpp"
#include "apps/cli/tell_error.hpp"
#include "formats/portfolio_rows.hpp"

namespace tutela {
namespace {

// Of a step of a derivation in a report of all rules; `tutela explain` tells all of them.
constexpr std::size_t children_in_reports = 20;

struct CheckOptions {
    AuditOptions audit;
    std::string format = "text", into, explain = "deciding";
    bool verdicts_only = false, resume = false, as_template = false,
         reports = false;  // a format or an output is asked for
    unsigned jobs = 0;
};

Explain depth(const std::string& name) {
    return name == "none" ? Explain::none : name == "all" ? Explain::all : Explain::deciding;
}

bool is_rows(const std::string& format) {
    return format == "jsonl" || format == "csv";
}

bool compares(const std::string& format) {
    return !is_rows(format) && report_format(format).compares;
}

int check_rows(const World& world, const CheckOptions& options, const Audit& audit) {
    return check_portfolio(world, *audit.program,
                           {audit.as_of, !options.audit.rules.no_presumptions, Explain::none},
                           {options.audit.designs, options.format == "csv", options.verdicts_only,
                            options.resume, options.audit.output, options.into, options.jobs,
                            options.audit.gate, &audit.files, &audit.sources});
}

// Rows that may leave the organisation: all are held until the end, for their order must mean nothing.
std::string shared_rows(const CheckOptions& options, const Audit& audit) {
    PortfolioRows rows(*audit.program, options.format == "csv" ? RowFormat::csv : RowFormat::jsonl,
                       !options.verdicts_only);
    rows.mark_shareable();
    std::string text = rows.head();
    for (const Report& report : audit.reports) {
        if (options.verdicts_only)
            rows.verdicts(text, report.design, verdicts_of(report).data());
        else
            rows.told(text, report.design, told_rows(report));
    }
    return text;
}

// The run in one of the formats; nothing when that failed, and why has been said.
std::optional<std::string> written(const World& world, const ReportFormat& format,
                                   const Audit& audit, const std::vector<Told>& told) {
    if (format.write_run)
        return format.write_run({told, audit.sources, *audit.program, audit.diagnostics,
                                 audit.as_of, !audit.files.baseline().empty(), audit.code,
                                 TUTELA_VERSION});
    if (told.empty()) return "";
    return format.write ? format.write(told) : make_document(world, told, format.name);
}

// What tells of verdicts does not go with templates, which have none yet; nothing when all is well.
std::string not_of_templates(const CheckOptions& options) {
    if (!options.into.empty()) return "--into";
    if (!options.audit.compare_with.empty()) return "--compare-with";
    if (!options.audit.group_by.empty()) return "--group-by";
    if (options.audit.shareable) return "--shareable";
    return options.resume ? "--resume" : options.verdicts_only ? "--verdicts-only" : "";
}

int check(const World& world, CheckOptions& options) {
    options.audit.explain = depth(options.explain);
    if (options.as_template) {
        const std::string other = not_of_templates(options);
        if (other.empty()) return check_template(world, options.audit, options.format);
        tell_error(world, message("{} and {} do not go together", other, "--template"));
        return usage;
    }
    if (!options.audit.compare_with.empty() && !compares(options.format)) {
        tell_error(
            world,
            message("`{}` cannot be compared with an earlier report", "--format " + options.format),
            message("use `{}`", "--format html"));
        return usage;
    }
    if (!options.into.empty() && options.reports) {
        tell_error(world, message("`{}` takes all results: it does not go with `{}` or `{}`",
                                  "--into", "--format", "--output"));
        return usage;
    }
    if (options.audit.shareable &&
        (options.resume || !options.into.empty() || !options.audit.compare_with.empty())) {
        tell_error(world,
                   message("{} and {} do not go together",
                           options.resume          ? "--resume"
                           : !options.into.empty() ? "--into"
                                                   : "--compare-with",
                           "--shareable"),
                   message("designs are numbered anew in each run"));
        return usage;
    }
    const bool rows = is_rows(options.format);
    if (!rows && report_format(options.format).binary &&
        shows_bytes(world, options.audit.output, options.format))
        return usage;
    Audit audit;
    if (!load_rules(world, options.audit, audit) || !load_earlier(world, options.audit, audit))
        return write_broken_run(world, options.audit, audit,
                                rows ? nullptr : report_format(options.format).write_run);
    if ((rows && !options.audit.shareable) || !options.into.empty())
        return check_rows(world, options, audit);
    options.audit.children = children_in_reports;
    options.audit.derivations = !rows && report_format(options.format).derivations;
    judge_designs(world, options.audit, audit);
    const std::vector<Told> told =
        audit.told(options.audit, world.out_is_terminal && options.audit.output.empty());
    const auto text = rows ? std::optional(shared_rows(options, audit))
                           : written(world, report_format(options.format), audit, told);
    if (!text || !write_output(world, options.audit.output, *text))
        return worse(audit.code, input_wrong);
    if (audit.tally.designs() > 1) tell_summary(world, *audit.program, audit.tally);
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
            say.tr(
                "Designs in TOML or JSON, JSON Lines with one a line, folders of such, or patterns "
                "such as {}; - reads standard input",
                "\"programmes/**/*.toml\""))
        ->required()
        ->type_name(say.tr("DESIGN"));
    add_audit_options(*command, world, options->audit);
    std::vector<std::string> formats;
    for (const ReportFormat& format : report_formats()) formats.push_back(format.name);
    formats.insert(formats.end(), {"jsonl", "csv"});
    add_choice(*command, world, "-f,--format", options->format, formats,
               say.tr("How to report (default: {})", "text"));
    CLI::Option* format = command->get_option("--format");
    CLI::Option* output =
        command
            ->add_option("-o,--output", options->audit.output, say.tr("Write the report to a file"))
            ->type_name(say.tr("FILE"));
    command
        ->add_option("--into", options->into,
                     say.tr("Add the results to a SQLite database, for {}", "tutela portfolio"))
        ->type_name(say.tr("FILE"));
    command->add_flag("--template", options->as_template,
                      say.tr("The designs are templates: tell what they ask for, and what they "
                             "would have to ask for too"));
    command->add_flag(
        "--verdicts-only", options->verdicts_only,
        say.tr("With {}, {} or {}: verdicts without reasons (fast)", "jsonl", "csv", "--into"));
    command->add_flag(
        "--resume", options->resume,
        say.tr("With {}, {} or {}: go on after the designs that the output holds already", "jsonl",
               "csv", "--into"));
    command
        ->add_option(
            "--jobs", options->jobs,
            say.tr("With {}, {} or {}: threads (default: all cores)", "jsonl", "csv", "--into"))
        ->type_name("N");
    command->add_flag(
        "--shareable", options->audit.shareable,
        say.tr(
            "Tell what may leave the organisation: names, places, texts, small and sensitive facts "
            "are masked; the verdicts stay"));
    command
        ->add_option("--group-by", options->audit.group_by,
                     say.tr("Score by principles, by themes, or by a crosswalk of the ruleset such "
                            "as {} (default: principles)",
                            "gpc"))
        ->type_name(say.tr("NAME"));
    add_baseline_option(*command, world, options->audit.files);
    command->add_flag("--ignore-waivers", options->audit.files.ignore_waivers,
                      say.tr("Let no waiver keep anything from the gate"));
    command
        ->add_option("--compare-with", options->audit.compare_with,
                     say.tr("With {}: tell what changed since an earlier report, written with {}",
                            "html", "--format json"))
        ->type_name(say.tr("FILE"));
    add_choice(*command, world, "--explain", options->explain, {"none", "deciding", "all"},
               say.tr("How much of the derivation to report (default: {})", "deciding"));
    command->footer(
        examples(world, {"tutela check programme.toml",
                         "tutela check programme.toml --profile first-72-hours --as-of 2026-07-01",
                         "tutela check *.toml --format json --output report.json --fail-on major",
                         "tutela check \"programmes/**/*.toml\" --into portfolio.sqlite",
                         "tutela check --template proposal.toml --profile small-grant",
                         "tutela check programme.toml --format html --output report.html "
                         "--compare-with report.json"}));
    command->callback([options, format, output, &world, &code] {
        options->reports = format->count() + output->count() > 0;
        code = check(world, *options);
    });
}

}  // namespace tutela
