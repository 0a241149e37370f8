#pragma once

#include <optional>

#include "engine/report.hpp"

namespace tutela {

// Which severities stop a programme at the gate; nothing: none does.
struct GateOptions {
    std::optional<Severity> fail_on = Severity::critical;
    std::optional<Severity> fail_on_undetermined = Severity::critical;
};

enum class Gate : std::uint8_t { passed = 0, failed = 1, open = 2 };

// A not met at or above `fail_on` that is neither waived nor known from the baseline fails; else an undetermined or needs judgement at or
// above `fail_on_undetermined` leaves it open. Blocked findings do not gate: their root cause does.
[[nodiscard]] Gate gate_of(const Report& report, const GateOptions& options);
[[nodiscard]] bool gates(const Finding& finding, const GateOptions& options);
// Would it leave the gate open if nothing failed there?
[[nodiscard]] bool leaves_open(const Finding& finding, const GateOptions& options);

}  // namespace tutela
