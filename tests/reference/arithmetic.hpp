#pragma once

#include <chrono>

#include "engine/type.hpp"
#include "tests/reference/value.hpp"

// Intervals and dates of the reference evaluator: rationals of any size, the calendar of <chrono>.
namespace reference {

inline Q rational(tutela::Rational r) {
    return Q(r.numerator, r.denominator);
}
inline Number number_of(const tutela::Interval& i) {
    Number n;
    if (!i.no_low) n.low = rational(i.low);
    if (!i.no_high) n.high = rational(i.high);
    n.currency = i.currency;
    return n;
}
inline Number bounds(const tutela::Type& type) {
    using tutela::TypeKind;
    if (type.kind == TypeKind::count || type.kind == TypeKind::money)
        return {Q(0), std::nullopt, 0};
    if (type.kind == TypeKind::share) return {Q(0), Q(1), 0};
    return {};
}
inline bool clash(const Number& a, const Number& b) {
    return a.currency != 0 && b.currency != 0 && a.currency != b.currency;
}
inline bool bare_zero(const Number& a) {
    return a.currency == 0 && a.point() && *a.low == 0;
}

inline Number sum(const Number& a, const Number& b) {
    if (clash(a, b)) return {};
    Number n;
    if (a.low && b.low) n.low = *a.low + *b.low;
    if (a.high && b.high) n.high = *a.high + *b.high;
    n.currency = std::max(a.currency, b.currency);
    return n;
}
inline Number negative(const Number& a) {
    Number n;
    if (a.high) n.low = -*a.high;
    if (a.low) n.high = -*a.low;
    n.currency = a.currency;
    return n;
}
// Each end of the product is an end of a times an end of b; nothing times infinity is nothing.
inline Number product(const Number& a, const Number& b) {
    if (clash(a, b)) return {};
    bool down = false, up = false;
    std::optional<Q> low, high;
    const auto take = [&](const std::optional<Q>& x, int x_infinite, const std::optional<Q>& y,
                          int y_infinite) {
        const int sx = x ? (*x > 0) - (*x < 0) : x_infinite;
        const int sy = y ? (*y > 0) - (*y < 0) : y_infinite;
        if (sx != 0 && sy != 0 && (!x || !y)) return void((sx * sy < 0 ? down : up) = true);
        const Q value = sx == 0 || sy == 0 ? Q(0) : Q(*x * *y);
        if (!low || value < *low) low = value;
        if (!high || value > *high) high = value;
    };
    take(a.low, -1, b.low, -1);
    take(a.low, -1, b.high, 1);
    take(a.high, 1, b.low, -1);
    take(a.high, 1, b.high, 1);
    Number n;
    if (!down) n.low = low;
    if (!up) n.high = high;
    n.currency = std::max(a.currency, b.currency);
    return n;
}
inline Number quotient(const Number& a, const Number& b) {
    const bool may_be_zero = (!b.low || *b.low <= 0) && (!b.high || *b.high >= 0);
    if (may_be_zero) return {};
    Number inverse;
    inverse.low = b.high ? Q(1 / *b.high) : Q(0);
    inverse.high = b.low ? Q(1 / *b.low) : Q(0);
    if (clash(a, b)) return {};
    Number n = product(a, inverse);
    n.currency = b.currency != 0 ? 0 : a.currency;
    return n;
}
// The narrowest interval that holds both.
inline Number hull(const Number& a, const Number& b) {
    Number n;
    if (a.low && b.low) n.low = std::min(*a.low, *b.low);
    if (a.high && b.high) n.high = std::max(*a.high, *b.high);
    n.currency = std::max(a.currency, b.currency);
    return n;
}

inline bool comparable(const Number& a, const Number& b) {
    return !clash(a, b) || bare_zero(a) || bare_zero(b);
}
inline Truth less_than(const Number& a, const Number& b) {
    if (!comparable(a, b)) return Truth::unknown;
    return three(a.high && b.low && *a.high < *b.low, a.low && b.high && *a.low >= *b.high);
}
inline Truth at_most_that(const Number& a, const Number& b) {
    return opposite(less_than(b, a));
}
inline Truth same_number(const Number& a, const Number& b) {
    if (!comparable(a, b)) return Truth::unknown;
    if (a.point() && b.point()) return *a.low == *b.low ? Truth::yes : Truth::no;
    return three(false, less_than(a, b) == Truth::yes || less_than(b, a) == Truth::yes);
}

inline std::int64_t floor_of(const Q& q) {
    using boost::multiprecision::cpp_int;
    const cpp_int n = numerator(q), d = denominator(q);
    cpp_int whole = n / d;
    if (whole * d > n) --whole;
    return whole.convert_to<std::int64_t>();
}
// One end of date + duration. `months`: by the same day, clamped to the month's end; else whole days.
inline Q moved(const Q& day, const Q& duration, bool months) {
    using namespace std::chrono;
    if (!months) return Q(floor_of(day + duration / (24 * 60)));
    const year_month_day from{sys_days{days{floor_of(day)}}};
    const auto month =
        year_month{from.year(), from.month()} + std::chrono::months{floor_of(duration)};
    const auto last = year_month_day_last{month.year(), month_day_last{month.month()}}.day();
    return Q(sys_days{month / std::min(from.day(), last)}.time_since_epoch().count());
}
inline Number date_plus(const Number& date, const Number& duration, tutela::DurationFamily family) {
    Number n;
    if (family == tutela::DurationFamily::working_days) return n;
    const bool months = family == tutela::DurationFamily::calendar;
    if (date.low && duration.low) n.low = moved(*date.low, *duration.low, months);
    if (date.high && duration.high) n.high = moved(*date.high, *duration.high, months);
    return n;
}

}  // namespace reference
