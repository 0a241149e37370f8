#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/action_plan.hpp"

namespace tutela {

// The plan as an Excel workbook: the rows, a summary with a chart, how to use it, and a hidden sheet by which it is read
// back. The same plan gives the same bytes. Nothing when there is no room for the library's temporary files.
[[nodiscard]] std::optional<std::string> write_plan_xlsx(const ActionPlan& plan);

// The sheet that tells the reader what the words of the others mean; hidden.
inline constexpr const char* plan_key_sheet = "tutela";

}  // namespace tutela
