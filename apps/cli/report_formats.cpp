#include "apps/cli/report_formats.hpp"

#include <algorithm>

#include "apps/cli/write_plan_xlsx.hpp"

namespace tutela {
namespace {

// For formats that tell of one design after the other.
template <std::string (*write)(const Told&)>
std::string each(const std::vector<Told>& told) {
    std::string text;
    for (const Told& one : told) {
        if (!text.empty()) text += "\n";
        text += write(one);
    }
    return text;
}

std::string plan(const std::vector<Told>& told) {
    return write_plan_xlsx(action_plan(told)).value_or("");
}

}  // namespace

const std::vector<ReportFormat>& report_formats() {
    static const std::vector<ReportFormat> formats = {
        {"text", each<write_text>, false},
        {"json", write_json},
        {"markdown", each<write_markdown>, false},
        {"xlsx", plan, false, nullptr, false, true},
        {"docx", nullptr, false, nullptr, false, true},
        {"odt", nullptr, false, nullptr, false, true},
        {"html", write_report_html, false, nullptr, true},
        {"sarif", nullptr, false, write_sarif},
        {"code-scanning", nullptr, false, write_code_scanning},
        {"junit", nullptr, false, write_junit_report},
        {"github", nullptr, false, write_github},
        {"gitlab", nullptr, false, write_gitlab},
        {"pr-comment", nullptr, false, write_comment},
    };
    return formats;
}

const ReportFormat& report_format(const std::string& name) {
    const std::vector<ReportFormat>& formats = report_formats();
    return *std::find_if(formats.begin(), formats.end(),
                         [&](const ReportFormat& format) { return format.name == name; });
}

}  // namespace tutela
