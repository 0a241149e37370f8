#!/usr/bin/env python3
"""What the rulesets promise as a whole: 140 rules, all in the profile `full`, in one layout, without a warning of lint; the same
verdicts in every language; a handbook in each. usage: rulesets_test.py PROGRAM ROOT"""
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

program, root = sys.argv[1], Path(sys.argv[2])
os.environ["TUTELA_RULESETS"] = str(root / "rulesets")
day = ["--as-of", "2026-07-01"]


def run(*arguments, codes=(0,)):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode in codes, f"{arguments} exits with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done.stdout


rules = json.loads(run("rules", "--format", "json"))
ids = [rule["rule"] for rule in rules["rules"]]
expected = {"SAF": 10, "DNH": 9, "ACS": 10, "NDS": 7, "AAP": 12, "PAR": 6, "EMP": 4, "CTR": 9, "CHP": 9, "GBV": 9, "RRR": 11, "CEN": 4,
            "DPR": 11, "DIS": 7, "PSE": 9, "WSG": 6, "LCA": 7}
assert Counter(id[:3] for id in ids) == expected, Counter(id[:3] for id in ids)
assert sorted(ids) == sorted(f"{prefix}-{n:02}" for prefix, count in expected.items() for n in range(1, count + 1))
profiles = {profile["name"]: profile["rules"] for profile in rules["profiles"]}
assert sorted(profiles["full"]) == sorted(ids), "the profile `full` is not whole"
assert len(profiles["first-72-hours"]) == 16 and profiles["small-grant"]
for rule in rules["rules"]:
    assert rule["sources"] and rule["remedy"] and rule["question"] and rule["answered_by"] and rule["phases"], rule["rule"]

run("lint")
run("format", "--check")
run("translations", "status", "--check")

designs = sorted((root / "examples").glob("*/programme.toml"))
assert len(designs) >= 5
for design in designs:
    seen = {}
    for language in ("en", "fr", "es", "qps"):
        report = json.loads(run("check", design, *day, "--format", "json", "--language", language, codes=(0, 1, 2)))
        seen[language] = [(v["rule"], v["subject"], v["verdict"], v["reason"], v["severity"]) for v in report["verdicts"]]
    assert all(verdicts == seen["en"] for verdicts in seen.values()), f"{design}: another language, other verdicts"

for language in ("en", "fr", "es"):
    for form in ("markdown", "html"):
        book = run("describe", "--format", form, "--language", language)
        assert all(id in book for id in ids), f"the handbook in {language} lacks rules"
        assert form != "html" or "<script" not in book and "http" not in book.split("</style>")[1]
print(f"{len(ids)} rules; {len(designs)} designs in 4 languages; handbooks in 3")
