// What every runner in C++ has in common: clocks, dates, and the line it tells at the end.
//   PROGRAM RULES_FOLDER DESIGNS.jsonl OUT [LIMIT]
// OUT gets a line a design and a letter a rule: P met, F not met, U unknown.
#pragma once

#include <chrono>
#include <cstdio>
#include <string_view>

#include <sys/resource.h>

namespace peers {

inline double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

// Days since the year 1, as Python's date.toordinal() counts them.
inline int ordinal(int year, int month, int day) {
    year -= month <= 2;
    const int era = year / 400;
    const unsigned of_era = year - era * 400;
    const unsigned of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + int(of_era * 365 + of_era / 4 - of_era / 100 + of_year) - 305;
}

// Of a text that is known to be a date, 2024-01-31.
inline int ordinal(std::string_view text) {
    auto digit = [&](int i) { return text[i] - '0'; };
    return ordinal(digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3),
                   digit(5) * 10 + digit(6), digit(8) * 10 + digit(9));
}

struct Told {
    const char* engine;
    std::size_t designs = 0, rules = 0;
    double set_up = 0, parse = 0, evaluate = 0;  // seconds
};

inline void tell(const Told& told) {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf(
        "{\"engine\":\"%s\",\"designs\":%zu,\"rules\":%zu,\"expressed\":%zu,\"setup_s\":%.6f,"
        "\"parse_s\":%.6f,\"eval_s\":%.6f,\"peak_kb\":%ld}\n",
        told.engine, told.designs, told.rules, told.rules, told.set_up, told.parse, told.evaluate,
        usage.ru_maxrss);
}

}  // namespace peers
