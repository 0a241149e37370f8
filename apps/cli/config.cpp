#include "apps/cli/settings.hpp"

namespace tutela {
namespace {

struct ConfigOptions {
    AuditOptions audit;
    std::string format = "text";
};

int show(const World& world, ConfigOptions& options) {
    const auto project = settings_for(world, options.audit);
    if (!project->usable()) return input_wrong;
    const auto chosen = fill_in(world, project, options.audit);
    if (!chosen) return input_wrong;
    world.out(options.format == "json"
                  ? write_config_json(project->sources, project->file, *chosen)
                  : write_config_text(*world.language, project->sources, project->file, *chosen));
    return passed;
}

}  // namespace

void add_config(CLI::App& program, const World& world, int& code) {
    auto options = std::make_shared<ConfigOptions>();
    const Language& say = *world.language;
    CLI::App* config =
        program.add_subcommand("config", say.tr("What is set for a project, and where"));
    config->require_subcommand(1);
    CLI::App* command = config->add_subcommand(
        "show", say.tr("Show each setting, its value, and where it comes from"));
    command
        ->add_option("design", options->audit.designs,
                     say.tr("For this design (default: for the current folder)"))
        ->type_name(say.tr("DESIGN"));
    add_audit_options(*command, world, options->audit);
    add_baseline_option(*command, world, options->audit.files);
    add_choice(*command, world, "-f,--format", options->format, {"text", "json"},
               say.tr("How to show (default: {})", "text"));
    command->footer(examples(
        world, {"tutela config show", "tutela config show programme.toml --fail-on major"}));
    command->callback([options, &world, &code] { code = show(world, *options); });
}

}  // namespace tutela
