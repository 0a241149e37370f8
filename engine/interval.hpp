#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/truth.hpp"

namespace tutela {

// An exact fraction, always in lowest terms with a positive denominator. Operations that would
// leave 64 bits give nothing, never a wrong number.
struct Rational {
    std::int64_t numerator = 0;
    std::int64_t denominator = 1;

    bool operator==(const Rational&) const = default;
};

[[nodiscard]] int compare(Rational a, Rational b);  // -1, 0, 1
[[nodiscard]] std::optional<Rational> add(Rational a, Rational b);
[[nodiscard]] std::optional<Rational> subtract(Rational a, Rational b);
[[nodiscard]] std::optional<Rational> multiply(Rational a, Rational b);
[[nodiscard]] std::optional<Rational> divide(Rational a, Rational b);  // nothing for b = 0
// "12", "-0.25", "1e3", "1_000": nothing when it is no number or does not fit.
[[nodiscard]] std::optional<Rational> parse_decimal(std::string_view text);
// Rounded half up to two decimals, trailing zeros dropped: "59.35", "3".
[[nodiscard]] std::string to_text(Rational value);

// Why a number is not known, beyond a missing fact.
enum class NumberProblem : std::uint8_t { none, division_by_zero, overflow, currencies_differ };

// A number known to lie in [low, high]; either end may be open to infinity. A stated number is a
// point. Dates are days since 1970-01-01, months are year * 12 + month - 1, times are minutes after
// midnight, durations are minutes, months or working days (see `DurationFamily`).
struct Interval {
    Rational low{};
    Rational high{};
    bool no_low = false;   // low end is minus infinity; `low` is then 0
    bool no_high = false;  // high end is plus infinity; `high` is then 0
    NumberProblem problem = NumberProblem::none;
    // ISO 4217 numeric stand-in: 0 for plain numbers and for a bare 0, else 1 + (index of the three
    // letters in base 26). Only money carries one.
    std::uint16_t currency = 0;

    bool operator==(const Interval&) const = default;
    [[nodiscard]] bool is_point() const { return !no_low && !no_high && low == high; }
};

[[nodiscard]] Interval point(Rational value);
[[nodiscard]] Interval point(std::int64_t value);
[[nodiscard]] Interval between(Rational low, Rational high);
[[nodiscard]] Interval at_least(Rational low);
[[nodiscard]] Interval at_most(Rational high);
[[nodiscard]] Interval anything(NumberProblem problem = NumberProblem::none);

// Interval arithmetic; problems travel on. A money operand's currency travels on; two different
// ones give `anything(currencies_differ)` (a bare 0 goes with any).
[[nodiscard]] Interval add(const Interval& a, const Interval& b);
[[nodiscard]] Interval subtract(const Interval& a, const Interval& b);
[[nodiscard]] Interval multiply(const Interval& a, const Interval& b);
// The narrowest interval that holds both; anything(currencies_differ) when they are of two currencies.
[[nodiscard]] Interval hull(const Interval& a, const Interval& b);
// anything(division_by_zero) when b may be 0.
[[nodiscard]] Interval divide(const Interval& a, const Interval& b);

[[nodiscard]] Truth less(const Interval& a, const Interval& b);           // a < b
[[nodiscard]] Truth less_or_equal(const Interval& a, const Interval& b);  // a <= b
[[nodiscard]] Truth equal(const Interval& a, const Interval& b);

[[nodiscard]] std::uint16_t currency_code(
    std::string_view three_letters);  // 0 if not three letters
[[nodiscard]] std::string currency_letters(std::uint16_t code);

}  // namespace tutela
