#pragma once

#include "apps/cli/database.hpp"
#include "formats/portfolio_report.hpp"

namespace tutela {

struct ReadPortfolioOptions {
    std::optional<std::int64_t> run;  // else the last that is finished, else the last
    std::optional<std::int64_t>
        compare;  // else the finished one before it of the same ruleset and profile, if there is one
    std::size_t shown = 20;  // entries of a list
};

// Asks an open portfolio; nothing when it has no such run, and `problem` says so.
[[nodiscard]] std::optional<PortfolioReport> read_portfolio(Database& database,
                                                            const ReadPortfolioOptions& options,
                                                            Message& problem, Message& help);

}  // namespace tutela
