#include "formats/write_waivers.hpp"

#include <algorithm>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "engine/calendar.hpp"
#include "engine/words.hpp"
#include "formats/tell.hpp"
#include "formats/tell_gate.hpp"

namespace tutela {
namespace {

using Json = nlohmann::ordered_json;

std::string title_of(const Program& program, const Waiver& waiver) {
    const auto rule = program.ruleset.find_rule(waiver.rule);
    const std::string id = rule_words(*program.language, waiver);
    return rule ? fmt::format("{} {}", id, program.ruleset.rules[*rule].title) : id;
}

// The words of a design are not repeated; those of a file of waivers were looked at when it was read.
std::string reason_of(const Waiver& waiver) {
    return waiver.in_file ? waiver.reason : "";
}

std::string entry(const Sources& sources, const Program& program, const ListedWaiver& listed) {
    const Language& say = *program.language;
    const Waiver& waiver = *listed.waiver;
    const std::string place = sources.place(waiver.place);
    std::string text = wrapped(fmt::format("{} ({})", title_of(program, waiver), place), 4, "  ");
    const auto line = [&](const std::string& words) { text += wrapped(words, 6, "    "); };
    line(say.tr("State: {}", waiver_words(program, waiver, listed.state, listed.days_left)));
    if (!waiver.scope.empty() && waiver.in_file)
        line(say.tr("Only on: {}", scope_words(say, waiver)));
    if (!reason_of(waiver).empty()) line(say.tr("Because: {}", reason_of(waiver)));
    if (!waiver.approver.empty())
        line(say.tr("Approved by: {}", program.ruleset.post(post_only(say, waiver.approver))));
    if (!waiver.owner.empty())
        line(say.tr("Owner: {}", program.ruleset.post(post_only(say, waiver.owner))));
    if (!waiver.ticket.empty()) line(say.tr("Ticket: {}", ticket_words(say, waiver)));
    std::string covers;
    for (const auto& [design, subject] : listed.covers) {
        const std::string one = subject.empty() ? design : say.tr("{}, {}", design, subject);
        covers = covers.empty() ? one : say.tr("{}; {}", covers, one);
    }
    if (!covers.empty())
        line(waives(listed.state) ? say.tr("Covers: {}", covers)
                                  : say.tr("Would cover: {}", covers));
    return text;
}

}  // namespace

std::string write_waivers_text(const Sources& sources, const Program& program, std::int64_t as_of,
                               const std::vector<ListedWaiver>& waivers) {
    const Language& say = *program.language;
    std::string text = say.tr("Waivers of rules of {} {} as of {}", program.ruleset.name,
                              program.ruleset.version, day_words(say, as_of)) +
                       "\n";
    for (const ListedWaiver& listed : waivers) text += entry(sources, program, listed);
    const auto in_force =
        std::count_if(waivers.begin(), waivers.end(),
                      [](const ListedWaiver& listed) { return waives(listed.state); });
    return text +
           (waivers.empty()
                ? say.tr("There are none.")
                : say.trn("{0} waiver, {1} of them in force", "{0} waivers, {1} of them in force",
                          waivers.size(), in_force)) +
           "\n";
}

std::string write_waivers_json(const Sources& sources, const Program& program, std::int64_t as_of,
                               const std::vector<ListedWaiver>& waivers) {
    const Language& say = *program.language;
    const auto day = [](const std::optional<std::int64_t>& date) {
        return date ? Json(date_text(*date)) : Json(nullptr);
    };
    Json json;
    json["ruleset"] = {{"name", program.ruleset.name}, {"version", program.ruleset.version}};
    json["as_of"] = date_text(as_of);
    json["waivers"] = Json::array();
    for (const ListedWaiver& listed : waivers) {
        const Waiver& waiver = *listed.waiver;
        const Position at = sources.position(waiver.place.source, waiver.place.begin);
        Json covers = Json::array();
        for (const auto& [design, subject] : listed.covers)
            covers.push_back({{"design", design}, {"subject", subject}});
        json["waivers"].push_back(
            {{"rule", rule_words(say, waiver)},
             {"scope", scope_words(say, waiver)},
             {"state", word(listed.state)},
             {"words", waiver_words(program, waiver, listed.state, listed.days_left)},
             {"days_left", listed.days_left ? Json(*listed.days_left) : Json(nullptr)},
             {"from", day(waiver.from)},
             {"until", day(waiver.until)},
             {"owner", post_only(say, waiver.owner)},
             {"approver", post_only(say, waiver.approver)},
             {"ticket", ticket_words(say, waiver)},
             {"reason_kind", post_only(say, waiver.reason_kind)},
             {"reason", reason_of(waiver)},
             {"covers", std::move(covers)},
             {"place",
              {{"file", sources[waiver.place.source].name},
               {"line", at.line},
               {"column", at.column}}}});
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tutela
