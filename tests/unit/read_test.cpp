// Designs in TOML and JSON: one meaning, every state of a fact, every problem with its place.

#include "tests/unit/read_sample.hpp"

namespace tutela {
namespace {

using namespace sample;

void both_say(const std::string& toml_line, const std::string& json_member, const char* field,
              FactState state) {
    for (const auto& [name, text] : {std::pair{std::string("d.toml"), toml(toml_line)},
                                     {std::string("d.json"), json(json_member)}}) {
        const Outcome got = read(name, text);
        INFO(name << "\n" << text << "\n" << got.said);
        REQUIRE(got.read.design);
        CHECK(site_fact(*got.read.design, field).state == state);
    }
}

TEST_CASE("each state of a fact reads alike from TOML and JSON", "[read]") {
    both_say("population = 500", R"("population": 500)", "population", FactState::stated);
    both_say("", "", "population", FactState::absent);
    both_say("population = { between = [400, 600] }", R"("population": {"between": [400, 600]})",
             "population", FactState::estimated);
    both_say("population = { at-least = 400 }", R"("population": {"at-least": 400})", "population",
             FactState::estimated);
    both_say("population = { unknown = \"census in June\" }",
             R"("population": {"unknown": "census in June"})", "population", FactState::unknown);
    both_say("population = { fill = \"people\" }", R"("population": {"fill": "people"})",
             "population", FactState::to_fill);
    both_say("area = { withheld = \"safety\", by = \"Protection Officer\", on = 2026-05-01 }",
             R"("area": {"withheld": "safety", "by": "Protection Officer", "on": "2026-05-01"})",
             "area", FactState::withheld);
    both_say("curfew-from = { none = \"no curfew\" }", R"("curfew-from": {"none": "no curfew"})",
             "curfew-from", FactState::none);
    both_say("languages = []", R"("languages": [])", "languages", FactState::none);
    both_say("languages = [\"hau\", \"kau\"]", R"("languages": ["hau", "kau"])", "languages",
             FactState::stated);
    both_say("population = { is = 500, evidence = [] }",
             R"("population": {"is": 500, "evidence": []})", "population", FactState::stated);
}

TEST_CASE("values are exact and in the field's unit", "[read]") {
    const Outcome got = read("d.toml", toml("wait = 5\ncost = \"EUR 1200.50\"\ncovered = "
                                            "\"80%\"\nseen = \"2026-02\"\ncurfew-from = 18:30:00"));
    INFO(got.said);
    REQUIRE(got.read.design);
    const Design& design = *got.read.design;
    CHECK(site_fact(design, "wait").number == point(std::int64_t{5}));
    CHECK(site_fact(design, "cost").number.low == Rational{2401, 2});
    CHECK(currency_letters(site_fact(design, "cost").number.currency) == "EUR");
    CHECK(site_fact(design, "covered").number == point(Rational{4, 5}));
    CHECK(site_fact(design, "seen").number.high.numerator -
              site_fact(design, "seen").number.low.numerator ==
          27);
    CHECK(site_fact(design, "curfew-from").number == point(std::int64_t{18 * 60 + 30}));
}

TEST_CASE(
    "a list marked open is incomplete unless the design says otherwise, and references into it "
    "with it",
    "[read]") {
    const std::string text =
        "[programme]\n[[sites]]\nid = \"S1\"\nrisks = [\"R1\"]\n[[risks]]\nid = \"R1\"\n";
    const Outcome open = read("d.toml", text);
    const Outcome whole = read("d.toml", "[complete]\nrisks = true\n" + text);
    REQUIRE(open.read.design);
    REQUIRE(whole.read.design);
    CHECK_FALSE(site_fact(*open.read.design, "risks").complete);
    CHECK(site_fact(*whole.read.design, "risks").complete);
}

TEST_CASE("five mistakes give five diagnostics, each with its line", "[read]") {
    const Outcome got =
        read("d.toml",
             "[programme]\nstage = \"submited\"\n[[sites]]\nid = \"S1\"\npopulation = \"many\"\n"
             "travel_time = 3\nrisks = [\"R9\"]\ncovered = 1.5\n");
    INFO(got.said);
    CHECK_FALSE(got.read.design);
    REQUIRE(got.read.diagnostics.size() == 5);
    for (const char* place : {"d.toml:2:", "d.toml:5:", "d.toml:6:", "d.toml:7:", "d.toml:8:"})
        CHECK(got.said.find(place) != std::string::npos);
    CHECK(got.said.find("did you mean `submitted`?") != std::string::npos);
    // Values of a design are not repeated.
    CHECK(got.said.find("many") == std::string::npos);
}

TEST_CASE("broken files get a message and no design", "[read]") {
    for (const std::string& name : {std::string("d.toml"), std::string("d.json")})
        for (const std::string& text :
             {std::string(), std::string("["), std::string("{"), std::string(100'000, '['),
              std::string("a=") + std::string(100'000, '['), std::string("\x00\x01\x02\xff", 4),
              std::string("x = \"\xff\""), std::string(std::size_t{50} << 20U, 'a'),
              std::string("[1]"), std::string("a = 1")}) {
            const Outcome got = read(name, text);
            CAPTURE(name, text.substr(0, 20), text.size());
            CHECK_FALSE(got.read.design);
            CHECK(has_errors(got.read.diagnostics));
        }
}

TEST_CASE("two records with one key, and a key that is missing, are errors", "[read]") {
    const Outcome twice =
        read("d.toml", "[programme]\n[[sites]]\nid = \"S1\"\n[[sites]]\nid = \"S1\"\n");
    CHECK(twice.said.find("duplicate-key") != std::string::npos);
    const Outcome missing = read("d.toml", "[programme]\n[[sites]]\npopulation = 1\n");
    CHECK(missing.said.find("missing-key") != std::string::npos);
}

TEST_CASE("an included file keeps its own place, and two values for one fact are an error",
          "[read]") {
    Sources sources;
    const ReadInclude include = [](std::string_view path) -> std::optional<std::string> {
        if (path == "a/organisation.toml") return "[programme]\ntitle = \"x\"\nstage = \"draft\"\n";
        return std::nullopt;
    };
    const ReadDesign twice =
        read_design(sources, vocabulary(), "a/d.toml",
                    "include = [\"organisation.toml\"]\n[programme]\nstage = \"draft\"\n", include);
    CHECK_FALSE(twice.design);
    REQUIRE(twice.diagnostics.size() == 1);
    CHECK(sources.place(twice.diagnostics[0].span) == "a/organisation.toml:3:1");
    const ReadDesign once = read_design(sources, vocabulary(), "a/d.toml",
                                        "include = [\"organisation.toml\"]\n", include);
    CHECK(once.design);
}

}  // namespace
}  // namespace tutela
