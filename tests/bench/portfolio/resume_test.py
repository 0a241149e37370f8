#!/usr/bin/env python3
"""A portfolio run that is killed and resumed ends with the rows of one that was not. usage: resume_test.py TUTELA"""
import os, signal, sqlite3, subprocess, sys, tempfile, time

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)
import generate

DESIGNS, KILLS = 3000, 6
REPEATED = 8  # for the database, which is written to every few thousand designs


def command(tutela, folder, form, output, *more):
    words = [tutela, "check", "--ruleset", here + "/relief-portfolio.tutela", "--as-of", "2026-07-01", "--verdicts-only", "--fail-on", "major"]
    if form == "sqlite":
        return [*words, folder + "/many.jsonl", "--into", output, *more]
    return [*words, folder + "/designs.jsonl", "--format", form, "--output", output, *more]


def run(*arguments):
    return subprocess.run(command(*arguments), stderr=subprocess.DEVNULL).returncode


def kill_when(words, path, size):
    """Starts a run and kills it as soon as its output has a size."""
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    while process.poll() is None and (not os.path.exists(path) or os.path.getsize(path) < size):
        time.sleep(0.0005)
    process.send_signal(signal.SIGKILL)
    process.wait()


def results(path):
    """All that a database of one run holds, but for times."""
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        return [database.execute(sql).fetchall() for sql in (
            "SELECT id, finished IS NOT NULL, rules_hash FROM runs", "SELECT * FROM designs ORDER BY id",
            "SELECT * FROM verdicts ORDER BY design, rule",
            "SELECT * FROM scores ORDER BY design, principle", "SELECT * FROM rule_versions",
            "SELECT designs, passed, failed, open, unreadable FROM run_summary")]


def resume_database(tutela, folder):
    whole, broken = folder + "/whole.sqlite", folder + "/broken.sqlite"
    code = run(tutela, folder, "sqlite", whole)
    assert code == 4, "some designs cannot be read"
    wanted, size = results(whole), os.path.getsize(whole)
    for kill in range(KILLS):
        if os.path.exists(broken):
            os.remove(broken)
        kill_when(command(tutela, folder, "sqlite", broken), broken, size * kill // KILLS)
        left = os.path.exists(broken) and sqlite3.connect(broken).execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] > 0
        designs = 0
        if left:
            with sqlite3.connect(broken) as database:
                designs, torn, finished = database.execute(
                    "SELECT (SELECT count(*) FROM designs), (SELECT count(*) FROM designs d WHERE gate <> 'unreadable' AND (SELECT count(*) FROM "
                    "verdicts WHERE design = d.id) <> 60), (SELECT count(*) FROM runs WHERE finished IS NOT NULL)").fetchone()
            assert torn == 0, "half a design was left"
            assert finished == (designs == DESIGNS * REPEATED), "a killed run counts as finished"
        assert run(tutela, folder, "sqlite", broken, "--resume") == code, "another exit code"
        assert results(broken) == wanted, f"sqlite, killed at {designs} designs: other results"
        print(f"sqlite: killed at {designs} of {DESIGNS * REPEATED} designs, resumed: the same results")


def exit_code_of_all(tutela, folder):
    """What calls for the code is among the designs that were kept."""
    for form in ("jsonl", "csv", "sqlite"):
        output = f"{folder}/code.{form}"
        name = folder + ("/many.jsonl" if form == "sqlite" else "/designs.jsonl")
        lines = open(name).readlines()
        # The first has a mistake and cannot be read, the others can.
        assert lines[0] == lines[50] and lines[0] != lines[1]
        open(name, "w").write(lines[0] + lines[1])
        assert run(tutela, folder, form, output) == 4, form
        open(name, "a").write(lines[2])
        assert run(tutela, folder, form, output, "--resume") == 4, form
        os.remove(output)
        open(name, "w").write(lines[1])
        assert run(tutela, folder, form, output) == 1, form
        open(name, "a").write('{"programme": {}}\n')
        assert run(tutela, folder, form, output, "--resume") == 1, form
        open(name, "w").writelines(lines)
    print("a resumed run ends with the exit code of all of it")


def main(tutela):
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/designs.jsonl", "w") as f:
            for number in range(DESIGNS):
                # Some lines that cannot be read, and some names with quotes in them are no harm.
                f.write(generate.line(generate.for_tutela(generate.design(3, number))) if number % 50 else '{"programme":{"a\\"b":1}}\n')
        with open(folder + "/many.jsonl", "w") as f:
            f.write(open(folder + "/designs.jsonl").read() * REPEATED)
        exit_code_of_all(tutela, folder)
        resume_database(tutela, folder)
        for form in ("jsonl", "csv"):
            whole, broken = f"{folder}/whole.{form}", f"{folder}/broken.{form}"
            code = run(tutela, folder, form, whole)
            rows = open(whole, "rb").read()
            for kill in range(KILLS):
                if os.path.exists(broken):
                    os.remove(broken)
                kill_when(command(tutela, folder, form, broken), broken, len(rows) * kill // KILLS)
                left = os.path.getsize(broken) if os.path.exists(broken) else 0
                # Half a row, as a full disk would leave it.
                if left > 1000 and kill % 2:
                    os.truncate(broken, left - 17)
                assert run(tutela, folder, form, broken, "--resume") == code, "another exit code"
                assert open(broken, "rb").read() == rows, f"{form}, killed at {left} bytes: other rows"
                print(f"{form}: killed at {left} of {len(rows)} bytes, resumed: the same rows")


main(sys.argv[1])
