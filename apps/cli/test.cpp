#include <algorithm>
#include <map>
#include <memory>

#include <fmt/format.h>

#include "apps/cli/case_coverage.hpp"
#include "apps/cli/case_mutants.hpp"
#include "apps/cli/compare_case.hpp"
#include "apps/cli/language.hpp"
#include "apps/cli/tell_error.hpp"
#include "engine/explain.hpp"
#include "engine/texts.hpp"
#include "formats/write_junit.hpp"
#include "formats/writers.hpp"

// Runs the cases of rulesets: designs with the verdicts that their author expects.

namespace tutela {
namespace {

struct TestOptions {
    std::vector<std::string> targets;
    RuleOptions rules;
    std::string format = "text";
    bool all = false, coverage = false, mutants = false;
};

// What one expectation came to.
struct Outcome {
    std::string file;
    std::string about;  // "too many people: SAF-06.S1"
    std::string wrong;  // empty: as expected
};

class RunCases {
public:
    RunCases(const World& world, const TestOptions& options)
        : world_(world), say_(*world.language), options_(options), suites_(world, options.rules) {}

    int run() {
        const bool everything = options_.targets.empty();
        suites_.load(everything ? std::vector<std::string>{default_ruleset} : options_.targets,
                     everything || options_.all);
        if (suites_.code == usage) return suites_.code;
        if (suites_.files == 0 && suites_.code == passed) {
            tell_error(world_, message("there are no cases"),
                       message("they stand in the folder `{}` beside a ruleset", "cases"));
            return input_wrong;
        }
        for (const LoadedCase& one : suites_.cases)
            if (one.one.design) judge(one);
        if (suites_.code != passed && outcomes_.empty()) return suites_.code;
        tell();
        bool wrong = std::any_of(outcomes_.begin(), outcomes_.end(),
                                 [](const Outcome& one) { return !one.wrong.empty(); });
        if (options_.coverage) wrong |= tell_coverage(cover(world_, suites_));
        if (options_.mutants) wrong |= tell_mutants(try_mutants(suites_));
        return suites_.code != passed ? suites_.code : wrong ? not_met : passed;
    }

private:
    void judge(const LoadedCase& one) {
        const LoadedRules& rules = *suites_.rules_for(suites_.suites[one.suite].ruleset, one.as_of);
        const Program& program = *rules.program;
        const EvaluateOptions options{rules.as_of, !options_.rules.no_presumptions,
                                      Explain::deciding};
        const Report report = evaluate(program, *one.one.design, options);
        std::optional<Report> told;  // made once, for the first that is not as expected
        for (const Expectation& expected : one.one.expect) {
            std::string wrong = differences(say_, program, *one.one.design, report, expected);
            if (!wrong.empty()) {
                wrong = suites_.sources.place(expected.span) + ": " + wrong + "\n";
                const Program& spoken = spoken_for(rules);
                if (!told) {
                    told = evaluate(spoken, *one.one.design, options);
                    word_explanations(spoken, *one.one.design, *told);
                }
                if (const Finding* got = finding_for(program, report, expected))
                    wrong += write_explanation(
                        {suites_.sources,
                         spoken,
                         *one.one.design,
                         *told,
                         {},
                         Explain::deciding,
                         false},
                        {static_cast<std::uint32_t>(got - report.findings.data())});
                while (!wrong.empty() && wrong.back() == '\n') wrong.pop_back();
            }
            outcomes_.push_back(
                {one.file,
                 fmt::format("{}{}", one.one.name.empty() ? "" : shown(say_, one.one.name) + ": ",
                             shown_name(say_, expected)),
                 std::move(wrong)});
        }
    }

    // Cases run in the language of the rules; how a verdict came about is told in the reader's.
    const Program& spoken_for(const LoadedRules& rules) {
        auto& spoken = spoken_[&rules];
        if (!spoken) {
            spoken = std::make_unique<Program>(
                make_program(rules.program->ruleset, rules.program->profile));
            speak(*spoken, with_rulesets(world_, suites_.sources, spoken->ruleset));
        }
        return *spoken;
    }

    void tell() const {
        if (options_.format == "tap") return tell_tap();
        if (options_.format == "junit") return tell_junit();
        std::size_t wrong = 0;
        for (const Outcome& one : outcomes_) {
            if (one.wrong.empty()) continue;
            ++wrong;
            world_.out(fmt::format("{}, {}\n  {}\n\n", one.file, one.about, one.wrong));
        }
        const std::string what =
            say_.tr("{}, {}, {}", say_.trn("{0} expectation", "{0} expectations", outcomes_.size()),
                    say_.trn("{0} case", "{0} cases", suites_.cases.size()),
                    say_.trn("{0} file", "{0} files", suites_.files));
        world_.out((wrong == 0 ? say_.tr("{}: all as expected", what)
                               : say_.trn("{1}: {0} not as expected", "{1}: {0} not as expected",
                                          wrong, what)) +
                   "\n");
    }

    // The Test Anything Protocol, version 14.
    void tell_tap() const {
        std::string text = fmt::format("TAP version 14\n1..{}\n", outcomes_.size());
        std::size_t number = 0;
        for (const Outcome& one : outcomes_) {
            std::string about = one.file + ", " + one.about;
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

    void tell_junit() const {
        std::vector<JUnitSuite> suites;
        for (const Outcome& one : outcomes_) {
            if (suites.empty() || suites.back().name != one.file)
                suites.push_back({one.file, {}, {{"tutela", TUTELA_VERSION}}});
            const bool wrong = !one.wrong.empty();
            suites.back().cases.push_back(
                {one.about, wrong ? JUnitCase::Result::failed : JUnitCase::Result::passed,
                 "expectation", one.wrong});
        }
        world_.out(write_junit(suites));
    }

    // Whether something is missing that nobody has excused, or excused that is not missing.
    [[nodiscard]] bool tell_coverage(const CaseCoverage& coverage) const {
        std::size_t clauses = 0, seen = 0, excused = 0, missing = 0;
        for (const RuleCoverage& rule : coverage.rules) {
            clauses += rule.clauses;
            seen += rule.seen;
            for (const RuleCoverage::Missing& one : rule.missing) {
                ++(one.excused ? excused : missing);
                if (!one.excused)
                    world_.out(say_.tr("{}: no case shows `{}` as `{}` ({})", rule.rule, one.clause,
                                       one.unseen, suites_.sources.place(one.place)) +
                               "\n");
            }
        }
        for (const std::string& gap : coverage.needless)
            world_.out(say_.tr("{}: this gap is no longer there; take it out of the file", gap) +
                       "\n");
        world_.out(
            say_.tr("coverage of {} rules: {} of {} truths of clauses seen; {} gaps, {} more "
                    "with a reason",
                    coverage.rules.size(), seen, clauses, missing, excused) +
            "\n");
        return missing != 0 || !coverage.needless.empty();
    }

    // Cases that notice fewer than 95 of 100 small wrongs do not hold their rules.
    [[nodiscard]] bool tell_mutants(const MutantsOfCases& mutants) const {
        for (const MutantsOfCases::Survivor& survivor : mutants.survivors)
            world_.out(say_.tr("not noticed: {} ({}; {})", survivor.what.in(say_),
                               fmt::format("{}", fmt::join(survivor.rules, ", ")),
                               suites_.sources.place(survivor.place)) +
                       "\n");
        world_.out(say_.tr("mutants: {} of {} noticed", mutants.noticed, mutants.tried) + "\n");
        return mutants.noticed * 100 < mutants.tried * 95;
    }

    const World& world_;
    const Language& say_;
    const TestOptions& options_;
    CaseSuites suites_;
    std::map<const LoadedRules*, std::unique_ptr<Program>> spoken_;
    std::vector<Outcome> outcomes_;
};

}  // namespace

void add_test(CLI::App& program, const World& world, int& code) {
    auto options = std::make_shared<TestOptions>();
    const Language& say = *world.language;
    CLI::App* command = program.add_subcommand(
        "test", say.tr("Run the cases of rulesets: designs with the verdicts they must get"));
    command
        ->add_option("target", options->targets,
                     say.tr("Rulesets, by name or path, or files of cases (default: {} and all "
                            "that it is made of)",
                            default_ruleset))
        ->type_name(say.tr("RULESET|FILE"));
    add_rule_options(*command, world, options->rules);
    add_choice(*command, world, "-f,--format", options->format, {"text", "tap", "junit"},
               say.tr("How to report (default: {})", "text"));
    command->add_flag("--all", options->all,
                      say.tr("Also run the cases of what a ruleset builds on"));
    command->add_flag("--coverage", options->coverage,
                      say.tr("Tell which truths of clauses and which verdicts no case shows"));
    command->add_flag("--mutants", options->mutants,
                      say.tr("Change the rules one small thing at a time, and tell what no case "
                             "notices"));
    command->footer(
        examples(world, {"tutela test", "tutela test core --coverage --mutants",
                         "tutela test rulesets/core/cases/SAF-05.toml"}) +
        "\n" +
        say.tr("A case is a design with {}, for example {}; each {} changes a few facts.",
               "[expect]", "`\"SAF-05.S1 toilet\" = \"met\"`", "[[variant]]") +
        "\n" +
        say.tr("Exit codes: 0 all as expected, 1 some are not, 3 the rules are wrong, 4 a case "
               "cannot be read.") +
        "\n");
    command->callback([options, &world, &code] {
        World speaking = world;
        // TAP and JUnit are read by programs.
        if (options->format != "text") speaking.language = english();
        code = RunCases(speaking, *options).run();
    });
}

}  // namespace tutela
