#include "apps/cli/portfolio_schema.hpp"

#include <fmt/core.h>

namespace tutela {
namespace {

// Marks the file as ours: "TtlP".
constexpr int application = 0x54746c50;

constexpr const char* tables = R"sql(
CREATE TABLE verdict_words (
  code INTEGER PRIMARY KEY,             -- the smaller, the worse
  word TEXT NOT NULL UNIQUE);
INSERT INTO verdict_words VALUES (0, 'not met'), (1, 'undetermined'), (2, 'needs judgement'), (3, 'excepted'), (4, 'met'),
  (5, 'not applicable');

CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  started TEXT NOT NULL,                -- 2026-07-01T09:30:00Z
  finished TEXT,                        -- NULL: it was interrupted
  as_of TEXT NOT NULL,                  -- the evaluation date
  ruleset TEXT NOT NULL,
  version TEXT NOT NULL,
  profile TEXT NOT NULL,                -- '': all rules
  presumptions INTEGER NOT NULL CHECK (presumptions IN (0, 1)),
  reasons INTEGER NOT NULL CHECK (reasons IN (0, 1)),  -- 0: --verdicts-only
  fail_on TEXT NOT NULL,
  fail_on_undetermined TEXT NOT NULL,
  language TEXT NOT NULL,               -- of titles, messages and words of facts
  rules_hash TEXT NOT NULL,             -- of all that decides but the designs: rules, profile, date, waivers, …
  tutela TEXT NOT NULL);                -- the version of the program

CREATE TABLE principles (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  UNIQUE (name, title));

-- A rule as it was worded: when its text changes, it is another row.
CREATE TABLE rule_versions (
  id INTEGER PRIMARY KEY,
  rule TEXT NOT NULL,
  title TEXT NOT NULL,
  severity TEXT NOT NULL,               -- the worst, where it has a condition
  principle INTEGER REFERENCES principles (id),
  ruleset TEXT NOT NULL,                -- where it was written
  text_hash TEXT NOT NULL,              -- of the rule and of the definitions, parameters and exceptions it leads to
  UNIQUE (rule, text_hash, title, severity));

CREATE TABLE run_rules (
  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  rule INTEGER NOT NULL REFERENCES rule_versions (id),
  place INTEGER NOT NULL,               -- the order of the ruleset
  PRIMARY KEY (run, rule)) WITHOUT ROWID;

CREATE TABLE designs (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  number INTEGER NOT NULL,              -- its place in the run, from 1
  name TEXT NOT NULL,                   -- the file; file:line of JSON Lines
  gate TEXT NOT NULL CHECK (gate IN ('passed', 'failed', 'open', 'unreadable')),
  problems TEXT,                        -- of one that is unreadable: JSON, a list of {code, line, column, message}
  UNIQUE (run, number));
CREATE INDEX designs_by_name ON designs (run, name);

CREATE TABLE verdicts (
  design INTEGER NOT NULL REFERENCES designs (id) ON DELETE CASCADE,
  rule INTEGER NOT NULL REFERENCES rule_versions (id),
  verdict INTEGER NOT NULL REFERENCES verdict_words (code),
  PRIMARY KEY (design, rule)) WITHOUT ROWID;

-- Of verdicts that are not met, undetermined or need judgement, in runs with reasons.
CREATE TABLE reasons (
  design INTEGER NOT NULL REFERENCES designs (id) ON DELETE CASCADE,
  rule INTEGER NOT NULL REFERENCES rule_versions (id),
  severity TEXT NOT NULL,               -- in this design
  reason TEXT NOT NULL,                 -- '', 'not-documented', 'blocked-by', …
  subjects TEXT NOT NULL,               -- JSON, a list of names
  message TEXT NOT NULL,                -- of a verdict that is not met
  PRIMARY KEY (design, rule)) WITHOUT ROWID;

CREATE TABLE facts (
  id INTEGER PRIMARY KEY,
  fact TEXT NOT NULL,                   -- 'site.population'; 'sites' for a list; with ' +' after it: further entries of it
  words TEXT NOT NULL,
  UNIQUE (fact, words));

-- What would settle an undetermined verdict, in runs with reasons.
CREATE TABLE open_facts (
  design INTEGER NOT NULL REFERENCES designs (id) ON DELETE CASCADE,
  rule INTEGER NOT NULL REFERENCES rule_versions (id),
  fact INTEGER NOT NULL REFERENCES facts (id),
  places INTEGER NOT NULL,              -- in how many records of the design
  PRIMARY KEY (design, rule, fact)) WITHOUT ROWID;

-- A score is a range: what is undetermined may turn out either way.
CREATE TABLE scores (
  design INTEGER NOT NULL REFERENCES designs (id) ON DELETE CASCADE,
  principle INTEGER NOT NULL,           -- principles (id); 0: of the whole design
  rules INTEGER NOT NULL,               -- that count
  low REAL, high REAL,                  -- from 0 to 1; NULL when no rule counts
  blocked INTEGER NOT NULL,             -- a critical rule is not met
  PRIMARY KEY (design, principle)) WITHOUT ROWID;
)sql";

// Views hold no data: they are made anew whenever a run is added.
constexpr const char* views = R"sql(
DROP VIEW IF EXISTS run_summary;
CREATE VIEW run_summary AS
  SELECT r.id AS run, r.started, r.finished, r.as_of, r.ruleset, r.version, r.profile, count(d.id) AS designs,
    count(CASE d.gate WHEN 'passed' THEN 1 END) AS passed, count(CASE d.gate WHEN 'failed' THEN 1 END) AS failed,
    count(CASE d.gate WHEN 'open' THEN 1 END) AS open, count(CASE d.gate WHEN 'unreadable' THEN 1 END) AS unreadable
  FROM runs r LEFT JOIN designs d ON d.run = r.id GROUP BY r.id ORDER BY r.id;

DROP VIEW IF EXISTS verdict_rows;
CREATE VIEW verdict_rows AS
  SELECT d.run, d.name AS design, v.rule AS rule_version, rv.rule, rv.title, w.word AS verdict,
    coalesce(re.severity, rv.severity) AS severity, re.reason, re.subjects, re.message
  FROM designs d JOIN verdicts v ON v.design = d.id JOIN rule_versions rv ON rv.id = v.rule
    JOIN verdict_words w ON w.code = v.verdict LEFT JOIN reasons re ON re.design = v.design AND re.rule = v.rule;

DROP VIEW IF EXISTS worst_rules;
CREATE VIEW worst_rules AS
  SELECT c.run, rv.rule, rv.title, rv.severity, c.not_met, c.open, c.met, c.excepted, c.not_applicable,
    round(100.0 * c.not_met / nullif(c.not_met + c.open + c.met, 0), 1) AS percent_not_met
  FROM (SELECT d.run, v.rule, sum(v.verdict = 0) AS not_met, sum(v.verdict IN (1, 2)) AS open, sum(v.verdict = 4) AS met,
      sum(v.verdict = 3) AS excepted, sum(v.verdict = 5) AS not_applicable
    FROM designs d JOIN verdicts v ON v.design = d.id GROUP BY d.run, v.rule) c
  JOIN rule_versions rv ON rv.id = c.rule
  ORDER BY c.run DESC, c.not_met DESC, c.open DESC, rv.rule;

DROP VIEW IF EXISTS worst_designs;
CREATE VIEW worst_designs AS
  SELECT c.run, d.name AS design, d.gate, c.critical_not_met, c.not_met, c.open, s.low, s.high
  FROM (SELECT d.run, d.id AS design, sum(v.verdict = 0) AS not_met, sum(v.verdict IN (1, 2)) AS open,
      sum(v.verdict = 0 AND rv.severity = 'critical') AS critical_not_met
    FROM designs d JOIN verdicts v ON v.design = d.id JOIN rule_versions rv ON rv.id = v.rule GROUP BY d.run, d.id) c
  JOIN designs d ON d.id = c.design LEFT JOIN scores s ON s.design = d.id AND s.principle = 0
  ORDER BY c.run DESC, c.critical_not_met DESC, c.not_met DESC, c.open DESC, d.name;

DROP VIEW IF EXISTS principle_scores;
CREATE VIEW principle_scores AS
  SELECT d.run, p.name AS principle, p.title, count(s.low) AS designs, avg(s.low) AS low, avg(s.high) AS high,
    sum(s.blocked) AS blocked
  FROM scores s JOIN designs d ON d.id = s.design JOIN principles p ON p.id = s.principle
  GROUP BY d.run, p.id ORDER BY d.run DESC, low, high;

DROP VIEW IF EXISTS missing_facts;
CREATE VIEW missing_facts AS
  SELECT d.run, f.fact, f.words, count(DISTINCT o.design) AS designs, count(*) AS verdicts,
    count(DISTINCT o.rule) AS rules
  FROM open_facts o JOIN designs d ON d.id = o.design JOIN facts f ON f.id = o.fact
  GROUP BY d.run, f.fact ORDER BY d.run DESC, designs DESC, verdicts DESC, f.fact;

DROP VIEW IF EXISTS unreadable_designs;
CREATE VIEW unreadable_designs AS
  SELECT run, name AS design, problems FROM designs WHERE gate = 'unreadable' ORDER BY run DESC, number;

-- Each finished run with the one before it of the same ruleset and profile.
DROP VIEW IF EXISTS run_pairs;
CREATE VIEW run_pairs AS
  SELECT r.id AS run, (SELECT max(b.id) FROM runs b WHERE b.id < r.id AND b.finished IS NOT NULL AND b.ruleset = r.ruleset
      AND b.profile = r.profile) AS before
  FROM runs r WHERE r.finished IS NOT NULL;

-- Verdicts that are others than in the run before; rule_changed: so is the rule.
DROP VIEW IF EXISTS changes;
CREATE VIEW changes AS
  SELECT p.run, p.before, dn.name AS design, rn.rule, rn.title, wb.word AS verdict_before, wn.word AS verdict,
    rn.text_hash <> rb.text_hash AS rule_changed
  FROM run_pairs p JOIN designs dn ON dn.run = p.run JOIN designs db ON db.run = p.before AND db.name = dn.name
    JOIN verdicts vn ON vn.design = dn.id JOIN rule_versions rn ON rn.id = vn.rule
    JOIN run_rules rr ON rr.run = p.before JOIN rule_versions rb ON rb.id = rr.rule AND rb.rule = rn.rule
    JOIN verdicts vb ON vb.design = db.id AND vb.rule = rb.id
    JOIN verdict_words wn ON wn.code = vn.verdict JOIN verdict_words wb ON wb.code = vb.verdict
  WHERE vn.verdict <> vb.verdict;

DROP VIEW IF EXISTS changes_since_last_run;
CREATE VIEW changes_since_last_run AS
  SELECT * FROM changes WHERE run = (SELECT max(run) FROM run_pairs);
)sql";

}  // namespace

bool open_portfolio(Database& database, const std::string& path, Database::Mode mode,
                    Message& problem, Message& help) {
    // Rows lead to rows that are there. A commit waits for the operating system, not for the disk: a kill loses nothing, a
    // power cut at most what was committed last.
    database.run("PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL");
    const bool empty = database.number("SELECT count(*) FROM sqlite_schema") == 0;
    const std::int64_t owner = database.number("PRAGMA application_id");
    const std::int64_t version = database.number("PRAGMA user_version");
    if (!database.ok()) {
        problem = database.problem(path);
        return false;
    }
    if (!empty && owner != application) {
        problem = message("{} is a database of something else", path);
    } else if (!empty && version != portfolio_schema_version) {
        problem = message("{} has tables of version {}; this program knows version {}", path,
                          version, portfolio_schema_version);
        help = message("begin a new file, or use the version of tutela that made it");
    } else if (empty && mode == Database::Mode::read) {
        problem = message("{} holds no runs", path);
    } else if (mode == Database::Mode::write) {
        database.run("BEGIN IMMEDIATE");
        if (empty) {
            database.run(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};",
                                     application, portfolio_schema_version)
                             .c_str());
            database.run(tables);
        }
        database.run(views);
        database.run("COMMIT");
        if (!database.ok()) problem = database.problem(path);
    }
    return problem.empty();
}

}  // namespace tutela
