#include "formats/score_bar.hpp"

#include <algorithm>

namespace tutela {
namespace {

// Half up. A part lies in [0, 1] and its denominator is at most the number of rules.
std::uint32_t times(Rational part, std::int64_t whole) {
    return static_cast<std::uint32_t>((2 * part.numerator * whole + part.denominator) /
                                      (2 * part.denominator));
}

}  // namespace

ScoreBar bar_of(const Score& score) {
    if (score.rules == 0) return {};
    ScoreBar bar{times(score.low, 1000), times(score.high, 1000)};
    if (bar.low == bar.high && !(score.low == score.high)) {
        if (bar.high < 1000)
            ++bar.high;
        else
            --bar.low;
    }
    return bar;
}

ScoreCounts counts_of(const Score& score) {
    if (score.rules == 0) return {};
    const std::uint32_t met = times(score.low, score.rules);
    const std::uint32_t may_be_met = times(score.high, score.rules);
    return {met, may_be_met - met, score.rules - may_be_met};
}

}  // namespace tutela
