// A whole design in TOML and in JSON says the same, and each fact knows where.

#include <algorithm>

#include "tests/unit/read_sample.hpp"

namespace tutela {
namespace {

using namespace sample;

std::string words(const Design& design, const Type& type, std::uint32_t index) {
    if (type.kind == TypeKind::text) return design.texts[index];
    if (type.kind == TypeKind::record)
        return design.tables[type.id].names[index] + "#" + std::to_string(index);
    return std::to_string(index);
}

std::string words(const Interval& number) {
    const auto end = [](bool open, Rational r) {
        return open ? "open" : std::to_string(r.numerator) + "/" + std::to_string(r.denominator);
    };
    return "[" + end(number.no_low, number.low) + ", " + end(number.no_high, number.high) + "]" +
           currency_letters(number.currency);
}

std::string words(const Design& design, FactRef ref) {
    const Fact& fact = design.fact(ref);
    const Type& type = vocabulary().records[ref.record].fields[ref.field].type;
    std::string said =
        path_of(vocabulary(), design, ref) + " " + std::to_string(static_cast<int>(fact.state));
    if (fact.complete) said += " complete";
    if (fact.has_evidence)
        said += " evidence " + std::to_string(static_cast<int>(fact.evidence)) + "@" +
                std::to_string(fact.evidence_date);
    if (fact.reason != no_text) said += " because " + design.texts[fact.reason];
    if (fact.state != FactState::stated && fact.state != FactState::estimated) return said;
    if (type.is_numeric()) return said + " " + words(fact.number);
    if (!type.is_collection()) return said + " " + words(design, type, fact.index);
    for (std::uint32_t i = 0; i < fact.size; ++i)
        said += " " + words(design, type.member(), design.members[fact.first + i]);
    return said;
}

// Everything but places and the numbers of texts.
std::vector<std::string> said_by(const Design& design) {
    std::vector<std::string> said;
    for (RecordId id = 0; id < design.tables.size(); ++id) {
        const Table& table = design.tables[id];
        for (std::uint32_t row = 0; row < table.places.size(); ++row) {
            said.push_back(table.paths[row] + " is called " + table.names[row]);
            for (std::uint32_t f = 0; f < table.stride; ++f)
                said.push_back(words(design, {id, row, f}));
        }
    }
    for (const DesignText& text : design.scannable) {
        // JSON has dates and times as texts, so it has some more to scan.
        const std::string& words = design.texts[text.text];
        if (words.rfind("2026-", 0) != 0 && words.rfind("18:", 0) != 0)
            said.push_back("scan " + text.path + " " + words);
    }
    for (const Evidence& e : design.evidence)
        said.push_back("evidence " + e.id + " " + e.kind + " " +
                       std::to_string(static_cast<int>(e.level)) + " " +
                       std::to_string(e.date.value_or(0)));
    for (const Waiver& w : design.waivers)
        said.push_back("waiver " + w.rule + " " + w.scope + " " + w.reason_kind + " " + w.reason +
                       " " + w.owner + " " + w.approver + " " + std::to_string(w.from.value_or(0)) +
                       " " + std::to_string(w.until.value_or(0)) +
                       (w.unreadable_date ? " unreadable" : ""));
    for (const Judgement& j : design.judgements)
        said.push_back("judgement " + j.rule + " " + j.subject + " " + j.post + " " + j.reason +
                       " " + std::to_string(j.date.value_or(0)) + (j.met ? " met" : " not met"));
    return said;
}

const char* const whole_toml = R"(
[programme]
title = "Pr\u00F3tección"
stage = "submitted"

[complete]
risks = true

[[sites]]
id = "S1"
kind = "camp"
population = { is = 500, evidence = ["census"] }
area = { withheld = "safety of residents", by = "Protection Officer", on = 2026-05-01 }
curfew-from = { none = "no curfew" }
wait = "5 working days"
cost = { amount = 1200.50, currency = "EUR" }
covered = 0.8
seen = 2026-02-03
languages = { is = ["hau", "fr"], complete = false }
risks = ["R1"]
bands = ["0-17", "60+"]
country = "NGA"
office = { street = "High Street", open = true }
[[sites.audits]]
kind = "light"
score = -1.25
[[sites.audits]]
score = { between = [1, 2.5] }

[[sites]]
id = "S2"
kind = { fill = "camp or office" }
population = { at-least = 400, at-most = 600 }
covered = { at-least = "50%" }
cost = 0
languages = []
office = { unknown = "being rented" }
wait = { unknown = "asked on Monday" }
curfew-from = 18:00:00

[[risks]]
id = "R1"
level = "high"
near = "S2"

[[evidence]]
id = "census"
kind = "survey"
date = 2026-03-01
ref = "box 7"
level = "verified-internal"

[[exceptions]]
rule = "SAF-06"
scope = "sites[1]"
reason-kind = "access"
reason = "the road is closed"
owner = "site manager"
approver = "country-director"
from = 2026-01-01
until = "2026-12"

[[judgements]]
rule = "SAF-07"
subject = "S1"
post = "protection-officer"
date = 2026-05-02
reason = "seen on a visit"
result = "met"
)";

const char* const whole_json = R"({
"programme": {"title": "Pro\u0301teccio\u0301n", "stage": "submitted"},
"complete": {"risks": true},
"sites": [
  {"id": "S1", "kind": "camp", "population": {"is": 500, "evidence": ["census"]},
   "area": {"withheld": "safety of residents", "by": "Protection Officer", "on": "2026-05-01"},
   "curfew-from": {"none": "no curfew"}, "wait": "5 working days",
   "cost": {"amount": 1200.50, "currency": "EUR"}, "covered": 0.8, "seen": "2026-02-03",
   "languages": {"is": ["hau", "fr"], "complete": false}, "risks": ["R1"], "bands": ["0-17", "60+"],
   "country": "NGA", "office": {"street": "High Street", "open": true},
   "audits": [{"kind": "light", "score": -1.25}, {"score": {"between": [1, 2.5]}}]},
  {"id": "S2", "kind": {"fill": "camp or office"}, "population": {"at-least": 400, "at-most": 600},
   "covered": {"at-least": "50%"}, "cost": 0, "languages": [], "office": {"unknown": "being rented"},
   "wait": {"unknown": "asked on Monday"}, "curfew-from": "18:00"}],
"risks": [{"id": "R1", "level": "high", "near": "S2"}],
"evidence": [{"id": "census", "kind": "survey", "date": "2026-03-01", "ref": "box 7", "level": "verified-internal"}],
"exceptions": [{"rule": "SAF-06", "scope": "sites[1]", "reason-kind": "access", "reason": "the road is closed",
  "owner": "site manager", "approver": "country-director", "from": "2026-01-01", "until": "2026-12"}],
"judgements": [{"rule": "SAF-07", "subject": "S1", "post": "protection-officer", "date": "2026-05-02",
  "reason": "seen on a visit", "result": "met"}]
})";

TEST_CASE("a whole design says the same in TOML and in JSON", "[read]") {
    const Outcome from_toml = read("d.toml", whole_toml);
    const Outcome from_json = read("d.json", whole_json);
    INFO(from_toml.said << from_json.said);
    REQUIRE(from_toml.read.design);
    REQUIRE(from_json.read.design);
    CHECK(from_toml.read.diagnostics.empty());
    CHECK(from_json.read.diagnostics.empty());
    CHECK(said_by(*from_toml.read.design) == said_by(*from_json.read.design));
    CHECK(said_by(*from_toml.read.design).size() > 50);
}

TEST_CASE("a fact keeps its line and column, after letters of any width too", "[read]") {
    Sources sources;
    const ReadDesign toml =
        read_design(sources, vocabulary(), "d.toml",
                    "[programme]\n[[sites]]\nid = \"S1\"\n"
                    "office = { street = \"Łódź 日本 😀\", open = true }\npopulation = 5\n");
    const ReadDesign json = read_design(
        sources, vocabulary(), "d.json",
        "{\"programme\": {},\n\"sites\": [{\"id\": \"S1\",\n"
        "\"office\": {\"street\": \"Łódź 日本 😀\", \"open\": true}, \"population\": 5}]}");
    REQUIRE(toml.design);
    REQUIRE(json.design);
    const auto address = *vocabulary().find_record("address");
    CHECK(sources.place(toml.design->fact({address, 0, 1}).place) == "d.toml:4:34");
    CHECK(sources.place(json.design->fact({address, 0, 1}).place) == "d.json:3:35");
    CHECK(sources.place(site_fact(*toml.design, "population").place) == "d.toml:5:1");
    CHECK(sources.place(site_fact(*json.design, "population").place) == "d.json:3:50");
    // What is absent is missed where its record begins.
    CHECK(sources.place(site_fact(*toml.design, "kind").place).rfind("d.toml:2:", 0) == 0);
}

}  // namespace
}  // namespace tutela
