#include <algorithm>

#include <nlohmann/json.hpp>

#include "engine/calendar.hpp"
#include "formats/tell.hpp"
#include "formats/tell_template.hpp"

namespace tutela {
namespace {

using Json = nlohmann::ordered_json;

Json place(const Told& told, Span span) {
    if (!span.known()) return nullptr;
    const Position at = told.sources.position(span.source, span.begin);
    return {{"file", told.sources[span.source].name}, {"line", at.line}, {"column", at.column}};
}

Json paths(const Told& told, const std::vector<FactRef>& facts) {
    Json all = Json::array();
    for (const FactRef& fact : facts)
        all.push_back(path_of(told.program.ruleset.vocabulary, told.design, fact));
    return all;
}

Json broken(const Told& told, const Finding& finding) {
    Json json;
    json["subject"] = finding.subject_name.empty() ? Json(nullptr) : Json(finding.subject_name);
    json["message"] = finding.message;
    json["remedy"] = finding.remedy;
    json["waived"] = finding.waived_by.has_value();
    json["places"] = Json::array();
    for (const FactRef& fact : finding.deciding) {
        Json one = {{"path", path_of(told.program.ruleset.vocabulary, told.design, fact)}};
        one["place"] = place(told, told.design.fact(fact).place);
        json["places"].push_back(std::move(one));
    }
    return json;
}

Json rule_of(const ToldTemplate& one, const AskedRule& asked) {
    const Rule& rule = one.told.program.ruleset.rules[asked.rule];
    Json json;
    json["rule"] = rule.id;
    json["title"] = rule.title;
    json["severity"] = word(asked.severity);
    json["state"] = word(asked.state);
    json["not_yet_due"] = asked.not_yet_due;
    json["judged_later"] = asked.judged_later;
    json["broken"] = Json::array();
    for (const std::uint32_t i : asked.broken)
        json["broken"].push_back(broken(one.told, one.asked.report.findings[i]));
    json["missing"] = paths(one.told, asked.missing);
    json["asked"] = paths(one.told, asked.asked);
    json["assumptions"] = Json::array();
    for (const Presumption& presumption : asked.assumptions) {
        const Record& record = one.told.program.ruleset.vocabulary.records[presumption.record];
        json["assumptions"].push_back(record.name + "." + record.fields[presumption.field].name);
    }
    return json;
}

Json template_of(const ToldTemplate& one) {
    const Told& told = one.told;
    const Ruleset& ruleset = told.program.ruleset;
    Json json;
    json["tutela"] = 1;
    json["template"] = told.design.name;
    json["ruleset"] = {{"name", ruleset.name}, {"version", ruleset.version}};
    json["profile"] = told.program.profile.empty() ? Json(nullptr) : Json(told.program.profile);
    json["as_of"] = date_text(told.report.as_of);
    json["presumptions"] = told.report.presumptions;
    for (const AskState state : ask_states)
        json["summary"]["rules"][std::string(word(state))] = one.asked.count(state);
    const Gate gate = gate_of(one.asked, told.gate);
    json["summary"]["gate"] = gate == Gate::passed   ? "passed"
                              : gate == Gate::failed ? "failed"
                                                     : "open";
    json["summary"]["exit_code"] = static_cast<int>(gate);
    json["summary"]["sentence"] = template_sentence(one);
    json["missing"] = Json::array();
    for (const TableToAdd& table : what_to_add(one))
        for (const LineToAdd& line : table.lines)
            json["missing"].push_back({{"path", line.path},
                                       {"table", table.table},
                                       {"new_table", table.is_new},
                                       {"place", place(told, table.place)},
                                       {"key", line.key},
                                       {"type", line.type},
                                       {"question", line.question},
                                       {"post", line.post},
                                       {"rules", line.rules},
                                       {"toml", line.line}});
    std::vector<const AskedRule*> rules;
    for (const AskedRule& rule : one.asked.rules) rules.push_back(&rule);
    std::sort(rules.begin(), rules.end(), [&](const AskedRule* a, const AskedRule* b) {
        return ruleset.rules[a->rule].id < ruleset.rules[b->rule].id;
    });
    json["rules"] = Json::array();
    for (const AskedRule* rule : rules) json["rules"].push_back(rule_of(one, *rule));
    return json;
}

}  // namespace

std::string write_template_json(const std::vector<ToldTemplate>& templates) {
    Json json;
    if (templates.size() == 1) {
        json = template_of(templates[0]);
    } else {
        json["templates"] = Json::array();
        for (const ToldTemplate& one : templates) json["templates"].push_back(template_of(one));
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tutela
