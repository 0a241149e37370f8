#include <algorithm>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "engine/calendar.hpp"
#include "formats/tell.hpp"
#include "formats/tell_gate.hpp"

namespace tutela {
namespace {

using Json = nlohmann::ordered_json;

std::string_view word_of(FactState state) {
    switch (state) {
        case FactState::absent: return "absent";
        case FactState::stated: return "stated";
        case FactState::none: return "none";
        case FactState::estimated: return "estimated";
        case FactState::unknown: return "unknown";
        case FactState::withheld: return "withheld";
        case FactState::to_fill: return "to-fill";
    }
    return "absent";
}

std::string_view word_of(EvidenceLevel level) {
    switch (level) {
        case EvidenceLevel::claimed: return "claimed";
        case EvidenceLevel::documented: return "documented";
        case EvidenceLevel::verified_internal: return "verified-internal";
        case EvidenceLevel::verified_external: return "verified-external";
    }
    return "claimed";
}

std::string_view word_of(Truth truth) {
    return truth == Truth::yes ? "true" : truth == Truth::no ? "false" : "unknown";
}

class ToJson {
public:
    explicit ToJson(const Told& told) : told_(told) {}

    Json report() {
        const Ruleset& ruleset = told_.program.ruleset;
        Json json;
        json["tutela"] = 1;
        json["design"] = told_.design.name;
        json["ruleset"] = {{"name", ruleset.name}, {"version", ruleset.version}};
        json["profile"] =
            told_.program.profile.empty() ? Json(nullptr) : Json(told_.program.profile);
        json["as_of"] = date_text(told_.report.as_of);
        json["presumptions"] = told_.report.presumptions;
        if (told_.sharing) json["shareable"] = sharing();
        json["summary"] = summary();
        json["verdicts"] = Json::array();
        // Sorted by name: the order in which rules are written changes nothing.
        std::vector<const RuleOutcome*> outcomes;
        for (const RuleOutcome& outcome : told_.report.rules) outcomes.push_back(&outcome);
        std::sort(outcomes.begin(), outcomes.end(),
                  [&](const RuleOutcome* a, const RuleOutcome* b) {
                      return ruleset.rules[a->rule].id < ruleset.rules[b->rule].id;
                  });
        for (const RuleOutcome* outcome : outcomes)
            for (const std::uint32_t i : outcome->findings)
                json["verdicts"].push_back(verdict(told_.report.findings[i]));
        json["rules"] = Json::array();
        for (const RuleOutcome* one : outcomes) {
            const RuleOutcome& outcome = *one;
            Json subjects = Json::array();
            for (const std::uint32_t i : outcome.findings)
                if (told_.report.findings[i].verdict == outcome.verdict &&
                    !told_.report.findings[i].subject_name.empty())
                    subjects.push_back(told_.report.findings[i].subject_name);
            json["rules"].push_back({{"rule", ruleset.rules[outcome.rule].id},
                                     {"verdict", word(outcome.verdict)},
                                     {"severity", word(outcome.severity)},
                                     {"blocked", outcome.blocked},
                                     {"subjects", std::move(subjects)}});
            if (const auto& before = ruleset.rules[outcome.rule].severity_before)
                json["rules"].back()["severity_before"] = word(*before);
        }
        json["scores"]["total"] = score(told_.report.score);
        json["scores"]["by_principle"] = Json::array();
        auto principles = told_.report.by_principle;
        std::sort(principles.begin(), principles.end(), [&](const auto& a, const auto& b) {
            return ruleset.principles[a.first].name < ruleset.principles[b.first].name;
        });
        for (const auto& [principle, of_principle] : principles) {
            Json one = {{"principle", ruleset.principles[principle].name},
                        {"title", ruleset.principles[principle].text}};
            one.update(score(of_principle));
            json["scores"]["by_principle"].push_back(std::move(one));
        }
        if (!told_.report.grouped_by.empty()) {
            Json groups = Json::array();
            for (const auto& [name, of_group] : told_.report.groups) {
                Json one = {{"title", name}};
                one.update(score(of_group));
                groups.push_back(std::move(one));
            }
            json["scores"]["by_group"] = {{"grouped_by", told_.report.grouped_by},
                                          {"groups", std::move(groups)}};
        }
        json["scan"] = Json::array();
        for (const ScanHit& hit : told_.report.scan) {
            Json one = {{"kind", scan_kind_name(hit.kind)}, {"path", hit.path}};
            one.update(place(hit.place));
            json["scan"].push_back(std::move(one));
        }
        for (const std::uint32_t waiver : waivers_to_look_at(told_))
            json["waivers_to_look_at"].push_back(waiver_to_look_at(waiver));
        return json;
    }

private:
    Json summary() const {
        Json json;
        for (const Verdict v :
             {Verdict::met, Verdict::not_met, Verdict::undetermined, Verdict::needs_judgement,
              Verdict::excepted, Verdict::not_applicable})
            json["rules"][std::string(word(v))] = count(told_, v);
        const Gate gate = gate_of(told_.report, told_.gate);
        json["gate"] = gate == Gate::passed ? "passed" : gate == Gate::failed ? "failed" : "open";
        json["exit_code"] = static_cast<int>(gate);
        json["open_facts"] = open_questions(told_).size();
        json["sentence"] = gate_sentence(told_);
        return json;
    }

    // In a version that may leave the organisation: how much of each kind was masked.
    Json sharing() const {
        const MaskCounts& masked = told_.sharing->masked;
        return {{"note", sharing_words(told_)},
                {"masked",
                 {{"names", masked.names},
                  {"texts", masked.texts},
                  {"withheld", masked.withheld},
                  {"sensitive", masked.sensitive},
                  {"small_counts", masked.small_counts},
                  {"evidence", masked.evidence},
                  {"exceptions", masked.exceptions},
                  {"judgements", masked.judgements}}},
                {"waived_findings", told_.sharing->waived}};
    }

    Json place(Span span) const {
        const bool masked = told_.sharing && span.source == told_.design.source;
        if (!span.known() || masked)
            return {{"file", nullptr}, {"line", nullptr}, {"column", nullptr}};
        const Position at = told_.sources.position(span.source, span.begin);
        return {
            {"file", told_.sources[span.source].name}, {"line", at.line}, {"column", at.column}};
    }

    Json fact_place(FactRef fact) const {
        Json json = place(told_.design.fact(fact).place);
        json["path"] = path_of(told_.program.ruleset.vocabulary, told_.design, fact);
        return json;
    }

    Json open_fact(const OpenFact& open, const Rule& rule) const {
        const Question question = question_for(told_.program, told_.design, open);
        Json json;
        json["path"] = path_of(told_.program.ruleset.vocabulary, told_.design, open.fact);
        json["description"] = describe_open(told_.program, told_.design, open);
        json["state"] =
            open.more_entries ? "more-entries" : word_of(told_.design.fact(open.fact).state);
        json["question"] = question.text;
        json["post"] = question.post.empty() ? rule.ask.post : question.post;
        json["place"] = place(place_of(told_.design, open));
        return json;
    }

    Json step(const Step& here, bool top) const {
        static constexpr const char* clause[] = {"where", "when", "unless", "require", "exception"};
        Json json;
        if (top) json["clause"] = clause[here.clause];
        json["text"] = here.words->text;
        json["value"] = here.words->value;
        json["truth"] = here.is_truth ? Json(word_of(here.truth)) : Json(nullptr);
        json["deciding"] = here.deciding;
        if (here.fact) json["fact"] = fact_place(*here.fact);
        json["rule_place"] = place(here.rule_place);
        json["children"] = Json::array();
        for (const Step& child : here.children) json["children"].push_back(step(child, false));
        if (here.left_out > 0) json["left_out"] = here.left_out;
        return json;
    }

    Json verdict(const Finding& finding) const {
        const Ruleset& ruleset = told_.program.ruleset;
        const Rule& rule = ruleset.rules[finding.rule];
        Json json;
        json["rule"] = rule.id;
        json["title"] = rule.title;
        json["subject"] = finding.subject_name.empty() ? Json(nullptr) : Json(finding.subject_name);
        json["verdict"] = word(finding.verdict);
        json["reason"] =
            finding.reason == Reason::none ? Json(nullptr) : Json(word(finding.reason));
        json["reason_detail"] = finding.reason_detail;
        json["severity"] = word(finding.severity);
        json["principle"] =
            rule.principle ? Json(ruleset.principles[*rule.principle].name) : Json(nullptr);
        json["when"] = word_of(finding.when);
        json["unless"] = word_of(finding.unless);
        json["require"] = word_of(finding.require);
        json["message"] = finding.message;
        json["remedy"] = finding.remedy;
        json["places"] = Json::array();
        for (const FactRef& fact : finding.deciding) json["places"].push_back(fact_place(fact));
        for (const OpenFact& open : finding.open) json["places"].push_back(fact_place(open.fact));
        json["open_facts"] = Json::array();
        for (const OpenFact& open : finding.open)
            json["open_facts"].push_back(open_fact(open, rule));
        json["notes"] = Json::array();
        for (const OpenFact& note : finding.notes)
            json["notes"].push_back(
                {{"path", path_of(ruleset.vocabulary, told_.design, note.fact)},
                 {"text",
                  told_.program.language->tr("{} need not be known",
                                             describe_open(told_.program, told_.design, note))}});
        if (!finding.conditional.empty())
            json["notes"].push_back({{"path", nullptr}, {"text", finding.conditional}});
        for (const std::string& note : finding.notes_text)
            json["notes"].push_back({{"path", nullptr}, {"text", note}});
        json["assumptions"] = Json::array();
        for (const Presumption& presumption : finding.assumptions) {
            const Record& record = ruleset.vocabulary.records[presumption.record];
            json["assumptions"].push_back(record.name + "." +
                                          record.fields[presumption.field].name);
        }
        json["warnings"] = finding.warnings;
        json["excepted_by"] = Json::array();
        for (const ExceptedBy& by : finding.excepted_by)
            json["excepted_by"].push_back(
                {{"name", by.name},
                 {"because", by.because},
                 {"until", by.until ? Json(date_text(*by.until)) : Json(nullptr)},
                 {"place", place(by.place)}});
        json["judge"] = rule.judge && finding.verdict == Verdict::needs_judgement
                            ? Json{{"question", question_words(told_.program, &told_.design, rule,
                                                               rule.judge->question, &finding)},
                                   {"post", rule.judge->post}}
                            : Json(nullptr);
        json["explanation"] = Json::array();
        for (const Step& top : finding.explanation) json["explanation"].push_back(step(top, true));
        json["assurance"] =
            finding.deciding.empty() ? Json(nullptr) : Json(word_of(finding.assurance));
        json["blocked"] = finding.blocked;
        if (finding.known_since) json["known_since"] = date_text(*finding.known_since);
        json["waived"] = nullptr;
        if (finding.waived_by) {
            const Waiver& waiver = told_.design.waivers[*finding.waived_by];
            const WaiverOutcome& outcome = told_.report.waivers[*finding.waived_by];
            json["waived"] = {{"approver", waiver.approver},
                              {"owner", post_only(*told_.program.language, waiver.owner)},
                              {"ticket", ticket_words(*told_.program.language, waiver)},
                              {"until", date_text(*waiver.until)},
                              {"days_left", *outcome.days_left},
                              {"place", place(waiver.place)}};
        }
        return json;
    }

    Json waiver_to_look_at(std::uint32_t index) const {
        const Waiver& waiver = told_.design.waivers[index];
        const WaiverOutcome& outcome = told_.report.waivers[index];
        Json subjects = Json::array();
        for (const std::uint32_t i : outcome.findings)
            subjects.push_back(told_.report.findings[i].subject_name);
        return {{"rule", rule_words(*told_.program.language, waiver)},
                {"state", word(outcome.state)},
                {"words", waiver_words(told_.program, waiver, outcome.state, outcome.days_left)},
                {"days_left", outcome.days_left ? Json(*outcome.days_left) : Json(nullptr)},
                {"subjects", std::move(subjects)},
                {"place", place(waiver.place)}};
    }

    static Json score(const Score& score) {
        const auto number = [](Rational value) {
            return static_cast<double>(value.numerator) / static_cast<double>(value.denominator);
        };
        return {{"low", score.rules == 0 ? Json(nullptr) : Json(number(score.low))},
                {"high", score.rules == 0 ? Json(nullptr) : Json(number(score.high))},
                {"rules", score.rules},
                {"blocked", score.blocked}};
    }

    const Told& told_;
};

}  // namespace

std::string write_json(const std::vector<Told>& told) {
    Json json;
    if (told.size() == 1) {
        json = ToJson(told[0]).report();
    } else {
        std::vector<const Told*> by_name;
        for (const Told& one : told) by_name.push_back(&one);
        std::stable_sort(by_name.begin(), by_name.end(), [](const Told* a, const Told* b) {
            return a->design.name < b->design.name;
        });
        json["reports"] = Json::array();
        for (const Told* one : by_name) json["reports"].push_back(ToJson(*one).report());
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tutela
