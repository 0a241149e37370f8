// The verdicts that a plan works out for many designs at once are those of the engine, which explains them one by one; on
// random rulesets and designs, and on the examples.

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include "engine/plan.hpp"
#include "engine/verdict.hpp"
#include "tests/property/world.hpp"

namespace {

using namespace property;
using namespace tutela;

struct Counts {
    std::size_t planned = 0, unplanned = 0, designs = 0, odd = 0;
};

std::string compare(const Rules& rules, const std::vector<Design>& designs, bool presumptions,
                    Counts& counts) {
    const Plan plan = make_plan(*rules.program, {july_first, presumptions, Explain::none});
    ++(plan.complete ? counts.planned : counts.unplanned);
    if (!plan.complete) return {};
    Columns columns = make_columns(plan);
    RunPlan run(plan);
    // Twice, so that nothing is left over from the time before; in one run and in two.
    for (const std::size_t at_once : {designs.size(), std::size_t{3}})
        for (std::size_t from = 0; from < designs.size(); from += at_once) {
            columns.clear();
            const std::size_t to = std::min(designs.size(), from + at_once);
            for (std::size_t i = from; i < to; ++i)
                add_design(columns, designs[i], plan.wants_scan);
            run.run(columns);
            for (std::size_t i = from; i < to; ++i) {
                const auto in_run = static_cast<std::uint32_t>(i - from);
                ++counts.designs;
                if (columns.odd[in_run] != 0) {
                    ++counts.odd;
                    continue;
                }
                const Report report = judged(*rules.program, designs[i], presumptions);
                for (std::size_t r = 0; r < report.rules.size(); ++r) {
                    const Verdict got = run.verdict(r, in_run);
                    if (got == report.rules[r].verdict) continue;
                    return fmt::format("design {} {}: {}, the engine says {}", i,
                                       rules.program->ruleset.rules[report.rules[r].rule].id,
                                       static_cast<int>(got), word(report.rules[r].verdict));
                }
            }
        }
    return {};
}

}  // namespace

TEST_CASE("plan = engine on random rulesets and designs", "[property][plan]") {
    constexpr std::size_t count = 8;
    Counts counts;
    const std::string failure =
        find_failure(cases(10'000), 1, [&](Choices& choices) -> std::string {
            const std::string written = random_rules(choices, {}).text();
            Rules rules(written);
            if (!rules.program) return "refused: " + rules.problems;
            std::vector<Design> designs;
            std::string tomls;
            for (std::size_t i = 0; i < count; ++i) {
                const std::string toml = random_design(choices, {}).toml();
                Read read(rules.sources, rules.program->ruleset.vocabulary, toml);
                if (!read.design) return "unread: " + read.problems;
                designs.push_back(std::move(*read.design));
                tomls += fmt::format("--- design {}\n{}", i, toml);
            }
            for (const bool presumptions : {true, false}) {
                const std::string different = compare(rules, designs, presumptions, counts);
                if (!different.empty())
                    return different + (presumptions ? "" : " (no presumptions)") + "\n" + written +
                           "\n" + tomls;
            }
            return {};
        });
    CHECK(failure == "");
    // A comparison that compared little would say little.
    INFO(fmt::format("{} planned, {} not; of {} designs {} left to the engine", counts.planned,
                     counts.unplanned, counts.designs, counts.odd));
    CHECK(counts.unplanned * 4 < counts.planned);
    CHECK(counts.odd * 6 < counts.designs);
}
