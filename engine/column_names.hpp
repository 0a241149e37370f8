#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/columns.hpp"
#include "engine/scan_memory.hpp"

namespace tutela {

// How records in columns are called, as a design that was read whole calls them. Only the usual is told: what has no name
// that may be printed, or one that makes its path another, is left to the slower reader. One object belongs to one thread.
class ColumnNames {
public:
    ColumnNames(const Vocabulary& vocabulary, const Columns& columns);

    // The columns were filled anew.
    void begin();
    // Null: not for here. `planner_reasons` has seen to it that the columns hold what the record is named by.
    [[nodiscard]] const std::string* name(std::uint32_t design, RecordId record, std::uint32_t row);

private:
    enum class State : std::uint8_t { not_asked, told, untold };
    struct Names {
        std::vector<State> states;
        std::vector<std::string> names;
    };

    [[nodiscard]] std::optional<std::string> make(std::uint32_t design, RecordId record,
                                                  std::uint32_t row);
    [[nodiscard]] std::optional<std::string> part(std::uint32_t design, RecordId record,
                                                  std::uint32_t field, std::uint32_t row);
    [[nodiscard]] bool gives_away(std::uint32_t design, std::string_view words);
    [[nodiscard]] std::string of_value(const Type& type, const Column& column, std::uint32_t row);

    const Vocabulary& vocabulary_;
    const Columns& columns_;
    std::vector<Names> tables_;  // by record
    ScanMemory scan_;
    std::optional<std::uint32_t> scanned_;  // the design whose names it reads
};

}  // namespace tutela
