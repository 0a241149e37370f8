#include <algorithm>

#include <fmt/core.h>
#include <nlohmann/json.hpp>

#include "apps/cli/settings.hpp"
#include "formats/tell.hpp"

namespace tutela {
namespace {

struct ConfigOptions {
    AuditOptions audit;
    std::string format = "text";
};

std::string_view word(ChosenBy by) {
    switch (by) {
        case ChosenBy::by_default: return "default";
        case ChosenBy::file: return "file";
        case ChosenBy::option: return "option";
        case ChosenBy::environment: return "environment";
    }
    return "";
}

std::string source_words(const Language& say, const ProjectSettings& project,
                         const Chosen& chosen) {
    switch (chosen.by) {
        case ChosenBy::by_default: return say.tr("default");
        case ChosenBy::option: return say.tr("command line");
        case ChosenBy::environment: return say.tr("environment");
        case ChosenBy::file: break;
    }
    if (!chosen.place.known()) return project.file;
    const Position at = project.sources.position(chosen.place.source, chosen.place.begin);
    return fmt::format("{}:{}", project.file, at.line);
}

std::string as_text(const Language& say, const ProjectSettings& project,
                    const std::vector<Chosen>& all) {
    std::size_t names = 0, values = 0;
    const auto shown = [&](const Chosen& one) {
        return one.value.empty() ? say.tr("(none)") : one.value;
    };
    for (const Chosen& one : all) {
        names = std::max(names, columns_of(one.name));
        values = std::max(values, columns_of(shown(one)));
    }
    const auto padded = [](const std::string& text, std::size_t width) {
        return text + std::string(width - columns_of(text) + 2, ' ');
    };
    std::string text =
        (project.file.empty()
             ? say.tr("There is no {}: what holds is the default or was asked for", "tutela.toml")
             : say.tr("Settings of {}", project.file)) +
        "\n";
    for (const Chosen& one : all)
        text += "  " + padded(one.name, names) + padded(shown(one), values) +
                source_words(say, project, one) + "\n";
    return text;
}

std::string as_json(const ProjectSettings& project, const std::vector<Chosen>& all) {
    using Json = nlohmann::ordered_json;
    Json json;
    json["file"] = project.file.empty() ? Json(nullptr) : Json(project.file);
    json["settings"] = Json::array();
    for (const Chosen& one : all) {
        Json place = nullptr;
        if (one.place.known()) {
            const Position at = project.sources.position(one.place.source, one.place.begin);
            place = {{"file", project.file}, {"line", at.line}, {"column", at.column}};
        }
        json["settings"].push_back({{"name", one.name},
                                    {"value", one.value.empty() ? Json(nullptr) : Json(one.value)},
                                    {"from", word(one.by)},
                                    {"place", std::move(place)}});
    }
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

int show(const World& world, ConfigOptions& options) {
    const auto project = settings_for(world, options.audit);
    if (!project) return input_wrong;
    const auto chosen = fill_in(world, project, options.audit);
    if (!chosen) return input_wrong;
    world.out(options.format == "json" ? as_json(*project, *chosen)
                                       : as_text(*world.language, *project, *chosen));
    return passed;
}

}  // namespace

void add_config(CLI::App& program, const World& world, int& code) {
    auto options = std::make_shared<ConfigOptions>();
    const Language& say = *world.language;
    CLI::App* config =
        program.add_subcommand("config", say.tr("What is set for a project, and where"));
    config->require_subcommand(1);
    CLI::App* command = config->add_subcommand(
        "show", say.tr("Show each setting, its value, and where it comes from"));
    command
        ->add_option("design", options->audit.designs,
                     say.tr("For this design (default: for the current folder)"))
        ->type_name(say.tr("DESIGN"));
    add_audit_options(*command, world, options->audit);
    add_baseline_option(*command, world, options->audit.files);
    add_choice(*command, world, "-f,--format", options->format, {"text", "json"},
               say.tr("How to show (default: {})", "text"));
    command->footer(examples(
        world, {"tutela config show", "tutela config show programme.toml --fail-on major"}));
    command->callback([options, &world, &code] { code = show(world, *options); });
}

}  // namespace tutela
