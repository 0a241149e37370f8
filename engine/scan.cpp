#include "engine/scan.hpp"

#include "engine/scan_text.hpp"

namespace tutela {
namespace {

// Any record that states a sensitivity of restricted or more and a precision finer than the third
// administrative level names a place that must stay hidden.
void scan_places(const Vocabulary& vocabulary, const Design& design, std::vector<ScanHit>& hits) {
    for (RecordId id = 0; id < vocabulary.records.size(); ++id) {
        const Record& record = vocabulary.records[id];
        const auto sensitivity = record.find("sensitivity");
        const auto precision = record.find("precision");
        if (!sensitivity || !precision) continue;
        if (record.fields[*sensitivity].type.kind != TypeKind::choice ||
            record.fields[*precision].type.kind != TypeKind::choice)
            continue;
        const ChoiceList& levels = vocabulary.choice_lists[record.fields[*sensitivity].type.id];
        const ChoiceList& precisions = vocabulary.choice_lists[record.fields[*precision].type.id];
        const auto restricted = levels.find("restricted");
        if (!restricted) continue;
        for (std::uint32_t row = 0; row < design.tables[id].places.size(); ++row) {
            const Fact& level = design.fact({id, row, *sensitivity});
            const Fact& place = design.fact({id, row, *precision});
            if (level.state != FactState::stated || place.state != FactState::stated) continue;
            const std::string& written = precisions.choices[place.index];
            if (level.index >= *restricted && (written == "exact" || written == "site-name"))
                hits.push_back({ScanKind::precise_site,
                                path_of(vocabulary, design, {id, row, *precision}), place.place});
        }
    }
}

}  // namespace

std::vector<ScanHit> scan(const Vocabulary& vocabulary, const Design& design) {
    std::vector<ScanHit> hits;
    for (const DesignText& text : design.scannable) {
        const std::uint32_t found = scan_text(design.texts[text.text]);
        for (std::size_t kind = 0; found != 0 && kind < scan_kind_count; ++kind)
            if (found & bit(static_cast<ScanKind>(kind)))
                hits.push_back({static_cast<ScanKind>(kind), text.path, text.place});
    }
    scan_places(vocabulary, design, hits);
    return hits;
}

}  // namespace tutela
