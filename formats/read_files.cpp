#include "formats/read_files.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "formats/may_be_design.hpp"

namespace tutela {
namespace {

std::string size_words(std::size_t bytes) {
    return fmt::format("{:.1f} MiB", static_cast<double>(bytes) / (1024.0 * 1024.0));
}

// One name for one file: `a/./b` and `c/../a/b` are `a/b`. Names are compared, no file is looked at.
std::string plain(const std::string& path) {
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
    for (std::size_t i = 0; i < parts.size(); ++i) name += (i == 0 ? "" : "/") + parts[i];
    return name;
}

}  // namespace

void ReadFiles::read(const std::string& name, std::string text) {
    read_.insert(plain(name));
    bytes_ += text.size();
    if (is_json(name, without_mark(text))) text.erase(0, text.size() - without_mark(text).size());
    const std::size_t size = text.size();
    // A text that is too large is not even kept.
    const SourceId id =
        sources_.add(name, size > limits_.bytes ? "" : std::move(text), SourceKind::design);
    const Span start{id, 0, 0};
    if (bytes_ > limits_.bytes) {
        diagnostics_.push_back(
            {Code::design_too_large,
             start,
             message("the design is larger than the {} that are read", size_words(limits_.bytes)),
             {},
             {}});
        return;
    }
    if (!is_text(sources_[id].text)) {
        diagnostics_.push_back({Code::not_utf8,
                                start,
                                message("the file is not UTF-8 text"),
                                {},
                                {message("a design is a TOML or JSON file in UTF-8")}});
        return;
    }
    auto root = is_json(name, sources_[id].text)
                    ? read_json(sources_, id, limits_.depth, diagnostics_)
                    : read_toml(sources_, id, limits_.depth, diagnostics_);
    if (!root) return;
    if (root->kind != Node::Kind::table) {
        diagnostics_.push_back({Code::not_a_design,
                                start,
                                message("the file is not a design: it has no fields"),
                                {},
                                {}});
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
                                        message("`include` is a list of file names"),
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

void ReadFiles::follow(const std::string& path, Span span, const std::string& from) {
    const std::size_t slash = from.find_last_of('/');
    const std::string whole = slash == std::string::npos || (!path.empty() && path[0] == '/')
                                  ? path
                                  : from.substr(0, slash + 1) + path;
    const std::string known_as = plain(whole);
    if (std::find(open_.begin(), open_.end(), known_as) != open_.end() || open_.size() > 16) {
        diagnostics_.push_back(
            {Code::cyclic_include, span, message("files include each other in a circle"), {}, {}});
        return;
    }
    // What two files include is said once.
    if (read_.count(known_as) != 0) return;
    auto text = include_ ? include_(known_as) : std::nullopt;
    if (!text) {
        diagnostics_.push_back(
            {Code::unreadable_file, span, message("the included file cannot be read"), {}, {}});
        return;
    }
    read(known_as, std::move(*text));
}

}  // namespace tutela
