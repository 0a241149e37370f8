#include "formats/read_columns.hpp"

#include <cstring>
#include <optional>

#include <simdjson.h>

#include "formats/document.hpp"

// simdjson finds where strings, numbers and brackets begin (its first stage, which also checks UTF-8); the rest is ours,
// driven by the vocabulary.

namespace tutela {
namespace {

std::uint64_t load8(const char* at) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    return word;
}
constexpr std::uint64_t low_bytes(std::size_t count) {
    return count >= 8 ? ~std::uint64_t{0} : (std::uint64_t{1} << (8 * count)) - 1;
}
constexpr std::uint64_t every_byte = 0x0101010101010101U;
constexpr bool has_byte(std::uint64_t word, unsigned char byte) {
    const std::uint64_t x = word ^ (every_byte * byte);
    return ((x - every_byte) & ~x & (every_byte * 0x80U)) != 0;
}
bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}
bool ends_value(char c) {
    return c == ',' || c == '}' || c == ']' || is_space(c);
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Short words (choices, codes of languages) to a number, by their letters.
class WordTable {
public:
    static constexpr std::uint32_t absent = 0xffffffffU;

    void add(std::string_view text, std::uint32_t index) {
        char first[8] = {};
        std::memcpy(first, text.data(), std::min<std::size_t>(8, text.size()));
        words_.push_back({load8(first), index, static_cast<std::uint32_t>(text.size()),
                          text.size() > 8 ? std::string(text.substr(8)) : std::string()});
        std::size_t wanted = 8;
        while (wanted < words_.size() * 4) wanted *= 2;
        places_.assign(wanted, {0, absent, 0, {}});
        for (const Word& word : words_) {
            std::size_t at = place(word.first, word.size);
            while (places_[at].index != absent) at = (at + 1) & (places_.size() - 1);
            places_[at] = word;
        }
    }
    // Seven bytes after the word must be readable.
    [[nodiscard]] std::uint32_t find(const char* text, std::size_t size) const {
        if (places_.empty()) return absent;
        const std::uint64_t first = load8(text) & low_bytes(size);
        for (std::size_t at = place(first, size);; at = (at + 1) & (places_.size() - 1)) {
            const Word& word = places_[at];
            if (word.index == absent) return absent;
            if (word.first != first || word.size != size) continue;
            if (size <= 8 || std::memcmp(word.rest.data(), text + 8, size - 8) == 0)
                return word.index;
        }
    }

private:
    struct Word {
        std::uint64_t first;
        std::uint32_t index, size;
        std::string rest;  // after its first eight letters
    };
    [[nodiscard]] std::size_t place(std::uint64_t first, std::size_t size) const {
        return ((first ^ size) * 0x9e3779b97f4a7c15U >> 40U) & (places_.size() - 1);
    }
    std::vector<Word> words_, places_;
};

std::optional<std::int64_t> day_of(const char* s) {
    for (const int i : {0, 1, 2, 3, 5, 6, 8, 9})
        if (!is_digit(s[i])) return std::nullopt;
    if (s[4] != '-' || s[7] != '-') return std::nullopt;
    const auto two = [&](int i) {
        return static_cast<unsigned>((s[i] - '0') * 10 + s[i + 1] - '0');
    };
    const int year = static_cast<int>(two(0) * 100 + two(2));
    const unsigned month = two(5), day = two(8);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
        return std::nullopt;
    return days_from_civil({year, month, day});
}

}  // namespace

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
        bool reference = false, embedded = false, is_key = false, open = false;
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

    // These go on from a place in the index of the text, and return the place after what they read; null when it is not
    // for here.
    using Place = const std::uint32_t*;
    Place object(Place at, RecordId record, std::uint32_t row);
    Place value(Place at, const FieldReader& field, std::uint32_t row);
    Place list(Place at, const FieldReader& field, std::uint32_t row);
    Place set(Place at, const FieldReader& field, std::uint32_t row);
    Place number(Place at, const FieldReader& field, std::uint32_t row);
    Place truth(Place at, const FieldReader& field, std::uint32_t row);
    Place text(Place at, const FieldReader& field, std::uint32_t row);
    Place index(Place at, const FieldReader& field, std::uint32_t row);
    Place string(Place at, String& out);
    bool quoted(String found, const FieldReader& field, std::uint32_t row);
    bool money(String found, const FieldReader& field, std::uint32_t row);
    bool digits(const char*& at, std::int64_t& value, unsigned& places) const;
    [[nodiscard]] static bool is_plain(String string);
    std::optional<std::uint64_t> word(String string);
    std::uint32_t choice(const FieldReader& field, String string);
    bool finish();
    bool resolve(const Reference& reference);
    void use(Columns& columns);

    const Vocabulary& vocabulary_;
    bool possible_;
    std::vector<RecordReader> records_;
    std::vector<std::unique_ptr<WordTable>> choices_;
    WordTable languages_, countries_;
    std::unique_ptr<simdjson::internal::dom_parser_implementation> stage_;
    std::size_t capacity_ = 0;

    // Of the design that is being read.
    Columns* columns_ = nullptr;
    const char* text_ = nullptr;
    std::vector<Reference> references_;
    std::vector<Key> keys_;
};

ReadColumns::ReadColumns(const Plan& plan) : reader_(std::make_unique<Reader>(plan)) {}
ReadColumns::~ReadColumns() = default;
bool ReadColumns::read(std::string_view json, Columns& columns) {
    return reader_->read(json, columns);
}

namespace {

// A record that may hold another of its kind: then rows of a list would not follow each other.
bool holds_itself(const Vocabulary& vocabulary, RecordId record, RecordId in, int depth) {
    if (depth > 16) return true;
    for (const Field& field : vocabulary.records[in].fields) {
        const bool holds = field.type.kind == TypeKind::list ||
                           (field.type.kind == TypeKind::record && !field.reference);
        if (holds &&
            (field.type.id == record || holds_itself(vocabulary, record, field.type.id, depth + 1)))
            return true;
    }
    return false;
}

}  // namespace

ReadColumns::Reader::Reader(const Plan& plan)
    : vocabulary_(plan.program->ruleset.vocabulary),
      // The sensitive scan looks at every text, and at facts side by side: it needs the design.
      possible_(!plan.wants_scan) {
    for (const ChoiceList& list : vocabulary_.choice_lists) {
        choices_.push_back(std::make_unique<WordTable>());
        for (std::uint32_t i = 0; i < list.choices.size(); ++i)
            choices_.back()->add(list.choices[i], i);
    }
    for (RecordId id = 0; id < vocabulary_.records.size(); ++id) {
        const Record& record = vocabulary_.records[id];
        RecordReader reader;
        for (const Field& field : record.fields) {
            FieldReader made;
            made.key = field.name;
            made.mask = low_bytes(field.name.size());
            const std::size_t letters = field.name.size();
            std::memcpy(&made.first, field.name.data(), std::min<std::size_t>(8, letters));
            if (letters > 8) {
                made.rest = low_bytes(letters - 8);
                std::memcpy(&made.second, field.name.data() + 8,
                            std::min<std::size_t>(8, letters - 8));
            }
            made.type = field.type;
            made.cells = cells_of(field.type);
            made.reference = field.reference;
            made.embedded = field.type.kind == TypeKind::record && !field.reference;
            made.is_key = field.key;
            made.open = field.open;
            const Type element =
                field.type.kind == TypeKind::set ? field.type.member() : field.type;
            if (element.kind == TypeKind::choice) made.words = choices_[element.id].get();
            if (element.kind == TypeKind::language) made.words = &languages_;
            if (element.kind == TypeKind::country) made.words = &countries_;
            made.record = id;
            made.id = static_cast<std::uint32_t>(reader.fields.size());
            reader.fields.push_back(std::move(made));
        }
        if (record.key) reader.must |= std::uint64_t{1} << *record.key;
        if (id == root_record)
            if (const auto programme = record.find("programme"))
                reader.must |= std::uint64_t{1} << *programme;
        possible_ = possible_ && record.fields.size() < 64 && !holds_itself(vocabulary_, id, id, 0);
        records_.push_back(std::move(reader));
    }
}

void ReadColumns::Reader::use(Columns& columns) {
    columns_ = &columns;
    for (RecordId id = 0; id < records_.size(); ++id)
        for (FieldReader& field : records_[id].fields) {
            field.column = &columns.tables[id].columns[field.id];
            field.wanted = field.column->need.value;
            field.state_wanted = field.column->need.state;
        }
}

bool ReadColumns::Reader::read(std::string_view json, Columns& columns) {
    if (columns_ != &columns) use(columns);
    columns.begin_design();
    const std::uint32_t row = columns.tables[root_record].first.back();
    references_.clear();
    keys_.clear();
    constexpr std::size_t largest = std::size_t{16} << 20U;
    bool done = false;
    if (possible_ && json.size() <= largest) {
        if (json.size() > capacity_) {
            capacity_ = std::max<std::size_t>(json.size() * 2, 65'536);
            if (simdjson::get_active_implementation()->create_dom_parser_implementation(
                    capacity_, 64, stage_) != simdjson::SUCCESS)
                capacity_ = 0;
        }
        done = capacity_ > 0 &&
               stage_->stage1(reinterpret_cast<const std::uint8_t*>(json.data()), json.size(),
                              simdjson::stage1_mode::regular) == simdjson::SUCCESS;
    }
    if (done) {
        text_ = json.data();
        // After the last place stand others that lead past the text, where a space is: nothing reads on from there.
        Place begin = stage_->structural_indexes.get();
        Place end = begin + stage_->n_structural_indexes;
        done = text_[*begin] == '{' && object(begin, root_record, row) == end && finish();
    }
    if (!done) columns.mark_odd();
    return done;
}

// From the bracket that opens it to past the one that closes it.
ReadColumns::Reader::Place ReadColumns::Reader::object(Place at, RecordId record,
                                                       std::uint32_t row) {
    const RecordReader& reader = records_[record];
    const FieldReader* const first_field = reader.fields.data();
    const FieldReader* const past = first_field + reader.fields.size();
    const FieldReader* field = first_field;
    const char* const text = text_;
    if (text[*at] != '{') return nullptr;
    ++at;
    if (text[*at] == '}') return reader.must == 0 ? at + 1 : nullptr;
    std::uint64_t seen = 0;
    while (true) {
        if (text[at[0]] != '"' || text[at[1]] != ':') return nullptr;
        const char* key = text + at[0] + 1;
        const std::uint64_t first = load8(key);
        // Keys mostly come in the order of the one before: the next field first, and on from there.
        const FieldReader* const began = field;
        while (true) {
            const std::size_t size = field->key.size();
            if (((first ^ field->first) & field->mask) == 0 && key[size] == '"' &&
                ((load8(key + 8) ^ field->second) & field->rest) == 0 &&
                (size <= 16 || std::memcmp(key + 16, field->key.data() + 16, size - 16) == 0))
                break;
            if (++field == past) field = first_field;
            if (field == began) return nullptr;
        }
        const std::uint64_t bit = std::uint64_t{1} << (field - first_field);
        if ((seen & bit) != 0) return nullptr;
        seen |= bit;
        at = value(at + 2, *field, row);
        if (!at) return nullptr;
        if (++field == past) field = first_field;
        const char after = text[*at++];
        if (after == '}') break;
        if (after != ',') return nullptr;
    }
    if ((seen & reader.must) != reader.must) return nullptr;
    return at;
}

ReadColumns::Reader::Place ReadColumns::Reader::value(Place at, const FieldReader& field,
                                                      std::uint32_t row) {
    if (field.state_wanted)
        field.column->states[row] = static_cast<std::uint8_t>(FactState::stated);
    switch (field.cells) {
        case Cells::truth: return truth(at, field, row);
        case Cells::number: return number(at, field, row);
        case Cells::text: return text(at, field, row);
        case Cells::index:
            if (field.embedded) return object(at, field.type.id, field.column->index[row]);
            return index(at, field, row);
        case Cells::set: return set(at, field, row);
        case Cells::list: return list(at, field, row);
        default: return nullptr;
    }
}

ReadColumns::Reader::Place ReadColumns::Reader::truth(Place at, const FieldReader& field,
                                                      std::uint32_t row) {
    const char* begin = text_ + *at;
    std::uint32_t word = 0;
    std::memcpy(&word, begin, sizeof word);
    constexpr std::uint32_t yes = 0x65757274U, no = 0x736c6166U;  // "true", "fals"
    const bool is_yes = word == yes;
    if (!is_yes && (word != no || begin[4] != 'e')) return nullptr;
    if (!ends_value(begin[is_yes ? 4 : 5])) return nullptr;
    if (field.wanted) field.column->bytes[row] = static_cast<std::uint8_t>(truth_of(is_yes));
    return at + 1;
}

// A string between its quotes, escapes as they are written. What is empty has a warning, and so is not for here.
ReadColumns::Reader::Place ReadColumns::Reader::string(Place at, String& out) {
    const char* begin = text_ + at[0] + 1;
    const char* end = text_ + at[1];
    if (begin[-1] != '"') return nullptr;
    while (end > begin && is_space(end[-1])) --end;
    if (end <= begin + 1 || end[-1] != '"') return nullptr;
    out = {begin, static_cast<std::size_t>(end - 1 - begin)};
    return at + 1;
}

// Without escapes, and not blank.
bool ReadColumns::Reader::is_plain(String string) {
    if (string.size <= 8) {
        if (has_byte(load8(string.text) & low_bytes(string.size), '\\')) return false;
    } else if (std::memchr(string.text, '\\', string.size) != nullptr) {
        return false;
    }
    return *string.text != ' ' ||
           std::string_view(string.text, string.size).find_first_not_of(' ') !=
               std::string_view::npos;
}

// A text's word, in Unicode normal form C.
std::optional<std::uint64_t> ReadColumns::Reader::word(String string) {
    if (string.size < 8) {
        const std::uint64_t letters = load8(string.text) & low_bytes(string.size);
        if ((letters & (every_byte * 0x80U)) == 0)
            return letters | (std::uint64_t{string.size} << 56U);
    }
    const std::string_view text(string.text, string.size);
    for (const char c : text)
        if (static_cast<unsigned char>(c) >= 0x80) {
            const auto normal = normalise(text);
            if (!normal) return std::nullopt;
            return columns_->words.word(*normal);
        }
    return columns_->words.word(text);
}

ReadColumns::Reader::Place ReadColumns::Reader::text(Place at, const FieldReader& field,
                                                     std::uint32_t row) {
    String found{};
    at = string(at, found);
    if (!at || !is_plain(found)) return nullptr;
    if (!field.wanted && !field.is_key) return at;
    const auto made = word(found);
    if (!made) return nullptr;
    if (field.wanted) field.column->words[row] = *made;
    if (!field.is_key) return at;
    if (std::memchr(found.text, 0x7f, found.size))
        return nullptr;  // a key must be what it looks like
    keys_.push_back({field.record, row, *made});
    return at;
}

// A choice, language, country or age band; `absent` for other words.
std::uint32_t ReadColumns::Reader::choice(const FieldReader& field, String string) {
    if (field.words) {
        const std::uint32_t at = field.words->find(string.text, string.size);
        if (at != WordTable::absent) return at;
    }
    const TypeKind kind = field.type.kind == TypeKind::set ? field.type.element : field.type.kind;
    const std::string_view text(string.text, string.size);
    if (kind == TypeKind::age_band) return parse_band(text).value_or(WordTable::absent);
    // Codes are looked up once and then remembered.
    const auto looked_up = kind == TypeKind::language  ? find_language(text)
                           : kind == TypeKind::country ? find_country(text)
                                                       : std::nullopt;
    if (looked_up) field.words->add(text, *looked_up);
    return looked_up.value_or(WordTable::absent);
}

ReadColumns::Reader::Place ReadColumns::Reader::index(Place at, const FieldReader& field,
                                                      std::uint32_t row) {
    String found{};
    at = string(at, found);
    if (!at) return nullptr;
    if (field.reference) {
        if (!is_plain(found)) return nullptr;
        const auto key = word(found);
        if (!key) return nullptr;
        references_.push_back({field.record, field.type.id, field.id, row, *key, false});
        return at;
    }
    const std::uint32_t which = choice(field, found);
    if (which == WordTable::absent) return nullptr;
    if (field.wanted) field.column->index[row] = which + 1;
    if (field.is_key) keys_.push_back({field.record, row, which});
    return at;
}

// "12", "-0.25": no exponent, no more digits than fit.
bool ReadColumns::Reader::digits(const char*& at, std::int64_t& value, unsigned& places) const {
    const bool negative = *at == '-';
    if (negative) ++at;
    const char* begin = at;
    std::int64_t made = 0;
    while (is_digit(*at) && at - begin < 18) made = made * 10 + (*at++ - '0');
    const auto count = static_cast<std::size_t>(at - begin);
    if (count == 0 || count > 17 || (count > 1 && *begin == '0')) return false;
    places = 0;
    if (*at == '.') {
        const char* fraction = ++at;
        if (count > 8) return false;
        while (is_digit(*at) && at - fraction < 9) made = made * 10 + (*at++ - '0');
        places = static_cast<unsigned>(at - fraction);
        if (places == 0) return false;
    }
    value = negative ? -made : made;
    return true;
}

bool ReadColumns::Reader::money(String found, const FieldReader& field, std::uint32_t row) {
    if (found.size < 5 || found.text[3] != ' ') return false;
    const std::uint16_t code = currency_code({found.text, 3});
    const char* at = found.text + 4;
    std::int64_t amount = 0;
    unsigned places = 0;
    if (code == 0 || !digits(at, amount, places) || amount < 0 || at != found.text + found.size)
        return false;
    columns_->use_currency(code);
    return !field.wanted || field.column->set_number(row, amount, amount, places);
}

// Numbers that are written in quotes: amounts of money, dates (whole months too), shares in per cent.
bool ReadColumns::Reader::quoted(String found, const FieldReader& field, std::uint32_t row) {
    if (field.type.kind == TypeKind::money) return money(found, field, row);
    std::int64_t low = 0, high = 0;
    unsigned places = 0;
    if (field.type.kind == TypeKind::date && found.size == 10) {
        const auto day = day_of(found.text);
        if (!day) return false;
        low = high = *day;
    } else if (field.type.kind == TypeKind::date) {
        const auto month = parse_date({found.text, found.size});
        if (!month) return false;
        low = month->low.numerator;
        high = month->high.numerator;
    } else if (field.type.kind == TypeKind::share) {
        const char* at = found.text;
        if (!digits(at, low, places) || at + 1 != found.text + found.size || *at != '%')
            return false;
        places += 2;
        if (low < 0 || low > powers_of_ten[places]) return false;
        high = low;
    } else {
        return false;
    }
    return !field.wanted || field.column->set_number(row, low, high, places);
}

ReadColumns::Reader::Place ReadColumns::Reader::number(Place at, const FieldReader& field,
                                                       std::uint32_t row) {
    std::int64_t amount = 0;
    unsigned places = 0;
    const char* begin = text_ + *at;
    if (*begin == '"') {
        String found{};
        at = string(at, found);
        return at && quoted(found, field, row) ? at : nullptr;
    }
    if (!digits(begin, amount, places) || !ends_value(*begin)) return nullptr;
    switch (field.type.kind) {
        case TypeKind::number: break;
        case TypeKind::count:
            if (amount < 0 || places != 0) return nullptr;
            break;
        case TypeKind::share:
            if (amount < 0 || amount > powers_of_ten[places]) return nullptr;
            break;
        case TypeKind::money:
            if (amount != 0) return nullptr;
            break;
        case TypeKind::duration:
            if (amount < 0 || __builtin_mul_overflow(amount, base_units(field.type.unit), &amount))
                return nullptr;
            break;
        default: return nullptr;
    }
    if (!field.wanted) return at + 1;
    return field.column->set_number(row, amount, amount, places) ? at + 1 : nullptr;
}

ReadColumns::Reader::Place ReadColumns::Reader::list(Place at, const FieldReader& field,
                                                     std::uint32_t row) {
    if (text_[*at] != '[') return nullptr;
    ++at;
    const std::uint32_t first = columns_->tables[field.type.id].rows;
    std::uint32_t size = 0;
    if (text_[*at] == ']') {
        ++at;
    } else {
        while (true) {
            at = object(at, field.type.id, columns_->add_row(field.type.id));
            if (!at) return nullptr;
            ++size;
            const char after = text_[*at++];
            if (after == ']') break;
            if (after != ',') return nullptr;
        }
    }
    Column& column = *field.column;
    if (field.state_wanted && size == 0)
        column.states[row] = static_cast<std::uint8_t>(FactState::none);
    if (!field.wanted) return at;
    column.index[row] = first;
    column.size[row] = size;
    column.bytes[row] = size > 0 && field.open ? list_open : list_closed;
    return at;
}

ReadColumns::Reader::Place ReadColumns::Reader::set(Place at, const FieldReader& field,
                                                    std::uint32_t row) {
    Column& column = *field.column;
    const Type element = field.type.member();
    const bool by_word = element.kind == TypeKind::record || element.kind == TypeKind::text;
    if (text_[*at] != '[') return nullptr;
    ++at;
    std::uint64_t members = 0;
    bool any = false;
    if (text_[*at] == ']') {
        ++at;
    } else {
        while (true) {
            String found{};
            at = string(at, found);
            if (!at) return nullptr;
            any = true;
            if (by_word) {
                if (!is_plain(found)) return nullptr;
                const auto made = word(found);
                if (!made) return nullptr;
                if (element.kind == TypeKind::record)
                    references_.push_back({field.record, element.id, field.id, row, *made, true});
                else if (field.wanted)
                    members |= columns_->member_bit(element, *made);
            } else {
                const std::uint32_t which = choice(field, found);
                if (which == WordTable::absent) return nullptr;
                if (field.wanted) members |= columns_->member_bit(element, which);
            }
            const char after = text_[*at++];
            if (after == ']') break;
            if (after != ',') return nullptr;
        }
    }
    if (field.state_wanted && !any) column.states[row] = static_cast<std::uint8_t>(FactState::none);
    if (!field.wanted) return at;
    column.words[row] = members;
    column.bytes[row] = any && field.open ? list_open : list_closed;
    return at;
}

// What can be done only when everything was read: keys are single, references lead somewhere, and a set of references
// into an open list is open with it.
bool ReadColumns::Reader::finish() {
    if (keys_.size() > 2000) return false;  // comparing them all would take long
    for (std::size_t i = 1; i < keys_.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (keys_[i].record == keys_[j].record && keys_[i].word == keys_[j].word) return false;
    for (const Reference& reference : references_)
        if (!resolve(reference)) return false;
    return true;
}

bool ReadColumns::Reader::resolve(const Reference& reference) {
    std::uint32_t row = 0;
    const auto key = vocabulary_.records[reference.target].key;
    if (!key || records_[reference.target].fields[*key].cells != Cells::text) return false;
    for (const Key& one : keys_)
        if (one.record == reference.target && one.word == reference.key) row = one.row;
    if (row == 0) return false;
    Column& column = columns_->tables[reference.record].columns[reference.field];
    if (!column.need.value) return true;
    if (!reference.member) {
        column.index[reference.row] = row;
        return true;
    }
    const std::uint32_t bit = row - columns_->tables[reference.target].first.back();
    if (bit >= Bits::no_bit) return false;
    column.words[reference.row] |= std::uint64_t{1} << bit;
    const auto list = vocabulary_.list_of(reference.target);
    if (!list) return true;
    // The list was told, since the reference leads into it; it is incomplete if the vocabulary says so.
    if (vocabulary_.records[root_record].fields[*list].open)
        column.bytes[reference.row] = list_open;
    return true;
}

}  // namespace tutela
