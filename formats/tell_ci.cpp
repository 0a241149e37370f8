#include "formats/tell_ci.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "engine/fingerprint.hpp"
#include "engine/words.hpp"
#include "formats/tell_gate.hpp"
#include "formats/tell_template.hpp"

namespace tutela {
namespace {

std::string open_words(const Told& told, const Finding& finding) {
    const Language& say = *told.program.language;
    if (finding.blocked)
        return say.tr("This waits for {}: they lack the same fact.", finding.reason_detail);
    std::string text = say.tr("This cannot be told yet.");
    if (!finding.conditional.empty()) text += " " + say.tr("Note: {}", finding.conditional) + ".";
    for (const OpenFact& open : finding.open) {
        const std::string question = question_for(told.program, told.design, open).text;
        if (!question.empty()) text += " " + question;
    }
    return text;
}

std::string excepted_words(const Told& told, const Finding& finding) {
    const Language& say = *told.program.language;
    std::string text = said(say, finding.verdict);
    for (const ExceptedBy& by : finding.excepted_by)
        text +=
            ", " + (by.until ? say.tr("because {}, until {}", by.because, day_words(say, *by.until))
                             : say.tr("because {}", by.because));
    return text;
}

// What a template makes of a finding.
std::string template_words(const Told& told, const Finding& finding) {
    const Language& say = *told.program.language;
    switch (ask_state(told, finding)) {
        case AskState::already_broken: {
            const std::string broken = say.tr("The template breaks this, whatever is filled in.");
            return finding.message.empty() ? broken : finding.message + " " + broken;
        }
        case AskState::missing: {
            std::string paths;
            for (const OpenFact& open : finding.open)
                paths += (paths.empty() ? "" : ", ") +
                         path_of(told.program.ruleset.vocabulary, told.design, open.fact);
            return say.tr("The template has no place for {}.", paths);
        }
        case AskState::askable: return say.tr("The template asks for all that this may need.");
        case AskState::already_met: return say.tr("Met or not applicable, whatever is filled in.");
    }
    return "";
}

// The lines that a template lacks, and where they go.
std::string lines_to_add(const Told& told, const Finding& finding) {
    const ToldTemplate one{told, *told.asked};
    std::string text;
    for (const TableToAdd& table : what_to_add(one)) {
        std::string lines;
        for (const LineToAdd& line : table.lines)
            if (std::any_of(finding.open.begin(), finding.open.end(),
                            [&](const OpenFact& open) { return open.fact == line.missing->fact; }))
                lines += "\n" + line.line;
        if (lines.empty()) continue;
        text += (text.empty() ? "" : "\n") + table_words(one, table) +
                (table.is_new ? fmt::format("\n[{}]", table.table) : "") + lines;
    }
    return text;
}

}  // namespace

std::string headline(const Told& told, const Finding& finding) {
    const Rule& rule = told.program.ruleset.rules[finding.rule];
    return fmt::format("{} {}{}", rule.id, rule.title,
                       finding.subject_words.empty() ? "" : " — " + finding.subject_words);
}

AskState ask_state(const Told& told, const Finding& finding) {
    const auto at = static_cast<std::size_t>(&finding - told.report.findings.data());
    return told.asked->states[at];
}

std::string what_is_so(const Told& told, const Finding& finding) {
    if (told.asked) return template_words(told, finding);
    const Language& say = *told.program.language;
    std::string text = said(say, finding.verdict);
    switch (finding.verdict) {
        case Verdict::not_met:
            if (!finding.message.empty()) text = finding.message;
            if (finding.reason == Reason::not_documented)
                text += " " + say.tr("Not documented, and at this stage it must be.");
            return text;
        case Verdict::undetermined: return open_words(told, finding);
        case Verdict::needs_judgement: {
            const std::string question = judged_words(told, finding);
            return question.empty() ? text : question;
        }
        case Verdict::excepted: return excepted_words(told, finding);
        case Verdict::met:
        case Verdict::not_applicable: break;
    }
    if (finding.reason != Reason::none) text += fmt::format(" ({})", said(say, finding.reason));
    for (const std::string& warning : finding.warnings) text += ". " + warning;
    return text;
}

std::string whole_sentence(const Told& told, const Finding& finding) {
    const std::string text = what_is_so(told, finding);
    const bool speaks_for_itself = finding.verdict == Verdict::not_met && !finding.message.empty();
    return speaks_for_itself ? text
                             : told.program.language->tr("{}: {}", headline(told, finding), text);
}

std::string judged_words(const Told& told, const Finding& finding) {
    const Rule& rule = told.program.ruleset.rules[finding.rule];
    if (!rule.judge) return "";
    const std::string question =
        question_words(told.program, &told.design, rule, rule.judge->question, &finding);
    return fmt::format("{} {} ({})", told.program.language->tr("Judge:"), question,
                       post_words(told, rule.judge->post));
}

std::vector<std::string> first_reasons(const Told& told, const Finding& finding) {
    constexpr std::size_t most = 6;
    std::vector<std::string> lines = reasons(told, finding);
    if (lines.size() <= most) return lines;
    const std::size_t more = lines.size() - most;
    lines.resize(most);
    lines.push_back(told.program.language->trn("and {0} more fact (tutela explain tells all)",
                                               "and {0} more facts (tutela explain tells all)",
                                               more));
    return lines;
}

std::string mending(const Told& told, const Finding& finding) {
    if (told.asked && finding.verdict == Verdict::undetermined) return lines_to_add(told, finding);
    if (finding.verdict != Verdict::not_met || finding.remedy.empty()) return "";
    return told.program.language->tr("Mend:") + " " + finding.remedy;
}

std::string why_aside(const Told& told, const Finding& finding) {
    return is_aside(finding) ? aside_words(told, finding) : "";
}

std::string scan_words(const Told& told, const ScanHit& hit) {
    const Language& say = *told.program.language;
    return say.tr("{}: {} must not stand in a design (the words themselves are not repeated here)",
                  hit.path, said(say, hit.kind));
}

std::string markdown_plain(const std::string& text) {
    std::string out;
    for (const char c : text) switch (c) {
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '&': out += "&amp;"; break;
            case '@': out += "&#64;"; break;
            case '#': out += "&#35;"; break;
            case '\n':
            case '\r':
            case '\t': out += ' '; break;
            case '\\':
            case '`':
            case '*':
            case '_':
            case '[':
            case ']':
            case '|':
            case '~': out += '\\'; [[fallthrough]];
            default:
                if (static_cast<unsigned char>(c) >= 0x20) out += c;
        }
    return out;
}

std::string html_plain(const std::string& text) {
    std::string out;
    for (const char c : text) switch (c) {
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '&': out += "&amp;"; break;
            case '@': out += "&#64;"; break;
            case '#': out += "&#35;"; break;
            default:
                if (static_cast<unsigned char>(c) >= 0x20) out += c;
        }
    return out;
}

std::string diagnostic_words(const Language& language, const Diagnostic& diagnostic) {
    std::string text = diagnostic.message.in(language);
    for (const Message& help : diagnostic.help)
        text += fmt::format("; {} {}", language.tr("help:"), help.in(language));
    return text;
}

std::string exit_words(const Language& language, int code) {
    switch (code) {
        case 0: return language.tr("passed the gate");
        case 1: return language.tr("not met at the gate");
        case 2: return language.tr("cannot be told");
        case 3: return language.tr("the rules are wrong");
        default: return language.tr("an input cannot be read");
    }
}

std::vector<std::string> fingerprints(const Told& told) {
    std::vector<std::string> all;
    std::map<std::string, int> seen;
    const std::string design = path_from("", told.design.name);
    for (const Finding& finding : told.report.findings) {
        std::string one = fingerprint(
            finding_key(told.program.ruleset.rules[finding.rule].id, finding.subject_name, design));
        // Records without a name share theirs.
        if (const int before = seen[one]++; before > 0) one += fmt::format("-{}", before + 1);
        all.push_back(std::move(one));
    }
    return all;
}

}  // namespace tutela
