// Truths of three values and what gives them. `and` is the smaller, `or` the greater.
#pragma once

#include <utility>

#include "tests/bench/peers/bound/design.hpp"

namespace peers {

inline Truth both(Truth a, Truth b) {
    return a < b ? a : b;
}
inline Truth either(Truth a, Truth b) {
    return a > b ? a : b;
}
inline Truth negated(Truth a) {
    return 2 - a;
}
inline Truth implies(Truth a, Truth b) {
    return either(negated(a), b);
}
inline Truth known(bool holds) {
    return holds ? P : F;
}

inline bool is_there(double number) {
    return number == number;
}
inline bool is_there(int date) {
    return date != no_date;
}

template <class Value>
Truth at_least(Value a, Value b) {
    return is_there(a) && is_there(b) ? known(a >= b) : U;
}
template <class Value>
Truth at_most(Value a, Value b) {
    return at_least(b, a);
}
template <class Value>
Truth more_than(Value a, Value b) {
    return is_there(a) && is_there(b) ? known(a > b) : U;
}
template <class Value>
Truth less_than(Value a, Value b) {
    return more_than(b, a);
}
inline Truth same(std::uint64_t a, std::uint64_t b) {
    return a && b ? known(a == b) : U;
}
inline Truth within(std::uint64_t text, const Texts& texts) {
    return texts.has && text ? known(texts.contains(text)) : U;
}
template <class... Words>
Truth one_of(std::uint64_t text, Words... words) {
    return text ? known(((text == words) || ...)) : U;
}

inline double days_between(int a, int b) {
    return is_there(a) && is_there(b) ? double(a - b) : no_number;
}
inline double share(double a, double b) {
    return b == 0 ? no_number : a / b;
}

template <class Record, class Holds>
Truth every(const List<Record>& list, Holds holds) {
    if (!list.has) return U;
    Truth made = P;
    for (auto& one : list) {
        made = both(made, holds(one));
        if (made == F) break;
    }
    return made;
}

template <class Record, class Holds>
Truth some(const List<Record>& list, Holds holds) {
    if (!list.has) return U;
    Truth made = F;
    for (auto& one : list) {
        made = either(made, holds(one));
        if (made == P) break;
    }
    return made;
}

// How many surely hold, and how many may.
struct Count {
    int least = 0, most = 0;
    bool is_known = false;
    Truth at_least(double k) const { return !is_known ? U : least >= k ? P : most < k ? F : U; }
    Truth more_than(double k) const { return !is_known ? U : least > k ? P : most <= k ? F : U; }
    Truth at_most(double k) const { return !is_known ? U : most <= k ? P : least > k ? F : U; }
    Truth exactly(double k) const {
        if (!is_known) return U;
        return least == k && most == k ? P : least > k || most < k ? F : U;
    }
};

template <class Record, class Holds>
Count count(const List<Record>& list, Holds holds) {
    Count made{0, 0, list.has};
    for (auto& one : list) {
        const Truth truth = holds(one);
        made.least += truth == P;
        made.most += truth != F;
    }
    return made;
}

// What is absent is NaN, which spreads by itself.
template <class Record, class Of>
double sum(const List<Record>& list, Of of) {
    if (!list.has) return no_number;
    double made = 0;
    for (auto& one : list) made += of(one);
    return made;
}

}  // namespace peers
