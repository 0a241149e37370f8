#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "engine/describe.hpp"
#include "engine/words.hpp"
#include "formats/tell.hpp"

namespace tutela {

std::string write_rules_text(const Program& program) {
    const Ruleset& ruleset = program.ruleset;
    const Language& say = *program.language;
    const auto rules = [&](std::size_t count) { return say.trn("{0} rule", "{0} rules", count); };
    std::string out = fmt::format("{} {}: {}\n{}\n", ruleset.name, ruleset.version, ruleset.title,
                                  rules(program.reported.size()));
    for (const std::uint32_t id : program.reported) {
        const Rule& rule = ruleset.rules[id];
        out +=
            "\n" + wrapped(fmt::format("{} {} [{}]", rule.id, rule.title, said(say, rule.severity)),
                           2, "");
        if (rule.principle) out += "  " + ruleset.principles[*rule.principle].text + "\n";
        for (const Citation& citation : rule.citations)
            out += wrapped(fmt::format("{}{} [{}]", ruleset.sources[citation.source].title,
                                       citation.place.empty() ? "" : ", " + citation.place,
                                       said(say, citation.checked)),
                           4, "  ");
    }
    if (!ruleset.profiles.empty()) out += "\n" + say.tr("Profiles") + "\n";
    for (const Profile& profile : ruleset.profiles)
        out += fmt::format("  {} ({})\n", profile.name, rules(profile.rules.size()));
    return out;
}

std::string write_rules_json(const Program& program) {
    using Json = nlohmann::ordered_json;
    const Ruleset& ruleset = program.ruleset;
    Json json = {{"name", ruleset.name},
                 {"version", ruleset.version},
                 {"title", ruleset.title},
                 {"language", ruleset.language}};
    json["rules"] = Json::array();
    for (const std::uint32_t id : program.reported) {
        const Rule& rule = ruleset.rules[id];
        Json one = {{"rule", rule.id},
                    {"title", rule.title},
                    {"ruleset", rule.ruleset},
                    {"severity", word(rule.severity)}};
        one["principle"] =
            rule.principle ? Json(ruleset.principles[*rule.principle].name) : Json(nullptr);
        one["themes"] = Json::array();
        for (const std::uint32_t theme : rule.themes)
            one["themes"].push_back(ruleset.themes[theme].name);
        one["phases"] = Json::array();
        for (const Phase phase : rule.phases) one["phases"].push_back(word(phase));
        one["sources"] = Json::array();
        for (const Citation& citation : rule.citations)
            one["sources"].push_back({{"source", ruleset.sources[citation.source].name},
                                      {"title", ruleset.sources[citation.source].title},
                                      {"place", citation.place},
                                      {"checked", word(citation.checked)}});
        one["remedy"] = rule.remedy;
        one["question"] = question_words(program, nullptr, rule, rule.ask.question, nullptr);
        one["answered_by"] = rule.ask_posts;
        one["judge"] =
            rule.judge ? Json(question_words(program, nullptr, rule, rule.judge->question, nullptr))
                       : Json(nullptr);
        one["never_waived"] = rule.never_waived;
        one["waivable_by"] = rule.waivable_by;
        json["rules"].push_back(std::move(one));
    }
    json["parameters"] = Json::array();
    for (const Parameter& parameter : ruleset.parameters) {
        std::string value =
            parameter.type.is_numeric()
                ? number_words(*program.language, parameter.type, parameter.value.number)
                : "";
        if (parameter.type.kind == TypeKind::set && parameter.type.element == TypeKind::choice)
            for (const std::uint32_t member : parameter.value.members)
                value += (value.empty() ? "" : ", ") +
                         ruleset.vocabulary.choice_lists[parameter.type.id].choices[member];
        if (parameter.type.kind == TypeKind::choice)
            value =
                ruleset.vocabulary.choice_lists[parameter.type.id].choices[parameter.value.index];
        json["parameters"].push_back({{"name", parameter.name},
                                      {"type", type_text(ruleset.vocabulary, parameter.type)},
                                      {"value", value},
                                      {"origin", word(parameter.origin)},
                                      {"note", parameter.note}});
    }
    json["profiles"] = Json::array();
    for (const Profile& profile : ruleset.profiles) {
        Json ids = Json::array();
        for (const std::uint32_t id : profile.rules) ids.push_back(ruleset.rules[id].id);
        json["profiles"].push_back(
            {{"name", profile.name}, {"title", profile.title}, {"rules", std::move(ids)}});
    }
    return json.dump(2) + "\n";
}

}  // namespace tutela
