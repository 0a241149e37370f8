#include "apps/cli/read_portfolio.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace tutela {
namespace {

std::uint64_t count(const Statement& row, int column) {
    return static_cast<std::uint64_t>(row.integer(column));
}

class ReadPortfolio {
public:
    ReadPortfolio(Database& database, std::int64_t run, std::size_t shown)
        : database_(database), run_(run), shown_(static_cast<std::int64_t>(shown)) {}

    void rules(PortfolioReport& report) {
        Statement row = ask(
            "SELECT rule, title, severity, not_met, open, met FROM worst_rules WHERE run = ?1 AND "
            "not_met + open > 0 LIMIT ?2");
        while (row.step())
            report.rules.push_back({row.text(0), row.text(1), row.text(2), count(row, 3),
                                    count(row, 4), count(row, 5)});
        report.rules_in_all =
            number("SELECT count(*) FROM worst_rules WHERE run = ?1 AND not_met + open > 0");
    }

    void principles(PortfolioReport& report) {
        Statement row = ask(
            "SELECT principle, title, designs, low, high FROM principle_scores WHERE run = ?1 AND "
            "designs > 0 ORDER BY low, high");
        while (row.step())
            report.principles.push_back(
                {row.text(0), row.text(1), count(row, 2), row.real(3), row.real(4)});
    }

    void facts(PortfolioReport& report) {
        Statement row =
            ask("SELECT fact, words, designs, rules FROM missing_facts WHERE run = ?1 LIMIT ?2");
        while (row.step())
            report.facts.push_back({row.text(0), row.text(1), count(row, 2), count(row, 3)});
        report.facts_in_all = number("SELECT count(*) FROM missing_facts WHERE run = ?1");
    }

    void designs(PortfolioReport& report) {
        Statement row = ask(
            "SELECT design, gate, critical_not_met, not_met, open, low, high FROM worst_designs "
            "WHERE run = ?1 AND not_met + open > 0 LIMIT ?2");
        while (row.step()) {
            PortfolioDesign one{
                row.text(0), row.text(1), count(row, 2), count(row, 3), count(row, 4), {}, {}};
            if (!row.is_nothing(5)) one.low = row.real(5);
            if (!row.is_nothing(6)) one.high = row.real(6);
            report.designs.push_back(std::move(one));
        }
        report.designs_in_all =
            number("SELECT count(*) FROM worst_designs WHERE run = ?1 AND not_met + open > 0");
    }

    void unreadable(PortfolioReport& report) {
        Statement row = ask(
            "SELECT design, json_extract(problems, '$[0].line') || ':' || json_extract(problems, "
            "'$[0].column') || ': ' || json_extract(problems, '$[0].message'), "
            "json_array_length(problems) FROM unreadable_designs WHERE run = ?1 LIMIT ?2");
        while (row.step()) report.unreadable.push_back({row.text(0), row.text(1), count(row, 2)});
    }

    // Against another run: rules are the same by their ids, designs by their names.
    PortfolioComparison compare(const PortfolioRun& before) {
        before_ = before.id;
        PortfolioComparison made;
        made.before = before;
        // Smaller codes are worse; a rule that does not apply any more is neither.
        pair_verdicts();
        made.same = number("SELECT count(*) FROM pairs WHERE now = before");
        made.worse = number("SELECT count(*) FROM pairs WHERE now < before");
        made.better = number("SELECT count(*) FROM pairs WHERE now > before");
        changed_rules(made);
        changed_designs(made);
        made.new_designs = number(
            "SELECT count(*) FROM designs d WHERE run = ?1 AND NOT EXISTS (SELECT 1 FROM designs b "
            "WHERE b.run = ?3 AND b.name = d.name)");
        made.gone_designs = number(
            "SELECT count(*) FROM designs b WHERE run = ?3 AND NOT EXISTS (SELECT 1 FROM designs d "
            "WHERE d.run = ?1 AND d.name = b.name)");
        made.new_rules = rule_names(
            "SELECT rule FROM rules_of WHERE run = ?1 AND rule NOT IN (SELECT rule FROM rules_of "
            "WHERE run = ?3) ORDER BY rule");
        made.gone_rules = rule_names(
            "SELECT rule FROM rules_of WHERE run = ?3 AND rule NOT IN (SELECT rule FROM rules_of "
            "WHERE run = ?1) ORDER BY rule");
        made.changed_rules = rule_names(
            "SELECT n.rule FROM rules_of n JOIN rules_of b ON b.run = ?3 AND b.rule = n.rule WHERE "
            "n.run = ?1 AND n.text_hash <> b.text_hash ORDER BY n.rule");
        return made;
    }

private:
    Statement ask(std::string_view sql) {
        Statement statement = database_.prepare(sql);
        if (sql.find("?1") != std::string_view::npos) statement.bind(1, run_);
        if (sql.find("?2") != std::string_view::npos) statement.bind(2, shown_);
        if (sql.find("?3") != std::string_view::npos) statement.bind(3, before_);
        return statement;
    }
    std::uint64_t number(std::string_view sql) {
        Statement row = ask(sql);
        return row.step() ? count(row, 0) : 0;
    }
    std::vector<std::string> rule_names(std::string_view sql) {
        std::vector<std::string> names;
        Statement row = ask(sql);
        while (row.step()) names.push_back(row.text(0));
        return names;
    }

    // The verdicts of both runs side by side, looked up once. Temporary: nothing is written to the file.
    void pair_verdicts() {
        database_.run(
            "DROP TABLE IF EXISTS temp.pairs; DROP VIEW IF EXISTS temp.rules_of;"
            "CREATE TEMP TABLE pairs (design TEXT, gate_before TEXT, gate TEXT, rule INTEGER, "
            "rule_before INTEGER, before INTEGER, now INTEGER);"
            "CREATE TEMP VIEW rules_of AS SELECT rr.run, rv.id, rv.rule, rv.text_hash FROM "
            "run_rules rr JOIN rule_versions rv ON rv.id = rr.rule");
        Statement fill = ask(
            "INSERT INTO pairs SELECT n.name, b.gate, n.gate, vn.rule, vb.rule, vb.verdict, "
            "vn.verdict FROM designs n JOIN designs b ON b.run = ?3 AND b.name = n.name JOIN "
            "verdicts vn ON vn.design = n.id JOIN (SELECT x.id AS now, y.id AS before FROM "
            "rules_of "
            "x JOIN rules_of y ON y.run = ?3 AND y.rule = x.rule WHERE x.run = ?1) r ON r.now = "
            "vn.rule JOIN verdicts vb ON vb.design = b.id AND vb.rule = r.before WHERE n.run = ?1");
        fill.run();
    }

    void changed_rules(PortfolioComparison& made) {
        Statement row = ask(
            "SELECT rv.rule, rv.title, rv.text_hash <> rb.text_hash, p.worse, p.better FROM "
            "(SELECT "
            "rule, rule_before, sum(now < before) AS worse, sum(now > before) AS better FROM pairs "
            "WHERE now <> before GROUP BY rule) p JOIN rule_versions rv ON rv.id = p.rule "
            "JOIN rule_versions rb ON rb.id = p.rule_before ORDER BY p.worse DESC, p.better DESC, "
            "rv.rule LIMIT ?2");
        while (row.step())
            made.rules.push_back(
                {row.text(0), row.text(1), row.integer(2) != 0, count(row, 3), count(row, 4)});
        made.rules_in_all = number("SELECT count(DISTINCT rule) FROM pairs WHERE now <> before");
    }

    void changed_designs(PortfolioComparison& made) {
        Statement row = ask(
            "SELECT design, gate_before, gate, sum(now < before) AS worse, sum(now > before) AS "
            "better FROM pairs WHERE now <> before GROUP BY design ORDER BY gate <> "
            "gate_before DESC, worse DESC, better DESC, design LIMIT ?2");
        while (row.step())
            made.designs.push_back(
                {row.text(0), row.text(1), row.text(2), count(row, 3), count(row, 4)});
        made.designs_in_all =
            number("SELECT count(DISTINCT design) FROM pairs WHERE now <> before");
    }

    Database& database_;
    std::int64_t run_, shown_, before_ = 0;
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
    report.run = *run;
    ReadPortfolio read(database, run->id, options.shown);
    read.rules(report);
    read.principles(report);
    read.facts(report);
    read.designs(report);
    read.unreadable(report);
    if (other) report.comparison = read.compare(*other);
    return report;
}

}  // namespace tutela
