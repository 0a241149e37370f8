#pragma once

#include <string_view>

#include "engine/program.hpp"
#include "engine/report.hpp"

namespace tutela {

// What becomes of the waivers of a design on the evaluation date, which is the only clock they know. docs/gate.md has the
// table. A waiver changes no verdict: it keeps a finding that is not met or undetermined from the gate.

// "active", "no-end", … for programs.
[[nodiscard]] std::string_view word(WaiverState state);
// It is in force: what it covers does not gate.
[[nodiscard]] bool waives(WaiverState state);

// How long before its last day a waiver is warned of, in days.
inline constexpr std::int64_t waiver_warning_days = 30;

// What a waiver is by itself on a day, before anybody looks whether there is something that it covers. `rule` is nothing
// where the ruleset has none of that id. The first that holds: unknown-rule, never-waivable, approver-not-allowed,
// unreadable-date, no-end, not-yet, expired, expiring, active.
[[nodiscard]] WaiverState state_on(const Waiver& waiver, const Rule* rule, std::int64_t day);

// The last day less the day: 0 on the last day, less than 0 when it is over. Nothing without a last day.
[[nodiscard]] std::optional<std::int64_t> days_left(const Waiver& waiver, std::int64_t day);

// Whether a waiver is about a finding: its rule, and its scope, which is empty, the subject as reports call it, or a path
// at or under which one of the subject's records stands ("sites[S1]").
[[nodiscard]] bool covers(const Program& program, const Design& design, const Waiver& waiver,
                          const Finding& finding);

// Fills `Report::waivers`, one for each of the design's, and `Finding::waived_by`: of several in force the one that ends last.
void waive(const Program& program, const Design& design, Report& report);

}  // namespace tutela
