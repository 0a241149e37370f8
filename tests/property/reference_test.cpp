// The engine and the reference evaluator agree on random rulesets and designs: verdict, reason, severity, the three
// truths of the verdict table and the facts that would settle what is open.

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include "engine/explain.hpp"
#include "tests/property/world.hpp"
#include "tests/reference/reference.hpp"

namespace {

using namespace property;
using namespace tutela;

std::string subject(const std::vector<std::uint32_t>& rows) {
    return fmt::format("{}", fmt::join(rows, ","));
}

template <class OpenFacts>
std::string list_open(const Program& program, const Design& design, const OpenFacts& open) {
    std::string text;
    for (const OpenFact& fact : open)
        text += "\n    " + path_of(program.ruleset.vocabulary, design, fact.fact) +
                (fact.more_entries ? " (more)" : "");
    return text;
}

std::string compare(const Program& program, const Design& design, bool presumptions) {
    const Report report = judged(program, design, presumptions);
    const auto expected = reference::judge(program.ruleset, design, july_first, presumptions);
    if (report.findings.size() != expected.size())
        return fmt::format("{} findings, the reference has {}", report.findings.size(),
                           expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const Finding& got = report.findings[i];
        const reference::Judged& want = expected[i];
        const std::string where =
            fmt::format("{} of {}: ", program.ruleset.rules[got.rule].id, subject(got.subject));
        if (got.rule != want.rule || got.subject != want.subject)
            return where + "the reference has another subject " + subject(want.subject);
        const auto truths = [](Truth w, Truth x, Truth r) {
            return fmt::format("W{} X{} R{}", int(w), int(x), int(r));
        };
        if (got.when != want.when || got.unless != want.unless || got.require != want.require)
            return where + truths(got.when, got.unless, got.require) + ", the reference " +
                   truths(want.when, want.unless, want.require);
        if (got.verdict != want.verdict || got.reason != want.reason || got.blocked != want.blocked)
            return where + fmt::format("{} {}, the reference {} {}", word(got.verdict),
                                       word(got.reason), word(want.verdict), word(want.reason));
        if (got.severity != want.severity) return where + "another severity";
        if (got.verdict != Verdict::undetermined) continue;
        const std::set<OpenFact> open(got.open.begin(), got.open.end());
        if (open != want.open)
            return where + "open facts" + list_open(program, design, open) + "\n  the reference" +
                   list_open(program, design, want.open);
    }
    return {};
}

}  // namespace

TEST_CASE("engine = reference on 100,000 pairs of ruleset and design", "[property][reference]") {
    constexpr std::size_t designs = 10;
    const std::string failure =
        find_failure(cases(10'000), 1, [&](Choices& choices) -> std::string {
            const std::string written = random_rules(choices, {}).text();
            Rules rules(written);
            if (!rules.program) return "refused: " + rules.problems;
            for (std::size_t i = 0; i < designs; ++i) {
                const std::string toml = random_design(choices, {}).toml();
                const Read read(rules.sources, rules.program->ruleset.vocabulary, toml);
                if (!read.design) return "unread: " + read.problems;
                for (const bool presumptions : {true, false}) {
                    const std::string different =
                        compare(*rules.program, *read.design, presumptions);
                    if (!different.empty())
                        return different + (presumptions ? "" : " (no presumptions)") + "\n" +
                               written + "\n" + toml;
                }
            }
            return {};
        });
    CHECK(failure == "");
}
