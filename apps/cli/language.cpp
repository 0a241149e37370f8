#include "apps/cli/language.hpp"

#include <algorithm>

#include "apps/cli/catalogue_file.hpp"
#include "apps/cli/locale.hpp"
#include "apps/cli/settings.hpp"

namespace tutela {
namespace {

constexpr const char* pseudo_code = "qps";

// A translation that somebody still has to look at is not used.
void take(Catalogue& catalogue, const CatalogueFile& file) {
    for (const CatalogueEntry& entry : file.entries)
        if (!entry.fuzzy && !entry.obsolete && fits(entry))
            catalogue.add(entry.context, entry.source, entry.translations);
}

// `--language fr` or `--language=fr`, wherever it stands.
std::string asked_for(const std::vector<std::string>& arguments) {
    const std::string option = "--language";
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        if (arguments[i] == option && i + 1 < arguments.size()) return arguments[i + 1];
        if (arguments[i].rfind(option + "=", 0) == 0) return arguments[i].substr(option.size() + 1);
    }
    return "";
}

std::shared_ptr<const Language> language_called(const World& world, const std::string& code) {
    if (code == "en") return english();
    auto language = std::make_shared<Language>();
    if (code == pseudo_code) {
        language->code = code;
        language->pseudo = true;
        return language;
    }
    for (const std::string& folder : world.catalogue_folders) {
        const auto file = world.read_catalogue(folder + "/" + code + ".po");
        if (!file) continue;
        take(language->catalogue, *file);
        set_locale(*language, code);
        return language;
    }
    return nullptr;
}

}  // namespace

bool fits(const CatalogueEntry& entry) {
    return std::all_of(
        entry.translations.begin(), entry.translations.end(), [&](const std::string& translation) {
            return translation.empty() ||
                   (entry.plural.empty() ? same_holes(entry.source, translation)
                                         : holes_within(translation, entry.source + entry.plural));
        });
}

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.find_last_of('/');
    return slash == std::string::npos ? "." : path.substr(0, slash);
}

std::string last_part(const std::string& path) {
    return path.substr(path.find_last_of('/') + 1);
}

std::vector<std::string> known_languages(const World& world) {
    std::vector<std::string> codes{"en"};
    for (const std::string& folder : world.catalogue_folders)
        for (const std::string& name : world.list_files(folder))
            if (name.ends_with(".po")) codes.push_back(name.substr(0, name.size() - 3));
    std::sort(codes.begin() + 1, codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    return codes;
}

bool is_known_language(const World& world, const std::string& code) {
    return language_called(world, code) != nullptr;
}

std::shared_ptr<const Language> choose_language(const World& world,
                                                const std::vector<std::string>& arguments,
                                                ChosenBy& by) {
    by = ChosenBy::option;
    if (const std::string asked = asked_for(arguments); !asked.empty())
        return language_called(world, asked);
    by = ChosenBy::file;
    if (const std::string set = language_set_for(world, arguments); !set.empty())
        if (auto language = language_called(world, set)) return language;
    by = ChosenBy::environment;
    const std::string code = language_of_environment(world.locale);
    if (auto language = world.locale.empty() ? nullptr : language_called(world, code))
        return language;
    by = ChosenBy::by_default;
    return english();
}

std::shared_ptr<const Language> with_rulesets(const World& world, const Sources& sources,
                                              const Ruleset& ruleset) {
    const Language& spoken = *world.language;
    if (spoken.pseudo || spoken.code == ruleset.language) return world.language;
    auto language = std::make_shared<Language>(spoken);
    std::vector<std::string> folders;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const Source& source = sources[static_cast<SourceId>(i)];
        if (source.kind != SourceKind::rules) continue;
        const std::string folder = folder_of(source.name);
        if (std::find(folders.begin(), folders.end(), folder) != folders.end()) continue;
        folders.push_back(folder);
        if (const auto file = world.read_catalogue(folder + "/translations/" + spoken.code + ".po"))
            take(language->catalogue, *file);
    }
    return language;
}

}  // namespace tutela
