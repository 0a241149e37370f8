#include "formats/write_config.hpp"

#include <algorithm>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "formats/tell.hpp"

namespace tutela {
namespace {

using Json = nlohmann::ordered_json;

std::string_view word(ChosenBy by) {
    switch (by) {
        case ChosenBy::by_default: return "default";
        case ChosenBy::file: return "file";
        case ChosenBy::option: return "option";
        case ChosenBy::environment: return "environment";
    }
    return "";
}

std::string source_words(const Language& say, const Sources& sources, const std::string& file,
                         const Chosen& chosen) {
    switch (chosen.by) {
        case ChosenBy::by_default: return say.tr("default");
        case ChosenBy::option: return say.tr("command line");
        case ChosenBy::environment: return say.tr("environment");
        case ChosenBy::file: break;
    }
    if (!chosen.place.known()) return file;
    return fmt::format("{}:{}", file,
                       sources.position(chosen.place.source, chosen.place.begin).line);
}

std::string padded(const std::string& text, std::size_t width) {
    return text + std::string(width - columns_of(text) + 2, ' ');
}

}  // namespace

std::string write_config_text(const Language& language, const Sources& sources,
                              const std::string& file, const std::vector<Chosen>& settings) {
    const auto shown = [&](const Chosen& one) {
        return one.value.empty() ? language.tr("(none)") : one.value;
    };
    std::size_t names = 0, values = 0;
    for (const Chosen& one : settings) {
        names = std::max(names, columns_of(one.name));
        values = std::max(values, columns_of(shown(one)));
    }
    std::string text =
        (file.empty() ? language.tr("There is no {}: what holds is the default or was asked for",
                                    "tutela.toml")
                      : language.tr("Settings of {}", file)) +
        "\n";
    for (const Chosen& one : settings)
        text += "  " + padded(one.name, names) + padded(shown(one), values) +
                source_words(language, sources, file, one) + "\n";
    return text;
}

std::string write_config_json(const Sources& sources, const std::string& file,
                              const std::vector<Chosen>& settings) {
    Json json;
    json["file"] = file.empty() ? Json(nullptr) : Json(file);
    json["settings"] = Json::array();
    for (const Chosen& one : settings) {
        Json place = nullptr;
        if (one.place.known()) {
            const Position at = sources.position(one.place.source, one.place.begin);
            place = {{"file", file}, {"line", at.line}, {"column", at.column}};
        }
        json["settings"].push_back({{"name", one.name},
                                    {"value", one.value.empty() ? Json(nullptr) : Json(one.value)},
                                    {"from", word(one.by)},
                                    {"place", std::move(place)}});
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tutela
