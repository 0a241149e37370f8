#!/usr/bin/env python3
"""Portfolio runs in a SQLite database, read back by another program: every table and every view on known data, what is
refused, and the reports. usage: portfolio_test.py TUTELA"""
import json, os, sqlite3, subprocess, sys, tempfile
from pathlib import Path

tutela = os.path.abspath(sys.argv[1])

VOCABULARY = """vocabulary world "1"  language en
record site
  field id          key
  field population  count  phrase "number of people"
end
record programme
  field remote  truth
end
one  programme of programme
list sites of site
"""
RULES = """ruleset rules "%(version)s"  language en
  title "Rules"
  uses world "1"
principle safety "Safety"
principle reach "Reach"
parameter most : count = %(most)d  origin project default
define small(site) : truth = site.population <= most
rule AAA-01 "Sites are small"
  principle safety
  severity  critical
  for each  site in sites
  require   small(site)
  message   "{site} is too large"
rule AAA-02 "The team is there"
  principle reach
  severity  minor
  require   not programme.remote
%(more)s"""
MORE = """rule AAA-03 "There is a site"
  principle reach
  severity  major
  require   not sites is empty
"""


def design(remote, *populations):
    sites = "".join(f'[[sites]]\nid = "S{i}"\n' + ("" if p is None else f"population = {p}\n") for i, p in enumerate(populations, 1))
    return "[programme]\n" + ("" if remote is None else f"remote = {str(remote).lower()}\n") + sites


def run(folder, *arguments, code=None, language="en"):
    done = subprocess.run([tutela, "--language", language, *arguments], cwd=folder, capture_output=True, text=True)
    assert code is None or done.returncode == code, f"{arguments}: exit code {done.returncode}, wanted {code}\n{done.stdout}{done.stderr}"
    return done.stdout, done.stderr


def check(folder, *more, code=None):
    return run(folder, "check", "p", "--ruleset", "rules.tutela", "--as-of", "2026-07-01", "--into", "p.sqlite", *more, code=code)


def equal(got, wanted, what):
    assert got == wanted, f"{what}:\n  got    {got}\n  wanted {wanted}"


def main(folder):
    def write(name, text):
        Path(folder, name).parent.mkdir(exist_ok=True)
        Path(folder, name).write_text(text)

    def ask(sql):
        with sqlite3.connect(folder + "/p.sqlite") as database:
            return database.execute(sql).fetchall()

    write("world.tutela", VOCABULARY)
    write("rules.tutela", RULES % {"version": "1", "most": 500, "more": ""})
    write("p/a.toml", design(False, 400))
    write("p/b.toml", design(True, 600, 700, 100))
    write("p/c.toml", design(None, None, None, 30))
    write("p/d.toml", design(False, None))
    write("p/gone.toml", design(False, 1))
    write("p/broken.toml", "[programme]\nremote = maybe\n")
    write("p/tutela.toml", "[lint]\n")
    write("p/sub/no-design.toml", "[settings]\nprogramme = 3\n")

    # ---- a first run
    out, err = check(folder, code=4)
    equal(out, "", "nothing on the standard output")
    assert "6 designs: 2 passed, 1 failed, 2 open, 1 could not be read" in err, err
    assert "skipped 1 file" in err and "p/sub/no-design.toml" in err, err
    equal(ask("PRAGMA user_version"), [(1,)], "version of the schema")
    equal(ask("PRAGMA foreign_key_check"), [], "foreign keys")
    equal(ask("PRAGMA integrity_check"), [("ok",)], "integrity")
    equal(ask("SELECT id, as_of, ruleset, version, profile, reasons, fail_on, finished IS NOT NULL, started <= finished FROM runs"),
          [(1, "2026-07-01", "rules", "1", "", 1, "critical", 1, 1)], "runs")
    equal(ask("SELECT number, name, gate FROM designs ORDER BY number"),
          [(1, "p/a.toml", "passed"), (2, "p/b.toml", "failed"), (3, "p/broken.toml", "unreadable"), (4, "p/c.toml", "open"),
           (5, "p/d.toml", "open"), (6, "p/gone.toml", "passed")], "designs")
    equal(ask("SELECT rule, title, severity, (SELECT title FROM principles WHERE id = principle), ruleset FROM rule_versions ORDER BY rule"),
          [("AAA-01", "Sites are small", "critical", "Safety", "rules"), ("AAA-02", "The team is there", "minor", "Reach", "rules")], "rule versions")
    equal(ask("SELECT design, rule, verdict, severity, reason, subjects, message FROM verdict_rows WHERE verdict <> 'met' ORDER BY 1, 2"),
          [("p/b.toml", "AAA-01", "not met", "critical", "", '["S1","S2"]', "S1 is too large"),
           ("p/b.toml", "AAA-02", "not met", "minor", "", "[]", ""),
           ("p/c.toml", "AAA-01", "undetermined", "critical", "", '["S1","S2"]', ""),
           ("p/c.toml", "AAA-02", "undetermined", "minor", "", "[]", ""),
           ("p/d.toml", "AAA-01", "undetermined", "critical", "", '["S1"]', "")],
          "verdicts with reasons")
    equal(ask("SELECT run, rule, not_met, open, met, excepted, not_applicable, percent_not_met FROM worst_rules"),
          [(1, "AAA-01", 1, 2, 2, 0, 0, 20.0), (1, "AAA-02", 1, 1, 3, 0, 0, 20.0)], "worst_rules")
    equal(ask("SELECT run, design, gate, critical_not_met, not_met, open, low, high FROM worst_designs"),
          [(1, "p/b.toml", "failed", 1, 2, 0, 0, 0), (1, "p/c.toml", "open", 0, 0, 2, 0, 1), (1, "p/d.toml", "open", 0, 0, 1, 0.5, 1),
           (1, "p/a.toml", "passed", 0, 0, 0, 1, 1), (1, "p/gone.toml", "passed", 0, 0, 0, 1, 1)], "worst_designs")
    equal(ask("SELECT run, principle, title, designs, low, high, blocked FROM principle_scores"),
          [(1, "safety", "Safety", 5, 0.4, 0.8, 1), (1, "reach", "Reach", 5, 0.6, 0.8, 0)], "principle_scores")
    equal(ask("SELECT run, fact, words, designs, verdicts, rules FROM missing_facts"),
          [(1, "site.population", "number of people (site)", 2, 2, 1), (1, "programme.remote", "remote (programme)", 1, 1, 1)], "missing_facts")
    equal(ask("SELECT f.fact, o.places FROM open_facts o JOIN facts f ON f.id = o.fact JOIN designs d ON d.id = o.design WHERE d.name = 'p/c.toml' ORDER BY 1"),
          [("programme.remote", 1), ("site.population", 2)], "open facts")
    [(run_number, name, problems)] = ask("SELECT * FROM unreadable_designs")
    equal((run_number, name, [(p["code"], p["line"]) for p in json.loads(problems)]), (1, "p/broken.toml", [("design-syntax", 2)]), "unreadable_designs")
    equal(ask("SELECT run, designs, passed, failed, open, unreadable FROM run_summary"), [(1, 6, 2, 1, 2, 1)], "run_summary")
    equal(ask("SELECT * FROM run_pairs"), [(1, None)], "run_pairs")

    # ---- rules and designs change
    write("rules.tutela", RULES % {"version": "2", "most": 650, "more": MORE})
    write("p/d.toml", design(True, 500))
    write("p/new.toml", design(False))
    os.remove(folder + "/p/gone.toml")
    check(folder, code=4)
    equal(ask("SELECT rule, count(*) FROM rule_versions GROUP BY rule ORDER BY rule"), [("AAA-01", 2), ("AAA-02", 1), ("AAA-03", 1)],
          "a parameter that a rule leads to makes another version of it, and of no other")
    equal(ask("SELECT * FROM run_pairs"), [(1, None), (2, 1)], "run_pairs")
    equal(ask("SELECT run, before, design, rule, verdict_before, verdict, rule_changed FROM changes_since_last_run ORDER BY design, rule"),
          [(2, 1, "p/d.toml", "AAA-01", "undetermined", "met", 1), (2, 1, "p/d.toml", "AAA-02", "met", "not met", 0)], "changes_since_last_run")
    equal(ask("SELECT count(*) FROM changes WHERE run = 2"), [(2,)], "changes")

    # ---- the report
    report = json.loads(run(folder, "portfolio", "report", "p.sqlite", "--format", "json", code=0)[0])
    equal(report["run"]["run"], 2, "the last run")
    equal([(r["rule"], r["not_met"], r["open"], r["met"]) for r in report["worst_rules"]],
          [("AAA-02", 2, 1, 2), ("AAA-01", 1, 2, 2), ("AAA-03", 0, 1, 4)], "worst rules")
    changes = report["comparison"]
    equal((changes["before"]["run"], changes["verdicts"], changes["new_designs"], changes["gone_designs"]),
          (1, {"worse": 1, "better": 1, "same": 6}, 1, 1), "what changed")
    equal((changes["new_rules"], changes["gone_rules"], changes["changed_rules"]), (["AAA-03"], [], ["AAA-01"]), "rules that changed")
    equal([(d["design"], d["gate_before"], d["gate"]) for d in changes["designs"]], [("p/d.toml", "open", "passed")], "designs that changed")
    back = json.loads(run(folder, "portfolio", "report", "p.sqlite", "--run", "1", "--compare-run", "2", "--format", "json", code=0)[0])
    equal((back["run"]["run"], back["comparison"]["verdicts"], back["comparison"]["gone_rules"]), (1, {"worse": 1, "better": 1, "same": 6}, ["AAA-03"]),
          "compared with a later run")
    text = run(folder, "portfolio", "report", "p.sqlite", code=0)[0]
    for line in ["Rules that most designs do not meet", "AAA-02  The team is there", "What changed since run 1", "site.population  number of people (site)", "p/broken.toml"]:
        assert line in text, f"{line} is not in\n{text}"
    page = run(folder, "portfolio", "report", "p.sqlite", "--format", "html", code=0)[0]
    assert "<script" not in page and "http" not in page.replace("http-equiv", ""), "the page leads elsewhere"
    assert "style=" not in page, "the page's policy takes no style of one element: bars would be empty"
    assert '<rect class="failed"' in page, "no bar"
    assert 'lang="fr"' in run(folder, "portfolio", "report", "p.sqlite", "--format", "html", code=0, language="fr")[0]
    os.rename(folder + "/p/new.toml", folder + "/p/<b>&.toml")
    write("p/<b>&.toml", design(True, 900))
    check(folder, "--verdicts-only")
    page = run(folder, "portfolio", "report", "p.sqlite", "--format", "html", code=0)[0]
    assert "p/&lt;b&gt;&amp;.toml" in page and "<b>" not in page, "a name is not escaped"

    # ---- verdicts only: the same verdicts, gates and scores, no reasons
    check(folder)
    same = "SELECT d.name, d.gate, v.rule, v.verdict FROM designs d LEFT JOIN verdicts v ON v.design = d.id WHERE d.run = %d ORDER BY 1, 3"
    scores = "SELECT d.name, s.principle, s.rules, s.low, s.high, s.blocked FROM designs d JOIN scores s ON s.design = d.id WHERE d.run = %d ORDER BY 1, 2"
    equal(ask(same % 3), ask(same % 4), "with and without reasons")
    equal(ask(scores % 3), ask(scores % 4), "scores with and without reasons")
    equal(ask("SELECT count(*) FROM open_facts o JOIN designs d ON d.id = o.design WHERE d.run = 3"), [(0,)], "no open facts")
    assert len(ask(scores % 3)) > 5

    # ---- what is refused
    for arguments, code, words in [
            (["portfolio", "report", "nowhere.sqlite"], 4, "nowhere.sqlite cannot be opened"),
            (["portfolio", "report", "rules.tutela"], 4, "rules.tutela is not a SQLite database"),
            (["portfolio", "report", "p"], 4, "p cannot be opened"),
            (["portfolio", "report", "p.sqlite", "--run", "9"], 64, "there is no run 9"),
            (["portfolio", "report", "p.sqlite", "--compare-run", "9"], 64, "its runs are: 4, 3, 2, 1"),
            (["check", "p", "--ruleset", "rules.tutela", "--into", "rules.tutela"], 4, "rules.tutela is not a SQLite database"),
            (["check", "p", "--ruleset", "rules.tutela", "--into", "no/folder.sqlite"], 4, "no/folder.sqlite cannot be opened"),
            (["check", "p", "--ruleset", "rules.tutela", "--into", "p.sqlite", "--resume", "--fail-on", "minor", "--as-of", "2026-07-01"], 64, "of other rules or options"),
            (["check", "p/a.toml", "--ruleset", "rules.tutela", "--into", "p.sqlite", "--resume", "--as-of", "2026-07-01"], 4, "results of other designs")]:
        out, err = run(folder, *arguments, code=code)
        assert words in err, f"{arguments} says\n{err}"
    equal(Path(folder, "rules.tutela").read_text(), RULES % {"version": "2", "most": 650, "more": MORE}, "what is no database stays as it is")
    with sqlite3.connect(folder + "/other.sqlite") as other:
        other.execute("CREATE TABLE mine (a)")
    assert "database of something else" in run(folder, "portfolio", "report", "other.sqlite", code=4)[1]
    with sqlite3.connect(folder + "/p.sqlite") as database:
        database.execute("PRAGMA user_version = 99")
    for arguments in [["portfolio", "report", "p.sqlite"], ["check", "p", "--ruleset", "rules.tutela", "--into", "p.sqlite"]]:
        assert "tables of version 99; this program knows version 1" in run(folder, *arguments, code=4)[1]
    Path(folder, "empty.sqlite").write_text("")
    assert "holds no runs" in run(folder, "portfolio", "report", "empty.sqlite", code=4)[1]
    print("all tables, views and reports hold what they should")


with tempfile.TemporaryDirectory() as place:
    main(place)
