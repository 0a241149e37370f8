#include "engine/quantify.hpp"

#include <functional>
#include <vector>

#include <catch2/catch_test_macros.hpp>

// The quantifier table against brute force: every way to fill the unknown members, and up to three
// further members of an open list.

namespace tutela {
namespace {

struct Counts {
    std::int64_t yes, no;
};

std::vector<Counts> completions(const Tally& t) {
    std::vector<Counts> all;
    for (std::int64_t filled = 0; filled <= t.unknown; ++filled)
        for (std::int64_t more_yes = 0; more_yes <= (t.open ? 3 : 0); ++more_yes)
            for (std::int64_t more_no = 0; more_no <= (t.open ? 3 : 0); ++more_no)
                all.push_back({t.yes + filled + more_yes, t.no + t.unknown - filled + more_no});
    return all;
}

void agree(Truth claimed, const Tally& t, const std::function<bool(const Counts&)>& holds) {
    bool always = true, never = true;
    for (const Counts& counts : completions(t)) {
        if (holds(counts))
            never = false;
        else
            always = false;
    }
    CAPTURE(t.yes, t.unknown, t.no, t.open);
    CHECK(claimed == (always ? Truth::yes : never ? Truth::no : Truth::unknown));
}

TEST_CASE("every, some, no, at least, at most and exactly are exact over all completions",
          "[quantifier]") {
    for (std::int64_t yes = 0; yes <= 3; ++yes)
        for (std::int64_t unknown = 0; unknown <= 3; ++unknown)
            for (std::int64_t no = 0; no <= 3; ++no)
                for (const bool open : {false, true}) {
                    const Tally t{yes, unknown, no, open};
                    agree(every(t), t, [](const Counts& c) { return c.no == 0; });
                    for (std::int64_t n = 0; n <= 5; ++n) {
                        const Interval bound = point(n);
                        // An open list may hold any number; three more settle bounds up to five
                        // only when few are asked for.
                        if (open && n >= yes + 3) continue;
                        agree(at_least(t, bound), t, [n](const Counts& c) { return c.yes >= n; });
                        agree(at_most(t, bound), t, [n](const Counts& c) { return c.yes <= n; });
                        agree(exactly(t, bound), t, [n](const Counts& c) { return c.yes == n; });
                    }
                }
}

TEST_CASE("at least a share is exact on complete lists and silent on open ones", "[quantifier]") {
    const Interval half = point(Rational{1, 2});
    for (std::int64_t yes = 0; yes <= 3; ++yes)
        for (std::int64_t unknown = 0; unknown <= 3; ++unknown)
            for (std::int64_t no = 0; no <= 3; ++no) {
                ShareTally t;
                t.sure = {yes, unknown, no, false};
                agree(at_least_share(t, half), t.sure, [](const Counts& c) {
                    return c.yes + c.no == 0 || 2 * c.yes >= c.yes + c.no;
                });
                t.sure.open = true;
                CHECK(at_least_share(t, half) == Truth::unknown);
            }
}

TEST_CASE("members that may not belong widen a share to all choices of members and truths",
          "[quantifier]") {
    const Interval half = point(Rational{1, 2});
    for (std::int64_t sure_yes = 0; sure_yes <= 2; ++sure_yes)
        for (std::int64_t sure_no = 0; sure_no <= 2; ++sure_no)
            for (std::int64_t yes = 0; yes <= 2; ++yes)
                for (std::int64_t unknown = 0; unknown <= 2; ++unknown)
                    for (std::int64_t no = 0; no <= 2; ++no) {
                        ShareTally t;
                        t.sure = {sure_yes, 0, sure_no, false};
                        t.possible = {yes, unknown, no, false};
                        bool always = true, never = true;
                        for (std::int64_t y = 0; y <= yes + unknown; ++y)
                            for (std::int64_t n = 0; n <= no + unknown; ++n) {
                                const std::int64_t from_unknown =
                                    std::max<std::int64_t>(0, y - yes) +
                                    std::max<std::int64_t>(0, n - no);
                                if (from_unknown > unknown) continue;
                                const std::int64_t all = sure_yes + sure_no + y + n;
                                const bool holds = all == 0 || 2 * (sure_yes + y) >= all;
                                (holds ? never : always) = false;
                            }
                        CAPTURE(sure_yes, sure_no, yes, unknown, no);
                        CHECK(at_least_share(t, half) == (always  ? Truth::yes
                                                          : never ? Truth::no
                                                                  : Truth::unknown));
                    }
}

}  // namespace
TEST_CASE("over no member a share holds, however large", "[quantifier]") {
    CHECK(at_least_share(ShareTally{}, point(Rational{1, 1})) == Truth::yes);
    CHECK(at_least_share(ShareTally{}, point(Rational{3, 2})) == Truth::yes);
}

}  // namespace tutela
