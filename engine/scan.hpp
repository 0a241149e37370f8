#pragma once

#include <string>
#include <vector>

#include "engine/design.hpp"
#include "engine/report.hpp"

namespace tutela {

// The sensitive scan: reads every text of a design before any rule is judged, and the few fields
// that give a place or a person away by their values. It names the place and the kind of what should
// not be there, and never returns, stores or prints the value. docs/scan.md tells what it finds.
[[nodiscard]] std::vector<ScanHit> scan(const Vocabulary& vocabulary, const Design& design);
[[nodiscard]] ScanKinds kinds_of(const std::vector<ScanHit>& hits);

// The countries that a design names (ISO 3166-1 alpha-2): whose telephone numbers are looked for.
[[nodiscard]] std::vector<std::string> countries_named(const Vocabulary& vocabulary,
                                                       const Design& design);

// Whether a fact in this field can change what the scan says, were it another one.
[[nodiscard]] bool scan_looks_at(const Vocabulary& vocabulary, RecordId record,
                                 std::uint32_t field);

// The counts that are too small to be told: of sensitive groups, and under five.
[[nodiscard]] std::vector<FactRef> small_counts(const Vocabulary& vocabulary, const Design& design);

// Groups smaller than this can be told from their number, if they are sensitive. Project default: no
// norm gives the figure; it is the one below which agencies commonly suppress a cell. Write such a
// count as { at-most = 4 }, or withhold it.
inline constexpr std::int64_t small_count_below = 5;

}  // namespace tutela
