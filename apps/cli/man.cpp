#include <fmt/core.h>

#include "apps/cli/options.hpp"

// The man page and the shell completion are made from the same declarations as --help.

namespace tutela {
namespace {

std::string roff(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else
            out += c;
        if (c == '\n') continue;
    }
    if (!out.empty() && (out[0] == '.' || out[0] == '\'')) out.insert(0, "\\&");
    return out;
}

std::vector<const CLI::App*> commands(const CLI::App& program) {
    return program.get_subcommands([](const CLI::App*) { return true; });
}

std::string man_page(const CLI::App& program) {
    std::string out = ".TH TUTELA 1 \"\" \"tutela " TUTELA_VERSION
                      "\" \"User Commands\"\n.SH NAME\ntutela \\- " +
                      roff(program.get_description()) +
                      "\n.SH SYNOPSIS\n.B tutela\n\\fICOMMAND\\fR [\\fIOPTION\\fR]...\n";
    for (const CLI::App* command : commands(program)) {
        out += fmt::format(".SH {}\n{}.\n", roff(command->get_name()),
                           roff(command->get_description()));
        for (const CLI::Option* option : command->get_options())
            out += fmt::format(".TP\n\\fB{}\\fR\n{}\n", roff(option->get_name(false, true)),
                               roff(option->get_description()));
        std::string footer = command->get_footer();
        if (!footer.empty()) out += ".PP\n.nf\n" + roff(footer) + ".fi\n";
    }
    return out +
           ".SH EXIT STATUS\n0 passed the gate; 1 a rule at the gate is not met; 2 nothing failed "
           "but something at the "
           "gate cannot be told; 3 the rules are wrong; 4 an input cannot be read or has errors; "
           "64 usage.\n";
}

std::string words_of(const CLI::App& command) {
    std::string words;
    for (const CLI::Option* option : command.get_options())
        for (const std::string& name : option->get_lnames())
            words += (words.empty() ? "--" : " --") + name;
    return words;
}

std::string completion(const CLI::App& program, const std::string& shell) {
    std::string names;
    for (const CLI::App* command : commands(program))
        names += (names.empty() ? "" : " ") + command->get_name();
    if (shell == "fish") {
        std::string out = "complete -c tutela -n __fish_use_subcommand -f -a '" + names + "'\n";
        for (const CLI::App* command : commands(program))
            for (const CLI::Option* option : command->get_options())
                for (const std::string& name : option->get_lnames())
                    out += fmt::format(
                        "complete -c tutela -n '__fish_seen_subcommand_from {}' -l {}\n",
                        command->get_name(), name);
        return out;
    }
    std::string out =
        shell == "zsh" ? "#compdef tutela\nautoload -U +X bashcompinit && bashcompinit\n" : "";
    out +=
        "_tutela() {\n    local word=\"${COMP_WORDS[COMP_CWORD]}\"\n    case \"${COMP_WORDS[1]}\" "
        "in\n";
    for (const CLI::App* command : commands(program))
        out += fmt::format("    {}) COMPREPLY=($(compgen -f -W \"{}\" -- \"$word\")) ;;\n",
                           command->get_name(), words_of(*command));
    return out + fmt::format(
                     "    *) COMPREPLY=($(compgen -W \"{}\" -- \"$word\")) ;;\n    "
                     "esac\n}}\ncomplete -F _tutela tutela\n",
                     names);
}

}  // namespace

void add_man(CLI::App& program, const World& world, int&) {
    CLI::App* command = program.add_subcommand("man", "Print the manual page");
    command->callback([&program, &world] { world.out(man_page(program)); });
}

void add_completion(CLI::App& program, const World& world, int&) {
    auto shell = std::make_shared<std::string>();
    CLI::App* command = program.add_subcommand("completion", "Print completion for a shell");
    command->add_option("shell", *shell, "bash, zsh or fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}))
        ->type_name("SHELL");
    command->footer("Examples:\n  source <(tutela completion bash)\n");
    command->callback([shell, &program, &world] { world.out(completion(program, *shell)); });
}

}  // namespace tutela
