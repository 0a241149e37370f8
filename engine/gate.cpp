#include "engine/gate.hpp"

#include <algorithm>

namespace tutela {
namespace {

bool reaches(const Finding& finding, const std::optional<Severity>& level) {
    return level && finding.severity >= *level && !finding.blocked && !finding.waived_by &&
           !finding.known_since;
}

}  // namespace

bool gates(const Finding& finding, const GateOptions& options) {
    return finding.verdict == Verdict::not_met && reaches(finding, options.fail_on);
}

bool leaves_open(const Finding& finding, const GateOptions& options) {
    return is_open(finding.verdict) && reaches(finding, options.fail_on_undetermined);
}

Gate gate_of(const Report& report, const GateOptions& options) {
    Gate gate = Gate::passed;
    for (const Finding& finding : report.findings) {
        if (gates(finding, options)) return Gate::failed;
        if (leaves_open(finding, options)) gate = Gate::open;
    }
    return gate;
}

}  // namespace tutela
