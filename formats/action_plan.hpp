#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "formats/writers.hpp"

namespace tutela {

// What is to be done about the gaps of designs, a row a gap, in the words of the report's language: what a spreadsheet
// shows, and what is read back from it. A gap is a finding that is not met, undetermined or needs judgement.

// A word that means something to the program, and what people read for it.
struct PlanWord {
    std::string key, words;
};

struct PlanRow {
    std::string design;  // name of its file
    // "AAP-01|S1", the same in every language; "|words of the design" for an entry of its own that names no rule.
    std::string key;
    std::string rule, title, principle, subject, severity, verdict, why, what_to_do, place, effort;
    std::optional<Severity> severity_level;  // none of an entry of the design's own
    std::optional<Verdict> verdict_kind;
    bool blocked = false;  // waits for another rule
    // From the design's own plan; empty where it says nothing, or what must not be shown.
    std::string owner, status, note;
    std::optional<std::int64_t> due;  // days
};

struct ActionPlan {
    std::vector<PlanRow> rows;
    std::vector<PlanWord> owners, statuses;  // what may be chosen
    std::vector<std::string> closed;  // the statuses, in words, after which nothing is left to do
    std::vector<std::string> principles;  // in the order of the ruleset
    std::vector<std::string> designs;
    std::vector<std::string> sentences;  // what was audited, and what came out
    std::string ruleset, version, profile;
    std::int64_t as_of = 0;
    const Language* language = nullptr;
};

// The columns of a plan, in their order.
enum class PlanColumn : std::uint8_t {
    key,
    rule,
    title,
    principle,
    subject,
    severity,
    verdict,
    why,
    what_to_do,
    place,
    owner,
    due,
    effort,
    status,
    note,
    design
};
inline constexpr std::size_t plan_columns = 16;
// The name of a column that stays the same: "key", "what-to-do".
[[nodiscard]] std::string_view word(PlanColumn column);
[[nodiscard]] std::string said(const Language& language, PlanColumn column);
// What a row says in a column; of `due`, which is a date, nothing.
[[nodiscard]] const std::string& text_of(const PlanRow& row, PlanColumn column);

[[nodiscard]] ActionPlan action_plan(const std::vector<Told>& told);

// The key of each finding, in their order: rule and subject, and a number where two would be the same.
[[nodiscard]] std::vector<std::string> plan_keys(const Program& program, const Report& report);
// How the design's own plan refers to a key: "AAP-01 S1".
[[nodiscard]] std::string gap_of(const std::string& key);

// Where the vocabulary keeps an action plan: a record `action-plan` with `items`, each with the gap it closes.
struct PlanFields {
    RecordId record = 0;
    std::uint32_t gap = 0;
    std::optional<std::uint32_t> owner, due, status, note;
};
[[nodiscard]] std::optional<PlanFields> plan_fields(const Vocabulary& vocabulary);

// One entry of a design's own plan, as it stands there: not for people's eyes before it was scanned.
struct PlanItem {
    std::string gap, owner, status, note;  // status: the vocabulary's word
    std::optional<std::int64_t> due;
    std::uint32_t row = 0;
    std::uint32_t nth = 1;  // of those about the same gap, by their places
    Span place;
};
[[nodiscard]] std::vector<PlanItem> plan_items(const Vocabulary& vocabulary, const Design& design);
// The key of an entry that no finding goes with: "|words of the gap", and a number where two are about the same gap.
[[nodiscard]] std::string item_key(const PlanItem& item);
// The entry that a key refers to; null when there is none.
[[nodiscard]] const PlanItem* find_item(const std::vector<PlanItem>& items, const std::string& key);

// What an owner may be: the posts that the rules name.
[[nodiscard]] std::vector<PlanWord> plan_posts(const Ruleset& ruleset);
[[nodiscard]] std::vector<PlanWord> plan_statuses(const Vocabulary& vocabulary);

// The plan as CSV (RFC 4180, with a byte order mark, by which spreadsheets know UTF-8). No cell is a formula.
[[nodiscard]] std::string write_plan_csv(const ActionPlan& plan);

}  // namespace tutela
