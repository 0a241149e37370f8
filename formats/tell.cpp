#include "formats/tell.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "engine/words.hpp"
#include "formats/tell_template.hpp"

namespace tutela {

std::uint32_t count(const Told& told, Verdict verdict) {
    return static_cast<std::uint32_t>(
        std::count_if(told.report.rules.begin(), told.report.rules.end(),
                      [&](const RuleOutcome& r) { return r.verdict == verdict; }));
}

std::string gate_sentence(const Told& told) {
    if (told.asked) return template_sentence({told, *told.asked});
    const Language& language = *told.program.language;
    const auto critical = [&](const Finding& f) { return gates(f, told.gate); };
    std::vector<std::string> ids;
    for (const Finding& finding : told.report.findings) {
        const std::string& id = told.program.ruleset.rules[finding.rule].id;
        if (critical(finding) && (ids.empty() || ids.back() != id)) ids.push_back(id);
    }
    switch (gate_of(told.report, told.gate)) {
        case Gate::failed: {
            std::string list;
            for (std::size_t i = 0; i < ids.size(); ++i) list += (i == 0 ? "" : ", ") + ids[i];
            return language.trn(
                "The design does not pass: {0} rule at the gate is not met ({1}).",
                "The design does not pass: {0} rules at the gate are not met ({1}).", ids.size(),
                list);
        }
        case Gate::open:
            return language.tr(
                "Nothing at the gate has failed, but it cannot be told yet whether the design "
                "passes.");
        case Gate::passed: return language.tr("The design passes the gate.");
    }
    return "";
}

std::string score_words(const Language& language, const Score& score) {
    if (score.rules == 0) return language.tr("nothing to score");
    const auto low = multiply(score.low, {100, 1});
    const auto high = multiply(score.high, {100, 1});
    const auto whole = [](const std::optional<Rational>& value) {
        return value ? (2 * value->numerator + value->denominator) / (2 * value->denominator) : 0;
    };
    std::string text = score.low == score.high
                           ? language.tr("{} of 100", whole(low))
                           : language.tr("{} to {} of 100", whole(low), whole(high));
    return score.blocked ? language.tr("{}, blocked by a critical rule", text) : text;
}

std::string place_words(const Told& told, Span place) {
    if (!place.known() || told.sharing) return "";
    const Position at = told.sources.position(place.source, place.begin);
    if (told.lines_only && place.source == told.design.source)
        return told.program.language->tr("line {}", at.line);
    return fmt::format("{}:{}", told.sources[place.source].name, at.line);
}

std::string with_place(const Told& told, const std::string& text, Span place) {
    const std::string where = place_words(told, place);
    return where.empty() ? text : fmt::format("{} ({})", text, where);
}

std::string design_words(const Told& told) {
    return told.sharing ? told.program.language->tr("design {}", told.sharing->number)
                        : told.design.name;
}

std::string effort_words(const Language& language, const Effort& effort) {
    if (!effort.given) return "";
    Type type = type_of(TypeKind::duration);
    type.unit = effort.unit;
    type.family = family_of(effort.unit);
    const auto amount = multiply(effort.amount, {base_units(effort.unit), 1});
    Interval number;
    number.low = number.high = amount.value_or(effort.amount);
    return number_words(language, type, number);
}

bool lacks_facts(const Finding& finding) {
    return finding.verdict == Verdict::undetermined || finding.reason == Reason::not_documented;
}

std::vector<OpenQuestion> open_questions(const Told& told) {
    std::vector<OpenQuestion> questions;
    for (const Finding& finding : told.report.findings) {
        if (!lacks_facts(finding)) continue;
        const Rule& rule = told.program.ruleset.rules[finding.rule];
        for (const OpenFact& fact : finding.open) {
            auto at = std::find_if(questions.begin(), questions.end(),
                                   [&](const OpenQuestion& q) { return q.fact == fact; });
            if (at == questions.end()) {
                Question question = question_for(told.program, told.design, fact);
                if (question.post.empty()) question.post = rule.ask.post;
                questions.push_back({std::move(question), fact, {}});
                at = questions.end() - 1;
            }
            if (at->rules.empty() || at->rules.back() != rule.id) at->rules.push_back(rule.id);
        }
    }
    return questions;
}

std::string finding_words(const Told& told, const Finding& finding) {
    const Rule& rule = told.program.ruleset.rules[finding.rule];
    return fmt::format("{} {}{} [{}]", rule.id, rule.title,
                       finding.subject_words.empty() ? "" : " — " + finding.subject_words,
                       said(*told.program.language, finding.severity));
}

std::string citation_words(const Ruleset& ruleset, const Language& language,
                           const Citation& citation) {
    const SourceDocument& source = ruleset.sources[citation.source];
    std::string text = source.title;
    for (const std::string& more :
         {source.publisher, source.edition, source.year == 0 ? "" : std::to_string(source.year),
          citation.place})
        if (!more.empty()) text += ", " + more;
    const std::string checked = said(language, citation.checked);
    return checked.empty() ? text : fmt::format("{} [{}]", text, checked);
}

std::string question_words(const Program& program, const Design* design, const Rule& rule,
                           const std::string& question, const Finding* finding) {
    std::string text = question;
    for (std::size_t i = 0; i < rule.for_each.size(); ++i) {
        const ForEach& each = rule.for_each[i];
        const Type type = program.expressions[each.list].type.member();
        const bool known = design && finding && i < finding->subject.size();
        const std::string words =
            known ? scalar_words(program, *design, type, {true, finding->subject[i], nullptr})
            : type.kind == TypeKind::record ? program.ruleset.vocabulary.records[type.id].phrase
                                            : program.language->tr("the value");
        const std::string hole = "{" + each.name + "}";
        for (std::size_t at = text.find(hole); at != std::string::npos;
             at = text.find(hole, at + words.size()))
            text.replace(at, hole.size(), words);
    }
    return text;
}

std::string audited_words(const Told& told) {
    const Language& language = *told.program.language;
    const Ruleset& ruleset = told.program.ruleset;
    const std::string day = day_words(language, told.report.as_of);
    return told.program.profile.empty()
               ? language.tr("audited against {} {} as of {}", ruleset.name, ruleset.version, day)
               : language.tr("audited against {} {}, profile {} as of {}", ruleset.name,
                             ruleset.version, told.program.profile, day);
}

std::string post_words(const Told& told, const std::string& post) {
    return post.empty() ? told.program.language->tr("anyone in the team")
                        : told.program.ruleset.post(post);
}

std::size_t columns_of(std::string_view text) {
    std::size_t columns = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U) continue;
        // U+2066 to U+2069 only say in which direction to read.
        const bool isolate = text.compare(i, 2, "\u2066", 2) == 0 && i + 2 < text.size() &&
                             static_cast<unsigned char>(text[i + 2]) >= 0xA6 &&
                             static_cast<unsigned char>(text[i + 2]) <= 0xA9;
        if (!isolate) ++columns;
    }
    return columns;
}

std::string wrapped(const std::string& text, std::size_t indent, const std::string& first,
                    std::size_t width) {
    std::string out = first, line;
    std::size_t column = columns_of(first);
    const std::string margin(indent, ' ');
    std::size_t at = 0;
    bool begun = false;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string word = text.substr(at, end - at);
        at = end + 1;
        if (word.empty()) continue;
        const std::size_t columns = columns_of(word);
        if (begun && column + 1 + columns > width) {
            out += '\n' + margin;
            column = indent;
            begun = false;
        }
        if (begun) {
            out += ' ';
            ++column;
        }
        out += word;
        column += columns;
        begun = true;
    }
    return out + '\n';
}

std::string presumption_words(const Told& told, const Presumption& presumption) {
    const Record& record = told.program.ruleset.vocabulary.records[presumption.record];
    return fmt::format("{} ({})", record.fields[presumption.field].phrase, record.phrase);
}

std::vector<ReasonFact> reason_facts(const Told& told, const Finding& finding) {
    const Program& program = told.program;
    std::vector<ReasonFact> facts;
    if (lacks_facts(finding))
        for (const OpenFact& fact : finding.open)
            facts.push_back({describe_open(program, told.design, fact),
                             fact.more_entries ? program.language->tr("not known")
                                               : value_text(program, told.design, fact.fact),
                             place_of(told.design, fact)});
    if (finding.verdict == Verdict::not_met || finding.verdict == Verdict::excepted)
        for (const FactRef& fact : finding.deciding)
            facts.push_back({describe_fact(program, told.design, fact),
                             value_text(program, told.design, fact), told.design.fact(fact).place});
    return facts;
}

std::string fact_words(const Told& told, const ReasonFact& fact) {
    const Language& language = *told.program.language;
    const std::string place = place_words(told, fact.place);
    return place.empty() ? language.tr("{}: {}", fact.what, fact.value)
                         : language.tr("{}: {} ({})", fact.what, fact.value, place);
}

std::vector<std::string> reasons(const Told& told, const Finding& finding) {
    std::vector<std::string> lines;
    for (const ReasonFact& fact : reason_facts(told, finding))
        lines.push_back(fact_words(told, fact));
    return lines;
}

}  // namespace tutela
