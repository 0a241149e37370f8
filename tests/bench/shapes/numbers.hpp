#pragma once

#include <algorithm>
#include <cstdint>

#include "engine/columns.hpp"

namespace tutela::shapes {

// Numbers of one row, as the columns have them: two ends, whole numbers times a power of ten, or infinite. The arithmetic is
// that of engine/run_numbers.cpp, for one row instead of a column; what does not fit sets `odd`.

inline constexpr std::uint8_t no = 0, unknown = 1, yes = 2;

struct Ends {
    std::int64_t low = no_low, high = no_high;
    auto operator<=>(const Ends&) const = default;
};

[[nodiscard]] inline std::uint8_t less(Ends a, Ends b) {
    return static_cast<std::uint8_t>(1 + (a.high < b.low) - (a.low >= b.high));
}
[[nodiscard]] inline std::uint8_t less_or_equal(Ends a, Ends b) {
    return static_cast<std::uint8_t>(yes - less(b, a));
}
[[nodiscard]] inline std::uint8_t equal(Ends a, Ends b) {
    const bool apart = a.high < b.low || b.high < a.low;
    return static_cast<std::uint8_t>(1 + (a.low == a.high && a == b) - apart);
}
// Words or indices; 0 is one that nobody knows.
template <class T>
[[nodiscard]] std::uint8_t same(T a, T b) {
    return static_cast<std::uint8_t>(1 + ((a != 0) & (b != 0)) * (2 * (a == b) - 1));
}

// Sets as bits; whether members may be missing.
[[nodiscard]] inline std::uint8_t covers(std::uint64_t a, std::uint8_t a_open, std::uint64_t b,
                                         std::uint8_t b_open) {
    if ((b & ~a) != 0) return a_open == list_closed ? no : unknown;
    return b_open == list_closed ? yes : unknown;
}
[[nodiscard]] inline std::uint8_t overlaps(std::uint64_t a, std::uint8_t a_open, std::uint64_t b,
                                           std::uint8_t b_open) {
    if ((a & b) != 0) return yes;
    return a_open != list_closed || (a != 0 && b_open != list_closed) ? unknown : no;
}

inline void add_end(std::int64_t& sum, std::int64_t by, std::int64_t infinite, bool& odd) {
    if (sum == infinite || by == infinite)
        sum = infinite;
    else if (__builtin_add_overflow(sum, by, &sum) || sum == no_low || sum == no_high)
        odd = true;
}
inline void add(Ends& sum, Ends by, bool& odd) {
    add_end(sum.low, by.low, no_low, odd);
    add_end(sum.high, by.high, no_high, odd);
}

[[nodiscard]] inline std::int64_t multiply_ends(std::int64_t a, std::int64_t b, bool& odd) {
    if (a == 0 || b == 0) return 0;
    if (a == no_low || a == no_high || b == no_low || b == no_high)
        return (a < 0) == (b < 0) ? no_high : no_low;
    std::int64_t product = 0;
    if (__builtin_mul_overflow(a, b, &product) || product == no_low || product == no_high)
        odd = true;
    return product;
}
[[nodiscard]] inline Ends multiply(Ends a, Ends b, bool& odd) {
    if (a.low == a.high && b.low == b.high) {
        const std::int64_t product = multiply_ends(a.low, b.low, odd);
        return {product, product};
    }
    const std::int64_t ends[] = {
        multiply_ends(a.low, b.low, odd), multiply_ends(a.low, b.high, odd),
        multiply_ends(a.high, b.low, odd), multiply_ends(a.high, b.high, odd)};
    return {*std::min_element(ends, ends + 4), *std::max_element(ends, ends + 4)};
}

[[nodiscard]] inline Ends raised(Ends number, std::int64_t by, bool& odd) {
    for (std::int64_t* end : {&number.low, &number.high})
        if (*end != no_low && *end != no_high && __builtin_mul_overflow(*end, by, end)) odd = true;
    return number;
}

// One of two, or all that either could be where the condition is unknown.
[[nodiscard]] inline Ends choose(std::uint8_t condition, Ends a, Ends b, Ends bounds) {
    if (condition != unknown) return condition == yes ? a : b;
    if (a == b) return a;
    return {std::min({bounds.low, a.low, b.low}), std::max({bounds.high, a.high, b.high})};
}

__extension__ typedef __int128 Wide;
struct Fraction {
    std::int64_t above, under;
};
[[nodiscard]] inline int compare(Fraction a, Fraction b) {
    const auto infinite = [](std::int64_t end) {
        return end == no_low ? -1 : end == no_high ? 1 : 0;
    };
    if (infinite(a.above) != 0 || infinite(b.above) != 0)
        return infinite(a.above) - infinite(b.above);
    const Wide left = Wide{a.above} * b.under, right = Wide{b.above} * a.under;
    return left < right ? -1 : left > right ? 1 : 0;
}

// How a / b compares with c, which is times `one`: yes where it is smaller (or equal, if so asked). Anything where b may be 0.
[[nodiscard]] inline std::uint8_t quotient(Ends a, Ends b, Ends c, std::int64_t one,
                                           bool or_equal) {
    const auto truth = [&](int over, int under) {
        return static_cast<std::uint8_t>(or_equal ? 1 + (over <= 0) - (under > 0)
                                                  : 1 + (over < 0) - (under >= 0));
    };
    const bool finite = a.low != no_low && a.high != no_high && b.high != no_high &&
                        c.low != no_low && c.high != no_high;
    if (finite && a.low == a.high && b.low == b.high && b.low > 0) {
        const Fraction value{a.low, b.low};
        return truth(compare(value, {c.low, one}), compare(value, {c.high, one}));
    }
    Fraction low{no_low, 1}, high{no_high, 1};
    if (b.low > 0 || b.high < 0) {
        bool first = true;
        for (const std::int64_t x : {a.low, a.high})
            for (const std::int64_t y : {b.high, b.low}) {
                Fraction end{0, 1};
                const bool x_infinite = x == no_low || x == no_high;
                const bool y_infinite = y == no_low || y == no_high;
                if (x_infinite && !y_infinite)
                    end = {(x < 0) == (y < 0) ? no_high : no_low, 1};
                else if (x != 0 && !y_infinite)
                    end = y < 0 ? Fraction{-x, -y} : Fraction{x, y};
                if (first || compare(end, low) < 0) low = end;
                if (first || compare(end, high) > 0) high = end;
                first = false;
            }
    }
    return truth(compare(high, {c.low, one}), compare(low, {c.high, one}));
}

}  // namespace tutela::shapes
