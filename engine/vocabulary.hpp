#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/source.hpp"
#include "engine/type.hpp"

namespace tutela {

// A closed list of choices. Order matters only when `ordered`.
struct ChoiceList {
    std::string name;  // of the `choices` declaration, or "record.field" for an inline list
    bool ordered = false;
    std::vector<std::string> choices;
    std::vector<std::string> phrases;  // parallel to choices; empty text: none given
    Span span;

    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view choice) const;
};

struct Ask {
    std::string question;  // may hold {record} to be replaced by the record's name
    std::string post;      // who can answer
    Span span;
    [[nodiscard]] bool given() const { return !question.empty(); }
};

struct Field {
    std::string name;
    Type type;
    bool reference = false;  // of a record-typed field: leads to a record of a list (else embedded)
    bool key = false;
    bool optional = false;   // a scalar that may be stated none
    bool open = false;       // a list or set that is incomplete unless it says otherwise
    bool sensitive = false;  // its value is never shown
    std::string phrase;      // plain words; empty: the name with spaces
    Ask ask;
    Span span;
};

struct Record {
    std::string name;
    std::vector<Field> fields;
    std::vector<std::uint32_t> named_by;  // field indices; for records without a key
    std::optional<std::uint32_t> key;     // field index
    std::string phrase;                   // plain words for one of them
    std::string called{};                 // the phrase as written, whatever language is spoken
    Span span;

    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view field) const;
};

// What may be said in a design. Record 0 is the root, named "design": its fields are the declared
// lists (type list) and single records (type record, not a reference), so that `sites` is field
// access on the root like any other.
struct Vocabulary {
    std::string name;
    std::string version;
    std::string language;
    std::vector<ChoiceList> choice_lists;
    std::vector<Record> records;
    Span span;

    [[nodiscard]] std::optional<RecordId> find_record(std::string_view record) const;
    [[nodiscard]] std::optional<ChoiceListId> find_choices(std::string_view list) const;
    // The root's list that holds records of this kind and against which references are resolved.
    [[nodiscard]] std::optional<std::uint32_t> list_of(RecordId record) const;
    // The ordered list of stages: the type of programme.stage, if there is one.
    [[nodiscard]] std::optional<ChoiceListId> stages() const;
};

inline constexpr RecordId root_record = 0;

// Languages (ISO 639-3 codes and 639-1 mapped to them) and countries (ISO 3166-1 alpha-2 and
// alpha-3) are closed lists too; a code's index is stable within a build.
[[nodiscard]] std::optional<std::uint32_t> find_language(std::string_view code);
[[nodiscard]] std::string language_code(std::uint32_t index);
[[nodiscard]] std::optional<std::uint32_t> find_country(std::string_view code);
[[nodiscard]] std::string country_code(std::uint32_t index);

// A word as one of a type's closed list: a choice, a language or a country.
[[nodiscard]] std::optional<std::uint32_t> find_choice(const Vocabulary& vocabulary,
                                                       const Type& type, std::string_view word);

// An age band packs from and to in years; `to` is open_age when it has no upper end.
inline constexpr std::uint32_t open_age = 0xffff;
[[nodiscard]] constexpr std::uint32_t pack_band(std::uint32_t from, std::uint32_t to) {
    return (from << 16U) | (to & 0xffffU);
}
[[nodiscard]] constexpr std::uint32_t band_from(std::uint32_t band) {
    return band >> 16U;
}
[[nodiscard]] constexpr std::uint32_t band_to(std::uint32_t band) {
    return band & 0xffffU;
}
[[nodiscard]] std::optional<std::uint32_t> parse_band(std::string_view text);  // "0-17", "60+"
[[nodiscard]] std::string band_text(std::uint32_t band);

// The type in the language's own words: "count", "set of language", "one of acute, protracted".
[[nodiscard]] std::string type_text(const Vocabulary& vocabulary, const Type& type);

}  // namespace tutela
