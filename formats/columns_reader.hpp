#pragma once

#include <deque>
#include <optional>

#include "engine/scan_columns.hpp"
#include "formats/document.hpp"
#include "formats/json_index.hpp"
#include "formats/read_columns.hpp"
#include "formats/word_table.hpp"

// Inside `ReadColumns`: a walk over what `JsonIndex` found, driven by the vocabulary.

namespace tutela {

class ReadColumns::Reader {
public:
    explicit Reader(const Plan& plan);
    bool read(std::string_view json, Columns& columns);

private:
    struct FieldReader {
        std::string key;
        std::uint64_t first = 0, mask = 0;   // of the first eight letters of the key
        std::uint64_t second = 0, rest = 0;  // and of the next eight
        Type type;
        Cells cells = Cells::none;
        bool reference = false, embedded = false, is_key = false, open = false, optional = false;
        bool is_public = false;  // see `ScanColumns::Text`
        RecordId record = 0;
        std::uint32_t id = 0;
        WordTable* words = nullptr;
        // Of the columns that are being filled.
        Column* column = nullptr;
        bool wanted = false, state_wanted = false;
    };
    struct RecordReader {
        std::vector<FieldReader> fields;
        std::uint64_t must = 0;  // fields that must be there
    };
    struct String {
        const char* text;
        std::size_t size;
        [[nodiscard]] std::string_view view() const { return {text, size}; }
    };
    struct Number {
        std::int64_t low = 0, high = 0;
        unsigned places = 0;
        std::uint16_t currency = 0;
    };
    struct Reference {
        RecordId record, target;
        std::uint32_t field, row;
        std::uint64_t key;
        bool member;
    };
    struct Key {
        RecordId record;
        std::uint32_t row;
        std::uint64_t word;
    };
    // A fact that cites evidence: where its level goes, and what it cites, from there on.
    struct Cited {
        Column* column;
        std::uint32_t row;
        std::size_t first, size;
    };
    struct Evidence {
        std::string_view id;
        EvidenceLevel level;
    };
    // "Nothing is missing from it", or something is; of a list or set.
    struct SaidComplete {
        const FieldReader* field;
        std::uint32_t row;
        bool complete;
    };
    struct StateTable;

    // These go on from a place in the index of the text, and return the place after what they read; null when it is not
    // for here.
    using Place = const std::uint32_t*;
    // The parts between a bracket that was read and the one that closes it, with commas between them.
    template <class Part>
    [[gnu::always_inline]] Place parts(Place at, char close, Part part) {
        if (text_[*at] == close) return at + 1;
        while (true) {
            at = part(at);
            if (!at) return nullptr;
            const char after = text_[*at++];
            if (after == close) return at;
            if (after != ',') return nullptr;
        }
    }
    // read_columns.cpp
    Place object(Place at, RecordId record, std::uint32_t row);
    Place value(Place at, const FieldReader& field, std::uint32_t row);
    [[nodiscard]] bool says_state(Place at, const FieldReader& field) const;
    // Each twice: inside the walk, where calls cost, and for states.
    [[gnu::always_inline]] Place stated_value(Place at, const FieldReader& field,
                                              std::uint32_t row);
    Place plain_value(Place at, const FieldReader& field, std::uint32_t row);
    Place public_value(Place at, const FieldReader& field, std::uint32_t row);
    Place member(Place at, RecordId record, std::uint32_t row);
    Place list(Place at, const FieldReader& field, std::uint32_t row);
    Place set(Place at, const FieldReader& field, std::uint32_t row);
    Place number(Place at, const FieldReader& field, std::uint32_t row);
    [[gnu::always_inline]] Place read_number_at(Place at, const FieldReader& field, Number& out);
    Place number_value(Place at, const FieldReader& field, Number& out);
    Place truth(Place at, const FieldReader& field, std::uint32_t row);
    Place text(Place at, const FieldReader& field, std::uint32_t row);
    Place index(Place at, const FieldReader& field, std::uint32_t row);
    Place string(Place at, String& out);
    bool quoted(String found, const FieldReader& field, Number& out);
    bool money(String found, Number& out);
    bool digits(const char*& at, std::int64_t& value, unsigned& places) const;
    [[nodiscard]] static bool is_plain(String string);
    std::optional<std::uint64_t> word(String string);
    std::uint32_t choice(const FieldReader& field, String string);
    void name_country(std::uint32_t country);
    void use(Columns& columns);
    [[nodiscard]] Place truth_value(Place at) const;
    // read_column_states.cpp
    bool prose(String& string);
    Place state(Place at, const FieldReader& field, std::uint32_t row);
    Place state_part(Place at, const FieldReader& field, std::uint32_t row, std::uint32_t part,
                     StateTable& table);
    Place estimate(Place at, const FieldReader& field, std::optional<Number>& end);
    bool settle(const FieldReader& field, std::uint32_t row, const StateTable& table);
    bool put_estimate(const FieldReader& field, std::uint32_t row, const StateTable& table);
    void put_state(const FieldReader& field, std::uint32_t row, FactState state);
    Place cite(Place at, const FieldReader& field, std::uint32_t row);
    static bool is_id(String id);
    Place key_of(Place at, String& key) const;
    Place beside_facts(Place at);
    Place evidence(Place at);
    Place piece_of_evidence(Place at);
    Place complete(Place at);
    bool finish();
    bool resolve(const Reference& reference);
    bool resolve_evidence();
    bool settle_complete();
    [[nodiscard]] std::optional<bool> said_complete(std::uint32_t field) const;
    [[nodiscard]] bool open_list(std::uint32_t field) const;

    const Vocabulary& vocabulary_;
    bool possible_, names_told_;
    std::vector<RecordReader> records_;
    std::vector<std::unique_ptr<WordTable>> choices_;
    WordTable languages_, countries_;
    JsonIndex places_;
    std::unique_ptr<ScanColumns> scan_;  // where a rule asks for it

    // Of the design that is being read.
    Columns* columns_ = nullptr;
    const char* text_ = nullptr;
    std::vector<Reference> references_;
    std::vector<Key> keys_;
    std::vector<ScanColumns::Text> texts_;
    std::vector<std::uint32_t> named_;  // countries
    std::deque<std::string> decoded_;   // texts that were written with escapes
    std::vector<Cited> cited_;
    std::vector<std::string_view> citations_;
    std::vector<Evidence> evidence_;
    std::vector<SaidComplete> complete_;
    std::uint64_t with_members_ = 0, empty_ = 0;  // lists of the root, by field
    std::uint32_t seen_beside_ = 0;
};

}  // namespace tutela
