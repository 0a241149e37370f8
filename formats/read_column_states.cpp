#include <algorithm>

#include "formats/columns_reader.hpp"

// What is said of facts besides their values: states, estimates, evidence, what is complete. See read_facts.cpp, which does
// the same with places, and says what is wrong.

namespace tutela {
namespace {

std::optional<unsigned> hex(std::string_view digits) {
    unsigned made = 0;
    if (digits.size() < 4) return std::nullopt;
    for (const char c : digits.substr(0, 4)) {
        const unsigned digit = c >= '0' && c <= '9'   ? static_cast<unsigned>(c - '0')
                               : c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a' + 10)
                               : c >= 'A' && c <= 'F' ? static_cast<unsigned>(c - 'A' + 10)
                                                      : 16U;
        if (digit == 16) return std::nullopt;
        made = made * 16 + digit;
    }
    return made;
}

// A text without its escapes; false for rare ones.
bool decode(std::string_view written, std::string& out) {
    for (std::size_t i = 0; i < written.size(); ++i) {
        if (written[i] != '\\') {
            out += written[i];
            continue;
        }
        if (++i == written.size()) return false;
        switch (written[i]) {
            case '"':
            case '\\':
            case '/': out += written[i]; break;
            case 'n': out += '\n'; break;
            case 't': out += '\t'; break;
            case 'r': out += '\r'; break;
            case 'u': {
                auto code = hex(written.substr(i + 1));
                if (!code || *code < 0x20 || (*code >= 0xDC00 && *code < 0xE000)) return false;
                i += 4;
                if (*code >= 0xD800 && *code < 0xDC00) {
                    if (written.substr(i + 1, 2) != "\\u") return false;
                    const auto low = hex(written.substr(i + 3));
                    if (!low || *low < 0xDC00 || *low >= 0xE000) return false;
                    code = 0x10000 + ((*code - 0xD800) << 10U) + (*low - 0xDC00);
                    i += 6;
                }
                add_character(out, *code);
                break;
            }
            default: return false;
        }
    }
    return true;
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

// What a table says of a fact; the keys it had, so that none comes twice.
struct ReadColumns::Reader::StateTable {
    enum Part : std::uint32_t {
        is = 1,
        none = 2,
        unknown = 4,
        withheld = 8,
        fill = 16,
        between = 32,
        at_least = 64,
        at_most = 128,
        states = 255,
        evidence = 256,
        complete = 512,
        by = 1024,
        on = 2048,
        reason = 4096
    };
    static constexpr std::pair<std::string_view, Part> parts[] = {{"is", is},
                                                                  {"none", none},
                                                                  {"unknown", unknown},
                                                                  {"withheld", withheld},
                                                                  {"fill", fill},
                                                                  {"between", between},
                                                                  {"at-least", at_least},
                                                                  {"at-most", at_most},
                                                                  {"evidence", evidence},
                                                                  {"complete", complete},
                                                                  {"by", by},
                                                                  {"on", on},
                                                                  {"reason", reason}};
    [[nodiscard]] static std::uint32_t find(std::string_view key) {
        for (const auto& [name, part] : parts)
            if (name == key) return part;
        return 0;
    }

    std::uint32_t said = 0;
    bool whole = false;  // as `complete` says
    std::optional<Number> low, high;
};

// A text for people: not blank; its escapes are read. False: not for here.
bool ReadColumns::Reader::prose(String& found) {
    if (std::memchr(found.text, '\\', found.size) != nullptr) {
        std::string& text = decoded_.emplace_back();
        text.reserve(found.size + 8);  // eight bytes are looked at together
        if (!decode(found.view(), text)) return false;
        found = {text.data(), text.size()};
        if (scan_) texts_.back().text = text;
    }
    return !is_blank(found.view());
}

// { unknown = "…" } and the like, from its bracket on.
ReadColumns::Reader::Place ReadColumns::Reader::state(Place at, const FieldReader& field,
                                                      std::uint32_t row) {
    StateTable table;
    at = parts(at + 1, '}', [&](Place one) -> Place {
        String key{};
        one = key_of(one, key);
        if (!one) return nullptr;
        const std::uint32_t part = StateTable::find(key.view());
        if (part == 0 || (table.said & part) != 0) return nullptr;
        table.said |= part;
        return state_part(one, field, row, part, table);
    });
    if (!at) return nullptr;
    return settle(field, row, table) ? at : nullptr;
}

ReadColumns::Reader::Place ReadColumns::Reader::state_part(Place at, const FieldReader& field,
                                                           std::uint32_t row, std::uint32_t part,
                                                           StateTable& table) {
    String found{};
    switch (part) {
        case StateTable::is:
            // A record in a record says itself what it is.
            return field.embedded || text_[*at] == '{' ? nullptr : plain_value(at, field, row);
        case StateTable::between: {
            if (text_[*at] != '[') return nullptr;
            at = estimate(at + 1, field, table.low);
            if (!at || text_[*at] != ',') return nullptr;
            at = estimate(at + 1, field, table.high);
            return at && text_[*at] == ']' ? at + 1 : nullptr;
        }
        case StateTable::at_least: return estimate(at, field, table.low);
        case StateTable::at_most: return estimate(at, field, table.high);
        case StateTable::evidence: return cite(at, field, row);
        case StateTable::complete: {
            const char* begin = text_ + *at;
            table.whole = *begin == 't';
            return field.type.is_collection() ? truth_value(at) : nullptr;
        }
        case StateTable::on: {
            at = string(at, found);
            return at && parse_date(found.view()) ? at : nullptr;
        }
        default:  // in words
            at = string(at, found);
            return at && prose(found) ? at : nullptr;
    }
}

ReadColumns::Reader::Place ReadColumns::Reader::estimate(Place at, const FieldReader& field,
                                                         std::optional<Number>& end) {
    end.emplace();
    return field.cells == Cells::number ? number_value(at, field, *end) : nullptr;
}

// When all of the table was read: whether it says one thing, and says it in full.
bool ReadColumns::Reader::settle(const FieldReader& field, std::uint32_t row,
                                 const StateTable& table) {
    const std::uint32_t said = table.said & StateTable::states;
    if ((table.said & StateTable::complete) != 0) complete_.push_back({&field, row, table.whole});
    switch (said) {
        case StateTable::is: return true;
        case StateTable::none:
            if (!field.type.is_collection() && !field.optional && !field.embedded) return false;
            put_state(field, row, FactState::none);
            return true;
        case StateTable::unknown: put_state(field, row, FactState::unknown); return true;
        case StateTable::withheld: {
            constexpr std::uint32_t attested = StateTable::by | StateTable::on;
            if ((table.said & attested) != attested) return false;
            columns_->withheld.back() = 1;
            put_state(field, row, FactState::withheld);
            return true;
        }
        case StateTable::fill: put_state(field, row, FactState::to_fill); return true;
        case StateTable::between:
        case StateTable::at_least:
        case StateTable::at_most:
        case StateTable::at_least | StateTable::at_most: return put_estimate(field, row, table);
        default: return false;
    }
}

bool ReadColumns::Reader::put_estimate(const FieldReader& field, std::uint32_t row,
                                       const StateTable& table) {
    const auto bounds = decimal_of(bounds_of(field.type));
    std::int64_t low = table.low ? table.low->low : bounds->low;
    std::int64_t high = table.high ? table.high->high : bounds->high;
    unsigned places = 0;
    std::uint16_t currency = 0;
    for (const auto* end : {&table.low, &table.high}) {
        if (!*end) continue;
        places = std::max(places, (*end)->places);
        if (currency != 0 && (*end)->currency != 0 && currency != (*end)->currency) return false;
        if ((*end)->currency != 0) currency = (*end)->currency;
    }
    if (!scale_up(low, places - (table.low ? table.low->places : 0)) ||
        !scale_up(high, places - (table.high ? table.high->places : 0)) || low > high)
        return false;
    columns_->use_currency(currency);
    if (field.state_wanted)
        field.column->states[row] = static_cast<std::uint8_t>(FactState::estimated);
    return !field.wanted || field.column->set_number(row, low, high, places);
}

// What is said of a whole embedded record holds for each of its facts.
void ReadColumns::Reader::put_state(const FieldReader& field, std::uint32_t row, FactState state) {
    Column& column = *field.column;
    if (field.state_wanted) column.states[row] = static_cast<std::uint8_t>(state);
    if (field.embedded) {
        const std::uint32_t inner = column.index[row];
        for (const FieldReader& one : records_[field.type.id].fields) put_state(one, inner, state);
    } else if (state == FactState::none && field.wanted && field.type.is_collection()) {
        column.bytes[row] = list_closed;
    }
}

// The key of a pair: no escapes, no more than 24 letters. The place after its colon.
ReadColumns::Reader::Place ReadColumns::Reader::key_of(Place at, String& key) const {
    if (text_[at[0]] != '"' || text_[at[1]] != ':') return nullptr;
    const char* begin = text_ + at[0] + 1;
    const void* end = std::memchr(begin, '"', 24);
    if (!end) return nullptr;
    key = {begin, static_cast<std::size_t>(static_cast<const char*>(end) - begin)};
    return at + 2;
}

}  // namespace tutela
