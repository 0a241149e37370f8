#pragma once

#include "engine/report.hpp"
#include "engine/truth.hpp"

namespace tutela {

// The verdict table: from when, unless and require of one rule for one subject. The first row that
// fits decides. Checked against all 27 combinations in tests/unit/verdict_test.cpp.
[[nodiscard]] constexpr Verdict verdict_of(Truth when, Truth unless, Truth require) {
    if (when == Truth::no) return Verdict::not_applicable;
    if (unless == Truth::yes) return Verdict::excepted;
    if (when == Truth::yes && unless == Truth::no && require == Truth::yes) return Verdict::met;
    if (when == Truth::yes && unless == Truth::no && require == Truth::no) return Verdict::not_met;
    if (require == Truth::yes) return Verdict::met;
    return Verdict::undetermined;
}

}  // namespace tutela
