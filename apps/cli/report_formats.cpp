#include "apps/cli/report_formats.hpp"

#include <algorithm>

#include "apps/cli/output.hpp"
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

int write_broken_run(const World& world, const AuditOptions& options, const Audit& audit,
                     WriteRun write) {
    // What is wrong with settings and rules quotes them: that is not for everybody.
    const bool told = write && !options.shareable && audit.code != usage;
    if (!told) return audit.code;
    Program none;
    none.language = world.language;
    const std::vector<Told> designs;
    const std::string text = write({designs, audit.sources, none, audit.diagnostics, audit.as_of,
                                    false, audit.code, TUTELA_VERSION});
    return write_output(world, options.output, text) ? audit.code : worse(audit.code, input_wrong);
}

const ReportFormat& report_format(const std::string& name) {
    const std::vector<ReportFormat>& formats = report_formats();
    return *std::find_if(formats.begin(), formats.end(),
                         [&](const ReportFormat& format) { return format.name == name; });
}

}  // namespace tutela
