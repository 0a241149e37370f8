#pragma once

#include <string>
#include <vector>

#include "engine/askable.hpp"
#include "formats/writers.hpp"

namespace tutela {

// Everything a writer needs to tell of one template. `told.report` is that of `asked`.
struct ToldTemplate {
    Told told;
    const AskedTemplate& asked;
};

[[nodiscard]] std::string write_template_text(const std::vector<ToldTemplate>& templates);
[[nodiscard]] std::string write_template_markdown(const std::vector<ToldTemplate>& templates);
// One template: an object; several: { "templates": […] }. Ends with a newline.
[[nodiscard]] std::string write_template_json(const std::vector<ToldTemplate>& templates);

// A field to add, as it would be written.
struct LineToAdd {
    const MissingField* missing = nullptr;
    std::string path;                // "sites[S1].population"
    std::string key;                 // within the table it is added to
    std::string type;                // "count"
    std::string question;            // what is asked of those who fill it in
    std::string post;                // who can answer, by name; may be empty
    std::vector<std::string> rules;  // ids that need it
    std::string line;                // TOML: population = { fill = "How many …?" }
};
// The fields to add to one table of the template.
struct TableToAdd {
    std::string table;    // "sites[S1]", "programme"; empty: the top of the file
    bool is_new = false;  // the template has no such table yet
    Span place;           // of the table; not known when new
    std::vector<LineToAdd> lines;
};
// In the order of the vocabulary, then of the rows.
[[nodiscard]] std::vector<TableToAdd> what_to_add(const ToldTemplate& one);

// Where the lines go, in words, and the lines to paste, comments included; each ends with a line break.
[[nodiscard]] std::string table_words(const ToldTemplate& one, const TableToAdd& table);
[[nodiscard]] std::string snippet(const ToldTemplate& one, const TableToAdd& table);
// Whether the template passes the gate, and what it lacks.
[[nodiscard]] std::string template_sentence(const ToldTemplate& one);
[[nodiscard]] std::string said(const Language& language, AskState state);

}  // namespace tutela
