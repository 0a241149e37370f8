#include "formats/may_be_design.hpp"

#include <algorithm>

#include "diagnostics/suggest.hpp"

namespace tutela {
namespace {

constexpr std::string_view spaces = " \t\r\n";

bool is_bare(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

// A key and what tells it from a word of a text: the colon after it.
bool has_json_key(std::string_view text, std::string_view key) {
    const std::string quoted = '"' + std::string(key) + '"';
    for (std::size_t at = text.find(quoted); at != std::string_view::npos;
         at = text.find(quoted, at + 1)) {
        const std::size_t next = text.find_first_not_of(spaces, at + quoted.size());
        if (next != std::string_view::npos && text[next] == ':') return true;
    }
    return false;
}

// The word that a line of TOML begins with: of `programme.title = …`, `[programme]`, `[[ "programme" ]]`.
std::string_view first_word(std::string_view line) {
    const std::size_t begin = line.find_first_not_of(" \t[\"'");
    if (begin == std::string_view::npos) return {};
    std::size_t end = begin;
    while (end < line.size() && is_bare(line[end])) ++end;
    return line.substr(begin, end - begin);
}

bool is_heading(std::string_view line) {
    const std::size_t begin = line.find_first_not_of(" \t");
    return begin != std::string_view::npos && line[begin] == '[';
}

}  // namespace

bool may_be_design(const Vocabulary& vocabulary, std::string_view name, std::string_view text) {
    text = without_mark(text);
    const bool wants_programme =
        !vocabulary.records.empty() && vocabulary.records[root_record].find("programme");
    // What is no text at all deserves to be told so.
    if (!wants_programme || text.find('\0') != std::string_view::npos) return true;
    if (is_json(name, text))
        return has_json_key(text, "programme") || has_json_key(text, "include");
    bool in_table = false;  // below a heading, keys are not those of the design
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::string_view word = first_word(line);
        if (word.empty()) continue;
        const bool heading = is_heading(line);
        in_table = in_table || heading;
        if (heading ? !closest(word, {"programme"}).empty()
                    : !in_table && (word == "programme" || word == "include"))
            return true;
    }
    return false;
}

bool is_json(std::string_view name, std::string_view text) {
    if (name.ends_with(".json")) return true;
    if (name.ends_with(".toml")) return false;
    // A line of JSON Lines: "designs.jsonl:7".
    if (is_lines_name(name.substr(0, name.find_last_of(':')))) return true;
    const std::size_t begin = text.find_first_not_of(spaces);
    return begin != std::string_view::npos && text[begin] == '{';
}

std::string_view without_mark(std::string_view text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    return text.substr(text.starts_with(mark) ? mark.size() : 0);
}

bool is_lines_name(std::string_view name) {
    return name.ends_with(".jsonl") || name.ends_with(".ndjson");
}

bool is_lines_text(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(spaces);
    if (begin == std::string_view::npos || text[begin] != '{') return false;
    int depth = 0;
    bool in_string = false;
    for (std::size_t at = begin; at < text.size() && text[at] != '\n'; ++at) {
        const char c = text[at];
        if (in_string && c == '\\')
            ++at;
        else if (c == '"')
            in_string = !in_string;
        else if (!in_string && (c == '{' || c == '['))
            ++depth;
        else if (!in_string && (c == '}' || c == ']') && --depth == 0)
            return true;
    }
    return false;
}

}  // namespace tutela
