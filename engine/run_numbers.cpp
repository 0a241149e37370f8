#include <algorithm>

#include "engine/run_plan.hpp"

// Numbers, row by row: two ends, whole numbers times a power of ten of their own, or fractions. What does not fit is left to
// the evaluator, whose fractions are exact too: the design is marked.

namespace tutela {
namespace {

__extension__ typedef __int128 Wide;

bool is_point(const Rows& rows, std::uint32_t i) {
    return rows.low[i] == rows.high[i];
}

// a + b of two low ends, or of two high ends with `infinite` the other way.
bool add_ends(std::int64_t a, std::int64_t b, std::int64_t infinite, std::int64_t& sum) {
    if (a == infinite || b == infinite) {
        sum = infinite;
        return true;
    }
    return !__builtin_add_overflow(a, b, &sum) && sum != no_low && sum != no_high;
}

bool multiply_ends(std::int64_t a, std::int64_t b, std::int64_t& product) {
    // Zero times infinity is zero: the bound is approached, never reached.
    if (a == 0 || b == 0) {
        product = 0;
        return true;
    }
    if (a == no_low || a == no_high || b == no_low || b == no_high) {
        product = (a < 0) == (b < 0) ? no_high : no_low;
        return true;
    }
    return !__builtin_mul_overflow(a, b, &product) && product != no_low && product != no_high;
}

std::int64_t negated(std::int64_t end) {
    return end == no_low ? no_high : end == no_high ? no_low : -end;
}

// One end as a fraction: infinite, or above / under.
struct Fraction {
    std::int64_t above, under;
};
int compare_ends(Fraction a, Fraction b) {
    const auto infinite = [](std::int64_t end) {
        return end == no_low ? -1 : end == no_high ? 1 : 0;
    };
    if (infinite(a.above) != 0 || infinite(b.above) != 0)
        return infinite(a.above) - infinite(b.above);
    const Wide left = Wide{a.above} * b.under, right = Wide{b.above} * a.under;
    return left < right ? -1 : left > right ? 1 : 0;
}

struct FractionReader {
    const Rows& rows;
    std::int64_t under = powers_of_ten[rows.scale];
    [[nodiscard]] std::uint32_t at(std::uint32_t i) const { return rows.constant ? 0 : i; }
    [[nodiscard]] Fraction low(std::uint32_t i) const {
        return {rows.low[at(i)], rows.low_under ? rows.low_under[at(i)] : under};
    }
    [[nodiscard]] Fraction high(std::uint32_t i) const {
        return {rows.high[at(i)], rows.high_under ? rows.high_under[at(i)] : under};
    }
};

// a < b: the truth of two pairs of ends. `a` may be the high ends and the low ends of one side in turn.
TUTELA_WIDE void less_rows(std::uint8_t* __restrict out, const Rows& a, const Rows& b,
                           std::uint32_t n) {
    const std::int64_t *a_low = a.low, *a_high = a.high, *b_low = b.low, *b_high = b.high;
    for (std::uint32_t i = 0; i < n; ++i)
        out[i] = static_cast<std::uint8_t>(1 + (a_high[i] < b_low[i]) - (a_low[i] >= b_high[i]));
}
TUTELA_WIDE void less_than(std::uint8_t* __restrict out, const Rows& a, const Rows& b,
                           std::uint32_t n) {
    const std::int64_t *a_low = a.low, *a_high = a.high, b_low = *b.low, b_high = *b.high;
    for (std::uint32_t i = 0; i < n; ++i)
        out[i] = static_cast<std::uint8_t>(1 + (a_high[i] < b_low) - (a_low[i] >= b_high));
}
TUTELA_WIDE void more_than(std::uint8_t* __restrict out, const Rows& a, const Rows& b,
                           std::uint32_t n) {
    const std::int64_t *a_low = a.low, *a_high = a.high, b_low = *b.low, b_high = *b.high;
    for (std::uint32_t i = 0; i < n; ++i)
        out[i] = static_cast<std::uint8_t>(1 + (b_high < a_low[i]) - (b_low >= a_high[i]));
}

void less(std::uint8_t* out, const Rows& a, const Rows& b, std::uint32_t n) {
    if (a.constant && b.constant) {
        less_rows(out, a, b, 1);
        std::fill(out, out + n, *out);
    } else if (a.constant) {
        more_than(out, b, a, n);
    } else if (b.constant) {
        less_than(out, a, b, n);
    } else {
        less_rows(out, a, b, n);
    }
}

void equal(std::uint8_t* __restrict out, const Rows& a, const Rows& b, std::uint32_t n) {
    const std::uint32_t a_step = a.constant ? 0 : 1, b_step = b.constant ? 0 : 1;
    for (std::uint32_t i = 0, x = 0, y = 0; i < n; ++i, x += a_step, y += b_step) {
        const bool apart = a.high[x] < b.low[y] || b.high[y] < a.low[x];
        const bool same = a.low[x] == a.high[x] && b.low[y] == b.high[y] && a.low[x] == b.low[y];
        out[i] = static_cast<std::uint8_t>(1 + same - apart);
    }
}

}  // namespace

void RunPlan::Run::rescale(Rows& rows, unsigned scale, std::uint32_t n, SpaceId space,
                           Store& into) {
    std::int64_t* low = room(into.low, n);
    std::int64_t* high = room(into.high, n);
    for (std::uint32_t i = 0; i < n; ++i) {
        low[i] = rows.low[i];
        high[i] = rows.high[i];
        if (scale_up(low[i], scale - rows.scale) && scale_up(high[i], scale - rows.scale)) continue;
        low[i] = no_low;
        high[i] = no_high;
        if (!rows.constant) {
            mark_odd(space, i);
            continue;
        }
        for (std::uint32_t row = 0; row < count(space); ++row) mark_odd(space, row);
    }
    rows.low = low;
    rows.high = high;
    rows.scale = scale;
}

void RunPlan::Run::align(Rows& a, Rows& b, std::uint32_t n, SpaceId space) {
    if (a.scale < b.scale) rescale(a, b.scale, a.constant ? 1 : n, space, scratch_a_);
    if (b.scale < a.scale) rescale(b, a.scale, b.constant ? 1 : n, space, scratch_b_);
}

void RunPlan::Run::compare(ValueId id, const PlanNode& node) {
    const std::uint32_t n = count(node.space);
    Rows a = arg(node, 0), b = arg(node, 1);
    std::uint8_t* out = bytes(id, n);
    if (!a.low_under && !b.low_under) {
        align(a, b, n, node.space);
        if (node.op == PlanOp::equal_number) return equal(out, a, b, n);
        if (node.op == PlanOp::less) return less(out, a, b, n);
        less(out, b, a, n);  // a <= b unless b < a
        for (std::uint32_t i = 0; i < n; ++i) out[i] = static_cast<std::uint8_t>(byte_yes - out[i]);
        return;
    }
    const FractionReader x{a}, y{b};
    for (std::uint32_t i = 0; i < n; ++i) {
        const int over = compare_ends(x.high(i), y.low(i)),
                  under = compare_ends(x.low(i), y.high(i));
        if (node.op == PlanOp::less) {
            out[i] = static_cast<std::uint8_t>(1 + (over < 0) - (under >= 0));
        } else if (node.op == PlanOp::less_or_equal) {
            out[i] = static_cast<std::uint8_t>(1 + (over <= 0) - (under > 0));
        } else {
            const bool points =
                compare_ends(x.low(i), x.high(i)) == 0 && compare_ends(y.low(i), y.high(i)) == 0;
            out[i] = static_cast<std::uint8_t>(1 + (points && over == 0) - (over < 0 || under > 0));
        }
    }
}

void RunPlan::Run::arithmetic(ValueId id, const PlanNode& node) {
    const std::uint32_t n = count(node.space);
    Rows a = arg(node, 0), b = arg(node, 1);
    const bool product = node.op == PlanOp::multiply;
    if (!product) align(a, b, n, node.space);
    const unsigned scale = product ? a.scale + b.scale : a.scale;
    const Ends out = numbers(id, n, std::min(scale, most_digits));
    const bool too_fine = scale > most_digits;
    for (std::uint32_t i = 0; i < n; ++i) {
        bool fits = !too_fine;
        std::int64_t low = no_low, high = no_high;
        if (node.op == PlanOp::add) {
            fits = add_ends(a.low[i], b.low[i], no_low, low) &&
                   add_ends(a.high[i], b.high[i], no_high, high);
        } else if (node.op == PlanOp::subtract) {
            fits = add_ends(a.low[i], negated(b.high[i]), no_low, low) &&
                   add_ends(a.high[i], negated(b.low[i]), no_high, high);
        } else if (node.op == PlanOp::hull) {
            low = std::min(a.low[i], b.low[i]);
            high = std::max(a.high[i], b.high[i]);
        } else if (fits && is_point(a, i) && is_point(b, i)) {
            fits = multiply_ends(a.low[i], b.low[i], low);
            high = low;
        } else if (fits) {
            std::int64_t ends[4];
            fits = multiply_ends(a.low[i], b.low[i], ends[0]) &&
                   multiply_ends(a.low[i], b.high[i], ends[1]) &&
                   multiply_ends(a.high[i], b.low[i], ends[2]) &&
                   multiply_ends(a.high[i], b.high[i], ends[3]);
            if (fits) {
                low = *std::min_element(ends, ends + 4);
                high = *std::max_element(ends, ends + 4);
            }
        }
        if (!fits) mark_odd(node.space, i);
        out.low[i] = low;
        out.high[i] = high;
    }
}

// A fraction. Anything where the divisor may be zero.
void RunPlan::Run::divide(ValueId id, const PlanNode& node) {
    const std::uint32_t n = count(node.space);
    Rows a = arg(node, 0), b = arg(node, 1);
    align(a, b, n, node.space);
    const Ends out = numbers(id, n, 0);
    const Ends under = fractions(id, n);
    for (std::uint32_t i = 0; i < n; ++i) {
        out.low[i] = no_low;
        out.high[i] = no_high;
        under.low[i] = under.high[i] = 1;
        if (b.low[i] <= 0 && b.high[i] >= 0) continue;
        bool first = true;
        Fraction low{}, high{};
        for (const std::int64_t x : {a.low[i], a.high[i]})
            for (const std::int64_t y : {b.high[i], b.low[i]}) {
                Fraction end{0, 1};
                const bool x_infinite = x == no_low || x == no_high;
                const bool y_infinite = y == no_low || y == no_high;
                // What is divided by ever more comes to zero; that counts as zero even of an infinite end.
                if (x_infinite && !y_infinite)
                    end = {(x < 0) == (y < 0) ? no_high : no_low, 1};
                else if (x != 0 && !y_infinite)
                    end = y < 0 ? Fraction{-x, -y} : Fraction{x, y};
                if (first || compare_ends(end, low) < 0) low = end;
                if (first || compare_ends(end, high) > 0) high = end;
                first = false;
            }
        out.low[i] = low.above;
        out.high[i] = high.above;
        under.low[i] = low.under;
        under.high[i] = high.under;
    }
}

// ------------------------------------------------------------------------- by the engine's own numbers

Interval RunPlan::Run::interval_at(const Rows& rows, std::uint32_t row) {
    const auto exact = [&](std::int64_t above, const std::int64_t* under) {
        const std::int64_t below = under ? under[row] : powers_of_ten[rows.scale];
        return *tutela::divide(Rational{above, 1}, Rational{below, 1});
    };
    Interval made;
    made.no_low = rows.low[row] == no_low;
    made.no_high = rows.high[row] == no_high;
    if (!made.no_low) made.low = exact(rows.low[row], rows.low_under);
    if (!made.no_high) made.high = exact(rows.high[row], rows.high_under);
    return made;
}

void RunPlan::Run::put_interval(ValueId id, std::uint32_t row, const Interval& value,
                                SpaceId space) {
    Rows& rows = values_[id];
    Store& store = stores_[id];
    if (!store.low_under.empty() || !is_decimal(value)) {
        const Ends under = fractions(id, static_cast<std::uint32_t>(store.low.size()));
        store.low[row] = value.no_low ? no_low : value.low.numerator;
        store.high[row] = value.no_high ? no_high : value.high.numerator;
        under.low[row] = value.no_low ? 1 : value.low.denominator;
        under.high[row] = value.no_high ? 1 : value.high.denominator;
        return;
    }
    Decimal decimal = *decimal_of(value);
    const bool fits = decimal.digits <= rows.scale &&
                      scale_up(decimal.low, rows.scale - decimal.digits) &&
                      scale_up(decimal.high, rows.scale - decimal.digits);
    store.low[row] = fits ? decimal.low : no_low;
    store.high[row] = fits ? decimal.high : no_high;
    if (!fits) mark_odd(space, row);
}

void RunPlan::Run::shift(ValueId id, const PlanNode& node) {
    const std::uint32_t n = count(node.space);
    const Rows date = arg(node, 0), duration = arg(node, 1);
    const Ends out = numbers(id, n, 0);
    const auto family = static_cast<DurationFamily>(node.a);
    const std::int64_t day = base_units(DurationUnit::days) * powers_of_ten[duration.scale];
    constexpr std::int64_t far = 4'000'000;  // days; well inside the calendar
    for (std::uint32_t i = 0; i < n; ++i) {
        const std::int64_t from = date.low[i], by = duration.low[i];
        const bool unknown = date.low[i] == no_low && date.high[i] == no_high;
        if (unknown && family == DurationFamily::clock) {
            out.low[i] = no_low;
            out.high[i] = no_high;
            continue;
        }
        const bool plain = family == DurationFamily::clock && date.scale == 0 &&
                           is_point(date, i) && is_point(duration, i) && by % day == 0 &&
                           from < far && from > -far && by / day < far && by / day > -far;
        if (plain) {
            out.low[i] = out.high[i] = node.b != 0 ? from - by / day : from + by / day;
            continue;
        }
        const Interval a = interval_at(date, i), b = interval_at(duration, i);
        put_interval(id, i,
                     node.b != 0 ? subtract_duration(a, b, family) : add_duration(a, b, family),
                     node.space);
    }
}

// An ordered choice's position, an age band's ends, a truth as one or none.
void RunPlan::Run::to_number(ValueId id, const PlanNode& node) {
    const std::uint32_t n = count(node.space);
    const std::uint32_t* index = arg(node, 0).index;
    const Ends out = numbers(id, n, 0);
    if (node.op == PlanOp::as_count) {
        const std::uint8_t* truth = arg(node, 0).bytes;
        for (std::uint32_t i = 0; i < n; ++i) {
            out.low[i] = truth[i] == byte_yes;
            out.high[i] = truth[i] != byte_no;
        }
        return;
    }
    for (std::uint32_t i = 0; i < n; ++i) {
        if (node.op == PlanOp::position) {
            out.low[i] = index[i] == 0 ? 0 : index[i] - 1;
            out.high[i] = index[i] == 0 ? std::int64_t{node.a} - 1 : out.low[i];
        } else if (index[i] == 0) {
            put_interval(id, i, plan.numbers[node.b], node.space);
        } else {
            const std::uint32_t band = index[i] - 1;
            const std::uint32_t end = node.a == 0 ? band_from(band) : band_to(band);
            out.low[i] = out.high[i] =
                node.a != 0 && end == open_age ? INT32_MAX : std::int64_t{end};
        }
    }
}

// By a condition; where it is unknown, what both have, or all that either could be.
void RunPlan::Run::choose_number(ValueId id, const PlanNode& node) {
    const std::uint32_t n = count(node.space);
    const std::uint8_t* condition = arg(node, 0).bytes;
    Rows a = arg(node, 1), b = arg(node, 2);
    const bool fraction = a.low_under || b.low_under;
    if (!fraction) align(a, b, n, node.space);
    const Ends out = numbers(id, n, fraction ? 0 : a.scale);
    const Ends under = fraction ? fractions(id, n) : Ends{};
    const FractionReader x{a}, y{b};
    const Interval& bounds = plan.numbers[node.c];
    for (std::uint32_t i = 0; i < n; ++i) {
        Fraction low = condition[i] == byte_yes ? x.low(i) : y.low(i);
        Fraction high = condition[i] == byte_yes ? x.high(i) : y.high(i);
        if (condition[i] == byte_unknown &&
            (compare_ends(x.low(i), y.low(i)) != 0 || compare_ends(x.high(i), y.high(i)) != 0)) {
            const std::int64_t one = fraction ? 1 : powers_of_ten[a.scale];
            low = bounds.no_low ? Fraction{no_low, 1} : Fraction{bounds.low.numerator * one, one};
            high =
                bounds.no_high ? Fraction{no_high, 1} : Fraction{bounds.high.numerator * one, one};
            for (const Fraction end : {x.low(i), y.low(i)})
                if (compare_ends(end, low) < 0) low = end;
            for (const Fraction end : {x.high(i), y.high(i)})
                if (compare_ends(end, high) > 0) high = end;
        }
        out.low[i] = low.above;
        out.high[i] = high.above;
        if (!fraction) continue;
        under.low[i] = low.under;
        under.high[i] = high.under;
    }
}

}  // namespace tutela
