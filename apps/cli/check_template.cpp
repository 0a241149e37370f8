#include "apps/cli/check_template.hpp"

#include <fmt/format.h>

#include "apps/cli/tell_error.hpp"
#include "formats/tell_template.hpp"

namespace tutela {
namespace {

struct TemplateFormat {
    const char* name;
    std::string (*write)(const std::vector<ToldTemplate>& templates);
};
constexpr TemplateFormat formats[] = {{"text", write_template_text},
                                      {"json", write_template_json},
                                      {"markdown", write_template_markdown}};

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

}  // namespace

int check_template(const World& world, AuditOptions& options, const std::string& format,
                   const std::string& output) {
    const TemplateFormat* writer = format_for(world, format);
    if (!writer) return usage;
    Audit audit;
    if (!load_rules(world, options, audit)) return audit.code;
    options.output = output;
    const std::size_t count = read_designs(world, options, audit);
    if (count == 0 || audit.tally.designs() > 0) audit.code = worse(audit.code, input_wrong);

    std::deque<AskedTemplate> asked;
    std::vector<ToldTemplate> told;
    for (const Design& design : audit.designs) {
        asked.push_back(
            ask_template(*audit.program, design, {audit.as_of, !options.rules.no_presumptions}));
        audit.files.settle(*audit.program, design, asked.back().report);
        audit.code = worse(audit.code, static_cast<int>(gate_of(asked.back(), options.gate)));
    }
    for (std::size_t i = 0; i < asked.size(); ++i)
        told.push_back(
            {{audit.sources, *audit.program, audit.designs[i], asked[i].report, options.gate,
              options.explain, world.out_is_terminal && output.empty(), nullptr, nullptr},
             asked[i]});
    const std::string text = told.empty() ? "" : writer->write(told);
    if (output.empty()) {
        world.out(text);
    } else if (!world.write_file(output, text)) {
        tell_error(world, message("{} cannot be written", output));
        return worse(audit.code, input_wrong);
    }
    return audit.code;
}

}  // namespace tutela
