#include <algorithm>

#include <csv.h>

#include "formats/document.hpp"
#include "formats/sheet.hpp"

namespace tutela {
namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 20U;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// What the parser's callbacks fill. A quoted field may hold line ends, so that rows are not lines: spreadsheets count rows.
struct Filling {
    Sheet sheet;
    SheetRow row;
    std::uint32_t number = 0;
};

void end_of_field(void* field, std::size_t size, void* filling) {
    SheetCell cell;
    if (field) cell.text.assign(static_cast<const char*>(field), size);
    static_cast<Filling*>(filling)->row.cells.push_back(std::move(cell));
}

void end_of_row(int, void* filling) {
    auto& into = *static_cast<Filling*>(filling);
    into.row.number = ++into.number;
    into.sheet.rows.push_back(std::move(into.row));
    into.row = {};
}

// The separator is the first that stands in the first line outside of quotes.
char separator_of(std::string_view text) {
    bool quoted = false;
    for (const char c : text.substr(0, text.find_first_of("\r\n"))) {
        if (c == '"') quoted = !quoted;
        if (!quoted && (c == ',' || c == ';' || c == '\t')) return c;
    }
    return ',';
}

}  // namespace

ReadSheets read_csv(std::string_view text) {
    ReadSheets read;
    if (text.size() > most_bytes) {
        read.problem = SheetProblem::too_large;
        return read;
    }
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    if (!is_text(text)) {
        read.problem = SheetProblem::not_a_spreadsheet;
        return read;
    }
    csv_parser parser{};
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
        read.problem = SheetProblem::damaged;
        return read;
    }
    csv_set_delim(&parser, static_cast<unsigned char>(separator_of(text)));
    Filling filling;
    const bool parsed = csv_parse(&parser, text.data(), text.size(), end_of_field, end_of_row,
                                  &filling) == text.size() &&
                        csv_fini(&parser, end_of_field, end_of_row, &filling) == 0;
    csv_free(&parser);
    if (!parsed) read.problem = SheetProblem::damaged;
    read.sheets.push_back(std::move(filling.sheet));
    return read;
}

std::string no_formula(std::string text) {
    const bool formula =
        !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
    return formula ? "'" + text : text;
}

std::string write_csv(const std::vector<std::vector<std::string>>& rows) {
    std::string out(byte_order_mark);
    for (const std::vector<std::string>& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) out += ',';
            std::string quoted(csv_write(nullptr, 0, row[i].data(), row[i].size()), '\0');
            csv_write(quoted.data(), quoted.size(), row[i].data(), row[i].size());
            out += quoted;
        }
        out += "\r\n";
    }
    return out;
}

}  // namespace tutela
