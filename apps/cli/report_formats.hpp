#pragma once

#include <string>
#include <vector>

#include "formats/tell_template.hpp"
#include "formats/writers.hpp"

namespace tutela {

// A format in which `check` can report: its word, and how all designs of a run are told in it.
struct ReportFormat {
    const char* name;
    std::string (*write)(const std::vector<Told>& told);
    // It shows derivations step by step, which need their words first.
    bool derivations = true;
    // The same for what templates ask for; nothing where that cannot be told in this format.
    std::string (*write_template)(const std::vector<ToldTemplate>& templates) = nullptr;
};

[[nodiscard]] const std::vector<ReportFormat>& report_formats();
// By its word, which must be one of them.
[[nodiscard]] const ReportFormat& report_format(const std::string& name);

}  // namespace tutela
