#!/usr/bin/env python3
"""The JSON report of each example against docs/report.schema.json, by a validator that we did not write."""
import json
import subprocess
import sys
from pathlib import Path

import jsonschema

program, root = sys.argv[1], Path(sys.argv[2])
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
print(f"{len(runs)} reports are valid")
