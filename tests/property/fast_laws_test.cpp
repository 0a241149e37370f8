// The laws on the fast path: what laws_test.cpp asks of the evaluator, asked of the plan, whose verdicts are the worst of each
// rule; and the reference evaluator, asked for the same.

#include <algorithm>
#include <thread>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include "engine/columns.hpp"
#include "engine/plan.hpp"
#include "formats/portfolio.hpp"
#include "tests/property/completions.hpp"
#include "tests/property/world.hpp"
#include "tests/reference/reference.hpp"

namespace {

using namespace property;
using namespace tutela;

using Verdicts = std::map<std::string, Verdict>;  // by rule

// How often the plan did the work: a law that is only ever asked of nothing holds nothing.
struct Asked {
    std::size_t fast = 0, slow = 0;
};

// The plan's verdicts on designs, as one group; nothing of a design, or of all, where the plan leaves them to the evaluator.
std::vector<std::optional<Verdicts>> by_plan(const Program& program, const Plan& plan,
                                             const std::vector<const Design*>& designs,
                                             Asked& asked) {
    std::vector<std::optional<Verdicts>> all(designs.size());
    if (plan.complete) {
        Columns columns = make_columns(plan);
        RunPlan run(plan);
        for (const Design* design : designs) add_design(columns, *design, plan.wants_scan);
        run.run(columns);
        for (std::uint32_t i = 0; i < designs.size(); ++i) {
            if (columns.odd[i] != 0) continue;
            all[i].emplace();
            for (std::size_t rule = 0; rule < program.reported.size(); ++rule)
                all[i]->insert(
                    {program.ruleset.rules[program.reported[rule]].id, run.verdict(rule, i)});
        }
    }
    for (const auto& one : all) ++(one ? asked.fast : asked.slow);
    return all;
}

// The laws are of subjects, and further members of what is known in part are further subjects, of which the worst verdict of
// a rule says nothing yet: such lists and sets are filled before. Those that are absent stay so.
void settle_subjects(Choices& choices, Model& model) {
    const auto adds_subjects = [&](const Gap& gap) {
        const ModelList& list = model.lists[gap.list];
        return gap.members
                   ? list.stated
                   : list.records[gap.record].facts[gap.fact].text.find("complete = false") !=
                         std::string::npos;
    };
    const auto next = [&](const std::vector<Gap>& open) {
        return std::find_if(open.begin(), open.end(), adds_subjects);
    };
    std::vector<Gap> open = gaps(model);
    for (auto gap = next(open); gap != open.end(); open = gaps(model), gap = next(open))
        fill(model, *gap, choices.pick(static_cast<std::uint32_t>(gap->fillings)));
}

// Laws 1 and 2, of a rule's worst verdict, and the one that a completion gives.
bool stays(Verdict before, Verdict after) {
    switch (before) {
        case Verdict::not_met: return after == Verdict::not_met;
        // Where it is open whether the rule applies at all, or is excused, that may turn out so.
        case Verdict::met:
        case Verdict::excepted:
            return after == Verdict::met || after == Verdict::excepted ||
                   after == Verdict::not_applicable;
        case Verdict::not_applicable: return after == Verdict::not_applicable;
        default: return true;
    }
}

std::string compare(const std::optional<Verdicts>& before, const std::optional<Verdicts>& after) {
    if (!before || !after) return {};
    for (const auto& [rule, verdict] : *before)
        if (!stays(verdict, after->at(rule)))
            return fmt::format("{}: {} becomes {}", rule, word(verdict), word(after->at(rule)));
    return {};
}

std::string differ(const std::optional<Verdicts>& a, const std::optional<Verdicts>& b) {
    if (!a || !b) return {};
    for (const auto& [rule, verdict] : *a)
        if (verdict != b->at(rule))
            return fmt::format("{}: {} and {}", rule, word(verdict), word(b->at(rule)));
    return {};
}

}  // namespace

TEST_CASE("law 1 on the fast path: what is decided is so in every completion",
          "[property][laws][plan]") {
    Asked asked;
    const std::string failure = find_failure(cases(4'000), 3, [&](Choices& choices) -> std::string {
        const std::string written = random_rules(choices, laws()).text();
        Rules rules(written);
        if (!rules.program) return "refused: " + rules.problems;
        const Plan plan = make_plan(*rules.program, {july_first, false, Explain::none});
        Model model = random_design(choices, laws());
        settle_subjects(choices, model);
        narrow(choices, model, 3);
        // All of them in one group, the open one first: none leaves traces in another.
        std::deque<Design> designs;
        std::vector<std::string> texts;
        const auto add = [&](const Model& one) -> std::string {
            texts.push_back(one.toml());
            Sources sources;
            Read read(sources, rules.program->ruleset.vocabulary, texts.back());
            if (!read.design) return "unread: " + read.problems;
            designs.push_back(std::move(*read.design));
            return {};
        };
        std::string said = add(model);
        if (said.empty()) said = each_completion(model, add);
        if (!said.empty()) return said;
        std::vector<const Design*> group;
        for (const Design& design : designs) group.push_back(&design);
        const auto verdicts = by_plan(*rules.program, plan, group, asked);
        for (std::size_t i = 1; i < verdicts.size(); ++i)
            if (said = compare(verdicts[0], verdicts[i]); !said.empty())
                return said + "\n" + written + texts[0] + "\n=== completed\n" + texts[i];
        return {};
    });
    CHECK(failure == "");
    CHECK(asked.fast > cases(4'000));
    CHECK(asked.slow < asked.fast);
}

TEST_CASE("law 2 on the fast path: filling an unknown never turns met into not met or back",
          "[property][laws][plan]") {
    Asked asked;
    const std::string failure =
        find_failure(cases(10'000), 3, [&](Choices& choices) -> std::string {
            const std::string written = random_rules(choices, laws()).text();
            Rules rules(written);
            if (!rules.program) return "refused: " + rules.problems;
            const Plan plan = make_plan(*rules.program, {july_first, false, Explain::none});
            Model model = random_design(choices, laws());
            settle_subjects(choices, model);
            Model filled = model;
            const std::vector<Gap> open = gaps(model);
            if (open.empty()) return {};
            const Gap& gap = choices.of(open);
            fill(filled, gap, choices.pick(static_cast<std::uint32_t>(gap.fillings)));
            const Vocabulary& vocabulary = rules.program->ruleset.vocabulary;
            const Read before(rules.sources, vocabulary, model.toml());
            const Read after(rules.sources, vocabulary, filled.toml());
            if (!before.design || !after.design)
                return "unread: " + before.problems + after.problems;
            const auto verdicts =
                by_plan(*rules.program, plan, {&*before.design, &*after.design}, asked);
            const std::string said = compare(verdicts[0], verdicts[1]);
            return said.empty()
                       ? said
                       : said + "\n" + written + model.toml() + "\n=== filled\n" + filled.toml();
        });
    CHECK(failure == "");
    CHECK(asked.slow < asked.fast);
}

TEST_CASE(
    "laws 3 and 4 on the fast path: neither the order of rules, records and fields nor the number "
    "of threads changes a verdict",
    "[property][laws][plan]") {
    Asked asked;
    const std::string failure = find_failure(cases(4'000), 3, [&](Choices& choices) -> std::string {
        RulesText written = random_rules(choices, {});
        Model model = random_design(choices, {});
        Rules rules(written.text());
        if (!rules.program) return "refused: " + rules.problems;
        const Read read(rules.sources, rules.program->ruleset.vocabulary, model.toml());
        if (!read.design) return "unread: " + read.problems;
        const EvaluateOptions options{july_first, true, Explain::none};
        const Plan plan = make_plan(*rules.program, options);
        const auto first = by_plan(*rules.program, plan, {&*read.design}, asked);
        std::optional<Verdicts> elsewhere[2];
        const auto work = [&](std::size_t i) {
            Asked here;
            elsewhere[i] =
                by_plan(*rules.program, plan, {&*read.design, &*read.design}, here).back();
        };
        std::thread threads[] = {std::thread(work, 0), std::thread(work, 1)};
        for (std::thread& thread : threads) thread.join();
        for (const auto& one : elsewhere)
            if (const std::string said = differ(first[0], one); !said.empty())
                return "threads that share the plan gave other verdicts: " + said;

        shuffle(choices, written.blocks);
        shuffle(choices, model);
        Rules other(written.text());
        if (!other.program) return "refused when shuffled: " + other.problems;
        const Read moved(other.sources, other.program->ruleset.vocabulary, model.toml());
        if (!moved.design) return "unread when shuffled: " + moved.problems;
        const Plan other_plan = make_plan(*other.program, options);
        const auto second = by_plan(*other.program, other_plan, {&*moved.design}, asked);
        const std::string said = differ(first[0], second[0]);
        return said.empty() ? said : said + " when shuffled\n" + written.text() + model.toml();
    });
    CHECK(failure == "");
    CHECK(asked.slow < asked.fast);
}

TEST_CASE("law 6 on the fast path: a broken design is refused or judged, never a crash",
          "[property][laws][plan]") {
    std::size_t refused = 0, judged = 0;
    const std::string failure =
        find_failure(cases(10'000), 3, [&](Choices& choices) -> std::string {
            Rules rules(random_rules(choices, {}).text());
            if (!rules.program) return "refused: " + rules.problems;
            const Plan plan = make_plan(*rules.program, {july_first, true, Explain::none});
            const bool as_json = choices.one_in(2);
            std::string text = as_json ? random_json(choices) : random_design(choices, {}).toml();
            for (std::uint32_t i = 1 + choices.pick(4); i > 0; --i) {
                const std::size_t at = choices.pick(static_cast<std::uint32_t>(text.size()));
                switch (choices.pick(3)) {
                    case 0: text.erase(at, 1 + choices.pick(9)); break;
                    case 1: text.insert(at, 1, "\"[]{}=,.\n0-#\x80:\\"[choices.pick(15)]); break;
                    default: text.resize(at); break;
                }
                if (text.empty()) text = " ";
            }
            const std::string padded = text + "\n" + std::string(ReadColumns::padding, '}');
            JudgePortfolio portfolio(plan);
            portfolio.judge(
                {{as_json ? "design.json" : "design.toml", {padded.data(), text.size()}}});
            const bool error =
                std::any_of(portfolio.said().begin(), portfolio.said().end(),
                            [](const auto& one) { return has_errors(one.diagnostics); });
            if (error == (portfolio.verdicts(0) != nullptr))
                return "errors and verdicts, or neither:\n" + text;
            ++(error ? refused : judged);
            return {};
        });
    CHECK(failure == "");
    CHECK(refused > 0);
    CHECK(judged > 0);
}

TEST_CASE("the plan and the reference evaluator agree", "[property][reference][plan]") {
    Asked asked;
    const std::string failure = find_failure(cases(4'000), 3, [&](Choices& choices) -> std::string {
        const std::string written = random_rules(choices, {}).text();
        Rules rules(written);
        if (!rules.program) return "refused: " + rules.problems;
        const Program& program = *rules.program;
        const bool presumptions = !choices.one_in(4);
        const Plan plan = make_plan(program, {july_first, presumptions, Explain::none});
        const std::string toml = random_design(choices, {}).toml();
        const Read read(rules.sources, program.ruleset.vocabulary, toml);
        if (!read.design) return "unread: " + read.problems;
        const auto got = by_plan(program, plan, {&*read.design}, asked);
        if (!got[0]) return {};
        std::map<std::uint32_t, Verdict> worst;
        for (const reference::Judged& one :
             reference::judge(program.ruleset, *read.design, july_first, presumptions)) {
            const auto at = worst.insert({one.rule, one.verdict}).first;
            at->second = std::min(at->second, one.verdict);
        }
        for (const std::uint32_t rule : program.reported) {
            const std::string& id = program.ruleset.rules[rule].id;
            if (worst.count(rule) != 0 && got[0]->at(id) != worst[rule])
                return fmt::format("{}: {}, the reference says {}\n{}{}", id, word(got[0]->at(id)),
                                   word(worst[rule]), written, toml);
        }
        return {};
    });
    CHECK(failure == "");
    CHECK(asked.slow < asked.fast);
}
