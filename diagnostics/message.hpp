#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/language.hpp"

namespace tutela {

// Something to say, not yet in any language: the words as they are written, and what is put into them. An argument is
// a word of the user's (a name, a number) or again something to say. Made by `message`, `message_n` and `literally`.
struct Message {
    // The program's own texts, which live as long as it does: most messages are made in case
    // something is wrong, and cost nothing where all is well.
    std::string_view source;
    std::string_view many;  // the form of a plural for other counts than one
    std::uint64_t count = 1;
    std::vector<Message> arguments;
    std::string words;     // instead: the user's own, never translated
    bool literal = false;  // there are such, perhaps none

    // Declared, so that no string becomes one by standing in its place: it would never be translated.
    Message() = default;
    [[nodiscard]] std::string in(const Language& language) const;
    // As written, which is English.
    [[nodiscard]] std::string text() const { return in(*english()); }
    [[nodiscard]] bool empty() const { return source.empty() && words.empty(); }
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
[[nodiscard]] Message message(Wording<sizeof...(Arguments)> source, const Arguments&... arguments) {
    Message made;
    made.source = source.text();
    made.arguments.reserve(sizeof...(arguments));
    (made.arguments.push_back(detail::part(arguments)), ...);
    return made;
}

// A text that goes by a count, which is its first argument: `message_n("{0} rule", "{0} rules", count)`.
template <class... Arguments>
[[nodiscard]] Message message_n(Wording<sizeof...(Arguments) + 1, false> one,
                                Wording<sizeof...(Arguments) + 1, false> many, std::uint64_t count,
                                const Arguments&... arguments) {
    Message made;
    made.source = one.text();
    made.many = many.text();
    made.count = count;
    made.arguments.reserve(1 + sizeof...(arguments));
    made.arguments.push_back(detail::part(count));
    (made.arguments.push_back(detail::part(arguments)), ...);
    return made;
}

}  // namespace tutela
