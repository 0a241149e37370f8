#!/usr/bin/env python3
"""A pull request, as far as that goes without a server: a repository with designs, settings and a baseline; a commit that breaks
one rule; a waiver; the day after the waiver ends. The clock is the option --as-of.

    pull_request_test.py PROGRAM ROOT
"""
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from workflow_commands import commands_of

program, root = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
DESIGNS = {"designs/borno.toml": "borno-site-management", "designs/lima.toml": "lima-cash", "designs/readme.toml": "readme"}
DAY, LAST, AFTER = "2026-06-01", "2026-06-15", "2026-06-16"
BROKEN = "confidential = true"
WAIVER = f"""[[waivers]]
rule = "AAP-06"
design = "designs/borno.toml"
owner = "aap-focal-point"
reason = "the new procedure starts next week"
ticket = "PRO-17"
approver = "country-director"
from = {DAY}
until = {LAST}
"""
environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null"}


def git(folder, *words):
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *words], cwd=folder, check=True, env=environment,
                   stdout=subprocess.DEVNULL)


def audit(folder, day):
    """What a step of CI does: the exit code, and the annotations."""
    done = subprocess.run([program, "check", *DESIGNS, "--as-of", day, "--format", "github"], cwd=folder, env=environment,
                          capture_output=True, text=True)
    return done.returncode, commands_of(done.stdout), done.stdout + done.stderr


with tempfile.TemporaryDirectory() as temporary:
    project = Path(temporary)
    (project / "designs").mkdir()
    for path, name in DESIGNS.items():
        (project / path).write_text((root / f"examples/{name}/programme.toml").read_text())
    # What is wrong already is known from now on: only what is new fails.
    subprocess.run([program, "baseline", "create", *DESIGNS, "--as-of", DAY], cwd=project, check=True, env=environment, capture_output=True)
    (project / "tutela.toml").write_text('baseline = "baseline.toml"\n')
    git(project, "init", "--quiet", "--initial-branch=main")
    git(project, "add", ".")
    git(project, "commit", "--quiet", "--message", "the programme")
    code, commands, told = audit(project, DAY)
    assert code == 0 and not commands, told

    git(project, "switch", "--quiet", "--create", "change")
    design = project / "designs/borno.toml"
    lines = design.read_text().split("\n")
    place = [number for number, line in enumerate(lines, 1) if line.strip() == BROKEN]
    assert len(place) == 1, place
    lines[place[0] - 1] = BROKEN.replace("true", "false")
    design.write_text("\n".join(lines))
    git(project, "commit", "--quiet", "--all", "--message", "breaks one rule")
    changed = subprocess.run(["git", "diff", "--unified=0", "main"], cwd=project, env=environment, capture_output=True, text=True).stdout
    assert f"+{place[0]} @@" in changed, changed
    code, commands, told = audit(project, DAY)
    assert code == 1, told
    assert len(commands) == 1, told
    command, properties, text = commands[0]
    assert command == "error" and properties["file"] == "designs/borno.toml" and int(properties["line"]) == place[0], told
    assert properties["title"].startswith("AAP-06 ") and "Mend: " in text, told

    (project / "waivers.toml").write_text(WAIVER)
    git(project, "add", ".")
    git(project, "commit", "--quiet", "--message", "waived")
    for day in (DAY, LAST):
        code, commands, told = audit(project, day)
        assert code == 0 and not any(command == "error" for command, _, _ in commands), told
    # On its last days the waiver itself is marked.
    assert [(command, properties["file"]) for command, properties, _ in commands] == [("warning", "waivers.toml")], told

    code, commands, told = audit(project, AFTER)
    assert code == 1, told
    errors = [(properties["file"], int(properties["line"])) for command, properties, _ in commands if command == "error"]
    assert errors == [("designs/borno.toml", place[0])], told
    assert any(command == "warning" and properties["file"] == "waivers.toml" and LAST in text for command, properties, text in commands), told
print("a broken rule: one mark on its line and exit 1; waived: exit 0; the waiver over: exit 1")
