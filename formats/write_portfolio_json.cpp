#include <nlohmann/json.hpp>

#include "formats/portfolio_report.hpp"

namespace tutela {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const std::optional<double>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json to_json(const PortfolioRun& run) {
    return {{"run", run.id},
            {"started", run.started},
            {"finished", run.finished.empty() ? Json(nullptr) : Json(run.finished)},
            {"as_of", run.as_of},
            {"ruleset", {{"name", run.ruleset}, {"version", run.version}}},
            {"profile", run.profile.empty() ? Json(nullptr) : Json(run.profile)},
            {"reasons", run.reasons},
            {"designs", run.designs},
            {"passed", run.passed},
            {"failed", run.failed},
            {"open", run.open},
            {"unreadable", run.unreadable}};
}

Json to_json(const PortfolioComparison& one) {
    Json json{{"before", to_json(one.before)},
              {"verdicts", {{"worse", one.worse}, {"better", one.better}, {"same", one.same}}},
              {"new_designs", one.new_designs},
              {"gone_designs", one.gone_designs},
              {"new_rules", one.new_rules},
              {"gone_rules", one.gone_rules},
              {"changed_rules", one.changed_rules}};
    json["rules"] = Json::array();
    for (const PortfolioChange& rule : one.rules)
        json["rules"].push_back({{"rule", rule.rule},
                                 {"title", rule.title},
                                 {"rule_changed", rule.rule_changed},
                                 {"worse", rule.worse},
                                 {"better", rule.better}});
    json["rules_in_all"] = one.rules_in_all;
    json["designs"] = Json::array();
    for (const ChangedDesign& design : one.designs)
        json["designs"].push_back({{"design", design.name},
                                   {"gate_before", design.gate_before},
                                   {"gate", design.gate},
                                   {"worse", design.worse},
                                   {"better", design.better}});
    json["designs_in_all"] = one.designs_in_all;
    return json;
}

void add_lists(Json& json, const PortfolioReport& report) {
    for (const char* list :
         {"worst_rules", "principles", "missing_facts", "worst_designs", "unreadable_designs"})
        json[list] = Json::array();
    for (const PortfolioRule& one : report.rules)
        json["worst_rules"].push_back({{"rule", one.id},
                                       {"title", one.title},
                                       {"severity", one.severity},
                                       {"not_met", one.not_met},
                                       {"open", one.open},
                                       {"met", one.met}});
    for (const PortfolioPrinciple& one : report.principles)
        json["principles"].push_back({{"principle", one.name},
                                      {"title", one.title},
                                      {"designs", one.designs},
                                      {"low", one.low},
                                      {"high", one.high}});
    for (const PortfolioFact& one : report.facts)
        json["missing_facts"].push_back({{"fact", one.fact},
                                         {"words", one.words},
                                         {"designs", one.designs},
                                         {"rules", one.rules}});
    for (const PortfolioDesign& one : report.designs)
        json["worst_designs"].push_back({{"design", one.name},
                                         {"gate", one.gate},
                                         {"critical_not_met", one.critical_not_met},
                                         {"not_met", one.not_met},
                                         {"open", one.open},
                                         {"low", to_json(one.low)},
                                         {"high", to_json(one.high)}});
    for (const UnreadableDesign& one : report.unreadable)
        json["unreadable_designs"].push_back(
            {{"design", one.name}, {"problem", one.problem}, {"problems", one.problems}});
    json["in_all"] = {{"worst_rules", report.rules_in_all},
                      {"missing_facts", report.facts_in_all},
                      {"worst_designs", report.designs_in_all}};
}

}  // namespace

std::string write_portfolio_json(const PortfolioReport& report) {
    Json json{{"tutela_portfolio", 1}, {"run", to_json(report.run)}};
    add_lists(json, report);
    json["comparison"] = report.comparison ? to_json(*report.comparison) : Json(nullptr);
    json["runs"] = Json::array();
    for (const PortfolioRun& run : report.runs) json["runs"].push_back(to_json(run));
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tutela
