#include "apps/cli/run.hpp"

#include <algorithm>
#include <sstream>

#include "apps/cli/language.hpp"
#include "apps/cli/options.hpp"
#include "diagnostics/suggest.hpp"

namespace tutela {
namespace {

std::string unknown_language(const World& world) {
    std::string known;
    for (const std::string& code : known_languages(world))
        known += (known.empty() ? "" : ", ") + code;
    return "error: there are no translations into that language\n  help: choose one of " + known +
           "\n";
}

}  // namespace

int run(const std::vector<std::string>& arguments, const World& outside) {
    int code = passed;
    World world = outside;
    world.language = choose_language(outside, arguments);
    if (!world.language) {
        world.err(unknown_language(outside));
        return usage;
    }
    CLI::App program("Audits humanitarian programme designs against protection rules, and says why",
                     "tutela");
    program.set_version_flag("--version", "tutela " TUTELA_VERSION);
    program.require_subcommand(1);
    program.footer(
        "Examples:\n"
        "  tutela new programme > programme.toml        begin a design\n"
        "  tutela check programme.toml                  audit it\n"
        "  tutela explain programme.toml AAP-01 S1      why, and what to do\n"
        "  tutela rules core                            what is asked for\n"
        "\n"
        "Exit codes: 0 passed the gate, 1 not met at the gate, 2 cannot be told, 3 the rules are "
        "wrong,\n"
        "4 an input cannot be read, 64 usage.\n");
    add_check(program, world, code);
    add_explain(program, world, code);
    add_rules(program, world, code);
    add_test(program, world, code);
    add_describe(program, world, code);
    add_format(program, world, code);
    add_lint(program, world, code);
    add_translations(program, world, code);
    add_new(program, world, code);
    add_completion(program, world, code);
    add_man(program, world, code);
    std::string language;  // chosen already: even the help speaks it
    program
        .add_option(
            "--language", language,
            "The language to be spoken to in, for example fr (default: from the environment)")
        ->type_name("CODE");
    for (CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; }))
        command->fallthrough();
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    try {
        program.parse(reversed);
    } catch (const CLI::ParseError& error) {
        std::ostringstream out, err;
        const int cli_code = program.exit(error, out, err);
        world.out(out.str());
        if (cli_code == 0) return passed;
        std::string text = err.str();
        // A command that does not exist: the nearest one.
        if (!arguments.empty() && arguments[0].rfind('-', 0) != 0) {
            std::vector<std::string> names;
            for (const CLI::App* command :
                 program.get_subcommands([](const CLI::App*) { return true; }))
                names.push_back(command->get_name());
            const std::string near = closest(arguments[0], names);
            if (!near.empty() && near != arguments[0]) text += "Did you mean `" + near + "`?\n";
        }
        world.err(text);
        return usage;
    }
    return code;
}

}  // namespace tutela
