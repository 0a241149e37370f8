#include "engine/column_names.hpp"

#include <algorithm>
#include <bit>

#include "engine/row_names.hpp"

namespace tutela {
namespace {

bool is_stated(const Column& column, std::uint32_t row) {
    return column.states[row] == static_cast<std::uint8_t>(FactState::stated);
}

Interval number_in(const Column& column, std::uint32_t row) {
    const auto made =
        divide(Rational{column.low[row], 1}, Rational{powers_of_ten[column.scale], 1});
    return made ? point(*made) : Interval{};
}

}  // namespace

ColumnNames::ColumnNames(const Vocabulary& vocabulary, const Columns& columns)
    : vocabulary_(vocabulary), columns_(columns) {
    tables_.resize(vocabulary.records.size());
}

void ColumnNames::begin() {
    scanned_.reset();
    for (Names& table : tables_)
        std::fill(table.states.begin(), table.states.end(), State::not_asked);
}

const std::string* ColumnNames::name(std::uint32_t design, RecordId record, std::uint32_t row) {
    Names& table = tables_[record];
    if (table.states.size() <= row) {
        const std::size_t wanted = std::max<std::size_t>(columns_.tables[record].rows, row + 1);
        table.states.resize(wanted, State::not_asked);
        table.names.resize(wanted);
    }
    if (table.states[row] == State::not_asked) {
        auto made = make(design, record, row);
        // A name with brackets in it leaves the position in the path, by which rows are put in order.
        const bool usual = made && made->find_first_of("[]") == std::string::npos;
        Names& here = tables_[record];
        here.states[row] = usual ? State::told : State::untold;
        if (usual) here.names[row] = std::move(*made);
    }
    return table.states[row] == State::told ? &table.names[row] : nullptr;
}

std::optional<std::string> ColumnNames::make(std::uint32_t design, RecordId id, std::uint32_t row) {
    const Record& record = vocabulary_.records[id];
    if (record.key) {
        auto key = part(design, id, *record.key, row);
        return key && !key->empty() ? std::move(key) : std::nullopt;
    }
    std::string name;
    for (const std::uint32_t f : record.named_by) {
        const Column& column = columns_.tables[id].columns[f];
        if (record.fields[f].sensitive || !is_stated(column, row)) continue;
        auto words = part(design, id, f, row);
        if (!words) return std::nullopt;
        join_name(name, std::move(*words));
    }
    if (name.empty()) return nameless(record);
    if (gives_away(design, name)) return std::nullopt;
    return name;
}

// What one field says of the name.
std::optional<std::string> ColumnNames::part(std::uint32_t design, RecordId id, std::uint32_t f,
                                             std::uint32_t row) {
    const Field& field = vocabulary_.records[id].fields[f];
    const Column& column = columns_.tables[id].columns[f];
    std::string words;
    if (field.type.kind == TypeKind::record) {
        const std::string* other = name(design, field.type.id, column.index[row]);
        if (!other) return std::nullopt;
        words = *other;
    } else if (field.type.kind == TypeKind::set) {
        // Of several, the order in which they were written is not kept.
        if (std::popcount(column.words[row]) != 1) return std::nullopt;
        const Type member = field.type.member();
        const auto bit = static_cast<unsigned>(std::countr_zero(column.words[row]));
        if (member.kind == TypeKind::record) {
            const std::string* other =
                name(design, member.id, columns_.tables[member.id].first[design] + bit);
            if (!other) return std::nullopt;
            words = *other;
        } else {
            const std::uint64_t value =
                member.kind == TypeKind::choice
                    ? bit
                    : columns_.bits[static_cast<std::size_t>(member.kind)].value(bit);
            words = member.kind == TypeKind::text
                        ? columns_.words.text(value)
                        : naming_words(vocabulary_, member, static_cast<std::uint32_t>(value), {});
        }
    } else {
        words = of_value(field.type, column, row);
    }
    if (gives_away(design, words)) return std::nullopt;
    return words;
}

std::string ColumnNames::of_value(const Type& type, const Column& column, std::uint32_t row) {
    if (type.kind == TypeKind::text)
        return column.words[row] == 0 ? "" : columns_.words.text(column.words[row]);
    if (type.is_numeric()) return naming_words(vocabulary_, type, 0, number_in(column, row));
    return column.index[row] == 0 ? "" : naming_words(vocabulary_, type, column.index[row] - 1, {});
}

bool ColumnNames::gives_away(std::uint32_t design, std::string_view words) {
    if (scanned_ != design) scan_.begin(columns_.countries[design]);
    scanned_ = design;
    return scan_(words) != 0;
}

}  // namespace tutela
