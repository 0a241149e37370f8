#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/columns.hpp"
#include "engine/scan_memory.hpp"

namespace tutela {

// The sensitive scan of designs that were read into columns: what kinds it finds, as `scan` does of a whole design.
// One object belongs to one thread.
class ScanColumns {
public:
    explicit ScanColumns(const Vocabulary& vocabulary);
    // The facts it looks at.
    void want(Needs& needs) const;

    struct Text {
        std::string_view text;  // as it is written, in any normal form
        bool is_public;         // it stands where a public number may stand
    };
    // Of the last design of the columns: its texts, and the countries it names (indices, each once, in order).
    [[nodiscard]] ScanKinds operator()(const Columns& columns, const std::vector<Text>& texts,
                                       const std::vector<std::uint32_t>& countries);

    // Of texts that were read before, in whatever normal form: its `normal` must be set.
    ScanMemory memory;

private:
    // Fields of one record that tell of a place to be hidden, or of few people; which choices do.
    struct Choices {
        std::optional<std::uint32_t> field;
        std::vector<bool> among;
    };
    struct Sites {
        RecordId record;
        std::uint32_t precision;
        Choices exact, restricted, hidden;
        std::vector<std::uint32_t> texts;
    };
    struct Groups {
        RecordId record;
        Choices factors, status;
        std::vector<std::uint32_t> counts;
    };

    void find_sites(RecordId id);
    void find_groups(RecordId id);
    [[nodiscard]] ScanKinds of_sites(const Columns& columns, const Sites& sites);
    [[nodiscard]] static bool few_people(const Columns& columns, const Groups& groups);

    const Vocabulary& vocabulary_;
    std::vector<Sites> sites_;
    std::vector<Groups> groups_;
};

}  // namespace tutela
