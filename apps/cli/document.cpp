#include "apps/cli/document.hpp"

#include <fmt/core.h>

#include "apps/cli/tell_error.hpp"
#include "formats/write_document.hpp"

namespace tutela {
namespace {

// What pandoc made of it.
std::optional<std::string> by_pandoc(const World& world, const World::Run& run) {
    const auto ran = world.run_program ? world.run_program(run) : std::nullopt;
    if (!ran) {
        tell_error(world, message("{} is needed to write this format, and is not there", "pandoc"),
                   message("install the package {}, or ask for {}", "pandoc", "--format html"));
        return std::nullopt;
    }
    if (ran->code == 0) return ran->out;
    // It may quote what it was given: of what it says only that it said something is told.
    tell_error(world,
               message("{} could not write the document (it ended with {})", "pandoc", ran->code));
    return std::nullopt;
}

}  // namespace

std::optional<std::string> make_document(const World& world, const std::vector<Told>& told,
                                         const std::string& kind) {
    std::string text;
    for (Told one : told) {
        one.lines_only = true;
        text += (text.empty() ? "" : "\n") + write_markdown(one);
    }
    // Read first, in a sandbox; then, without anything in it that could be looked for elsewhere, written: what pandoc of Debian
    // writes with is in files that its sandbox keeps from it.
    std::vector<std::string> read{"pandoc", "--sandbox", "--from=gfm", "--to=json"};
    // One design's name is the title.
    if (told.size() == 1) read.emplace_back("--shift-heading-level-by=-1");
    const auto tree = by_pandoc(world, {read, {}, text});
    if (!tree) return std::nullopt;
    const Told& first = told.front();
    const std::string& language = first.program.language->code;
    return by_pandoc(world, {{"pandoc", "--from=json", "--to=" + kind, "--standalone",
                              "--metadata=lang:" + language, "--output=-"},
                             {fmt::format("SOURCE_DATE_EPOCH={}", first.report.as_of * 86'400)},
                             document_tree(*tree)});
}

}  // namespace tutela
