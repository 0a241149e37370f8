#pragma once

#include <string>
#include <vector>

#include "apps/cli/world.hpp"
#include "engine/ruleset.hpp"

namespace tutela {

// The language that the arguments ask for (`--language fr`), else that of the project's settings, else that of the
// environment, with the program's own catalogue. Nothing when the arguments ask for one that there is no catalogue of; an
// environment that does is spoken to in English. `by`: which of them it was.
[[nodiscard]] std::shared_ptr<const Language> choose_language(
    const World& world, const std::vector<std::string>& arguments, ChosenBy& by);
// The codes of the languages that the program speaks: en, those it has catalogues of, and qps for tests.
[[nodiscard]] std::vector<std::string> known_languages(const World& world);

[[nodiscard]] bool is_known_language(const World& world, const std::string& code);

// The same language with the catalogues that stand beside the rulesets (`translations/fr.po`) as well.
[[nodiscard]] std::shared_ptr<const Language> with_rulesets(const World& world,
                                                            const Sources& sources,
                                                            const Ruleset& ruleset);
// Does a translation hold what the program puts into the text, and nothing else? One that does not is not used. A form
// of a plural may leave something out: "one rule".
[[nodiscard]] bool fits(const CatalogueEntry& entry);
// The folder of a file: what stands before the last slash.
[[nodiscard]] std::string folder_of(const std::string& path);
// The name of a file or folder: what stands after it.
[[nodiscard]] std::string last_part(const std::string& path);

}  // namespace tutela
