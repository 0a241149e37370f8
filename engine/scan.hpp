#pragma once

#include "engine/design.hpp"
#include "engine/report.hpp"

namespace tutela {

// The sensitive scan: reads every text of a design before any rule is judged, and names the place
// and the kind of what should not be there. It never returns, stores or prints the value. A first
// version: patterns for e-mail addresses, telephone numbers, coordinates and identity documents,
// and places of restricted sites that are given more precisely than the first administrative level.
[[nodiscard]] std::vector<ScanHit> scan(const Vocabulary& vocabulary, const Design& design);

}  // namespace tutela
