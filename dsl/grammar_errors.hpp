#pragma once

#include <string>
#include <string_view>

#include "diagnostics/message.hpp"
#include "dsl/grammar.hpp"

// What to say where the lexical grammar finds no token: one entry for each rule that stands for a
// mistake.
namespace tutela::grammar {

struct Mistake {
    Message what;
    Message help;
};

template <typename Rule>
struct mistake;

template <>
struct mistake<unclosed_text> {
    static Mistake of(std::string_view) {
        return {message("a text is not closed"),
                message("end it with `\"`; inside a text, write `\\\"` for a quotation mark")};
    }
};

template <>
struct mistake<ill_formed_name> {
    static Mistake of(std::string_view text) {
        std::string fixed;
        for (const char c : text) {
            if (c == '_')
                fixed += '-';
            else
                fixed += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
        }
        return {message("`{}` is not a name: names have small letters, digits and hyphens", text),
                fixed.find_first_of("abcdefghijklmnopqrstuvwxyz") == 0
                    ? message("write `{}`", fixed)
                    : Message{}};
    }
};

template <>
struct mistake<foreign_operator> {
    static Mistake of(std::string_view text) {
        const char* ours = text == "=="                   ? "is"
                           : text == "!=" || text == "<>" ? "is not"
                           : text == "&&"                 ? "and"
                           : text == "||"                 ? "or"
                           : text == "=>"                 ? ">="
                           : text == "=<"                 ? "<="
                                                          : "not";
        return {message("`{}` is not an operator here", text), message("write `{}`", ours)};
    }
};

template <>
struct mistake<foreign_quotation> {
    static Mistake of(std::string_view text) {
        return {message("`{}` does not open a text", text),
                message("texts stand between straight quotation marks: `\"…\"`")};
    }
};

template <>
struct mistake<stray_character> {
    static Mistake of(std::string_view text) {
        if (text == "{" || text == "}")
            return {message("`{}` has no meaning outside of a message", text), {}};
        if (text.size() == 1 && (text[0] < ' ' || text[0] == 0x7f))
            return {message("a control character stands here"), {}};
        if (text == "\xC2\xA0")
            return {message("a no-break space stands here"), message("use a plain space")};
        return {message("`{}` has no meaning here", text), {}};
    }
};

}  // namespace tutela::grammar
