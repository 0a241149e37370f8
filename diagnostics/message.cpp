#include "diagnostics/message.hpp"

namespace tutela {

std::string Message::in(const Language& language) const {
    if (literal) return source;
    std::vector<std::string> words;
    words.reserve(arguments.size());
    for (const Message& argument : arguments) words.push_back(argument.in(language));
    return language.filled(
        many.empty() ? language.text("", source) : language.plural(source, many, count), words);
}

Message literally(std::string_view words) {
    Message made;
    made.source = words;
    made.literal = true;
    return made;
}

}  // namespace tutela
