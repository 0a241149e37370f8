#pragma once

#include <string>

#include "formats/read_cases.hpp"
#include "formats/writers.hpp"

namespace tutela {

// Words of a case's author, which may have been taken from the design: not repeated when the scan would object.
[[nodiscard]] std::string shown(const Language& language, const std::string& words);
// "SAF-06.S1"; a key is cut at its first point, wherever that stood, so what may be shown is asked of the whole.
[[nodiscard]] std::string shown_name(const Language& language, const Expectation& expected);

// The finding that an expectation speaks of: of its subject, or the worst of its rule. Nothing when there is none.
[[nodiscard]] const Finding* finding_for(const Program& program, const Report& report,
                                         const Expectation& expected);
// What differs, in words; empty when nothing does.
[[nodiscard]] std::string differences(const Language& say, const Program& program,
                                      const Design& design, const Report& report,
                                      const Expectation& expected);

}  // namespace tutela
