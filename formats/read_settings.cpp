#include "formats/read_settings.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "diagnostics/suggest.hpp"
#include "formats/read_table.hpp"

namespace tutela {
namespace {

const std::vector<std::string> gate_levels{"critical", "major", "minor", "never"};
const std::vector<std::string> severity_words{"critical", "major", "minor", "advisory"};

// What may be set: all that is said of rules that compile, but for errors.
bool may_be_set(const CodeEntry& entry) {
    return entry.level != DiagnosticLevel::error && entry.code < Code::unreadable_file;
}

class ReadFile {
public:
    explicit ReadFile(ReadSettings& read) : read_(read), set_(read.settings) {}

    void root(const Node& node) {
        for (const Node::Member& member : node.members) {
            const std::string& key = member.key;
            if (key == "rulesets")
                rulesets(member);
            else if (key == "profile")
                text(member, set_.profile);
            else if (key == "language")
                text(member, set_.language);
            else if (key == "waivers")
                text(member, set_.waivers);
            else if (key == "baseline")
                text(member, set_.baseline);
            else if (key == "gate" || key == "severities" || key == "lint")
                table(member);
            else
                unknown(member.span, key, message("`{}` is no setting", key),
                        {"rulesets", "profile", "language", "waivers", "baseline", "gate",
                         "severities", "lint"});
        }
    }

private:
    void table(const Node::Member& member) {
        if (member.value.kind != Node::Kind::table)
            return wrong_type(member.value.span,
                              message("`{}` is a table: `[{}]`", member.key, member.key));
        for (const Node::Member& inner : member.value.members) {
            if (member.key == "gate")
                gate(inner);
            else if (member.key == "severities")
                severity(inner);
            else
                lint_level(inner);
        }
    }

    void gate(const Node::Member& member) {
        if (member.key == "fail-on")
            word(member, set_.fail_on, gate_levels);
        else if (member.key == "fail-on-undetermined")
            word(member, set_.fail_on_undetermined, gate_levels);
        else
            unknown(member.span, member.key, message("`{}` is no setting of the gate", member.key),
                    {"fail-on", "fail-on-undetermined"});
    }

    // "minor", or { to = "minor", because = "…", until = 2026-12-31 }.
    void severity(const Node::Member& member) {
        SeveritySetting setting;
        setting.rule = member.key;
        setting.place = member.span;
        Setting<std::string> to;
        if (member.value.kind == Node::Kind::table) {
            for (const Node::Member& inner : member.value.members) {
                Setting<std::string> because;
                if (inner.key == "to")
                    word(inner, to, severity_words);
                else if (inner.key == "because" && text(inner, because))
                    setting.because = because->value;
                else if (inner.key == "until")
                    last_day(inner, setting);
                else if (inner.key != "because")
                    unknown(inner.span, inner.key,
                            message("`{}` is no setting of a severity", inner.key),
                            {"to", "because", "until"});
            }
            if (!member.value.find("to"))
                read_.diagnostics.push_back(
                    {Code::missing_key, member.span,
                     message("the severity of `{}` has no `{}`", member.key, "to")});
        } else {
            word(member, to, severity_words);
        }
        if (!to) return;
        for (const Severity one :
             {Severity::critical, Severity::major, Severity::minor, Severity::advisory})
            if (to->value == tutela::word(one)) setting.severity = one;
        set_.severities.push_back(std::move(setting));
    }

    // A last day that cannot be read would let the setting live on: it is an error.
    void last_day(const Node::Member& member, SeveritySetting& setting) {
        setting.until = last_day_of(member.value);
        if (!setting.until) wrong_type(member.value.span, message("`{}` is not a date", "until"));
    }

    void rulesets(const Node::Member& member) {
        Placed<std::vector<std::string>> all{{}, member.span};
        const Node& value = member.value;
        const auto is_text = [](const Node& node) { return node.kind == Node::Kind::text; };
        if (is_text(value))
            all.value.push_back(value.text);
        else if (value.kind == Node::Kind::array &&
                 std::all_of(value.items.begin(), value.items.end(), is_text))
            for (const Node& item : value.items) all.value.push_back(item.text);
        else
            return wrong_type(value.span, message("`{}` is a list of texts", member.key));
        if (all.value.empty())
            return wrong_type(value.span, message("`{}` names no ruleset", member.key));
        set_.rulesets = std::move(all);
    }

    bool text(const Node::Member& member, Setting<std::string>& into) {
        if (member.value.kind != Node::Kind::text || member.value.text.empty()) {
            wrong_type(member.value.span,
                       message("`{}` is a text, in quotation marks", member.key));
            return false;
        }
        into = Placed<std::string>{member.value.text, member.span};
        return true;
    }

    void word(const Node::Member& member, Setting<std::string>& into,
              const std::vector<std::string>& words) {
        if (!text(member, into)) return;
        if (std::find(words.begin(), words.end(), into->value) != words.end()) return;
        unknown(
            member.value.span, into->value,
            message("`{}` is none of {}", member.key, fmt::format("{}", fmt::join(words, ", "))),
            words);
        into.reset();
    }

    void lint_level(const Node::Member& member) {
        std::vector<std::string> names;
        const CodeEntry* found = nullptr;
        for (const CodeEntry& entry : registered_codes()) {
            if (!may_be_set(entry)) continue;
            names.emplace_back(entry.name);
            if (entry.name == member.key) found = &entry;
        }
        if (found == nullptr)
            return unknown(member.span, member.key, message("no lint is named `{}`", member.key),
                           names);
        set_.level_places[found->code] = member.span;
        const std::string& level = member.value.text;
        if (level == "off") {
            set_.levels[found->code] = std::nullopt;
            return;
        }
        for (const DiagnosticLevel one :
             {DiagnosticLevel::error, DiagnosticLevel::warning, DiagnosticLevel::advice})
            if (level == tutela::word(one)) {
                set_.levels[found->code] = one;
                return;
            }
        unknown(member.value.span, level,
                message("the level of `{}` is none of error, warning, advice, off", member.key),
                {"error", "warning", "advice", "off"});
    }

    void wrong_type(Span span, Message what) {
        read_.diagnostics.push_back({Code::wrong_value_type, span, std::move(what)});
    }

    void unknown(Span span, std::string_view found, Message what,
                 const std::vector<std::string>& candidates) {
        Diagnostic said{Code::unknown_setting, span, std::move(what)};
        if (const std::string near = closest(found, candidates); !near.empty())
            said.help.push_back(message("did you mean `{}`?", near));
        read_.diagnostics.push_back(std::move(said));
    }

    ReadSettings& read_;
    Settings& set_;
};

}  // namespace

ReadSettings read_settings(Sources& sources, std::string name, std::string text) {
    ReadSettings read;
    const auto root = read_table(sources, std::move(name), std::move(text), read.diagnostics);
    if (root) ReadFile(read).root(*root);
    return read;
}

}  // namespace tutela
