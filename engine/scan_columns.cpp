#include "engine/scan_columns.hpp"

#include <algorithm>
#include <span>

#include "engine/scan.hpp"
#include "engine/scan_facts.hpp"

namespace tutela {
namespace {

using Names = std::span<const std::string_view>;

std::optional<std::uint32_t> find(const Record& record, std::string_view name, TypeKind kind,
                                  TypeKind element = TypeKind::error) {
    const auto at = record.find(name);
    if (!at || record.fields[*at].type.kind != kind) return std::nullopt;
    const bool fits = element == TypeKind::error || record.fields[*at].type.element == element;
    return fits ? at : std::nullopt;
}

std::vector<bool> among(const ChoiceList& list, Names names) {
    std::vector<bool> made;
    for (const std::string& choice : list.choices)
        made.push_back(std::find(names.begin(), names.end(), choice) != names.end());
    return made;
}

}  // namespace

ScanColumns::ScanColumns(const Vocabulary& vocabulary) : vocabulary_(vocabulary) {
    for (RecordId id = 0; id < vocabulary.records.size(); ++id) {
        find_sites(id);
        find_groups(id);
    }
}

// See `scan_sites`, which does the same for a whole design.
void ScanColumns::find_sites(RecordId id) {
    const Record& record = vocabulary_.records[id];
    const auto list = [&](std::uint32_t field) -> const ChoiceList& {
        return vocabulary_.choice_lists[record.fields[field].type.id];
    };
    const auto precision = find(record, "precision", TypeKind::choice);
    const auto sensitivity = find(record, "sensitivity", TypeKind::choice);
    const auto kind = find(record, "kind", TypeKind::choice);
    if (!precision || (!sensitivity && !kind)) return;
    Sites made{id, *precision, {precision, among(list(*precision), exact_precisions)}, {}, {}, {}};
    if (sensitivity) {
        const auto restricted = list(*sensitivity).find("restricted");
        std::vector<bool> from(list(*sensitivity).choices.size(), false);
        for (std::size_t i = restricted.value_or(static_cast<std::uint32_t>(from.size()));
             i < from.size(); ++i)
            from[i] = true;
        made.restricted = {sensitivity, std::move(from)};
    }
    if (kind) made.hidden = {kind, among(list(*kind), hidden_sites)};
    for (const std::string_view name : site_texts)
        if (const auto field = find(record, name, TypeKind::text)) made.texts.push_back(*field);
    sites_.push_back(std::move(made));
}

void ScanColumns::find_groups(RecordId id) {
    const Record& record = vocabulary_.records[id];
    Groups made{id, {}, {}, {}};
    const auto choices = [&](std::string_view name, Names names) -> Choices {
        const auto field = find(record, name, TypeKind::set, TypeKind::choice);
        if (!field) return {};
        return {field, among(vocabulary_.choice_lists[record.fields[*field].type.id], names)};
    };
    made.factors = choices("factors", sensitive_factors);
    made.status = choices("status", sensitive_statuses);
    for (const std::string_view name : small_count_fields)
        if (const auto field = find(record, name, TypeKind::count)) made.counts.push_back(*field);
    if ((made.factors.field || made.status.field) && !made.counts.empty())
        groups_.push_back(std::move(made));
}

void ScanColumns::want(Needs& needs) const {
    const auto value = [&](RecordId record, std::optional<std::uint32_t> field) {
        if (field) needs[record][*field].value = true;
    };
    for (const Sites& sites : sites_) {
        for (const Choices* one : {&sites.exact, &sites.restricted, &sites.hidden})
            value(sites.record, one->field);
        for (const std::uint32_t field : sites.texts) value(sites.record, field);
    }
    for (const Groups& groups : groups_) {
        value(groups.record, groups.factors.field);
        value(groups.record, groups.status.field);
        for (const std::uint32_t field : groups.counts) value(groups.record, field);
    }
}

ScanKinds ScanColumns::of_sites(const Columns& columns, const Sites& sites) {
    const TableColumns& table = columns.tables[sites.record];
    const auto is_among = [&](const Choices& choices, std::uint32_t row) {
        if (!choices.field) return false;
        const std::uint32_t index = table.columns[*choices.field].index[row];
        return index != 0 && choices.among[index - 1];
    };
    ScanKinds found = 0;
    for (std::uint32_t row = table.first.back(); row < table.rows; ++row) {
        if (!is_among(sites.restricted, row) && !is_among(sites.hidden, row)) continue;
        if (is_among(sites.exact, row)) found |= bit(ScanKind::precise_site);
        for (const std::uint32_t field : sites.texts) {
            const std::uint64_t word = table.columns[field].words[row];
            if (word != 0 && memory.scanner().is_address(columns.words.text(word)))
                found |= bit(ScanKind::exact_place);
        }
    }
    return found;
}

// See `find_small_counts`.
bool ScanColumns::few_people(const Columns& columns, const Groups& groups) {
    const TableColumns& table = columns.tables[groups.record];
    const auto holds = [&](const Choices& choices, std::uint32_t row) {
        if (!choices.field) return false;
        const std::uint64_t members = table.columns[*choices.field].words[row];
        for (std::size_t i = 0; i < choices.among.size() && i < 64; ++i)
            if (choices.among[i] && ((members >> i) & 1U) != 0) return true;
        return false;
    };
    for (std::uint32_t row = table.first.back(); row < table.rows; ++row) {
        if (!holds(groups.factors, row) && !holds(groups.status, row)) continue;
        for (const std::uint32_t field : groups.counts) {
            const Column& column = table.columns[field];
            const std::int64_t one = powers_of_ten[column.scale];
            const std::int64_t low = column.low[row], high = column.high[row];
            const bool banded = low <= one && high == (small_count_below - 1) * one;
            if (low != no_low && high > 0 && high < small_count_below * one && !banded) return true;
        }
    }
    return false;
}

ScanKinds ScanColumns::operator()(const Columns& columns, const std::vector<Text>& texts,
                                  const std::vector<std::uint32_t>& countries) {
    memory.begin(countries);
    ScanKinds found = 0;
    for (const Text& text : texts) {
        ScanKinds kinds = memory(text.text);
        if (text.is_public) kinds &= ~(bit(ScanKind::telephone) | bit(ScanKind::email));
        found |= kinds;
    }
    for (const Sites& sites : sites_) found |= of_sites(columns, sites);
    for (const Groups& groups : groups_)
        if (few_people(columns, groups)) found |= bit(ScanKind::small_count);
    return found;
}

}  // namespace tutela
