#include "engine/scan.hpp"

#include <algorithm>
#include <span>

#include "engine/scan_facts.hpp"
#include "engine/scan_text.hpp"

namespace tutela {
namespace {

using Words = std::span<const std::string_view>;

bool is_one_of(std::string_view word, Words words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

// One record type, and what its rows say in fields of some names.
class Rows {
public:
    Rows(const Vocabulary& vocabulary, const Design& design, RecordId id)
        : vocabulary_(vocabulary), design_(design), id_(id) {}

    [[nodiscard]] std::uint32_t count() const {
        return static_cast<std::uint32_t>(design_.tables[id_].places.size());
    }
    [[nodiscard]] std::optional<std::uint32_t> field(std::string_view name, TypeKind kind,
                                                     TypeKind element = TypeKind::error) const {
        const Record& record = vocabulary_.records[id_];
        const auto at = record.find(name);
        if (!at || record.fields[*at].type.kind != kind) return std::nullopt;
        return element == TypeKind::error || record.fields[*at].type.element == element
                   ? at
                   : std::nullopt;
    }
    [[nodiscard]] FactRef ref(std::uint32_t row, std::uint32_t field) const {
        return {id_, row, field};
    }
    [[nodiscard]] const Fact& fact(std::uint32_t row, std::uint32_t field) const {
        return design_.fact({id_, row, field});
    }
    // The choice that a row states; empty if it states none.
    [[nodiscard]] std::string_view choice(std::uint32_t row, std::uint32_t field) const {
        const Fact& stated = fact(row, field);
        if (stated.state != FactState::stated) return {};
        return choices(field).choices[stated.index];
    }
    [[nodiscard]] std::string_view text(std::uint32_t row, std::uint32_t field) const {
        const Fact& stated = fact(row, field);
        return stated.state == FactState::stated ? std::string_view(design_.texts[stated.index])
                                                 : std::string_view();
    }
    // Whether a set of choices that a row states has one of the words.
    [[nodiscard]] bool holds(std::uint32_t row, std::optional<std::uint32_t> field,
                             Words words) const {
        if (!field) return false;
        const Fact& stated = fact(row, *field);
        if (stated.state != FactState::stated) return false;
        for (std::uint32_t i = 0; i < stated.size; ++i)
            if (is_one_of(choices(*field).choices[design_.members[stated.first + i]], words))
                return true;
        return false;
    }
    [[nodiscard]] const ChoiceList& choices(std::uint32_t field) const {
        return vocabulary_.choice_lists[vocabulary_.records[id_].fields[field].type.id];
    }
    [[nodiscard]] ScanHit hit(ScanKind kind, std::uint32_t row, std::uint32_t field) const {
        return {kind, path_of(vocabulary_, design_, {id_, row, field}), fact(row, field).place};
    }

private:
    const Vocabulary& vocabulary_;
    const Design& design_;
    RecordId id_;
};

// What the scan reads besides texts and countries: scan_sites and find_small_counts.
constexpr std::string_view fields_looked_at[] = {
    "precision", "sensitivity", "kind", "factors", "status", "size", "in-need", "planned-reach"};

// A site that is restricted or a place of protection, told more exactly than its district.
void scan_sites(const Rows& rows, TextScan& scan_text, std::vector<ScanHit>& hits) {
    const auto precision = rows.field("precision", TypeKind::choice);
    const auto sensitivity = rows.field("sensitivity", TypeKind::choice);
    const auto kind = rows.field("kind", TypeKind::choice);
    if (!precision || (!sensitivity && !kind)) return;
    const auto restricted =
        sensitivity ? rows.choices(*sensitivity).find("restricted") : std::nullopt;
    for (std::uint32_t row = 0; row < rows.count(); ++row) {
        const bool is_restricted = restricted &&
                                   rows.fact(row, *sensitivity).state == FactState::stated &&
                                   rows.fact(row, *sensitivity).index >= *restricted;
        if (!is_restricted && !(kind && is_one_of(rows.choice(row, *kind), hidden_sites))) continue;
        if (is_one_of(rows.choice(row, *precision), exact_precisions))
            hits.push_back(rows.hit(ScanKind::precise_site, row, *precision));
        for (const std::string_view name : site_texts)
            if (const auto field = rows.field(name, TypeKind::text);
                field && scan_text.is_address(rows.text(row, *field)))
                hits.push_back(rows.hit(ScanKind::exact_place, row, *field));
    }
}

// Under five, and known more closely than that: { at-most = 4 } says no more than it may.
bool is_small_count(const Fact& fact) {
    if (fact.state != FactState::stated && fact.state != FactState::estimated) return false;
    const Interval& number = fact.number;
    if (number.problem != NumberProblem::none || number.no_low || number.no_high) return false;
    const bool under = compare(number.high, {small_count_below, 1}) < 0;
    const bool some = compare(number.high, {0, 1}) > 0;
    const bool banded =
        compare(number.low, {1, 1}) <= 0 && compare(number.high, {small_count_below - 1, 1}) == 0;
    return under && some && !banded;
}

void find_small_counts(const Rows& rows, std::vector<FactRef>& found) {
    const auto factors = rows.field("factors", TypeKind::set, TypeKind::choice);
    const auto status = rows.field("status", TypeKind::set, TypeKind::choice);
    if (!factors && !status) return;
    for (std::uint32_t row = 0; row < rows.count(); ++row) {
        if (!rows.holds(row, factors, sensitive_factors) &&
            !rows.holds(row, status, sensitive_statuses))
            continue;
        for (const std::string_view name : small_count_fields)
            if (const auto field = rows.field(name, TypeKind::count);
                field && is_small_count(rows.fact(row, *field)))
                found.push_back(rows.ref(row, *field));
    }
}

bool is_public_field(std::string_view path) {
    const std::string field = "." + std::string(public_field);
    return path.ends_with(field) || path.ends_with(field + ".is");
}

}  // namespace

std::vector<std::string> countries_named(const Vocabulary& vocabulary, const Design& design) {
    std::vector<std::string> countries;
    const auto add = [&](std::uint32_t index) {
        std::string code = country_code(index);
        if (std::find(countries.begin(), countries.end(), code) == countries.end())
            countries.push_back(std::move(code));
    };
    for (RecordId id = 0; id < vocabulary.records.size() && id < design.tables.size(); ++id) {
        const std::vector<Field>& fields = vocabulary.records[id].fields;
        for (std::uint32_t f = 0; f < fields.size(); ++f) {
            const bool one = fields[f].type.kind == TypeKind::country;
            const bool many =
                fields[f].type.kind == TypeKind::set && fields[f].type.element == TypeKind::country;
            if (!one && !many) continue;
            for (std::uint32_t row = 0; row < design.tables[id].places.size(); ++row) {
                const Fact& fact = design.fact({id, row, f});
                if (fact.state != FactState::stated) continue;
                if (one) add(fact.index);
                for (std::uint32_t i = 0; many && i < fact.size; ++i)
                    add(design.members[fact.first + i]);
            }
        }
    }
    return countries;
}

bool scan_looks_at(const Vocabulary& vocabulary, RecordId record, std::uint32_t field) {
    const Field& looked = vocabulary.records[record].fields[field];
    const auto either_is = [&](TypeKind kind) {
        return looked.type.kind == kind || looked.type.element == kind;
    };
    return either_is(TypeKind::text) || either_is(TypeKind::country) ||
           is_one_of(looked.name, fields_looked_at);
}

ScanKinds kinds_of(const std::vector<ScanHit>& hits) {
    ScanKinds kinds = 0;
    for (const ScanHit& hit : hits) kinds |= bit(hit.kind);
    return kinds;
}

std::vector<ScanHit> scan(const Vocabulary& vocabulary, const Design& design) {
    std::vector<ScanHit> hits;
    TextScan scan_text(countries_named(vocabulary, design));
    for (const DesignText& text : design.scannable) {
        ScanKinds found = scan_text(design.texts[text.text]);
        if (found == 0) continue;
        if (is_public_field(text.path)) found &= ~(bit(ScanKind::telephone) | bit(ScanKind::email));
        for (std::size_t kind = 0; kind < scan_kind_count; ++kind)
            if (found & bit(static_cast<ScanKind>(kind)))
                hits.push_back({static_cast<ScanKind>(kind), text.path, text.place});
    }
    for (RecordId id = 0; id < vocabulary.records.size(); ++id) {
        const Rows rows(vocabulary, design, id);
        scan_sites(rows, scan_text, hits);
    }
    for (const FactRef ref : small_counts(vocabulary, design))
        hits.push_back(
            {ScanKind::small_count, path_of(vocabulary, design, ref), design.fact(ref).place});
    return hits;
}

std::vector<FactRef> small_counts(const Vocabulary& vocabulary, const Design& design) {
    std::vector<FactRef> found;
    for (RecordId id = 0; id < vocabulary.records.size(); ++id)
        find_small_counts(Rows(vocabulary, design, id), found);
    return found;
}

}  // namespace tutela
