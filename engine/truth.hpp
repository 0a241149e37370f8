#pragma once

#include <cstdint>

namespace tutela {

// Strong Kleene logic: a truth that nobody knows yet is `unknown`, not false.
enum class Truth : std::uint8_t { no, unknown, yes };

// Kleene's strong connectives (S. C. Kleene, Introduction to Metamathematics, 1952, section 64):
// with no < unknown < yes, "and" is the smaller, "or" the larger.
[[nodiscard]] constexpr Truth both(Truth a, Truth b) {
    return a < b ? a : b;
}
[[nodiscard]] constexpr Truth either(Truth a, Truth b) {
    return a < b ? b : a;
}
[[nodiscard]] constexpr Truth negate(Truth a) {
    return a == Truth::yes ? Truth::no : a == Truth::no ? Truth::yes : Truth::unknown;
}
[[nodiscard]] constexpr Truth truth_of(bool b) {
    return b ? Truth::yes : Truth::no;
}

}  // namespace tutela
