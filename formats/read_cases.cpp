#include "formats/read_cases.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "diagnostics/suggest.hpp"
#include "engine/calendar.hpp"
#include "engine/report.hpp"
#include "engine/scan_text.hpp"
#include "formats/read_files.hpp"

namespace tutela {
namespace {

// What a case's author wrote may be taken from the design; what stands between the brackets of a
// path is looked at by itself too.
Message shown(const std::string& words) {
    bool clean = may_be_repeated(words);
    for (std::size_t from = 0; clean && from < words.size();) {
        const std::size_t end = std::min(words.find_first_of("[]", from), words.size());
        clean = may_be_repeated(std::string_view(words).substr(from, end - from));
        from = end + 1;
    }
    return clean ? literally("`" + words + "`") : message("this");
}

// Changes one fact of a tree of a design.
class Patch {
public:
    Patch(const Vocabulary& vocabulary, Node& root) : vocabulary_(vocabulary), root_(root) {}

    // Says what is wrong with the path; empty when it was done.
    Message apply(const std::string& path, const Node* value) {
        Node* here = &root_;
        const Record* record =
            vocabulary_.records.empty() ? nullptr : &vocabulary_.records[root_record];
        std::string_view rest = path;
        while (true) {
            const std::size_t end = std::min(rest.find_first_of(".["), rest.size());
            const std::string key(rest.substr(0, end));
            rest.remove_prefix(end);
            if (key.empty()) return message("it has a part without a name");
            const bool member = !rest.empty() && rest[0] == '[';
            const auto at = std::find_if(here->members.begin(), here->members.end(),
                                         [&](const Node::Member& m) { return m.key == key; });
            if (rest.empty()) return change(here->members, at, key, value);
            if (at == here->members.end())
                return message("the design says nothing of {}", shown(key));
            record = record_of(record, key);
            here = &at->value;
            if (member) {
                const std::size_t close = rest.find(']');
                if (close == std::string_view::npos) return message("a bracket is not closed");
                const std::string which(rest.substr(1, close - 1));
                rest.remove_prefix(close + 1);
                const auto item = find(*here, record, which);
                if (rest.empty()) return change_item(here->items, item, which, value);
                if (item == here->items.end())
                    return message("{} has no {}", shown(key), shown(which));
                here = &*item;
            }
            if (rest.empty() || rest[0] != '.') return message("a dot is missing");
            rest.remove_prefix(1);
        }
    }

private:
    const Record* record_of(const Record* record, const std::string& field) const {
        if (!record) return nullptr;
        const auto at = record->find(field);
        if (!at) return nullptr;
        const Type& type = record->fields[*at].type;
        return type.kind == TypeKind::list || type.kind == TypeKind::record
                   ? &vocabulary_.records[type.id]
                   : nullptr;
    }
    static Message change(std::vector<Node::Member>& members,
                          std::vector<Node::Member>::iterator at, const std::string& key,
                          const Node* value) {
        if (at == members.end() && !value) return message("there is no {} to remove", shown(key));
        if (!value)
            members.erase(at);
        else if (at == members.end())
            members.push_back({key, value->span, *value});
        else
            *at = {key, value->span, *value};
        return {};
    }
    static Message change_item(std::vector<Node>& items, std::vector<Node>::iterator at,
                               const std::string& which, const Node* value) {
        if (at != items.end() && !value)
            items.erase(at);
        else if (at != items.end())
            *at = *value;
        else if (value && which == std::to_string(items.size() + 1))
            items.push_back(*value);
        else
            return message("there is no {}", shown(which));
        return {};
    }
    // A record by its key or its naming fields, else by its position.
    static std::vector<Node>::iterator find(Node& list, const Record* record,
                                            const std::string& which) {
        const auto text_of = [](const Node& item, const std::string& field) {
            const Node::Member* member = item.find(field);
            return member ? member->value.text : std::string();
        };
        if (record) {
            const auto named =
                std::find_if(list.items.begin(), list.items.end(), [&](const Node& item) {
                    if (record->key)
                        return text_of(item, record->fields[*record->key].name) == which;
                    std::string name;
                    for (const std::uint32_t field : record->named_by) {
                        const std::string part = text_of(item, record->fields[field].name);
                        if (!part.empty()) name += (name.empty() ? "" : " ") + part;
                    }
                    return name == which;
                });
            if (named != list.items.end()) return named;
        }
        const bool position = !which.empty() && which.size() < 7 &&
                              std::all_of(which.begin(), which.end(),
                                          [](unsigned char c) { return std::isdigit(c) != 0; });
        const std::size_t at = position ? std::stoul(which) : 0;
        return at == 0 || at > list.items.size()
                   ? list.items.end()
                   : list.items.begin() + static_cast<std::ptrdiff_t>(at - 1);
    }

    const Vocabulary& vocabulary_;
    Node& root_;
};

class CaseReader {
public:
    CaseReader(const Vocabulary& vocabulary, SourceId source, ReadCases& into)
        : vocabulary_(vocabulary), source_(source), into_(into) {}

    void read(const std::string& name, std::vector<Node> roots) {
        Node& root = roots.front();
        RuleCase base;
        base.span = {source_, 0, 0};
        std::vector<Node> variants;
        std::vector<Node::Member> facts;
        bool any = false;
        for (Node::Member& member : root.members) {
            if (member.key == "as-of")
                base.as_of = date(member.value);
            else if (member.key == "expect") {
                expectations(member, base.expect);
                any = true;
            } else if (member.key == "variant") {
                if (is(member, Node::Kind::array, message("a list of tables: [[variant]]")))
                    variants = member.value.items;
                any = true;
            } else
                facts.push_back(std::move(member));
        }
        root.members = std::move(facts);
        if (!any)
            say(Code::missing_clause, base.span, message("this case expects nothing"),
                message("add [expect], for example `\"SAF-06.S1\" = \"met\"`"));
        build(name, roots, base);
        const std::optional<std::int64_t> as_of = base.as_of;
        into_.cases.push_back(std::move(base));
        for (const Node& variant : variants) {
            std::vector<Node> changed = roots;
            RuleCase made;
            made.as_of = as_of;
            made.span = variant.span;
            if (read_variant(variant, changed, made)) build(name, changed, made);
            into_.cases.push_back(std::move(made));
        }
    }

private:
    // The tree that a path leads into: of the file that says something of it, an included one too.
    static Node& tree_of(std::vector<Node>& roots, const std::string& path) {
        const std::string key = path.substr(0, path.find_first_of(".["));
        for (Node& root : roots)
            if (root.find(key)) return root;
        return roots.front();
    }

    bool read_variant(const Node& variant, std::vector<Node>& roots, RuleCase& made) {
        bool good = true;
        const auto change = [&](const std::string& path, Span span, const Node* value) {
            const Message wrong = Patch(vocabulary_, tree_of(roots, path)).apply(path, value);
            made.changes.push_back(path);
            if (wrong.empty()) return;
            good = false;
            say(Code::unknown_path, span, message("{} cannot be changed: {}", shown(path), wrong));
        };
        for (const Node::Member& member : variant.members) {
            if (member.key == "name")
                made.name = member.value.text;
            else if (member.key == "as-of")
                made.as_of = date(member.value);
            else if (member.key == "expect")
                expectations(member, made.expect);
            else if (member.key == "remove") {
                if (is(member, Node::Kind::array, message("a list of paths")))
                    for (const Node& path : member.value.items)
                        change(path.text, path.span, nullptr);
            } else if (member.key == "set") {
                if (is(member, Node::Kind::table, message("a table of paths and values")))
                    for (const Node::Member& path : member.value.members)
                        change(path.key, path.span, &path.value);
            } else {
                const std::string near =
                    closest(member.key, {"name", "set", "remove", "expect", "as-of"});
                say(Code::unknown_key, member.span,
                    message("a variant has no {}", shown(member.key)),
                    near.empty() ? Message{} : message("did you mean `{}`?", near));
            }
        }
        if (made.name.empty())
            say(Code::missing_clause, variant.span, message("this variant has no name"),
                message("add `name = \"…\"`"));
        const Node::Member* expect = variant.find("expect");
        const bool nothing =
            !expect || (expect->value.kind == Node::Kind::table && made.expect.empty());
        if (nothing)
            say(Code::missing_clause, variant.span, message("this variant expects nothing"),
                message("add `expect = {{ \"SAF-06\" = \"not met\" }}`"));
        return good;
    }

    // Says what a key must be when it is something else.
    bool is(const Node::Member& member, Node::Kind kind, const Message& wanted) {
        if (member.value.kind == kind) return true;
        say(Code::wrong_value_type, member.value.span, message("`{}` is {}", member.key, wanted));
        return false;
    }

    void expectations(const Node::Member& expect, std::vector<Expectation>& into) {
        if (!is(expect, Node::Kind::table, message("a table of rules and verdicts"))) return;
        for (const Node::Member& member : expect.value.members) {
            Expectation made;
            made.rule = member.key.substr(0, member.key.find('.'));
            if (made.rule.size() < member.key.size())
                made.subject = member.key.substr(made.rule.size() + 1);
            made.span = member.span;
            if (member.value.kind == Node::Kind::text) made.verdict = member.value.text;
            for (const Node::Member& part : member.value.members) {
                if (part.key == "verdict")
                    made.verdict = part.value.text;
                else if (part.key == "reason")
                    made.reason = part.value.text;
                else if (part.key == "message")
                    made.message = part.value.text;
                else if (part.key == "open") {
                    made.open.emplace();
                    for (const Node& path : part.value.items) made.open->push_back(path.text);
                } else if (part.key == "severity")
                    made.severity = part.value.text;
                else if (part.key == "warnings") {
                    made.warnings.emplace();
                    for (const Node& text : part.value.items) made.warnings->push_back(text.text);
                } else
                    say(Code::unknown_key, part.span,
                        message("nothing called {} can be expected", shown(part.key)),
                        message("it is one of {}",
                                "verdict, reason, message, open, severity, warnings"));
            }
            std::vector<std::string> verdicts;
            for (int v = 0; v <= static_cast<int>(Verdict::not_applicable); ++v)
                verdicts.emplace_back(word(static_cast<Verdict>(v)));
            if (std::find(verdicts.begin(), verdicts.end(), made.verdict) == verdicts.end()) {
                const std::string near = closest(made.verdict, verdicts);
                say(Code::wrong_value, member.value.span,
                    message("{} is no verdict", shown(made.verdict)),
                    near.empty()
                        ? message("it is one of {}", fmt::format("{}", fmt::join(verdicts, ", ")))
                        : message("did you mean `{}`?", near));
                continue;
            }
            into.push_back(std::move(made));
        }
    }

    std::optional<std::int64_t> date(const Node& node) {
        const auto day = parse_date(node.text);
        if (day && day->is_point()) return day->low.numerator;
        say(Code::wrong_value, node.span, message("`as-of` is not a date"),
            message("write it as 2026-07-01"));
        return std::nullopt;
    }

    void build(const std::string& name, const std::vector<Node>& roots, RuleCase& made) {
        ReadDesign read = design_of(vocabulary_, name, source_, roots, {});
        made.design = std::move(read.design);
        // What is wrong with the design that all variants share is said once.
        for (Diagnostic& diagnostic : read.diagnostics)
            if (std::none_of(into_.diagnostics.begin(), into_.diagnostics.end(),
                             [&](const Diagnostic& said) {
                                 return said.span == diagnostic.span &&
                                        said.message == diagnostic.message;
                             }))
                into_.diagnostics.push_back(std::move(diagnostic));
    }

    void say(Code code, Span span, Message what, Message help = {}) {
        into_.diagnostics.push_back({code, span, std::move(what), {}, {}});
        if (!help.empty()) into_.diagnostics.back().help.push_back(std::move(help));
    }

    const Vocabulary& vocabulary_;
    SourceId source_;
    ReadCases& into_;
};

}  // namespace

ReadCases read_cases(Sources& sources, const Vocabulary& vocabulary, const std::string& name,
                     std::string text, const ReadInclude& read_include, ReadLimits limits) {
    ReadCases result;
    const auto source = static_cast<SourceId>(sources.size());
    ReadFiles files(sources, read_include, limits, result.diagnostics);
    files.read(name, std::move(text));
    if (!has_errors(result.diagnostics) && !files.roots.empty())
        CaseReader(vocabulary, source, result).read(name, std::move(files.roots));
    return result;
}

}  // namespace tutela
