#include "formats/read_columns.hpp"

#include <cstring>
#include <optional>

#include <simdjson.h>

#include "engine/scan_text.hpp"
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
        words_.push_back({load8(first), std::string(text), index});
        std::size_t wanted = 8;
        while (wanted < words_.size() * 4) wanted *= 2;
        places_.assign(wanted, absent);
        for (std::uint32_t i = 0; i < words_.size(); ++i) {
            std::size_t at = place(words_[i].first, words_[i].text.size());
            while (places_[at] != absent) at = (at + 1) & (places_.size() - 1);
            places_[at] = i;
        }
    }
    // Seven bytes after the word must be readable.
    [[nodiscard]] std::uint32_t find(const char* text, std::size_t size) const {
        if (places_.empty()) return absent;
        const std::uint64_t first = load8(text) & low_bytes(size);
        for (std::size_t at = place(first, size); places_[at] != absent;
             at = (at + 1) & (places_.size() - 1)) {
            const Word& word = words_[places_[at]];
            if (word.first != first || word.text.size() != size) continue;
            if (size <= 8 || std::memcmp(word.text.data(), text, size) == 0) return word.index;
        }
        return absent;
    }

private:
    struct Word {
        std::uint64_t first;
        std::string text;
        std::uint32_t index;
    };
    [[nodiscard]] std::size_t place(std::uint64_t first, std::size_t size) const {
        return ((first ^ size) * 0x9e3779b97f4a7c15U >> 32U) & (places_.size() - 1);
    }
    std::vector<Word> words_;
    std::vector<std::uint32_t> places_;
};

std::optional<std::int64_t> day_of(const char* s) {
    for (const int i : {0, 1, 2, 3, 5, 6, 8, 9})
        if (!is_digit(s[i])) return std::nullopt;
    if (s[4] != '-' || s[7] != '-') return std::nullopt;
    const auto two = [&](int i) { return static_cast<unsigned>((s[i] - '0') * 10 + s[i + 1] - '0'); };
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
        std::uint64_t first = 0, mask = 0;
        Type type;
        Cells cells = Cells::none;
        bool reference = false, embedded = false, is_key = false, open = false, list = false;
        const WordTable* words = nullptr;
    };
    struct RecordReader {
        std::vector<FieldReader> fields;
        std::uint64_t sensitive_pair = 0;  // fields that the scan looks at together
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

    bool object(RecordId record, std::uint32_t row);
    bool value(RecordId record, std::uint32_t field, std::uint32_t row);
    bool list(RecordId record, std::uint32_t field, std::uint32_t row);
    bool set(RecordId record, std::uint32_t field, std::uint32_t row);
    bool number(const FieldReader& field, Column& column, std::uint32_t row);
    bool money(Column& column, std::uint32_t row);
    bool text(const FieldReader& field, RecordId record, Column& column, std::uint32_t row);
    bool index(const FieldReader& field, RecordId record, std::uint32_t field_id, Column& column,
               std::uint32_t row);
    bool string(String& out);
    bool digits(const char*& at, std::int64_t& value, unsigned& places);
    std::optional<std::uint64_t> word(String string);
    std::optional<std::uint32_t> choice(const FieldReader& field, String string);
    bool finish();
    bool resolve(const Reference& reference);
    [[nodiscard]] char here() const { return text_[*at_]; }

    const Vocabulary& vocabulary_;
    bool wants_scan_;
    bool possible_ = true;
    std::vector<RecordReader> records_;
    std::vector<std::unique_ptr<WordTable>> choices_;
    WordTable languages_, countries_;
    std::optional<std::uint32_t> programme_;
    std::unique_ptr<simdjson::internal::dom_parser_implementation> stage_;
    std::size_t capacity_ = 0;

    // Of the design that is being read.
    Columns* columns_ = nullptr;
    const char* text_ = nullptr;
    const std::uint32_t *at_ = nullptr, *end_ = nullptr;
    std::vector<Reference> references_;
    std::vector<Key> keys_;
    std::string unescaped_;
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
        if (holds && (field.type.id == record || holds_itself(vocabulary, record, field.type.id, depth + 1)))
            return true;
    }
    return false;
}

}  // namespace

ReadColumns::Reader::Reader(const Plan& plan)
    : vocabulary_(plan.program->ruleset.vocabulary), wants_scan_(plan.wants_scan) {
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
            std::memcpy(&made.first, field.name.data(), std::min<std::size_t>(8, field.name.size()));
            made.type = field.type;
            made.cells = cells_of(field.type);
            made.reference = field.reference;
            made.embedded = field.type.kind == TypeKind::record && !field.reference;
            made.is_key = field.key;
            made.open = field.open;
            const Type element = field.type.kind == TypeKind::set ? field.type.member() : field.type;
            if (element.kind == TypeKind::choice) made.words = choices_[element.id].get();
            reader.fields.push_back(std::move(made));
        }
        const auto level = record.find("sensitivity"), precision = record.find("precision");
        if (level && precision)
            reader.sensitive_pair = (std::uint64_t{1} << *level) | (std::uint64_t{1} << *precision);
        possible_ = possible_ && record.fields.size() < 64 && !holds_itself(vocabulary_, id, id, 0);
        records_.push_back(std::move(reader));
    }
    if (!vocabulary_.records.empty()) programme_ = vocabulary_.records[root_record].find("programme");
}

bool ReadColumns::Reader::read(std::string_view json, Columns& columns) {
    columns_ = &columns;
    columns.begin_design();
    const std::uint32_t row = columns.tables[root_record].rows - 1;
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
        at_ = stage_->structural_indexes.get();
        end_ = at_ + stage_->n_structural_indexes;
        done = object(root_record, row) && at_ == end_ && finish();
    }
    if (!done) columns.mark_odd();
    return done;
}

// `at_` is at the bracket that opens it, and afterwards past the one that closes it.
bool ReadColumns::Reader::object(RecordId record, std::uint32_t row) {
    const RecordReader& reader = records_[record];
    const std::size_t count = reader.fields.size();
    if (at_ >= end_ || here() != '{') return false;
    ++at_;
    if (at_ < end_ && here() == '}') {
        ++at_;
        return !(record == root_record && programme_);
    }
    std::uint64_t seen = 0;
    std::size_t next = 0;
    while (true) {
        if (at_ + 3 > end_ || here() != '"' || text_[at_[1]] != ':') return false;
        const char* key = text_ + at_[0] + 1;
        const std::uint64_t first = load8(key);
        // Keys mostly come in the order of the one before: the next field first, and on from there.
        std::size_t tried = 0;
        for (; tried < count; ++tried, next = next + 1 == count ? 0 : next + 1) {
            const FieldReader& field = reader.fields[next];
            if (((first ^ field.first) & field.mask) != 0) continue;
            const std::size_t size = field.key.size();
            if (key[size] != '"') continue;
            if (size <= 8 || std::memcmp(key + 8, field.key.data() + 8, size - 8) == 0) break;
        }
        if (tried == count) return false;
        if ((seen >> next) & 1U) return false;
        seen |= std::uint64_t{1} << next;
        at_ += 2;
        if (!value(record, static_cast<std::uint32_t>(next), row)) return false;
        next = next + 1 == count ? 0 : next + 1;
        if (at_ >= end_) return false;
        const char after = here();
        ++at_;
        if (after == '}') break;
        if (after != ',') return false;
    }
    if (record == root_record && programme_ && ((seen >> *programme_) & 1U) == 0) return false;
    if (wants_scan_ && reader.sensitive_pair != 0 &&
        (seen & reader.sensitive_pair) == reader.sensitive_pair)
        return false;  // the sensitive scan looks at the two together
    const auto key = vocabulary_.records[record].key;
    return !key || ((seen >> *key) & 1U) != 0;
}

bool ReadColumns::Reader::value(RecordId record, std::uint32_t id, std::uint32_t row) {
    const FieldReader& field = records_[record].fields[id];
    Column& column = columns_->tables[record].columns[id];
    if (field.embedded) {
        if (column.need.state) column.states[row] = static_cast<std::uint8_t>(FactState::stated);
        return object(field.type.id, column.index[row]);
    }
    if (field.cells == Cells::list) return list(record, id, row);
    if (field.cells == Cells::set) return set(record, id, row);
    bool good = false;
    switch (field.cells) {
        case Cells::truth: {
            const std::uint64_t word = load8(text_ + *at_);
            constexpr std::uint64_t yes = 0x65757274U, no = 0x736c6166U;  // "true", "fals"
            const bool is_yes = (word & 0xffffffffU) == yes;
            const char* end = text_ + *at_ + (is_yes ? 4 : 5);
            if (!is_yes && ((word & 0xffffffffU) != no || text_[*at_ + 4] != 'e')) return false;
            if (!ends_value(*end)) return false;
            ++at_;
            if (column.need.value)
                column.bytes[row] = static_cast<std::uint8_t>(truth_of(is_yes));
            good = true;
            break;
        }
        case Cells::number: good = number(field, column, row); break;
        case Cells::text: good = text(field, record, column, row); break;
        case Cells::index: good = index(field, record, id, column, row); break;
        default: return false;
    }
    if (good && column.need.state)
        column.states[row] = static_cast<std::uint8_t>(FactState::stated);
    return good;
}

// A string without escapes; `at_` moves past it. What is empty or blank has a warning, and so is not for here.
bool ReadColumns::Reader::string(String& out) {
    if (at_ + 1 >= end_ || here() != '"') return false;
    const char* begin = text_ + at_[0] + 1;
    const char* end = text_ + at_[1];
    while (end > begin && is_space(end[-1])) --end;
    if (end <= begin || end[-1] != '"') return false;
    --end;
    out = {begin, static_cast<std::size_t>(end - begin)};
    ++at_;
    if (out.size == 0) return false;
    if (out.size <= 8) {
        if (has_byte(load8(begin) & low_bytes(out.size), '\\')) return false;
    } else if (std::memchr(begin, '\\', out.size) != nullptr) {
        return false;
    }
    if (*begin == ' ' && std::string_view(out.text, out.size).find_first_not_of(' ') == std::string_view::npos)
        return false;
    if (wants_scan_) columns_->scan.back() |= scan_text({out.text, out.size});
    return true;
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

bool ReadColumns::Reader::text(const FieldReader& field, RecordId record, Column& column,
                               std::uint32_t row) {
    String found{};
    if (!string(found)) return false;
    if (!column.need.value && !field.is_key) return true;
    const auto made = word(found);
    if (!made) return false;
    if (column.need.value) column.words[row] = *made;
    if (!field.is_key) return true;
    for (std::size_t i = 0; i < found.size; ++i)
        if (found.text[i] == 0x7f) return false;  // a key must be what it looks like
    keys_.push_back({record, row, *made});
    return true;
}

std::optional<std::uint32_t> ReadColumns::Reader::choice(const FieldReader& field, String string) {
    if (field.words) {
        const std::uint32_t at = field.words->find(string.text, string.size);
        return at == WordTable::absent ? std::nullopt : std::optional(at);
    }
    const TypeKind kind =
        field.type.kind == TypeKind::set ? field.type.element : field.type.kind;
    const std::string_view text(string.text, string.size);
    if (kind == TypeKind::age_band) return parse_band(text);
    // Codes are looked up once and then remembered.
    WordTable& known = kind == TypeKind::language ? languages_ : countries_;
    const std::uint32_t at = known.find(string.text, string.size);
    if (at != WordTable::absent) return at;
    const auto looked_up = kind == TypeKind::language  ? find_language(text)
                           : kind == TypeKind::country ? find_country(text)
                                                       : std::nullopt;
    if (looked_up) known.add(text, *looked_up);
    return looked_up;
}

bool ReadColumns::Reader::index(const FieldReader& field, RecordId record, std::uint32_t id,
                                Column& column, std::uint32_t row) {
    String found{};
    if (!string(found)) return false;
    if (field.reference) {
        const auto key = word(found);
        if (key) references_.push_back({record, field.type.id, id, row, *key, false});
        return key.has_value();
    }
    const auto at = choice(field, found);
    if (!at) return false;
    if (column.need.value) column.index[row] = *at + 1;
    if (!field.is_key) return true;
    keys_.push_back({record, row, *at});
    return true;
}

// "12", "-0.25": no exponent, no more digits than fit.
bool ReadColumns::Reader::digits(const char*& at, std::int64_t& value, unsigned& places) {
    const bool negative = *at == '-';
    if (negative) ++at;
    const char* begin = at;
    std::int64_t made = 0;
    while (is_digit(*at)) made = made * 10 + (*at++ - '0');
    auto count = static_cast<std::size_t>(at - begin);
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

bool ReadColumns::Reader::money(Column& column, std::uint32_t row) {
    String found{};
    if (!string(found) || found.size < 5 || found.text[3] != ' ') return false;
    const std::uint16_t code = currency_code({found.text, 3});
    const char* at = found.text + 4;
    std::int64_t amount = 0;
    unsigned places = 0;
    if (code == 0 || !digits(at, amount, places) || amount < 0 || at != found.text + found.size)
        return false;
    columns_->use_currency(code);
    return !column.need.value || column.set_number(row, amount, amount, places);
}

bool ReadColumns::Reader::number(const FieldReader& field, Column& column, std::uint32_t row) {
    std::int64_t amount = 0;
    unsigned places = 0;
    if (here() == '"') {
        if (field.type.kind == TypeKind::money) return money(column, row);
        String found{};
        if (field.type.kind != TypeKind::date || !string(found) || found.size != 10) return false;
        const auto day = day_of(found.text);
        if (!day) return false;
        amount = *day;
    } else {
        const char* at = text_ + *at_;
        if (!digits(at, amount, places) || !ends_value(*at)) return false;
        ++at_;
        switch (field.type.kind) {
            case TypeKind::number: break;
            case TypeKind::count:
                if (amount < 0 || places != 0) return false;
                break;
            case TypeKind::share:
                if (amount < 0 || amount > powers_of_ten[places]) return false;
                break;
            case TypeKind::money:
                if (amount != 0) return false;
                break;
            case TypeKind::duration:
                if (amount < 0 ||
                    __builtin_mul_overflow(amount, base_units(field.type.unit), &amount))
                    return false;
                break;
            default: return false;
        }
    }
    return !column.need.value || column.set_number(row, amount, amount, places);
}

bool ReadColumns::Reader::list(RecordId record, std::uint32_t id, std::uint32_t row) {
    const FieldReader& field = records_[record].fields[id];
    if (here() != '[') return false;
    ++at_;
    const std::uint32_t first = columns_->tables[field.type.id].rows;
    std::uint32_t size = 0;
    if (at_ < end_ && here() == ']') {
        ++at_;
    } else {
        while (true) {
            if (!object(field.type.id, columns_->add_row(field.type.id))) return false;
            ++size;
            if (at_ >= end_) return false;
            const char after = here();
            ++at_;
            if (after == ']') break;
            if (after != ',') return false;
        }
    }
    Column& column = columns_->tables[record].columns[id];
    if (column.need.state)
        column.states[row] =
            static_cast<std::uint8_t>(size == 0 ? FactState::none : FactState::stated);
    if (!column.need.value) return true;
    column.index[row] = first;
    column.size[row] = size;
    column.bytes[row] = size > 0 && field.open ? open : closed;
    return true;
}

bool ReadColumns::Reader::set(RecordId record, std::uint32_t id, std::uint32_t row) {
    const FieldReader& field = records_[record].fields[id];
    Column& column = columns_->tables[record].columns[id];
    const Type element = field.type.member();
    if (here() != '[') return false;
    ++at_;
    std::uint64_t members = 0;
    bool any = false;
    if (at_ < end_ && here() == ']') {
        ++at_;
    } else {
        while (true) {
            String found{};
            if (!string(found)) return false;
            any = true;
            if (element.kind == TypeKind::record || element.kind == TypeKind::text) {
                const auto made = word(found);
                if (!made) return false;
                if (element.kind == TypeKind::record)
                    references_.push_back({record, element.id, id, row, *made, true});
                else if (column.need.value)
                    members |= columns_->member_bit(element, *made);
            } else {
                const auto at = choice(field, found);
                if (!at) return false;
                if (column.need.value) members |= columns_->member_bit(element, *at);
            }
            if (at_ >= end_) return false;
            const char after = here();
            ++at_;
            if (after == ']') break;
            if (after != ',') return false;
        }
    }
    if (column.need.state)
        column.states[row] = static_cast<std::uint8_t>(any ? FactState::stated : FactState::none);
    if (!column.need.value) return true;
    column.words[row] = members;
    column.bytes[row] = any && field.open ? open : closed;
    return true;
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
    if (vocabulary_.records[root_record].fields[*list].open) column.bytes[reference.row] = open;
    return true;
}

}  // namespace tutela
