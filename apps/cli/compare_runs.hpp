#pragma once

#include "apps/cli/run_cursor.hpp"
#include "apps/cli/worst.hpp"
#include "formats/portfolio_report.hpp"

namespace tutela {

// A run against another one: rules are the same by their ids, designs by their names. Takes the designs of the one run as they
// come by name, and walks the other beside it.
class CompareRuns {
public:
    // `rules`: of the run that is taken; they last as long as this.
    CompareRuns(Database& database, std::int64_t before, const std::vector<RunRule>& rules,
                std::size_t shown);
    void take(const RunCursor& now);
    // Once all were taken.
    void tell(PortfolioComparison& into);

private:
    [[nodiscard]] bool is_new(std::size_t rule) const;
    [[nodiscard]] bool is_changed(std::size_t rule) const;
    void tell_names(PortfolioComparison& into) const;

    RunCursor before_;
    bool there_ = false;
    const std::vector<RunRule>& rules_;
    std::vector<std::size_t> place_;  // of a rule among those before; their number where it is new
    std::vector<PortfolioChange> changes_;
    Worst<ChangedDesign, bool (*)(const ChangedDesign&, const ChangedDesign&)> designs_;
    std::size_t shown_;
    std::uint64_t same_ = 0;
};

}  // namespace tutela
