#include "engine/columns.hpp"

#include <algorithm>

#include "engine/scan.hpp"

namespace tutela {
namespace {

// Digits after the point that a fraction has; nothing when it never ends or has too many.
std::optional<unsigned> digits_of(std::int64_t denominator) {
    for (unsigned digits = 0; digits <= most_digits; ++digits)
        if (powers_of_ten[digits] % denominator == 0) return digits;
    return std::nullopt;
}

template <class T>
void extend(std::vector<T>& cells, std::size_t from, std::size_t to, T value) {
    if (cells.size() < to) cells.resize(to);
    std::fill(cells.begin() + static_cast<std::ptrdiff_t>(from),
              cells.begin() + static_cast<std::ptrdiff_t>(to), value);
}

}  // namespace

bool scale_up(std::int64_t& value, unsigned by) {
    if (value == no_low || value == no_high) return true;
    return by <= most_digits && !__builtin_mul_overflow(value, powers_of_ten[by], &value) &&
           value != no_low && value != no_high;
}

std::optional<Decimal> decimal_of(const Interval& value) {
    const auto low_digits = digits_of(value.low.denominator);
    const auto high_digits = digits_of(value.high.denominator);
    if (!low_digits || !high_digits) return std::nullopt;
    Decimal made;
    made.digits = std::max(*low_digits, *high_digits);
    const auto end = [&](Rational number, std::int64_t& into) {
        return !__builtin_mul_overflow(number.numerator,
                                       powers_of_ten[made.digits] / number.denominator, &into);
    };
    if (!value.no_low && !end(value.low, made.low)) return std::nullopt;
    if (!value.no_high && !end(value.high, made.high)) return std::nullopt;
    return made;
}

Cells cells_of(const Type& type) {
    if (type.is_numeric()) return Cells::number;
    switch (type.kind) {
        case TypeKind::truth: return Cells::truth;
        case TypeKind::text: return Cells::text;
        case TypeKind::choice:
        case TypeKind::language:
        case TypeKind::country:
        case TypeKind::age_band:
        case TypeKind::record: return Cells::index;
        case TypeKind::set: return Cells::set;
        case TypeKind::list: return Cells::list;
        default: return Cells::none;
    }
}

void Column::prepare(std::size_t from, std::size_t to) {
    if (need.state) extend(states, from, to, std::uint8_t{0});
    if (need.evidence) extend(evidence, from, to, std::uint8_t{0});
    if (!need.value) return;
    switch (cells) {
        case Cells::truth:
            extend(bytes, from, to, static_cast<std::uint8_t>(Truth::unknown));
            break;
        case Cells::index: extend(index, from, to, 0U); break;
        case Cells::text: extend(words, from, to, std::uint64_t{0}); break;
        case Cells::set:
            extend(bytes, from, to, std::uint8_t{list_not_told});
            extend(words, from, to, std::uint64_t{0});
            break;
        case Cells::list:
            extend(bytes, from, to, std::uint8_t{list_not_told});
            extend(index, from, to, 0U);
            extend(size, from, to, 0U);
            break;
        case Cells::number: {
            const Interval bounds = bounds_of(type);
            extend(low, from, to,
                   bounds.no_low ? no_low : bounds.low.numerator * powers_of_ten[scale]);
            extend(high, from, to,
                   bounds.no_high ? no_high : bounds.high.numerator * powers_of_ten[scale]);
            break;
        }
        case Cells::none: break;
    }
}

bool Column::raise_scale(unsigned to) {
    if (to > most_digits) return false;
    for (auto* ends : {&low, &high}) {
        std::vector<std::int64_t> raised = *ends;
        for (std::int64_t& value : raised)
            if (!scale_up(value, to - scale)) return false;
        ends->swap(raised);
    }
    scale = to;
    return true;
}

bool Column::set_number(std::uint32_t row, std::int64_t from, std::int64_t to, unsigned digits) {
    if (digits > scale && !raise_scale(digits)) return false;
    if (digits < scale && (!scale_up(from, scale - digits) || !scale_up(to, scale - digits)))
        return false;
    low[row] = from;
    high[row] = to;
    return true;
}

bool Column::set_number(std::uint32_t row, const Interval& value) {
    const auto decimal = decimal_of(value);
    return decimal && set_number(row, decimal->low, decimal->high, decimal->digits);
}

unsigned Bits::bit(std::uint64_t value) {
    constexpr std::size_t small = 16'384;  // more than there are languages
    if (value < small && small_.empty()) small_.resize(small, no_bit);
    const unsigned known = find(value);
    if (known != no_bit || size_ == values_.size()) return known;
    values_[size_] = value;
    if (value < small) small_[value] = static_cast<std::uint8_t>(size_);
    return size_++;
}

void Bits::forget() {
    for (unsigned i = kept_; i < size_; ++i)
        if (values_[i] < small_.size()) small_[values_[i]] = no_bit;
    size_ = kept_;
}

std::uint64_t Words::long_word(std::string_view text) {
    const auto found = known_.find(text);
    if (found != known_.end()) return found->second;
    texts_.emplace_back(text);
    const std::uint64_t word = (std::uint64_t{0xff} << 56U) | texts_.size();
    known_.emplace(texts_.back(), word);
    return word;
}

std::string Words::text(std::uint64_t word) const {
    const auto size = static_cast<std::size_t>(word >> 56U);
    if (size == 0xff) return texts_[(word & ((std::uint64_t{1} << 56U) - 1)) - 1];
    std::string made;
    for (std::size_t i = 0; i < size; ++i) made += static_cast<char>(word >> (8 * i));
    return made;
}

void Words::forget() {
    if (texts_.size() < kept_ + 50'000) return;
    while (texts_.size() > kept_) {
        known_.erase(texts_.back());
        texts_.pop_back();
    }
}

Columns::Columns(const Vocabulary& v, const Needs& needs, std::uint16_t code)
    : vocabulary(&v), currency(code) {
    tables.resize(v.records.size());
    for (RecordId id = 0; id < v.records.size(); ++id) {
        TableColumns& table = tables[id];
        for (std::uint32_t f = 0; f < v.records[id].fields.size(); ++f) {
            const Field& field = v.records[id].fields[f];
            Column column;
            column.cells = cells_of(field.type);
            column.type = field.type;
            column.need = needs[id][f];
            if (field.type.kind == TypeKind::record && !field.reference) {
                table.embedded.push_back(f);
                column.need.value = true;  // where its facts stand
            }
            // Whether a list is complete goes by its state too.
            if (field.type.is_collection() && column.need.any())
                column.need.value = column.need.state = true;
            if (column.need.any()) table.used.push_back(f);
            table.columns.push_back(std::move(column));
        }
    }
    clear();
}

void Columns::clear() {
    designs = 0;
    words.forget();
    for (Bits& one : bits) one.forget();
    for (auto* flags : {&odd, &withheld, &judgements, &waivers}) flags->clear();
    scan.clear();
    countries.clear();
    currencies_.clear();
    for (TableColumns& table : tables) {
        table.rows = 1;
        table.first.clear();
        const std::uint32_t wanted = std::max<std::uint32_t>(table.prepared, 64);
        for (const std::uint32_t f : table.used) {
            table.columns[f].prepare(0, wanted);
            if (table.columns[f].need.state) table.columns[f].set_unknown(0);
        }
        table.prepared = wanted;
    }
}

void Columns::begin_design() {
    ++designs;
    odd.push_back(0);
    withheld.push_back(0);
    judgements.push_back(0);
    waivers.push_back(0);
    scan.push_back(0);
    countries.emplace_back();
    currencies_.push_back(currency);
    for (TableColumns& table : tables) table.first.push_back(table.rows);
    add_row(root_record);
}

void Columns::drop_design() {
    --designs;
    for (auto* flags : {&odd, &withheld, &judgements, &waivers}) flags->pop_back();
    scan.pop_back();
    countries.pop_back();
    currencies_.pop_back();
    for (TableColumns& table : tables) {
        for (const std::uint32_t f : table.used)
            table.columns[f].prepare(table.first.back(), table.rows);
        table.rows = table.first.back();
        table.first.pop_back();
    }
}

std::uint32_t Columns::add_row(RecordId record) {
    TableColumns& table = tables[record];
    const std::uint32_t row = table.rows++;
    if (table.rows > table.prepared) {
        const std::uint32_t wanted = table.prepared * 2;
        for (const std::uint32_t f : table.used) table.columns[f].prepare(table.prepared, wanted);
        table.prepared = wanted;
    }
    for (const std::uint32_t f : table.embedded) {
        const std::uint32_t inner = add_row(table.columns[f].type.id);
        tables[record].columns[f].index[row] = inner;
    }
    return row;
}

void Columns::use_currency(std::uint16_t code) {
    if (code == 0) return;
    std::uint16_t& known = currencies_.back();
    if (known == 0) known = code;
    if (known != code) mark_odd();
}

std::uint64_t Columns::member_bit(const Type& element, std::uint64_t value) {
    const unsigned bit = element.kind == TypeKind::choice
                             ? static_cast<unsigned>(std::min<std::uint64_t>(value, Bits::no_bit))
                             : bits[static_cast<std::size_t>(element.kind)].bit(value);
    if (bit != Bits::no_bit) return std::uint64_t{1} << bit;
    mark_odd();
    return 0;
}

namespace {

// Copies a design, list by list, so that the rows of a list follow each other.
class CopyDesign {
public:
    CopyDesign(Columns& to, const Design& from) : to_(to), from_(from) {
        for (const Table& table : from.tables) rows_.emplace_back(table.places.size(), 0U);
    }

    void copy() {
        to_.begin_design();
        const std::uint32_t root = to_.tables[root_record].rows - 1;
        find_places(root_record, 0, root);
        for (RecordId id = 0; id < rows_.size(); ++id)
            for (std::uint32_t row = 0; row < rows_[id].size(); ++row)
                if (rows_[id][row] != 0) copy_row(id, row, rows_[id][row]);
        to_.withheld.back() = withholds() ? 1 : 0;
        to_.judgements.back() = from_.judgements.empty() ? 0 : 1;
        to_.waivers.back() = from_.waivers.empty() ? 0 : 1;
    }

private:
    [[nodiscard]] bool withholds() const {
        for (const Table& table : from_.tables)
            for (const Fact& fact : table.facts)
                if (fact.state == FactState::withheld) return true;
        return false;
    }

    // Where each row goes: those of embedded records were added with the row that holds them.
    void find_places(RecordId record, std::uint32_t row, std::uint32_t place) {
        rows_[record][row] = place;
        const auto& fields = to_.vocabulary->records[record].fields;
        std::uint32_t embedded = 0;
        for (std::uint32_t f = 0; f < fields.size(); ++f) {
            const Fact& fact = from_.fact({record, row, f});
            const Type& type = fields[f].type;
            if (type.kind == TypeKind::record && !fields[f].reference) {
                find_places(type.id, fact.index, embedded_place(record, place, embedded++));
            } else if (type.kind == TypeKind::list) {
                std::vector<std::uint32_t> places;
                for (std::uint32_t i = 0; i < fact.size; ++i)
                    places.push_back(to_.add_row(type.id));
                for (std::uint32_t i = 0; i < fact.size; ++i)
                    find_places(type.id, from_.members[fact.first + i], places[i]);
            }
        }
    }
    // An embedded record is the only one of its kind that its holder added; counted from the holder's own row.
    std::uint32_t embedded_place(RecordId record, std::uint32_t place, std::uint32_t nth) {
        const TableColumns& table = to_.tables[record];
        const Column& column = table.columns[table.embedded[nth]];
        return column.index[place];
    }

    void copy_row(RecordId record, std::uint32_t row, std::uint32_t place) {
        for (const std::uint32_t f : to_.tables[record].used)
            copy_fact(to_.tables[record].columns[f], from_.fact({record, row, f}), place,
                      to_.vocabulary->records[record].fields[f]);
    }

    void copy_fact(Column& column, const Fact& fact, std::uint32_t place, const Field& field) {
        if (column.need.state) column.states[place] = static_cast<std::uint8_t>(fact.state);
        if (column.need.evidence && fact.has_evidence)
            column.evidence[place] = static_cast<std::uint8_t>(1 + static_cast<int>(fact.evidence));
        if (!column.need.value) return;
        const bool stated = fact.state == FactState::stated;
        switch (column.cells) {
            case Cells::truth:
                if (stated)
                    column.bytes[place] = static_cast<std::uint8_t>(truth_of(fact.index != 0));
                break;
            case Cells::index:
                if (field.type.kind != TypeKind::record) {
                    if (stated) column.index[place] = fact.index + 1;
                } else if (field.reference && stated) {
                    column.index[place] = rows_[field.type.id][fact.index];
                }
                break;
            case Cells::number:
                if (stated || fact.state == FactState::estimated) {
                    to_.use_currency(fact.number.currency);
                    if (!column.set_number(place, fact.number)) to_.mark_odd();
                }
                break;
            case Cells::text:
                if (stated) column.words[place] = to_.words.word(from_.texts[fact.index]);
                break;
            case Cells::set: copy_set(column, fact, place); break;
            case Cells::list: {
                if (!told(fact)) break;
                column.bytes[place] = openness(fact);
                column.size[place] = fact.size;
                if (fact.size > 0)
                    column.index[place] = rows_[field.type.id][from_.members[fact.first]];
                break;
            }
            case Cells::none: break;
        }
    }
    static bool told(const Fact& fact) {
        return fact.state == FactState::stated || fact.state == FactState::none;
    }
    static std::uint8_t openness(const Fact& fact) {
        return fact.complete || fact.state == FactState::none ? list_closed : list_open;
    }
    void copy_set(Column& column, const Fact& fact, std::uint32_t place) {
        if (!told(fact)) return;
        column.bytes[place] = openness(fact);
        if (fact.state == FactState::none) return;
        const Type element = column.type.member();
        for (std::uint32_t i = 0; i < fact.size; ++i)
            column.words[place] |= bit_of(element, from_.members[fact.first + i]);
    }
    std::uint64_t bit_of(const Type& element, std::uint32_t member) {
        if (element.kind == TypeKind::text)
            return to_.member_bit(element, to_.words.word(from_.texts[member]));
        if (element.kind != TypeKind::record) return to_.member_bit(element, member);
        const std::uint32_t at = rows_[element.id][member] - to_.tables[element.id].first.back();
        if (at < Bits::no_bit) return std::uint64_t{1} << at;
        to_.mark_odd();
        return 0;
    }

    Columns& to_;
    const Design& from_;
    std::vector<std::vector<std::uint32_t>>
        rows_;  // by record: row of the design to row of the columns
};

}  // namespace

void add_design(Columns& columns, const Design& design, bool wants_scan) {
    CopyDesign(columns, design).copy();
    if (!wants_scan) return;
    columns.scan.back() = kinds_of(scan(*columns.vocabulary, design));
}

}  // namespace tutela
