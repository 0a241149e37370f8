#!/usr/bin/env python3
"""Portfolio runs over what comes: lines that are no designs among good ones, files that cannot be read, marks of byte order, outputs that
cannot be written or hold something else, kills while the input comes from a pipe. usage: portfolio_input_test.py TUTELA"""
import json, os, random, signal, sqlite3, subprocess, sys, tempfile, time
from pathlib import Path

tutela = os.path.abspath(sys.argv[1])
BOM = b"\xef\xbb\xbf"

WORLD = """vocabulary world "1"  language en
record site
  field id      key
  field people  count  phrase "number of people"
end
record programme
  field remote  truth
  field share   number
end
one  programme of programme
list sites of site
"""
RULES = """ruleset rules "1"  language en
  title "Rules"
  uses world "1"
principle safety "Safety"
rule AAA-01 "Sites are small"
  principle safety
  severity  critical
  for each  site in sites
  require   site.people <= 500
  message   "{site} is too large"
rule AAA-02 "The team is there"
  principle safety
  severity  minor
  require   not programme.remote
"""
GOOD = b'{"programme":{"remote":false},"sites":[{"id":"S1","people":%d}]}'

# A line, and the code of what is wrong with it; none: it is a design.
LINES = [
    (GOOD % 7, None),
    (b'\xff\xfe{"programme":{}}', "not-utf8"),
    (b'{"programme":{"remote":"' + b"x" * (20 << 20) + b'"}}', "design-too-large"),
    (b"[" * 100_000, "design-too-deep"),
    (b'{"programme":' * 60_000, "design-too-deep"),
    (b'{"programme":{"remote":"a\x00b"}}', "not-utf8"),
    (b'{"programme":{}}' + b"\r", None),
    (b'{"programme":{"remote":true,"remote":true}}', "two-values"),
    (b'{"programme":{"remote":true,"\\u0072emote":true}}', "two-values"),
    (b'{"\\u0070rogramme":{"\\u0072emote":true}}', None),
    (b'{"programme":{"share":1e400}}', "design-syntax"),
    (b'{"programme":{"share":-0}}', None),
    (b'{"programme":{"share":1.0000000000000000001}}', "wrong-value"),
    (b'{"programme":{"share":99999999999999999999999999999999}}', "wrong-value"),
    (b'{"programme":{"share":01}}', "design-syntax"),
    (b'{"programme":{"remote":{"unknown":"\\ud800"}}}', "design-syntax"),
    (b'{"programme":{"remote":{"unknown":"\\ud83d\\ude00"}}}', None),
    (b'{"programme":{"remote":{"unknown":"\xc3"}}}', "not-utf8"),
    (b"null", "not-a-design"), (b"[]", "not-a-design"), (b"{}", "not-a-design"), (b'"x"', "not-a-design"), (b"\x00", "not-utf8"),
    (GOOD % 1 + GOOD % 2, "design-syntax"),
    (b'{"programme":{"a\\nb":1}}', "unknown-key"),
    (BOM + GOOD % 3, None),  # of files that were put together
    (GOOD % 900, None),  # without an end of line
]


def run(folder, *arguments, code=None, **more):
    done = subprocess.run([tutela, "--language", "en", *arguments], cwd=folder, capture_output=True, **more)
    assert code is None or done.returncode == code, f"{arguments}: exit code {done.returncode}, wanted {code}\n{done.stderr.decode()}"
    return done


def check(folder, *arguments, **more):
    return run(folder, "check", "--ruleset", "rules.tutela", "--as-of", "2026-07-01", *arguments, **more)


def rows(done):
    """By design: the verdicts, or the codes of what is wrong."""
    found = {}
    for line in done.stdout.decode().splitlines():
        row = json.loads(line)
        if "unread" in row:
            assert row["design"] not in found
            found[row["design"]] = [problem["code"] for problem in row["unread"]]
        else:
            found.setdefault(row["design"], {})[row["rule"]] = row["verdict"]
    return found


def lines_of_all_kinds(folder):
    text = b"\n".join(line for line, _ in LINES)
    Path(folder, "all.jsonl").write_bytes(text)
    # Blank lines are none, and count.
    Path(folder, "blank.jsonl").write_bytes(text.replace(b"\n", b"\n \r\n\n"))
    first = check(folder, "all.jsonl", "--format", "jsonl", "--verdicts-only", "--jobs", "1", code=4)
    found = rows(first)
    assert len(found) == len(LINES)
    for number, (line, code) in enumerate(LINES, 1):
        got = found[f"all.jsonl:{number}"]
        assert code in got if code else isinstance(got, dict), f"line {number} gives {got}\n{line[:100]}"
    assert found[f"all.jsonl:{len(LINES)}"] == {"AAA-01": "not met", "AAA-02": "met"}
    blank = rows(check(folder, "blank.jsonl", "--format", "jsonl", "--verdicts-only", code=4))
    assert blank == {f"blank.jsonl:{3 * number - 2}": found[f"all.jsonl:{number}"] for number in range(1, len(LINES) + 1)}
    for arguments in (["--verdicts-only", "--jobs", "2"], ["--verdicts-only", "--jobs", "7"]):
        assert check(folder, "all.jsonl", "--format", "jsonl", *arguments, code=4).stdout == first.stdout, "the order hangs on the threads"
    piped = check(folder, "-", "--format", "jsonl", "--verdicts-only", code=4, input=text)
    assert piped.stdout == first.stdout.replace(b'"all.jsonl:', b'"<stdin>:')
    assert rows(check(folder, "all.jsonl", "--format", "jsonl", code=4)) == found, "with reasons"
    csv = check(folder, "all.jsonl", "--format", "csv", "--verdicts-only", code=4).stdout.decode().splitlines()
    assert sum(line.endswith(",,unread") for line in csv) == sum(code is not None for _, code in LINES)
    assert b"\x1b" not in piped.stderr and b"\r" not in piped.stderr, "a bar where there is no terminal"


def files_of_all_kinds(folder):
    Path(folder, "p").mkdir()
    Path(folder, "p/a.jsonl").write_bytes(BOM + GOOD % 1 + b"\n" + GOOD % 2 + b"\n")
    Path(folder, "p/b.json").write_bytes(BOM + GOOD % 1)
    Path(folder, "p/c.toml").write_bytes(BOM + b"[programme]\r\nremote = true\r\n")
    # The first line is none, and hides no design.
    Path(folder, "p/d.jsonl").write_bytes(b"{}\n" + GOOD % 3 + b"\n")
    Path(folder, "p/log.jsonl").write_bytes(b'{"at":1}\n{"at":2}\n')
    Path(folder, "p/x,\n\"y\".toml").write_bytes(b"[programme]\n")
    done = check(folder, "p", "--format", "jsonl", "--verdicts-only", code=4)
    found = rows(done)
    assert list(found) == ["p/a.jsonl:1", "p/a.jsonl:2", "p/b.json", "p/c.toml", "p/d.jsonl:1", "p/d.jsonl:2", 'p/x,\n"y".toml'], found
    assert [name for name, what in found.items() if isinstance(what, list)] == ["p/d.jsonl:1"]
    assert b"skipped 1 file that has no [programme]: p/log.jsonl" in done.stderr
    # A file that is not there is a row in its turn.
    found = rows(check(folder, "p/c.toml", "gone.toml", "p/b.json", "gone.jsonl", "--format", "jsonl", "--verdicts-only", code=4))
    assert list(found) == ["p/c.toml", "gone.toml", "p/b.json", "gone.jsonl"] and found["gone.toml"] == found["gone.jsonl"] == ["unreadable-file"], found
    check(folder, "p/c.toml", "gone.toml", "--into", "gone.sqlite", code=4)
    with sqlite3.connect(folder + "/gone.sqlite") as database:
        assert database.execute("SELECT name, gate FROM designs").fetchall() == [("p/c.toml", "open"), ("gone.toml", "unreadable")]
    # Rows of a design whose name goes over lines are found again.
    for form in ("csv", "jsonl"):
        whole = check(folder, "p", "--format", form).stdout
        for cut in range(0, len(whole), 37):
            Path(folder, "rows").write_bytes(whole[:cut])
            check(folder, "p", "--format", form, "--output", "rows", "--resume", code=4)
            assert Path(folder, "rows").read_bytes() == whole, f"{form}, cut after {cut} bytes"


def outputs_of_all_kinds(folder):
    Path(folder, "many.jsonl").write_bytes(b"".join(GOOD % (i * 7 % 900) + b"\n" for i in range(500)))
    command = ["many.jsonl", "--format", "jsonl", "--verdicts-only"]
    whole = check(folder, *command, code=1).stdout
    for full in ([*command, "--output", "/dev/full"], ["p/b.json", "--format", "json", "--output", "/dev/full"]):
        assert b"/dev/full cannot be written" in check(folder, *full, code=4).stderr
    with open("/dev/full", "wb") as full:
        for words in (command, ["p/b.json"], ["p/b.json", "--format", "json"]):
            done = subprocess.run([tutela, "--language", "en", "check", "--ruleset", "rules.tutela", "--as-of", "2026-07-01", *words], cwd=folder, stdout=full, stderr=subprocess.PIPE)
            assert done.returncode == 4 and b"error: <stdout> cannot be written" in done.stderr, (words, done)
    # What an interrupted run of something else left is not gone on with, and its whole rows stay.
    part = whole[:len(whole) // 2]
    Path(folder, "other.tutela").write_text(RULES.replace("<= 500", "<= 50"))
    Path(folder, "fewer.jsonl").write_bytes(b"".join(GOOD % 1 + b"\n" for _ in range(3)))
    text = Path(folder, "many.jsonl").read_bytes()
    for what, words, code, said in (
            ("with reasons", ["many.jsonl", "--format", "jsonl"], 64, b"rows of other rules or in another format"),
            ("as csv", ["many.jsonl", "--format", "csv", "--verdicts-only"], 64, b"rows of other rules or in another format"),
            ("other rules", [*command, "--ruleset", "other.tutela"], 4, b"rows holds other verdicts"),
            ("other designs", ["fewer.jsonl", "--format", "jsonl", "--verdicts-only"], 4, b"rows holds other verdicts"),
            ("a design that changed", command, 4, b"rows holds other verdicts")):
        Path(folder, "rows").write_bytes(part)
        if what.startswith("a design"):
            Path(folder, "many.jsonl").write_bytes(text.replace(GOOD % 7, GOOD % 700, 1))
        if what == "other rules":
            words = [*command]
            os.rename(folder + "/rules.tutela", folder + "/kept.tutela")
            os.rename(folder + "/other.tutela", folder + "/rules.tutela")
        done = check(folder, *words, "--output", "rows", "--resume", code=code)
        assert said in done.stderr, (what, done.stderr)
        left = Path(folder, "rows").read_bytes()  # but for the half row at its end
        assert part.startswith(left) and len(part) - len(left) < 200, f"{what}: other rows"
        if what == "other rules":
            os.rename(folder + "/kept.tutela", folder + "/rules.tutela")
    Path(folder, "many.jsonl").write_bytes(text)
    # A file without a line end is a row that was torn off, or somebody's own.
    for form in ("jsonl", "csv"):
        for own in (b'{"budget": 5}', b"name,budget", b'{"design":"many.jsonl:1","rule":"ZZZ-01","ver', b"5", b'{"design":"many.jsonl:1"}', b'{"design": "my own notes"}', b'{"design":42}'):
            Path(folder, "own").write_bytes(own)
            done = check(folder, "many.jsonl", "--format", form, "--verdicts-only", "--output", "own", "--resume", code=64)
            assert b"own holds rows of other rules" in done.stderr and Path(folder, "own").read_bytes() == own, (form, own)
    # Rules that are yet to be written tell nothing but what cannot be read.
    Path(folder, "none.tutela").write_text('ruleset none "1"  language en\n  title "None"\n  uses world "1"\n')
    Path(folder, "broken.jsonl").write_bytes(b"{}\n" + GOOD % 1 + b"\n[]\n")
    for form in ("jsonl", "csv"):
        command = ["check", "broken.jsonl", "--ruleset", "none.tutela", "--as-of", "2026-07-01", "--format", form]
        whole = run(folder, *command, code=4).stdout
        assert whole.count(b"unread") == 2, whole
        for cut in range(0, len(whole), 11):
            Path(folder, "rows").write_bytes(whole[:cut])
            assert run(folder, *command, "--output", "rows", "--resume").returncode in (4, 64), (form, cut)
        Path(folder, "own").write_bytes(b'{"design":"scan.jsonl:1"}')
        run(folder, *command, "--output", "own", "--resume", code=64)
    # The same with a database: what kept designs from the gate counts as well.
    Path(folder, "some.toml").write_text('[[waivers]]\nrule = "AAA-01"\nowner = "Coordinator"\nreason = "the camp moves"\nuntil = 2026-12-31\napproved-by = "Director"\n')
    check(folder, "many.jsonl", "--into", "p.sqlite", code=1)
    for words in (["--waivers", "some.toml"], ["--ignore-waivers"], ["--verdicts-only"], ["--fail-on", "minor"], ["--no-presumptions"], ["--profile", "none"]):
        done = check(folder, "many.jsonl", "--into", "p.sqlite", "--resume", *words)
        assert done.returncode in (3, 64), (words, done)
    done = run(folder, "--language", "fr", "check", "many.jsonl", "--ruleset", "rules.tutela", "--as-of", "2026-07-01", "--into", "p.sqlite", "--resume", code=64)
    # Names are compared one by one.
    Path(folder, "swapped").mkdir()
    for name in "abc":
        Path(folder, f"swapped/{name}.json").write_bytes(GOOD % 1)
    check(folder, "swapped/a.json", "swapped/b.json", "--into", "s.sqlite", code=0)
    assert b"results of other designs" in check(folder, "swapped/c.json", "swapped/b.json", "--into", "s.sqlite", "--resume", code=4).stderr
    check(folder, "swapped", "--into", "s.sqlite", "--resume", code=0)
    with sqlite3.connect(folder + "/s.sqlite") as database:
        assert database.execute("SELECT number, name FROM designs").fetchall() == [(1, "swapped/a.json"), (2, "swapped/b.json"), (3, "swapped/c.json")]


def databases_that_cannot_be_used(folder):
    Path(folder, "small.jsonl").write_bytes(GOOD % 1 + b"\n")
    check(folder, "small.jsonl", "--into", "q.sqlite", code=0)
    content = Path(folder, "q.sqlite").read_bytes()
    Path(folder, "torn.sqlite").write_bytes(content[:4096] + os.urandom(len(content) - 4096))
    done = check(folder, "small.jsonl", "--into", "torn.sqlite", code=4)
    assert b"error: torn.sqlite" in done.stderr
    holder = sqlite3.connect(folder + "/q.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert b"q.sqlite is in use by another program" in check(folder, "small.jsonl", "--into", "q.sqlite", code=4).stderr
    holder.execute("ROLLBACK")
    check(folder, "small.jsonl", "--into", "q.sqlite", code=0)


def kills(folder):
    """The input comes from a pipe or a file, one thread or two, signals of three kinds, at any moment."""
    r = random.Random(5)
    Path(folder, "long.jsonl").write_bytes(b"".join(GOOD % (i * 7 % 900) + b"\n" if i % 50 else b"{}\n" for i in range(20_000)))

    def command(form, source, output, *more):
        words = [tutela, "check", source, "--ruleset", "rules.tutela", "--as-of", "2026-07-01", "--jobs", r.choice("12"), *more]
        # Rows with reasons take longer, so that there is something to kill.
        words += ["--verdicts-only"] if form == "sqlite" else []
        return [*words, "--into", output] if form == "sqlite" else [*words, "--format", form, "--output", output]

    def start(*words):
        with open(folder + "/long.jsonl", "rb") as text:
            return subprocess.Popen(command(*words), cwd=folder, stdin=text, stderr=subprocess.PIPE)

    def content(form, name):
        if form != "sqlite":
            return Path(folder, name).read_bytes()
        with sqlite3.connect(f"{folder}/{name}") as database:
            return [database.execute(sql).fetchall() for sql in ("SELECT id, finished IS NOT NULL FROM runs", "SELECT * FROM designs ORDER BY id",
                                                                 "SELECT * FROM verdicts ORDER BY 1, 2", "SELECT * FROM scores ORDER BY 1, 2")]

    for form in ("jsonl", "csv", "sqlite"):
        for source in ("long.jsonl", "-"):
            process = start(form, source, f"whole{source}.{form}")
            begun = time.monotonic()
            summary = process.communicate()[1]
            took = time.monotonic() - begun
            wanted, code = content(form, f"whole{source}.{form}"), process.returncode
            assert code == 4
            killed, more = 0, ()
            while True:
                process = start(form, source, f"broken{source}.{form}", *more)
                try:
                    told = process.communicate(timeout=r.random() * took if killed < 5 else None)[1]
                    break
                except subprocess.TimeoutExpired:
                    process.send_signal(r.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT]))
                    process.communicate()
                    killed, more = killed + 1, ("--resume",)
            assert process.returncode == code and content(form, f"broken{source}.{form}") == wanted, f"{form} from {source}, killed {killed} times"
            assert told.endswith(summary), f"{told}\nand not\n{summary}"
            print(f"{form} from {source}: killed {killed} times, the same in the end")


def main(folder):
    Path(folder, "world.tutela").write_text(WORLD)
    Path(folder, "rules.tutela").write_text(RULES)
    lines_of_all_kinds(folder)
    files_of_all_kinds(folder)
    outputs_of_all_kinds(folder)
    databases_that_cannot_be_used(folder)
    kills(folder)
    print("portfolio runs take what comes")


with tempfile.TemporaryDirectory() as place:
    main(place)
