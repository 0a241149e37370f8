#include "formats/score_bar.hpp"

#include <catch2/catch_test_macros.hpp>

namespace tutela {

namespace {

Score of(std::int64_t met, std::int64_t open, std::int64_t not_met) {
    const std::int64_t rules = met + open + not_met;
    Score score;
    score.rules = static_cast<std::uint32_t>(rules);
    if (rules == 0) return score;
    score.low = *divide(Rational{met, 1}, Rational{rules, 1});
    score.high = *divide(Rational{met + open, 1}, Rational{rules, 1});
    return score;
}

}  // namespace

TEST_CASE("a bar is solid up to the low end and open up to the high one") {
    CHECK(bar_of(of(1, 1, 2)) == ScoreBar{250, 500});
    CHECK(bar_of(of(1, 1, 1)) == ScoreBar{333, 667});
    CHECK(bar_of(of(0, 0, 3)) == ScoreBar{0, 0});
    CHECK(bar_of(of(3, 0, 0)) == ScoreBar{1000, 1000});
    CHECK(bar_of(of(0, 5, 0)) == ScoreBar{0, 1000});
    CHECK(bar_of(of(0, 0, 0)) == ScoreBar{0, 0});
}

TEST_CASE("what is open can be seen, however many rules there are") {
    CHECK(bar_of(of(0, 1, 5000)) == ScoreBar{0, 1});
    CHECK(bar_of(of(5000, 1, 0)) == ScoreBar{999, 1000});
    CHECK(bar_of(of(5000, 0, 1)) == ScoreBar{1000, 1000});
}

TEST_CASE("a score gives back the rules it was made of") {
    for (std::uint32_t met = 0; met < 12; ++met)
        for (std::uint32_t open = 0; open < 12; ++open)
            for (std::uint32_t not_met = 0; not_met < 12; ++not_met)
                CHECK(counts_of(of(met, open, not_met)) == ScoreCounts{met, open, not_met});
}

}  // namespace tutela
