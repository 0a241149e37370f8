#!/usr/bin/env python3
"""Realistic designs, and damaged ones, are judged alike by every way through the program: into rows on one thread and on two, with reasons
and without, into a database, and by the engine that explains (--format json). Also what is said of those that cannot be read.
usage: alike_test.py TUTELA ROOT [COUNT [SEED]]"""
import copy, json, os, random, sqlite3, subprocess, sys, tempfile

tutela, root = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
count = int(sys.argv[3]) if len(sys.argv) > 3 else 200
seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
here = os.path.dirname(os.path.abspath(__file__))
r = random.Random(seed)

ODD = [None, True, False, 0, 1, -1, 12, 0.5, 0.30, 1e400, -0.0, 10**18, 10**30, 1.5e3, "", " ", "\n", "yes", "none", "unknown", "s1", "2026-02-30", "2026-07", "2026-07-01",
       "EUR 100", "EUR 1.234", "XYZ 3", "12%", "120%", "12:30", "3 months", "1 year", "18-59", "60+", "ar", "fra", "KE", "Kenya", "café", "cafe\u0301", "a\u0000b", "\u2028", "\ufeff",
       "tel +254 712 345 678", "mail anna@example.org", [], {}, [1], ["s1"], ["s1", "s1"], [[]], [{}], {"is": True}, {"is": "s1"}, {"none": "looked for"}, {"unknown": "not asked"},
       {"withheld": "safety", "by": "Protection coordinator", "on": "2026-01-01"}, {"withheld": "safety"}, {"fill": "how many"}, {"between": [1, 5]}, {"between": [5, 1]},
       {"between": [0.1, 0.25]}, {"between": ["EUR 1", "EUR 5"]}, {"at-least": 3}, {"at-most": 7}, {"at-least": 0.5, "at-most": 0.75}, {"is": 3, "evidence": "e1"}, {"is": 3, "evidence": ["e1", "e2"]},
       {"is": [], "complete": False}, {"none": "nobody", "complete": True}, {"is": 3, "unknown": "no"}, {"evidence": "e1"}]
STATES = ("is", "none", "unknown", "withheld", "fill", "between", "at-least", "at-most", "evidence", "complete", "by", "on", "reason")


def places(value, found):
    """Every pair and member of a design: (what holds it, its key or number)."""
    for key in list(value) if isinstance(value, dict) else range(len(value)):
        found.append((value, key))
        if isinstance(value[key], (dict, list)):
            places(value[key], found)
    return found


def alter(design, others):
    """One change that keeps it JSON."""
    where, key = r.choice(places(design, []))
    what = r.randrange(12)
    if what == 0:
        del where[key]
    elif what == 1:
        where[key] = copy.deepcopy(r.choice(ODD))
    elif what == 2:  # what stands elsewhere, here
        other, at = r.choice(places(r.choice(others), []))
        where[key] = copy.deepcopy(other[at])
    elif what == 3 and isinstance(where, list):
        where.insert(key, copy.deepcopy(where[key]))
    elif what == 4 and isinstance(where, dict):  # another place in the order
        where[key] = where.pop(key)
    elif what == 5 and isinstance(where, dict):
        where[r.choice([key[:-1], key + "s", key.upper(), key.replace("_", "-"), "", "é", r.choice(STATES)])] = where.pop(key)
    elif what == 6:
        where[key] = {"is": where[key], "evidence": r.choice(["e1", "e2", ["e1", "e2"], [], "nowhere"])}
    elif what == 7:
        where[key] = r.choice([{"unknown": "nobody asked"}, {"none": "looked for it"}, {"withheld": "safety", "by": "Country director", "on": "2026-05-01"}, {"fill": "say it"}])
    elif what == 8 and isinstance(where[key], (int, float)) and not isinstance(where[key], bool):
        where[key] = r.choice([where[key] * 2, -where[key], where[key] + 0.5, {"between": [where[key], where[key] * 2]}, {"at-least": where[key]}, str(where[key]), where[key] * 10**12])
    elif what == 9 and isinstance(where[key], str) and where[key]:
        text = where[key]
        where[key] = r.choice([text + " ", " " + text, text.upper(), text[:-1], text + "\u0301", text + "\t.", text + " +254 712 345 678", "\u00a0" + text, text.replace(" ", "\u00a0")])
    elif what == 10 and isinstance(where[key], list):
        r.choice([where[key].clear, where[key].reverse, lambda: where[key].extend(copy.deepcopy(where[key]))])()
    elif what == 11:
        design.setdefault("complete", {})
        if isinstance(design["complete"], dict):
            design["complete"][r.choice(list(design))] = r.choice([True, False, True, False, 1])
    return design


def written(design):
    """As JSON, in one of the ways in which it may be written."""
    way = r.randrange(8)
    if way == 0:
        text = json.dumps(design, ensure_ascii=False)
    elif way == 1:
        text = json.dumps(design, separators=(",", ":"))
    elif way == 2:
        text = json.dumps(design, separators=(" ,\t", " : "))
    else:
        text = json.dumps(design)
    if way == 3:  # a letter of a key or text as an escape
        at = r.randrange(len(text))
        if text[at].isalpha() and text[at - 1] != "\\":
            text = text[:at] + f"\\u{ord(text[at]):04x}" + text[at + 1:]
    return text.encode("utf-8", "surrogatepass")


def damaged(text):
    at = r.randrange(len(text))
    what = r.randrange(5)
    if what == 0:
        return text[:at] + text[at + r.randrange(1, 9):]
    if what == 1:
        return text[:at] + bytes([r.choice(b'"[]{}:,. 0-\\u\x80\x01\x00te\xef\xbb\xbf\r\xc3')]) + text[at:]
    if what == 2:
        return text[:at]
    if what == 3:
        return text[:at] + bytes([r.choice(b'"[]{}:,. 0-9eE+')]) + text[at + 1:]
    return text[:at] + r.choice([b"1e400", b"-0", b"1.0000000000000000001", b"123456789012345678901234567890", b"\\ud800", b"\\udc00\\ud800", b"\\u0000", b"null", b"NaN",
                                 b'"a":1,"a":2', b"//x", b"[" * 40, b'"' * 3]) + text[at:]


def lines():
    made = subprocess.run([sys.executable, here + "/realistic.py", root, str(min(count, 400)), str(seed)], check=True, capture_output=True).stdout.splitlines()
    designs = [json.loads(line) for line in made]
    for number in range(count):
        design = copy.deepcopy(r.choice(designs))
        for _ in range(r.choice([0, 1, 1, 1, 2, 2, 3, 5, 12])):
            if not design:
                break
            design = alter(design, designs)
        text = written(design)
        if r.randrange(8) == 0 and len(text) > 2:
            text = damaged(text)
        yield text.replace(b"\n", b" ") or b"{}"


def run(folder, *arguments):
    done = subprocess.run([tutela, "check", "designs.jsonl", "--as-of", "2026-07-01", *arguments], cwd=folder, capture_output=True)
    assert done.returncode in (0, 1, 2, 4), f"{arguments}: {done.returncode}\n{done.stderr.decode(errors='replace')[-2000:]}"
    return done


def rows(folder, *arguments):
    found = {}
    for line in run(folder, "--format", "jsonl", *arguments).stdout.decode().splitlines():
        row = json.loads(line)
        if "unread" in row:
            found[row["design"]] = row["unread"]
        else:
            found.setdefault(row["design"], {})[row["rule"]] = row["verdict"]
    return found


def main(folder):
    all_lines = list(lines())
    with open(folder + "/designs.jsonl", "wb") as f:
        f.write(b"\n".join(all_lines) + b"\n")
    fast = rows(folder, "--verdicts-only", "--jobs", "1")
    assert fast.keys() == {f"designs.jsonl:{i}" for i, line in enumerate(all_lines, 1) if line.strip(b" \t\r")}, "designs are lost"
    wrong = []

    def alike(other, how):
        for name, what in fast.items():
            if other.get(name) != what:
                line = all_lines[int(name.split(":")[1]) - 1]
                got = other.get(name, [])
                both = isinstance(what, dict) and isinstance(got, dict)
                said = [(rule, verdict, got.get(rule)) for rule, verdict in what.items() if got.get(rule) != verdict][:3] if both else (what, got)
                wrong.append(f"{how}: {name}: {said}\n{line.decode(errors='backslashreplace')}")

    alike(rows(folder, "--verdicts-only", "--jobs", "2"), "two threads")
    alike(rows(folder, "--jobs", "2"), "with reasons")
    explained = {}
    parts = 500
    for begin in range(0, len(all_lines), parts):  # all reports of a run are held in memory
        with open(folder + "/designs.jsonl", "wb") as f:
            f.write(b"\n" * begin + b"\n".join(all_lines[begin:begin + parts]) + b"\n")
        out = run(folder, "--explain", "none", "--format", "json").stdout
        reports = json.loads(out) if out else {"reports": []}
        for report in reports.get("reports", [reports]):
            explained[report["design"]] = {rule["rule"]: rule["verdict"] for rule in report["rules"]}
    for name, what in fast.items():
        if isinstance(what, list):
            assert name not in explained, f"{name} could be read:\n{all_lines[int(name.split(':')[1]) - 1]}"
            explained[name] = what
    alike(explained, "by the engine")
    with open(folder + "/designs.jsonl", "wb") as f:
        f.write(b"\n".join(all_lines) + b"\n")
    run(folder, "--verdicts-only", "--into", "p.sqlite")
    stored = {}
    with sqlite3.connect(folder + "/p.sqlite") as database:
        for name, rule, verdict in database.execute(
                "SELECT d.name, v.rule, w.word FROM verdicts x JOIN designs d ON d.id = x.design JOIN rule_versions v ON v.id = x.rule "
                "JOIN verdict_words w ON w.code = x.verdict JOIN run_rules r ON r.run = d.run AND r.rule = x.rule ORDER BY d.number, r.place"):
            stored.setdefault(name, {})[rule] = verdict
        for name, problems in database.execute("SELECT name, problems FROM designs WHERE gate = 'unreadable'"):
            stored[name] = json.loads(problems)
    alike(stored, "into a database")
    read = sum(isinstance(what, dict) for what in fast.values())
    assert not wrong, f"{len(wrong)} differ\n" + "\n".join(wrong[:5])
    assert 0.3 * count < read < count or count < 50, read
    print(f"{count} designs, {read} of which can be read: alike by every way")


with tempfile.TemporaryDirectory() as place:
    main(place)
