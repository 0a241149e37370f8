#include "engine/design.hpp"

#include <algorithm>

namespace tutela {

std::string nameless(const Record& record) {
    std::string word = record.called.empty() ? record.phrase : record.called;
    if (word.empty()) {
        word = record.name;
        std::replace(word.begin(), word.end(), '-', ' ');
    }
    return word + " without a name";
}

std::string path_of(const Vocabulary& vocabulary, const Design& design, FactRef ref) {
    const std::string& field = vocabulary.records[ref.record].fields[ref.field].name;
    if (ref.record == root_record) return field;
    const Table& table = design.tables[ref.record];
    return ref.row < table.paths.size() ? table.paths[ref.row] + "." + field : field;
}

}  // namespace tutela
