#pragma once

#include <string>
#include <vector>

#include "engine/explain.hpp"
#include "formats/writers.hpp"

namespace tutela {

// What several writers say in the same words.

struct OpenQuestion {
    Question question;
    OpenFact fact;
    std::vector<std::string> rules;  // ids that it would help to settle
};

[[nodiscard]] std::string gate_sentence(const Told& told);
[[nodiscard]] std::string score_words(const Language& language, const Score& score);
// The post that can answer, in words; "anyone in the team" when none is named.
[[nodiscard]] std::string post_words(const Told& told, const std::string& post);
// The words of verdicts, severities and reasons in the language of the report.
[[nodiscard]] std::string said(const Language& language, Verdict verdict);
[[nodiscard]] std::string said(const Language& language, Severity severity);
[[nodiscard]] std::string said(const Language& language, Reason reason);
[[nodiscard]] std::string said(const Language& language, Checked checked);
[[nodiscard]] std::string said(const Language& language, EvidenceLevel level);
[[nodiscard]] std::string said(const Language& language, ScanKind kind);
[[nodiscard]] std::string said(const Language& language, Origin origin);
[[nodiscard]] std::string said(const Language& language, Phase phase);
// A question of a rule with its subject filled in: "Does working with {partner} …" of the finding's partner, or of what the
// rule goes through when no finding is given.
[[nodiscard]] std::string question_words(const Program& program, const Design* design,
                                         const Rule& rule, const std::string& question,
                                         const Finding* finding);
// "AAP-01 Every site has … — S1 [critical]".
[[nodiscard]] std::string finding_words(const Told& told, const Finding& finding);
// "Handbook, UNHCR, 2nd edition, 2020, chapter 3 [read]": a source that a rule cites.
[[nodiscard]] std::string citation_words(const Ruleset& ruleset, const Language& language,
                                         const Citation& citation);
// "Audited against core 1.0.0, profile first-72-hours, as of 2026-07-01".
[[nodiscard]] std::string audited_words(const Told& told);
// "programme.toml:12"; empty in a version that may leave the organisation, for the lines tell the order of the file.
[[nodiscard]] std::string place_words(const Told& told, Span place);
// "text (programme.toml:12)", or the text alone.
[[nodiscard]] std::string with_place(const Told& told, const std::string& text, Span place);
// The design's name as people are told it: its file, or "design 1".
[[nodiscard]] std::string design_words(const Told& told);
// What a version that may leave the organisation says on top: sentences; none of another.
[[nodiscard]] std::vector<std::string> sharing_words(const Told& told);
// "2 days": what complying takes, as the rule says; empty when it does not.
[[nodiscard]] std::string effort_words(const Language& language, const Effort& effort);
// Whether a finding is as it is because facts are not stated.
[[nodiscard]] bool lacks_facts(const Finding& finding);
// The rule's question, or the vocabulary's, for each open fact of what is not settled; each once.
[[nodiscard]] std::vector<OpenQuestion> open_questions(const Told& told);
[[nodiscard]] std::uint32_t count(const Told& told, Verdict verdict);
// What would close a gap: the remedy, or whom to ask what; empty where there is nothing to do.
[[nodiscard]] std::string what_to_do(const Told& told, const Finding& finding);
// How many columns a text takes on a terminal: its characters, not its bytes.
[[nodiscard]] std::size_t columns_of(std::string_view text);
// Lines of at most `width` columns; every line begins with `indent` spaces, the first with `first`.
[[nodiscard]] std::string wrapped(const std::string& text, std::size_t indent,
                                  const std::string& first, std::size_t width = 100);
// What is presumed where it is not stated: "the sites the channel serves (channel)".
[[nodiscard]] std::string presumption_words(const Told& told, const Presumption& presumption);
// A fact that a finding rests on, or for whose lack it is open.
struct ReasonFact {
    std::string what, value;
    Span place;
};
[[nodiscard]] std::vector<ReasonFact> reason_facts(const Told& told, const Finding& finding);
// The same as lines: "what: value (place)".
[[nodiscard]] std::vector<std::string> reasons(const Told& told, const Finding& finding);

}  // namespace tutela
