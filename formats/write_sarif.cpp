#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "engine/baseline.hpp"
#include "engine/calendar.hpp"
#include "formats/tell_ci.hpp"
#include "formats/tell_gate.hpp"

namespace tutela {
namespace {

using Json = nlohmann::ordered_json;

const char* level_of(Severity severity) {
    switch (severity) {
        case Severity::critical: return "error";
        case Severity::major: return "warning";
        default: return "note";
    }
}

const char* level_of(DiagnosticLevel level) {
    switch (level) {
        case DiagnosticLevel::error: return "error";
        case DiagnosticLevel::warning: return "warning";
        default: return "note";
    }
}

const char* kind_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::met: return "pass";
        case Verdict::not_met: return "fail";
        case Verdict::undetermined: return "open";
        case Verdict::needs_judgement: return "review";
        default: return "notApplicable";
    }
}

// "fr", "pt-BR"; other codes have no place in SARIF.
std::string language_tag(std::string code) {
    for (char& c : code)
        if (c == '_') c = '-';
    const bool two = code.size() == 2, five = code.size() == 5 && code[2] == '-';
    return two || five ? code : "";
}

class ToSarif {
public:
    ToSarif(const ToldRun& run, bool only_failing)
        : run_(run),
          rules_(run.program.ruleset),
          say_(*run.program.language),
          only_failing_(only_failing) {}

    std::string log() {
        Json run;
        // Rules first: results refer to them.
        Json driver = {{"name", "Tutela"}, {"semanticVersion", run_.version}};
        driver["rules"] = descriptors();
        run["tool"]["driver"] = std::move(driver);
        run["automationDetails"]["id"] = category();
        if (const std::string tag = language_tag(say_.code); !tag.empty()) run["language"] = tag;
        run["columnKind"] = "unicodeCodePoints";
        run["invocations"] = Json::array({invocation()});
        // What was read has a place among the artifacts even when nothing was found in it.
        for (const Told& told : run_.designs) artifact(told.design.source);
        Json results = Json::array();
        for (const Told& told : run_.designs) {
            const std::vector<std::string> prints = fingerprints(told);
            for (std::size_t i = 0; i < told.report.findings.size(); ++i)
                if (const Finding& finding = told.report.findings[i];
                    !only_failing_ || is_alert(finding))
                    results.push_back(result(told, finding, prints[i]));
        }
        run["artifacts"] = std::move(artifacts_);
        run["results"] = std::move(results);
        run["properties"] = about();
        const Json log = {{"$schema",
                           "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
                           "sarif-schema-2.1.0.json"},
                          {"version", "2.1.0"},
                          {"runs", Json::array({std::move(run)})}};
        return log.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    }

private:
    // Code scanning knows neither kinds nor suppressions: what it is not given it does not show.
    static bool is_alert(const Finding& finding) {
        return finding.verdict == Verdict::not_met && !finding.waived_by;
    }

    // "tutela/core/first-72-hours/": runs of one kind, each of which takes the place of the one before.
    [[nodiscard]] std::string category() const {
        std::string id = "tutela/";
        for (const std::string& part : {rules_.name, run_.program.profile})
            if (!part.empty()) id += part + "/";
        return id;
    }

    // ------------------------------------------------------------------------------------ rules

    Json descriptors() {
        Json all = Json::array();
        for (const std::uint32_t id : run_.program.reported) {
            index_[id] = all.size();
            all.push_back(descriptor(rules_.rules[id]));
        }
        for (const DisabledRule& rule : rules_.disabled)
            all.push_back({{"id", rule.id}, {"shortDescription", {{"text", rule.title}}}});
        return all;
    }

    Json descriptor(const Rule& rule) const {
        Json json = {{"id", rule.id}, {"shortDescription", {{"text", rule.title}}}};
        json["defaultConfiguration"]["level"] =
            level_of(rule.severity_before.value_or(rule.severity));
        json["help"] = help(rule);
        Json tags = Json::array();
        if (rule.principle) tags.push_back(rules_.principles[*rule.principle].name);
        for (const std::uint32_t theme : rule.themes) tags.push_back(rules_.themes[theme].name);
        json["properties"]["severity"] = word(rule.severity);
        json["properties"]["ruleset"] = rule.ruleset;
        if (!tags.empty()) json["properties"]["tags"] = std::move(tags);
        return json;
    }

    // What to do, what to ask and whom, and on what the rule rests.
    Json help(const Rule& rule) const {
        std::string text = rule.title + ".", markdown = "**" + markdown_plain(rule.title) + "**\n";
        const auto part = [&](const std::string& label, const std::string& words) {
            if (words.empty()) return;
            text += fmt::format("\n{} {}", label, words);
            markdown += fmt::format("\n{} {}\n", label, markdown_plain(words));
        };
        part(say_.tr("Mend:"), rule.remedy);
        const auto question = [&](const std::string& words) {
            return question_words(run_.program, nullptr, rule, words, nullptr);
        };
        part(say_.tr("Ask:"), question(rule.ask.question));
        if (rule.judge) part(say_.tr("Judge:"), question(rule.judge->question));
        if (rule.citations.empty()) return {{"text", text}, {"markdown", markdown}};
        text += "\n" + say_.tr("Sources:");
        markdown += "\n" + say_.tr("Sources:") + "\n\n";
        for (const Citation& citation : rule.citations) {
            const std::string words = citation_words(rules_, say_, citation);
            text += "\n- " + words;
            markdown += "- " + markdown_plain(words) + "\n";
        }
        return {{"text", text}, {"markdown", markdown}};
    }

    // Severities that a ruleset has set, and rules that it has switched off, each with its reason.
    Json overrides() const {
        Json all = Json::array();
        for (const auto& [id, index] : index_) {
            const Rule& rule = rules_.rules[id];
            if (!rule.severity_before) continue;
            all.push_back({{"descriptor", {{"id", rule.id}, {"index", index}}},
                           {"configuration", {{"level", level_of(rule.severity)}}},
                           {"properties",
                            {{"severity", word(rule.severity)},
                             {"severityBefore", word(*rule.severity_before)},
                             {"reason", rule.severity_reason}}}});
        }
        for (std::size_t i = 0; i < rules_.disabled.size(); ++i) {
            const DisabledRule& rule = rules_.disabled[i];
            all.push_back(
                {{"descriptor", {{"id", rule.id}, {"index", index_.size() + i}}},
                 {"configuration", {{"enabled", false}}},
                 {"properties", {{"reason", rule.reason}, {"until", date_text(rule.until)}}}});
        }
        return all;
    }

    // -------------------------------------------------------------------------------------- run

    Json invocation() {
        Json json;
        json["executionSuccessful"] = run_.exit_code <= 2;
        json["exitCode"] = run_.exit_code;
        json["exitCodeDescription"] = exit_words(say_, run_.exit_code);
        if (Json all = overrides(); !all.empty())
            json["ruleConfigurationOverrides"] = std::move(all);
        Json notifications = Json::array();
        for (const Diagnostic& one : run_.diagnostics)
            notifications.push_back(notification(std::string(entry_of(one.code).name),
                                                 level_of(one.level()), diagnostic_words(say_, one),
                                                 one.span));
        for (const Told& told : run_.designs)
            for (const ScanHit& hit : told.report.scan)
                notifications.push_back(
                    notification("sensitive-content", "error", scan_words(told, hit), hit.place));
        for (const Told& told : run_.designs)
            for (const std::uint32_t waiver : waivers_to_look_at(told))
                notifications.push_back(notification("waiver", "warning", waiver_line(told, waiver),
                                                     told.design.waivers[waiver].place));
        if (!notifications.empty()) json["toolExecutionNotifications"] = std::move(notifications);
        return json;
    }

    Json notification(const std::string& id, const char* level, const std::string& text,
                      Span place) {
        Json json = {{"descriptor", {{"id", id}}}, {"level", level}, {"message", {{"text", text}}}};
        if (place.known()) json["locations"] = Json::array({location(place)});
        return json;
    }

    Json about() const {
        Json json = {
            {"ruleset", rules_.name.empty()
                            ? Json(nullptr)
                            : Json({{"name", rules_.name}, {"version", rules_.version}})},
            {"profile", run_.program.profile.empty() ? Json(nullptr) : Json(run_.program.profile)}};
        json["asOf"] = date_text(run_.as_of);
        Json designs = Json::array();
        for (const Told& told : run_.designs) {
            const Gate gate = gate_of(told.report, told.gate);
            designs.push_back({{"design", told.design.name},
                               {"gate", gate == Gate::passed   ? "passed"
                                        : gate == Gate::failed ? "failed"
                                                               : "open"},
                               {"sentence", gate_sentence(told)}});
            if (told.sharing) designs.back()["shareable"] = sharing_words(told);
        }
        json["designs"] = std::move(designs);
        return json;
    }

    // ----------------------------------------------------------------------------------- places

    std::size_t artifact(SourceId source) {
        const auto [at, fresh] = artifact_of_.try_emplace(source, artifacts_.size());
        if (!fresh) return at->second;
        const Source& read = run_.sources[source];
        Json json = {
            {"location", {{"uri", uri_of(region_of(run_.sources, {source, 0, 0}).file)}}},
        };
        if (read.kind == SourceKind::design) json["roles"] = Json::array({"analysisTarget"});
        if (!read.text.empty()) {
            json["encoding"] = "UTF-8";
            json["length"] = read.text.size();
        }
        artifacts_.push_back(std::move(json));
        return at->second;
    }

    Json location(Span place) {
        const Region region = region_of(run_.sources, place);
        Json json;
        json["physicalLocation"]["artifactLocation"] = {{"uri", uri_of(region.file)},
                                                        {"index", artifact(place.source)}};
        if (run_.sources[place.source].text.empty()) return json;
        json["physicalLocation"]["region"] = {{"startLine", region.begin.line},
                                              {"startColumn", region.begin.column}};
        if (place.end > place.begin)
            json["physicalLocation"]["region"].update(
                {{"endLine", region.end.line}, {"endColumn", region.end.column}});
        return json;
    }

    // ---------------------------------------------------------------------------------- results

    Json result(const Told& told, const Finding& finding, const std::string& print) {
        const Rule& rule = rules_.rules[finding.rule];
        const bool fails = finding.verdict == Verdict::not_met;
        Json json;
        json["ruleId"] = rule.id;
        json["ruleIndex"] = index_.at(finding.rule);
        json["kind"] = kind_of(finding.verdict);
        // Only a failure has a level.
        json["level"] = fails ? level_of(finding.severity) : "none";
        std::string text = whole_sentence(told, finding);
        if (const std::string mend = mending(told, finding); !mend.empty()) text += "\n" + mend;
        json["message"]["text"] = text;
        json["locations"] = Json::array({location(main_place(told, finding))});
        Json related = Json::array();
        for (const OtherPlace& other : other_places(told, finding)) {
            Json one = {{"id", related.size() + 1}};
            one.update(location(other.place));
            one["message"]["text"] = other.words;
            related.push_back(std::move(one));
        }
        if (!related.empty()) json["relatedLocations"] = std::move(related);
        json["partialFingerprints"]["tutela/v1"] = print;
        if (run_.has_baseline && is_problem(finding.verdict))
            json["baselineState"] = finding.known_since ? "unchanged" : "new";
        if (finding.waived_by) json["suppressions"] = Json::array({suppression(told, finding)});
        json["properties"] = properties(told, finding);
        return json;
    }

    Json suppression(const Told& told, const Finding& finding) {
        const Waiver& waiver = told.design.waivers[*finding.waived_by];
        Json json = {{"kind", waiver.in_file ? "external" : "inSource"},
                     {"status", "accepted"},
                     {"justification", waived_words(told, finding)}};
        if (!waiver.ticket.empty()) json["properties"]["ticket"] = repeated(say_, waiver.ticket);
        if (waiver.place.known()) json["location"] = location(waiver.place);
        return json;
    }

    Json properties(const Told& told, const Finding& finding) const {
        const Rule& rule = rules_.rules[finding.rule];
        Json json = {
            {"design", told.design.name},
            {"subject", finding.subject_name.empty() ? Json(nullptr) : Json(finding.subject_name)},
            {told.asked ? "template" : "verdict",
             told.asked ? word(ask_state(told, finding)) : word(finding.verdict)},
            {"severity", word(finding.severity)},
            {"stopsDesign", gates(finding, told.gate)},
            {"keepsGateOpen", leaves_open(finding, told.gate)}};
        if (finding.known_since) json["knownSince"] = date_text(*finding.known_since);
        if (finding.reason != Reason::none) json["reason"] = word(finding.reason);
        if (finding.verdict == Verdict::needs_judgement && rule.judge)
            json["post"] = rule.judge->post;
        else if (!finding.open.empty() && !rule.ask.post.empty())
            json["post"] = rule.ask.post;
        return json;
    }

    const ToldRun& run_;
    const Ruleset& rules_;
    const Language& say_;
    bool only_failing_;
    std::map<std::uint32_t, std::size_t> index_;  // of rules among the descriptors
    std::map<SourceId, std::size_t> artifact_of_;
    Json artifacts_ = Json::array();
};

}  // namespace

std::string write_sarif(const ToldRun& run) {
    return ToSarif(run, false).log();
}

std::string write_code_scanning(const ToldRun& run) {
    return ToSarif(run, true).log();
}

}  // namespace tutela
