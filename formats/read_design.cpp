#include <algorithm>

#include <fmt/core.h>

#include "diagnostics/suggest.hpp"
#include "formats/build_design.hpp"
#include "formats/read_files.hpp"
#include "formats/readers.hpp"

namespace tutela {

ReadDesign read_design(Sources& sources, const Vocabulary& vocabulary, std::string name,
                       std::string text, const ReadInclude& read_include, ReadLimits limits) {
    Diagnostics diagnostics;
    const auto source = static_cast<SourceId>(sources.size());
    ReadFiles files(sources, read_include, limits, diagnostics);
    files.read(name, std::move(text));
    return design_of(vocabulary, std::move(name), source, files.roots, std::move(diagnostics));
}

ReadDesign design_of(const Vocabulary& vocabulary, std::string name, SourceId source,
                     const std::vector<Node>& roots, Diagnostics diagnostics) {
    ReadDesign result;
    result.diagnostics = std::move(diagnostics);
    // A file that cannot be read is one mistake: that its facts are missing is no other.
    const bool unread = has_errors(result.diagnostics);
    if (unread && roots.empty()) return result;

    const bool wants_programme =
        !vocabulary.records.empty() && vocabulary.records[root_record].find("programme");
    const bool has_programme = std::any_of(roots.begin(), roots.end(), [](const Node& root) {
        return root.find("programme") != nullptr;
    });
    if (wants_programme && !has_programme && !unread) {
        result.diagnostics.push_back({Code::not_a_design,
                                      {source, 0, 0},
                                      message("the file is not a design: it has no [programme]"),
                                      {},
                                      {message("`tutela new programme` prints a starting file")}});
        for (const Node::Member& member : roots.front().members)
            if (closest(member.key, {"programme"}) == "programme")
                result.diagnostics.back().labels.push_back(
                    {member.span, message("is this meant to be `programme`?")});
        return result;
    }
    BuildDesign build(vocabulary, result.diagnostics);
    for (const Node& root : roots) build.add(root);
    if (!unread) build.finish();
    std::stable_sort(result.diagnostics.begin(), result.diagnostics.end(),
                     [](const Diagnostic& a, const Diagnostic& b) {
                         return std::pair(a.span.source, a.span.begin) <
                                std::pair(b.span.source, b.span.begin);
                     });
    if (has_errors(result.diagnostics)) return result;
    build.design.name = std::move(name);
    build.design.source = source;
    result.design = std::move(build.design);
    return result;
}

}  // namespace tutela
