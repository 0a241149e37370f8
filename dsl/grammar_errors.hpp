#pragma once

#include <string>
#include <string_view>

#include "dsl/grammar.hpp"

// What to say where the lexical grammar finds no token: one entry for each rule that stands for a
// mistake.
namespace tutela::grammar {

struct Mistake {
    std::string message;
    std::string help;
};

template <typename Rule>
struct mistake;

template <>
struct mistake<unclosed_text> {
    static Mistake of(std::string_view) {
        return {"a text is not closed",
                "end it with `\"`; inside a text, write `\\\"` for a quotation mark"};
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
        return {
            "`" + std::string(text) +
                "` is not a name: names have small letters, digits and hyphens",
            fixed.find_first_of("abcdefghijklmnopqrstuvwxyz") == 0 ? "write `" + fixed + "`" : ""};
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
        return {"`" + std::string(text) + "` is not an operator here",
                "write `" + std::string(ours) + "`"};
    }
};

template <>
struct mistake<foreign_quotation> {
    static Mistake of(std::string_view text) {
        return {"`" + std::string(text) + "` does not open a text",
                "texts stand between straight quotation marks: `\"…\"`"};
    }
};

template <>
struct mistake<stray_character> {
    static Mistake of(std::string_view text) {
        if (text == "{" || text == "}")
            return {"`" + std::string(text) + "` has no meaning outside of a message", ""};
        if (text.size() == 1 && (text[0] < ' ' || text[0] == 0x7f))
            return {"a control character stands here", ""};
        if (text == "\xC2\xA0") return {"a no-break space stands here", "use a plain space"};
        return {"`" + std::string(text) + "` has no meaning here", ""};
    }
};

}  // namespace tutela::grammar
