// What is wrong with a design is said with its place and never with its values; nothing makes the
// readers crash or take long.

#include <map>

#include "tests/unit/read_sample.hpp"

namespace tutela {
namespace {

using namespace sample;

TEST_CASE("records without a key are named by their fields, never by position", "[read]") {
    const Outcome got =
        read("d.toml", "[programme]\n[[audits]]\nkind = \"water\"\n[[audits]]\nscore = 1\n");
    REQUIRE(got.read.design);
    const Table& audits = got.read.design->tables[*vocabulary().find_record("audit")];
    REQUIRE(audits.names.size() == 2);
    CHECK(audits.names[0] == "audit without a name");
    CHECK(audits.names[1] == "water");
}

TEST_CASE("an embedded record has all its facts absent, or what is said of the whole", "[read]") {
    const auto address = *vocabulary().find_record("address");
    const Outcome absent = read("d.toml", toml(""));
    REQUIRE(absent.read.design);
    CHECK(absent.read.design->fact({address, 0, 1}).state == FactState::absent);
    const Outcome unknown = read("d.toml", toml("office = { unknown = \"being rented\" }"));
    REQUIRE(unknown.read.design);
    CHECK(unknown.read.design->fact({address, 0, 1}).state == FactState::unknown);
}

TEST_CASE("blank text is absent, with a warning; so is a blank reason", "[read]") {
    for (const std::string line :
         {"area = \" \"", "area = { unknown = \"\" }", "languages = [\" \"]"}) {
        const Outcome got = read("d.toml", toml(line));
        INFO(line << got.said);
        REQUIRE(got.read.design);
        CHECK(got.said.find("[blank-text]") != std::string::npos);
        CHECK(site_fact(*got.read.design, line[0] == 'a' ? "area" : "languages").state ==
              FactState::absent);
    }
}

TEST_CASE("ids are equal after normalisation, whichever way they were typed", "[read]") {
    const Outcome got = read(
        "d.toml",
        "[programme]\n[[sites]]\nid = \"\\u00E9\"\n[[risks]]\nid = \"R1\"\nnear = \"e\\u0301\"\n");
    INFO(got.said);
    CHECK(got.read.design);
    const Outcome twice =
        read("d.toml", "[programme]\n[[sites]]\nid = \"\\u00E9\"\n[[sites]]\nid = \"e\\u0301\"\n");
    CHECK(twice.said.find("[duplicate-key]") != std::string::npos);
}

TEST_CASE("a set names a member once", "[read]") {
    const Outcome got = read(
        "d.toml",
        toml("risks = [\"R1\", \"R1\"]\nlanguages = [\"fr\", \"fra\"]\n[[risks]]\nid = \"R1\""));
    INFO(got.said);
    REQUIRE(got.read.design);
    CHECK(site_fact(*got.read.design, "risks").size == 1);
    CHECK(site_fact(*got.read.design, "languages").size == 1);
}

TEST_CASE("values are never repeated in a message", "[read]") {
    for (const std::string line :
         {"population = \"call Amina Yusuf 0803 555 1234\"",
          "kind = \"call Amina Yusuf 0803 555 1234\"", "risks = [\"Amina Yusuf 0803\"]",
          "languages = [\"Amina Yusuf\"]", "\"Amina Yusuf 0803\" = 1", "area = \"Amina Yusuf\" \"",
          "area = { withheld = \"Amina Yusuf\" }",
          "risks = [\"0803555123\"]\n[[risks]]\nid = \"0803555124\"",
          "area = \"x\"\nid = \"Amina Yusuf\""}) {
        const Outcome got = read("d.toml", toml(line));
        INFO(line << "\n" << got.said);
        CHECK_FALSE(got.read.design);
        CHECK(got.said.find("Amina") == std::string::npos);
        CHECK(got.said.find("0803") == std::string::npos);
    }
    const Outcome twice = read("d.json", json(R"("Amina Yusuf": 1, "Amina Yusuf": 2)"));
    CHECK(twice.said.find("[two-values]") != std::string::npos);
    CHECK(twice.said.find("Amina") == std::string::npos);
}

TEST_CASE("what is wrong is said with the field, what is expected, and the fix", "[read]") {
    const auto says = [](const std::string& line, const char* words) {
        const Outcome got = read("d.toml", toml(line));
        INFO(line << "\n" << got.said);
        CHECK_FALSE(got.read.design);
        CHECK(got.said.find(words) != std::string::npos);
    };
    says("curfew_from = 18:00:00", "names are written with hyphens: `curfew-from`");
    says("populaton = 5", "did you mean `population`?");
    says("population = -5", "[wrong-value]");
    says("population = 2.5", "[wrong-value]");
    says("covered = \"180%\"", "expected share");
    says("cost = 5", "expected money");
    says("wait = \"5 days\"", "expected duration in working days");
    says("seen = \"soon\"", "expected date");
    says("population = { none = \"nobody\" }", "[not-optional]");
    says("population = { is = 5, unknown = \"x\" }", "[two-values]");
    says("population = { is = 5, at-least = 3 }", "[two-values]");
    says("population = { between = [6, 5] }", "the estimate of `sites[1].population`");
    says("population = { unknown = false }", "needs a reason in words");
    says("area = { withheld = \"safety\" }", "[withheld-unattested]");
    says("area = { withheld = \"safety\", by = \"x\", on = \"soon\" }", "[withheld-unattested]");
    says("population = { is = 5, evidence = [\"e1\"] }", "[unknown-evidence]");
    says("population = { is = 5, complete = true }", "`complete` is said of lists");
    says("office = 5", "expected a table");
    says("audits = [5]", "write each audit as [[sites[1].audits]]");
    says("kind = \"unknown\"", "what is not known is written { unknown = \"why\" }");
    says("risks = [\"R\\u001b[2J\"]", "[unknown-reference]");
    says("[[risks]]\nid = \"R\\u001b[2J\"", "holds a control character");
    says("[[risks]]\nid = \"R\\u202etxt\"", "holds a control character");
    says("[[risks]]\nid = \"\\u2066R\"", "holds a control character");
}

TEST_CASE("a file without [programme] is not a design, and that is all that is said", "[read]") {
    const Outcome got = read("d.toml", "[programe]\nx = 1\ny = 2\n");
    CHECK(got.read.diagnostics.size() == 1);
    CHECK(got.said.find("[not-a-design]") != std::string::npos);
    CHECK(got.said.find("is this meant to be `programme`?") != std::string::npos);
}

TEST_CASE("included files: circles, twins, what cannot be read", "[read]") {
    const auto reads = [](const std::map<std::string, std::string>& files) {
        Sources sources;
        const ReadInclude include = [&](std::string_view path) -> std::optional<std::string> {
            const auto at = files.find(std::string(path));
            return at == files.end() ? std::nullopt : std::optional(at->second);
        };
        const ReadDesign got =
            read_design(sources, vocabulary(), "d.toml", files.at("d.toml"), include);
        return (got.design ? "design " : "none ") + render(sources, got.diagnostics);
    };
    const std::string start = "[programme]\n[[risks]]\nid = \"R1\"\nnear = \"S1\"\n";
    const std::string site = "[[sites]]\nid = \"S1\"\n";
    const std::string with_other = "include = [\"o.toml\"]\n";
    CHECK(reads({{"d.toml", with_other + start}, {"o.toml", site}}) == "design ");
    // The same file by two ways is read once.
    CHECK(reads({{"d.toml", "include = [\"o.toml\", \"p.toml\"]\n" + start},
                 {"o.toml", site},
                 {"p.toml", with_other}}) == "design ");
    CHECK(reads({{"d.toml", with_other + start}, {"o.toml", "include = [\"d.toml\"]\n" + site}})
              .find("[cyclic-include]") != std::string::npos);
    // One root cause, one diagnostic: the site is missing because its file is.
    const std::string unreadable = reads({{"d.toml", with_other + start}});
    CHECK(unreadable.find("[unreadable-file]") != std::string::npos);
    CHECK(unreadable.find("[unknown-reference]") == std::string::npos);
    // Stated to be none here, listed there.
    CHECK(reads({{"d.toml", with_other + "sites = []\n[programme]\n"}, {"o.toml", site}})
              .find("[two-values]") != std::string::npos);
    CHECK(reads({{"d.toml", with_other + "[programme]\n" + site},
                 {"o.toml", "[[sites]]\nid = \"S2\"\n"}}) == "design ");
}

std::string many(std::size_t n, const std::string& part) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) text += part;
    return text;
}

TEST_CASE("no text that fits the limits takes deep recursion, or long to read", "[read]") {
    std::string keys, evidence;
    std::string json_keys = "{\"programme\": {}";
    for (int i = 0; i < 100'000; ++i) {
        keys += "k" + std::to_string(i) + " = 1\n";
        json_keys += ",\"k" + std::to_string(i) + "\":1";
        evidence += "[[evidence]]\nid = \"e" + std::to_string(i) + "\"\n";
    }
    const std::pair<std::string, std::string> texts[] = {
        {"d.toml", many(2'000'000, "a.") + "a = 1"},
        {"d.toml", "[" + many(2'000'000, "a.") + "a]"},
        {"d.toml", "a = " + many(60, "{" + many(60, "a.") + "a = ") + "1"},
        {"d.toml", "a = " + many(100'000, "[") + many(100'000, "]")},
        {"d.toml", "a = [" + many(3'000'000, "1,") + "]"},
        {"d.toml", "[programme]\nx = [" + many(400'000, "1,") + "]"},
        {"d.toml", "[programme]\nx = [" + many(200'000, "\"é\",") + "]"},
        {"d.toml", "[programme]\n" + keys},
        {"d.toml", "[programme]\nx = 1\n" + evidence},
        {"d.json", json_keys + "}"},
        {"d.json", "{\"a\": [" + many(3'000'000, "1,") + "1]}"},
        {"d.json", "{\"a\": 1" + many(300'000, ",\"a\": 1") + "}"},
    };
    for (const auto& [name, text] : texts) {
        const Outcome got = read(name, text);
        CAPTURE(name, text.substr(0, 30));
        CHECK_FALSE(got.read.design);
        CHECK(has_errors(got.read.diagnostics));
        CHECK(got.read.diagnostics.size() < 2500);
    }
}

}  // namespace
}  // namespace tutela
