#pragma once

#include <map>
#include <tuple>
#include <vector>

#include "apps/cli/database.hpp"
#include "apps/cli/stored_design.hpp"

namespace tutela {

// Writes designs of one run into a database, within a transaction that is open. All must outlive it.
class StoreDesigns {
public:
    // `rules` and `principles`: their numbers in the database, by Program::reported and Ruleset::principles.
    StoreDesigns(Database& database, const Program& program, std::int64_t run,
                 const std::vector<std::int64_t>& rules,
                 const std::vector<std::int64_t>& principles);

    // False at the first row that cannot be written; the database says why.
    [[nodiscard]] bool write(const StoredDesign& stored, std::int64_t number);

private:
    void prepare_verdicts();
    bool write_verdicts(std::int64_t design, const std::vector<Verdict>& verdicts);
    bool write_reasons(std::int64_t design, const StoredDesign& stored);
    bool write_score(std::int64_t design, const StoredDesign::Scored& one);
    std::int64_t fact(const StoredDesign::Open& open);

    Database& database_;
    const Program& program_;
    const std::int64_t run_;
    const std::vector<std::int64_t>&rules_, &principles_;
    Statement design_, reason_, open_, score_, fact_;
    std::vector<Statement> verdicts_;
    std::vector<std::size_t> stored_order_;  // places of rules, by their number in the database
    std::map<std::tuple<bool, RecordId, std::uint32_t>, std::int64_t> facts_;
};

}  // namespace tutela
