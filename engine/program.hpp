#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "diagnostics/language.hpp"
#include "engine/report.hpp"
#include "engine/ruleset.hpp"

namespace tutela {

// The compiled form of a ruleset: parameters and constant arithmetic folded, fields and variables
// resolved to slots, rules in evaluation order. Immutable; threads share it. `expressions` has the
// same ids as `ruleset.expressions`, so a clause of the ruleset is found in it directly.
struct Program {
    Ruleset ruleset;
    Expressions expressions;
    std::shared_ptr<const Language> language = english();  // in which it explains; decides nothing
    // By list: the words of choices as written. Subjects are referred to by them in every language.
    std::vector<std::vector<std::string>> choice_names;
    std::string profile;                  // empty: all rules
    std::vector<std::uint32_t> selected;  // rules to judge, in evaluation order
    std::vector<std::uint32_t> reported;  // those asked for, in the ruleset's order
    // Slots that the deepest chain of definitions needs, one frame above the other.
    std::uint32_t frame_size = 0;
    // By expression: how long its truth stays the same, so that it is worked out once.
    enum class Lasts : std::uint8_t { no_time, subject, run };
    std::vector<Lasts> lasts;
    // presumed[record][field]: what stands in for the fact when it is absent.
    std::vector<std::vector<const Constant*>> presumed;
    // exceptions_of[rule]: (exception, copy) pairs, in the ruleset's order.
    struct ExceptionUse {
        std::uint32_t exception = 0;
        std::uint32_t copy = 0;
    };
    std::vector<std::vector<ExceptionUse>> exceptions_of;
    // The field of the root that holds `programme`, and its field `stage`, if the vocabulary has them.
    std::optional<std::pair<std::uint32_t, std::uint32_t>> stage;

    Program() = default;
    Program(Program&&) = default;
    Program& operator=(Program&&) = default;
    // `presumed` points into `ruleset`: a copy would point into the original.
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;
};

// profile: empty for all rules. Rules that the chosen ones depend on are judged too, not reported.
[[nodiscard]] Program make_program(Ruleset ruleset, const std::string& profile = {});

}  // namespace tutela
