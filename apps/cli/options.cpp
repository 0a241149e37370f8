#include "apps/cli/options.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "apps/cli/language.hpp"
#include "apps/cli/settings.hpp"
#include "apps/cli/tell_error.hpp"
#include "engine/calendar.hpp"
#include "engine/texts.hpp"

namespace tutela {

void add_rule_options(CLI::App& command, const World& world, RuleOptions& options) {
    const Language& say = *world.language;
    command
        .add_option(
            "-r,--ruleset", options.rulesets,
            say.tr("A ruleset, by name or path; may be given again (default: {})", default_ruleset))
        ->type_name(say.tr("NAME|PATH"))
        ->take_all()
        ->allow_extra_args(false);
    command
        .add_option(
            "-p,--profile", options.profile,
            say.tr("Judge only the rules of this profile, for example {}", "first-72-hours"))
        ->type_name(say.tr("NAME"));
    command
        .add_option("--as-of", options.as_of,
                    say.tr("The evaluation date, for example {} (default: today)", "2026-07-01"))
        ->type_name(say.tr("DATE"));
    command.add_flag("--no-presumptions", options.no_presumptions,
                     say.tr("Presume nothing that the design does not state"));
}

CLI::Option* add_choice(CLI::App& command, const World& world, const std::string& name,
                        std::string& value, const std::vector<std::string>& choices,
                        const std::string& description) {
    const auto check = [language = world.language, choices](const std::string& word) {
        return std::find(choices.begin(), choices.end(), word) != choices.end()
                   ? std::string()
                   : language->tr("`{}` is not one of {}", word,
                                  fmt::format("{}", fmt::join(choices, ", ")));
    };
    return command.add_option(name, value, description)
        ->check(CLI::Validator(check, ""))
        ->type_name(fmt::format("{}", fmt::join(choices, "|")));
}

std::string examples(const World& world, const std::vector<std::string>& lines) {
    std::string text = world.language->tr("Examples:") + "\n";
    for (const std::string& line : lines) text += "  " + line + "\n";
    return text;
}

void add_one_ruleset(CLI::App& command, const World& world, std::string& name,
                     RuleOptions& options) {
    const Language& say = *world.language;
    command
        .add_option("ruleset", name,
                    say.tr("A ruleset, by name or path (default: {})", default_ruleset))
        ->type_name(say.tr("RULESET"));
    command.add_option("-p,--profile", options.profile, say.tr("Only the rules of this profile"))
        ->type_name(say.tr("NAME"));
    command
        .add_option("--as-of", options.as_of,
                    say.tr("The date on which overrides are looked at (default: today)"))
        ->type_name(say.tr("DATE"));
}

namespace {

// "rulesets/core/../gbv" is "rulesets/gbv".
std::string joined(const std::string& folder, const std::string& name) {
    std::string path = folder + "/" + name;
    for (std::size_t up = path.find("/../"); up != std::string::npos && up > 0;
         up = path.find("/../")) {
        const std::size_t before = path.find_last_of('/', up - 1);
        const std::size_t from = before == std::string::npos ? 0 : before + 1;
        if (path.compare(from, up - from, "..") == 0) break;
        path.erase(from, up + 4 - from);
    }
    return path;
}

std::optional<RuleFile> read(const World& world, const std::string& path) {
    auto text = world.read_file(path);
    if (!text) return std::nullopt;
    return RuleFile{path, std::move(*text)};
}

}  // namespace

std::optional<RuleFile> find_rules(const World& world, const std::string& name) {
    const bool is_path = name.find('/') != std::string::npos ||
                         name.find(".tutela") != std::string::npos || world.is_folder(name);
    if (is_path) {
        std::string path = name;
        while (path.size() > 1 && path.back() == '/') path.pop_back();
        if (world.is_folder(path)) return read(world, joined(path, last_part(path) + ".tutela"));
        return read(world, path);
    }
    for (const std::string& folder : world.ruleset_folders) {
        if (auto file = read(world, joined(folder, joined(name, name + ".tutela")))) return file;
        if (auto file = read(world, joined(folder, name + ".tutela"))) return file;
    }
    return std::nullopt;
}

std::optional<std::int64_t> evaluation_day(const World& world, const RuleOptions& options) {
    if (options.as_of.empty()) return world.today;
    const auto date = parse_date(options.as_of);
    return date && date->is_point() ? std::optional(date->low.numerator) : std::nullopt;
}

namespace {

// A name that there is none of: of a ruleset, of a profile. Where the project's settings name it, that is the place to
// look at, and it is they that are wrong.
void tell_unknown(const World& world, const RuleOptions& options, const Diagnostic& what,
                  Sources& sources, Diagnostics& said) {
    if (what.span.known()) {
        world.err(render(options.project->sources, {what}, render_options(world)));
        return take(options.project->sources, {what}, sources, said);
    }
    tell_error(world, what.message, what.help.front());
    said.push_back(what);
}

Diagnostic unknown_ruleset(const World& world, const RuleOptions& options,
                           const std::string& name) {
    return {Code::unknown_ruleset,
            options.project ? options.project->place_of_ruleset(name) : Span{},
            message("there is no ruleset `{}`", name),
            {},
            {world.ruleset_folders.empty()
                 ? message("give a path to a .tutela file")
                 : message("give a path to a .tutela file, or a name found in: {}",
                           fmt::format("{}", fmt::join(world.ruleset_folders, ", ")))}};
}

Diagnostic unknown_profile(const RuleOptions& options, const Ruleset& ruleset) {
    std::string known;
    for (const Profile& profile : ruleset.profiles)
        known += (known.empty() ? "" : ", ") + profile.name;
    return {
        Code::unknown_setting,
        options.project ? options.project->place_of_profile(options.profile) : Span{},
        message("`{}` has no profile `{}`", ruleset.name, options.profile),
        {},
        {known.empty() ? message("it has no profiles") : message("its profiles are: {}", known)}};
}

}  // namespace

CompiledRules compile_rules(const World& world, Sources& sources, const RuleOptions& options) {
    CompiledRules loaded;
    const auto day = evaluation_day(world, options);
    if (!day) {
        tell_error(world, message("`{}` is not a date", options.as_of),
                   message("write it as {}", "2026-07-01"));
        loaded.code = usage;
        return loaded;
    }
    loaded.as_of = *day;
    std::vector<RuleFile> roots;
    std::vector<std::string> folders;
    for (const std::string& name :
         options.rulesets.empty() ? std::vector<std::string>{default_ruleset} : options.rulesets) {
        auto file = find_rules(world, name);
        if (!file) {
            tell_unknown(world, options, unknown_ruleset(world, options, name), sources,
                         loaded.diagnostics);
            loaded.code = rules_wrong;
            return loaded;
        }
        folders.push_back(folder_of(file->name));
        loaded.files.push_back(file->name);
        roots.push_back(std::move(*file));
    }
    // What a ruleset names may stand beside it, in a folder beside its own, or where all rulesets
    // are; the parts of a ruleset that was found so stand beside that.
    const auto find_near = [&](const std::string& name) -> std::optional<RuleFile> {
        for (const std::string& folder : folders) {
            if (auto file = read(world, joined(folder, name + ".tutela"))) return file;
            if (auto file = read(world, joined(folder, "../" + name + "/" + name + ".tutela")))
                return file;
        }
        return find_rules(world, name);
    };
    const auto find = [&](std::string_view name) {
        auto file = find_near(std::string(name));
        if (!file) return file;
        const std::string folder = folder_of(file->name);
        if (std::find(folders.begin(), folders.end(), folder) == folders.end())
            folders.push_back(folder);
        return file;
    };
    loaded.compiled = compile(sources, roots, find, {loaded.as_of});
    return loaded;
}

LoadedRules load_rules(const World& world, Sources& sources, const RuleOptions& options) {
    CompiledRules found = compile_rules(world, sources, options);
    LoadedRules loaded{{}, found.as_of, found.code, std::move(found.diagnostics)};
    if (!found.compiled) return loaded;
    Compiled& compiled = *found.compiled;
    world.err(render(sources, compiled.diagnostics, render_options(world)));
    loaded.diagnostics = compiled.diagnostics;
    if (!compiled.ruleset) {
        loaded.code = rules_wrong;
        return loaded;
    }
    if (!options.profile.empty() && !compiled.ruleset->find_profile(options.profile)) {
        const Diagnostic said = unknown_profile(options, *compiled.ruleset);
        tell_unknown(world, options, said, sources, loaded.diagnostics);
        loaded.code = said.span.known() ? input_wrong : usage;
        return loaded;
    }
    if (options.project) {
        const Diagnostics said =
            set_severities(world, *options.project, *compiled.ruleset, loaded.as_of);
        take(options.project->sources, said, sources, loaded.diagnostics);
        if (has_errors(said)) {
            loaded.code = input_wrong;
            return loaded;
        }
    }
    loaded.program.emplace(make_program(std::move(*compiled.ruleset), options.profile));
    if (!options.as_written)
        speak(*loaded.program, with_rulesets(world, sources, loaded.program->ruleset));
    return loaded;
}

std::optional<Design> load_text(const World& world, Sources& sources, const Vocabulary& vocabulary,
                                const std::string& name, std::string text, Diagnostics* said,
                                bool quiet) {
    ReadDesign read_result =
        read_design(sources, vocabulary, name, std::move(text),
                    [&](std::string_view other) { return world.read_file(std::string(other)); });
    if (quiet) {
        tell_kinds(world, read_result.diagnostics, said);
        return std::move(read_result.design);
    }
    world.err(render(sources, read_result.diagnostics, render_options(world)));
    if (said)
        said->insert(said->end(), read_result.diagnostics.begin(), read_result.diagnostics.end());
    return std::move(read_result.design);
}

}  // namespace tutela
