#include "apps/cli/options.hpp"
#include "formats/writers.hpp"

namespace tutela {

void add_rules(CLI::App& program, const World& world, int& code) {
    struct RulesOptions {
        RuleOptions rules;
        std::string name, format = "text";
    };
    auto options = std::make_shared<RulesOptions>();
    CLI::App* command = program.add_subcommand("rules", "List what is in a ruleset");
    command
        ->add_option("ruleset", options->name,
                     "A ruleset, by name or path (default: protection-mainstreaming)")
        ->type_name("RULESET");
    command->add_option("-p,--profile", options->rules.profile, "Only the rules of this profile")
        ->type_name("NAME");
    command
        ->add_option("--as-of", options->rules.as_of,
                     "The date on which overrides are looked at (default: today)")
        ->type_name("DATE");
    command->add_option("-f,--format", options->format, "How to list (default: text)")
        ->check(CLI::IsMember({"text", "json"}))
        ->type_name("text|json");
    command->footer(
        "Examples:\n  tutela rules\n  tutela rules core --profile first-72-hours --format json\n");
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
