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

bool is_list(const Told& told, FactRef fact) {
    return told.program.ruleset.vocabulary.records[fact.record]
        .fields[fact.field]
        .type.is_collection();
}

// The record of the n-th thing that a rule goes through, if it is one.
std::optional<std::pair<RecordId, std::uint32_t>> subject_row(const Told& told,
                                                              const Finding& finding,
                                                              std::size_t n) {
    const Rule& rule = told.program.ruleset.rules[finding.rule];
    const Type type = told.program.expressions[rule.for_each[n].list].type.member();
    if (type.kind != TypeKind::record) return std::nullopt;
    // Of a template: an entry that is yet to be added.
    if (finding.subject[n] >= told.design.tables[type.id].places.size()) return std::nullopt;
    return std::pair{type.id, finding.subject[n]};
}

bool belongs_to_subject(const Told& told, const Finding& finding, FactRef fact) {
    for (std::size_t n = 0; n < finding.subject.size(); ++n)
        if (subject_row(told, finding, n) == std::pair{fact.record, fact.row}) return true;
    return false;
}

Span subject_place(const Told& told, const Finding& finding) {
    for (std::size_t n = finding.subject.size(); n-- > 0;)
        if (const auto row = subject_row(told, finding, n))
            return told.design.tables[row->first].places[row->second];
    return {};
}

// The fact of `require` that a reader should see first: one of the subject itself, or one that stands alone. Where
// facts of many records decide together, none of them is the one to look at. Of several of one record it is a truth:
// what must be so, and is not.
std::optional<FactRef> telling_fact(const Told& told, const Finding& finding) {
    std::vector<FactRef> facts, of_subject;
    for (const FactRef& fact : finding.deciding_require)
        if (!is_list(told, fact)) facts.push_back(fact);
    for (const FactRef& fact : facts)
        if (belongs_to_subject(told, finding, fact)) of_subject.push_back(fact);
    const bool one_record = std::all_of(facts.begin(), facts.end(), [&](const FactRef& fact) {
        return fact.record == facts[0].record && fact.row == facts[0].row;
    });
    if (!of_subject.empty())
        facts = std::move(of_subject);
    else if (facts.empty() || !one_record)
        return std::nullopt;
    const auto truth = std::find_if(facts.begin(), facts.end(), [&](const FactRef& fact) {
        return told.program.ruleset.vocabulary.records[fact.record].fields[fact.field].type.kind ==
               TypeKind::truth;
    });
    return truth == facts.end() ? facts[0] : *truth;
}

Span deciding_place(const Told& told, const Finding& finding) {
    if (const auto fact = telling_fact(told, finding)) return told.design.fact(*fact).place;
    if (const Span subject = subject_place(told, finding); subject.known()) return subject;
    for (const auto* facts : {&finding.deciding_require, &finding.deciding})
        if (!facts->empty()) return told.design.fact(facts->front()).place;
    return {};
}

bool is_open(const Finding& finding) {
    return finding.verdict == Verdict::undetermined || finding.reason == Reason::not_documented;
}

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

constexpr bool plain_in_uri(unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
           c == '.' || c == '_' || c == '~' || c == '/';
}

}  // namespace

Span main_place(const Told& told, const Finding& finding) {
    Span place;
    if (is_open(finding)) {
        const auto& open = finding.open_require.empty() ? finding.open : finding.open_require;
        if (!open.empty()) place = place_of(told.design, open.front());
    } else {
        place = deciding_place(told, finding);
    }
    return place.known() ? place : Span{told.design.source, 0, 0};
}

std::vector<OtherPlace> other_places(const Told& told, const Finding& finding) {
    std::vector<OtherPlace> places;
    const auto add = [&](Span place, std::string words) {
        const bool there = std::any_of(places.begin(), places.end(), [&](const OtherPlace& one) {
            return one.place == place && one.words == words;
        });
        if (place.known() && !there) places.push_back({place, std::move(words)});
    };
    const Language& say = *told.program.language;
    if (is_open(finding))
        for (const OpenFact& open : finding.open)
            add(place_of(told.design, open),
                say.tr("{}: {}", describe_open(told.program, told.design, open),
                       open.more_entries ? say.tr("not known")
                                         : value_text(told.program, told.design, open.fact)));
    for (const FactRef& fact : finding.deciding)
        add(told.design.fact(fact).place,
            say.tr("{}: {}", describe_fact(told.program, told.design, fact),
                   value_text(told.program, told.design, fact)));
    return places;
}

Region region_of(const Sources& sources, Span place) {
    Region region{sources[place.source].name, sources.position(place.source, place.begin),
                  sources.position(place.source, place.end)};
    if (region.file.rfind("./", 0) == 0) region.file.erase(0, 2);
    // What ends with a line ends before the next one begins.
    if (region.end.column == 1 && region.end.line > region.begin.line)
        region.end = sources.position(place.source, place.end - 1);
    return region;
}

std::string uri_of(const std::string& path) {
    std::string uri = path.rfind('/', 0) == 0 ? "file://" : "";
    for (const unsigned char c : path)
        uri += plain_in_uri(c) ? std::string(1, static_cast<char>(c)) : fmt::format("%{:02X}", c);
    return uri;
}

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
