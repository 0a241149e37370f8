#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "apps/cli/exit_code.hpp"
#include "apps/cli/language.hpp"
#include "apps/cli/world.hpp"
#include "dsl/compile.hpp"
#include "engine/evaluate.hpp"
#include "formats/readers.hpp"

namespace tutela {

// What is audited against when no ruleset is named: everything we have.
inline constexpr const char* default_ruleset = "protection-mainstreaming";

struct ProjectSettings;

struct RuleOptions {
    std::vector<std::string> rulesets;  // names or paths; the default ruleset when none is given
    std::string profile;
    std::string as_of;
    bool no_presumptions = false;
    bool as_written = false;  // in the language of the rules, whatever is spoken
    std::shared_ptr<const ProjectSettings> project;  // whose severities are set; nothing: none
};

// Options that several commands share.
void add_rule_options(CLI::App& command, const World& world, RuleOptions& options);
// Of commands that look at one ruleset: its name, a profile, the day.
void add_one_ruleset(CLI::App& command, const World& world, std::string& name,
                     RuleOptions& options);
// An option whose value is one of a few words.
CLI::Option* add_choice(CLI::App& command, const World& world, const std::string& name,
                        std::string& value, const std::vector<std::string>& choices,
                        const std::string& description);
// The command lines that a help ends with.
[[nodiscard]] std::string examples(const World& world, const std::vector<std::string>& lines);

// The day that --as-of names, else today; nothing when it names none.
[[nodiscard]] std::optional<std::int64_t> evaluation_day(const World& world,
                                                         const RuleOptions& options);

// Compiled rules; what is wrong with them has not been said yet. Nothing when there was nothing to compile, and the exit
// code with which to end; that has been said.
struct CompiledRules {
    std::optional<Compiled> compiled;
    std::vector<std::string> files;  // of the rulesets named
    std::int64_t as_of = 0;
    int code = passed;
    Diagnostics diagnostics{};  // why there was nothing to compile, where a report may say it
};
[[nodiscard]] CompiledRules compile_rules(const World& world, Sources& sources,
                                          const RuleOptions& options);

// Rules ready to run, or the exit code with which to end; what is wrong has been said.
struct LoadedRules {
    std::optional<Program> program;
    std::int64_t as_of = 0;
    int code = passed;
    Diagnostics diagnostics{};  // what has been said
};
[[nodiscard]] LoadedRules load_rules(const World& world, Sources& sources,
                                     const RuleOptions& options);

// A design of its text, or nothing; what is wrong has been said, and is added to `said`. `quiet`: by its kind and count alone, for who
// reads it may not know the design.
[[nodiscard]] std::optional<Design> load_text(const World& world, Sources& sources,
                                              const Vocabulary& vocabulary, const std::string& name,
                                              std::string text, Diagnostics* said = nullptr,
                                              bool quiet = false);

// Finds a ruleset or vocabulary by name or path; nothing when there is none.
[[nodiscard]] std::optional<RuleFile> find_rules(const World& world, const std::string& name);

// One file a command. Each adds itself to the program; `code` is what it ends with.
void add_check(CLI::App& program, const World& world, int& code);
void add_explain(CLI::App& program, const World& world, int& code);
void add_test(CLI::App& program, const World& world, int& code);
void add_portfolio(CLI::App& program, const World& world, int& code);
void add_rules(CLI::App& program, const World& world, int& code);
void add_format(CLI::App& program, const World& world, int& code);
void add_lint(CLI::App& program, const World& world, int& code);
void add_new(CLI::App& program, const World& world, int& code);
void add_completion(CLI::App& program, const World& world, int& code);
void add_describe(CLI::App& program, const World& world, int& code);
void add_translations(CLI::App& program, const World& world, int& code);
void add_waivers(CLI::App& program, const World& world, int& code);
void add_baseline(CLI::App& program, const World& world, int& code);
void add_config(CLI::App& program, const World& world, int& code);
void add_plan(CLI::App& program, const World& world, int& code);
void add_man(CLI::App& program, const World& world, int& code);

}  // namespace tutela
