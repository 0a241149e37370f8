#pragma once

#include <string>
#include <vector>

#include "formats/writers.hpp"

namespace tutela {

// A format in which `check` can report: its word, and how all designs of a run are told in it.
struct ReportFormat {
    const char* name;
    std::string (*write)(const std::vector<Told>& told);  // empty: it cannot be made
    bool is_text = true;                                  // else bytes that no terminal can show
};

[[nodiscard]] const std::vector<ReportFormat>& report_formats();
// By its word, which must be one of them.
[[nodiscard]] const ReportFormat& report_format(const std::string& name);

}  // namespace tutela
