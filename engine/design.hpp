#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "diagnostics/source.hpp"
#include "engine/interval.hpp"
#include "engine/vocabulary.hpp"

namespace tutela {

enum class FactState : std::uint8_t { absent, stated, none, estimated, unknown, withheld, to_fill };

// How well a fact is supported. A fact without evidence is `claimed`.
enum class EvidenceLevel : std::uint8_t {
    claimed,
    documented,
    verified_internal,
    verified_external
};

// Index into Design::texts. Equal texts (after NFC) have equal ids.
using TextId = std::uint32_t;
inline constexpr TextId no_text = 0xffffffffU;
inline constexpr std::int64_t no_date = INT64_MIN;

// One field of one record, with the place where it was said. The place of an absent fact is that
// of the record that lacks it.
struct Fact {
    FactState state = FactState::absent;
    EvidenceLevel evidence = EvidenceLevel::claimed;
    bool has_evidence = false;
    bool not_shown = false;  // the scan objects to its value, which is never printed
    // Of a list or set: nothing may be missing from it. Resolved by the reader from the
    // vocabulary's `open`, `[complete]` and `{ complete = … }`. Meaningless for scalars. False for
    // lists and sets that are absent, unknown, withheld or to fill.
    bool complete = false;
    std::int64_t evidence_date = no_date;  // the latest date of its evidence, in days
    TextId reason = no_text;               // of none, unknown, withheld, to_fill
    Span place;
    // Value, by the field's type; only when stated (numbers also when estimated):
    Interval number{};  // count … duration
    std::uint32_t index =
        0;  // truth (0/1), choice, language, country, age band; TextId; row of a record
    std::uint32_t first = 0;  // lists and sets: members are Design::members[first, first + size)
    std::uint32_t size = 0;
};

// Which fact: a field of a row of a record's table.
struct FactRef {
    RecordId record = 0;
    std::uint32_t row = 0;
    std::uint32_t field = 0;
    auto operator<=>(const FactRef&) const = default;
};

// All rows of one kind of record, wherever they stand in the file. facts is row-major: field f of
// row r is facts[r * stride + f].
struct Table {
    std::uint32_t stride = 0;
    std::vector<Fact> facts;
    std::vector<Span> places;        // a row's place
    std::vector<std::string> names;  // how a row is called: its key, or its `named by` fields
    std::vector<std::string> paths;  // "sites[S1]", "programme", "risks[R1].mitigations[M2]"
};

// One text of the design, for the sensitive scan. Never echoed.
struct DesignText {
    TextId text = no_text;
    Span place;
    std::string path;  // "groups[1].label"
};

// [[evidence]], [[exceptions]] (waivers) and [[judgements]] are the same for every vocabulary.
struct Evidence {
    std::string id;
    std::string kind;
    EvidenceLevel level = EvidenceLevel::claimed;
    std::optional<std::int64_t> date;  // days
    Span place;
};

struct Waiver {
    std::string rule;
    std::string scope;        // path or subject; empty: everywhere
    std::string reason_kind;  // may be empty
    std::string reason, ticket, owner, approver;
    std::optional<std::int64_t> from, until;
    bool unreadable_date = false;  // then it counts as expired
    // It stands in a file of waivers, and is nothing that the design says of itself. `designs`: of which it speaks, a path
    // or a pattern as called from that file; empty: of all.
    bool in_file = false;
    std::string designs;
    Span place;
    bool operator==(const Waiver&) const = default;
};

struct Judgement {
    std::string rule;
    std::string subject;  // empty: every subject
    std::string post, reason;
    std::optional<std::int64_t> date;
    bool met = false;  // result = "met" or "not met"
    Span place;
    bool operator==(const Judgement&) const = default;
};

// What one programme says, and where. Immutable once read.
struct Design {
    std::string name;  // of the file
    SourceId source = no_source;
    std::vector<Table> tables;           // by RecordId; tables[0] is the root with one row
    std::vector<std::uint32_t> members;  // pool: rows of records, choice indices, bands, …
    std::vector<std::string> texts;
    std::vector<DesignText> scannable;
    // The fields that have a fact which is not shown: what is computed from them may give it away.
    std::vector<std::pair<RecordId, std::uint32_t>> fields_not_shown;
    std::vector<Evidence> evidence;
    std::vector<Waiver> waivers;
    std::vector<Judgement> judgements;
    // A version that may leave the organisation (engine/mask): rows are called by numbers that mean nothing, and counts are told
    // coarsely.
    bool masked = false;

    [[nodiscard]] const Fact& fact(FactRef ref) const {
        const Table& table = tables[ref.record];
        return table.facts[static_cast<std::size_t>(ref.row) * table.stride + ref.field];
    }
};

// "safety audit without a name": what a row of a list is called that has none; the same in every language, for waivers
// and cases refer to it.
[[nodiscard]] std::string nameless(const Record& record);

// "sites[S1].population": the path of a fact in its file.
[[nodiscard]] std::string path_of(const Vocabulary& vocabulary, const Design& design, FactRef ref);

}  // namespace tutela
