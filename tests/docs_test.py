#!/usr/bin/env python3
"""Keeps the pages of docs/ true: what they show as files, rules and commands is run, and what they show as output compared.

  docs_test.py PROGRAM ROOT PAGE...        UPDATE_DOCS=1 rewrites the outputs of commands; the diff is the review.

A fenced block says after its language what it is:
  tutela file=NAME, toml file=NAME   a file, kept for the commands below it
  console                            commands (`$ tutela …`) and exactly what they print
  tutela clauses                     clauses of a rule, or declarations before one: they compile after the page's preamble
  tutela expressions                 each line is a condition that compiles
  tutela refused                     each line is refused or warned of; `# code` at its end says with which diagnostic
The preamble is the page's first `tutela file=… preamble`.
"""
import os, re, subprocess, sys, tempfile
from pathlib import Path

program, root, pages = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), sys.argv[3:]
update = os.environ.get("UPDATE_DOCS")
failures = checked = 0

def fail(page, line, said):
    global failures
    failures += 1
    print(f"{page}:{line}: {said}")

def run(words, folder):
    environment = dict(os.environ, TUTELA_RULESETS=str(root / "rulesets"), NO_COLOR="1")
    done = subprocess.run(words, shell=True, cwd=folder, env=environment, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr

def command(words): return re.sub(r"^tutela\b", str(program), words)

def compiles(folder, text):
    (folder / "example.tutela").write_text(text)
    return run(f"{program} rules example.tutela", folder)

def rule(number, body): return f'\nrule DOC-{number:02} "Example"\n  principle dignity\n  severity minor\n{body}\n'

for page in pages:
    lines = (root / page).read_text().split("\n")
    out, preamble, at = [], "", 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        while at < len(lines):
            out.append(lines[at])
            opened = re.match(r"```(\w+) ?(.*)", lines[at])
            at += 1
            if not opened: continue
            start, body = at, []
            while lines[at] != "```": body.append(lines[at]); at += 1
            kind, about = opened.groups()
            shown = body
            text = "\n".join(body) + "\n"
            named = re.search(r"file=(\S+)", about)
            if named:
                (folder / named[1]).parent.mkdir(parents=True, exist_ok=True)
                (folder / named[1]).write_text(text)
                if "preamble" in about: preamble = text
            elif kind == "console":
                shown, i = [], 0
                while i < len(body):
                    if not body[i].startswith("$ "): fail(page, start + i + 1, "a console block begins with a command"); break
                    line, promised = i, []
                    i += 1
                    while i < len(body) and not body[i].startswith("$ "): promised.append(body[i]); i += 1
                    code, printed = run(command(body[line][2:]), folder)
                    got = printed.rstrip("\n").split("\n") if printed.strip() else []
                    shown += [body[line], *got]
                    checked += 1
                    if promised != got and not update: fail(page, start + line + 1, "the command prints something else:\n" + "\n".join(got))
                if update is None: shown = body
            elif kind == "tutela" and about == "clauses":
                checked += 1
                declared = not re.match(r"\s*(rule\b|  )", body[0])
                whole = preamble + "\n" + (text if declared or body[0].startswith("rule") else rule(1, text))
                code, said = compiles(folder, whole)
                if code: fail(page, start + 1, "does not compile:\n" + said)
            elif kind == "tutela" and about == "expressions":
                conditions = [line for line in body if line.strip()]
                checked += len(conditions)
                whole = preamble + "".join(rule(n, f"  for each site in sites\n  when {line.strip()}\n  require site.open") for n, line in enumerate(conditions, 1))
                code, said = compiles(folder, whole)
                if code: fail(page, start + 1, "does not compile:\n" + said)
            elif kind == "tutela" and about == "refused":
                for n, line in enumerate(body):
                    example, _, wanted = line.rpartition("#")
                    checked += 1
                    code, said = compiles(folder, preamble + rule(1, f"  for each site in sites\n  require {example.strip()}"))
                    # A warning leaves the rules in force; an error does not.
                    if f"[{wanted.strip()}]" not in said or (code != 3 and "warning:" not in said): fail(page, start + n + 1, f"is not refused with [{wanted.strip()}]:\n{said[:600]}")
            out += shown
        if update: (root / page).write_text("\n".join(out))
print(f"{checked} examples checked, {failures} wrong")
sys.exit(failures != 0 or checked == 0)
