#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/language.hpp"

namespace tutela {

// Something to say, not yet in any language: the words as they are written, and what is put into them. An argument is
// a word of the user's (a name, a number) or again something to say.
struct Message {
    std::string source;
    std::vector<Message> arguments;
    bool literal = false;  // the user's own words: never translated

    Message() = default;
    // A whole text without arguments.
    Message(const char* text) : source(text) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] std::string in(const Language& language) const;
    // As written, which is English.
    [[nodiscard]] std::string text() const { return in(*english()); }
    [[nodiscard]] bool empty() const { return source.empty(); }
    friend bool operator==(const Message&, const Message&) = default;
};

// Somebody's own words.
[[nodiscard]] Message literally(std::string_view words);

namespace detail {
inline Message part(const Message& value) {
    return value;
}
inline Message part(std::string_view value) {
    return literally(value);
}
inline Message part(const std::string& value) {
    return literally(value);
}
inline Message part(const char* value) {
    return literally(value);
}
inline Message part(std::integral auto value) {
    return literally(std::to_string(value));
}
}  // namespace detail

// `message("there is no ruleset `{}`", name)`. xgettext looks for the name of this function.
template <class... Arguments>
[[nodiscard]] Message message(const char* source, const Arguments&... arguments) {
    Message made(source);
    made.arguments = {detail::part(arguments)...};
    return made;
}

}  // namespace tutela
