#include "apps/cli/tell_error.hpp"
#include "apps/cli/translation_state.hpp"

#include <algorithm>
#include <memory>

// The catalogues of rulesets: written from the rules, and looked through.

namespace tutela {
namespace {

struct TranslationOptions {
    std::vector<std::string> rulesets, into;
    bool check = false;
};

std::vector<std::string> rulesets_of(const TranslationOptions& options) {
    return options.rulesets.empty() ? std::vector<std::string>{default_ruleset} : options.rulesets;
}

int extract(const World& world, const TranslationOptions& options) {
    Sources sources;
    int code = passed;
    for (const FolderTexts& folder : texts_of(world, sources, rulesets_of(options), code)) {
        std::vector<std::string> languages = languages_of(world, folder.folder);
        for (const std::string& language : options.into)
            if (std::find(languages.begin(), languages.end(), language) == languages.end())
                languages.push_back(language);
        for (const std::string& language : languages) {
            const std::string path = folder.folder + "/translations/" + language + ".po";
            const CatalogueFile file = merged(world, folder, language);
            // What cannot be read is not written over.
            for (const Message& problem : file.problems) tell_error(world, problem);
            if (!file.problems.empty() || !world.write_catalogue(path, file)) {
                tell_error(world, message("{} cannot be written", path));
                code = input_wrong;
                continue;
            }
            world.out(path + "\n");
        }
    }
    return code;
}

int status(const World& world, const TranslationOptions& options) {
    const Language& say = *world.language;
    Sources sources;
    int code = passed;
    bool whole = true;
    for (const FolderTexts& folder : texts_of(world, sources, rulesets_of(options), code))
        for (const std::string& language : languages_of(world, folder.folder)) {
            const TranslationState state = state_of(world, folder, language);
            for (const Message& problem : state.problems) tell_error(world, problem);
            if (!state.problems.empty()) code = input_wrong;
            world.out(
                say.tr("{}: {} of {} texts translated", state.path, state.translated, state.texts) +
                "\n");
            const auto list = [&](const std::vector<RulesetText>& texts, const std::string& what) {
                for (const RulesetText& text : texts)
                    world.out("  " + say.tr("{}: {}", what, text.key) + "\n");
                whole = whole && texts.empty();
            };
            list(state.missing, say.tr("missing"));
            list(state.stale, say.tr("stale"));
            list(state.other_holes, say.tr("other holes than the text"));
            for (const std::string& key : state.obsolete)
                world.out("  " + say.tr("{}: {}", say.tr("not needed"), key) + "\n");
            whole = whole && state.obsolete.empty();
        }
    return code != passed ? code : options.check && !whole ? not_met : passed;
}

}  // namespace

void add_translations(CLI::App& program, const World& world, int& code) {
    auto options = std::make_shared<TranslationOptions>();
    const Language& say = *world.language;
    CLI::App* command = program.add_subcommand(
        "translations", say.tr("Make and look through the catalogues of translations of rulesets"));
    command->require_subcommand(1);
    const auto add = [&](const char* name, const std::string& about) {
        CLI::App* sub = command->add_subcommand(name, about);
        sub->add_option("ruleset", options->rulesets,
                        say.tr("Rulesets, by name or path, with what they build on (default: {})",
                               default_ruleset))
            ->type_name(say.tr("RULESET"));
        return sub;
    };
    CLI::App* make =
        add("extract", say.tr("Write every text into the catalogues beside the rulesets; "
                              "translations that are there are kept"));
    make->add_option("--into", options->into,
                     say.tr("Languages to begin a catalogue of, for example {}", "fr,es"))
        ->delimiter(',')
        ->type_name(say.tr("CODE"));
    CLI::App* look = add("status", say.tr("Tell what is missing, stale or not needed"));
    look->add_flag("--check", options->check,
                   say.tr("Exit with 1 unless every text is translated"));
    command->footer(examples(world, {"tutela translations extract core --into fr,es",
                                     "tutela translations status --check"}));
    make->callback([options, &world, &code] { code = extract(world, *options); });
    look->callback([options, &world, &code] { code = status(world, *options); });
}

}  // namespace tutela
