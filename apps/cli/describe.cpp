#include <memory>

#include "apps/cli/case_suite.hpp"
#include "apps/cli/compare_case.hpp"
#include "apps/cli/output.hpp"
#include "formats/handbook.hpp"

// The handbook of a ruleset, made from the rules and their cases.

namespace tutela {
namespace {

struct DescribeOptions {
    std::string ruleset, format = "markdown", output;
    RuleOptions rules;
};

// Of each rule the first met and not met case of one file that differ in one fact.
HandbookExamples examples_of(CaseSuites& suites, const Program& program) {
    HandbookExamples examples;
    for (const LoadedCase& met : suites.cases)
        for (const Expectation& good : met.one.expect) {
            if (good.verdict != "met" || !met.one.design || examples.count(good.rule) != 0)
                continue;
            for (const LoadedCase& not_met : suites.cases) {
                if (not_met.file != met.file || !not_met.one.design) continue;
                for (const Expectation& bad : not_met.one.expect)
                    if (bad.rule == good.rule && bad.verdict == "not met" &&
                        examples.count(good.rule) == 0)
                        if (auto found =
                                one_fact_apart(program, *met.one.design, *not_met.one.design);
                            !found.empty())
                            examples[good.rule] = std::move(found);
            }
        }
    return examples;
}

int describe_rules(const World& world, const DescribeOptions& options) {
    Sources sources;
    RuleOptions rules = options.rules;
    const std::string name = options.ruleset.empty() ? default_ruleset : options.ruleset;
    rules.rulesets = {name};
    const LoadedRules loaded = load_rules(world, sources, rules);
    if (!loaded.program) return loaded.code;
    // A handbook of rules that have no cases, or broken ones, is one without examples.
    World quiet = world;
    quiet.err = [](std::string_view) {};
    CaseSuites suites(quiet, options.rules);
    suites.load({name}, true);
    const Handbook book = make_handbook(*loaded.program, examples_of(suites, *loaded.program));
    const std::string text = options.format == "html"
                                 ? write_handbook_html(*loaded.program, book)
                                 : write_handbook_markdown(*loaded.program, book);
    return write_output(world, options.output, text) ? passed : input_wrong;
}

}  // namespace

void add_describe(CLI::App& program, const World& world, int& code) {
    auto options = std::make_shared<DescribeOptions>();
    const Language& say = *world.language;
    CLI::App* command = program.add_subcommand(
        "describe",
        say.tr("Make a handbook of a ruleset: every rule in plain sentences, with sources "
               "and examples"));
    add_one_ruleset(*command, world, options->ruleset, options->rules);
    add_choice(*command, world, "-f,--format", options->format, {"markdown", "html"},
               say.tr("How to write it (default: {})", "markdown"));
    command->add_option("-o,--output", options->output, say.tr("Write it to a file"))
        ->type_name(say.tr("FILE"));
    command->footer(
        examples(world, {"tutela describe core > handbook.md",
                         "tutela describe --format html --language fr --output handbook.html"}));
    command->callback([options, &world, &code] { code = describe_rules(world, *options); });
}

}  // namespace tutela
