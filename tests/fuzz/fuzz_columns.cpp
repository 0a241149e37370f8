// The reader that takes JSON straight into columns, against the one that builds a design: whatever bytes come, both accept
// the same designs, have something to say of the same, and the verdicts are those of the engine. A line is a design, as in
// JSON Lines; the lines are one group, so that none may leave anything to the next.

#include <algorithm>
#include <cstdio>

#include "diagnostics/render.hpp"
#include "engine/program.hpp"
#include "formats/portfolio.hpp"
#include "tests/fuzz/fuzz_design.hpp"

namespace {

using namespace tutela;

// Looks at every field of the vocabulary in some way.
constexpr const char* rules_text = R"(ruleset fuzz-rules "1"  language en
  title "Rules for the fuzzer"
  uses fuzz "1"
principle safety "Safety"
rule AAA-01 "Texts and dates"
  principle safety
  severity critical
  require programme.title is given and programme.start < 2027-01-01
rule AAA-02 "Money"
  principle safety
  severity major
  require programme.cost < EUR 1000
rule AAA-03 "Each site"
  principle safety
  severity minor
  for each site in sites
  when site.kind is camp
  require site.people <= 500 and site.share >= 20% and site.wait <= 3 working days
rule AAA-04 "Times and sets"
  principle safety
  severity minor
  for each site in sites
  require site.dark is given and (site.languages covers [fra, eng] or (count of site.bands) > 1)
rule AAA-05 "References"
  principle safety
  severity major
  require every r in risks satisfies some s in sites satisfies r in s.risks
rule AAA-06 "Sums and shares"
  principle safety
  severity major
  require (sum of s.people for s in sites) > 100 and count of sites < 5 and at least 50% of s in sites has kind office
rule AAA-07 "Keys"
  principle safety
  severity major
  require not some s in sites satisfies some r in risks satisfies r.id is s.id
)";
constexpr std::int64_t july_first = 20'635;  // 2026-07-01

struct Rules {
    Sources sources;
    std::optional<Program> program;
    EvaluateOptions options{july_first, true, Explain::none};
    std::optional<Plan> plan;

    Rules() {
        const auto find = [](std::string_view name) -> std::optional<RuleFile> {
            if (name == "fuzz") return RuleFile{"fuzz.tutela", fuzz_vocabulary_text};
            return std::nullopt;
        };
        Compiled compiled = compile(sources, {{"rules.tutela", rules_text}}, find, {july_first});
        if (!compiled.ruleset) {
            std::fputs(render(sources, compiled.diagnostics, {}).c_str(), stderr);
            std::abort();
        }
        program.emplace(make_program(std::move(*compiled.ruleset)));
        plan.emplace(make_plan(*program, options));
    }
};

void require(bool as_it_must, const char* what, std::string_view line) {
    if (as_it_must) return;
    std::fprintf(stderr, "%s: %.*s\n", what, static_cast<int>(line.size()), line.data());
    std::abort();
}

void compare(const Rules& rules, JudgePortfolio& portfolio, std::size_t number,
             std::string_view line) {
    Sources sources;
    const ReadDesign read =
        read_design(sources, rules.program->ruleset.vocabulary, "line.json", std::string(line));
    const Verdict* got = portfolio.verdicts(number);
    require(read.design.has_value() == (got != nullptr), "one reads it, one does not", line);
    const bool said = std::any_of(portfolio.said().begin(), portfolio.said().end(),
                                  [&](const auto& one) { return one.design == number; });
    require(said == !read.diagnostics.empty(), "only one has something to say", line);
    if (!got) return;
    const Report report = evaluate(*rules.program, *read.design, rules.options);
    for (std::size_t i = 0; i < report.rules.size(); ++i)
        require(got[i] == report.rules[i].verdict,
                rules.program->ruleset.rules[report.rules[i].rule].id.c_str(), line);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const Rules rules;
    const std::string_view all(reinterpret_cast<const char*>(bytes), size);
    std::string padded(all);
    padded += "\n" + std::string(ReadColumns::padding, ' ');
    std::vector<JudgePortfolio::Text> texts;
    for (std::size_t at = 0; at < size && texts.size() < JudgePortfolio::group;) {
        const std::size_t end = std::min(all.find('\n', at), size);
        texts.push_back({"line", std::string_view(padded).substr(at, end - at)});
        at = end + 1;
    }
    JudgePortfolio portfolio(*rules.plan);
    portfolio.judge(texts);
    for (std::size_t i = 0; i < texts.size(); ++i) compare(rules, portfolio, i, texts[i].text);
    return 0;
}
