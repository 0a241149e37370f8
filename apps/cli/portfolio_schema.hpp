#pragma once

#include "apps/cli/database.hpp"

namespace tutela {

// The tables and views of a portfolio's database, told in docs/portfolio.md. A change of what stands in the tables is a new
// version; another view is not.
inline constexpr int portfolio_schema_version = 1;

// Makes the tables in a new file, and the views. False: it is something else, or of another version, or cannot be used;
// `problem` says which.
[[nodiscard]] bool open_portfolio(Database& database, const std::string& path, Database::Mode mode,
                                  Message& problem, Message& help);

}  // namespace tutela
