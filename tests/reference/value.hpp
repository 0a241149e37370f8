#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>

#include "engine/report.hpp"

// What an expression comes to in the reference evaluator.
namespace reference {

using tutela::OpenFact;
using tutela::Truth;
using Q = boost::multiprecision::cpp_rational;
using Open = std::set<OpenFact>;

// A number somewhere between two ends; an end that is not there is infinite.
struct Number {
    std::optional<Q> low, high;
    int currency = 0;
    bool point() const { return low && high && *low == *high; }
};

struct Member;

struct Value {
    Truth truth = Truth::unknown;
    Number number;
    // A choice, text, row …
    bool known = false;
    std::uint32_t index = 0;
    std::string text;
    // A list or set.
    std::vector<Member> members;
    bool more = false;    // others may exist
    bool absent = false;  // nobody stated the list
    // Unknown facts that could let it change; empty when nothing can.
    Open open;
};

struct Member {
    Value value;
    Truth belongs = Truth::yes;
    Open why;  // what decides whether it belongs
};

// A choice, a row, …: known by its number.
inline Value plain(std::uint32_t index) {
    Value made;
    made.known = true;
    made.index = index;
    return made;
}

inline void join(Open& into, const Open& more) {
    into.insert(more.begin(), more.end());
}

inline Value truth_value(Truth truth, Open open = {}) {
    Value made;
    made.truth = truth;
    if (truth == Truth::unknown) made.open = std::move(open);
    return made;
}
inline Value number_value(Number number, Open open = {}) {
    Value made;
    made.number = std::move(number);
    if (!made.number.point()) made.open = std::move(open);
    return made;
}
inline Number exactly_that(Q value) {
    return {value, value, 0};
}

inline Truth three(bool yes, bool no) {
    return yes ? Truth::yes : no ? Truth::no : Truth::unknown;
}
// The tables of Kleene's strong logic, cell by cell: rows and columns are false, unknown, true.
inline Truth conjunction(Truth a, Truth b) {
    constexpr Truth F = Truth::no, U = Truth::unknown, T = Truth::yes;
    constexpr Truth table[3][3] = {{F, F, F}, {F, U, U}, {F, U, T}};
    return table[static_cast<int>(a)][static_cast<int>(b)];
}
inline Truth disjunction(Truth a, Truth b) {
    constexpr Truth F = Truth::no, U = Truth::unknown, T = Truth::yes;
    constexpr Truth table[3][3] = {{F, U, T}, {U, U, T}, {T, T, T}};
    return table[static_cast<int>(a)][static_cast<int>(b)];
}
inline Truth opposite(Truth a) {
    constexpr Truth table[3] = {Truth::yes, Truth::unknown, Truth::no};
    return table[static_cast<int>(a)];
}

}  // namespace reference
