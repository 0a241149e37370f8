#pragma once

#include "engine/waivers.hpp"
#include "formats/writers.hpp"

namespace tutela {

// What several writers say of waivers and of the baseline, in the same words.

// What is so of a waiver: "in force until 2026-12-31", "expired on 2026-06-30", "approved by nobody; …".
[[nodiscard]] std::string waiver_words(const Program& program, const Waiver& waiver,
                                       WaiverState state, std::optional<std::int64_t> days_left);
// "Waived: until 2026-12-31, approved by country director", with the days left where they are few. The finding is waived.
[[nodiscard]] std::string waived_words(const Told& told, const Finding& finding);

// The waivers of a report that somebody should look at: all that is not simply in force. Of those in a file, only what bears
// on this design; of the others the run speaks once. Indices of Design::waivers.
[[nodiscard]] std::vector<std::uint32_t> waivers_to_look_at(const Told& told);
// "AAA-01: minor instead of critical, because pilot, until 2026-12-31": the rules whose severity the project sets.
[[nodiscard]] std::vector<std::string> severity_lines(const Told& told);
// How many problems are known from the baseline; "" when there are none.
[[nodiscard]] std::string known_words(const Told& told);
// "AAA-01 — S1 (waivers.toml:3): expired on 2026-06-30".
[[nodiscard]] std::string waiver_line(const Told& told, std::uint32_t waiver);
// A post as it was written, if it is one; a person's name there is not told.
[[nodiscard]] std::string post_only(const Language& language, const std::string& post);
// The rule, the scope and the ticket of a waiver as they were written. Of a design only what cannot be but an id is told: its texts
// are never shown.
[[nodiscard]] std::string rule_words(const Language& language, const Waiver& waiver);
[[nodiscard]] std::string scope_words(const Language& language, const Waiver& waiver);
[[nodiscard]] std::string ticket_words(const Language& language, const Waiver& waiver);
// What was written in a file of the project's, if it may be repeated.
[[nodiscard]] std::string repeated(const Language& language, const std::string& words);

// The same of a finding that is waived, or that is known from the baseline: "Known: in the baseline since 2026-05-01".
[[nodiscard]] std::string aside_words(const Told& told, const Finding& finding);
[[nodiscard]] bool is_aside(const Finding& finding);
// Findings that are undetermined or to be judged and do not hold the gate open, for they are waived or known.
[[nodiscard]] bool set_aside(const Finding& finding);

}  // namespace tutela
