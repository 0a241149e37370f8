#include "engine/calendar.hpp"

#include <algorithm>

#include <fmt/core.h>

namespace tutela {

// Howard Hinnant, "chrono-compatible low-level date algorithms": years begin in March, so that the
// leap day is the last of the year; 146097 days are one cycle of 400 years.
std::int64_t days_from_civil(CivilDate date) {
    const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const std::int64_t year_of_era = year - era * 400;
    const std::int64_t month = (static_cast<std::int64_t>(date.month) + 9) % 12;
    const std::int64_t day_of_year =
        (153 * month + 2) / 5 + static_cast<std::int64_t>(date.day) - 1;
    const std::int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

CivilDate civil_from_days(std::int64_t days) {
    days += 719468;
    const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const std::int64_t day_of_era = days - era * 146097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const std::int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t month = (5 * day_of_year + 2) / 153;
    CivilDate date;
    date.day = static_cast<unsigned>(day_of_year - (153 * month + 2) / 5 + 1);
    date.month = static_cast<unsigned>(month < 10 ? month + 3 : month - 9);
    date.year = static_cast<int>(year_of_era + era * 400 + (date.month <= 2 ? 1 : 0));
    return date;
}

unsigned days_in_month(int year, unsigned month) {
    if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

namespace {

std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return text.empty() ? std::nullopt : std::optional<int>(value);
}

struct YearMonth {
    int year;
    unsigned month;
};

std::optional<YearMonth> year_month(std::string_view text) {
    if (text.size() != 7 || text[4] != '-') return std::nullopt;
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    if (!year || !month || *year < 1 || *month < 1 || *month > 12) return std::nullopt;
    return YearMonth{*year, static_cast<unsigned>(*month)};
}

}  // namespace

std::optional<Interval> parse_date(std::string_view text) {
    const auto month = year_month(text.substr(0, 7));
    if (!month) return std::nullopt;
    const unsigned last = days_in_month(month->year, month->month);
    if (text.size() == 7)
        return between({days_from_civil({month->year, month->month, 1}), 1},
                       {days_from_civil({month->year, month->month, last}), 1});
    if (text.size() != 10 || text[7] != '-') return std::nullopt;
    const auto day = digits(text.substr(8, 2));
    if (!day || *day < 1 || static_cast<unsigned>(*day) > last) return std::nullopt;
    return point(days_from_civil({month->year, month->month, static_cast<unsigned>(*day)}));
}

std::optional<Interval> parse_month(std::string_view text) {
    const auto month = year_month(text);
    if (!month) return std::nullopt;
    return point(std::int64_t{month->year} * 12 + month->month - 1);
}

std::optional<Interval> parse_time(std::string_view text) {
    if (text.size() != 5 && text.size() != 8) return std::nullopt;
    if (text[2] != ':' || (text.size() == 8 && text[5] != ':')) return std::nullopt;
    const auto hours = digits(text.substr(0, 2));
    const auto minutes = digits(text.substr(3, 2));
    if (!hours || !minutes || *hours > 23 || *minutes > 59) return std::nullopt;
    if (text.size() == 8) {
        const auto seconds = digits(text.substr(6, 2));
        if (!seconds || *seconds > 59) return std::nullopt;
        const auto value =
            add(Rational{std::int64_t{*hours} * 60 + *minutes, 1}, Rational{*seconds, 60});
        return point(value.value_or(Rational{}));
    }
    return point(std::int64_t{*hours} * 60 + *minutes);
}

std::string date_text(std::int64_t days) {
    const CivilDate date = civil_from_days(days);
    return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string month_text(std::int64_t month) {
    const std::int64_t year = month >= 0 ? month / 12 : -((11 - month) / 12);
    return fmt::format("{:04}-{:02}", year, month - year * 12 + 1);
}

std::string time_text(std::int64_t minutes) {
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

DurationFamily family_of(DurationUnit unit) {
    switch (unit) {
        case DurationUnit::months:
        case DurationUnit::years: return DurationFamily::calendar;
        case DurationUnit::working_days: return DurationFamily::working_days;
        default: return DurationFamily::clock;
    }
}

std::int64_t base_units(DurationUnit unit) {
    switch (unit) {
        case DurationUnit::minutes: return 1;
        case DurationUnit::hours: return 60;
        case DurationUnit::days: return 24 * 60;
        case DurationUnit::weeks: return 7 * 24 * 60;
        case DurationUnit::months: return 1;
        case DurationUnit::years: return 12;
        case DurationUnit::working_days: return 1;
    }
    return 1;
}

std::optional<DurationUnit> parse_unit(std::string_view word) {
    const DurationUnit units[] = {
        DurationUnit::minutes, DurationUnit::hours, DurationUnit::days,        DurationUnit::weeks,
        DurationUnit::months,  DurationUnit::years, DurationUnit::working_days};
    for (const DurationUnit unit : units)
        if (word == unit_text(unit, false) || word == unit_text(unit, true)) return unit;
    return std::nullopt;
}

std::string unit_text(DurationUnit unit, bool plural) {
    const char* words[] = {"minute", "hour", "day", "week", "month", "year", "working day"};
    return words[static_cast<std::size_t>(unit)] + std::string(plural ? "s" : "");
}

namespace {

// The bounds within which every date and its sum with a duration stays: years -9999 to 19999.
constexpr std::int64_t first_day = -4371222, last_day = 6585000;

std::optional<std::int64_t> floor_of(Rational value) {
    std::int64_t whole = value.numerator / value.denominator;
    if (value.numerator % value.denominator != 0 && value.numerator < 0) --whole;
    return whole;
}

std::optional<std::int64_t> add_months(std::int64_t day, std::int64_t months) {
    if (months > 240'000 || months < -240'000) return std::nullopt;
    const CivilDate date = civil_from_days(day);
    const std::int64_t month = std::int64_t{date.year} * 12 + date.month - 1 + months;
    const std::int64_t year = month >= 0 ? month / 12 : -((11 - month) / 12);
    const auto in_year = static_cast<unsigned>(month - year * 12 + 1);
    const unsigned last = days_in_month(static_cast<int>(year), in_year);
    return days_from_civil({static_cast<int>(year), in_year, std::min(date.day, last)});
}

// One end of a sum. Dates are whole days: a part of a day or of a month is dropped downwards.
std::optional<Rational> shifted(Rational date, Rational duration, DurationFamily family) {
    const auto day = floor_of(date);
    if (!day || *day < first_day || *day > last_day) return std::nullopt;
    if (family == DurationFamily::calendar) {
        const auto months = floor_of(duration);
        const auto sum = months ? add_months(*day, *months) : std::nullopt;
        return sum ? std::optional<Rational>(Rational{*sum, 1}) : std::nullopt;
    }
    const auto days = divide(duration, {base_units(DurationUnit::days), 1});
    const auto sum = days ? add(date, *days) : std::nullopt;
    if (!sum) return std::nullopt;
    return Rational{*floor_of(*sum), 1};
}

}  // namespace

Interval add_duration(const Interval& date, const Interval& duration, DurationFamily family) {
    if (family == DurationFamily::working_days) return anything();
    Interval result =
        anything(date.problem != NumberProblem::none ? date.problem : duration.problem);
    if (!date.no_low && !duration.no_low) {
        const auto low = shifted(date.low, duration.low, family);
        if (!low) return anything(NumberProblem::overflow);
        result.low = *low;
        result.no_low = false;
    }
    if (!date.no_high && !duration.no_high) {
        const auto high = shifted(date.high, duration.high, family);
        if (!high) return anything(NumberProblem::overflow);
        result.high = *high;
        result.no_high = false;
    }
    return result;
}

Interval subtract_duration(const Interval& date, const Interval& duration, DurationFamily family) {
    Interval negative = duration;
    negative.low = {-duration.high.numerator, duration.high.denominator};
    negative.high = {-duration.low.numerator, duration.low.denominator};
    negative.no_low = duration.no_high;
    negative.no_high = duration.no_low;
    return add_duration(date, negative, family);
}

}  // namespace tutela
