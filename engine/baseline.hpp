#pragma once

#include <span>

#include "engine/gate.hpp"
#include "engine/program.hpp"

namespace tutela {

// A problem that was there when the baseline was made: it does not stop a design, a new one does. A baseline may only
// shrink. docs/gate.md has the table.
struct BaselineEntry {
    std::string rule, subject;           // as Finding::subject_name; empty: the whole design
    std::string design;                  // its path as called from the baseline's file
    Verdict verdict = Verdict::not_met;  // not met, undetermined or needs judgement
    std::int64_t since = 0;              // the evaluation date on which it was recorded, in days
    Span place;
};

enum class EntryState : std::uint8_t {
    known,       // as it was recorded, or better: it does not stop the design
    worse,       // worse than recorded: that is a new problem
    mended,      // it is there no more
    no_rule,     // the ruleset has no such rule: it is there no more
    not_judged,  // its rule was not asked for: nothing can be said
};

struct EntryOutcome {
    EntryState state = EntryState::not_judged;
    std::optional<std::uint32_t> finding;  // Report::findings; of known and worse
};

// What became of the entries of one design, one each.
[[nodiscard]] std::vector<EntryOutcome> look_at_entries(const Program& program,
                                                        std::span<const BaselineEntry> entries,
                                                        const Report& report);
// Marks what is known, so that it does not gate: `Finding::known_since`.
void set_aside_known(const Program& program, std::span<const BaselineEntry> entries,
                     Report& report);

// What stops a design now, as entries. `design` is its path as called from the baseline's file.
[[nodiscard]] std::vector<BaselineEntry> problems_at_gate(const Program& program,
                                                          const Report& report,
                                                          const GateOptions& gate,
                                                          const std::string& design);

// The entries of one design less those that are there no more; a verdict that got better stays better. Never more than
// there were, never worse.
[[nodiscard]] std::vector<BaselineEntry> shrunk(const Program& program,
                                                std::span<const BaselineEntry> entries,
                                                const Report& report);

}  // namespace tutela
