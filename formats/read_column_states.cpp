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

void add_utf8(std::string& out, unsigned code) {
    const auto byte = [&](unsigned value) { out += static_cast<char>(value); };
    if (code < 0x80) return byte(code);
    if (code < 0x800) {
        byte(0xC0U | (code >> 6U));
    } else {
        if (code < 0x10000) {
            byte(0xE0U | (code >> 12U));
        } else {
            byte(0xF0U | (code >> 18U));
            byte(0x80U | ((code >> 12U) & 0x3FU));
        }
        byte(0x80U | ((code >> 6U) & 0x3FU));
    }
    byte(0x80U | (code & 0x3FU));
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
                add_utf8(out, *code);
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
    ++at;
    while (true) {
        String key{};
        at = key_of(at, key);
        if (!at) return nullptr;
        const std::uint32_t part = StateTable::find(key.view());
        if (part == 0 || (table.said & part) != 0) return nullptr;
        table.said |= part;
        at = state_part(at, field, row, part, table);
        if (!at) return nullptr;
        const char after = text_[*at++];
        if (after == '}') break;
        if (after != ',') return nullptr;
    }
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

// ---------------------------------------------------------------------------------------- evidence

// The evidence of a fact: an id, or some.
ReadColumns::Reader::Place ReadColumns::Reader::cite(Place at, const FieldReader& field,
                                                     std::uint32_t row) {
    const bool many = text_[*at] == '[';
    if (many) ++at;
    const std::size_t first = citations_.size();
    if (many && text_[*at] == ']') {
        ++at;
    } else {
        while (true) {
            String id{};
            at = string(at, id);
            if (!at || !is_id(id)) return nullptr;
            citations_.push_back(id.view());
            if (!many) break;
            const char after = text_[*at++];
            if (after == ']') break;
            if (after != ',') return nullptr;
        }
    }
    cited_.push_back({field.column, row, first, citations_.size() - first});
    return at;
}

// Without escapes and letters that have several forms.
bool ReadColumns::Reader::is_id(String id) {
    return is_plain(id) && std::all_of(id.text, id.text + id.size,
                                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

ReadColumns::Reader::Place ReadColumns::Reader::evidence(Place at) {
    if (text_[*at] != '[') return nullptr;
    ++at;
    if (text_[*at] == ']') return at + 1;
    while (true) {
        at = piece_of_evidence(at);
        if (!at) return nullptr;
        const char after = text_[*at++];
        if (after == ']') return at;
        if (after != ',') return nullptr;
    }
}

ReadColumns::Reader::Place ReadColumns::Reader::piece_of_evidence(Place at) {
    static constexpr std::string_view keys[] = {"id",          "kind",   "ref",   "date", "level",
                                                "sensitivity", "sha256", "title", "note"};
    static constexpr std::string_view levels[] = {"claimed", "documented", "verified-internal",
                                                  "verified-external"};
    Evidence piece{{}, EvidenceLevel::documented};
    std::uint32_t seen = 0;
    if (text_[*at] != '{') return nullptr;
    ++at;
    while (true) {
        String key{}, found{};
        at = key_of(at, key);
        if (!at) return nullptr;
        const auto* which = std::find(std::begin(keys), std::end(keys), key.view());
        const std::uint32_t bit = 1U << (which - std::begin(keys));
        if (which == std::end(keys) || (seen & bit) != 0) return nullptr;
        seen |= bit;
        at = string(at, found);
        if (!at || !prose(found)) return nullptr;
        if (*which == "id") {
            if (!is_id(found)) return nullptr;
            piece.id = found.view();
        } else if (*which == "date" && !parse_date(found.view())) {
            return nullptr;
        } else if (*which == "level") {
            const auto* level = std::find(std::begin(levels), std::end(levels), found.view());
            if (level == std::end(levels)) return nullptr;
            piece.level = static_cast<EvidenceLevel>(level - std::begin(levels));
        }
        const char after = text_[*at++];
        if (after == '}') break;
        if (after != ',') return nullptr;
    }
    for (const Evidence& other : evidence_)
        if (other.id == piece.id) return nullptr;
    if (piece.id.empty() || evidence_.size() == 200) return nullptr;
    evidence_.push_back(piece);
    return at;
}

// The strongest of what a fact cites counts.
bool ReadColumns::Reader::resolve_evidence() {
    for (const Cited& cited : cited_)
        for (std::size_t i = cited.first; i < cited.first + cited.size; ++i) {
            const auto piece =
                std::find_if(evidence_.begin(), evidence_.end(),
                             [&](const Evidence& one) { return one.id == citations_[i]; });
            if (piece == evidence_.end()) return false;
            if (!cited.column->need.evidence) continue;
            std::uint8_t& level = cited.column->evidence[cited.row];
            level = std::max(level, static_cast<std::uint8_t>(1 + static_cast<int>(piece->level)));
        }
    return true;
}

// ------------------------------------------------------------------------------------ completeness

// The key of a pair: no escapes, no more than 24 letters. The place after its colon.
ReadColumns::Reader::Place ReadColumns::Reader::key_of(Place at, String& key) const {
    if (text_[at[0]] != '"' || text_[at[1]] != ':') return nullptr;
    const char* begin = text_ + at[0] + 1;
    const void* end = std::memchr(begin, '"', 24);
    if (!end) return nullptr;
    key = {begin, static_cast<std::size_t>(static_cast<const char*>(end) - begin)};
    return at + 2;
}

// { risks = true } of the whole design.
ReadColumns::Reader::Place ReadColumns::Reader::complete(Place at) {
    if (text_[*at] != '{') return nullptr;
    ++at;
    if (text_[*at] == '}') return at + 1;
    while (true) {
        String key{};
        at = key_of(at, key);
        if (!at) return nullptr;
        const auto field = vocabulary_.records[root_record].find(key.view());
        if (!field || !vocabulary_.records[root_record].fields[*field].type.is_collection())
            return nullptr;
        const bool whole = text_[*at] == 't';
        at = truth_value(at);
        if (!at) return nullptr;
        complete_.push_back({&records_[root_record].fields[*field],
                             columns_->tables[root_record].first.back(), whole});
        const char after = text_[*at++];
        if (after == '}') return at;
        if (after != ',') return nullptr;
    }
}

// What stands in a design besides facts; exceptions and judgements are for the other reader.
ReadColumns::Reader::Place ReadColumns::Reader::beside_facts(Place at) {
    String key{};
    at = key_of(at, key);
    if (!at) return nullptr;
    if (key.view() == "evidence" && (seen_beside_ & 1U) == 0) {
        seen_beside_ |= 1U;
        return evidence(at);
    }
    if (key.view() == "complete" && (seen_beside_ & 2U) == 0) {
        seen_beside_ |= 2U;
        return complete(at);
    }
    return nullptr;
}

// What the design says of a list of its own, where it says so.
std::optional<bool> ReadColumns::Reader::said_complete(std::uint32_t field) const {
    for (const SaidComplete& said : complete_)
        if (said.field == &records_[root_record].fields[field]) return said.complete;
    return std::nullopt;
}

// Whether a list of the design may have more members; of one that nobody told, as the vocabulary says.
bool ReadColumns::Reader::open_list(std::uint32_t field) const {
    const bool open = records_[root_record].fields[field].open;
    const auto said = said_complete(field);
    const std::uint64_t bit = std::uint64_t{1} << field;
    const bool told = (with_members_ & bit) != 0 || ((empty_ & bit) != 0 && said == false);
    return told ? !said.value_or(!open) : open;
}

// What is said to be complete, or not to be, is so, whatever the vocabulary says.
bool ReadColumns::Reader::settle_complete() {
    for (std::size_t i = 0; i < complete_.size(); ++i) {
        const SaidComplete& said = complete_[i];
        for (std::size_t j = 0; j < i; ++j)
            if (complete_[j].field == said.field && complete_[j].row == said.row) return false;
        Column& column = *said.field->column;
        if (!column.need.any()) continue;
        std::uint8_t& state = column.states[said.row];
        if (state == static_cast<std::uint8_t>(FactState::absent) && said.complete) {
            state = static_cast<std::uint8_t>(FactState::none);
            column.bytes[said.row] = list_closed;
        } else if (state == static_cast<std::uint8_t>(FactState::none) && !said.complete) {
            state = static_cast<std::uint8_t>(FactState::stated);
            column.bytes[said.row] = list_open;
        } else if (state == static_cast<std::uint8_t>(FactState::stated)) {
            column.bytes[said.row] = said.complete ? list_closed : list_open;
        }
    }
    return true;
}

// -------------------------------------------------------------------------------------- at the end

// What can be done only when everything was read: keys are single, references lead somewhere, and a set of references
// into an open list is open with it.
bool ReadColumns::Reader::finish() {
    if (keys_.size() > 2000) return false;  // comparing them all would take long
    for (std::size_t i = 1; i < keys_.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (keys_[i].record == keys_[j].record && keys_[i].word == keys_[j].word) return false;
    for (const Reference& reference : references_)
        if (!resolve(reference)) return false;
    if (!resolve_evidence() || !settle_complete()) return false;
    if (names_told_) columns_->countries.back() = named_;
    if (scan_) columns_->scan.back() = (*scan_)(*columns_, texts_, named_);
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
    if (list && open_list(*list)) column.bytes[reference.row] = list_open;
    return true;
}

}  // namespace tutela
