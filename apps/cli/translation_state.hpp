#pragma once

#include <string>
#include <vector>

#include "apps/cli/options.hpp"
#include "engine/texts.hpp"

namespace tutela {

// What the catalogues of rulesets hold, and what they lack.
struct TranslationState {
    std::string folder;    // of the ruleset
    std::string language;  // of the catalogue
    std::string path;
    std::size_t texts = 0, translated = 0;
    std::vector<RulesetText> missing, stale;  // stale: the text has changed since
    std::vector<RulesetText> other_holes;     // the translation does not hold the same {…}
    std::vector<std::string> obsolete;        // keys that nothing asks for
    std::vector<Message> problems;            // of the file itself
};

// The texts of a ruleset and of what it builds on, by folder, in the order of their files.
struct FolderTexts {
    std::string folder;
    std::vector<RulesetText> texts;
};
[[nodiscard]] std::vector<FolderTexts> texts_of(const World& world, Sources& sources,
                                                const std::vector<std::string>& rulesets,
                                                int& code);
// One catalogue against its folder's texts.
[[nodiscard]] TranslationState state_of(const World& world, const FolderTexts& folder,
                                        const std::string& language);
// The languages that a folder has catalogues of.
[[nodiscard]] std::vector<std::string> languages_of(const World& world, const std::string& folder);
// The catalogue brought up to the texts: translations kept, those whose text has changed marked fuzzy, the rest empty.
[[nodiscard]] CatalogueFile merged(const World& world, const FolderTexts& folder,
                                   const std::string& language);

}  // namespace tutela
