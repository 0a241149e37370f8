#pragma once

#include <string>
#include <vector>

#include "apps/cli/audit.hpp"

namespace tutela {

// A format in which `check` can report: its word, and how all designs of a run are told in it.
struct ReportFormat {
    const char* name;
    std::string (*write)(const std::vector<Told>& told);
    // It shows derivations step by step, which need their words first.
    bool derivations = true;
    // For formats that tell of the run too, and so of designs that could not be read: in place of `write`.
    std::string (*write_run)(const ToldRun& run) = nullptr;
    bool compares = false;  // it tells what changed since an earlier report
    // What `write` makes is no text. Nothing to write with: a document that another program makes (`make_document`).
    bool binary = false;
};

// A run that ended before there was anything to audit with or by: the rules are wrong, or the settings. In a format that
// tells of the run it is told all the same, so that a CI system shows why. Returns the code with which to end.
using WriteRun = std::string (*)(const ToldRun& run);
[[nodiscard]] int write_broken_run(const World& world, const AuditOptions& options,
                                   const Audit& audit, WriteRun write);

[[nodiscard]] const std::vector<ReportFormat>& report_formats();
// By its word, which must be one of them.
[[nodiscard]] const ReportFormat& report_format(const std::string& name);

}  // namespace tutela
