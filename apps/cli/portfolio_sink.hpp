#pragma once

#include <memory>

#include "apps/cli/check_portfolio.hpp"
#include "apps/cli/tally.hpp"
#include "formats/kept_mark.hpp"
#include "formats/portfolio.hpp"

namespace tutela {

// A design on its way out of a run.
struct JudgedDesign {
    std::string_view name;
    const Verdict* verdicts = nullptr;  // null: it could not be read
    Gate gate = Gate::passed;
    const std::vector<ToldRow>* rows = nullptr;  // with reasons only; not into a database
    const Report* report = nullptr;              // with reasons, into a database only
    const Report* scored = nullptr;  // into a database only: its scores count, and no more
    const JudgePortfolio::Said* said = nullptr;  // what is wrong with it, if anything
};

// What an interrupted run left.
struct Kept {
    std::size_t designs = 0;
    std::uint64_t mark = KeptMark().value;
    std::optional<Tally> tally;  // of them, where it can be read back; else they are judged again
};

// Where the results of a portfolio run go. `add` is for many threads, each with a batch of its own; all else is for one.
class PortfolioSink {
public:
    // What a group of designs came to, in the form in which it is written.
    struct Batch {
        virtual ~Batch() = default;
    };

    virtual ~PortfolioSink() = default;
    // Opens it, and finds what is there already. Nothing: it cannot be used; that has been said, and with which code to end.
    [[nodiscard]] virtual std::optional<Kept> open(int& code) = 0;
    // How a design is called in it.
    [[nodiscard]] virtual std::string name(std::string_view design) const = 0;
    [[nodiscard]] virtual std::unique_ptr<Batch> batch() const = 0;
    virtual void add(Batch& batch, const JudgedDesign& design) const = 0;
    // False when it cannot be written any more.
    [[nodiscard]] virtual bool write(const Batch& batch) = 0;
    // All designs are there. `tally`: of them and of those that were kept.
    [[nodiscard]] virtual bool finish(const Tally& tally) = 0;
    // Says why it could not be written.
    virtual void tell_failure() const = 0;
};

// Rows of JSON Lines or CSV, to a file or the standard output.
[[nodiscard]] std::unique_ptr<PortfolioSink> rows_sink(const World& world, const Program& program,
                                                       const PortfolioOptions& options);
// A run in a database.
[[nodiscard]] std::unique_ptr<PortfolioSink> database_sink(const World& world,
                                                           const Program& program,
                                                           const EvaluateOptions& evaluate,
                                                           const PortfolioOptions& options);

}  // namespace tutela
