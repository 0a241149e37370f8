#pragma once

#include "engine/program.hpp"

namespace tutela {

// Fills the rule outcomes, the total and the score of each principle from the findings.
// Each rule counts once, by its worst verdict: met 1, not met 0, undetermined and needs judgement
// [0, 1]; not applicable, excepted and blocked leave the denominator. No weights.
void score(const Program& program, Report& report);

}  // namespace tutela
