#pragma once

#include <string>
#include <vector>

#include "diagnostics/diagnostic.hpp"

namespace tutela {

// Something that no case of a rule shows, and why that is right: a clause that cannot be unknown, a verdict that the
// rule cannot give. `rule` is "*" for every rule that has the clause.
struct CoverageGap {
    std::string rule, clause;  // "SAF-01", "when 1"; the clause "verdict" and "pair" too
    std::string unseen;        // "unknown", "not applicable", …
    std::string reason;
    Span span;
};

struct ReadGaps {
    std::vector<CoverageGap> gaps;
    Diagnostics diagnostics;
};

// [[gap]] rule = "SAF-01", clause = "when 1", unseen = ["unknown"], reason = "…"
[[nodiscard]] ReadGaps read_gaps(Sources& sources, const std::string& name, std::string text);

}  // namespace tutela
