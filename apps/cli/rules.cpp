#include "apps/cli/options.hpp"
#include "formats/writers.hpp"

namespace tutela {

void add_rules(CLI::App& program, const World& world, int& code) {
    struct RulesOptions {
        RuleOptions rules;
        std::string name, format = "text";
    };
    auto options = std::make_shared<RulesOptions>();
    const Language& say = *world.language;
    CLI::App* command = program.add_subcommand("rules", say.tr("List what is in a ruleset"));
    command
        ->add_option("ruleset", options->name,
                     say.tr("A ruleset, by name or path (default: {})", default_ruleset))
        ->type_name(say.tr("RULESET"));
    command
        ->add_option("-p,--profile", options->rules.profile,
                     say.tr("Only the rules of this profile"))
        ->type_name(say.tr("NAME"));
    command
        ->add_option("--as-of", options->rules.as_of,
                     say.tr("The date on which overrides are looked at (default: today)"))
        ->type_name(say.tr("DATE"));
    add_choice(*command, world, "-f,--format", options->format, {"text", "json"},
               say.tr("How to list (default: {})", "text"));
    command->footer(examples(
        world, {"tutela rules", "tutela rules core --profile first-72-hours --format json"}));
    command->callback([options, &world, &code] {
        if (!options->name.empty()) options->rules.rulesets = {options->name};
        Sources sources;
        const LoadedRules rules = load_rules(world, sources, options->rules);
        code = rules.code;
        if (!rules.program) return;
        world.out(options->format == "json" ? write_rules_json(*rules.program)
                                            : write_rules_text(*rules.program));
    });
}

}  // namespace tutela
