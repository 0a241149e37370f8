// The version of a report that may leave the organisation: the same verdicts, in an order that does not follow the names.

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <catch2/catch_test_macros.hpp>

#include "engine/share.hpp"
#include "tests/property/world.hpp"

namespace {

using namespace property;
using namespace tutela;

std::string what(const Finding& f) {
    return fmt::format(
        "{} {} {} {} W{} X{} R{} blocked {} waived {} assured {} open {} deciding {}",
        word(f.verdict), word(f.reason), f.reason_detail, word(f.severity), int(f.when),
        int(f.unless), int(f.require), f.blocked, f.waived_by.has_value(), int(f.assurance),
        f.open.size(), f.deciding.size());
}

using ByRow = std::map<std::pair<std::uint32_t, std::vector<std::uint32_t>>, const Finding*>;

ByRow by_row(const Report& report) {
    ByRow found;
    for (const Finding& finding : report.findings)
        found[{finding.rule, finding.subject}] = &finding;
    return found;
}

// Exceptions and judgements on some of what was found, by the names that the design gives.
std::string decisions(const Program& program, const Report& report, Choices& choices) {
    std::string text;
    for (const Finding& finding : report.findings) {
        const Rule& rule = program.ruleset.rules[finding.rule];
        const std::string subject = choices.one_in(6) ? "" : finding.subject_name;
        if (choices.one_in(3))
            text += fmt::format(
                "\n[[judgements]]\nrule = \"{}\"\nsubject = \"{}\"\npost = \"p\"\nreason = \"r\"\n"
                "date = 2026-06-0{}\nresult = \"{}\"\n",
                rule.id, subject, 1 + choices.pick(9), choices.one_in(2) ? "met" : "not met");
        if (choices.one_in(3))
            text += fmt::format(
                "\n[[exceptions]]\nrule = \"{}\"\nscope = \"{}\"\nreason = \"r\"\nreason-kind = "
                "\"untested\"\n"
                "owner = \"o\"\napprover = \"{}\"\nuntil = 2026-0{}-30\n",
                rule.id, subject, rule.waivable_by.empty() ? "nobody" : rule.waivable_by.front(),
                6 + choices.pick(3));
    }
    return text;
}

// Every rule may be waived.
std::string waivable(std::string rules) {
    const std::string before = "  principle safety\n";
    for (std::size_t at = rules.find(before); at != std::string::npos;
         at = rules.find(before, at + before.size()))
        if (rules.rfind("rule AAA-", at) != std::string::npos)
            rules.insert(at + before.size(), "  may be waived by adviser\n");
    return rules;
}

}  // namespace

TEST_CASE("a report for sharing has the verdicts of the whole one", "[property][share]") {
    std::size_t judged_ones = 0, waived = 0;
    const std::string failure = find_failure(cases(6'000), 1, [&](Choices& choices) -> std::string {
        const std::string written = waivable(random_rules(choices, {}).text());
        Rules rules(written);
        if (!rules.program) return "refused: " + rules.problems;
        const Program& program = *rules.program;
        const std::string bare = random_design(choices, {}).toml();
        Sources sources;
        const Read first(sources, program.ruleset.vocabulary, bare);
        if (!first.design) return "unreadable: " + first.problems;
        const std::string whole =
            bare + decisions(program, judged(program, *first.design), choices);
        const Read read(sources, program.ruleset.vocabulary, whole);
        if (!read.design) return "unreadable: " + read.problems;
        const Report real = judged(program, *read.design, true, Explain::deciding);
        const Masked masked = mask(program.ruleset.vocabulary, *read.design);
        const Shared shared =
            share(program, *read.design, real, {july_first, true, Explain::deciding});
        const ByRow told = by_row(shared.report);
        if (told.size() != real.findings.size()) return "not as many findings\n" + whole;
        for (const Finding& finding : real.findings) {
            const Rule& rule = program.ruleset.rules[finding.rule];
            std::vector<std::uint32_t> rows = finding.subject;
            for (std::size_t i = 0; i < rows.size(); ++i) {
                const Type type = program.expressions[rule.for_each[i].list].type.member();
                if (type.kind == TypeKind::record) rows[i] = masked.moved[type.id][rows[i]];
            }
            const auto at = told.find({finding.rule, rows});
            if (at == told.end()) return rule.id + ": the subject is gone\n" + whole;
            judged_ones += finding.reason == Reason::judged ? 1 : 0;
            waived += finding.waived_by ? 1 : 0;
            if (what(finding) != what(*at->second))
                return fmt::format("{} {}\n  is    {}\n  is told {}\n{}\n{}", rule.id,
                                   finding.subject_name, what(finding), what(*at->second), written,
                                   whole);
        }
        return {};
    });
    CHECK(failure == "");
    INFO(fmt::format("{} were judged, {} waived", judged_ones, waived));
    CHECK(judged_ones > 0);
    CHECK(waived > 0);
}

TEST_CASE(
    "records are numbered by everything that a design says, in an order that is not the file's",
    "[share]") {
    Rules rules(
        "ruleset generated \"1.0.0\"  language en\n  title \"Generated\"\n  uses test-world "
        "\"1\"\n");
    REQUIRE(rules.program);
    const Vocabulary& vocabulary = rules.program->ruleset.vocabulary;
    const RecordId site = *vocabulary.find_record("site");
    // Where the sites stand, in the order of their names.
    const auto numbers = [&](const std::string& stage, bool backwards) {
        std::string text = "[programme]\nstage = \"" + stage + "\"\n";
        for (int i = 0; i < 12; ++i)
            text += fmt::format("[[sites]]\nid = \"s{}\"\n", backwards ? 11 - i : i);
        Sources sources;
        const Read read(sources, vocabulary, text);
        REQUIRE(read.design);
        const Masked masked = mask(vocabulary, *read.design);
        for (const auto* words :
             {&masked.design.tables[site].names, &masked.design.tables[site].paths})
            for (const std::string& word : *words) CHECK(word.find("site ") != std::string::npos);
        return masked.moved[site];
    };
    const std::vector<std::uint32_t> one = numbers("draft", false);
    CHECK(!std::is_sorted(one.begin(), one.end()));
    CHECK(!std::is_sorted(one.rbegin(), one.rend()));
    CHECK(one == numbers("draft", true));
    CHECK(one != numbers("submitted", false));
}
