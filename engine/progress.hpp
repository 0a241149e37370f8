#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/program.hpp"
#include "engine/report.hpp"

namespace tutela {

// What a report said earlier: as much of it as is needed to tell what changed since.
struct EarlierVerdict {
    std::string rule, title;
    std::string subject;  // as `Finding::subject_name`
    Verdict verdict = Verdict::undetermined;
};

struct EarlierReport {
    std::string design, ruleset, version, profile;
    std::int64_t as_of = 0;
    Score score;
    std::vector<EarlierVerdict> verdicts;
};

// How a verdict changed. What was open and still is has not changed unless a judgement is all that is left to it. Met,
// excepted and not applicable are equally good: from one to another is `otherwise`.
enum class Change : std::uint8_t {
    worse,
    newly_open,  // it was settled
    better,
    otherwise,
    added,  // the earlier report did not judge it: another rule, or another subject
    gone,   // the earlier one did, this one does not
};

struct Changed {
    Change change = Change::otherwise;
    std::string rule, title, subject;  // the subject in words, where this report knows it
    std::optional<Verdict> before, now;
};

// A report beside an earlier one of the same design.
struct Progress {
    const EarlierReport* earlier = nullptr;
    std::vector<Changed> changes;  // by kind in the order above, then in the order of the rules
    std::uint32_t unchanged = 0;
    // Why verdicts may differ although the design does not, or not be comparable at all.
    bool other_design = false, other_rules = false, other_profile = false, earlier_is_later = false;

    [[nodiscard]] std::uint32_t count(Change change) const;
};

// Verdict by verdict: of one rule and one subject. Where one of the two knows no subjects, because the list was not there,
// its verdict stands for every one of them (the worst of several). What is not applicable is neither added nor gone.
[[nodiscard]] Progress progress_since(const Program& program, const Report& report,
                                      const EarlierReport& earlier);

}  // namespace tutela
