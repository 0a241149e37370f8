#include "formats/columns_reader.hpp"

#include <cstring>

#include "engine/scan_facts.hpp"
#include "formats/read_value.hpp"

// What the walk over designs is driven by: the fields of every record, with the letters of their keys.

namespace tutela {

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
        if (holds &&
            (field.type.id == record || holds_itself(vocabulary, record, field.type.id, depth + 1)))
            return true;
    }
    return false;
}

}  // namespace

ReadColumns::Reader::Reader(const Plan& plan)
    : vocabulary_(plan.program->ruleset.vocabulary),
      possible_(true),
      names_told_(!plan.reasons.empty()) {
    if (plan.wants_scan) {
        scan_ = std::make_unique<ScanColumns>(vocabulary_);
        scan_->memory.normal = [](std::string_view text) { return normalise(text).value_or(""); };
    }
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
            const std::size_t letters = field.name.size();
            std::memcpy(&made.first, field.name.data(), std::min<std::size_t>(8, letters));
            if (letters > 8) {
                made.rest = low_bytes(letters - 8);
                std::memcpy(&made.second, field.name.data() + 8,
                            std::min<std::size_t>(8, letters - 8));
            }
            made.type = field.type;
            made.cells = cells_of(field.type);
            made.reference = field.reference;
            made.embedded = field.type.kind == TypeKind::record && !field.reference;
            made.is_key = field.key;
            made.open = field.open;
            made.optional = field.optional;
            made.is_public = id != root_record && field.name == public_field &&
                             made.cells != Cells::set && made.cells != Cells::list &&
                             !made.embedded;
            const Type element =
                field.type.kind == TypeKind::set ? field.type.member() : field.type;
            if (element.kind == TypeKind::choice) made.words = choices_[element.id].get();
            if (element.kind == TypeKind::language) made.words = &languages_;
            if (element.kind == TypeKind::country) made.words = &countries_;
            made.record = id;
            made.id = static_cast<std::uint32_t>(reader.fields.size());
            reader.fields.push_back(std::move(made));
        }
        if (record.key) reader.must |= std::uint64_t{1} << *record.key;
        if (id == root_record)
            if (const auto programme = record.find("programme"))
                reader.must |= std::uint64_t{1} << *programme;
        possible_ = possible_ && record.fields.size() < 64 && !holds_itself(vocabulary_, id, id, 0);
        records_.push_back(std::move(reader));
    }
}

}  // namespace tutela
