#include <algorithm>
#include <set>

#include <fmt/core.h>

#include "diagnostics/suggest.hpp"
#include "formats/build_design.hpp"
#include "formats/readers.hpp"

namespace tutela {
namespace {

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::string size_words(std::size_t bytes) {
    return fmt::format("{:.1f} MiB", static_cast<double>(bytes) / (1024.0 * 1024.0));
}

class ReadFiles {
public:
    ReadFiles(Sources& sources, const ReadInclude& include, const ReadLimits& limits,
              Diagnostics& diagnostics)
        : sources_(sources), include_(include), limits_(limits), diagnostics_(diagnostics) {}

    // Reads one text and what it includes; the trees come out in that order.
    void read(const std::string& name, std::string text) {
        read_.insert(plain(name));
        bytes_ += text.size();
        const std::size_t size = text.size();
        // A text that is too large is not even kept.
        const SourceId id =
            sources_.add(name, size > limits_.bytes ? "" : std::move(text), SourceKind::design);
        const Span start{id, 0, 0};
        if (bytes_ > limits_.bytes) {
            diagnostics_.push_back({Code::design_too_large,
                                    start,
                                    fmt::format("the design is {} large; at most {} are read",
                                                size_words(bytes_), size_words(limits_.bytes)),
                                    {},
                                    {}});
            return;
        }
        if (!is_text(sources_[id].text)) {
            diagnostics_.push_back({Code::not_utf8,
                                    start,
                                    "the file is not UTF-8 text",
                                    {},
                                    {"a design is a TOML or JSON file in UTF-8"}});
            return;
        }
        auto root = ends_with(name, ".json") ? read_json(sources_, id, limits_.depth, diagnostics_)
                                             : read_toml(sources_, id, limits_.depth, diagnostics_);
        if (!root) return;
        if (root->kind != Node::Kind::table) {
            diagnostics_.push_back(
                {Code::not_a_design, start, "the file is not a design: it has no fields", {}, {}});
            return;
        }
        open_.push_back(plain(name));
        std::vector<std::pair<std::string, Span>> includes;
        if (const auto* include = root->find("include")) {
            const auto add = [&](const Node& node) {
                if (node.kind == Node::Kind::text)
                    includes.emplace_back(node.text, node.span);
                else
                    diagnostics_.push_back({Code::wrong_value_type,
                                            node.span,
                                            "`include` is a list of file names",
                                            {},
                                            {}});
            };
            if (include->value.kind == Node::Kind::array)
                for (const Node& item : include->value.items) add(item);
            else
                add(include->value);
        }
        roots.push_back(std::move(*root));
        for (const auto& [path, span] : includes) follow(path, span, name);
        open_.pop_back();
    }

    std::vector<Node> roots;

private:
    // One name for one file: `a/./b` and `c/../a/b` are `a/b`. Names are compared, no file is looked at.
    static std::string plain(const std::string& path) {
        std::vector<std::string> parts;
        for (std::size_t at = 0; at <= path.size();) {
            const std::size_t end = std::min(path.find('/', at), path.size());
            const std::string part = path.substr(at, end - at);
            at = end + 1;
            if (part == ".." && !parts.empty() && parts.back() != "..")
                parts.pop_back();
            else if (!part.empty() && part != ".")
                parts.push_back(part);
        }
        std::string name = !path.empty() && path[0] == '/' ? "/" : "";
        for (const std::string& part : parts) name += part + "/";
        return name;
    }

    void follow(const std::string& path, Span span, const std::string& from) {
        const std::size_t slash = from.find_last_of('/');
        const std::string whole = slash == std::string::npos || (!path.empty() && path[0] == '/')
                                      ? path
                                      : from.substr(0, slash + 1) + path;
        const std::string known_as = plain(whole);
        if (std::find(open_.begin(), open_.end(), known_as) != open_.end() || open_.size() > 16) {
            diagnostics_.push_back(
                {Code::cyclic_include, span, "files include each other in a circle", {}, {}});
            return;
        }
        // What two files include is said once.
        if (read_.count(known_as) != 0) return;
        auto text = include_ ? include_(whole) : std::nullopt;
        if (!text) {
            diagnostics_.push_back(
                {Code::unreadable_file, span, "the included file cannot be read", {}, {}});
            return;
        }
        read(whole, std::move(*text));
    }

    Sources& sources_;
    const ReadInclude& include_;
    const ReadLimits& limits_;
    Diagnostics& diagnostics_;
    std::vector<std::string> open_;
    std::size_t bytes_ = 0;
    std::set<std::string> read_;
};

// The field by which a record holds itself, if any does: it would have no end.
class FindCircle {
public:
    explicit FindCircle(const Vocabulary& vocabulary)
        : vocabulary_(vocabulary), states_(vocabulary.records.size(), State::unseen) {}

    const Field* find() {
        for (RecordId id = 0; id < vocabulary_.records.size(); ++id)
            if (const Field* field = below(id)) return field;
        return nullptr;
    }

private:
    enum class State : std::uint8_t { unseen, open, done };

    const Field* below(RecordId id) {
        if (states_[id] == State::done) return nullptr;
        states_[id] = State::open;
        for (const Field& field : vocabulary_.records[id].fields) {
            if (field.type.kind != TypeKind::record || field.reference) continue;
            if (states_[field.type.id] == State::open) return &field;
            if (const Field* found = below(field.type.id)) return found;
        }
        states_[id] = State::done;
        return nullptr;
    }

    const Vocabulary& vocabulary_;
    std::vector<State> states_;
};

}  // namespace

ReadDesign read_design(Sources& sources, const Vocabulary& vocabulary, std::string name,
                       std::string text, const ReadInclude& read_include, ReadLimits limits) {
    ReadDesign result;
    if (const Field* field = FindCircle(vocabulary).find()) {
        result.diagnostics.push_back(
            {Code::cyclic_definitions,
             field->span,
             fmt::format("by its field `{}` a record holds itself, without end", field->name),
             {},
             {"a reference may lead back, an embedded record may not"}});
        return result;
    }
    const auto source = static_cast<SourceId>(sources.size());
    ReadFiles files(sources, read_include, limits, result.diagnostics);
    files.read(name, std::move(text));
    // A file that cannot be read is one mistake: that its facts are missing is no other.
    const bool unread = has_errors(result.diagnostics);
    if (unread && files.roots.empty()) return result;

    const bool wants_programme =
        !vocabulary.records.empty() && vocabulary.records[root_record].find("programme");
    const bool has_programme =
        std::any_of(files.roots.begin(), files.roots.end(),
                    [](const Node& root) { return root.find("programme") != nullptr; });
    if (wants_programme && !has_programme && !unread) {
        result.diagnostics.push_back({Code::not_a_design,
                                      {source, 0, 0},
                                      "the file is not a design: it has no [programme]",
                                      {},
                                      {"`tutela new programme` prints a starting file"}});
        for (const Node::Member& member : files.roots.front().members)
            if (closest(member.key, {"programme"}) == "programme")
                result.diagnostics.back().labels.push_back(
                    {member.span, "is this meant to be `programme`?"});
        return result;
    }
    BuildDesign build(vocabulary, result.diagnostics);
    for (const Node& root : files.roots) build.add(root);
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
