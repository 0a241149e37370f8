#include "apps/cli/portfolio_sink.hpp"
#include "apps/cli/tell_error.hpp"
#include "formats/portfolio_rows.hpp"

namespace tutela {
namespace {

class RowsSink : public PortfolioSink {
public:
    RowsSink(const World& world, const Program& program, const PortfolioOptions& options)
        : world_(world),
          options_(options),
          rows_(program, options.csv ? RowFormat::csv : RowFormat::jsonl, !options.verdicts_only) {}

    std::optional<Kept> open(int& code) override {
        Kept kept;
        std::size_t keep = 0;
        if (options_.resume) {
            const PortfolioRows::Found found = look();
            if (found.of_other_rules) {
                tell_error(world_, message("{} holds rows of other rules or in another format",
                                           options_.output));
                code = usage;
                return std::nullopt;
            }
            keep = found.bytes;
            kept.designs = found.designs;
            kept.mark = found.mark.value;
        }
        open_output(keep);
        if (write_ && (keep > 0 || write_(rows_.head()))) return kept;
        tell_failure();
        code = input_wrong;
        return std::nullopt;
    }

    [[nodiscard]] std::string name(std::string_view design) const override {
        return rows_.name(design);
    }
    [[nodiscard]] std::unique_ptr<Batch> batch() const override { return std::make_unique<Rows>(); }
    void add(Batch& batch, const JudgedDesign& design) const override {
        std::string& rows = static_cast<Rows&>(batch).text;
        if (!design.verdicts)
            rows_.unread(rows, design.name, design.said ? design.said->sources : Sources(),
                         design.said ? design.said->diagnostics : Diagnostics());
        else if (options_.verdicts_only)
            rows_.verdicts(rows, design.name, design.verdicts);
        else
            rows_.told(rows, design.name, *design.rows);
    }
    bool write(const Batch& batch) override { return write_(static_cast<const Rows&>(batch).text); }
    bool finish(const Tally&) override { return true; }
    void tell_failure() const override {
        tell_error(world_, message("{} cannot be written", options_.output));
    }

private:
    struct Rows : Batch {
        std::string text;
    };

    // Where an interrupted run left off.
    [[nodiscard]] PortfolioRows::Found look() const {
        PortfolioRows::Look look(rows_);
        if (!world_.open_input) {
            if (const auto text = world_.read_file(options_.output)) look.take(*text);
        } else if (const auto read = world_.open_input(options_.output)) {
            std::string buffer(std::size_t{1} << 20U, ' ');
            while (const std::size_t got = read(buffer.data(), buffer.size()))
                look.take(std::string_view(buffer).substr(0, got));
        }
        look.end();
        return look.found;
    }

    void open_output(std::size_t keep) {
        if (options_.output.empty()) {
            write_ = [this](std::string_view text) {
                world_.out(text);
                return true;
            };
        } else if (world_.open_output) {
            write_ = world_.open_output(options_.output, keep);
        } else {
            // A world without streams: the whole text, again and again.
            if (keep > 0) written_ = world_.read_file(options_.output).value_or("").substr(0, keep);
            write_ = [this](std::string_view text) {
                written_ += text;
                return world_.write_file(options_.output, written_);
            };
        }
    }

    const World& world_;
    const PortfolioOptions& options_;
    PortfolioRows rows_;
    World::WriteMore write_;
    std::string written_;
};

}  // namespace

std::unique_ptr<PortfolioSink> rows_sink(const World& world, const Program& program,
                                         const PortfolioOptions& options) {
    return std::make_unique<RowsSink>(world, program, options);
}

}  // namespace tutela
