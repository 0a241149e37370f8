#pragma once

#include "engine/evaluate.hpp"
#include "engine/mask.hpp"

namespace tutela {

// What the version of a report says of itself that may leave the organisation.
struct Sharing {
    std::uint32_t number = 0;  // of the design within the run, in an order that means nothing
    MaskCounts masked;
    std::uint32_t waived = 0;  // findings that an exception keeps from the gate
};

struct Shared {
    Design design;
    Report report;
    Sharing sharing;
    std::uint64_t key = 0;  // orders the designs of a run
};

// Judges the masked design: the verdicts are those of the design's own report (a property test), and every word is made from
// the masked one. What keeps findings from the gate is taken from that report. The words of explanations are not made yet.
[[nodiscard]] Shared share(const Program& program, const Design& design, const Report& report,
                           EvaluateOptions options);
// Gives the designs of a run their numbers, and puts them in that order.
void number_designs(std::vector<Shared>& shared);

}  // namespace tutela
