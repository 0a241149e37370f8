// Exact numbers and intervals: never a wrong number, and an end that is open stays open.

#include <catch2/catch_test_macros.hpp>

#include "engine/interval.hpp"
#include "engine/type.hpp"

namespace tutela {
namespace {

constexpr Rational largest{INT64_MAX, 1};

Interval euros(std::int64_t amount) {
    Interval value = point(amount);
    value.currency = currency_code("EUR");
    return value;
}
Interval dollars(std::int64_t amount) {
    Interval value = point(amount);
    value.currency = currency_code("USD");
    return value;
}

TEST_CASE("fractions are exact and in lowest terms", "[interval]") {
    CHECK(add(Rational{1, 3}, {1, 6}) == Rational{1, 2});
    CHECK(subtract(Rational{1, 3}, {1, 3}) == Rational{0, 1});
    CHECK(multiply(Rational{2, 3}, {-3, 4}) == Rational{-1, 2});
    CHECK(divide(Rational{1, 2}, {-1, 4}) == Rational{-2, 1});
    CHECK_FALSE(divide(Rational{1, 2}, {0, 1}));
    CHECK(compare(Rational{1, 3}, {333'333, 1'000'000}) == 1);
    CHECK(compare(Rational{-1, 2}, {-2, 4}) == 0);
}

TEST_CASE("what does not fit is nothing, never a wrong number", "[interval]") {
    CHECK_FALSE(add(largest, {1, 1}));
    CHECK_FALSE(multiply(largest, {2, 1}));
    CHECK_FALSE(divide(Rational{1, INT64_MAX}, {2, 1}));
    CHECK(multiply(largest, {1, 2}));
    // The way there may be larger than what comes out.
    CHECK(multiply(Rational{INT64_MAX, 2}, {2, INT64_MAX}) == Rational{1, 1});
    CHECK(add(Rational{INT64_MAX, 2}, {INT64_MAX, 2}) == largest);
    CHECK(compare(Rational{INT64_MAX, INT64_MAX - 1}, {INT64_MAX - 1, INT64_MAX - 2}) == -1);
}

TEST_CASE("decimals are read by their digits", "[interval]") {
    CHECK(parse_decimal("12") == Rational{12, 1});
    CHECK(parse_decimal("-0.25") == Rational{-1, 4});
    CHECK(parse_decimal("1_000") == Rational{1000, 1});
    CHECK(parse_decimal("1e3") == Rational{1000, 1});
    CHECK(parse_decimal("25e-2") == Rational{1, 4});
    CHECK(parse_decimal("0.1") == Rational{1, 10});
    CHECK(parse_decimal("9223372036854775807") == largest);
    for (const char* text :
         {"", "-", ".", "1.2.3", "e3", "1e", "1_", "abc", "12a", " 1", "inf", "nan", "0x10",
          "9223372036854775808", "1e99", "1e-99", "1e999999999999"})
        CHECK_FALSE(parse_decimal(text));
}

TEST_CASE("printing rounds half up to two places", "[interval]") {
    CHECK(to_text({3, 1}) == "3");
    CHECK(to_text({1, 3}) == "0.33");
    CHECK(to_text({2, 3}) == "0.67");
    CHECK(to_text({1, 200}) == "0.01");
    CHECK(to_text({1, 2}) == "0.5");
    CHECK(to_text({5935, 100}) == "59.35");
    CHECK(to_text({-1, 3}) == "-0.33");
    CHECK(to_text({-1, 1000}) == "0");
    CHECK(to_text(largest) == "9223372036854775807");
}

TEST_CASE("sums and products carry intervals", "[interval]") {
    const Interval some = between({2, 1}, {3, 1});
    CHECK(add(some, point(std::int64_t{1})) == between({3, 1}, {4, 1}));
    CHECK(subtract(some, some) == between({-1, 1}, {1, 1}));
    CHECK(multiply(some, between({-1, 1}, {2, 1})) == between({-3, 1}, {6, 1}));
    CHECK(multiply(between({-2, 1}, {-1, 1}), between({-3, 1}, {1, 1})) ==
          between({-2, 1}, {6, 1}));
    CHECK(divide(some, point(std::int64_t{2})) == between({1, 1}, {3, 2}));
    CHECK(divide(some, between({-2, 1}, {-1, 1})) == between({-3, 1}, {-1, 1}));
}

TEST_CASE("open ends stay open", "[interval]") {
    const Interval zero = point(std::int64_t{0});
    const Interval many = at_least({5, 1});
    CHECK(add(many, point(std::int64_t{1})) == at_least({6, 1}));
    CHECK(subtract(point(std::int64_t{1}), many) == at_most({-4, 1}));
    CHECK(multiply(many, point(std::int64_t{-2})) == at_most({-10, 1}));
    CHECK(multiply(zero, anything()) == zero);
    CHECK(multiply(at_least({0, 1}), at_least({0, 1})) == at_least({0, 1}));
    CHECK(multiply(anything(), many) == anything());
    CHECK(divide(point(std::int64_t{10}), many) == between({0, 1}, {2, 1}));
    CHECK(divide(many, many) == at_least({0, 1}));
}

TEST_CASE("dividing by what may be zero, and overflow, are unknown with their reason",
          "[interval]") {
    for (const Interval& divisor : {point(std::int64_t{0}), between({-1, 1}, {1, 1}),
                                    at_least({0, 1}), at_most({0, 1}), anything()})
        CHECK(divide(point(std::int64_t{1}), divisor) == anything(NumberProblem::division_by_zero));
    const Interval big = point(largest);
    CHECK(add(big, big) == anything(NumberProblem::overflow));
    CHECK(subtract(point(std::int64_t{-2}), big) == anything(NumberProblem::overflow));
    CHECK(multiply(big, big) == anything(NumberProblem::overflow));
    // A problem travels on, and nothing is decided by it.
    const Interval later = add(add(big, big), point(std::int64_t{1}));
    CHECK(later.problem == NumberProblem::overflow);
    CHECK(less(later, big) == Truth::unknown);
    CHECK(equal(later, later) == Truth::unknown);
}

TEST_CASE("a comparison is decided only by the ends", "[interval]") {
    const Interval estimate = between({400, 1}, {600, 1});
    CHECK(less(point(std::int64_t{399}), estimate) == Truth::yes);
    CHECK(less(point(std::int64_t{400}), estimate) == Truth::unknown);
    CHECK(less(point(std::int64_t{600}), estimate) == Truth::no);
    CHECK(less_or_equal(point(std::int64_t{400}), estimate) == Truth::yes);
    CHECK(less_or_equal(point(std::int64_t{600}), estimate) == Truth::unknown);
    CHECK(less_or_equal(point(std::int64_t{601}), estimate) == Truth::no);
    CHECK(less(estimate, at_least({601, 1})) == Truth::yes);
    CHECK(less(at_least({600, 1}), estimate) == Truth::no);
    CHECK(less(anything(), estimate) == Truth::unknown);
}

TEST_CASE("equality needs two points, and is false only when disjoint", "[interval]") {
    CHECK(equal(point(std::int64_t{3}), point(std::int64_t{3})) == Truth::yes);
    CHECK(equal(point(std::int64_t{3}), point(std::int64_t{4})) == Truth::no);
    CHECK(equal(between({1, 1}, {3, 1}), between({3, 1}, {5, 1})) == Truth::unknown);
    CHECK(equal(between({1, 1}, {3, 1}), between({4, 1}, {5, 1})) == Truth::no);
    CHECK(equal(between({1, 1}, {3, 1}), between({1, 1}, {3, 1})) == Truth::unknown);
    CHECK(equal(at_least({1, 1}), point(std::int64_t{0})) == Truth::no);
}

TEST_CASE("currencies never mix, and a bare 0 goes with any", "[interval]") {
    CHECK(add(euros(5), dollars(5)) == anything(NumberProblem::currencies_differ));
    CHECK(add(euros(5), euros(7)) == euros(12));
    CHECK(less(euros(5), dollars(7)) == Truth::unknown);
    CHECK(equal(euros(5), dollars(5)) == Truth::unknown);
    CHECK(less(point(std::int64_t{0}), dollars(7)) == Truth::yes);
    CHECK(add(point(std::int64_t{0}), euros(7)) == euros(7));
    CHECK(multiply(euros(5), point(std::int64_t{2})) == euros(10));
    // Money by money is a plain number.
    CHECK(divide(euros(10), euros(5)) == point(std::int64_t{2}));
    CHECK(currency_letters(currency_code("XAF")) == "XAF");
    for (const char* text : {"", "EU", "eur", "EURO", "E1R"}) CHECK(currency_code(text) == 0);
}

TEST_CASE("an unknown is bounded by its type", "[interval]") {
    CHECK(bounds_of(type_of(TypeKind::count)) == at_least({0, 1}));
    CHECK(bounds_of(type_of(TypeKind::money)) == at_least({0, 1}));
    CHECK(bounds_of(type_of(TypeKind::share)) == between({0, 1}, {1, 1}));
    CHECK(bounds_of(type_of(TypeKind::number)) == anything());
}

// Every sum, difference, product and quotient of members lies within the interval's.
TEST_CASE("arithmetic is sound on small intervals", "[interval]") {
    constexpr std::int64_t from = -2, to = 2;
    for (std::int64_t a = from; a <= to; ++a)
        for (std::int64_t b = a; b <= to; ++b)
            for (std::int64_t c = from; c <= to; ++c)
                for (std::int64_t d = c; d <= to; ++d) {
                    const Interval x = between({a, 1}, {b, 1}), y = between({c, 1}, {d, 1});
                    const Interval sum = add(x, y), difference = subtract(x, y),
                                   product = multiply(x, y), quotient = divide(x, y);
                    bool sound = true;
                    for (std::int64_t i = a; i <= b; ++i)
                        for (std::int64_t j = c; j <= d; ++j) {
                            const auto within = [&](const Interval& z, Rational value) {
                                return (z.no_low || compare(z.low, value) <= 0) &&
                                       (z.no_high || compare(value, z.high) <= 0);
                            };
                            sound = sound && within(sum, {i + j, 1}) &&
                                    within(difference, {i - j, 1}) && within(product, {i * j, 1});
                            if (j != 0)
                                sound =
                                    sound && within(quotient, divide(Rational{i, 1}, Rational{j, 1})
                                                                  .value_or(Rational{}));
                            sound = sound && (less(x, y) == Truth::unknown ||
                                              (less(x, y) == Truth::yes) == (i < j));
                            sound = sound && (equal(x, y) == Truth::unknown ||
                                              (equal(x, y) == Truth::yes) == (i == j));
                        }
                    CAPTURE(a, b, c, d);
                    CHECK(sound);
                }
}

}  // namespace
}  // namespace tutela
