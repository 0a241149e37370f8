#!/usr/bin/env python3
"""The ways into CI systems, run as far as that goes without their servers: the hook by pre-commit, the GitHub Action's steps in
bash with faked files, the GitLab job by gitlab-ci-local. Exits with 77 where these are missing.

    ways_in_test.py PROGRAM ROOT
"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

from workflow_commands import commands_of

program, root = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
foreign = root / "tests/foreign/node_modules/.bin"
DAY = ["--profile", "first-72-hours", "--as-of", "2026-07-01"]
EXAMPLE = root / "examples/readme/programme.toml"


def run(command, folder, environment, code=None):
    done = subprocess.run(list(map(str, command)), cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True)
    assert code is None or done.returncode == code, f"{command} exits with {done.returncode}, not {code}:\n{done.stdout}"
    return done


def plain_environment(folder):
    """A home, a git and a path of their own: nothing of the machine's settings comes in."""
    (folder / "bin").mkdir()
    (folder / "bin/tutela").symlink_to(program)
    (folder / "home").mkdir()
    return {"PATH": f"{folder}/bin:/usr/local/bin:/usr/bin:/bin", "HOME": str(folder / "home"), "LANG": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a",
            "GIT_COMMITTER_EMAIL": "a@example.org"}


def repository(folder, files, environment):
    folder.mkdir(parents=True)
    run(["git", "init", "--quiet", "--initial-branch=main"], folder, environment, 0)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    run(["git", "add", "."], folder, environment, 0)
    run(["git", "commit", "--quiet", "--no-verify", "--message", "x"], folder, environment, 0)
    return folder


# ------------------------------------------------------------------------------------------------------ pre-commit

def hook(folder, environment):
    run(["pre-commit", "validate-manifest", root / ".pre-commit-hooks.yaml"], folder, environment, 0)
    hooks = repository(folder / "hooks", {".pre-commit-hooks.yaml": (root / ".pre-commit-hooks.yaml").read_text()}, environment)
    run(["git", "tag", "v0.1.0"], hooks, environment, 0)

    def config(*arguments):
        return yaml.dump({"repos": [{"repo": str(hooks), "rev": "v0.1.0",
                                     "hooks": [{"id": "tutela", "args": [*DAY, *arguments]}, {"id": "tutela-format"}]}]})

    project = repository(folder / "project", {"designs/north/programme.toml": EXAMPLE.read_text(), "notes.toml": "x = 1\n",
                                              ".pre-commit-config.yaml": config()}, environment)
    run(["pre-commit", "install"], project, environment, 0)
    told = run(["pre-commit", "run", "--all-files"], project, environment, 1).stdout
    assert "AAP-01" in told and "designs/north/programme.toml" in told and "notes.toml" not in told, told
    (project / "designs/north/programme.toml").write_text(EXAMPLE.read_text() + "\n")
    run(["git", "add", "."], project, environment, 0)
    assert "AAP-01" in run(["git", "commit", "--message", "refused"], project, environment, 1).stdout
    # What does not gate is let through.
    (project / ".pre-commit-config.yaml").write_text(config("--fail-on", "never"))
    run(["git", "add", "."], project, environment, 0)
    run(["git", "commit", "--message", "taken"], project, environment, 0)
    # A ruleset is laid out, and then the commit is fine.
    (project / "t.tutela").write_text('vocabulary t    "1"   language en\nrecord programme\n   field title    text\nend\none programme of programme\n')
    run(["git", "add", "."], project, environment, 0)
    run(["git", "commit", "--message", "laid out"], project, environment, 1)
    run(["git", "add", "."], project, environment, 0)
    run(["git", "commit", "--message", "taken"], project, environment, 0)


# ---------------------------------------------------------------------------------------------------- GitHub Action

class Action:
    """Runs the steps of action.yml, as a runner would: inputs put in, files for what they hand on."""

    def __init__(self, environment, work):
        self.environment, self.work = environment, work
        self.action = yaml.safe_load((root / "apps/ci/action.yml").read_text())

    def check(self):
        assert self.action["name"] and self.action["description"] and self.action["runs"]["using"] == "composite"
        text = (root / "apps/ci/action.yml").read_text()
        for name, declared in self.action["inputs"].items():
            assert declared["description"] and "default" in declared and declared["required"] is False, name
            assert f"inputs.{name} " in text, f"nothing takes the input {name}"
        for step in self.action["runs"]["steps"]:
            assert step["shell"] == "bash" and step["name"], step
            # What a stranger may write must not become part of a script.
            assert "${{" not in step["run"], step

    def run(self, environment=None, **inputs):
        given = {name: declared["default"] for name, declared in self.action["inputs"].items()}
        given.update({name.replace("_", "-"): value for name, value in inputs.items()})
        assert set(given) == set(self.action["inputs"]), given
        output, summary = self.work.parent / "output", self.work.parent / "summary"
        output.write_text("")
        summary.write_text("")
        told, code = "", 0
        for step in self.action["runs"]["steps"]:
            variables = {name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda match: str(given[match[1]]), value)
                         for name, value in step["env"].items()}
            assert not any("${{" in value for value in variables.values()), variables
            # As runners call it: bash --noprofile --norc -eo pipefail.
            done = run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]], self.work,
                       {**(environment or self.environment), **variables, "GITHUB_ACTION_PATH": str(root / "apps/ci"),
                        "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary), "GITHUB_ACTIONS": "true"})
            told, code = told + done.stdout, done.returncode
            if code != 0:
                break
        return code, commands_of(told), output.read_text(), summary.read_text(), told


def action(folder, environment):
    run([foreign / "action-validator", root / "apps/ci/action.yml"], folder, {**environment, "PATH": os.environ["PATH"]}, 0)
    work = repository(folder / "work", {"designs/north/programme.toml": EXAMPLE.read_text(), "two words/programme.toml": EXAMPLE.read_text()},
                      environment)
    runner = Action(environment, work)
    runner.check()
    day = {"profile": "first-72-hours", "as_of": "2026-07-01"}

    code, commands, output, summary, told = runner.run(**day)
    assert code == 1 and output == "exit-code=1\n", told
    errors = [properties["file"] for name, properties, _ in commands if name == "error"]
    assert sorted(errors) == ["designs/north/programme.toml"] * 2 + ["two words/programme.toml"] * 2, told
    assert "| designs/north/programme.toml |" in summary, summary

    code, commands, output, _, told = runner.run(**day, fail_on="never", designs="two words/*.toml\ndesigns/north/programme.toml",
                                                 sarif_file="out.sarif", comment_file="comment.md")
    assert code == 0 and output == "exit-code=0\n" and not any(name == "error" for name, _, _ in commands), told
    results = json.loads((work / "out.sarif").read_text())["runs"][0]["results"]
    assert results and all(result["kind"] == "fail" for result in results)
    assert (work / "comment.md").read_text().startswith("### Tutela"), told

    code, commands, _, _, told = runner.run(designs="nowhere/*.toml")
    assert code == 4 and [name for name, _, _ in commands] == ["error"], told
    code, commands, _, _, told = runner.run(version="9.9.9")
    assert code == 1 and "9.9.9" in commands[0][2], told
    bare = {**environment, "PATH": "/usr/bin:/bin"}
    if not shutil.which("tutela", path=bare["PATH"]):
        code, commands, _, _, told = runner.run(environment=bare)
        assert code == 1 and commands[0][1]["title"] == "Tutela is missing", told
    (work / "designs/north/programme.toml").write_text("[programme")
    code, commands, output, summary, told = runner.run(**day)
    assert code == 4 and output == "exit-code=4\n", told
    assert any(name == "error" and properties["title"] == "design-syntax" for name, properties, _ in commands), told


# ---------------------------------------------------------------------------------------------------------- GitLab

def gitlab(folder, environment):
    job = yaml.safe_load((root / "apps/ci/gitlab.yml").read_text())["tutela"]
    work = repository(folder / "gitlab", {
        "apps/ci/gitlab.yml": (root / "apps/ci/gitlab.yml").read_text(),
        "designs/north/programme.toml": EXAMPLE.read_text(),
        ".gitlab-ci.yml": ""}, environment)
    run(["git", "remote", "add", "origin", "git@example.org:a/b.git"], work, environment, 0)
    tools = {**environment, "PATH": f"{environment['PATH']}:{Path(shutil.which('node')).parent}"}

    def pipeline(ends, options, designs="**/programme.toml"):
        (work / ".gitlab-ci.yml").write_text(yaml.dump({
            "include": [{"local": "apps/ci/gitlab.yml"}],
            "tutela": {"variables": {"TUTELA_OPTIONS": options, "TUTELA_DESIGNS": designs}}}))
        for path in job["artifacts"]["reports"].values():
            (work / path).unlink(missing_ok=True)
        told = run([foreign / "gitlab-ci-local", "--shell-executor-no-image"], work, tools).stdout
        # PASS, WARN (failed, and allowed to) or FAIL, in the summary.
        assert re.search(rf"^ {ends}  tutela\b", told, re.MULTILINE), told
        return told

    day = " ".join(DAY)
    told = pipeline("FAIL", day)
    assert "AAP-01" in told, told
    issues = json.loads((work / job["artifacts"]["reports"]["codequality"]).read_text())
    assert {issue["location"]["path"] for issue in issues} == {"designs/north/programme.toml"}, issues
    assert "<testsuites>" in (work / job["artifacts"]["reports"]["junit"]).read_text()
    assert (work / "tutela.md").read_text().startswith("### Tutela")
    # What cannot be told warns only: the pipeline goes on.
    pipeline("WARN", f"{day} --fail-on never --fail-on-undetermined critical")
    pipeline("PASS", f"{day} --fail-on never")
    assert "no design is found" in pipeline("FAIL", day, "nowhere/*.toml")


missing = [name for name in ("pre-commit", "git", "node") if not shutil.which(name)]
missing += [name for name in ("action-validator", "gitlab-ci-local") if not (foreign / name).exists()]
if missing:
    print(f"SKIPPED: {', '.join(missing)}: run cmake/setup.sh --tests", flush=True)
    sys.exit(77)
for way in (hook, action, gitlab):
    with tempfile.TemporaryDirectory() as temporary:
        way(Path(temporary), plain_environment(Path(temporary)))
print("pre-commit, GitHub Action, GitLab job: each runs, fails and passes as it should")
