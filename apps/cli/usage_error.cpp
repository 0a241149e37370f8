#include "apps/cli/usage_error.hpp"

#include <fmt/format.h>

#include "diagnostics/suggest.hpp"

namespace tutela {
namespace {

// The innermost command that was given, after the names of those around it.
struct Given {
    const CLI::App* command;
    std::string name;
};

Given given_command(const CLI::App& program) {
    Given given{&program, program.get_name()};
    while (!given.command->get_subcommands().empty()) {
        given.command = given.command->get_subcommands().front();
        given.name += " " + given.command->get_name();
    }
    return given;
}

std::vector<const CLI::App*> commands_of(const CLI::App& command) {
    return command.get_subcommands([](const CLI::App*) { return true; });
}

// The command or option that a word was meant to be.
std::string meant(const CLI::App& command, const std::string& word) {
    std::vector<std::string> known;
    for (const CLI::App* one : commands_of(command)) known.push_back(one->get_name());
    for (const CLI::Option* option : command.get_options())
        for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
    const std::string near = closest(word, known);
    return near == word ? "" : near;
}

Message what_is_missing(const CLI::App& command) {
    for (const CLI::Option* option : command.get_options())
        if (option->get_required() && option->empty())
            return message("`{}` is missing", option->get_name());
    return message("a command is missing");
}

// "NAME: what is wrong with it": the library tells names and reasons in one text only.
std::pair<std::string, std::string> parts_of(const CLI::ParseError& error) {
    const std::string text = error.what();
    const std::size_t colon = text.find(": ");
    return colon == std::string::npos ? std::pair(text.substr(0, text.find(' ')), std::string())
                                      : std::pair(text.substr(0, colon), text.substr(colon + 2));
}

Message what_is_wrong(const CLI::App& program, const CLI::ParseError& error) {
    if (dynamic_cast<const CLI::RequiredError*>(&error))
        return what_is_missing(*given_command(program).command);
    if (dynamic_cast<const CLI::ExtrasError*>(&error))
        return message("`{}` is not expected here",
                       fmt::format("{}", fmt::join(program.remaining(true), " ")));
    const auto [name, why] = parts_of(error);
    // "Could not convert: NAME = VALUE"
    if (dynamic_cast<const CLI::ConversionError*>(&error))
        return message("`{}` cannot be read", why);
    // Only `one_of` validates, and its words are ours.
    if (dynamic_cast<const CLI::ValidationError*>(&error)) return message("{}: {}", name, why);
    if (dynamic_cast<const CLI::ArgumentMismatch*>(&error))
        return why.find("missing") != std::string::npos ? message("`{}` needs a value", name)
               : why.empty()                            ? message("`{}` takes no value", name)
                             : message("`{}` is given more than once", name);
    return message("`{}` is not used like this", name);
}

}  // namespace

UsageError usage_error(const CLI::App& program, const CLI::ParseError& error,
                       const std::vector<std::string>& arguments) {
    UsageError told{what_is_wrong(program, error), {}};
    const Given given = given_command(program);
    const std::vector<std::string> left = program.remaining(true);
    const std::string word = !left.empty()                                     ? left.front()
                             : given.command == &program && !arguments.empty() ? arguments.front()
                                                                               : "";
    if (const std::string near = meant(*given.command, word); !near.empty())
        told.help = message("did you mean `{}`?", near);
    else
        told.help = message("`{} --help` tells how it is used", given.name);
    return told;
}

}  // namespace tutela
