#pragma once

#include "formats/read_plan.hpp"

namespace tutela {

// What cells of a plan say, before it is asked what that means for a design.

[[nodiscard]] std::string lower(std::string text);  // ASCII
[[nodiscard]] std::string trimmed(const std::string& text);
// Whether a cell is how a sheet shows a text: without spaces around it, and cut where it was too long. Nobody changed it.
[[nodiscard]] bool shows(const std::string& cell, const std::string& text);

// The columns that the team fills in.
inline constexpr PlanColumn filled_in[] = {PlanColumn::owner, PlanColumn::due, PlanColumn::status,
                                           PlanColumn::note};
// Whether one of them says anything.
[[nodiscard]] bool says_something(const ReadPlan::Row& row);
// The key of a word. Capitals do not matter: spreadsheets like to begin a cell with one.
[[nodiscard]] std::optional<std::string> key_of(const std::vector<PlanWord>& words,
                                                const std::string& text);
// Line ends as designs have them.
[[nodiscard]] std::string plain_lines(const std::string& text);
// A number of days as the spreadsheet counts them, or a date in writing; from 2000 to 2099.
[[nodiscard]] std::optional<std::int64_t> day_of(const SheetCell& cell, bool from_1904);

}  // namespace tutela
