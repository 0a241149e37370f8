#include "apps/cli/plan.hpp"

#include "apps/cli/audit.hpp"
#include "apps/cli/report_formats.hpp"
#include "apps/cli/tell_error.hpp"
#include "apps/cli/write_plan_xlsx.hpp"

namespace tutela {
namespace {

struct ExportOptions {
    AuditOptions audit;
    std::string format, output;
};

// By the file's name where no format is given; a table in text for the terminal and for pipes.
std::string format_of(const ExportOptions& options) {
    if (!options.format.empty()) return options.format;
    return options.output.ends_with(".xlsx") ? "xlsx" : "csv";
}

int export_plan(const World& world, ExportOptions& options) {
    const bool csv = format_of(options) == "csv";
    if (!csv && shows_bytes(world, options.output)) return usage;
    Audit audit;
    if (!load_rules(world, options.audit, audit)) return audit.code;
    judge_designs(world, options.audit, audit);
    // A plan from which a design is missing would look whole.
    if (audit.code == input_wrong || audit.designs.empty()) return input_wrong;
    const ActionPlan plan = action_plan(audit.told(options.audit, false));
    const std::optional<std::string> bytes = csv ? write_plan_csv(plan) : write_plan_xlsx(plan);
    if (!bytes) {
        tell_error(world, message("the spreadsheet cannot be made"),
                   message("is there room in the folder for temporary files?"));
        return input_wrong;
    }
    if (options.output.empty()) {
        world.out(*bytes);
    } else if (!world.write_file(options.output, *bytes)) {
        tell_error(world, message("{} cannot be written", options.output));
        return input_wrong;
    }
    return passed;
}

void add_export(CLI::App& plan, const World& world, int& code) {
    auto options = std::make_shared<ExportOptions>();
    const Language& say = *world.language;
    CLI::App* command = plan.add_subcommand(
        "export", say.tr("Write what is to be done about each gap, for a spreadsheet"));
    command
        ->add_option("design", options->audit.designs,
                     say.tr("Designs in TOML or JSON; - reads standard input"))
        ->required()
        ->type_name(say.tr("DESIGN"));
    add_audit_options(*command, world, options->audit);
    add_choice(*command, world, "-f,--format", options->format, {"xlsx", "csv"},
               say.tr("What to write (default: by the name of the file, else {})", "csv"));
    command->add_option("-o,--output", options->output, say.tr("Write the plan to a file"))
        ->type_name(say.tr("FILE"));
    command->footer(
        examples(world, {"tutela plan export programme.toml -o plan.xlsx",
                         "tutela plan export programme.toml --language fr -o plan.csv"}));
    command->callback([options, &world, &code] { code = export_plan(world, *options); });
}

}  // namespace

bool shows_bytes(const World& world, const std::string& output) {
    if (!output.empty() || !world.out_is_screen) return false;
    tell_error(world, message("a spreadsheet is no text for a terminal"),
               message("name a file: {}", "-o plan.xlsx"));
    return true;
}

void add_plan(CLI::App& program, const World& world, int& code) {
    CLI::App* plan = program.add_subcommand(
        "plan", world.language->tr("What is to be done about gaps: out to a spreadsheet and back"));
    plan->require_subcommand(1);
    add_export(*plan, world, code);
    add_plan_import(*plan, world, code);
}

}  // namespace tutela
