#include "apps/cli/read_portfolio.hpp"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "apps/cli/compare_runs.hpp"

namespace tutela {
namespace {

std::uint64_t count(const Statement& row, int column) {
    return static_cast<std::uint64_t>(row.integer(column));
}

constexpr std::uint8_t not_met = 0, last_open = 2,
                       met = 4;  // verdict_words (code): the smaller, the worse

class ReadPortfolio {
public:
    ReadPortfolio(Database& database, const PortfolioRun& run, const PortfolioRun* before,
                  std::size_t shown, PortfolioReport& report)
        : database_(database), run_(run.id), shown_(shown), report_(report) {
        report_.run = run;
        if (before) report_.comparison.emplace().before = *before;
    }

    void read() {
        verdicts();
        principles();
        facts();
        unreadable();
    }

private:
    // ---- one walk over all verdicts of the run, and of the one it is compared with

    void verdicts() {
        RunCursor now(database_, run_);
        std::vector<PortfolioRule> rules;
        for (const RunRule& rule : now.rules)
            rules.push_back({rule.id, rule.title, rule.severity, 0, 0, 0});
        struct Counted {
            PortfolioDesign told;
            std::int64_t id;
        };
        const auto worse = [](const Counted& a, const Counted& b) {
            const auto key = [](const PortfolioDesign& one) {
                return std::tuple(one.critical_not_met, one.not_met, one.open);
            };
            return key(a.told) != key(b.told) ? key(a.told) > key(b.told)
                                              : a.told.name < b.told.name;
        };
        Worst<Counted, decltype(worse)> designs(shown_, worse);
        std::optional<CompareRuns> compare;
        if (report_.comparison)
            compare.emplace(database_, report_.comparison->before.id, now.rules, shown_);
        while (now.next()) {
            Counted one{{now.name, now.gate, 0, 0, 0, {}, {}}, now.design};
            for (std::size_t i = 0; i < rules.size(); ++i)
                count_verdict(now.verdicts[i], rules[i], one.told);
            if (one.told.not_met + one.told.open > 0) designs.add(std::move(one));
            if (compare) compare->take(now);
        }
        report_.designs_in_all = designs.count;
        for (Counted& one : designs.take()) {
            score(one.id, one.told);
            report_.designs.push_back(std::move(one.told));
        }
        tell_rules(std::move(rules));
        if (compare) {
            compare->tell(*report_.comparison);
            count_others(*report_.comparison);
        }
    }

    static void count_verdict(std::uint8_t verdict, PortfolioRule& rule, PortfolioDesign& design) {
        if (verdict == not_met) {
            ++rule.not_met;
            ++design.not_met;
            if (rule.severity == "critical") ++design.critical_not_met;
        } else if (verdict <= last_open) {
            ++rule.open;
            ++design.open;
        } else if (verdict == met) {
            ++rule.met;
        }
    }

    void tell_rules(std::vector<PortfolioRule> rules) {
        const auto worse = [](const PortfolioRule& a, const PortfolioRule& b) {
            const auto key = [](const PortfolioRule& one) {
                return std::pair(one.not_met, one.open);
            };
            return key(a) != key(b) ? key(a) > key(b) : a.id < b.id;
        };
        Worst<PortfolioRule, decltype(worse)> worst(shown_, worse);
        for (PortfolioRule& rule : rules)
            if (rule.not_met + rule.open > 0) worst.add(std::move(rule));
        report_.rules_in_all = worst.count;
        report_.rules = worst.take();
    }

    void score(std::int64_t design, PortfolioDesign& into) {
        Statement row =
            database_.prepare("SELECT low, high FROM scores WHERE design = ? AND principle = 0");
        row.bind(1, design);
        if (!row.step() || row.is_nothing(0)) return;
        into.low = row.real(0);
        into.high = row.real(1);
    }

    void count_others(PortfolioComparison& into) {
        const auto only_in = [&](std::int64_t run, std::int64_t other) {
            Statement row = database_.prepare(
                "SELECT count(*) FROM designs d WHERE run = ?1 AND NOT EXISTS (SELECT 1 FROM "
                "designs o WHERE o.run = ?2 AND o.name = d.name)");
            return row.bind(1, run).bind(2, other).step() ? count(row, 0) : 0;
        };
        into.new_designs = only_in(run_, into.before.id);
        into.gone_designs = only_in(into.before.id, run_);
    }

    // ---- what the views tell

    Statement ask(std::string_view sql) {
        Statement statement = database_.prepare(sql);
        statement.bind(1, run_);
        return statement;
    }

    void principles() {
        Statement row = ask(
            "SELECT principle, title, designs, low, high FROM principle_scores WHERE run = ?1 AND "
            "designs > 0 ORDER BY low, high");
        while (row.step())
            report_.principles.push_back(
                {row.text(0), row.text(1), count(row, 2), row.real(3), row.real(4)});
    }

    void facts() {
        Statement row = ask("SELECT fact, words, designs, rules FROM missing_facts WHERE run = ?1");
        for (; row.step(); ++report_.facts_in_all)
            if (report_.facts.size() < shown_)
                report_.facts.push_back({row.text(0), row.text(1), count(row, 2), count(row, 3)});
    }

    void unreadable() {
        Statement row = ask(
            "SELECT design, json_extract(problems, '$[0].line') || ':' || json_extract(problems, "
            "'$[0].column') || ': ' || json_extract(problems, '$[0].message'), "
            "json_array_length(problems) FROM unreadable_designs WHERE run = ?1");
        while (report_.unreadable.size() < shown_ && row.step())
            report_.unreadable.push_back({row.text(0), row.text(1), count(row, 2)});
    }

    Database& database_;
    std::int64_t run_;
    std::size_t shown_;
    PortfolioReport& report_;
};

std::vector<PortfolioRun> all_runs(Database& database) {
    std::vector<PortfolioRun> runs;
    Statement row = database.prepare(
        "SELECT s.run, s.started, s.finished, s.as_of, s.ruleset, s.version, s.profile, r.reasons, "
        "s.designs, s.passed, s.failed, s.open, s.unreadable FROM run_summary s JOIN runs r ON "
        "r.id = s.run ORDER BY s.run DESC");
    while (row.step())
        runs.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4),
                        row.text(5), row.text(6), row.integer(7) != 0, count(row, 8), count(row, 9),
                        count(row, 10), count(row, 11), count(row, 12)});
    return runs;
}

const PortfolioRun* find(const std::vector<PortfolioRun>& runs, std::int64_t id) {
    const auto found = std::find_if(runs.begin(), runs.end(),
                                    [&](const PortfolioRun& run) { return run.id == id; });
    return found == runs.end() ? nullptr : &*found;
}

const PortfolioRun* last_finished(const std::vector<PortfolioRun>& runs) {
    const auto found = std::find_if(runs.begin(), runs.end(),
                                    [](const PortfolioRun& run) { return !run.finished.empty(); });
    return found != runs.end() ? &*found : runs.empty() ? nullptr : runs.data();
}

const PortfolioRun* before(const std::vector<PortfolioRun>& runs, const PortfolioRun& run) {
    const auto found = std::find_if(runs.begin(), runs.end(), [&](const PortfolioRun& other) {
        return other.id < run.id && !other.finished.empty() && other.ruleset == run.ruleset &&
               other.profile == run.profile;
    });
    return found == runs.end() ? nullptr : &*found;
}

}  // namespace

std::optional<PortfolioReport> read_portfolio(Database& database,
                                              const ReadPortfolioOptions& options, Message& problem,
                                              Message& help) {
    PortfolioReport report;
    report.runs = all_runs(database);
    const auto wanted = [&](std::int64_t id) {
        const PortfolioRun* run = find(report.runs, id);
        if (run) return run;
        std::vector<std::int64_t> ids;
        for (const PortfolioRun& one : report.runs) ids.push_back(one.id);
        problem = message("there is no run {}", id);
        help = ids.empty() ? message("the file holds no runs")
                           : message("its runs are: {}", fmt::format("{}", fmt::join(ids, ", ")));
        return run;
    };
    const PortfolioRun* run = options.run ? wanted(*options.run) : last_finished(report.runs);
    if (!run && problem.empty()) problem = message("the file holds no runs");
    if (!run) return std::nullopt;
    const PortfolioRun* other =
        options.compare ? wanted(*options.compare) : before(report.runs, *run);
    if (options.compare && !other) return std::nullopt;
    const PortfolioRun chosen = *run;
    ReadPortfolio(database, chosen, other, options.shown, report).read();
    return report;
}

}  // namespace tutela
