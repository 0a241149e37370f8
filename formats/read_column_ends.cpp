#include <algorithm>

#include "formats/columns_reader.hpp"

// What a design says beside its facts, and what can be told of it only at its end: evidence, what is complete, references.

namespace tutela {

// ---------------------------------------------------------------------------------------- evidence

// The evidence of a fact: an id, or some.
ReadColumns::Reader::Place ReadColumns::Reader::cite(Place at, const FieldReader& field,
                                                     std::uint32_t row) {
    const std::size_t first = citations_.size();
    const auto id = [&](Place one) -> Place {
        String found{};
        one = string(one, found);
        if (!one || !is_id(found)) return nullptr;
        citations_.push_back(found.view());
        return one;
    };
    at = text_[*at] == '[' ? parts(at + 1, ']', id) : id(at);
    if (!at) return nullptr;
    cited_.push_back({field.column, row, first, citations_.size() - first});
    return at;
}

// Without escapes and letters that have several forms.
bool ReadColumns::Reader::is_id(String id) {
    return is_plain(id) && std::all_of(id.text, id.text + id.size,
                                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

ReadColumns::Reader::Place ReadColumns::Reader::evidence(Place at) {
    return text_[*at] == '[' ? parts(at + 1, ']', [&](Place one) { return piece_of_evidence(one); })
                             : nullptr;
}

ReadColumns::Reader::Place ReadColumns::Reader::piece_of_evidence(Place at) {
    static constexpr std::string_view keys[] = {"id",          "kind",   "ref",   "date", "level",
                                                "sensitivity", "sha256", "title", "note"};
    static constexpr std::string_view levels[] = {"claimed", "documented", "verified-internal",
                                                  "verified-external"};
    Evidence piece{{}, EvidenceLevel::documented};
    std::uint32_t seen = 0;
    if (text_[*at] != '{') return nullptr;
    at = parts(at + 1, '}', [&](Place one) -> Place {
        String key{}, found{};
        one = key_of(one, key);
        if (!one) return nullptr;
        const auto* which = std::find(std::begin(keys), std::end(keys), key.view());
        const std::uint32_t bit = 1U << (which - std::begin(keys));
        if (which == std::end(keys) || (seen & bit) != 0) return nullptr;
        seen |= bit;
        one = string(one, found);
        if (!one || !prose(found)) return nullptr;
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
        return one;
    });
    if (!at) return nullptr;
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

// { risks = true } of the whole design.
ReadColumns::Reader::Place ReadColumns::Reader::complete(Place at) {
    if (text_[*at] != '{') return nullptr;
    return parts(at + 1, '}', [&](Place one) -> Place {
        String key{};
        one = key_of(one, key);
        if (!one) return nullptr;
        const auto field = vocabulary_.records[root_record].find(key.view());
        if (!field || !vocabulary_.records[root_record].fields[*field].type.is_collection())
            return nullptr;
        const bool whole = text_[*one] == 't';
        one = truth_value(one);
        if (one)
            complete_.push_back({&records_[root_record].fields[*field],
                                 columns_->tables[root_record].first.back(), whole});
        return one;
    });
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
