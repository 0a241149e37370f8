#include "engine/interval.hpp"

#include <cctype>
#include <numeric>

#include "engine/type.hpp"

namespace tutela {
namespace {

__extension__ typedef __int128 Wide;

constexpr Wide max64 = INT64_MAX;
constexpr Wide min64 = INT64_MIN + 1;  // so that a negation always fits

Wide gcd(Wide a, Wide b) {
    if (a < 0) a = -a;
    if (b < 0) b = -b;
    while (b != 0) {
        const Wide rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

std::optional<Rational> reduced(Wide numerator, Wide denominator) {
    if (denominator < 0) {
        numerator = -numerator;
        denominator = -denominator;
    }
    const Wide divisor = gcd(numerator, denominator);
    if (divisor > 1) {
        numerator /= divisor;
        denominator /= divisor;
    }
    if (numerator > max64 || numerator < min64 || denominator > max64) return std::nullopt;
    return Rational{static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator)};
}

}  // namespace

int compare(Rational a, Rational b) {
    const Wide left = Wide{a.numerator} * b.denominator;
    const Wide right = Wide{b.numerator} * a.denominator;
    return left < right ? -1 : left > right ? 1 : 0;
}

// Products of two 64-bit numbers fit 127 bits; their sum fits 128 with the sign.
std::optional<Rational> add(Rational a, Rational b) {
    return reduced(Wide{a.numerator} * b.denominator + Wide{b.numerator} * a.denominator,
                   Wide{a.denominator} * b.denominator);
}
std::optional<Rational> subtract(Rational a, Rational b) {
    return add(a, Rational{-b.numerator, b.denominator});
}
std::optional<Rational> multiply(Rational a, Rational b) {
    return reduced(Wide{a.numerator} * b.numerator, Wide{a.denominator} * b.denominator);
}
std::optional<Rational> divide(Rational a, Rational b) {
    if (b.numerator == 0) return std::nullopt;
    return reduced(Wide{a.numerator} * b.denominator, Wide{a.denominator} * b.numerator);
}

std::optional<Rational> parse_decimal(std::string_view text) {
    std::size_t i = 0;
    bool negative = false;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) negative = text[i++] == '-';
    Wide digits = 0;
    int places = 0;
    bool any = false, point = false;
    for (; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '_') {
            if (!any || i + 1 >= text.size() ||
                std::isdigit(static_cast<unsigned char>(text[i + 1])) == 0)
                return std::nullopt;
            continue;
        }
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (std::isdigit(static_cast<unsigned char>(c)) == 0) break;
        digits = digits * 10 + (c - '0');
        if (digits > max64) return std::nullopt;
        any = true;
        if (point) ++places;
    }
    if (!any) return std::nullopt;
    int exponent = 0;
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        bool down = false;
        if (i < text.size() && (text[i] == '-' || text[i] == '+')) down = text[i++] == '-';
        if (i >= text.size()) return std::nullopt;
        for (; i < text.size(); ++i) {
            if (std::isdigit(static_cast<unsigned char>(text[i])) == 0) return std::nullopt;
            exponent = exponent * 10 + (text[i] - '0');
            if (exponent > 40) return std::nullopt;
        }
        if (down) exponent = -exponent;
    }
    if (i != text.size()) return std::nullopt;
    exponent -= places;
    Wide denominator = 1;
    for (; exponent > 0; --exponent) {
        digits *= 10;
        if (digits > max64) return std::nullopt;
    }
    for (; exponent < 0; ++exponent) {
        denominator *= 10;
        if (denominator > Wide{max64} * 1000) return std::nullopt;
    }
    return reduced(negative ? -digits : digits, denominator);
}

std::string to_text(Rational value) {
    // Half up, away from zero for negative numbers: to hundredths.
    const bool negative = value.numerator < 0;
    const Wide magnitude = negative ? -Wide{value.numerator} : Wide{value.numerator};
    const Wide hundredths = (magnitude * 200 + value.denominator) / (Wide{value.denominator} * 2);
    std::string whole;
    Wide rest = hundredths / 100;
    do {
        whole.insert(whole.begin(), static_cast<char>('0' + static_cast<int>(rest % 10)));
        rest /= 10;
    } while (rest > 0);
    const int part = static_cast<int>(hundredths % 100);
    std::string text = (negative && hundredths != 0 ? "-" : "") + whole;
    if (part != 0) {
        text += '.';
        text += static_cast<char>('0' + part / 10);
        if (part % 10 != 0) text += static_cast<char>('0' + part % 10);
    }
    return text;
}

// -------------------------------------------------------------------------------------------------

Interval point(Rational value) {
    return {value, value, false, false, NumberProblem::none, 0};
}
Interval point(std::int64_t value) {
    return point(Rational{value, 1});
}
Interval between(Rational low, Rational high) {
    return {low, high, false, false, NumberProblem::none, 0};
}
Interval at_least(Rational low) {
    return {low, {}, false, true, NumberProblem::none, 0};
}
Interval at_most(Rational high) {
    return {{}, high, true, false, NumberProblem::none, 0};
}
Interval anything(NumberProblem problem) {
    return {{}, {}, true, true, problem, 0};
}

namespace {

bool is_bare_zero(const Interval& a) {
    return a.currency == 0 && a.is_point() && a.low.numerator == 0;
}

// What both operands bring along. Nothing when their currencies differ.
std::optional<Interval> combined(const Interval& a, const Interval& b) {
    Interval result;
    result.problem = a.problem != NumberProblem::none ? a.problem : b.problem;
    result.currency = a.currency != 0 ? a.currency : b.currency;
    if (a.currency != 0 && b.currency != 0 && a.currency != b.currency) return std::nullopt;
    return result;
}

// The same where an infinite end of either makes that of the result infinite.
std::optional<Interval> combined_ends(const Interval& a, const Interval& b) {
    auto result = combined(a, b);
    if (result) {
        result->no_low = a.no_low || b.no_low;
        result->no_high = a.no_high || b.no_high;
    }
    return result;
}

// A finite end or an infinite one; the sign of infinity is known from which end it is.
struct End {
    Rational value{};
    int infinite = 0;  // -1, 0, 1
};
End low_end(const Interval& a) {
    return {a.low, a.no_low ? -1 : 0};
}
End high_end(const Interval& a) {
    return {a.high, a.no_high ? 1 : 0};
}
int sign(const End& e) {
    return e.infinite != 0         ? e.infinite
           : e.value.numerator < 0 ? -1
           : e.value.numerator > 0 ? 1
                                   : 0;
}
int compare(const End& a, const End& b) {
    if (a.infinite != 0 || b.infinite != 0) return a.infinite - b.infinite;
    return tutela::compare(a.value, b.value);
}

std::optional<End> product(const End& a, const End& b) {
    // Zero times infinity is zero: the bound is approached, never reached.
    if (sign(a) == 0 || sign(b) == 0) return End{};
    if (a.infinite != 0 || b.infinite != 0) return End{{}, sign(a) * sign(b)};
    const auto value = multiply(a.value, b.value);
    if (!value) return std::nullopt;
    return End{*value, 0};
}

}  // namespace

Interval add(const Interval& a, const Interval& b) {
    const auto base = combined_ends(a, b);
    if (!base) return anything(NumberProblem::currencies_differ);
    Interval result = *base;
    const auto low = add(a.low, b.low);
    const auto high = add(a.high, b.high);
    if ((!result.no_low && !low) || (!result.no_high && !high))
        return anything(NumberProblem::overflow);
    if (!result.no_low) result.low = *low;
    if (!result.no_high) result.high = *high;
    return result;
}

Interval subtract(const Interval& a, const Interval& b) {
    Interval negative = b;
    negative.low = {-b.high.numerator, b.high.denominator};
    negative.high = {-b.low.numerator, b.low.denominator};
    std::swap(negative.no_low, negative.no_high);
    return add(a, negative);
}

Interval multiply(const Interval& a, const Interval& b) {
    const auto base = combined(a, b);
    if (!base) return anything(NumberProblem::currencies_differ);
    std::optional<End> low, high;
    for (const End& x : {low_end(a), high_end(a)})
        for (const End& y : {low_end(b), high_end(b)}) {
            const auto end = product(x, y);
            if (!end) return anything(NumberProblem::overflow);
            if (!low || compare(*end, *low) < 0) low = end;
            if (!high || compare(*end, *high) > 0) high = end;
        }
    Interval result = *base;
    result.no_low = low->infinite != 0;
    result.no_high = high->infinite != 0;
    if (!result.no_low) result.low = low->value;
    if (!result.no_high) result.high = high->value;
    return result;
}

Interval hull(const Interval& a, const Interval& b) {
    const auto base = combined_ends(a, b);
    if (!base) return anything(NumberProblem::currencies_differ);
    Interval result = *base;
    if (!result.no_low) result.low = compare(a.low, b.low) < 0 ? a.low : b.low;
    if (!result.no_high) result.high = compare(a.high, b.high) > 0 ? a.high : b.high;
    return result;
}

Interval divide(const Interval& a, const Interval& b) {
    const bool may_be_zero = sign(low_end(b)) <= 0 && sign(high_end(b)) >= 0;
    if (may_be_zero) return anything(NumberProblem::division_by_zero);
    // 1 / b turns the ends round; an infinite end becomes zero.
    Interval inverse;
    inverse.problem = b.problem;
    if (!b.no_high) {
        const auto low = divide(Rational{1, 1}, b.high);
        if (!low) return anything(NumberProblem::overflow);
        inverse.low = *low;
    }
    if (!b.no_low) {
        const auto high = divide(Rational{1, 1}, b.low);
        if (!high) return anything(NumberProblem::overflow);
        inverse.high = *high;
    }
    Interval result = multiply(a, inverse);
    // Money by money of one currency is a plain number.
    if (a.currency != 0 && b.currency != 0) {
        if (a.currency != b.currency) return anything(NumberProblem::currencies_differ);
        result.currency = 0;
    }
    return result;
}

namespace {

bool comparable(const Interval& a, const Interval& b) {
    return a.currency == 0 || b.currency == 0 || a.currency == b.currency || is_bare_zero(a) ||
           is_bare_zero(b);
}

}  // namespace

Truth less(const Interval& a, const Interval& b) {
    if (!comparable(a, b)) return Truth::unknown;
    if (!a.no_high && !b.no_low && compare(a.high, b.low) < 0) return Truth::yes;
    if (!a.no_low && !b.no_high && compare(a.low, b.high) >= 0) return Truth::no;
    return Truth::unknown;
}

Truth less_or_equal(const Interval& a, const Interval& b) {
    return negate(less(b, a));
}

Truth equal(const Interval& a, const Interval& b) {
    if (!comparable(a, b)) return Truth::unknown;
    if (a.is_point() && b.is_point()) return truth_of(a.low == b.low);
    return less(a, b) == Truth::yes || less(b, a) == Truth::yes ? Truth::no : Truth::unknown;
}

std::uint16_t currency_code(std::string_view letters) {
    if (letters.size() != 3) return 0;
    std::uint16_t code = 0;
    for (const char c : letters) {
        if (c < 'A' || c > 'Z') return 0;
        code = static_cast<std::uint16_t>(code * 26 + (c - 'A'));
    }
    return static_cast<std::uint16_t>(code + 1);
}

std::string currency_letters(std::uint16_t code) {
    if (code == 0) return "";
    std::uint16_t rest = static_cast<std::uint16_t>(code - 1);
    std::string letters(3, 'A');
    for (int i = 2; i >= 0; --i) {
        letters[static_cast<std::size_t>(i)] = static_cast<char>('A' + rest % 26);
        rest = static_cast<std::uint16_t>(rest / 26);
    }
    return letters;
}

Interval bounds_of(const Type& type) {
    switch (type.kind) {
        case TypeKind::count:
        case TypeKind::money: return at_least(Rational{0, 1});
        case TypeKind::share: return between({0, 1}, {1, 1});
        default: return anything();
    }
}

}  // namespace tutela
