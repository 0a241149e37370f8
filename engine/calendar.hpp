#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/interval.hpp"

namespace tutela {

// Proleptic Gregorian calendar; a date is the number of days since 1970-01-01.
struct CivilDate {
    int year = 1970;
    unsigned month = 1;
    unsigned day = 1;
};

[[nodiscard]] std::int64_t days_from_civil(CivilDate date);
[[nodiscard]] CivilDate civil_from_days(std::int64_t days);
[[nodiscard]] unsigned days_in_month(int year, unsigned month);

// "2026-07-01" is a point, "2026-07" the whole month; nothing when it is no date (years 1 to 9999).
[[nodiscard]] std::optional<Interval> parse_date(std::string_view text);
// "2026-07" as a month number (year * 12 + month - 1).
[[nodiscard]] std::optional<Interval> parse_month(std::string_view text);
// "18:00" or "18:00:00" as minutes after midnight.
[[nodiscard]] std::optional<Interval> parse_time(std::string_view text);
[[nodiscard]] std::string date_text(std::int64_t days);
[[nodiscard]] std::string month_text(std::int64_t month);
[[nodiscard]] std::string time_text(std::int64_t minutes);

// Durations convert exactly only within a family.
enum class DurationFamily : std::uint8_t { clock, calendar, working_days };
enum class DurationUnit : std::uint8_t { minutes, hours, days, weeks, months, years, working_days };

[[nodiscard]] DurationFamily family_of(DurationUnit unit);
// How many base units (minutes, months, working days) one unit holds.
[[nodiscard]] std::int64_t base_units(DurationUnit unit);
// "day", "days", "working days" and so on; nothing for other words.
[[nodiscard]] std::optional<DurationUnit> parse_unit(std::string_view word);
[[nodiscard]] std::string unit_text(DurationUnit unit, bool plural);

// date + duration. Months are added by the same day, clamped to the month's end; clock durations
// must be whole days for a date (a part of a day counts as reaching into it: floor). Working days
// have no date arithmetic: anything().
[[nodiscard]] Interval add_duration(const Interval& date, const Interval& duration,
                                    DurationFamily family);
[[nodiscard]] Interval subtract_duration(const Interval& date, const Interval& duration,
                                         DurationFamily family);

}  // namespace tutela
