#pragma once

#include <string>
#include <vector>

#include "diagnostics/diagnostic.hpp"
#include "engine/progress.hpp"

namespace tutela {

struct ReadReports {
    std::vector<EarlierReport> reports;  // as many as the file holds; none when there was an error
    Diagnostics diagnostics;
};

// Reads back what `check --format json` wrote, of one design or of several. Never throws.
[[nodiscard]] ReadReports read_reports(Sources& sources, std::string name, std::string text,
                                       std::size_t most_bytes = std::size_t{256} << 20U);

}  // namespace tutela
