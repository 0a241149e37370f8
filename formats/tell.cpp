#include "formats/tell.hpp"

#include <algorithm>

#include <fmt/core.h>

namespace tutela {

std::uint32_t count(const Told& told, Verdict verdict) {
    return static_cast<std::uint32_t>(
        std::count_if(told.report.rules.begin(), told.report.rules.end(),
                      [&](const RuleOutcome& r) { return r.verdict == verdict; }));
}

std::string gate_sentence(const Told& told) {
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
            return fmt::format("The design does not pass: {} rule{} at the gate {} not met ({}).",
                               ids.size(), ids.size() == 1 ? "" : "s",
                               ids.size() == 1 ? "is" : "are", list);
        }
        case Gate::open:
            return "Nothing at the gate has failed, but it cannot be told yet whether the design "
                   "passes.";
        case Gate::passed: return "The design passes the gate.";
    }
    return "";
}

std::string score_words(const Score& score) {
    if (score.rules == 0) return "nothing to score";
    const auto low = multiply(score.low, {100, 1});
    const auto high = multiply(score.high, {100, 1});
    const auto whole = [](const std::optional<Rational>& value) {
        return value ? (2 * value->numerator + value->denominator) / (2 * value->denominator) : 0;
    };
    std::string text = score.low == score.high
                           ? fmt::format("{} of 100", whole(low))
                           : fmt::format("{} to {} of 100", whole(low), whole(high));
    if (score.blocked) text += ", blocked by a critical rule";
    return text;
}

std::string place_words(const Told& told, Span place) {
    if (!place.known()) return "";
    const Position at = told.sources.position(place.source, place.begin);
    return fmt::format("{}:{}", told.sources[place.source].name, at.line);
}

std::vector<OpenQuestion> open_questions(const Told& told) {
    std::vector<OpenQuestion> questions;
    for (const Finding& finding : told.report.findings) {
        const bool open =
            finding.verdict == Verdict::undetermined || finding.reason == Reason::not_documented;
        if (!open) continue;
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

std::string wrapped(const std::string& text, std::size_t indent, const std::string& first,
                    std::size_t width) {
    std::string out = first, line;
    std::size_t column = first.size();
    const std::string margin(indent, ' ');
    std::size_t at = 0;
    bool begun = false;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string word = text.substr(at, end - at);
        at = end + 1;
        if (word.empty()) continue;
        if (begun && column + 1 + word.size() > width) {
            out += '\n' + margin;
            column = indent;
            begun = false;
        }
        if (begun) {
            out += ' ';
            ++column;
        }
        out += word;
        column += word.size();
        begun = true;
    }
    return out + '\n';
}

std::vector<std::string> reasons(const Told& told, const Finding& finding) {
    std::vector<std::string> lines;
    const bool open =
        finding.verdict == Verdict::undetermined || finding.reason == Reason::not_documented;
    if (open)
        for (const OpenFact& fact : finding.open)
            lines.push_back(fmt::format(
                "{}: {} ({})", describe_open(told.program, told.design, fact),
                fact.more_entries ? "not known" : value_text(told.program, told.design, fact.fact),
                place_words(told, place_of(told.design, fact))));
    if (finding.verdict == Verdict::not_met || finding.verdict == Verdict::excepted)
        for (const FactRef& fact : finding.deciding)
            lines.push_back(fmt::format("{}: {} ({})",
                                        describe_fact(told.program, told.design, fact),
                                        value_text(told.program, told.design, fact),
                                        place_words(told, told.design.fact(fact).place)));
    return lines;
}

}  // namespace tutela
