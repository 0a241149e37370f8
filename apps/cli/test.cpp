#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "apps/cli/options.hpp"
#include "diagnostics/render.hpp"
#include "engine/explain.hpp"
#include "engine/scan_text.hpp"
#include "engine/words.hpp"
#include "formats/read_cases.hpp"
#include "formats/writers.hpp"

// Runs the cases of rulesets: designs with the verdicts that their author expects.

namespace tutela {
namespace {

struct TestOptions {
    std::vector<std::string> targets;
    RuleOptions rules;
    std::string format = "text";
};

bool is_case_file(std::string_view name) {
    return name.ends_with(".toml") || name.ends_with(".json");
}

// A ruleset and the files that hold its cases.
struct Suite {
    std::string ruleset;
    std::vector<std::string> files;
};

// What one expectation came to.
struct Outcome {
    std::string about;  // "cases/SAF-06.toml, too many people: SAF-06.S1"
    std::string wrong;  // empty: as expected
};

// What a case's author wrote may be taken from the design.
std::string shown(const std::string& words) {
    return may_be_repeated(words) ? words : "(not shown)";
}

// A key is cut at its first point, wherever that stood: what may be shown is asked of the whole.
std::string shown_part(const Expectation& expected, const std::string& part) {
    return shown(expected.rule + "." + expected.subject) == "(not shown)" ? "(not shown)"
                                                                          : shown(part);
}

class RunCases {
public:
    RunCases(const World& world, const TestOptions& options) : world_(world), options_(options) {}

    int run() {
        for (const Suite& suite : suites()) {
            for (const std::string& file : suite.files) {
                ++files_;
                run_file(suite.ruleset, file);
            }
        }
        if (code_ == usage) return code_;
        if (files_ == 0 && code_ == passed) {
            world_.err(
                "error: there are no cases\n  help: they stand in the folder `cases` beside a "
                "ruleset\n");
            return input_wrong;
        }
        if (code_ != passed && outcomes_.empty()) return code_;
        options_.format == "tap" ? tell_tap() : tell_text();
        const bool wrong = std::any_of(outcomes_.begin(), outcomes_.end(),
                                       [](const Outcome& one) { return !one.wrong.empty(); });
        return code_ != passed ? code_ : wrong ? not_met : passed;
    }

private:
    // A target is a ruleset (all its cases) or a file of cases (of the ruleset it stands beside).
    std::vector<Suite> suites() {
        std::vector<Suite> found;
        for (const std::string& target : options_.targets.empty()
                                             ? std::vector<std::string>{default_ruleset}
                                             : options_.targets) {
            if (is_case_file(target)) {
                const std::size_t cases = target.rfind("cases/");
                const bool beside =
                    cases != std::string::npos && (cases == 0 || target[cases - 1] == '/');
                const std::string folder = !beside      ? ""
                                           : cases == 0 ? ".."
                                                        : target.substr(0, cases - 1);
                const std::string ruleset =
                    options_.rules.rulesets.empty() ? folder : options_.rules.rulesets.front();
                found.push_back({ruleset.empty() ? default_ruleset : ruleset, {target}});
                continue;
            }
            const auto file = find_rules(world_, target);
            if (!file) {
                world_.err(fmt::format("error: there is no ruleset `{}`\n", target));
                code_ = rules_wrong;
                continue;
            }
            const std::size_t slash = file->name.find_last_of('/');
            const std::string folder =
                (slash == std::string::npos ? "" : file->name.substr(0, slash + 1)) + "cases";
            Suite suite{target, {}};
            for (const std::string& name : world_.list_files(folder))
                if (is_case_file(name)) suite.files.push_back(folder + "/" + name);
            found.push_back(std::move(suite));
        }
        return found;
    }

    void run_file(const std::string& ruleset, const std::string& file) {
        const auto text = world_.read_file(file);
        if (!text) {
            world_.err(fmt::format("error: {} cannot be read [unreadable-file]\n", file));
            return fail(input_wrong);
        }
        const LoadedRules* rules = rules_for(ruleset, options_.rules.as_of);
        if (!rules) return;
        ReadCases read = read_cases(
            sources_, rules->program->ruleset.vocabulary, file, *text,
            [&](std::string_view other) { return world_.read_file(std::string(other)); });
        world_.err(render(sources_, read.diagnostics, {world_.err_is_terminal}));
        if (has_errors(read.diagnostics)) return fail(input_wrong);
        for (const RuleCase& one : read.cases) {
            ++cases_;
            if (one.as_of) rules = rules_for(ruleset, date_text(*one.as_of));
            if (!rules) return;
            if (one.design) judge(*rules, file, one);
        }
    }

    // Overrides lapse with time, so rules are read for a day: once for each, and what is wrong with them is said once.
    const LoadedRules* rules_for(const std::string& ruleset, const std::string& as_of) {
        const auto [at, fresh] = rules_.try_emplace({ruleset, as_of});
        if (fresh) {
            RuleOptions options = options_.rules;
            options.rulesets = {ruleset};
            options.as_of = as_of;
            at->second = load_rules(world_, sources_, options);
            if (!at->second.program) fail(at->second.code);
        }
        return at->second.program ? &at->second : nullptr;
    }

    void judge(const LoadedRules& rules, const std::string& file, const RuleCase& one) {
        const Program& program = *rules.program;
        Report report = evaluate(program, *one.design,
                                 {rules.as_of, !options_.rules.no_presumptions, Explain::deciding});
        word_explanations(program, *one.design, report);
        const Told told{sources_, program, *one.design, report, {}, Explain::deciding, false};
        for (const Expectation& expected : one.expect) {
            const std::string about = fmt::format(
                "{}{}: {}", file, one.name.empty() ? "" : ", " + shown(one.name),
                shown_part(expected, expected.rule) +
                    (expected.subject.empty() ? "" : "." + shown_part(expected, expected.subject)));
            std::string wrong = compare(told, expected);
            if (!wrong.empty()) wrong = sources_.place(expected.span) + ": " + wrong;
            while (!wrong.empty() && wrong.back() == '\n') wrong.pop_back();
            outcomes_.push_back({about, std::move(wrong)});
        }
    }

    // What differs from an expectation, with the derivation; empty when nothing does.
    static std::string compare(const Told& told, const Expectation& expected) {
        std::vector<std::uint32_t> found;
        for (std::uint32_t i = 0; i < told.report.findings.size(); ++i) {
            const Finding& finding = told.report.findings[i];
            if (told.program.ruleset.rules[finding.rule].id != expected.rule) continue;
            if (expected.subject.empty() || finding.subject_name == expected.subject)
                found.push_back(i);
        }
        if (found.empty())
            return told.program.ruleset.find_rule(expected.rule)
                       ? fmt::format("{} has no verdict on `{}`\n", expected.rule,
                                     shown_part(expected, expected.subject))
                       : fmt::format("there is no rule {}\n", shown_part(expected, expected.rule));
        const std::uint32_t worst =
            *std::min_element(found.begin(), found.end(), [&](std::uint32_t a, std::uint32_t b) {
                return told.report.findings[a].verdict < told.report.findings[b].verdict;
            });
        const Finding& got = told.report.findings[worst];
        std::string wrong;
        const auto differs = [&](std::string_view what, std::string_view want,
                                 std::string_view is) {
            wrong += fmt::format("{}{} `{}` was expected, and it is `{}`",
                                 wrong.empty() ? "" : "; ", what, shown(std::string(want)), is);
        };
        if (word(got.verdict) != expected.verdict)
            differs("the verdict", expected.verdict, word(got.verdict));
        if (expected.reason && word(got.reason) != *expected.reason)
            differs("the reason", *expected.reason, word(got.reason));
        if (expected.message && got.message.find(*expected.message) == std::string::npos)
            differs("in the message", *expected.message, got.message);
        if (expected.open) {
            std::vector<std::string> want = *expected.open, is;
            for (const OpenFact& open : got.open)
                is.push_back(path_of(told.program.ruleset.vocabulary, told.design, open.fact));
            std::sort(want.begin(), want.end());
            std::sort(is.begin(), is.end());
            is.erase(std::unique(is.begin(), is.end()), is.end());
            if (want != is)
                differs("as open facts", fmt::format("{}", fmt::join(want, ", ")),
                        fmt::format("{}", fmt::join(is, ", ")));
        }
        return wrong.empty() ? wrong : wrong + "\n" + write_explanation(told, {worst});
    }

    void tell_text() const {
        std::size_t wrong = 0;
        for (const Outcome& one : outcomes_) {
            if (one.wrong.empty()) continue;
            ++wrong;
            world_.out(fmt::format("{}\n  {}\n\n", one.about, one.wrong));
        }
        world_.out(
            fmt::format("{} in {} of {}: {}\n", counted(outcomes_.size(), "expectation"),
                        counted(cases_, "case"), counted(files_, "file"),
                        wrong == 0 ? "all as expected" : fmt::format("{} not as expected", wrong)));
    }

    // The Test Anything Protocol, version 14.
    void tell_tap() const {
        std::string text = fmt::format("TAP version 14\n1..{}\n", outcomes_.size());
        std::size_t number = 0;
        for (const Outcome& one : outcomes_) {
            std::string about = one.about;
            for (std::size_t at = 0; (at = about.find('#', at)) != std::string::npos; at += 2)
                about.insert(at, 1, '\\');
            text +=
                fmt::format("{} {} - {}\n", one.wrong.empty() ? "ok" : "not ok", ++number, about);
            std::size_t from = 0;
            if (!one.wrong.empty()) text += "  ---\n  message: |\n";
            while (from < one.wrong.size()) {
                const std::size_t end = std::min(one.wrong.find('\n', from), one.wrong.size());
                text += "    " + one.wrong.substr(from, end - from) + "\n";
                from = end + 1;
            }
            if (!one.wrong.empty()) text += "  ...\n";
        }
        world_.out(text);
    }

    // Of several the first of 3, 4.
    void fail(int code) {
        if (code_ == passed || code == rules_wrong) code_ = code;
    }

    const World& world_;
    const TestOptions& options_;
    Sources sources_;
    std::map<std::pair<std::string, std::string>, LoadedRules> rules_;  // by ruleset and day
    std::vector<Outcome> outcomes_;
    std::size_t files_ = 0, cases_ = 0;
    int code_ = passed;
};

}  // namespace

void add_test(CLI::App& program, const World& world, int& code) {
    auto options = std::make_shared<TestOptions>();
    CLI::App* command = program.add_subcommand(
        "test", "Run the cases of rulesets: designs with the verdicts they must get");
    command
        ->add_option(
            "target", options->targets,
            "Rulesets, by name or path, or files of cases (default: protection-mainstreaming)")
        ->type_name("RULESET|FILE");
    add_rule_options(*command, options->rules);
    command->add_option("-f,--format", options->format, "How to report (default: text)")
        ->check(CLI::IsMember({"text", "tap"}))
        ->type_name("text|tap");
    command->footer(
        "Examples:\n"
        "  tutela test core\n"
        "  tutela test rulesets/core/cases/SAF-05.toml\n"
        "\n"
        "A case is a design with [expect], for example `\"SAF-05.S1 toilet\" = \"met\"`; each "
        "[[variant]] changes a few facts.\n"
        "Exit codes: 0 all as expected, 1 some are not, 3 the rules are wrong, 4 a case cannot be "
        "read.\n");
    command->callback([options, &world, &code] { code = RunCases(world, *options).run(); });
}

}  // namespace tutela
