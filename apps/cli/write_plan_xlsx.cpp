#include "apps/cli/write_plan_xlsx.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <stdlib.h>

#include "apps/cli/plan_workbook.hpp"
#include "engine/calendar.hpp"
#include "formats/sheet.hpp"
#include "formats/tell.hpp"

namespace tutela {
namespace {

namespace fs = std::filesystem;

// The library writes to a file, by way of others.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::error_code problem;
        std::string name = (fs::temp_directory_path(problem) / "tutela-XXXXXX").string();
        if (!problem && mkdtemp(name.data())) path_ = name;
    }
    ~TemporaryFolder() {
        std::error_code problem;
        if (!path_.empty()) fs::remove_all(path_, problem);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

// No more than a cell may hold, and no part of a character.
std::string fitting(std::string words) {
    constexpr std::size_t most = 32'000;
    if (words.size() <= most) return words;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0U) == 0x80U) --end;
    words.resize(end);
    return words + "…";
}

// A name that the program may give a sheet: 31 characters, none of []:*?/\.
std::string sheet_name(std::string name, const std::string& otherwise) {
    for (char& c : name)
        if (std::string_view("[]:*?/\\'").find(c) != std::string_view::npos) c = ' ';
    std::size_t characters = 0;
    for (const char c : name)
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++characters;
    return characters == 0 || characters > 31 ? otherwise : name;
}

void add_formats(PlanWorkbook& workbook) {
    constexpr lxw_color_t ink = 0x1B2A33, line = 0xC9D3D8, dark = 0x1F4E5F, amber = 0x8A4B08,
                          pale = 0xFFF9EC;
    const auto made = [&](lxw_color_t colour) {
        lxw_format* format = workbook_add_format(workbook.book);
        format_set_font_name(format, "Calibri");
        format_set_font_size(format, 10);
        format_set_font_color(format, colour);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        return format;
    };
    const auto boxed = [&](lxw_format* format) {
        format_set_text_wrap(format);
        format_set_border(format, LXW_BORDER_THIN);
        format_set_border_color(format, line);
        return format;
    };
    const auto heading = [&](lxw_color_t ground) {
        lxw_format* format = boxed(made(LXW_COLOR_WHITE));
        format_set_bold(format);
        format_set_pattern(format, LXW_PATTERN_SOLID);
        format_set_bg_color(format, ground);
        format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
        return format;
    };
    const auto filled = [&] {
        lxw_format* format = boxed(made(ink));
        format_set_pattern(format, LXW_PATTERN_SOLID);
        format_set_bg_color(format, pale);
        return format;
    };
    PlanWorkbook::Formats& formats = workbook.formats;
    formats.head = heading(dark);
    formats.head_to_fill = heading(amber);
    formats.text = boxed(made(ink));
    formats.to_fill = filled();
    formats.date = filled();
    format_set_num_format(formats.date, "yyyy-mm-dd");
    formats.strong = boxed(made(ink));
    format_set_bold(formats.strong);
    formats.title = made(dark);
    format_set_bold(formats.title);
    format_set_font_size(formats.title, 16);
    formats.plain = made(ink);
    formats.wrapped = made(ink);
    format_set_text_wrap(formats.wrapped);
    format_set_font_size(formats.wrapped, 11);
    formats.label = made(dark);
    format_set_bold(formats.label);
    format_set_font_size(formats.label, 12);
    formats.number = boxed(made(ink));
    format_set_align(formats.number, LXW_ALIGN_CENTER);
    formats.total = boxed(made(ink));
    format_set_bold(formats.total);
    format_set_align(formats.total, LXW_ALIGN_CENTER);
}

std::string write(const ActionPlan& plan, const std::string& folder) {
    const std::string path = folder + "/plan.xlsx";
    std::string parts = folder;
    lxw_workbook_options options{};
    options.tmpdir = parts.data();
    PlanWorkbook workbook{plan, *plan.language};
    workbook.book = workbook_new_opt(path.c_str(), &options);
    if (!workbook.book) return "";
    const Language& say = *plan.language;
    const auto sheet = [&](const std::string& name) {
        return workbook_add_worksheet(workbook.book, name.c_str());
    };
    std::string title = say.tr("Action plan");
    lxw_doc_properties about{};
    about.title = title.data();
    // The clock must not show in the file: two plans of one day are the same.
    about.created = static_cast<time_t>(plan.as_of * 86'400);
    workbook_set_properties(workbook.book, &about);
    add_formats(workbook);
    workbook.rows_name = sheet_name(title, "Action plan");
    workbook.rows = sheet(workbook.rows_name);
    workbook.summary = sheet(sheet_name(say.tr("Summary"), "Summary"));
    workbook.guide = sheet(sheet_name(say.tr("How to use this"), "How to use this"));
    workbook.key = sheet(plan_key_sheet);
    write_plan_key(workbook);
    write_plan_rows(workbook);
    write_plan_summary(workbook);
    write_plan_guide(workbook);
    if (workbook_close(workbook.book) != LXW_NO_ERROR) return "";
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

void PlanWorkbook::text(lxw_worksheet* sheet, std::size_t row, std::size_t column,
                        const std::string& words, lxw_format* format) const {
    const auto r = static_cast<lxw_row_t>(row);
    const auto c = static_cast<lxw_col_t>(column);
    if (words.empty())
        worksheet_write_blank(sheet, r, c, format);
    else
        worksheet_write_string(sheet, r, c, fitting(words).c_str(), format);
}

std::string PlanWorkbook::cells(PlanColumn column) const {
    const std::string letters = column_letters(static_cast<std::size_t>(column));
    const std::size_t last = std::max<std::size_t>(plan.rows.size(), 1) + 1;
    return "'" + rows_name + "'!$" + letters + "$2:$" + letters + "$" + std::to_string(last);
}

std::size_t lines_of(const std::string& text, double width) {
    std::size_t lines = 0;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string wrapped_text =
            wrapped(text.substr(at, end - at), 0, "", static_cast<std::size_t>(width * 1.15));
        lines +=
            static_cast<std::size_t>(std::count(wrapped_text.begin(), wrapped_text.end(), '\n'));
        at = end + 1;
    }
    return lines;
}

double row_height(std::size_t lines, double line) {
    constexpr double most = 400;  // a spreadsheet takes 409
    return std::min(static_cast<double>(lines) * line + 3, most);
}

std::string in_formula(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
    return out + "\"";
}

void for_print(const PlanWorkbook& workbook, lxw_worksheet* sheet) {
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9);  // A4
    worksheet_set_margins(sheet, 0.3, 0.3, 0.4, 0.55);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_footer(sheet, "&L&8&A&R&8&P / &N");
    if (workbook.say.right_to_left) worksheet_right_to_left(sheet);
}

std::optional<std::string> write_plan_xlsx(const ActionPlan& plan) {
    const TemporaryFolder folder;
    if (folder.path().empty()) return std::nullopt;
    std::string bytes = write(plan, folder.path());
    if (bytes.empty()) return std::nullopt;
    return bytes;
}

}  // namespace tutela
