#include <fmt/core.h>

#include "apps/cli/options.hpp"
#include "diagnostics/suggest.hpp"
#include "engine/explain.hpp"
#include "engine/scan_text.hpp"
#include "formats/writers.hpp"

namespace tutela {
namespace {

struct ExplainOptions {
    RuleOptions rules;
    std::string design, rule, subject;
};

int explain(const World& world, const ExplainOptions& options) {
    Sources sources;
    LoadedRules rules = load_rules(world, sources, options.rules);
    if (!rules.program) return rules.code;
    const Program& program = *rules.program;
    const auto rule = program.ruleset.find_rule(options.rule);
    if (!rule) {
        std::vector<std::string> ids;
        for (const Rule& one : program.ruleset.rules) ids.push_back(one.id);
        const std::string near = closest(options.rule, ids);
        world.err(
            fmt::format("error: there is no rule `{}`\n{}", options.rule,
                        near.empty() ? "" : fmt::format("  help: did you mean `{}`?\n", near)));
        return usage;
    }
    const auto design = load_design(world, sources, program.ruleset.vocabulary, options.design);
    if (!design) return input_wrong;
    Report report =
        evaluate(program, *design, {rules.as_of, !options.rules.no_presumptions, Explain::all});
    word_explanations(program, *design, report);
    std::vector<std::uint32_t> found;
    std::vector<std::string> subjects;
    for (std::uint32_t i = 0; i < report.findings.size(); ++i) {
        const Finding& finding = report.findings[i];
        if (finding.rule != *rule) continue;
        subjects.push_back(finding.subject_name);
        if (options.subject.empty() || options.subject == finding.subject_name) found.push_back(i);
    }
    if (found.empty()) {
        std::string known;
        for (const std::string& subject : subjects) known += (known.empty() ? "" : "; ") + subject;
        world.err(fmt::format(
            "error: {} has no verdict{}\n  help: it has verdicts on: {}\n", options.rule,
            options.subject.empty()            ? ""
            : may_be_repeated(options.subject) ? fmt::format(" on `{}`", options.subject)
                                               : " on that",
            known.empty() ? "nothing in this profile" : known));
        return usage;
    }
    const Told told{sources, program, *design, report, {}, Explain::all, world.out_is_terminal};
    world.out(write_explanation(told, found));
    return passed;
}

}  // namespace

void add_explain(CLI::App& program, const World& world, int& code) {
    auto options = std::make_shared<ExplainOptions>();
    CLI::App* command = program.add_subcommand(
        "explain", "Tell how one rule came to its verdict, and what would settle or mend it");
    command
        ->add_option("design", options->design, "A design in TOML or JSON; - reads standard input")
        ->required()
        ->type_name("DESIGN");
    command->add_option("rule", options->rule, "The rule's id, for example ACS-09")
        ->required()
        ->type_name("RULE");
    command->add_option("subject", options->subject, "Only what it says of this site, activity, …")
        ->type_name("SUBJECT");
    add_rule_options(*command, options->rules);
    command->footer(
        "Examples:\n"
        "  tutela explain programme.toml ACS-09\n"
        "  tutela explain programme.toml AAP-01 S1 --as-of 2026-07-01\n");
    command->callback([options, &world, &code] { code = explain(world, *options); });
}

}  // namespace tutela
