#!/usr/bin/env python3
"""The JSON report of each example against docs/report.schema.json, by a validator that we did not write."""
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema

program, root = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
schema = json.loads((root / "docs" / "report.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
designs = sorted((root / "examples").glob("*/programme.toml"))
assert designs, "no example designs"
runs = [[str(d), "--explain", e] for d in designs for e in ("none", "deciding", "all")] + [[str(d) for d in designs]]
runs += [[str(designs[0]), "--shareable"], [*map(str, designs), "--shareable"]]
for run in runs:
    command = [program, "check", *run, "--ruleset", str(root / "rulesets" / "protection-mainstreaming"), "--as-of", "2026-07-01", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode in (0, 1, 2), f"{command} exits with {done.returncode}: {done.stderr}"
    report = json.loads(done.stdout)
    validator.validate(report)
    assert subprocess.run(command, capture_output=True, text=True).stdout == done.stdout, "two runs differ"
    if "verdicts" in report:
        assert report["verdicts"], "a report without verdicts"
        assert report["summary"]["exit_code"] == done.returncode

# What keeps findings from the gate: an active, an expired and an idle waiver, a known problem, a severity that is set.
with tempfile.TemporaryDirectory() as folder:
    rules = root / "tests" / "golden" / "gate" / "gate.tutela"
    waiver = '[[waivers]]\nrule = "AAA-01"\nowner = "o"\nreason = "r"\napprover = "country-director"\n'
    files = {"d.toml": '[programme]\nremote = true\n' + "".join(f'[[sites]]\nid = "S{i}"\nopen = false\n' for i in (1, 2, 3)),
             "waivers.toml": "".join(waiver + f'scope = "{s}"\nuntil = {d}\n' for s, d in [("S1", "2026-12-31"), ("S2", "2026-01-31"), ("S9", "2026-12-31")]),
             "baseline.toml": '[[problems]]\nrule = "AAA-01"\nsubject = "S3"\ndesign = "d.toml"\nverdict = "not met"\nsince = 2026-05-01\n',
             "tutela.toml": f'rulesets = ["{rules}"]\n[severities]\nAAA-04 = {{ to = "minor", because = "r", until = 2026-12-31 }}\n'}
    for name, text in files.items():
        Path(folder, name).write_text(text)
    done = subprocess.run([program, "check", "d.toml", "--as-of", "2026-07-01", "--format", "json"], cwd=folder, capture_output=True, text=True)
    report = json.loads(done.stdout)
    validator.validate(report)
    assert done.returncode == 1, "the expired waiver fails"
    said = {v["subject"]: v for v in report["verdicts"] if v["rule"] == "AAA-01"}
    assert said["S1"]["waived"] and not said["S2"]["waived"] and said["S3"]["known_since"] == "2026-05-01"
    assert [w["state"] for w in report["waivers_to_look_at"]] == ["expired"]
    assert next(r for r in report["rules"] if r["rule"] == "AAA-04")["severity_before"] == "critical"

# Of long lists a report tells 20 members, first those that decide, and how many more there are; `explain` tells them all.
def steps(step):
    yield step
    for child in step["children"]:
        yield from steps(child)


with tempfile.TemporaryDirectory() as folder:
    rule = ('ruleset long "1"  language en\n  title "Long"\n  uses small "1"\nprinciple safety "Safety"\nrule AAA-01 "Some site is open"\n'
            '  principle safety\n  severity critical\n  require some s in sites satisfies s.open\n')
    shutil.copy(root / "tests" / "golden" / "gate" / "small.tutela", folder)
    Path(folder, "long.tutela").write_text(rule)
    Path(folder, "d.toml").write_text("[programme]\n" + "".join(f'[[sites]]\nid = "S{i}"\nopen = {"true" if i > 60 else "false"}\n' for i in range(1, 71)))
    done = subprocess.run([program, "check", "d.toml", "--explain", "all", "--ruleset", "long.tutela", "--as-of", "2026-07-01", "--format", "json"], cwd=folder, capture_output=True, text=True)
    report = json.loads(done.stdout)
    validator.validate(report)
    some = next(one for one in steps(report["verdicts"][0]["explanation"][-1]) if "left_out" in one)
    assert (report["verdicts"][0]["verdict"], len(some["children"]) + some["left_out"]) == ("met", 71)  # the list itself is one
    assert [(child["text"], child["deciding"]) for child in some["children"][:10]] == [(f"for site S{i}", True) for i in range(61, 71)]
    told = subprocess.run([program, "explain", "d.toml", "AAA-01", "--ruleset", "long.tutela", "--as-of", "2026-07-01"], cwd=folder, capture_output=True, text=True).stdout
    assert all(f"for site S{i}:" in told for i in range(1, 71))
print(f"{len(runs) + 2} reports are valid")
