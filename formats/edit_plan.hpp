#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "diagnostics/source.hpp"

namespace tutela {

// What an action plan is to say of one gap; what is not given stays as it is.
struct PlanChange {
    std::string gap;
    std::optional<std::string> owner, status, note;
    std::optional<std::int64_t> due;  // days
    std::optional<Span> entry;  // which is changed; without, the first about the gap, or a new one
};

// The text of a design in TOML or JSON (by its name) with the changes made in its `action-plan.items`: entries that are
// there are changed, others added after the last. Every other byte stays. The result was read again and says what it
// should; nothing when the plan is written in a way that cannot be edited so.
[[nodiscard]] std::optional<std::string> edit_plan(const std::string& name, const std::string& text,
                                                   const std::vector<PlanChange>& changes);

}  // namespace tutela
