#include "formats/value_end.hpp"

#include <algorithm>

namespace tutela {
namespace {

std::size_t text_end(std::string_view text, std::size_t begin) {
    const char quote = text[begin];
    const std::string_view three = text.substr(begin, 3);
    const bool long_one = three.size() == 3 && three[1] == quote && three[2] == quote;
    std::size_t at = begin + (long_one ? 3 : 1);
    while (at < text.size()) {
        if (quote == '"' && text[at] == '\\') {
            at += 2;
        } else if (text[at] != quote) {
            ++at;
        } else if (!long_one) {
            return at + 1;
        } else if (text.substr(at, 3) == three) {
            // Up to two quotes may stand before the three that end it.
            at += 3;
            while (at < text.size() && text[at] == quote) ++at;
            return at;
        } else {
            ++at;
        }
    }
    return text.size();
}

}  // namespace

std::size_t value_end(std::string_view text, std::size_t begin) {
    std::size_t at = begin, depth = 0;
    while (at < text.size()) {
        const char c = text[at];
        if (c == '"' || c == '\'') {
            at = text_end(text, at);
        } else if (c == '#') {
            at = line_end(text, at);
        } else if (c == '[' || c == '{') {
            ++depth;
            ++at;
        } else if ((c == ']' || c == '}') && depth > 0) {
            --depth;
            ++at;
        } else if (depth == 0) {
            return std::min(text.find_first_of(",]}#\r\n \t", at), text.size());
        } else {
            ++at;
        }
        if (depth == 0) return std::min(at, text.size());
    }
    return text.size();
}

std::size_t skip_space(std::string_view text, std::size_t at) {
    while (at < text.size()) {
        if (text[at] == '#')
            at = line_end(text, at);
        else if (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n')
            ++at;
        else
            break;
    }
    return at;
}

std::size_t line_end(std::string_view text, std::size_t at) {
    return std::min(text.find_first_of("\r\n", at), text.size());
}

bool line_is_over(std::string_view text, std::size_t at) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) ++at;
    return at == text.size() || text[at] == '#' || text[at] == '\r' || text[at] == '\n';
}

std::string_view indent_of(std::string_view text, std::size_t at) {
    const std::size_t before = at == 0 ? std::string_view::npos : text.find_last_of('\n', at - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    const std::size_t end = std::min(text.find_first_not_of(" \t", begin), text.size());
    return text.substr(begin, end - begin);
}

bool begins_line(std::string_view text, std::size_t at) {
    while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t')) --at;
    return at == 0 || text[at - 1] == '\n';
}

}  // namespace tutela
