#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/design.hpp"
#include "engine/ruleset.hpp"

namespace tutela {

// Worst first: this is the order of badness.
enum class Verdict : std::uint8_t {
    not_met,
    undetermined,
    needs_judgement,
    excepted,
    met,
    not_applicable
};
enum class Reason : std::uint8_t {
    none,
    nothing_to_check,
    not_documented,
    not_yet_due,
    precedence,
    blocked_by,
    judged
};
[[nodiscard]] std::string_view word(Verdict verdict);  // "not met", …
// Whether it waits for somebody: undetermined, or for a person to judge.
[[nodiscard]] constexpr bool is_open(Verdict verdict) {
    return verdict == Verdict::undetermined || verdict == Verdict::needs_judgement;
}
// Whether it asks somebody to do something: not met, or open.
[[nodiscard]] constexpr bool is_problem(Verdict verdict) {
    return verdict == Verdict::not_met || is_open(verdict);
}
[[nodiscard]] std::string_view word(Reason reason);  // "nothing-to-check", …; "" for none

// A fact that is not known. `more_entries`: the list itself is there, but an entry that nobody
// wrote could still change the answer.
struct OpenFact {
    FactRef fact;
    bool more_entries = false;
    auto operator<=>(const OpenFact&) const = default;
};

// One step of a derivation: a clause, a part of it, or a fact (a leaf).
struct Step {
    ExpressionId expression = no_expression;  // of the Program
    Truth truth = Truth::unknown;             // of truth-valued steps
    bool is_truth = false;
    bool deciding = false;     // the verdict rests on it
    bool listed_none = false;  // a `listed` that found nothing: "none listed"
    std::uint32_t clause = 0;  // of a top step: 0 where, 1 when, 2 unless, 3 require, 4 exception
    std::shared_ptr<Interval> number;  // of number-valued steps; shared by copies, as are the words
    // One member of a quantifier: what stands below holds for it.
    bool is_member = false;
    Type member_type;
    std::uint32_t member = 0;
    // In plain words, and what it came to (empty if it must not be shown). Made by
    // `word_explanations`, so that a run which shows nothing does not pay for the words.
    struct Words {
        std::string text, value;
    };
    std::shared_ptr<Words> words;
    std::optional<FactRef> fact;  // the leaf
    Span rule_place, fact_place;
    std::vector<Step> children;
    std::size_t left_out = 0;  // children that `word_explanations` was told not to keep
};

struct ExceptedBy {
    std::string name;  // of the exception; empty for `unless`
    std::string because;
    std::optional<std::int64_t> until;
    Span place;
};

// What a waiver is on a day; `waivers.hpp` tells which of them holds.
enum class WaiverState : std::uint8_t {
    active,
    expiring,  // in force, and its last day is near
    not_yet,
    expired,
    matches_nothing,  // in force, and there is nothing that it keeps from the gate
    not_judged,       // in force, and its rule was not asked for
    unreadable_date,  // counts as expired
    no_end,           // a waiver that never ends keeps nothing from the gate
    approver_not_allowed,
    never_waivable,
    unknown_rule
};

struct WaiverOutcome {
    WaiverState state = WaiverState::active;
    std::optional<std::int64_t> days_left;
    // What it covers, or would: not met or undetermined. Report::findings.
    std::vector<std::uint32_t> findings;
};

struct Finding {
    std::uint32_t rule = 0;              // Ruleset::rules
    std::vector<std::uint32_t> subject;  // rows, one a `for each`; shorter where a list is absent
    std::string subject_name;   // "S1", "A1, S1", the same in every language; empty without subject
    std::string subject_words;  // the same for people, in their language
    Verdict verdict = Verdict::undetermined;
    Reason reason = Reason::none;
    std::string reason_detail;  // "blocked by AAP-01", who judged, …
    Severity severity = Severity::major;
    Truth when = Truth::yes, unless = Truth::no, require = Truth::yes;
    std::vector<ExceptedBy> excepted_by;
    std::vector<OpenFact> open;             // the facts that would settle an undetermined verdict
    std::vector<OpenFact> open_require;     // those of them that are open in `require`
    std::vector<OpenFact> notes;            // unknown facts that need not be known
    std::vector<FactRef> deciding;          // the known facts the verdict rests on
    std::vector<FactRef> deciding_require;  // those of them that decide in `require`
    std::vector<Presumption> assumptions;
    std::vector<std::string> warnings;
    std::vector<std::string> notes_text;  // "the list of risks is not complete", …
    std::string conditional;              // "not met unless access is denied, which is not known"
    std::string message, remedy;
    std::vector<Step> explanation;  // one step a clause; empty when not asked for
    EvidenceLevel assurance = EvidenceLevel::claimed;
    bool blocked = false;                     // leaves score and gate
    std::optional<std::uint32_t> waived_by;   // Design::waivers
    std::optional<std::int64_t> known_since;  // days; it stands in the baseline, and is no worse
};

struct Score {
    std::uint32_t rules = 0;  // in the denominator
    Rational low{}, high{};   // 0 … 1; meaningless when rules is 0
    bool blocked = false;     // a critical rule is not met
};

struct RuleOutcome {
    std::uint32_t rule = 0;
    Verdict verdict = Verdict::undetermined;  // the worst of its findings
    bool blocked = false;
    Severity severity = Severity::major;
    std::vector<std::uint32_t> findings;  // Report::findings
};

// A place that the sensitive scan objects to. Never holds the value.
struct ScanHit {
    ScanKind kind;
    std::string path;
    Span place;
};

struct Report {
    std::string design;
    std::int64_t as_of = 0;  // days
    bool presumptions = true;
    std::vector<Finding> findings;   // in the order of the rules, then of the subjects
    std::vector<RuleOutcome> rules;  // in the order of the rules
    Score score;
    std::vector<std::pair<std::uint32_t, Score>> by_principle;  // Ruleset::principles
    // Grouped in the manner of another scheme, where that was asked for (`group_scores`): its title, and a score for each
    // of its headings.
    std::string grouped_by;
    std::vector<std::pair<std::string, Score>> groups;
    std::vector<ScanHit> scan;
    std::vector<WaiverOutcome> waivers;  // of Design::waivers, one each
};

// The verdicts of the rules, in the order of the rules.
[[nodiscard]] std::vector<Verdict> verdicts_of(const Report& report);

}  // namespace tutela
