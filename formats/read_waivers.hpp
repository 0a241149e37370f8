#pragma once

#include "engine/design.hpp"
#include "formats/read_table.hpp"

namespace tutela {

struct ReadWaivers {
    std::vector<Waiver> waivers;  // in the file's order
    Diagnostics diagnostics;
};

// A file of [[waivers]]. Each needs a rule, an owner and a reason; one twice is an error. Dates, approver and scope may be
// anything: what becomes of such a waiver is said by `state_on`. Never throws; all problems at once.
[[nodiscard]] ReadWaivers read_waivers(Sources& sources, std::string name, std::string text);

// One row of [[waivers]] or of a design's [[exceptions]]. `what` is the name of the list, for what is said.
[[nodiscard]] Waiver waiver_of(const Node& row, std::string_view what, Diagnostics& diagnostics);
[[nodiscard]] const std::vector<std::string>& waiver_keys();
[[nodiscard]] bool is_waiver_key(std::string_view key);

}  // namespace tutela
