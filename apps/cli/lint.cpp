#include "dsl/lint.hpp"

#include <algorithm>
#include <map>

#include "apps/cli/lint_surroundings.hpp"
#include "apps/cli/settings.hpp"
#include "apps/cli/tell_error.hpp"
#include "formats/read_cases.hpp"
#include "formats/tell.hpp"
#include "formats/writers.hpp"

// Advice on rulesets whose rules mean something: what compiles may still be better said.

namespace tutela {
namespace {

struct LintCommand {
    std::vector<std::string> targets;
    std::string format = "text", deny = "warning", as_of;
    bool all = false;
};

class LintRulesets {
public:
    LintRulesets(const World& world, const LintCommand& command)
        : world_(world), command_(command) {}

    int run() {
        if (command_.targets.empty())
            lint_ruleset(default_ruleset, true);
        else
            for (const std::string& target : command_.targets)
                lint_ruleset(target, command_.all || target == default_ruleset);
        if (command_.format == "json")
            world_.out(write_lint_json(linted_, *world_.language));
        else
            for (const Linted& one : linted_) tell(one);
        return code_ != passed ? code_ : denied() ? not_met : passed;
    }

private:
    void lint_ruleset(const std::string& target, bool all) {
        Linted linted;
        RuleOptions rules;
        rules.rulesets = {target};
        rules.as_of = command_.as_of;
        CompiledRules found = compile_rules(world_, linted.sources, rules);
        if (!found.compiled) return fail(found.code);
        Compiled& compiled = *found.compiled;
        if (!compiled.ruleset) {
            world_.err(render(linted.sources, compiled.diagnostics, render_options(world_)));
            return fail(rules_wrong);
        }
        const std::string& file = found.files.front();
        const auto settings = settings_of(file);
        if (!settings) return;
        linted.ruleset = compiled.ruleset->name + " " + compiled.ruleset->version;
        const LintOptions options = options_for(linted.sources, *compiled.ruleset, folder_of(file),
                                                all, target == default_ruleset);
        // What the compiler warns of is advice too.
        for (Diagnostic& diagnostic : compiled.diagnostics)
            if (!options.in_scope || options.in_scope(diagnostic.span.source))
                linted.findings.push_back(std::move(diagnostic));
        Diagnostics more = lint(linted.sources, *compiled.ruleset, options);
        linted.findings.insert(linted.findings.end(), more.begin(), more.end());
        for (Diagnostics around : {lint_translations(world_, linted.sources, target, all),
                                   lint_gaps(world_, target, all)})
            linted.findings.insert(linted.findings.end(), around.begin(), around.end());
        apply(*settings, linted.findings);
        linted_.push_back(std::move(linted));
    }

    LintOptions options_for(const Sources& sources, const Ruleset& ruleset,
                            const std::string& folder, bool all, bool everything) const {
        LintOptions options;
        const auto own = [&sources, folder](SourceId id) {
            return folder_of(sources[id].name) == folder;
        };
        if (!all) options.in_scope = own;
        // A ruleset without rules is there for others; so may be what is extended.
        const bool library = std::none_of(ruleset.rules.begin(), ruleset.rules.end(),
                                          [&](const Rule& rule) { return own(rule.span.source); });
        if (!everything)
            options.used_elsewhere = [own, library](SourceId id) { return library || !own(id); };
        options.rules_with_cases.emplace();
        std::set<std::string> folders;
        for (SourceId id = 0; id < sources.size(); ++id)
            if (all || own(id)) folders.insert(folder_of(sources[id].name));
        for (const std::string& one : folders)
            add_rules_with_cases(one + "/cases", ruleset.vocabulary, *options.rules_with_cases);
        return options;
    }

    // What is wrong with a case is said by `tutela test`.
    void add_rules_with_cases(const std::string& folder, const Vocabulary& vocabulary,
                              std::set<std::string>& rules) const {
        for (const std::string& name : world_.list_files(folder)) {
            const auto text = world_.read_file(folder + "/" + name);
            if (!text || !(name.ends_with(".toml") || name.ends_with(".json"))) continue;
            Sources sources;
            const ReadCases read = read_cases(
                sources, vocabulary, folder + "/" + name, *text,
                [&](std::string_view path) { return world_.read_file(std::string(path)); });
            for (const RuleCase& one : read.cases)
                for (const Expectation& expected : one.expect) rules.insert(expected.rule);
        }
    }

    // Nothing when there are mistakes in them; they have been said.
    std::optional<Settings> settings_of(const std::string& file) {
        if (const auto project = find_settings(world_, file); project->usable())
            return project->settings;
        fail(input_wrong);
        return std::nullopt;
    }

    static void apply(const Settings& settings, Diagnostics& findings) {
        std::erase_if(findings, [&](Diagnostic& found) {
            const auto set = settings.levels.find(found.code);
            if (set == settings.levels.end()) return false;
            found.other_level = set->second;
            return !set->second;
        });
        std::stable_sort(findings.begin(), findings.end(),
                         [](const Diagnostic& a, const Diagnostic& b) {
                             return std::pair(a.span.source, a.span.begin) <
                                    std::pair(b.span.source, b.span.begin);
                         });
    }

    void tell(const Linted& linted) const {
        for (const Diagnostic& found : linted.findings)
            world_.out(render(linted.sources, found, {world_.out_is_terminal, world_.language}) +
                       "\n");
        const auto count = [&](DiagnosticLevel level) {
            return static_cast<std::size_t>(
                std::count_if(linted.findings.begin(), linted.findings.end(),
                              [&](const Diagnostic& found) { return found.level() == level; }));
        };
        const Language& say = *world_.language;
        const std::string found =
            linted.findings.empty()
                ? say.tr("nothing to mend")
                : say.tr("{}, {}, {}",
                         say.trn("{0} error", "{0} errors", count(DiagnosticLevel::error)),
                         say.trn("{0} warning", "{0} warnings", count(DiagnosticLevel::warning)),
                         say.trn("{0} piece of advice", "{0} pieces of advice",
                                 count(DiagnosticLevel::advice)));
        world_.out(say.tr("{}: {}", linted.ruleset, found) + "\n");
    }

    [[nodiscard]] bool denied() const {
        const DiagnosticLevel worst_allowed = command_.deny == "error" ? DiagnosticLevel::error
                                              : command_.deny == "warning"
                                                  ? DiagnosticLevel::warning
                                                  : DiagnosticLevel::advice;
        return std::any_of(linted_.begin(), linted_.end(), [&](const Linted& linted) {
            return std::any_of(
                linted.findings.begin(), linted.findings.end(),
                [&](const Diagnostic& found) { return found.level() <= worst_allowed; });
        });
    }

    // Of several the first of 3, 4, 64.
    void fail(int code) {
        if (code_ == passed || code == rules_wrong) code_ = code;
    }

    const World& world_;
    const LintCommand& command_;
    std::vector<Linted> linted_;
    int code_ = passed;
};

}  // namespace

void add_lint(CLI::App& program, const World& world, int& code) {
    auto options = std::make_shared<LintCommand>();
    const Language& say = *world.language;
    CLI::App* command = program.add_subcommand(
        "lint", say.tr("Advise on rulesets that compile: what has no name, no source, no case, no "
                       "words"));
    command
        ->add_option(
            "ruleset", options->targets,
            say.tr("Rulesets, by name or path (default: {} and all it extends)", default_ruleset))
        ->type_name(say.tr("RULESET"));
    command->add_flag("--all", options->all,
                      say.tr("Also advise on what a ruleset extends and uses, not on its own files "
                             "only"));
    add_choice(*command, world, "-f,--format", options->format, {"text", "json"},
               say.tr("How to report (default: {})", "text"));
    add_choice(*command, world, "--deny", options->deny, {"error", "warning", "advice"},
               say.tr("Findings of this level, or worse, exit with 1 (default: {})", "warning"));
    command
        ->add_option("--as-of", options->as_of,
                     say.tr("The date on which overrides are looked at (default: today)"))
        ->type_name(say.tr("DATE"));
    command->footer(
        examples(world, {"tutela lint", "tutela lint core --deny advice"}) + "\n" +
        wrapped(
            say.tr("Levels are set in a {} beside the ruleset or above it: {}, then for example "
                   "{} (or {}).",
                   "tutela.toml", "[lint]", "literal-threshold = \"error\"",
                   "warning, advice, off"),
            0, "") +
        wrapped(
            say.tr("Exit codes: 0 nothing at or above {}, 1 something, 3 the rules are wrong, 4 "
                   "{} cannot be read.",
                   "--deny", "tutela.toml"),
            0, ""));
    command->callback([options, &world, &code] { code = LintRulesets(world, *options).run(); });
}

}  // namespace tutela
