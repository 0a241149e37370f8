#!/usr/bin/env python3
"""The reports for CI systems, of the example programmes, of templates, of damaged designs, rules and settings, by validators that we did not write.

    ci_formats_test.py PROGRAM ROOT schemas    SARIF against its JSON schema, JUnit XML by xmllint, GitHub's and GitLab's by what their readers do
    ci_formats_test.py PROGRAM ROOT programs   SARIF by sarif-multitool, Code Quality against its published types (tests/foreign)

Schemas come from the folder that TUTELA_SCHEMAS names (sarif-schema-2.1.0.json and JUnit.xsd anywhere below it) and from the
packages of tests/foreign. Exits with 77 when there is none.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema

from workflow_commands import commands_of

program, root, kind = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
foreign = root / "tests/foreign/node_modules"
RULES = ["--ruleset", str(root / "rulesets/protection-mainstreaming"), "--as-of", "2026-07-01"]
EXAMPLES = ["lima-cash", "borno-site-management", "moldova-helpline", "renk-registration"]
DAMAGED = {
    "empty.toml": b"",
    "no-programme.toml": b"x = 1\n",
    "half.toml": b'[programme]\ntitle = "half',
    "unknown-key.toml": b'[programme]\ntitel = "\xc3\x91and\xc3\xba"\n',
    "latin-1.toml": b'[programme]\ntitle = "\xd1and\xfa"\n',
    "brackets.json": b'{"programme": [[[[',
}
# One line, with characters of two, three and four bytes before the facts.
WIDE = ('{"programme": {"id": "x", "title": "Ñandú — 𐍈", "stage": "approved", "countries": ["PE"]}, '
        '"sites": [{"id": "𐍈ö", "label": "ñ", "kind": "planned-camp"}], "groups": [{"id": "é", "label": "ö", "at-risk": true}]}\n')


def skip(why):
    print(f"SKIPPED: {why}", flush=True)
    sys.exit(77)


def report(form, designs, language="en"):
    command = [program, "--language", language, "check", *map(str, designs), *RULES, "--format", form]
    done = subprocess.run(command, capture_output=True, cwd=root)
    assert done.returncode in (0, 1, 2, 3, 4), f"{command} exits with {done.returncode}: {done.stderr.decode()}"
    again = subprocess.run(command, capture_output=True, cwd=root).stdout
    assert again == done.stdout, f"two runs of {command} differ"
    return done.stdout.decode(), done.returncode


def runs(folder):
    """Names, designs with further options, and language of every run."""
    for name, text in DAMAGED.items():
        (folder / name).write_bytes(text)
    (folder / "wide.json").write_text(WIDE)
    examples = [f"examples/{name}/programme.toml" for name in EXAMPLES]
    for design in examples:
        assert (root / design).exists(), design
        yield Path(design).parent.name, [design], "en"
    yield "all", examples, "en"
    yield "french", examples, "fr"
    yield "wide", [folder / "wide.json"], "en"
    for name in DAMAGED:
        yield f"damaged {name}", [folder / name], "en"
    yield "mixed", [examples[0], folder / "half.toml", folder / "nowhere.toml", folder / "wide.json"], "es"
    templates = [f"examples/templates/{name}.toml" for name in ("full-proposal", "rapid-response-poor")]
    yield "templates", ["--template", *templates, "--profile", "first-72-hours"], "en"
    yield "template damaged", ["--template", templates[1], folder / "half.toml"], "fr"
    (folder / "wrong.tutela").write_text('ruleset wrong "1.0.0"\n  uses nowhere "1"\nrule Ñ\n')
    yield "rules wrong", [examples[0], "--ruleset", folder / "wrong.tutela"], "en"
    yield "rules missing", [examples[0], "--ruleset", "nowhere"], "en"
    (folder / "settings.toml").write_text('rulset = "x"\n[gate]\nfail-on = 3\n')
    yield "settings wrong", [examples[0], "--config", folder / "settings.toml"], "es"
    yield "settings missing", [examples[0], "--config", folder / "no-settings.toml"], "en"
    yield "no file", [folder / "nowhere*.toml"], "en"
    yield "no design", [folder / "no-*.toml"], "en"


def told_in(name, form):
    """Of templates there are neither alerts nor comments."""
    return not name.startswith("template") or form not in ("code-scanning", "pr-comment")


def found_schemas(name):
    folders = [Path(os.environ["TUTELA_SCHEMAS"])] if os.environ.get("TUTELA_SCHEMAS") else []
    return [path for folder in [*folders, foreign] if folder.is_dir() for path in sorted(folder.rglob(name))]


# ---------------------------------------------------------------------------------------------- what readers do

def lines_of(path):
    return path.read_bytes().decode("utf-8", "replace").split("\n")


def check_github(name, text, code):
    commands = commands_of(text)
    for command, properties, message in commands:
        assert command in ("error", "warning"), (name, command)
        assert message and properties["title"], (name, properties)
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}, properties
        path = root / properties.get("file", "nowhere")
        if path.is_file():
            lines = lines_of(path)
            assert 1 <= int(properties["line"]) <= max(len(lines), 1), (name, properties)
            if "col" in properties:
                assert 1 <= int(properties["col"]) < int(properties["endColumn"]) <= len(lines[int(properties["line"]) - 1]) + 1, properties
    errors = sum(command == "error" for command, _, _ in commands)
    assert (errors > 0) == (code in (1, 3, 4)), f"{name}: {errors} errors, exit code {code}"


def check_gitlab(name, text, code):
    issues = json.loads(text)
    prints = [issue["fingerprint"] for issue in issues]
    assert len(set(prints)) == len(prints), f"{name}: a fingerprint occurs twice"
    for issue in issues:
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker"), issue
        assert issue["description"] and "\n" not in issue["description"], issue
        assert issue["check_name"] and re.fullmatch(r"[0-9a-f-]+", issue["fingerprint"]), issue
        assert issue["location"]["path"] and not issue["location"]["path"].startswith("./"), issue
        assert 1 <= issue["location"]["lines"]["begin"] <= issue["location"]["lines"]["end"], issue
    blockers = sum(issue["severity"] == "blocker" for issue in issues)
    assert (blockers > 0) == (code in (1, 3, 4)), f"{name}: {blockers} blockers, exit code {code}"


def check_sarif(name, log, code, finding_count):
    run = log["runs"][0]
    invocation = run["invocations"][0]
    assert invocation["exitCode"] == code and invocation["executionSuccessful"] == (code <= 2), (name, invocation)
    prints = [result["partialFingerprints"]["tutela/v1"] + result["properties"]["design"] for result in run["results"]]
    assert len(set(prints)) == len(prints), f"{name}: a fingerprint occurs twice"
    assert finding_count in (len(run["results"]), None), f"{name}: {len(run['results'])} results, {finding_count} findings"
    for result in run["results"]:
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"], result
        assert (result["kind"] == "fail") == (result["level"] != "none"), result
    if code in (3, 4):
        assert any(one["level"] == "error" for one in invocation.get("toolExecutionNotifications", [])), name


def check_wide(log, path):
    """Columns count code points: what a region marks is the key of a fact, or the bracket where a record begins."""
    line = path.read_text().split("\n")[0]
    regions = [place["physicalLocation"]["region"] for result in log["runs"][0]["results"]
               for place in [*result["locations"], *result.get("relatedLocations", [])]]
    marked = {line[region["startColumn"] - 1:region["endColumn"] - 1] for region in regions if "endColumn" in region}
    assert {'"kind"', '"countries"', "{"} <= marked, marked
    assert all(word == "{" or re.fullmatch(r'"[a-z-]+"', word) for word in marked), marked


def findings_of(designs, language):
    text = subprocess.run([program, "--language", language, "check", *map(str, designs), *RULES, "--format", "json", "--explain", "none"],
                          capture_output=True, cwd=root).stdout
    if not text:
        return 0
    told = json.loads(text)
    if "--template" in designs:
        return None
    return sum(len(one["verdicts"]) for one in told.get("reports", [told]))


def check_comment(name, text):
    assert len(text) < 65536, f"{name}: a comment of {len(text)} characters"
    assert text.count("<details>") == text.count("</details>"), name
    assert text.startswith("### "), name


# ------------------------------------------------------------------------------------------------------- the two ways

def by_schemas(folder):
    sarif, junit = found_schemas("sarif-schema-2.1.0.json") + found_schemas("sarif-2.1.0.json"), found_schemas("JUnit.xsd") + found_schemas("jenkins-junit.xsd")
    # An older one than that of the project it came from: it knows no skipped tests.
    junit = [path for path in junit if "skipped" in path.read_text(errors="replace")]
    if not sarif or not junit:
        skip("no schemas: set TUTELA_SCHEMAS, or run cmake/setup.sh --tests")
    validators = []
    for path in sarif:
        schema = json.loads(path.read_text())
        validator = jsonschema.validators.validator_for(schema)
        validator.check_schema(schema)
        validators.append(validator(schema))
    count = 0
    for name, designs, language in runs(folder):
        for form in [form for form in ("sarif", "code-scanning") if told_in(name, form)]:
            text, code = report(form, designs, language)
            log = json.loads(text)
            for validator in validators:
                validator.validate(log)
            if form == "sarif":
                check_sarif(name, log, code, findings_of(designs, language))
            else:
                assert all(result["kind"] == "fail" and "suppressions" not in result for result in log["runs"][0]["results"]), name
            if name == "wide" and form == "sarif":
                check_wide(log, folder / "wide.json")
        text, _ = report("junit", designs, language)
        (folder / "report.xml").write_text(text)
        for path in junit:
            subprocess.run(["xmllint", "--noout", "--nonet", "--schema", path, folder / "report.xml"], check=True, capture_output=True)
        for form, check in (("github", check_github), ("gitlab", check_gitlab)):
            check(name, *report(form, designs, language))
        if told_in(name, "pr-comment"):
            check_comment(name, report("pr-comment", designs, language)[0])
        count += sum(told_in(name, form) for form in ("sarif", "code-scanning", "junit", "github", "gitlab", "pr-comment"))
    print(f"{count} reports are valid, by {', '.join(path.name for path in [*sarif, *junit])}")


def by_programs(folder):
    multitool, compiler = foreign / ".bin/sarif-multitool", foreign / ".bin/tsc"
    if not multitool.exists() or not compiler.exists():
        skip("tests/foreign is not installed: run cmake/setup.sh --tests")
    logs, issues = [], []
    for name, designs, language in runs(folder):
        stem = name.replace(" ", "-")
        for form in [form for form in ("sarif", "code-scanning") if told_in(name, form)]:
            logs.append(folder / f"{stem}.{form}.sarif")
            logs[-1].write_text(report(form, designs, language)[0])
        issues.append(report("gitlab", designs, language)[0])
    done = subprocess.run([multitool, "validate", *logs, "--output", folder / "verdict.sarif"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    verdict = json.loads((folder / "verdict.sarif").read_text())
    wrong = [result for run in verdict["runs"] for result in run.get("results", [])
             # There is no page about the program to point to.
             if result["ruleId"] != "SARIF2005"]
    assert not wrong, json.dumps(wrong[:5], indent=1)
    # The types forbid what they do not know.
    source = "import type { Issue } from 'codeclimate-types'\n"
    source += "".join(f"export const issues{i}: (Issue & {{ fingerprint: string }})[] = {text}\n" for i, text in enumerate(issues))
    (folder / "issues.ts").write_text(source)
    (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": {
        "strict": True, "noEmit": True, "types": [], "skipLibCheck": False, "moduleResolution": "node", "module": "esnext", "target": "es2020",
        "baseUrl": str(foreign)}, "files": ["issues.ts"]}))
    done = subprocess.run([compiler, "-p", folder], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[:3000] + done.stderr
    print(f"{len(logs)} SARIF logs by sarif-multitool, {len(issues)} Code Quality reports by their types: valid")


with tempfile.TemporaryDirectory() as temporary:
    {"schemas": by_schemas, "programs": by_programs}[kind](Path(temporary))
