#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tutela {

// A sheet of a spreadsheet as it is read: texts, and numbers where the cell holds one (dates are numbers there).
struct SheetCell {
    std::string text;  // of a number its digits
    std::optional<double> number;
    bool unknown = false;  // a formula whose value the file does not hold
    [[nodiscard]] bool empty() const { return text.empty() && !unknown; }
};
struct SheetRow {
    std::uint32_t number = 0;  // as the spreadsheet counts, from 1
    std::vector<SheetCell> cells;
};
struct Sheet {
    std::string name;  // empty: of a CSV file
    std::vector<SheetRow> rows;
    bool from_1904 = false;  // days are counted from 1904-01-01 (old Macintosh files)
};

// Why a file cannot be read as a spreadsheet.
enum class SheetProblem : std::uint8_t { none, not_a_spreadsheet, damaged, encrypted, too_large };

struct ReadSheets {
    std::vector<Sheet> sheets;
    SheetProblem problem = SheetProblem::none;
};

// The sheets of an Excel workbook (.xlsx), as Excel, LibreOffice, Google or Python's openpyxl write them; at most 64 MiB
// of XML, 100,000 rows a sheet and 256 columns. Never throws.
[[nodiscard]] ReadSheets read_xlsx(std::string_view bytes);

// A CSV file in UTF-8, parted by commas, semicolons or tabs, as the first line is.
[[nodiscard]] ReadSheets read_csv(std::string_view text);
[[nodiscard]] std::string write_csv(const std::vector<std::vector<std::string>>& rows);

// A text for a cell of CSV. A spreadsheet takes one that begins with = + - @ for a formula, which may send the sheet's
// content elsewhere: with an apostrophe before it, it is a text. `read_plan` takes the apostrophe away again.
[[nodiscard]] std::string no_formula(std::string text);

// The name of a column: A … Z, AA …
[[nodiscard]] std::string column_letters(std::size_t column);

}  // namespace tutela
