#include "engine/design.hpp"

namespace tutela {

std::string nameless(const Record& record) {
    return record.name + " (?)";
}

std::string path_of(const Vocabulary& vocabulary, const Design& design, FactRef ref) {
    const std::string& field = vocabulary.records[ref.record].fields[ref.field].name;
    if (ref.record == root_record) return field;
    const Table& table = design.tables[ref.record];
    return ref.row < table.paths.size() ? table.paths[ref.row] + "." + field : field;
}

}  // namespace tutela
