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

std::string heading(const std::string& text) {
    return ".SH " + roff(text) + "\n";
}

std::string man_page(const CLI::App& program, const Language& say) {
    std::string out = fmt::format(".TH TUTELA 1 \"\" \"tutela {}\" \"{}\"\n", TUTELA_VERSION,
                                  roff(say.tr("User Commands"))) +
                      heading(say.tr("NAME")) + "tutela \\- " + roff(program.get_description()) +
                      "\n" + heading(say.tr("SYNOPSIS")) +
                      fmt::format(".B tutela\n\\fI{}\\fR [\\fI{}\\fR]...\n",
                                  roff(say.tr("COMMAND")), roff(say.tr("OPTION")));
    for (const CLI::App* command : commands(program)) {
        out += heading(command->get_name()) + roff(command->get_description()) + ".\n";
        for (const CLI::Option* option : command->get_options())
            out += fmt::format(".TP\n\\fB{}\\fR\n{}\n", roff(option->get_name(false, true)),
                               roff(option->get_description()));
        std::string footer = command->get_footer();
        if (!footer.empty()) out += ".PP\n.nf\n" + roff(footer) + ".fi\n";
    }
    return out + heading(say.tr("EXIT STATUS")) +
           roff(say.tr("0 passed the gate; 1 a rule at the gate is not met; 2 nothing failed but "
                       "something at the gate cannot be told; 3 the rules are wrong; 4 an input "
                       "cannot be read or has errors; 64 usage.")) +
           "\n";
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
    CLI::App* command = program.add_subcommand("man", world.language->tr("Print the manual page"));
    command->callback([&program, &world] { world.out(man_page(program, *world.language)); });
}

void add_completion(CLI::App& program, const World& world, int&) {
    const Language& say = *world.language;
    auto shell = std::make_shared<std::string>();
    CLI::App* command =
        program.add_subcommand("completion", say.tr("Print completion for a shell"));
    add_choice(*command, world, "shell", *shell, {"bash", "zsh", "fish"},
               say.tr("The shell that completes"))
        ->required();
    command->footer(examples(world, {"source <(tutela completion bash)"}));
    command->callback([shell, &program, &world] { world.out(completion(program, *shell)); });
}

}  // namespace tutela
