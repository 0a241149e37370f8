#pragma once

#include <vector>

#include "apps/cli/database.hpp"

namespace tutela {

// A rule of a run.
struct RunRule {
    std::string id, title, severity, text_hash;
};

// The designs of a run that were read, by name, each with its verdicts: one walk over what the database has in this very
// order. Whatever needs all verdicts of a run asks here; to group millions of rows takes SQLite ten times as long.
class RunCursor {
public:
    RunCursor(Database& database, std::int64_t run);

    // False at the end.
    [[nodiscard]] bool next();

    std::vector<RunRule> rules;  // in the order of the ruleset
    // Of the design that `next` came to:
    std::int64_t design = 0;
    std::string name, gate;
    std::vector<std::uint8_t> verdicts;  // by `rules`: verdict_words (code)

private:
    Statement rows_;
    bool row_ = false;                   // one that was not taken yet
    std::vector<std::size_t> place_of_;  // by the number of a rule in the database
};

}  // namespace tutela
