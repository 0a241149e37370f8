#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "formats/build_design.hpp"
#include "formats/readers.hpp"

namespace tutela {
namespace {

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::string size_words(std::size_t bytes) { return fmt::format("{:.1f} MiB", static_cast<double>(bytes) / (1024.0 * 1024.0)); }

class ReadFiles {
public:
    ReadFiles(Sources& sources, const ReadInclude& include, const ReadLimits& limits, Diagnostics& diagnostics)
        : sources_(sources), include_(include), limits_(limits), diagnostics_(diagnostics) {}

    // Reads one text and what it includes; the trees come out in that order.
    void read(std::string name, std::string text, Span from) {
        bytes_ += text.size();
        const std::size_t size = text.size();
        // A text that is too large is not even kept.
        const SourceId id = sources_.add(name, size > limits_.bytes ? "" : std::move(text), SourceKind::design);
        const Span start{id, 0, 0};
        if (bytes_ > limits_.bytes) {
            diagnostics_.push_back({Code::design_too_large, start,
                                    fmt::format("the design is {} large; at most {} are read", size_words(bytes_),
                                                size_words(limits_.bytes)), {}, {}});
            return;
        }
        if (!is_text(sources_[id].text)) {
            diagnostics_.push_back({Code::not_utf8, start, "the file is not UTF-8 text", {},
                                    {"a design is a TOML or JSON file in UTF-8"}});
            return;
        }
        auto root = ends_with(name, ".json") ? read_json(sources_, id, limits_.depth, diagnostics_)
                                             : read_toml(sources_, id, limits_.depth, diagnostics_);
        if (!root) return;
        if (root->kind != Node::Kind::table) {
            diagnostics_.push_back({Code::not_a_design, start, "the file is not a design: it has no fields", {}, {}});
            return;
        }
        if (first_ == no_source) first_ = id;
        open_.push_back(name);
        std::vector<std::pair<std::string, Span>> includes;
        if (const auto* include = root->find("include")) {
            const auto add = [&](const Node& node) {
                if (node.kind == Node::Kind::text) includes.emplace_back(node.text, node.span);
                else diagnostics_.push_back({Code::wrong_value_type, node.span, "`include` is a list of file names", {}, {}});
            };
            if (include->value.kind == Node::Kind::array)
                for (const Node& item : include->value.items) add(item);
            else add(include->value);
        }
        roots.push_back(std::move(*root));
        for (const auto& [path, span] : includes) follow(path, span, name);
        open_.pop_back();
        (void)from;
    }

    std::vector<Node> roots;

private:
    void follow(const std::string& path, Span span, const std::string& from) {
        const std::size_t slash = from.find_last_of('/');
        const std::string whole = slash == std::string::npos || (!path.empty() && path[0] == '/')
                                      ? path
                                      : from.substr(0, slash + 1) + path;
        if (std::find(open_.begin(), open_.end(), whole) != open_.end() || open_.size() > 16) {
            diagnostics_.push_back({Code::cyclic_include, span, "files include each other in a circle", {}, {}});
            return;
        }
        auto text = include_ ? include_(whole) : std::nullopt;
        if (!text) {
            diagnostics_.push_back({Code::unreadable_file, span, "the included file cannot be read", {}, {}});
            return;
        }
        read(whole, std::move(*text), span);
    }

    Sources& sources_;
    const ReadInclude& include_;
    const ReadLimits& limits_;
    Diagnostics& diagnostics_;
    std::vector<std::string> open_;
    std::size_t bytes_ = 0;
    SourceId first_ = no_source;
};

}  // namespace

ReadDesign read_design(Sources& sources, const Vocabulary& vocabulary, std::string name, std::string text,
                       const ReadInclude& read_include, ReadLimits limits) {
    ReadDesign result;
    const auto source = static_cast<SourceId>(sources.size());
    ReadFiles files(sources, read_include, limits, result.diagnostics);
    files.read(name, std::move(text), {});
    if (has_errors(result.diagnostics) && files.roots.empty()) return result;

    BuildDesign build(vocabulary, result.diagnostics);
    const bool wants_programme = !vocabulary.records.empty() && vocabulary.records[root_record].find("programme");
    const bool has_programme = std::any_of(files.roots.begin(), files.roots.end(),
                                           [](const Node& root) { return root.find("programme") != nullptr; });
    if (wants_programme && !has_programme)
        result.diagnostics.push_back({Code::not_a_design, {source, 0, 0}, "the file is not a design: it has no [programme]", {},
                                      {"`tutela new programme` prints a starting file"}});
    for (const Node& root : files.roots) build.add(root);
    build.finish();
    std::stable_sort(result.diagnostics.begin(), result.diagnostics.end(), [](const Diagnostic& a, const Diagnostic& b) {
        return std::pair(a.span.source, a.span.begin) < std::pair(b.span.source, b.span.begin);
    });
    if (has_errors(result.diagnostics)) return result;
    build.design.name = std::move(name);
    build.design.source = source;
    result.design = std::move(build.design);
    return result;
}

}  // namespace tutela
