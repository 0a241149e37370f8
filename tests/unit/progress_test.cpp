#include "engine/progress.hpp"

#include <catch2/catch_test_macros.hpp>

#include "formats/read_report.hpp"

namespace tutela {
namespace {

// One rule, its verdicts then and now: what became of them.
struct Then {
    const char* subject;
    Verdict verdict;
};

std::vector<Changed> changes(const std::vector<Then>& then, const std::vector<Then>& now) {
    Program program;
    program.ruleset.rules.resize(1);
    program.ruleset.rules[0].id = "AAA-01";
    EarlierReport earlier;
    for (const Then& one : then)
        earlier.verdicts.push_back({"AAA-01", "A rule", one.subject, one.verdict});
    Report report;
    for (const Then& one : now) {
        Finding finding;
        finding.subject_name = finding.subject_words = one.subject;
        finding.verdict = one.verdict;
        report.findings.push_back(std::move(finding));
    }
    return progress_since(program, report, earlier).changes;
}

std::optional<Change> change(Verdict then, Verdict now) {
    const auto all = changes({{"S1", then}}, {{"S1", now}});
    REQUIRE(all.size() <= 1);
    return all.empty() ? std::nullopt : std::optional(all[0].change);
}

constexpr Verdict not_met = Verdict::not_met, undetermined = Verdict::undetermined,
                  judgement = Verdict::needs_judgement, excepted = Verdict::excepted,
                  met = Verdict::met, not_applicable = Verdict::not_applicable;

}  // namespace

TEST_CASE("every pair of verdicts then and now has its change") {
    const Verdict all[] = {not_met, undetermined, judgement, excepted, met, not_applicable};
    const Change w = Change::worse, n = Change::newly_open, b = Change::better,
                 o = Change::otherwise;
    // A row: then; a column: now. The diagonal is no change.
    const Change table[6][6] = {{o, n, n, b, b, b}, {w, o, b, b, b, b}, {w, w, o, b, b, b},
                                {w, n, n, o, o, o}, {w, n, n, o, o, o}, {w, n, n, o, o, o}};
    for (std::size_t then = 0; then < 6; ++then)
        for (std::size_t now = 0; now < 6; ++now) {
            INFO(word(all[then]) << " -> " << word(all[now]));
            const auto got = change(all[then], all[now]);
            if (then == now)
                CHECK(!got);
            else
                CHECK(got == table[then][now]);
        }
}

TEST_CASE(
    "a subject that one report does not know is added or gone, unless nothing applied to it") {
    const auto all = changes({{"S1", met}, {"S2", not_met}, {"S4", not_applicable}},
                             {{"S1", met}, {"S3", undetermined}, {"S5", not_applicable}});
    REQUIRE(all.size() == 2);
    CHECK(all[0].change == Change::added);
    CHECK(all[0].subject == "S3");
    CHECK(!all[0].before);
    CHECK(all[1].change == Change::gone);
    CHECK(all[1].subject == "S2");
    CHECK(!all[1].now);
}

TEST_CASE("a list that was not written down is compared with each of its members") {
    const auto written = changes({{"", undetermined}}, {{"S1", met}, {"S2", not_met}});
    REQUIRE(written.size() == 2);
    CHECK(written[0].change == Change::worse);
    CHECK(written[0].subject == "S2");
    CHECK(written[1].change == Change::better);
    const auto lost = changes({{"S1", met}, {"S2", not_met}}, {{"", undetermined}});
    REQUIRE(lost.size() == 1);
    CHECK(lost[0].change == Change::newly_open);
    CHECK(lost[0].before == not_met);
}

TEST_CASE("what was judged otherwise is told") {
    Program program;
    program.ruleset.name = "core";
    program.ruleset.version = "2.0.0";
    program.profile = "all";
    Report report;
    report.design = "a.toml";
    report.as_of = 10;
    EarlierReport earlier{"a.toml", "core", "2.0.0", "all", 9, {}, {}};
    Progress same = progress_since(program, report, earlier);
    CHECK(!(same.other_design || same.other_rules || same.other_profile || same.earlier_is_later));
    earlier = {"b.toml", "core", "1.0.0", "", 11, {}, {}};
    Progress other = progress_since(program, report, earlier);
    CHECK(
        (other.other_design && other.other_rules && other.other_profile && other.earlier_is_later));
}

namespace {

constexpr const char* report_text =
    R"({"tutela": 1, "design": "a.toml", "ruleset": {"name": "core", "version": "1.0.0"}, "profile": "all", "as_of": "2026-03-01",
 "scores": {"total": {"low": 0.3333333333333333, "high": 0.6666666666666666, "rules": 3, "blocked": true}},
 "verdicts": [{"rule": "AAA-01", "title": "A rule", "subject": "S1", "verdict": "needs judgement"}]})";

std::string problem(const std::string& text, std::size_t limit = 10000) {
    Sources sources;
    const ReadReports read = read_reports(sources, "r.json", text, limit);
    CHECK(read.reports.empty());
    REQUIRE(read.diagnostics.size() == 1);
    CHECK(read.diagnostics[0].code == Code::not_a_report);
    return sources.place(read.diagnostics[0].span) + " " + read.diagnostics[0].message.text();
}

std::string with(const std::string& old, const std::string& other) {
    std::string text = report_text;
    text.replace(text.find(old), old.size(), other);
    return text;
}

}  // namespace

TEST_CASE("a report is read back") {
    Sources sources;
    const ReadReports read = read_reports(sources, "r.json", report_text);
    REQUIRE(read.diagnostics.empty());
    REQUIRE(read.reports.size() == 1);
    const EarlierReport& report = read.reports[0];
    CHECK(report.design == "a.toml");
    CHECK(report.ruleset == "core");
    CHECK(report.version == "1.0.0");
    CHECK(report.profile == "all");
    CHECK(report.as_of == 20513);
    CHECK(report.score.low == Rational{1, 3});
    CHECK(report.score.high == Rational{2, 3});
    CHECK(report.score.blocked);
    REQUIRE(report.verdicts.size() == 1);
    CHECK(report.verdicts[0].subject == "S1");
    CHECK(report.verdicts[0].verdict == judgement);
    const std::string one(report_text);
    CHECK(read_reports(sources, "r.json", R"({"reports": [)" + one + "," + one + "]}")
              .reports.size() == 2);
}

TEST_CASE("what is no report says why, and where") {
    CHECK(problem("") == "r.json:1:1 this is not JSON");
    CHECK(problem("{\"tutela\": 1,\n \"design\" \"a\"}") == "r.json:2:13 this is not JSON");
    CHECK(problem("\xff\xfe{}") == "r.json:1:1 this is not JSON");
    CHECK(problem(std::string(100000, '['), 1000000).find("this is not JSON") != std::string::npos);
    CHECK(problem("[1]") == "r.json:1:1 this is no report of `tutela check --format json`");
    CHECK(problem("{}") == "r.json:1:1 this is no report of `tutela check --format json`");
    CHECK(problem(R"({"reports": [3]})") ==
          "r.json:1:1 this is no report of `tutela check --format json`");
    CHECK(problem(R"({"reports": 3})") == "r.json:1:1 `reports` is not a list");
    CHECK(problem(with("\"tutela\": 1", "\"tutela\": 2")) ==
          "r.json:1:1 the report was written by another version of the program");
    CHECK(problem(with("\"as_of\"", "\"as-of\"")) == "r.json:1:1 the report has no `as_of`");
    CHECK(problem(with("2026-03-01", "soon")) == "r.json:1:1 `as_of` is not a date");
    CHECK(problem(with("\"core\"", "7")) == "r.json:1:1 `ruleset.name` is not a text");
    CHECK(problem(with("0.333333", "-0.333333")) ==
          "r.json:1:1 `scores.total.low` is not a number from 0 to 1");
    CHECK(problem(with("0.333333", "0.933333")) ==
          "r.json:1:1 `scores.total.high` is less than `scores.total.low`");
    CHECK(problem(with("needs judgement", "fine")) ==
          "r.json:1:1 `verdicts[1].verdict` is no verdict");
    CHECK(problem(report_text, 100).find("the report is larger than") != std::string::npos);
}

}  // namespace tutela
