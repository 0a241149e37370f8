#include "apps/cli/lint_surroundings.hpp"

#include "apps/cli/case_coverage.hpp"
#include "apps/cli/language.hpp"
#include "apps/cli/translation_state.hpp"

namespace tutela {
namespace {

constexpr std::size_t most_keys = 5;

// The first keys, and how many more there are.
Message keys_of(const std::vector<RulesetText>& texts) {
    std::string keys;
    for (std::size_t i = 0; i < std::min(texts.size(), most_keys); ++i)
        keys += (i == 0 ? "" : ", ") + texts[i].key;
    return texts.size() <= most_keys ? literally(keys)
                                     : message("{} and {} more", keys, texts.size() - most_keys);
}

void add(Diagnostics& findings, Code code, const std::vector<RulesetText>& texts,
         const Message& said, Message help) {
    if (!texts.empty())
        findings.push_back({code, texts.front().place, said, {}, {std::move(help)}});
}

// Only these two say what is wrong; what is wrong with rules or cases is told by other commands.
World without_errors(const World& world) {
    World quiet = world;
    quiet.err = [](std::string_view) {};
    return quiet;
}

}  // namespace

Diagnostics lint_translations(const World& world, Sources& sources, const std::string& ruleset,
                              bool built_on) {
    Diagnostics findings;
    const World quiet = without_errors(world);
    const auto file = find_rules(world, ruleset);
    const std::string own = file ? folder_of(file->name) : "";
    int code = passed;
    for (const FolderTexts& folder : texts_of(quiet, sources, {ruleset}, code)) {
        if (!built_on && folder.folder != own) continue;
        for (const std::string& language : languages_of(world, folder.folder)) {
            const TranslationState state = state_of(world, folder, language);
            add(findings, Code::missing_translation, state.missing,
                message("{} does not translate {}", state.path, keys_of(state.missing)),
                message("`{}` adds what is new to the catalogue", "tutela translations extract"));
            add(findings, Code::stale_translation, state.stale,
                message("{} translates what has changed since: {}", state.path,
                        keys_of(state.stale)),
                message("look through it, then take the mark `{}` away", "fuzzy"));
            add(findings, Code::stale_translation, state.other_holes,
                message("{} has other holes than the text: {}", state.path,
                        keys_of(state.other_holes)),
                message("write what stands in braces as it is in the text, each as often"));
        }
    }
    return findings;
}

Diagnostics lint_gaps(const World& world, const std::string& ruleset, bool built_on) {
    Diagnostics findings;
    const World quiet = without_errors(world);
    CaseSuites suites(quiet, {});
    suites.load({ruleset}, built_on);
    for (const std::string& gap : cover(quiet, suites).needless)
        findings.push_back({Code::needless_gap,
                            {},
                            message("the gap {} is no longer there", gap),
                            {},
                            {message("take it out of `{}`", "coverage-gaps.toml")}});
    return findings;
}

}  // namespace tutela
