#include "apps/cli/rule_versions.hpp"

#include <map>
#include <set>

#include <fmt/format.h>

namespace tutela {
namespace {

bool in_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

std::string with_single_spaces(std::string_view text) {
    std::string made;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (!space)
            made += c;
        else if (!made.empty() && made.back() != ' ')
            made += ' ';
    }
    if (!made.empty() && made.back() == ' ') made.pop_back();
    return made;
}

// The texts that rules lead to by name.
class Texts {
public:
    Texts(const Sources& sources, const Program& program) : sources_(sources) {
        for (const Define& define : program.ruleset.defines) add(define.name, define.span);
        for (const Parameter& parameter : program.ruleset.parameters)
            add(parameter.name, parameter.span, value_of(parameter));
    }

    void follow(std::string_view text, std::set<std::string>& names) const {
        for (std::size_t at = 0; at < text.size();) {
            std::size_t end = at;
            while (end < text.size() && in_name(text[end])) ++end;
            const auto found = named_.find(std::string(text.substr(at, end - at)));
            if (found != named_.end() && names.insert(found->first).second)
                follow(found->second, names);
            at = end + 1;
        }
    }
    [[nodiscard]] const std::string& text(const std::string& name) const { return named_.at(name); }

private:
    void add(const std::string& name, Span span, const std::string& more = {}) {
        if (span.known()) named_[name] = with_single_spaces(sources_.text(span)) + more;
    }
    // As it is after all rulesets have set it: its declaration does not tell.
    static std::string value_of(const Parameter& parameter) {
        const Constant& value = parameter.value;
        return fmt::format(" = {} {} {} {} {}", to_text(value.number.low),
                           to_text(value.number.high), value.index, value.text,
                           fmt::join(value.members, " "));
    }
    const Sources& sources_;
    std::map<std::string, std::string> named_;
};

}  // namespace

// FNV-1a in 64 bits.
std::string text_mark(std::string_view text) {
    std::uint64_t mark = 0xcbf29ce484222325U;
    for (const char c : text)
        mark = (mark ^ static_cast<unsigned char>(c)) * std::uint64_t{0x100000001b3U};
    return fmt::format("{:016x}", mark);
}

std::vector<std::string> rule_marks(const Sources& sources, const Program& program) {
    const Texts texts(sources, program);
    std::vector<std::string> marks;
    for (const std::uint32_t id : program.reported) {
        std::string all = with_single_spaces(sources.text(program.ruleset.rules[id].span));
        for (const Program::ExceptionUse& use : program.exceptions_of[id])
            all += "\n" +
                   with_single_spaces(sources.text(program.ruleset.exceptions[use.exception].span));
        std::set<std::string> names;
        texts.follow(all, names);
        for (const std::string& name : names) all += "\n" + texts.text(name);
        marks.push_back(text_mark(all));
    }
    return marks;
}

std::string rules_mark(const Sources& sources, const Program& program,
                       const EvaluateOptions& options, const GateFiles& files) {
    std::string all = fmt::format("{} {} {} {} {}", program.ruleset.name, program.profile,
                                  options.as_of, options.presumptions, files.ignores_waivers());
    for (const std::uint32_t id : program.reported) {
        const Rule& rule = program.ruleset.rules[id];
        all += fmt::format(" {}{}", static_cast<int>(rule.severity),
                           static_cast<int>(rule.severity_else));
    }
    std::map<std::string, std::string_view> parts;
    for (SourceId id = 0; id < sources.size(); ++id)
        if (sources[id].kind != SourceKind::other) parts[sources[id].name] = sources[id].text;
    for (const auto& [name, text] : parts) all += "\n" + text_mark(text);
    return text_mark(all);
}

}  // namespace tutela
