#include "apps/cli/run.hpp"

#include <sstream>

#include <fmt/format.h>

#include "apps/cli/language.hpp"
#include "apps/cli/options.hpp"
#include "apps/cli/tell_error.hpp"
#include "apps/cli/usage_error.hpp"
#include "formats/tell.hpp"
#include "formats/write_config.hpp"

namespace tutela {
namespace {

void tell_unknown_language(const World& world) {
    World speaking = world;
    speaking.language = english();
    tell_error(
        speaking, message("there are no translations into that language"),
        message("choose one of {}", fmt::format("{}", fmt::join(known_languages(world), ", "))));
}

std::string footer(const World& world) {
    const Language& say = *world.language;
    const std::pair<std::string, std::string> lines[] = {
        {"tutela new programme > programme.toml", say.tr("begin a design")},
        {"tutela check programme.toml", say.tr("audit it")},
        {"tutela explain programme.toml AAP-01 S1", say.tr("why, and what to do")},
        {"tutela rules core", say.tr("what is asked for")}};
    std::vector<std::string> examples_told;
    for (const auto& [line, words] : lines)
        examples_told.push_back(fmt::format("{:<43}  {}", line, words));
    return examples(world, examples_told) + "\n" +
           wrapped(say.tr("Exit codes: 0 passed the gate, 1 not met at the gate, 2 cannot be told, "
                          "3 the rules are wrong, 4 an input cannot be read, 64 usage."),
                   0, "");
}

// The words of the command-line library itself.
void translate_library(CLI::App& program, const Language& say) {
    program.option_defaults()->group(say.tr("Options"));
    program.set_help_flag("-h,--help", say.tr("Print this help message and exit"));
    program.set_version_flag("--version", "tutela " TUTELA_VERSION,
                             say.tr("Display program version information and exit"));
    const auto formatter = std::make_shared<CLI::Formatter>();
    formatter->label("Usage", say.tr("Usage"));
    formatter->label("Positionals", say.tr("Positionals"));
    formatter->label("OPTIONS", say.tr("OPTIONS"));
    formatter->label("SUBCOMMAND", say.tr("SUBCOMMAND"));
    formatter->label("REQUIRED", say.tr("REQUIRED"));
    program.formatter(formatter);
}

void group_commands(CLI::App& command, const Language& say) {
    for (CLI::App* inner : command.get_subcommands([](const CLI::App*) { return true; })) {
        inner->group(say.tr("Subcommands"));
        inner->get_help_ptr()->group(say.tr("Options"));
        inner->fallthrough();
        group_commands(*inner, say);
    }
}

int run_command(const std::vector<std::string>& arguments, const World& world) {
    int code = passed;
    const Language& say = *world.language;
    CLI::App program(
        say.tr("Audits humanitarian programme designs against protection rules, and says why"),
        "tutela");
    translate_library(program, say);
    program.require_subcommand(1);
    program.footer(footer(world));
    add_check(program, world, code);
    add_portfolio(program, world, code);
    add_explain(program, world, code);
    add_plan(program, world, code);
    add_rules(program, world, code);
    add_test(program, world, code);
    add_describe(program, world, code);
    add_format(program, world, code);
    add_lint(program, world, code);
    add_waivers(program, world, code);
    add_baseline(program, world, code);
    add_config(program, world, code);
    add_translations(program, world, code);
    add_new(program, world, code);
    add_completion(program, world, code);
    add_man(program, world, code);
    std::string language;  // chosen already: even the help speaks it
    program
        .add_option("--language", language,
                    say.tr("The language to be spoken to in, for example {} (default: from the "
                           "environment)",
                           "fr"))
        ->type_name(say.tr("CODE"));
    group_commands(program, say);
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    try {
        program.parse(reversed);
    } catch (const CLI::ParseError& error) {
        std::ostringstream out, err;
        if (program.exit(error, out, err) == 0) {
            world.out(out.str());
            return passed;
        }
        const UsageError told = usage_error(program, error, arguments);
        tell_error(world, told.what, told.help);
        return usage;
    }
    return code;
}

}  // namespace

int run(const std::vector<std::string>& arguments, const World& outside) {
    World world = outside;
    world.language = choose_language(outside, arguments, world.language_by);
    if (!world.language) {
        tell_unknown_language(outside);
        return usage;
    }
    const int code = run_command(arguments, world);
    if (!world.end_out || world.end_out()) return code;
    tell_error(world, message("{} cannot be written", "<stdout>"));
    return input_wrong;
}

}  // namespace tutela
