#include "engine/explain.hpp"
#include "apps/cli/audit.hpp"
#include "apps/cli/tell_error.hpp"
#include "diagnostics/suggest.hpp"
#include "engine/scan_text.hpp"
#include "formats/writers.hpp"

namespace tutela {
namespace {

struct ExplainOptions {
    AuditOptions audit;
    std::string design, rule, subject;
};

int explain(const World& world, ExplainOptions& options) {
    options.audit.designs = {options.design};
    options.audit.explain = Explain::all;
    options.audit.files.tell_idle = false;
    Audit audit;
    if (!load_rules(world, options.audit, audit)) return audit.code;
    const Program& program = *audit.program;
    const auto rule = program.ruleset.find_rule(options.rule);
    if (!rule) {
        std::vector<std::string> ids;
        for (const Rule& one : program.ruleset.rules) ids.push_back(one.id);
        const std::string near = closest(options.rule, ids);
        tell_error(world, message("there is no rule `{}`", options.rule),
                   near.empty() ? Message{} : message("did you mean `{}`?", near));
        return usage;
    }
    judge_designs(world, options.audit, audit);
    if (audit.designs.empty()) return input_wrong;
    const Report& report = audit.reports.front();
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
        const Message on = options.subject.empty() ? message("{} has no verdict", options.rule)
                           : may_be_repeated(options.subject)
                               ? message("{} has no verdict on `{}`", options.rule, options.subject)
                               : message("{} has no verdict on that", options.rule);
        tell_error(world, on,
                   known.empty() ? message("it has verdicts on nothing in this profile")
                                 : message("it has verdicts on: {}", known));
        return usage;
    }
    const Told told = audit.told(options.audit, world.out_is_terminal).front();
    world.out(write_explanation(told, found));
    return passed;
}

}  // namespace

void add_explain(CLI::App& program, const World& world, int& code) {
    auto options = std::make_shared<ExplainOptions>();
    const Language& say = *world.language;
    CLI::App* command = program.add_subcommand(
        "explain",
        say.tr("Tell how one rule came to its verdict, and what would settle or mend it"));
    command
        ->add_option("design", options->design,
                     say.tr("A design in TOML or JSON; - reads standard input"))
        ->required()
        ->type_name(say.tr("DESIGN"));
    command->add_option("rule", options->rule, say.tr("The rule's id, for example {}", "ACS-09"))
        ->required()
        ->type_name(say.tr("RULE"));
    command
        ->add_option("subject", options->subject,
                     say.tr("Only what it says of this site, activity, …"))
        ->type_name(say.tr("SUBJECT"));
    add_audit_options(*command, world, options->audit);
    add_baseline_option(*command, world, options->audit.files);
    command->footer(
        examples(world, {"tutela explain programme.toml ACS-09",
                         "tutela explain programme.toml AAP-01 S1 --as-of 2026-07-01"}));
    command->callback([options, &world, &code] { code = explain(world, *options); });
}

}  // namespace tutela
