#include "apps/cli/options.hpp"
#include "apps/cli/portfolio_schema.hpp"
#include "apps/cli/read_portfolio.hpp"
#include "apps/cli/tell_error.hpp"

namespace tutela {
namespace {

struct ReportOptions {
    std::string file, format = "text", output;
    ReadPortfolioOptions read;
};

int report(const World& world, const ReportOptions& options) {
    Database database(options.file, Database::Mode::read);
    Message problem, help;
    if (!open_portfolio(database, options.file, Database::Mode::read, problem, help)) {
        tell_error(world, problem, help);
        return input_wrong;
    }
    auto report = read_portfolio(database, options.read, problem, help);
    if (!report) {
        tell_error(world, problem, help);
        return usage;
    }
    if (!database.ok()) {
        tell_error(world, database.problem(options.file));
        return input_wrong;
    }
    report->language = world.language;
    report->file = last_part(options.file);
    const std::string text = options.format == "html"   ? write_portfolio_html(*report)
                             : options.format == "json" ? write_portfolio_json(*report)
                                                        : write_portfolio_text(*report);
    if (options.output.empty()) {
        world.out(text);
    } else if (!world.write_file(options.output, text)) {
        tell_error(world, message("{} cannot be written", options.output));
        return input_wrong;
    }
    return passed;
}

}  // namespace

void add_portfolio(CLI::App& program, const World& world, int& code) {
    const Language& say = *world.language;
    CLI::App* portfolio = program.add_subcommand(
        "portfolio", say.tr("Report on runs over many designs, which {} keeps in a database",
                            "tutela check --into"));
    portfolio->require_subcommand(1);
    auto options = std::make_shared<ReportOptions>();
    CLI::App* command = portfolio->add_subcommand(
        "report", say.tr("The worst rules, what is missing most often, and what has changed since "
                         "the run before"));
    command->add_option("file", options->file, say.tr("The database"))
        ->required()
        ->type_name(say.tr("FILE"));
    command->add_option("--run", options->read.run, say.tr("Which run (default: the last)"))
        ->type_name("N");
    command
        ->add_option("--compare-run", options->read.compare,
                     say.tr("With which run to compare it (default: the one before of the same "
                            "ruleset and profile)"))
        ->type_name("N");
    command
        ->add_option("--top", options->read.shown,
                     say.tr("How many entries of each list (default: {})", "20"))
        ->type_name("N");
    add_choice(*command, world, "-f,--format", options->format, {"text", "html", "json"},
               say.tr("How to report (default: {})", "text"));
    command->add_option("-o,--output", options->output, say.tr("Write the report to a file"))
        ->type_name(say.tr("FILE"));
    command->footer(examples(
        world, {"tutela check programmes --into portfolio.sqlite",
                "tutela portfolio report portfolio.sqlite",
                "tutela portfolio report portfolio.sqlite --format html --output portfolio.html"}));
    command->callback([options, &world, &code] { code = report(world, *options); });
}

}  // namespace tutela
