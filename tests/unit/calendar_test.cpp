// Dates, months, times and durations; closed lists of codes; age bands.

#include <catch2/catch_test_macros.hpp>

#include "engine/calendar.hpp"
#include "engine/vocabulary.hpp"

namespace tutela {
namespace {

std::int64_t day(const char* text) {
    return parse_date(text)->low.numerator;
}
Interval on(const char* text) {
    return *parse_date(text);
}
Interval amount(std::int64_t value, DurationUnit unit) {
    return point(value * base_units(unit));
}
std::string months_after(const char* date, std::int64_t months) {
    return date_text(
        add_duration(on(date), amount(months, DurationUnit::months), DurationFamily::calendar)
            .low.numerator);
}
std::string days_after(const char* date, std::int64_t days) {
    return date_text(add_duration(on(date), amount(days, DurationUnit::days), DurationFamily::clock)
                         .low.numerator);
}

TEST_CASE("every day from 1890 to 2110 is the day after the one before", "[calendar]") {
    std::int64_t expected = days_from_civil({1890, 1, 1});
    bool right = true;
    for (int year = 1890; year <= 2110; ++year)
        for (unsigned month = 1; month <= 12; ++month)
            for (unsigned d = 1; d <= days_in_month(year, month); ++d) {
                const CivilDate back = civil_from_days(expected);
                right = right && days_from_civil({year, month, d}) == expected &&
                        back.year == year && back.month == month && back.day == d;
                ++expected;
            }
    CHECK(right);
    CHECK(day("1970-01-01") == 0);
    CHECK(day("2000-03-01") == 11017);
}

TEST_CASE("a date is a day or a whole month, and nothing else", "[calendar]") {
    CHECK(on("2024-02") == between({day("2024-02-01"), 1}, {day("2024-02-29"), 1}));
    CHECK(on("2026-02").high.numerator == day("2026-02-28"));
    CHECK(parse_date("0001-01-01"));
    CHECK(parse_date("9999-12-31"));
    for (const char* text :
         {"", "2026", "2026-7-1", "2026-13", "2026-00-01", "2026-02-30", "2025-02-29", "1900-02-29",
          "0000-01-01", "2026/07/01", "2026-07-01T10:00", "07-01-2026", "2026-07-", "last week"})
        CHECK_FALSE(parse_date(text));
    CHECK(date_text(day("2026-07-01")) == "2026-07-01");
}

TEST_CASE("months and times of day", "[calendar]") {
    CHECK(*parse_month("2026-07") == point(std::int64_t{2026 * 12 + 6}));
    CHECK(month_text(parse_month("2026-12")->low.numerator) == "2026-12");
    CHECK_FALSE(parse_month("2026-07-01"));
    CHECK(*parse_time("18:30") == point(std::int64_t{18 * 60 + 30}));
    CHECK(parse_time("00:00:30")->low == Rational{1, 2});
    CHECK(time_text(18 * 60 + 5) == "18:05");
    for (const char* text : {"", "24:00", "12:60", "1:00", "12-00", "12:00:60", "12:0000"})
        CHECK_FALSE(parse_time(text));
}

TEST_CASE("months are added by the same day, clamped to the month's end", "[calendar]") {
    CHECK(months_after("2026-01-31", 1) == "2026-02-28");
    CHECK(months_after("2024-01-31", 1) == "2024-02-29");
    CHECK(months_after("2024-02-29", 12) == "2025-02-28");
    CHECK(months_after("2026-03-31", -1) == "2026-02-28");
    CHECK(months_after("2026-11-15", 3) == "2027-02-15");
    CHECK(months_after("2026-01-15", -13) == "2024-12-15");
    CHECK(days_after("2026-02-28", 1) == "2026-03-01");
    CHECK(days_after("2026-01-01", -1) == "2025-12-31");
}

TEST_CASE("a part of a day reaches into it", "[calendar]") {
    const Interval half_days = point(std::int64_t{36 * 60});
    CHECK(
        date_text(add_duration(on("2026-01-01"), half_days, DurationFamily::clock).low.numerator) ==
        "2026-01-02");
    CHECK(date_text(subtract_duration(on("2026-01-05"), half_days, DurationFamily::clock)
                        .low.numerator) == "2026-01-03");
}

TEST_CASE("dates and durations that are not points give intervals", "[calendar]") {
    const Interval sum =
        add_duration(on("2026-02"), between({1, 1}, {2, 1}), DurationFamily::calendar);
    CHECK(sum == between({day("2026-03-01"), 1}, {day("2026-04-28"), 1}));
    const Interval open =
        add_duration(on("2026-02-01"), at_least({1, 1}), DurationFamily::calendar);
    CHECK(open == at_least({day("2026-03-01"), 1}));
    const Interval before =
        subtract_duration(on("2026-02-01"), at_least({1, 1}), DurationFamily::calendar);
    CHECK(before == at_most({day("2026-01-01"), 1}));
    CHECK(add_duration(on("2026-02-01"), point(std::int64_t{1}), DurationFamily::working_days) ==
          anything());
    CHECK(add_duration(on("2026-02-01"), point(INT64_MAX), DurationFamily::calendar) ==
          anything(NumberProblem::overflow));
    CHECK(add_duration(on("2026-02-01"), point(INT64_MAX), DurationFamily::clock) ==
          anything(NumberProblem::overflow));
}

TEST_CASE("units convert within their family only", "[calendar]") {
    CHECK(base_units(DurationUnit::weeks) == 7 * base_units(DurationUnit::days));
    CHECK(base_units(DurationUnit::days) == 24 * base_units(DurationUnit::hours));
    CHECK(base_units(DurationUnit::years) == 12 * base_units(DurationUnit::months));
    CHECK(family_of(DurationUnit::weeks) == DurationFamily::clock);
    CHECK(family_of(DurationUnit::years) == DurationFamily::calendar);
    CHECK(family_of(DurationUnit::working_days) == DurationFamily::working_days);
    CHECK(parse_unit("working days") == DurationUnit::working_days);
    CHECK(parse_unit("day") == DurationUnit::days);
    CHECK_FALSE(parse_unit("fortnight"));
}

TEST_CASE("languages and countries are closed lists of codes", "[calendar]") {
    CHECK(find_language("hau"));
    CHECK(find_language("ha") == find_language("hau"));
    CHECK(language_code(*find_language("fr")) == "fra");
    CHECK_FALSE(find_language("xx1"));
    CHECK_FALSE(find_language(""));
    CHECK(find_country("NG") == find_country("NGA"));
    CHECK(country_code(*find_country("NGA")) == "NG");
    CHECK_FALSE(find_country("ZZ"));
    CHECK_FALSE(find_country(""));
}

TEST_CASE("age bands are closed intervals of years, the upper end may be open", "[calendar]") {
    CHECK(parse_band("0-17") == pack_band(0, 17));
    CHECK(parse_band("60+") == pack_band(60, open_age));
    CHECK(band_text(*parse_band("60+")) == "60+");
    CHECK(band_text(*parse_band("18-59")) == "18-59");
    for (const char* text : {"", "17", "17-0", "-17", "0-", "+", "a-b", "0-17+", "1000+", "0 - 17"})
        CHECK_FALSE(parse_band(text));
}

}  // namespace
}  // namespace tutela
