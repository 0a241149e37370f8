// Designs in JSON, read straight into columns where that is possible: whatever is read so, the slower reader reads too and
// has nothing to say about; the verdicts are those of the engine. Also of texts that were damaged.

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include "engine/from_verdicts.hpp"
#include "formats/portfolio.hpp"
#include "tests/property/world.hpp"

namespace {

using namespace property;
using namespace tutela;

void damage(std::string& json, Choices& choices) {
    const std::size_t at = choices.pick(static_cast<std::uint32_t>(json.size()));
    switch (choices.pick(4)) {
        case 0: json.erase(at, 1 + choices.pick(9)); break;
        case 1: json.insert(at, 1, "\"[]{}:,. 0-\\u\x80\x01te"[choices.pick(17)]); break;
        case 2: json.resize(at); break;
        default: json[at] = "\"[]{}:,. 0-9eE+"[choices.pick(15)]; break;
    }
}

// Gate and scores from verdicts alone are those of the report, or nothing.
std::string compare_gate(const Program& program, const Verdict* verdicts, bool has_waivers,
                         const Report& report, Choices& choices) {
    const auto level = [&]() -> std::optional<Severity> {
        const std::uint32_t picked = choices.pick(5);
        if (picked == 4) return std::nullopt;
        return static_cast<Severity>(picked);
    };
    const GateOptions options{level(), level()};
    const FromVerdicts from(program, options);
    const auto gate = from.gate(verdicts, has_waivers, false);
    if (gate && *gate != gate_of(report, options)) return "another gate";
    // With a baseline, only what gates by no verdict at all is told from verdicts.
    if (from.gate(verdicts, has_waivers, true) == Gate::failed) return "a baseline was not asked";
    Report scored;
    if (!from.scores(verdicts, scored)) return {};
    const auto same = [](const Score& a, const Score& b) {
        return a.rules == b.rules && a.blocked == b.blocked &&
               (a.rules == 0 || (a.low == b.low && a.high == b.high));
    };
    bool all_same = same(scored.score, report.score) &&
                    scored.by_principle.size() == report.by_principle.size();
    for (std::size_t i = 0; all_same && i < report.by_principle.size(); ++i)
        all_same = scored.by_principle[i].first == report.by_principle[i].first &&
                   same(scored.by_principle[i].second, report.by_principle[i].second);
    return all_same ? "" : "other scores";
}

// What rows tell is what the report says, or nothing.
std::string compare_rows(const Program& program, const std::vector<ToldRow>& got,
                         const Report& report) {
    const std::vector<ToldRow> wanted = told_rows(report);
    if (got.size() != wanted.size()) return "another number of rows";
    const auto written = [](const ToldRow& row) {
        return fmt::format("{}, severity {}, reason {}, [{}], {}", word(row.verdict),
                           static_cast<int>(row.severity), word(row.reason),
                           fmt::join(row.subjects, ", "), row.message);
    };
    for (std::size_t r = 0; r < got.size(); ++r)
        if (const std::string here = written(got[r]), there = written(wanted[r]); here != there)
            return fmt::format("{}: {}; the report says: {}",
                               program.ruleset.rules[report.rules[r].rule].id, here, there);
    return {};
}

// The same of a design of a group, which must be read, and its rows told; `row`: that of a rule.
std::string compare_told(const Plan& plan, JudgePortfolio& portfolio, std::size_t number,
                         const std::string& line, std::size_t rule, ToldRow& row) {
    const Program& program = *plan.program;
    Sources sources;
    const ReadDesign read = read_design(sources, program.ruleset.vocabulary, "line.json", line);
    if (!read.design) return "cannot be read: " + line;
    const auto* rows = portfolio.told(number);
    if (!rows) return "not told: " + line;
    row = rows->at(rule);
    const std::string different =
        compare_rows(program, *rows, evaluate(program, *read.design, plan.options));
    return different.empty() ? "" : different + "\n" + line;
}

// Designs to be judged together, with what must be readable after each.
struct Group {
    explicit Group(const std::vector<std::string>& lines) {
        for (const std::string& line : lines)
            padded.push_back(line + "\n" + std::string(ReadColumns::padding, '{'));
        for (std::size_t i = 0; i < lines.size(); ++i)
            texts.push_back({"line", {padded[i].data(), lines[i].size()}});
    }
    std::vector<std::string> padded;
    std::vector<JudgePortfolio::Text> texts;
};

}  // namespace

TEST_CASE("designs read into columns are judged as the engine judges them", "[property][plan]") {
    constexpr std::size_t count = 6;
    std::size_t all = 0, slowly = 0, with_reasons = 0, told = 0;
    const std::string failure =
        find_failure(cases(20'000), 1, [&](Choices& choices) -> std::string {
            Allowed allowed;
            allowed.scan = allowed.embedded = allowed.messages = true;
            const std::string written = random_rules(choices, allowed).text();
            Rules rules(written);
            if (!rules.program) return "refused: " + rules.problems;
            const EvaluateOptions options{july_first, true, Explain::none};
            const bool reasons = !choices.one_in(3);
            const Plan plan = make_plan(*rules.program, options, reasons);
            std::vector<std::string> lines;
            for (std::size_t i = 0; i < count; ++i) {
                lines.push_back(random_json(choices));
                if (choices.one_in(4)) damage(lines.back(), choices);
            }
            JudgePortfolio portfolio(plan);
            const Group group(lines);
            portfolio.judge(group.texts);
            all += count;
            slowly += portfolio.read_slowly;
            for (std::size_t i = 0; i < count; ++i) {
                Sources sources;
                const ReadDesign read =
                    read_design(sources, rules.program->ruleset.vocabulary, "line.json", lines[i]);
                const Verdict* got = portfolio.verdicts(i);
                if (read.design.has_value() != (got != nullptr))
                    return "one reads it, one does not:\n" + lines[i];
                if (!got) continue;
                const bool said = std::any_of(portfolio.said().begin(), portfolio.said().end(),
                                              [&](const auto& one) { return one.design == i; });
                if (said != !read.diagnostics.empty())
                    return "something is to be said of\n" + lines[i];
                const Report report = evaluate(*rules.program, *read.design, options);
                for (std::size_t r = 0; r < report.rules.size(); ++r)
                    if (got[r] != report.rules[r].verdict)
                        return fmt::format("{}: {}, the engine says {}\n{}\n{}",
                                           rules.program->ruleset.rules[report.rules[r].rule].id,
                                           word(got[r]), word(report.rules[r].verdict), written,
                                           lines[i]);
                if (reasons) {
                    ++with_reasons;
                    const std::size_t partly = portfolio.told_partly;
                    if (const auto* rows = portfolio.told(i)) {
                        told += portfolio.told_partly == partly ? 1 : 0;
                        const std::string different = compare_rows(*rules.program, *rows, report);
                        if (!different.empty()) return different + "\n" + written + "\n" + lines[i];
                    }
                }
                const std::string other =
                    compare_gate(*rules.program, got, portfolio.has_waivers(i), report, choices);
                if (!other.empty()) return other + "\n" + written + "\n" + lines[i];
            }
            return {};
        });
    CHECK(failure == "");
    INFO(fmt::format("of {} designs {} by the slower reader", all, slowly));
    CHECK(slowly * 2 < all);
    // A comparison of rows that were seldom told would say little.
    INFO(fmt::format("of {} designs the rows of {} were told from columns", with_reasons, told));
    CHECK(told * 4 > with_reasons);
}

// Which of many rows it is that two rules leave open decides whether one of them is blocked.
TEST_CASE("columns tell which row two rules leave open, of lists of any length",
          "[property][plan]") {
    const std::string written = R"(ruleset generated "1"  language en
  uses test-world "1"
principle safety "Safety"
rule AAA-01 "Camps are safe"
  principle safety
  severity critical
  require every site in sites where site.kind is camp satisfies site.safe
rule AAA-02 "Towns are safe and reached"
  principle safety
  severity major
  require every site in sites where site.kind is town satisfies site.safe and site.reached >= 50%
  requires AAA-01
)";
    Rules rules(written);
    REQUIRE(rules.problems == "");
    const EvaluateOptions options{july_first, true, Explain::none};
    const Plan plan = make_plan(*rules.program, options, true);
    std::size_t blocked = 0, open = 0, partly = 0;
    const std::string failure =
        find_failure(cases(20'000), 1, [&](Choices& choices) -> std::string {
            std::vector<std::string> lines;
            for (int design = 0; design < 4; ++design) {
                std::string sites;
                const std::uint32_t count = 1 + choices.pick(choices.one_in(4) ? 20 : 7);
                for (std::uint32_t i = 0; i < count; ++i) {
                    static constexpr const char* kinds[] = {"camp", "town", "town", "border"};
                    sites += fmt::format(R"({}{{"id":"S{}")", i == 0 ? "" : ",", i);
                    if (!choices.one_in(20))
                        sites += fmt::format(R"(,"kind":"{}")", kinds[choices.pick(4)]);
                    if (!choices.one_in(6)) sites += R"(,"safe":true)";
                    if (!choices.one_in(6)) sites += R"(,"reached":"80%")";
                    sites += "}";
                }
                lines.push_back(R"({"programme":{},"sites":[)" + sites + "]}");
            }
            JudgePortfolio portfolio(plan);
            const Group group(lines);
            portfolio.judge(group.texts);
            for (std::size_t i = 0; i < lines.size(); ++i) {
                ToldRow row;
                const std::string different = compare_told(plan, portfolio, i, lines[i], 1, row);
                if (!different.empty()) return different;
                blocked += row.reason == Reason::blocked_by ? 1 : 0;
                open += row.verdict == Verdict::undetermined ? 1 : 0;
            }
            partly += portfolio.told_partly;
            return {};
        });
    CHECK(failure == "");
    // Both happen, and the evaluator is asked about the long lists alone.
    INFO(fmt::format("{} open, {} of them blocked, {} by the evaluator", open, blocked, partly));
    CHECK(blocked * 20 > open);
    CHECK(blocked * 2 < open);
    CHECK(partly > 0);
    CHECK(partly * 5 < open);
}

// What is told by the evaluator for one rule alone asks the scan too, and what blocks a rule may be open in an exception to
// an exception to an exception.
TEST_CASE("rows that columns do not tell whole are those of the report", "[property][plan]") {
    const std::string written = R"(ruleset generated "1"  language en
  uses test-world "1"
principle safety "Safety"
rule AAA-01 "Sites are safe"
  principle safety
  severity critical when (every s in (if programme.remote then sites else sites) satisfies s.reached >= 10%) and the scan finds nothing, else minor
  require every s in sites satisfies s.safe
rule AAA-02 "Some site is large"
  principle safety
  severity major
  require some s in sites satisfies s.population > 10
rule AAA-03 "Some site is cheap and known"
  principle safety
  severity major
  require some s in sites satisfies s.reached >= 90%
  requires AAA-02
exception one to AAA-02
  when programme.remote
  because "one"
exception two to one
  when programme.remote
  because "two"
exception three to two
  when some s in sites satisfies s.reached >= 90%
  because "three"
)";
    Rules rules(written);
    REQUIRE(rules.problems == "");
    const EvaluateOptions options{july_first, true, Explain::none};
    const Plan plan = make_plan(*rules.program, options, true);
    const std::vector<std::string> lines{
        R"({"programme":{"remote":true},"sites":[{"id":"S1","safe":false,"reached":"50%","population":5,"label":"ask him at someone@example.org"}]})",
        R"({"programme":{"remote":true},"sites":[{"id":"S1","safe":false,"population":5}]})"};
    JudgePortfolio portfolio(plan);
    const Group group(lines);
    portfolio.judge(group.texts);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        ToldRow row;
        REQUIRE(compare_told(plan, portfolio, i, lines[i], i == 0 ? 0 : 2, row) == "");
        if (i == 0) CHECK(row.severity == Severity::minor);
        if (i == 1) CHECK(row.reason == Reason::blocked_by);
    }
    CHECK(portfolio.told_partly > 0);
}
