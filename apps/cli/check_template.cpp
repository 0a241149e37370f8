#include "apps/cli/check_template.hpp"

#include <fmt/format.h>

#include "apps/cli/output.hpp"
#include "apps/cli/report_formats.hpp"
#include "apps/cli/tell_error.hpp"
#include "formats/tell_template.hpp"

namespace tutela {
namespace {

struct TemplateFormat {
    const char* name;
    std::string (*write)(const std::vector<ToldTemplate>& templates);
    WriteRun write_run = nullptr;  // in its place: formats of CI systems, which tell of a run
};
constexpr TemplateFormat formats[] = {
    {"text", write_template_text},          {"json", write_template_json},
    {"markdown", write_template_markdown},  {"sarif", nullptr, write_sarif},
    {"junit", nullptr, write_junit_report}, {"github", nullptr, write_github},
    {"gitlab", nullptr, write_gitlab}};

// The writer of a format, or nothing: then it has been said which formats there are.
const TemplateFormat* format_for(const World& world, const std::string& name) {
    std::vector<std::string> known;
    for (const TemplateFormat& format : formats) {
        if (format.name == name) return &format;
        known.emplace_back(format.name);
    }
    tell_error(world, message("what a template asks for cannot be told as {}", name),
               message("it can be told as {}", fmt::format("{}", fmt::join(known, ", "))));
    return nullptr;
}

std::string written(const World& world, const AuditOptions& options, const Audit& audit,
                    const std::deque<AskedTemplate>& asked, const TemplateFormat& format) {
    const bool colour = world.out_is_terminal && options.output.empty();
    const auto told = [&](std::size_t i, const Report& report) {
        return Told{audit.sources,   *audit.program, audit.designs[i], report, options.gate,
                    options.explain, colour};
    };
    if (format.write) {
        std::vector<ToldTemplate> templates;
        for (std::size_t i = 0; i < asked.size(); ++i)
            templates.push_back({told(i, asked[i].report), asked[i]});
        return templates.empty() ? "" : format.write(templates);
    }
    std::deque<Report> reports;
    std::vector<Told> run;
    for (std::size_t i = 0; i < asked.size(); ++i) {
        reports.push_back(as_verdicts(asked[i]));
        run.push_back(told(i, reports.back()));
        run.back().asked = &asked[i];
    }
    return format.write_run({run, audit.sources, *audit.program, audit.diagnostics, audit.as_of,
                             !audit.files.baseline().empty(), audit.code, TUTELA_VERSION});
}

}  // namespace

int check_template(const World& world, AuditOptions& options, const std::string& format) {
    const TemplateFormat* writer = format_for(world, format);
    if (!writer) return usage;
    Audit audit;
    if (!load_rules(world, options, audit))
        return write_broken_run(world, options, audit, writer->write_run);
    const std::size_t count = read_designs(world, options, audit);
    if (count == 0 || audit.tally.designs() > 0) audit.code = worse(audit.code, input_wrong);

    std::deque<AskedTemplate> asked;
    for (const Design& design : audit.designs) {
        asked.push_back(
            ask_template(*audit.program, design, {audit.as_of, !options.rules.no_presumptions}));
        audit.files.settle(*audit.program, design, asked.back().report);
        audit.code = worse(audit.code, static_cast<int>(gate_of(asked.back(), options.gate)));
    }
    const std::string text = written(world, options, audit, asked, *writer);
    return write_output(world, options.output, text) ? audit.code : worse(audit.code, input_wrong);
}

}  // namespace tutela
