#pragma once

#include <cstdint>

#include "engine/interval.hpp"
#include "engine/truth.hpp"

namespace tutela {

// How the members of a collection answered. `open`: members that nobody wrote may exist.
struct Tally {
    std::int64_t yes = 0;
    std::int64_t unknown = 0;
    std::int64_t no = 0;
    bool open = false;

    void count(Truth truth) { ++(truth == Truth::yes ? yes : truth == Truth::no ? no : unknown); }
    // The most members that may turn out true; meaningless when `open`.
    [[nodiscard]] std::int64_t most() const { return yes + unknown; }
};

[[nodiscard]] constexpr Truth decide(bool surely, bool surely_not) {
    return surely ? Truth::yes : surely_not ? Truth::no : Truth::unknown;
}

// The quantifier table of the language: true when, false when, else unknown.
[[nodiscard]] inline Truth every(const Tally& t) {
    return decide(t.no == 0 && t.unknown == 0 && !t.open, t.no > 0);
}
[[nodiscard]] inline Truth at_least(const Tally& t, const Interval& n) {
    return decide(less_or_equal(n, point(t.yes)) == Truth::yes,
                  !t.open && less(point(t.most()), n) == Truth::yes);
}
[[nodiscard]] inline Truth at_most(const Tally& t, const Interval& n) {
    return decide(!t.open && less_or_equal(point(t.most()), n) == Truth::yes,
                  less(n, point(t.yes)) == Truth::yes);
}
[[nodiscard]] inline Truth exactly(const Tally& t, const Interval& n) {
    return decide(
        t.unknown == 0 && !t.open && equal(point(t.yes), n) == Truth::yes,
        less(n, point(t.yes)) == Truth::yes || (!t.open && less(point(t.most()), n) == Truth::yes));
}

// Shares: `sure` members surely belong; `possible` ones may not belong at all.
struct ShareTally {
    Tally sure;
    Tally possible;

    [[nodiscard]] bool open() const { return sure.open || possible.open; }
    [[nodiscard]] std::int64_t sure_members() const { return sure.yes + sure.unknown + sure.no; }
    // No member at all is one of the choices.
    [[nodiscard]] bool may_be_empty() const { return sure_members() == 0; }
    // Smallest and largest share over all non-empty choices; false when there is none.
    [[nodiscard]] bool smallest(Rational& share) const {
        const std::int64_t against = sure.unknown + sure.no + possible.unknown + possible.no;
        // Without a sure member and with nothing against, a true possible member alone gives 1.
        const std::int64_t members = sure.yes + against;
        if (members == 0) {
            share = {1, 1};
            return possible.yes > 0;
        }
        return ratio(sure.yes, members, share);
    }
    [[nodiscard]] bool largest(Rational& share) const {
        const std::int64_t in_favour = sure.yes + sure.unknown + possible.yes + possible.unknown;
        const std::int64_t members = in_favour + sure.no;
        if (members == 0) {
            share = {0, 1};
            return possible.no > 0;
        }
        return ratio(in_favour, members, share);
    }

private:
    static bool ratio(std::int64_t part, std::int64_t whole, Rational& share) {
        share = *divide(Rational{part, 1}, Rational{whole, 1});
        return true;
    }
};

// "at least p % of": an empty choice satisfies it.
[[nodiscard]] inline Truth at_least_share(const ShareTally& t, const Interval& p) {
    if (t.open()) return Truth::unknown;
    Rational low{}, high{};
    const bool any_low = t.smallest(low);
    const bool any_high = t.largest(high);
    const bool surely = !any_low || less_or_equal(p, point(low)) == Truth::yes;
    const bool surely_not = any_high && !t.may_be_empty() && less(point(high), p) == Truth::yes;
    return decide(surely, surely_not);
}

[[nodiscard]] inline Interval share_of(const ShareTally& t) {
    Rational low{}, high{};
    if (t.open() || t.may_be_empty() || !t.smallest(low) || !t.largest(high))
        return between({0, 1}, {1, 1});
    return between(low, high);
}

}  // namespace tutela
