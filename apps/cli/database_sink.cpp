#include <algorithm>
#include <map>

#include <fmt/core.h>

#include "apps/cli/portfolio_schema.hpp"
#include "apps/cli/portfolio_sink.hpp"
#include "apps/cli/rule_versions.hpp"
#include "apps/cli/store_designs.hpp"
#include "apps/cli/stored_design.hpp"
#include "apps/cli/tell_error.hpp"
#include "engine/calendar.hpp"
#include "engine/explain.hpp"

namespace tutela {
namespace {

std::string_view word_of(const std::optional<Severity>& level) {
    return level ? word(*level) : std::string_view("never");
}

// 2026-07-01T09:30:00Z
std::string time_now(const World& world) {
    const std::int64_t seconds = world.now ? world.now() / 1000 : world.today * 86400;
    const std::int64_t rest = seconds % 86400;
    return fmt::format("{}T{:02}:{:02}:{:02}Z", date_text(seconds / 86400), rest / 3600,
                       rest / 60 % 60, rest % 60);
}

struct StoredBatch : PortfolioSink::Batch {
    std::vector<StoredDesign> designs;
};

class DatabaseSink : public PortfolioSink {
public:
    DatabaseSink(const World& world, const Program& program, const EvaluateOptions& evaluate,
                 const PortfolioOptions& options)
        : world_(world),
          program_(program),
          evaluate_(evaluate),
          options_(options),
          database_(options.into, Database::Mode::write) {}

    std::optional<Kept> open(int& code) override {
        Message problem, help;
        if (!open_portfolio(database_, options_.into, Database::Mode::write, problem, help)) {
            tell_error(world_, problem, help);
            code = input_wrong;
            return std::nullopt;
        }
        mark_ = rules_mark(*options_.sources, program_, evaluate_, *options_.files);
        Kept kept;
        if (options_.resume) {
            const auto found = find_run(kept);
            if (!found) {
                tell_error(world_, message("the last run in {} is of other rules or options, and "
                                           "cannot be gone on with",
                                           options_.into));
                code = usage;
                return std::nullopt;
            }
            run_ = *found;
        }
        if (begin()) return kept;
        tell_failure();
        code = input_wrong;
        return std::nullopt;
    }

    [[nodiscard]] std::string name(std::string_view design) const override {
        return std::string(design);
    }
    [[nodiscard]] std::unique_ptr<Batch> batch() const override {
        return std::make_unique<StoredBatch>();
    }

    void add(Batch& batch, const JudgedDesign& design) const override {
        static_cast<StoredBatch&>(batch).designs.push_back(
            stored_design(program_, *world_.language, design, !options_.verdicts_only));
    }

    bool write(const Batch& batch) override {
        for (const StoredDesign& stored : static_cast<const StoredBatch&>(batch).designs) {
            if (open_designs_ == 0 && !database_.run("BEGIN IMMEDIATE")) return false;
            if (!store_->write(stored, ++number_)) return false;
            if (++open_designs_ == designs_a_commit && !commit()) return false;
        }
        const bool late = world_.now && world_.now() - committed_ >= pace;
        return open_designs_ == 0 || !late || commit();
    }

    bool finish(const Tally&) override {
        if (open_designs_ == 0 && !database_.run("BEGIN IMMEDIATE")) return false;
        Statement finished = database_.prepare("UPDATE runs SET finished = ? WHERE id = ?");
        const std::string now = time_now(world_);
        return finished.bind(1, now).bind(2, run_).run() && database_.run("COMMIT") &&
               database_.run("PRAGMA optimize");
    }

    void tell_failure() const override { tell_error(world_, database_.problem(options_.into)); }

private:
    // What an interrupted run loses at most; the file is written to once for all of them.
    static constexpr std::size_t designs_a_commit = 4096;
    static constexpr std::int64_t pace = 2000;  // milliseconds

    bool commit() {
        open_designs_ = 0;
        if (world_.now) committed_ = world_.now();
        return database_.run("COMMIT");
    }

    // The last run, which is gone on with; 0 where there is none yet. Nothing: it is of other rules or options.
    [[nodiscard]] std::optional<std::int64_t> find_run(Kept& kept) {
        Statement last = database_.prepare(
            "SELECT id, rules_hash, reasons, fail_on, fail_on_undetermined, language FROM runs "
            "ORDER BY id DESC LIMIT 1");
        if (!last.step()) return 0;
        const std::int64_t run = last.integer(0);
        if (last.text(1) != mark_ || (last.integer(2) != 0) == options_.verdicts_only ||
            last.text(3) != word_of(options_.gate.fail_on) ||
            last.text(4) != word_of(options_.gate.fail_on_undetermined) ||
            last.text(5) != world_.language->code)
            return std::nullopt;
        last.step();
        kept.tally = Tally(program_.reported.size());
        count_kept(run, kept);
        number_ = static_cast<std::int64_t>(kept.designs);
        return run;
    }

    void count_kept(std::int64_t run, Kept& kept) {
        Tally& tally = *kept.tally;
        Statement gates = database_.prepare(
            "SELECT gate, count(*), max(number) FROM designs WHERE run = ? GROUP BY gate");
        gates.bind(1, run);
        while (gates.step()) {
            const std::string gate = gates.text(0);
            (gate == "passed"   ? tally.passed
             : gate == "failed" ? tally.failed
             : gate == "open"   ? tally.open
                                : tally.unread) = static_cast<std::uint64_t>(gates.integer(1));
            kept.designs = std::max(kept.designs, static_cast<std::size_t>(gates.integer(2)));
        }
        Statement rules = database_.prepare(
            "SELECT rr.place, v.verdict, count(*) FROM designs d JOIN verdicts v ON v.design = "
            "d.id JOIN run_rules rr ON rr.run = d.run AND rr.rule = v.rule WHERE d.run = ? GROUP "
            "BY rr.place, v.verdict");
        rules.bind(1, run);
        while (rules.step())
            tally.rules[static_cast<std::size_t>(rules.integer(0))]
                       [static_cast<std::size_t>(rules.integer(1))] =
                static_cast<std::uint64_t>(rules.integer(2));
        Statement names =
            database_.prepare("SELECT name FROM designs WHERE run = ? ORDER BY number");
        KeptMark mark;
        for (names.bind(1, run); names.step();) mark.take(names.text(0));
        kept.mark = mark.value;
    }

    bool begin() {
        // Rows lead to rows that this very run has written: looking each up again would take as long as writing it.
        if (!database_.run("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE")) return false;
        if (run_ == 0) add_run();
        Statement again = database_.prepare("UPDATE runs SET finished = NULL WHERE id = ?");
        again.bind(1, run_).run();
        add_rules();
        store_.emplace(database_, program_, run_, rules_, principles_);
        return database_.ok() && commit();
    }

    void add_run() {
        Statement insert = database_.prepare(
            "INSERT INTO runs (started, as_of, ruleset, version, profile, presumptions, reasons, "
            "fail_on, fail_on_undetermined, language, rules_hash, tutela) VALUES (?, ?, ?, ?, ?, "
            "?, "
            "?, ?, ?, ?, ?, ?)");
        const std::string now = time_now(world_), as_of = date_text(evaluate_.as_of);
        insert.bind(1, now).bind(2, as_of).bind(3, program_.ruleset.name);
        insert.bind(4, program_.ruleset.version).bind(5, program_.profile);
        insert.bind(6, std::int64_t{evaluate_.presumptions});
        insert.bind(7, std::int64_t{!options_.verdicts_only});
        insert.bind(8, word_of(options_.gate.fail_on));
        insert.bind(9, word_of(options_.gate.fail_on_undetermined));
        insert.bind(10, world_.language->code).bind(11, mark_).bind(12, TUTELA_VERSION);
        insert.run();
        run_ = database_.last_row();
    }

    void add_rules() {
        const Ruleset& ruleset = program_.ruleset;
        Statement principle = database_.prepare(
            "INSERT INTO principles (name, title) VALUES (?, ?) ON CONFLICT DO "
            "UPDATE SET name = name RETURNING id");
        for (const Principle& one : ruleset.principles) {
            principle.bind(1, one.name).bind(2, one.text);
            principles_.push_back(principle.step() ? principle.integer(0) : 0);
            principle.step();
        }
        Statement rule = database_.prepare(
            "INSERT INTO rule_versions (rule, title, severity, principle, ruleset, text_hash) "
            "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET rule = rule RETURNING id");
        Statement of_run = database_.prepare(
            "INSERT OR IGNORE INTO run_rules (run, rule, place) VALUES (?, ?, ?)");
        const std::vector<std::string> marks = rule_marks(*options_.sources, program_);
        for (std::size_t i = 0; i < program_.reported.size(); ++i) {
            const Rule& one = ruleset.rules[program_.reported[i]];
            const Severity worst = one.severity_when == no_expression
                                       ? one.severity
                                       : std::max(one.severity, one.severity_else);
            rule.bind(1, one.id).bind(2, one.title).bind(3, word(worst));
            if (one.principle)
                rule.bind(4, principles_[*one.principle]);
            else
                rule.bind_nothing(4);
            rule.bind(5, one.ruleset).bind(6, marks[i]);
            rules_.push_back(rule.step() ? rule.integer(0) : 0);
            rule.step();
            of_run.bind(1, run_).bind(2, rules_.back()).bind(3, static_cast<std::int64_t>(i)).run();
        }
    }

    const World& world_;
    const Program& program_;
    const EvaluateOptions evaluate_;
    const PortfolioOptions& options_;
    Database database_;
    std::optional<StoreDesigns> store_;
    std::string mark_;
    std::int64_t run_ = 0, number_ = 0, committed_ = 0;
    std::size_t open_designs_ = 0;
    std::vector<std::int64_t> rules_, principles_;  // by Program::reported, by Ruleset::principles
};

}  // namespace

std::unique_ptr<PortfolioSink> database_sink(const World& world, const Program& program,
                                             const EvaluateOptions& evaluate,
                                             const PortfolioOptions& options) {
    return std::make_unique<DatabaseSink>(world, program, evaluate, options);
}

}  // namespace tutela
