#pragma once

#include <cstdint>

#include "engine/report.hpp"

namespace tutela {

// A score as a bar: surely earned up to `low`, open from there to `high`, lost beyond. In thousandths of its length.
// What is open is never drawn as nothing.
struct ScoreBar {
    std::uint32_t low = 0, high = 0;
    bool operator==(const ScoreBar&) const = default;
};
[[nodiscard]] ScoreBar bar_of(const Score& score);

// The rules behind a score: those met, those that are open (undetermined, or to be judged), those not met.
struct ScoreCounts {
    std::uint32_t met = 0, open = 0, not_met = 0;
    bool operator==(const ScoreCounts&) const = default;
};
[[nodiscard]] ScoreCounts counts_of(const Score& score);

}  // namespace tutela
