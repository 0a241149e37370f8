#pragma once

#include <string>

#include "apps/cli/audit.hpp"

namespace tutela {

// `check --template`: tells what templates ask for, in a format's word, to a file or to the output. Returns the exit code.
[[nodiscard]] int check_template(const World& world, AuditOptions& options,
                                 const std::string& format, const std::string& output);

}  // namespace tutela
