#include <catch2/catch_test_macros.hpp>

#include "engine/calendar.hpp"
#include "formats/edit_plan.hpp"

namespace {

using namespace tutela;

std::int64_t day(const char* text) {
    return parse_date(text)->low.numerator;
}

// Owner and day for a gap that may be there, and a status for another that is not.
const std::vector<PlanChange> changes = {
    {"A-1 s1", "site-manager", "done", std::nullopt, day("2026-09-30"), std::nullopt},
    {"B-2", std::nullopt, "open", "call \"them\"\nsoon", std::nullopt, std::nullopt}};

std::string edited(const std::string& name, const std::string& text) {
    return edit_plan(name, text, changes).value_or("(refused)");
}

TEST_CASE("an action plan is added after everything else", "[plan]") {
    CHECK(edited("d.toml", "[programme]\nid = 'x' # so") == R"([programme]
id = 'x' # so

[[action-plan.items]]
gap-ref = "A-1 s1"
owner = "site-manager"
due = 2026-09-30
status = "done"

[[action-plan.items]]
gap-ref = "B-2"
status = "open"
note = "call \"them\"\nsoon"
)");
    CHECK(edited("d.toml", "").starts_with("[[action-plan.items]]"));
}

TEST_CASE("entries in braces are changed and added where they stand", "[plan]") {
    CHECK(edited("d.toml", R"([action-plan]   # the plan
review-months = 6
items = [
  { gap-ref = "x, } y", owner = 'a' },   # one
  { gap-ref = "A-1 s1", status = "open", due = 2026-01-01 }   # two
  # the end
]
[exit]
)") == R"([action-plan]   # the plan
review-months = 6
items = [
  { gap-ref = "x, } y", owner = 'a' },   # one
  { gap-ref = "A-1 s1", owner = "site-manager", status = "done", due = 2026-09-30 },   # two
  { gap-ref = "B-2", status = "open", note = "call \"them\"\nsoon" }
  # the end
]
[exit]
)");
    CHECK(edited("d.toml", "action-plan.items = [{ gap-ref = 'A-1 s1' },]\r\nx = 1\r\n") ==
          "action-plan.items = [{ gap-ref = 'A-1 s1', owner = \"site-manager\", due = 2026-09-30, "
          "status = \"done\" }, { gap-ref = \"B-2\", status = \"open\", note = \"call "
          "\\\"them\\\"\\nsoon\" },]\r\nx = 1\r\n");
    CHECK(edited("d.toml", "action-plan = { review-months = 3 }\n") ==
          "action-plan = { review-months = 3, items = [ { gap-ref = \"A-1 s1\", owner = "
          "\"site-manager\", due = 2026-09-30, status = \"done\" }, { gap-ref = \"B-2\", status = "
          "\"open\", note = \"call \\\"them\\\"\\nsoon\" } ] }\n");
    CHECK(edited("d.toml", "[action-plan]\nitems = [] # none yet\n").find(" } ] # none yet") !=
          std::string::npos);
}

TEST_CASE("entries in tables keep their comments and order", "[plan]") {
    CHECK(
        edited("d.toml",
               "[[action-plan.items]]  # first\r\n  owner = { is = \"a\", evidence = [\"e\"] }\r\n"
               "  gap-ref = \"\"\"A-1 s1\"\"\"  # why\r\n  cost = \"EUR 5\"\r\n\r\n"
               "[[action-plan.items]]\r\ngap-ref = 'other'\r\n[action-plan.items.owner]\r\n"
               "is = 'me' # me\r\n\r\n[exit]\r\nx = 1\r\n") ==
        "[[action-plan.items]]  # first\r\n  owner = { is = \"site-manager\", evidence = [\"e\"] "
        "}\r\n  gap-ref = \"\"\"A-1 s1\"\"\"  # why\r\n  due = 2026-09-30\r\n  status = "
        "\"done\"\r\n  cost = \"EUR 5\"\r\n\r\n[[action-plan.items]]\r\ngap-ref = "
        "'other'\r\n[action-plan.items.owner]\r\nis = 'me' # me\r\n\r\n[[action-plan.items]]\r\n"
        "gap-ref = \"B-2\"\r\nstatus = \"open\"\r\nnote = \"call \\\"them\\\"\\nsoon\"\r\n\r\n"
        "[exit]\r\nx = 1\r\n");
}

TEST_CASE("a plan in JSON is edited too", "[plan]") {
    CHECK(edited("d.json", R"({
  "programme": { "id": "x" }
}
)") == R"({
  "programme": { "id": "x" },
  "action-plan": { "items": [ { "gap-ref": "A-1 s1", "owner": "site-manager", "due": "2026-09-30", "status": "done" }, { "gap-ref": "B-2", "status": "open", "note": "call \"them\"\nsoon" } ] }
}
)");
    CHECK(edited("d.json", R"({ "action-plan": {
    "items": [
      {
        "gap-ref": "A-1 s1",
        "status": "open"
      }
    ]
} })") == R"({ "action-plan": {
    "items": [
      {
        "gap-ref": "A-1 s1",
        "owner": "site-manager",
        "due": "2026-09-30",
        "status": "done"
      },
      { "gap-ref": "B-2", "status": "open", "note": "call \"them\"\nsoon" }
    ]
} })");
    CHECK(edited("d.json", "{}").starts_with("{ \"action-plan\": { \"items\": ["));
}

TEST_CASE("what was edited says the same when it is edited again", "[plan]") {
    for (const char* text :
         {"", "[action-plan]\nitems = []\n", "[[action-plan.items]]\ngap-ref = 'B-2'\n"}) {
        const std::string once = edited("d.toml", text);
        CHECK(edited("d.toml", once) == once);
    }
}

TEST_CASE("a plan that says it is not known is not edited", "[plan]") {
    CHECK(edited("d.toml", "action-plan = { unknown = 'later' }\n") == "(refused)");
    CHECK(edited("d.toml", "[action-plan]\nitems = { unknown = 'later' }\n") == "(refused)");
    CHECK(edited("d.toml", "action-plan = 'see annex'\n") == "(refused)");
    CHECK(edited("d.toml", "[programme\n") == "(refused)");
    CHECK(edited("d.json", "[1]") == "(refused)");
}

}  // namespace
