#include "apps/cli/settings.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "apps/cli/language.hpp"
#include "apps/cli/tell_error.hpp"
#include "engine/fingerprint.hpp"

namespace tutela {
namespace {

constexpr const char* file_name = "tutela.toml";

std::string in_folder(const std::string& folder, const std::string& name) {
    return folder == "." || folder.empty() ? name : folder + "/" + name;
}

// The nearest file, as it is called from here, and its text.
std::optional<std::pair<std::string, std::string>> look_upwards(const World& world,
                                                                const std::string& from) {
    const std::string here = absolute(world, ".");
    const bool in_here = from.empty() || from == "-";
    std::string folder = in_here                 ? here
                         : world.is_folder(from) ? absolute(world, from)
                                                 : folder_of(absolute(world, from));
    while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
    while (true) {
        const bool top = folder.empty() || folder == "/" || folder == ".";
        const std::string path = folder == "." ? file_name
                                 : top         ? "/" + std::string(file_name)
                                               : folder + "/" + file_name;
        const std::string shown = relative_to(here, path);
        if (auto text = world.read_file(shown)) return std::pair(shown, std::move(*text));
        if (top) return std::nullopt;
        folder = folder_of(folder);
    }
}

void read(ProjectSettings& project, std::string file, std::string text) {
    project.file = file;
    ReadSettings found = read_settings(project.sources, std::move(file), std::move(text));
    project.settings = std::move(found.settings);
    project.said = std::move(found.diagnostics);
}

std::shared_ptr<const ProjectSettings> read_and_tell(const World& world, std::string file,
                                                     std::string text) {
    auto project = std::make_shared<ProjectSettings>();
    read(*project, std::move(file), std::move(text));
    world.err(render(project->sources, project->said, render_options(world)));
    return project;
}

std::optional<Severity> level_of(const std::string& word) {
    if (word == "critical") return Severity::critical;
    if (word == "major") return Severity::major;
    if (word == "minor") return Severity::minor;
    return std::nullopt;
}

// Works out one setting after the other, each from what is nearest.
class FillIn {
public:
    FillIn(const World& world, const ProjectSettings& project, AuditOptions& options,
           Diagnostics* said)
        : world_(world),
          project_(project),
          set_(project.settings),
          options_(options),
          said_(said) {}

    std::optional<std::vector<Chosen>> run() {
        rulesets();
        text("profile", options_.rules.profile, set_.profile);
        language();
        file("waivers", options_.files.waivers, set_.waivers);
        file("baseline", options_.files.baseline, set_.baseline);
        if (options_.files.baseline.empty()) {
            options_.files.baseline = options_.files.baseline_when_none;
            chosen_.back().value = options_.files.baseline;
        }
        text("gate.fail-on", options_.fail_on, set_.fail_on, "critical");
        text("gate.fail-on-undetermined", options_.fail_on_undetermined, set_.fail_on_undetermined,
             options_.fail_on);
        options_.gate = {level_of(options_.fail_on), level_of(options_.fail_on_undetermined)};
        for (const SeveritySetting& one : set_.severities)
            chosen_.push_back({"severities." + one.rule, std::string(word(one.severity)),
                               ChosenBy::file, one.place});
        for (const auto& [code, level] : set_.levels)
            chosen_.push_back({fmt::format("lint.{}", entry_of(code).name),
                               level ? std::string(word(*level)) : "off", ChosenBy::file,
                               set_.level_places.at(code)});
        if (unknown_language_) return std::nullopt;
        return std::move(chosen_);
    }

private:
    void rulesets() {
        std::vector<std::string>& names = options_.rules.rulesets;
        Chosen chosen{"rulesets", "", ChosenBy::option, {}};
        if (names.empty() && set_.rulesets) {
            for (const std::string& written : set_.rulesets->value)
                names.push_back(project_.from_here(written));
            chosen.by = ChosenBy::file;
            chosen.place = set_.rulesets->place;
        } else if (names.empty()) {
            names.emplace_back(default_ruleset);
            chosen.by = ChosenBy::by_default;
        }
        chosen.value = fmt::format("{}", fmt::join(names, ", "));
        chosen_.push_back(std::move(chosen));
    }

    void text(const char* name, std::string& value, const Setting<std::string>& set,
              const std::string& otherwise = "") {
        Chosen chosen{name, "", ChosenBy::option, {}};
        if (value.empty() && set) {
            value = set->value;
            chosen.by = ChosenBy::file;
            chosen.place = set->place;
        } else if (value.empty()) {
            value = otherwise;
            chosen.by = ChosenBy::by_default;
        }
        chosen.value = value;
        chosen_.push_back(std::move(chosen));
    }

    // One that is set, or `NAME.toml` beside the settings where there is one.
    void file(const std::string& name, std::string& value, const Setting<std::string>& set) {
        const bool given = !value.empty();
        std::string beside;
        if (!project_.file.empty() && !set) {
            beside = in_folder(folder_of(project_.file), name + ".toml");
            if (!world_.read_file(beside)) beside.clear();
        }
        text(name.c_str(), value, set, beside);
        if (given || !set) return;
        value = path_from(folder_of(project_.file), value);
        chosen_.back().value = value;
    }

    void language() {
        Chosen chosen{"language", world_.language->code, world_.language_by, {}};
        if (set_.language && chosen.by == ChosenBy::file) chosen.place = set_.language->place;
        chosen_.push_back(chosen);
        if (!set_.language || is_known_language(world_, set_.language->value)) return;
        unknown_language_ = true;
        const Diagnostic said{
            Code::unknown_setting,
            set_.language->place,
            message("there are no translations into `{}`", set_.language->value),
            {},
            {message("choose one of {}",
                     fmt::format("{}", fmt::join(known_languages(world_), ", ")))}};
        world_.err(render(project_.sources, {said}, render_options(world_)));
        if (said_) said_->push_back(said);
    }

    const World& world_;
    const ProjectSettings& project_;
    const Settings& set_;
    AuditOptions& options_;
    Diagnostics* said_;
    std::vector<Chosen> chosen_;
    bool unknown_language_ = false;
};

// Which commands look at designs, and so at settings.
bool looks_at_designs(const std::string& command) {
    static const std::vector<std::string> all{"check",   "explain",  "plan",
                                              "waivers", "baseline", "config"};
    return std::find(all.begin(), all.end(), command) != all.end();
}

bool is_design(const std::string& word) {
    return word.ends_with(".toml") || word.ends_with(".json") || word.ends_with(".jsonl");
}

}  // namespace

std::string ProjectSettings::from_here(const std::string& written) const {
    const bool is_path =
        written.find('/') != std::string::npos || written.find(".tutela") != std::string::npos;
    return is_path ? path_from(folder_of(file), written) : written;
}

Span ProjectSettings::place_of_ruleset(const std::string& name) const {
    if (!settings.rulesets) return {};
    const auto& all = settings.rulesets->value;
    const bool named = std::any_of(all.begin(), all.end(), [&](const std::string& written) {
        return from_here(written) == name;
    });
    return named ? settings.rulesets->place : Span{};
}

Span ProjectSettings::place_of_profile(const std::string& name) const {
    return settings.profile && settings.profile->value == name ? settings.profile->place : Span{};
}

std::shared_ptr<const ProjectSettings> find_settings(const World& world, const std::string& from) {
    auto found = look_upwards(world, from);
    if (!found) return std::make_shared<ProjectSettings>();
    return read_and_tell(world, std::move(found->first), std::move(found->second));
}

std::shared_ptr<const ProjectSettings> read_settings_file(const World& world,
                                                          const std::string& file) {
    auto text = world.read_file(file);
    if (text) return read_and_tell(world, file, std::move(*text));
    tell_unreadable(world, file);
    auto none = std::make_shared<ProjectSettings>();
    none->said.push_back(unreadable(none->sources, file, SourceKind::other));
    return none;
}

std::shared_ptr<const ProjectSettings> settings_for(const World& world,
                                                    const AuditOptions& options) {
    return options.config.empty()
               ? find_settings(world, options.designs.empty() ? "" : options.designs.front())
               : read_settings_file(world, options.config);
}

std::optional<std::vector<Chosen>> fill_in(const World& world,
                                           const std::shared_ptr<const ProjectSettings>& project,
                                           AuditOptions& options, Diagnostics* said) {
    options.rules.project = project;
    return FillIn(world, *project, options, said).run();
}

Diagnostics set_severities(const World& world, const ProjectSettings& project, Ruleset& ruleset,
                           std::int64_t as_of) {
    Diagnostics said = override_severities(ruleset, project.settings.severities, as_of);
    world.err(render(project.sources, said, render_options(world)));
    return said;
}

std::string language_set_for(const World& world, const std::vector<std::string>& arguments) {
    const auto command = std::find_if(arguments.begin(), arguments.end(), looks_at_designs);
    if (command == arguments.end()) return "";
    std::string design, config;
    for (auto at = command + 1; at != arguments.end(); ++at) {
        const bool is_value = (at - 1)->rfind('-', 0) == 0;
        if (*(at - 1) == "--config") config = *at;
        if (design.empty() && !is_value && is_design(*at)) design = *at;
    }
    std::optional<std::pair<std::string, std::string>> found;
    if (config.empty())
        found = look_upwards(world, design);
    else if (auto text = world.read_file(config))
        found.emplace(config, std::move(*text));
    if (!found) return "";
    ProjectSettings project;
    read(project, std::move(found->first), std::move(found->second));
    return project.settings.language ? project.settings.language->value : "";
}

}  // namespace tutela
