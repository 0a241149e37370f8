#include "dsl/compile.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "dsl/assemble.hpp"
#include "dsl/parse.hpp"
#include "dsl/resolve_vocabulary.hpp"

namespace tutela {
namespace {

// "1" means any 1.x.
bool satisfies_version(std::string_view found, std::string_view wanted) {
    return wanted.empty() || found == wanted ||
           (found.size() > wanted.size() && found.substr(0, wanted.size()) == wanted &&
            found[wanted.size()] == '.');
}

class Load {
public:
    Load(Sources& sources, const FindRules& find, Resolution& resolution)
        : sources_(sources), find_(find), r_(resolution) {}

    // The module of a file; nothing when it is no ruleset.
    std::optional<std::uint32_t> load(const RuleFile& file, Span from) {
        if (const auto at = loaded_.find(file.name); at != loaded_.end()) return at->second;
        // One ruleset may be reached by two paths.
        for (const auto& [name, node] : loaded_)
            if (sources_[trees[node].source].text == file.text) return node;
        const SourceId source = sources_.add(file.name, file.text, SourceKind::rules);
        Parsed parsed = parse(sources_, source);
        for (Diagnostic& diagnostic : parsed.diagnostics)
            r_.diagnostics.push_back(std::move(diagnostic));
        if (parsed.tree.header.kind == FileKind::vocabulary) {
            if (!has_errors(r_.diagnostics))
                r_.say(Code::unknown_ruleset, from.known() ? from : parsed.tree.header.span,
                       message("this is a vocabulary, not a ruleset"));
            return std::nullopt;
        }
        const auto node = static_cast<std::uint32_t>(trees.size());
        loaded_.emplace(file.name, node);
        trees.push_back(std::move(parsed.tree));
        names.push_back(trees[node].header.name.text);
        links.emplace_back();
        const std::vector<DependencySyntax> dependencies = trees[node].header.dependencies;
        for (const DependencySyntax& dependency : dependencies) follow(node, dependency);
        return node;
    }

    struct Link {
        std::uint32_t to;
        bool extends;
        Span span;
    };
    std::vector<SyntaxTree> trees;
    std::vector<std::string> names;
    std::vector<std::vector<Link>> links;
    std::vector<std::pair<DependencySyntax, std::uint32_t>> uses;

private:
    void follow(std::uint32_t node, const DependencySyntax& dependency) {
        if (!dependency.name.given()) return;
        if (dependency.kind == DependencyKind::uses) {
            uses.emplace_back(dependency, node);
            return;
        }
        const auto file = find_ ? find_(dependency.name.text) : std::nullopt;
        if (!file) {
            r_.say(Code::unknown_ruleset, dependency.name.span,
                   message("there is no ruleset `{}`", dependency.name.text));
            return;
        }
        const auto other = load(*file, dependency.span);
        if (!other) return;
        const std::string& version = trees[*other].header.version.text;
        if (!satisfies_version(version, dependency.version.text))
            r_.say(Code::wrong_version, dependency.version.span,
                   message("`{}` has version {}, not {}", dependency.name.text, version,
                           dependency.version.text));
        links[node].push_back(
            {*other, dependency.kind == DependencyKind::extends, dependency.span});
    }

    Sources& sources_;
    const FindRules& find_;
    Resolution& r_;
    std::map<std::string, std::uint32_t> loaded_;
};

void load_vocabulary(Sources& sources, const FindRules& find, const Load& load, Resolution& r) {
    std::string name;
    for (const auto& [uses, node] : load.uses) {
        if (!name.empty() && uses.name.text != name) {
            r.say(Code::unknown_vocabulary, uses.span,
                  message("two vocabularies are used: `{}` and `{}`", name, uses.name.text));
            continue;
        }
        if (!name.empty()) continue;
        name = uses.name.text;
        const auto file = find ? find(name) : std::nullopt;
        if (!file) {
            r.say(Code::unknown_vocabulary, uses.name.span,
                  message("there is no vocabulary `{}`", name));
            continue;
        }
        const SourceId source = sources.add(file->name, file->text, SourceKind::rules);
        Parsed parsed = parse(sources, source);
        for (Diagnostic& diagnostic : parsed.diagnostics)
            r.diagnostics.push_back(std::move(diagnostic));
        if (parsed.tree.header.kind != FileKind::vocabulary) {
            r.say(Code::unknown_vocabulary, uses.name.span,
                  message("`{}` is a ruleset, not a vocabulary", name));
            continue;
        }
        if (!satisfies_version(parsed.tree.header.version.text, uses.version.text))
            r.say(Code::wrong_version, uses.version.span,
                  message("`{}` has version {}, not {}", name, parsed.tree.header.version.text,
                          uses.version.text));
        resolve_vocabulary(r, parsed.tree);
    }
    if (name.empty() && !load.trees.empty())
        r.say(Code::missing_clause, load.trees[0].header.span,
              message("the ruleset does not say which vocabulary it `uses`"),
              message("add `uses programme \"1\"`"));
}

// Modules in an order in which each comes after those it extends or includes.
bool order_modules(Load& load, Resolution& r) {
    const auto count = static_cast<std::uint32_t>(load.trees.size());
    std::vector<Dependency> dependencies;
    for (std::uint32_t i = 0; i < count; ++i)
        for (const Load::Link& link : load.links[i])
            dependencies.push_back({i, link.to, link.span});
    const DependencyOrder order = order_by_dependency(count, dependencies);
    for (const Circle& circle : order.circles)
        r.say_circle(
            Code::cyclic_rulesets, message("rulesets depend on each other"),
            [](const std::string& from, const std::string& to) {
                return message("`{}` names `{}` here", from, to);
            },
            circle, load.names);
    if (!order.circles.empty()) return false;
    std::vector<std::uint32_t> place(count);
    for (std::uint32_t i = 0; i < count; ++i) place[order.order[i]] = i;
    r.modules.resize(count);
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t node = order.order[i];
        Module& module = r.modules[i];
        module.tree = std::move(load.trees[node]);
        module.reaches.assign(count, false);
        module.reaches_by_extends.assign(count, false);
        module.reaches[i] = module.reaches_by_extends[i] = true;
        for (const Load::Link& link : load.links[node]) {
            const std::uint32_t to = place[link.to];
            (link.extends ? module.extends : module.includes).push_back(to);
            for (std::uint32_t k = 0; k < count; ++k) {
                if (r.modules[to].reaches[k]) module.reaches[k] = true;
                if (link.extends && r.modules[to].reaches_by_extends[k])
                    module.reaches_by_extends[k] = true;
            }
        }
    }
    return true;
}

}  // namespace

Compiled compile(Sources& sources, const std::vector<RuleFile>& roots, const FindRules& find,
                 CompileOptions options) {
    Compiled compiled;
    Resolution r;
    r.as_of = options.as_of;
    Load load(sources, find, r);
    std::vector<std::uint32_t> root_nodes;
    for (const RuleFile& root : roots)
        if (const auto node = load.load(root, {})) root_nodes.push_back(*node);
    for (std::size_t i = 0; i < root_nodes.size(); ++i) {
        const HeaderSyntax& header = load.trees[root_nodes[i]].header;
        r.ruleset.name += (i == 0 ? "" : "+") + header.name.text;
        r.ruleset.version += (i == 0 ? "" : "+") + header.version.text;
        r.ruleset.language = header.language.text;
        if (i == 0) r.ruleset.title_place = header.span;
        if (header.title) r.ruleset.title += (i == 0 ? "" : "; ") + header.title->text;
    }
    if (!root_nodes.empty()) load_vocabulary(sources, find, load, r);
    // A file that could not be read would make everything that leans on it look wrong.
    if (!has_errors(r.diagnostics) && !root_nodes.empty() && order_modules(load, r)) {
        declare_names(r);
        resolve_parameters(r);
        resolve_defines(r);
        if (std::none_of(r.diagnostics.begin(), r.diagnostics.end(),
                         [](const Diagnostic& d) { return d.code == Code::cyclic_definitions; })) {
            apply_overrides(r);
            resolve_presumptions(r);
            resolve_rules(r);
            set_severities(r);
            resolve_exceptions(r);
            resolve_profiles(r);
            order_rules(r);
        }
    }
    compiled.diagnostics = std::move(r.diagnostics);
    std::stable_sort(compiled.diagnostics.begin(), compiled.diagnostics.end(),
                     [](const Diagnostic& a, const Diagnostic& b) {
                         return std::pair(a.span.source, a.span.begin) <
                                std::pair(b.span.source, b.span.begin);
                     });
    // What an exception says wrong, it says for each rule it bears on.
    const auto same = [](const Diagnostic& a, const Diagnostic& b) {
        return a.code == b.code && a.span == b.span && a.message == b.message;
    };
    compiled.diagnostics.erase(
        std::unique(compiled.diagnostics.begin(), compiled.diagnostics.end(), same),
        compiled.diagnostics.end());
    if (!has_errors(compiled.diagnostics) && !root_nodes.empty())
        compiled.ruleset = std::move(r.ruleset);
    return compiled;
}

CompiledVocabulary compile_vocabulary(Sources& sources, const RuleFile& file) {
    CompiledVocabulary compiled;
    Resolution r;
    const SourceId source = sources.add(file.name, file.text, SourceKind::rules);
    Parsed parsed = parse(sources, source);
    r.diagnostics = std::move(parsed.diagnostics);
    if (parsed.tree.header.kind != FileKind::vocabulary)
        r.say(Code::unknown_vocabulary, parsed.tree.header.span, message("this is no vocabulary"));
    else if (!has_errors(r.diagnostics))
        resolve_vocabulary(r, parsed.tree);
    compiled.diagnostics = std::move(r.diagnostics);
    if (!has_errors(compiled.diagnostics)) compiled.vocabulary = std::move(r.ruleset.vocabulary);
    return compiled;
}

}  // namespace tutela
