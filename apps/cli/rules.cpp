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
    add_one_ruleset(*command, world, options->name, options->rules);
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
