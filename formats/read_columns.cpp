#include "formats/columns_reader.hpp"

#include <algorithm>
#include <cstring>

#include "engine/scan_facts.hpp"
#include "formats/read_value.hpp"

// The walk over a design, and the values of its facts.

namespace tutela {
namespace {

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
    texts_.clear();
    named_.clear();
    decoded_.clear();
    cited_.clear();
    citations_.clear();
    evidence_.clear();
    complete_.clear();
    with_members_ = empty_ = 0;
    seen_beside_ = 0;
    // The scan gives up asking about telephone numbers after very many: not in what is this short.
    const std::size_t largest = scan_ ? std::size_t{256} << 10U : std::size_t{16} << 20U;
    bool done = possible_ && json.size() <= largest && places_.find(json);
    if (done) {
        text_ = json.data();
        const Place begin = places_.begin();
        done = text_[*begin] == '{' && object(begin, root_record, row) == places_.end() && finish();
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
        bool known = true;
        while (true) {
            const std::size_t size = field->key.size();
            if (((first ^ field->first) & field->mask) == 0 && key[size] == '"' &&
                ((load8(key + 8) ^ field->second) & field->rest) == 0 &&
                (size <= 16 || std::memcmp(key + 16, field->key.data() + 16, size - 16) == 0))
                break;
            if (++field == past) field = first_field;
            if (field == began) {
                known = false;
                break;
            }
        }
        if (known) {
            const std::uint64_t bit = std::uint64_t{1} << (field - first_field);
            if ((seen & bit) != 0) return nullptr;
            seen |= bit;
            at = value(at + 2, *field, row);
            if (++field == past) field = first_field;
        } else {
            at = record == root_record ? beside_facts(at) : nullptr;
        }
        if (!at) return nullptr;
        const char after = text[*at++];
        if (after == '}') break;
        if (after != ',') return nullptr;
    }
    if ((seen & reader.must) != reader.must) return nullptr;
    return at;
}

// A value that is stated.
inline ReadColumns::Reader::Place ReadColumns::Reader::stated_value(Place at,
                                                                    const FieldReader& field,
                                                                    std::uint32_t row) {
    if (field.state_wanted)
        field.column->states[row] = static_cast<std::uint8_t>(FactState::stated);
    if (field.is_public && scan_) return public_value(at, field, row);
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

ReadColumns::Reader::Place ReadColumns::Reader::value(Place at, const FieldReader& field,
                                                      std::uint32_t row) {
    const bool table = text_[*at] == '{' && (!field.embedded || says_state(at, field));
    if (!table) return stated_value(at, field, row);
    return field.is_key ? nullptr : state(at, field, row);
}

// Whether a table in the place of a record says a state of all of it: its first key is none of the record's.
bool ReadColumns::Reader::says_state(Place at, const FieldReader& field) const {
    // Most tables begin with the record's first field.
    const FieldReader& first = records_[field.type.id].fields.front();
    if (((load8(text_ + at[1] + 1) ^ first.first) & first.mask) == 0) return false;
    String key{};
    return key_of(at + 1, key) && !vocabulary_.records[field.type.id].find(key.view());
}

ReadColumns::Reader::Place ReadColumns::Reader::plain_value(Place at, const FieldReader& field,
                                                            std::uint32_t row) {
    return stated_value(at, field, row);
}

// Where a public number may stand: a value of one of these kinds.
ReadColumns::Reader::Place ReadColumns::Reader::public_value(Place at, const FieldReader& field,
                                                             std::uint32_t row) {
    const std::size_t from = texts_.size();
    at = field.cells == Cells::text     ? text(at, field, row)
         : field.cells == Cells::number ? number(at, field, row)
         : field.cells == Cells::index  ? index(at, field, row)
                                        : truth(at, field, row);
    for (std::size_t i = from; i < texts_.size(); ++i) texts_[i].is_public = true;
    return at;
}

ReadColumns::Reader::Place ReadColumns::Reader::truth_value(Place at) const {
    const char* begin = text_ + *at;
    std::uint32_t word = 0;
    std::memcpy(&word, begin, sizeof word);
    constexpr std::uint32_t yes = 0x65757274U, no = 0x736c6166U;  // "true", "fals"
    if (word != yes && (word != no || begin[4] != 'e')) return nullptr;
    return ends_value(begin[word == yes ? 4 : 5]) ? at + 1 : nullptr;
}

ReadColumns::Reader::Place ReadColumns::Reader::truth(Place at, const FieldReader& field,
                                                      std::uint32_t row) {
    const bool is_yes = text_[*at] == 't';
    if (field.wanted) field.column->bytes[row] = static_cast<std::uint8_t>(truth_of(is_yes));
    return truth_value(at);
}

// A string between its quotes, escapes as they are written. What is empty has a warning, and so is not for here.
ReadColumns::Reader::Place ReadColumns::Reader::string(Place at, String& out) {
    const char* begin = text_ + at[0] + 1;
    const char* end = text_ + at[1];
    if (begin[-1] != '"') return nullptr;
    while (end > begin && is_space(end[-1])) --end;
    if (end <= begin + 1 || end[-1] != '"') return nullptr;
    out = {begin, static_cast<std::size_t>(end - 1 - begin)};
    if (scan_) texts_.push_back({out.view(), false});
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
    if (!at || !(is_plain(found) || (!field.is_key && prose(found)))) return nullptr;
    if (!field.wanted && !field.is_key) return at;
    const auto made = word(found);
    if (!made) return nullptr;
    if (field.wanted) field.column->words[row] = *made;
    if (!field.is_key) return at;
    // Or might hold what turns the direction of text, whose first byte is 0xE2: the other reader looks.
    if (std::memchr(found.text, 0x7f, found.size) || std::memchr(found.text, 0xE2, found.size))
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
    if (field.words == &countries_) name_country(which);
    if (field.wanted) field.column->index[row] = which + 1;
    if (field.is_key) keys_.push_back({field.record, row, which});
    return at;
}

void ReadColumns::Reader::name_country(std::uint32_t country) {
    const auto at = std::lower_bound(named_.begin(), named_.end(), country);
    if (at == named_.end() || *at != country) named_.insert(at, country);
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

bool ReadColumns::Reader::money(String found, Number& out) {
    if (found.size < 5 || found.text[3] != ' ') return false;
    out.currency = currency_code({found.text, 3});
    const char* at = found.text + 4;
    if (out.currency == 0 || !digits(at, out.low, out.places) || out.low < 0 ||
        at != found.text + found.size)
        return false;
    out.high = out.low;
    return true;
}

// Numbers that are written in quotes: amounts of money, dates (whole months too), shares in per cent; months, times and
// durations in words, which are rare, by the other reader's means.
bool ReadColumns::Reader::quoted(String found, const FieldReader& field, Number& out) {
    if (field.type.kind == TypeKind::money) return money(found, out);
    if (field.type.kind == TypeKind::date && found.size == 10) {
        const auto day = day_of(found.text);
        if (!day) return false;
        out.low = out.high = *day;
        return true;
    }
    if (field.type.kind == TypeKind::share) {
        const char* at = found.text;
        if (!digits(at, out.low, out.places) || at + 1 != found.text + found.size || *at != '%')
            return false;
        out.places += 2;
        if (out.low < 0 || out.low > powers_of_ten[out.places]) return false;
        out.high = out.low;
        return true;
    }
    Node node;
    node.kind = Node::Kind::text;
    node.text = found.view();
    const auto number = read_number(field.type, node);
    const auto decimal = number ? decimal_of(*number) : std::nullopt;
    if (!decimal) return false;
    out = {decimal->low, decimal->high, decimal->digits, number->currency};
    return true;
}

inline ReadColumns::Reader::Place ReadColumns::Reader::read_number_at(Place at,
                                                                      const FieldReader& field,
                                                                      Number& out) {
    const char* begin = text_ + *at;
    if (*begin == '"') {
        String found{};
        at = string(at, found);
        return at && quoted(found, field, out) ? at : nullptr;
    }
    if (!digits(begin, out.low, out.places) || !ends_value(*begin)) return nullptr;
    switch (field.type.kind) {
        case TypeKind::number: break;
        case TypeKind::count:
            if (out.low < 0 || out.places != 0) return nullptr;
            break;
        case TypeKind::share:
            if (out.low < 0 || out.low > powers_of_ten[out.places]) return nullptr;
            break;
        case TypeKind::money:
            if (out.low != 0) return nullptr;
            break;
        case TypeKind::duration:
            if (out.low < 0 ||
                __builtin_mul_overflow(out.low, base_units(field.type.unit), &out.low))
                return nullptr;
            break;
        default: return nullptr;
    }
    out.high = out.low;
    return at + 1;
}

ReadColumns::Reader::Place ReadColumns::Reader::number_value(Place at, const FieldReader& field,
                                                             Number& out) {
    return read_number_at(at, field, out);
}

ReadColumns::Reader::Place ReadColumns::Reader::number(Place at, const FieldReader& field,
                                                       std::uint32_t row) {
    Number found;
    at = read_number_at(at, field, found);
    if (!at) return nullptr;
    if (found.currency != 0) columns_->use_currency(found.currency);
    if (!field.wanted) return at;
    return field.column->set_number(row, found.low, found.high, found.places) ? at : nullptr;
}

// A record of a list; one that has a single field may be written as its value alone.
ReadColumns::Reader::Place ReadColumns::Reader::member(Place at, RecordId record,
                                                       std::uint32_t row) {
    const RecordReader& reader = records_[record];
    const bool alone = text_[*at] != '{' && reader.fields.size() == 1;
    return alone ? value(at, reader.fields[0], row) : object(at, record, row);
}

ReadColumns::Reader::Place ReadColumns::Reader::list(Place at, const FieldReader& field,
                                                     std::uint32_t row) {
    if (text_[*at] != '[') return nullptr;
    const std::uint32_t first = columns_->tables[field.type.id].rows;
    std::uint32_t size = 0;
    at = parts(at + 1, ']', [&](Place one) {
        ++size;
        return member(one, field.type.id, columns_->add_row(field.type.id));
    });
    if (!at) return nullptr;
    Column& column = *field.column;
    if (field.record == root_record)
        (size > 0 ? with_members_ : empty_) |= std::uint64_t{1} << field.id;
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
    std::uint64_t members = 0;
    bool any = false;
    at = parts(at + 1, ']', [&](Place one) -> Place {
        any = true;
        String found{};
        one = string(one, found);
        if (!one) return nullptr;
        if (by_word) {
            if (!is_plain(found) && (element.kind != TypeKind::text || !prose(found)))
                return nullptr;
            const auto made = word(found);
            if (!made) return nullptr;
            if (element.kind == TypeKind::record)
                references_.push_back({field.record, element.id, field.id, row, *made, true});
            else if (field.wanted)
                members |= columns_->member_bit(element, *made);
            return one;
        }
        const std::uint32_t which = choice(field, found);
        if (which == WordTable::absent) return nullptr;
        if (field.words == &countries_) name_country(which);
        if (field.wanted) members |= columns_->member_bit(element, which);
        return one;
    });
    if (!at) return nullptr;
    if (field.state_wanted && !any) column.states[row] = static_cast<std::uint8_t>(FactState::none);
    if (!field.wanted) return at;
    column.words[row] = members;
    column.bytes[row] = any && field.open ? list_open : list_closed;
    return at;
}

}  // namespace tutela
