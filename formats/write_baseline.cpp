#include "formats/write_baseline.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "engine/calendar.hpp"

namespace tutela {
namespace {

using Json = nlohmann::ordered_json;

void put_in_order(std::vector<BaselineEntry>& entries) {
    std::sort(entries.begin(), entries.end(), [](const BaselineEntry& a, const BaselineEntry& b) {
        return std::tie(a.design, a.rule, a.subject) < std::tie(b.design, b.rule, b.subject);
    });
}

// TOML's texts are JSON's, but that DEL is written as an escape.
std::string quoted(const std::string& text) {
    std::string made = Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
    for (std::size_t at = made.find('\x7f'); at != std::string::npos; at = made.find('\x7f', at))
        made.replace(at, 1, "\\u007F");
    return made;
}

}  // namespace

std::string write_baseline_toml(std::vector<BaselineEntry> entries, const Language& language) {
    put_in_order(entries);
    std::string text =
        "# " +
        language.tr(
            "Problems that were there when this baseline was made; only others stop a "
            "design.") +
        "\n# " +
        language.tr("`{}` takes out what is mended. Nothing adds to it.",
                    "tutela baseline update") +
        "\n";
    for (const BaselineEntry& entry : entries) {
        text += fmt::format("\n[[problems]]\nrule = {}\n", quoted(entry.rule));
        if (!entry.subject.empty()) text += fmt::format("subject = {}\n", quoted(entry.subject));
        text += fmt::format("design = {}\nverdict = {}\nsince = {}\n", quoted(entry.design),
                            quoted(std::string(word(entry.verdict))), date_text(entry.since));
    }
    return text;
}

std::string write_baseline_json(std::vector<BaselineEntry> entries) {
    put_in_order(entries);
    Json json;
    json["problems"] = Json::array();
    for (const BaselineEntry& entry : entries) {
        Json one = {{"rule", entry.rule}};
        if (!entry.subject.empty()) one["subject"] = entry.subject;
        one["design"] = entry.design;
        one["verdict"] = word(entry.verdict);
        one["since"] = date_text(entry.since);
        json["problems"].push_back(std::move(one));
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tutela
