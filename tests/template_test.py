#!/usr/bin/env python3
"""What a poor template lacks, added: the fields that `check --template` names make every rule of the profile askable, and with any one of
them left out some rule is not. The two good templates ask for all that the rules of their profile need. What is told is as
docs/template.schema.json says.
usage: template_test.py PROGRAM ROOT"""
import json, subprocess, sys, tempfile
from pathlib import Path

import jsonschema

program, root = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
templates = root / "examples/templates"
schema = json.loads((root / "docs/template.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)


def asked(path, profile, code):
    words = [program, "check", "--template", str(path), "--format", "json", "--as-of", "2026-07-01", *(["--profile", profile] if profile else [])]
    ran = subprocess.run(words, capture_output=True, text=True, env={"TUTELA_RULESETS": str(root / "rulesets")})
    assert ran.returncode == code, (words, ran.returncode, ran.stderr, ran.stdout[:300])
    told = json.loads(ran.stdout)
    validator.validate(told)
    assert told["summary"]["exit_code"] == code
    return told


def added(text, fields):
    """The template with the lines that were named, each where it was said to belong."""
    lines, top, after, tables = text.splitlines(), [], {}, {}
    for field in fields:
        if field["new_table"]:
            tables.setdefault(field["table"], []).append(field["toml"])
        elif field["table"] == "":
            top.append(field["toml"])
        else:
            after.setdefault(field["place"]["line"], []).append(field["toml"])
    made = top
    for number, line in enumerate(lines, 1):
        made += [line, *after.get(number, [])]
    for table, some in tables.items():
        made += [f"[{table}]", *some]
    return "\n".join(made) + "\n"


assert asked(templates / "full-proposal.toml", None, 0)["summary"]["rules"]["missing"] == 0
assert asked(templates / "small-grant.toml", "small-grant", 0)["summary"]["rules"]["missing"] == 0
poor, profile = templates / "rapid-response-poor.toml", "first-72-hours"
missing = asked(poor, profile, 2)["missing"]
assert len(missing) > 10
text = poor.read_text(encoding="utf-8")
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder, "template.toml")
    path.write_text(added(text, missing), encoding="utf-8")
    whole = asked(path, profile, 0)
    assert whole["missing"] == [] and whole["summary"]["rules"]["missing"] == 0, whole["missing"]
    assert all(rule["state"] in ("askable", "already met") for rule in whole["rules"])
    for field in missing:
        path.write_text(added(text, [other for other in missing if other is not field]), encoding="utf-8")
        words = [program, "check", "--template", str(path), "--format", "json", "--as-of", "2026-07-01", "--profile", profile]
        told = json.loads(subprocess.run(words, capture_output=True, text=True, env={"TUTELA_RULESETS": str(root / "rulesets")}).stdout)
        assert [lacking["path"] for lacking in told["missing"]] == [field["path"]], (field["path"], told["missing"])
        assert told["summary"]["rules"]["missing"] > 0
    # What the poor template says of an answer that it might have prescribed: no filling can mend it.
    hours = next(line for line in text.splitlines() if line.startswith("sensitive-hours"))
    path.write_text(text.replace(hours, "sensitive-hours = 72"), encoding="utf-8")
    told = asked(path, profile, 1)
    assert [rule["rule"] for rule in told["rules"] if rule["state"] == "already broken"] == ["AAP-05", "PSE-05"]
words = [program, "check", "--template", *map(str, sorted(templates.glob("*.toml"))), "--format", "json", "--fail-on", "never"]
several = subprocess.run(words, capture_output=True, text=True, env={"TUTELA_RULESETS": str(root / "rulesets")})
validator.validate(json.loads(several.stdout))
assert len(json.loads(several.stdout)["templates"]) == 3, several.stderr
print(f"{len(missing)} fields are named, all of them needed, and nothing else is")
