#include "apps/cli/translation_state.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "apps/cli/language.hpp"

namespace tutela {
namespace {

std::string catalogue_path(const std::string& folder, const std::string& language) {
    return folder + "/translations/" + language + ".po";
}

// In the words of their author, whatever language the program is asked to speak.
World untranslated(const World& world) {
    World plain = world;
    plain.language = english();
    return plain;
}

}  // namespace

std::vector<FolderTexts> texts_of(const World& world, Sources& sources,
                                  const std::vector<std::string>& rulesets, int& code) {
    World plain = untranslated(world);
    std::vector<std::pair<std::string, std::string>> roots;  // folder, ruleset
    const auto root = [&](const std::string& folder, const std::string& ruleset) {
        if (std::none_of(roots.begin(), roots.end(),
                         [&](const auto& r) { return r.first == folder; }))
            roots.emplace_back(folder, ruleset);
    };
    std::vector<FolderTexts> found;
    std::map<std::string, std::set<std::string>> seen;
    const auto gather = [&](const std::string& ruleset, bool built_on) -> int {
        RuleOptions options;
        options.rulesets = {ruleset};
        const std::size_t first = sources.size();
        LoadedRules loaded = load_rules(plain, sources, options);
        if (!loaded.program) return loaded.code;
        for (std::size_t i = first; built_on && i < sources.size(); ++i) {
            const std::string folder = folder_of(sources[static_cast<SourceId>(i)].name);
            root(folder, folder + "/" + last_part(folder) + ".tutela");
        }
        for_each_text(loaded.program->ruleset, [&](const RulesetText& text) {
            const std::string folder = folder_of(sources[text.place.source].name);
            if (!seen[folder].insert(text.key).second) return;
            auto at = std::find_if(found.begin(), found.end(),
                                   [&](const FolderTexts& f) { return f.folder == folder; });
            if (at == found.end()) at = found.insert(found.end(), {folder, {}});
            at->texts.push_back(text);
        });
        return passed;
    };
    for (const std::string& ruleset : rulesets)
        if (const int wrong = gather(ruleset, true); wrong != passed) code = wrong;
    // Each of them once as the one that is asked for: only then is its own title read. What is wrong has been said, and
    // the folder of a vocabulary holds no ruleset.
    plain.err = [](std::string_view) {};
    for (std::size_t i = 0; i < roots.size(); ++i)
        if (world.read_file(roots[i].second)) gather(roots[i].second, false);
    return found;
}

std::vector<std::string> languages_of(const World& world, const std::string& folder) {
    std::vector<std::string> languages;
    for (const std::string& name : world.list_files(folder + "/translations"))
        if (name.ends_with(".po")) languages.push_back(name.substr(0, name.size() - 3));
    return languages;
}

TranslationState state_of(const World& world, const FolderTexts& folder,
                          const std::string& language) {
    TranslationState state;
    state.folder = folder.folder;
    state.language = language;
    state.path = catalogue_path(folder.folder, language);
    state.texts = folder.texts.size();
    const CatalogueFile file = world.read_catalogue(state.path).value_or(CatalogueFile{});
    state.problems = file.problems;
    std::map<std::string, const CatalogueEntry*> entries;
    for (const CatalogueEntry& entry : file.entries)
        if (!entry.obsolete) entries[entry.context] = &entry;
    for (const RulesetText& text : folder.texts) {
        const auto at = entries.find(text.key);
        if (at == entries.end() || at->second->translations.empty() ||
            at->second->translations[0].empty())
            state.missing.push_back(text);
        else if (at->second->fuzzy || at->second->source != text.source)
            state.stale.push_back(text);
        else if (!same_holes(text.source, at->second->translations[0]))
            state.other_holes.push_back(text);
        else
            ++state.translated;
        if (at != entries.end()) entries.erase(at);
    }
    for (const auto& [key, entry] : entries) state.obsolete.push_back(key);
    return state;
}

CatalogueFile merged(const World& world, const FolderTexts& folder, const std::string& language) {
    const CatalogueFile old =
        world.read_catalogue(catalogue_path(folder.folder, language)).value_or(CatalogueFile{});
    std::map<std::string, CatalogueEntry> entries;
    for (const CatalogueEntry& entry : old.entries) entries[entry.context] = entry;
    CatalogueFile made;
    made.language = language;
    made.problems = old.problems;
    for (const RulesetText& text : folder.texts) {
        CatalogueEntry entry;
        if (const auto at = entries.find(text.key); at != entries.end()) {
            entry = std::move(at->second);
            entries.erase(at);
        }
        const bool translated = !entry.translations.empty() && !entry.translations[0].empty();
        if (translated && entry.source != text.source) {
            entry.fuzzy = true;
            entry.previous = entry.source;
        }
        entry.context = text.key;
        entry.source = text.source;
        entry.obsolete = false;
        made.entries.push_back(std::move(entry));
    }
    return made;
}

}  // namespace tutela
