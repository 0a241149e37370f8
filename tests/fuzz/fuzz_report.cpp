#include <cassert>
#include <cstddef>
#include <cstdint>
#include <string>

#include "formats/read_report.hpp"

// Any bytes: an earlier report is read, or it is said why not.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    tutela::Sources sources;
    const tutela::ReadReports read = tutela::read_reports(
        sources, "earlier.json", std::string(reinterpret_cast<const char*>(bytes), size));
    assert(read.reports.empty() || read.diagnostics.empty());
    return 0;
}
