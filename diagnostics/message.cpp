#include "diagnostics/message.hpp"

namespace tutela {

std::string Message::in(const Language& language) const {
    if (literal) return words;
    std::vector<std::string> parts;
    parts.reserve(arguments.size());
    for (const Message& argument : arguments) parts.push_back(argument.in(language));
    return language.filled(
        many.empty() ? language.text("", source) : language.plural(source, many, count), parts);
}

Message literally(std::string_view words) {
    Message made;
    made.words = words;
    made.literal = true;
    return made;
}

}  // namespace tutela
