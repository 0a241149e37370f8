#pragma once

#include "engine/design.hpp"

namespace tutela {

// A count below this is told as "fewer than 10" in what leaves the organisation. Project default; agencies suppress cells below
// five to ten, and nobody can take back what was sent.
inline constexpr std::int64_t fewest_told = 10;

// How much of a design was masked.
struct MaskCounts {
    std::uint32_t names = 0;     // of records
    std::uint32_t texts = 0;     // facts that are texts, or sets of them
    std::uint32_t withheld = 0;  // facts
    std::uint32_t sensitive =
        0;  // facts of fields that the vocabulary calls sensitive, and those that the scan objects to
    std::uint32_t small_counts = 0;  // below `fewest_told`
    std::uint32_t evidence = 0, exceptions = 0, judgements = 0;
};

struct Masked {
    Design design;
    // Where each row of the design stands now, by RecordId.
    std::vector<std::vector<std::uint32_t>> moved;
    // Made from everything that the design says: whoever does not have it cannot work out by which order rows were numbered.
    std::uint64_t key = 0;
    MaskCounts counts;
};

// The design as an outsider may hear of it. Rows are called "site 1" and stand in an order that nothing outside the design gives
// away; what must not be told is marked as not shown; places, reasons, evidence, waivers and judgements are gone. Values and
// texts are still there, so that rules judge it as they judge the design: `forget` takes the texts away after that. The
// same whatever the order and the format of the files.
[[nodiscard]] Masked mask(const Vocabulary& vocabulary, const Design& design);
void forget(Design& masked);

// "site 1": what a row of a list is called in a masked design, the same in every language.
[[nodiscard]] std::string masked_name(const Record& record, std::uint32_t row);

}  // namespace tutela
