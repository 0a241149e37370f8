#pragma once

#include <string>

#include "formats/read_cases.hpp"
#include "formats/writers.hpp"

namespace tutela {

// The finding that an expectation speaks of: of its subject, or the worst of its rule. Nothing when there is none.
[[nodiscard]] const Finding* finding_for(const Program& program, const Report& report,
                                         const Expectation& expected);
// What differs, in words; empty when nothing does.
[[nodiscard]] std::string differences(const Language& say, const Program& program,
                                      const Design& design, const Report& report,
                                      const Expectation& expected);

}  // namespace tutela
