// The laws of the language on random rulesets and designs: sound, monotone, blind to order, the same each time, total.

#include <algorithm>
#include <map>
#include <thread>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include "engine/explain.hpp"
#include "formats/writers.hpp"
#include "tests/property/completions.hpp"
#include "tests/property/world.hpp"

namespace {

using namespace property;
using namespace tutela;

struct Answer {
    Truth when, unless, require;
    Verdict verdict;
    bool about_nobody = false;  // the list is absent: its subjects come with it
};

// Of each rule and subject, by name: rows move when members are added.
std::map<std::string, Answer> answers(const Program& program, const Report& report) {
    std::map<std::string, Answer> found;
    for (const Finding& finding : report.findings)
        found.insert(
            {program.ruleset.rules[finding.rule].id + " " + finding.subject_name,
             {finding.when, finding.unless, finding.require, finding.verdict,
              finding.subject.size() < program.ruleset.rules[finding.rule].for_each.size()}});
    return found;
}

std::string what(const Answer& a) {
    return fmt::format("W{} X{} R{} {}", int(a.when), int(a.unless), int(a.require),
                       word(a.verdict));
}

// Law 1, of one answer and the one that a completion gives: what is decided stays so.
bool keeps(const Answer& before, const Answer* after) {
    // A subject that a completed `where` leaves out is as if its `when` were false.
    if (!after) return before.when != Truth::yes;
    const auto stays = [](Truth a, Truth b) { return a == Truth::unknown || a == b; };
    // Where the rule does not apply nothing else is asked.
    return stays(before.when, after->when) && stays(before.unless, after->unless) &&
           stays(before.require, after->require);
}

// Law 2: met never becomes not met by knowing more, nor back.
bool monotone(const Answer& before, const Answer* after) {
    if (!after) return before.when != Truth::yes;
    if (before.verdict == Verdict::met)
        return after->verdict == Verdict::met ||
               (after->verdict == Verdict::not_applicable && before.when != Truth::yes) ||
               (after->verdict == Verdict::excepted && before.unless == Truth::unknown);
    if (before.verdict == Verdict::undetermined) return true;
    if (before.verdict == Verdict::excepted && before.when != Truth::yes &&
        after->verdict == Verdict::not_applicable)
        return true;
    return after->verdict == before.verdict;
}

template <class Holds>
std::string compare(const Program& program, const Design& before, const Design& after,
                    Holds holds) {
    const auto old_answers = answers(program, judged(program, before, false));
    const auto new_answers = answers(program, judged(program, after, false));
    for (const auto& [about, answer] : old_answers) {
        const auto now = new_answers.find(about);
        if (answer.about_nobody) continue;
        const Answer* found = now == new_answers.end() ? nullptr : &now->second;
        if (!holds(answer, found))
            return fmt::format("{}: {} becomes {}", about, what(answer),
                               found ? what(*found) : "no subject");
    }
    return {};
}

std::string report_of(const Rules& rules, const Design& design) {
    Report report = judged(*rules.program, design, true, Explain::all);
    word_explanations(*rules.program, design, report);
    return write_json({{rules.sources, *rules.program, design, report, {}, Explain::all}});
}

}  // namespace

TEST_CASE("law 1, sound: what is decided is so in every completion", "[property][laws]") {
    std::size_t completions = 0;
    const std::string failure = find_failure(cases(6'000), 1, [&](Choices& choices) -> std::string {
        const std::string written = random_rules(choices, laws()).text();
        Rules rules(written);
        if (!rules.program) return "refused: " + rules.problems;
        Model model = random_design(choices, laws());
        narrow(choices, model, 3);
        const Read before(rules.sources, rules.program->ruleset.vocabulary, model.toml());
        if (!before.design) return "unread: " + before.problems;
        return each_completion(model, [&](const Model& filled) -> std::string {
            ++completions;
            Sources sources;
            const Read after(sources, rules.program->ruleset.vocabulary, filled.toml());
            if (!after.design) return "unread: " + after.problems;
            const std::string said = compare(*rules.program, *before.design, *after.design, keeps);
            return said.empty()
                       ? said
                       : said + "\n" + written + model.toml() + "\n=== completed\n" + filled.toml();
        });
    });
    CHECK(failure == "");
    CHECK(completions > cases(6'000));
}

TEST_CASE("law 2, monotone: filling an unknown never turns met into not met or back",
          "[property][laws]") {
    const std::string failure =
        find_failure(cases(20'000), 1, [&](Choices& choices) -> std::string {
            const std::string written = random_rules(choices, laws()).text();
            Rules rules(written);
            if (!rules.program) return "refused: " + rules.problems;
            const Model model = random_design(choices, laws());
            const Read before(rules.sources, rules.program->ruleset.vocabulary, model.toml());
            if (!before.design) return "unread: " + before.problems;
            const std::vector<Gap> open = gaps(model);
            if (open.empty()) return {};
            Model filled = model;
            const Gap& gap = choices.of(open);
            fill(filled, gap, choices.pick(static_cast<std::uint32_t>(gap.fillings)));
            const Read after(rules.sources, rules.program->ruleset.vocabulary, filled.toml());
            if (!after.design) return "unread: " + after.problems;
            const std::string said =
                compare(*rules.program, *before.design, *after.design, monotone);
            return said.empty()
                       ? said
                       : said + "\n" + written + model.toml() + "\n=== filled\n" + filled.toml();
        });
    CHECK(failure == "");
}

TEST_CASE(
    "laws 3 and 4: neither the order of rules, records and fields nor the number of threads "
    "changes a report",
    "[property][laws]") {
    const std::string failure = find_failure(cases(5'000), 1, [&](Choices& choices) -> std::string {
        RulesText written = random_rules(choices, {});
        Model model = random_design(choices, {});
        Rules rules(written.text());
        if (!rules.program) return "refused: " + rules.problems;
        const Read read(rules.sources, rules.program->ruleset.vocabulary, model.toml());
        if (!read.design) return "unread: " + read.problems;
        const std::string first = report_of(rules, *read.design);
        if (first != report_of(rules, *read.design)) return "the same input gave two reports";
        std::string elsewhere[2];
        std::thread threads[] = {
            std::thread([&] { elsewhere[0] = report_of(rules, *read.design); }),
            std::thread([&] { elsewhere[1] = report_of(rules, *read.design); })};
        for (std::thread& thread : threads) thread.join();
        if (elsewhere[0] != first || elsewhere[1] != first)
            return "threads that share the program gave other reports";

        shuffle(choices, written.blocks);
        shuffle(choices, model);
        Rules other(written.text());
        if (!other.program) return "refused when shuffled: " + other.problems;
        const Read moved(other.sources, other.program->ruleset.vocabulary, model.toml());
        if (!moved.design) return "unread when shuffled: " + moved.problems;
        const std::string second = report_of(other, *moved.design);
        const auto a = without_lines(nlohmann::ordered_json::parse(first)).dump(1),
                   b = without_lines(nlohmann::ordered_json::parse(second)).dump(1);
        if (a == b) return {};
        const auto at = static_cast<std::size_t>(
            std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
        const std::size_t from = at < 200 ? 0 : at - 200;
        return a.substr(from, 300) + "\n=== shuffled\n" + b.substr(from, 300) + "\n" +
               written.text() + model.toml();
    });
    CHECK(failure == "");
}

TEST_CASE("law 6, total: a broken design is refused or judged, never a crash", "[property][laws]") {
    const std::string failure =
        find_failure(cases(20'000), 1, [&](Choices& choices) -> std::string {
            Rules rules(random_rules(choices, {}).text());
            if (!rules.program) return "refused: " + rules.problems;
            std::string toml = random_design(choices, {}).toml();
            for (std::uint32_t i = 1 + choices.pick(4); i > 0; --i) {
                const std::size_t at = choices.pick(static_cast<std::uint32_t>(toml.size()));
                switch (choices.pick(3)) {
                    case 0: toml.erase(at, 1 + choices.pick(9)); break;
                    case 1: toml.insert(at, 1, "\"[]{}=,.\n0-#\x80"[choices.pick(13)]); break;
                    default: toml.resize(at); break;
                }
            }
            ReadDesign read =
                read_design(rules.sources, rules.program->ruleset.vocabulary, "design.toml", toml);
            const bool error = has_errors(read.diagnostics);
            // A design with errors is not judged.
            if (error == read.design.has_value())
                return "errors and a design, or neither:\n" + toml;
            if (read.design) (void)report_of(rules, *read.design);
            return {};
        });
    CHECK(failure == "");
}
