#include "formats/plan_cells.hpp"

#include <algorithm>
#include <cmath>

#include "engine/calendar.hpp"
#include "formats/document.hpp"

namespace tutela {
namespace {

std::string spaced(std::string name) {
    std::replace(name.begin(), name.end(), '-', ' ');
    return name;
}

// A cell of a workbook holds no more: what was cut ends so.
constexpr std::size_t longest_cell = 31'000;  // bytes
constexpr std::string_view cut = "…";

}  // namespace

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

std::string trimmed(const std::string& text) {
    constexpr std::string_view space = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(space);
    if (begin == std::string::npos) return "";
    return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

bool shows(const std::string& cell, const std::string& text) {
    const std::string whole = trimmed(plain_lines(text));
    const std::string seen = normalise(cell).value_or(cell);
    // The apostrophe that keeps a text from being a formula was taken away.
    if (seen == whole || "'" + seen == whole) return true;
    if (seen.size() < longest_cell || !seen.ends_with(cut)) return false;
    return whole.starts_with(std::string_view(seen).substr(0, seen.size() - cut.size()));
}

bool says_something(const ReadPlan::Row& row) {
    return std::any_of(std::begin(filled_in), std::end(filled_in),
                       [&](PlanColumn column) { return !row[column].empty(); });
}

std::optional<std::string> key_of(const std::vector<PlanWord>& words, const std::string& text) {
    for (const PlanWord& one : words)
        if (lower(one.words) == lower(text) || one.key == text || spaced(one.key) == lower(text))
            return one.key;
    return std::nullopt;
}

std::string plain_lines(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
        out += text[i] == '\r' ? '\n' : text[i];
    }
    return out;
}

std::optional<std::int64_t> day_of(const SheetCell& cell, bool from_1904) {
    const std::int64_t first = from_1904 ? 24'107 : 25'569;  // 1970-01-01 for the spreadsheet
    std::optional<std::int64_t> day;
    if (cell.number && *cell.number > 0 && *cell.number < 200'000)
        day = static_cast<std::int64_t>(std::floor(*cell.number)) - first;
    // What is typed as a text may carry a time, which says midnight.
    std::string text = cell.text;
    if (const std::size_t time = text.find("T00:00"); time == 10) text.resize(10);
    if (!cell.number)
        if (const auto parsed = parse_date(text); parsed && parsed->low == parsed->high)
            day = parsed->low.numerator;
    constexpr std::int64_t year_2000 = 10'957, year_2100 = 47'482;
    return day && *day >= year_2000 && *day < year_2100 ? day : std::nullopt;
}

}  // namespace tutela
