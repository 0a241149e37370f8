#include "apps/cli/check_template.hpp"

#include <fmt/format.h>

#include "apps/cli/report_formats.hpp"
#include "apps/cli/tell_error.hpp"

namespace tutela {
namespace {

// The writer of a format, or nothing: then it has been said which formats there are.
const ReportFormat* format_for(const World& world, const std::string& name) {
    std::vector<std::string> known;
    for (const ReportFormat& format : report_formats()) {
        if (!format.write_template) continue;
        if (format.name == name) return &format;
        known.emplace_back(format.name);
    }
    tell_error(world, message("what a template asks for cannot be told as {}", name),
               message("it can be told as {}", fmt::format("{}", fmt::join(known, ", "))));
    return nullptr;
}

}  // namespace

int check_template(const World& world, const AuditOptions& options, const std::string& format,
                   const std::string& output) {
    const ReportFormat* writer = format_for(world, format);
    if (!writer) return usage;
    Audit audit;
    if (!load_rules(world, options, audit)) return audit.code;
    read_designs(world, options, audit);

    std::deque<AskedTemplate> asked;
    std::vector<ToldTemplate> told;
    for (const Design& design : audit.designs) {
        asked.push_back(ask_template(*audit.program, design,
                                     {audit.as_of, !options.rules.no_presumptions}));
        audit.code = worse(audit.code, static_cast<int>(gate_of(asked.back(), options.gate)));
        told.push_back({{audit.sources, *audit.program, design, asked.back().report, options.gate,
                         options.explain, world.out_is_terminal && output.empty()},
                        asked.back()});
    }
    const std::string text = told.empty() ? "" : writer->write_template(told);
    if (output.empty()) {
        world.out(text);
    } else if (!world.write_file(output, text)) {
        tell_error(world, message("{} cannot be written", output));
        return worse(audit.code, input_wrong);
    }
    return audit.code;
}

}  // namespace tutela
