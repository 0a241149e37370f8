#!/usr/bin/env python3
"""Nothing of a design that is masked stands in any byte of a report made with --shareable, and its verdicts are the report's.

Designs are made from the vocabulary: every field of every record holds a value that occurs nowhere else (a canary), stated,
withheld, unknown or to be filled; so do evidence, exceptions, judgements and the names of files. They go through every format that
`check` knows and every language; members of zipped files are inflated and looked through too. Without --shareable the same
commands do show canaries: a test that could not fail would prove nothing. A second, small vocabulary has what
ours does not: sensitive numbers, dates, choices and sets, and rules whose messages would tell them."""
import collections
import io
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

program, root = sys.argv[1], Path(sys.argv[2])
canary = re.compile(rb"[kK][qQ]\d{4}[zZ]")
ruleset = root / "rulesets/protection-mainstreaming"
runs = 0
leaks = []


class Canaries:
    """Each is used once, and remembered by what it stands for."""
    def __init__(self):
        self.of = {}

    def __call__(self, what):
        name = f"kq{len(self.of):04}z"
        self.of[name] = what
        return name


# ---------------------------------------------------------------- the vocabulary, as far as a design is made from it

def read_vocabulary(text):
    text = re.sub(r"(?m)#[^\"\n]*$", "", text)
    lists = {name: re.findall(r"[\w-]+", re.sub(r'"[^"]*"', "", body))
             for name, body in re.findall(r"(?ms)^choices ([\w-]+) (?:ordered )?one of (.*?)(?=^\w|\n\n|\Z)", text)}
    records = {}
    for name, body in re.findall(r"(?ms)^record ([\w-]+)[^\n]*\n(.*?)^end", text):
        fields = {}
        for field, kind in re.findall(r"(?ms)^  field ([\w-]+) +(.*?)(?=^  field|\Z)", body):
            kind = re.split(r'\b(?:phrase|ask)\s+"', kind)[0]
            fields[field] = " ".join(re.sub(r'"[^"]*"', "", kind).split())
        records[name] = fields
    holds = re.findall(r"(?m)^(one|list) +([\w-]+) +of ([\w-]+)", text)
    return lists, records, holds


class Designs:
    """Designs over a vocabulary; `variant` turns the states of facts round."""
    def __init__(self, text):
        self.lists, self.records, self.holds = read_vocabulary(text)

    def make(self, new, variant, rules, approvers):
        self.new, self.variant, self.step = new, variant, 0
        self.keys = {kind: [new(f"key of {kind}") for _ in range(3)] for _, _, kind in self.holds}
        design = {"evidence": [{"id": new("evidence"), "kind": new("evidence kind"), "ref": new("evidence ref"), "title": new("evidence title"),
                                "note": new("evidence note"), "level": "documented"} for _ in range(2)]}
        self.cited = [piece["id"] for piece in design["evidence"]]
        for how, name, kind in self.holds:
            rows = [self.record(kind, i, name) for i in range(1 if how == "one" else 3)]
            design[name] = rows[0] if how == "one" else rows
        design["exceptions"], design["judgements"] = [], []
        for i, rule in enumerate(rules):
            approver = approvers.get(rule) if i % 2 == 0 else None
            scope = {} if i % 3 else {"scope": self.keys[self.holds[1][2]][0]}
            design["exceptions"].append({"rule": rule, **scope, "reason": new("reason"), "reason-kind": "do-no-harm" if i % 4 else new("kind"),
                                         "owner": new("owner"), "alternative": new("alternative"), "ticket": new("ticket"),
                                         "approver": approver or new("approver"), "until": "2026-12-31"})
            if i % 3 == 0:
                subject = {"subject": new("subject")} if i % 2 else {}
                design["judgements"].append({"rule": rule, **subject, "post": new("judge"), "reason": new("judged because"),
                                             "date": "2026-06-01", "result": "met" if i % 4 else "not met"})
        design["exceptions"].append({"rule": new("rule"), "reason": new("reason"), "approver": new("approver"), "until": "2026-12-31"})
        return design

    def record(self, kind, row, path):
        made = {}
        for field, type_ in self.records[kind].items():
            value = self.value(kind, field, type_, row, path)
            if value is not None:
                made[field] = value
        return made

    def value(self, kind, field, type_, row, path):
        self.step += 1
        where = f"{path}.{field}"
        if type_.startswith("text key"):
            return self.keys[kind][row]
        embedded = re.match(r"(list of|record) ([\w-]+)", type_)
        if embedded:
            rows = [self.record(embedded[2], i, where) for i in range(2)]
            return rows if embedded[1] == "list of" else rows[0]
        state = (self.step + self.variant) % 8
        if state == 0:
            return {"withheld": self.new(where), "by": self.new(where), "on": "2026-05-01"}
        if state == 1:
            return {"unknown": self.new(where)}
        value = self.plain(type_, where)
        if value is None:
            return None
        if state == 2 and ("optional" in type_ or type_.startswith("set of")):
            return {"none": self.new(where)}
        if state == 3 and not isinstance(value, list):
            return {"is": value, "evidence": self.cited}
        return value

    def plain(self, type_, where):
        many = re.match(r"set of (.*)", type_)
        if many:
            value = self.plain(many[1], where)
            return None if value is None else [value]
        if type_.startswith("text"):
            return self.new(where)
        if type_.startswith("reference to"):
            return self.keys[re.match(r"reference to ([\w-]+)", type_)[1]][self.step % 3]
        one = re.match(r"(?:ordered )?one of (.*)", type_)
        if one:
            choices = [c for c in re.findall(r"[\w-]+", one[1]) if c not in ("optional", "sensitive", "open")]
            return choices[self.step % len(choices)]
        base = re.match(r"[\w-]+(\.[\w-]+)?", type_)[0]
        if base in self.lists:
            return "submitted" if base == "stage" else self.lists[base][self.step % len(self.lists[base])]
        if "." in base and base.split(".")[0] in self.records:
            record, field = base.split(".")
            return self.plain(self.records[record][field], where)
        return {"count": 10 + self.step, "number": 12, "share": "80%", "money": "EUR 54321", "date": "2026-02-03", "month": "2026-02",
                "time": "17:30", "duration": 7, "truth": self.step % 2 == 0, "language": "hau", "country": "NG", "age": "18-59"}[base]


# ---------------------------------------------------------------- running and looking

def members(content):
    """The bytes, and what they hold if they are zipped."""
    yield "", content
    if content[:2] == b"PK":
        for name in (archive := zipfile.ZipFile(io.BytesIO(content))).namelist():
            yield name, name.encode() + b"\n" + archive.read(name)


def found_in(outputs, needles=canary):
    """What is found in bytes as they are, and where markup stands between letters."""
    found = []
    for name, content in outputs:
        for member, piece in members(content):
            # Cells of a sheet stand apart: the numbers of their texts make no number together.
            between = b" " if member.startswith("xl/worksheets/") else b""
            for text in (piece, re.sub(rb"<[^>]*>", between, piece)):
                found += [(hit.lower(), f"{name} {member}") for hit in needles.findall(text)]
    return found


def run(*arguments, output=None):
    global runs
    runs += 1
    command = [program, *map(str, arguments)]
    done = subprocess.run(command + (["--output", str(output)] if output else []), capture_output=True)
    assert done.returncode in (0, 1, 2, 4, 64), f"{command} exits with {done.returncode}: {done.stderr[:2000]}"
    outputs = [("stdout", done.stdout), ("stderr", done.stderr)]
    if output and output.exists():
        outputs.append(("file", output.read_bytes()))
        output.unlink()
    return done, outputs


def look(new, outputs, what):
    for hit, where in set(found_in(outputs)):
        leaks.append(f"{hit.decode()} ({new.of.get(hit.decode(), '?')}) in {where} of {what}")


def verdicts(report):
    return sorted(str([v[key] for key in ("rule", "verdict", "reason", "severity", "when", "unless", "require", "blocked", "assurance")] +
                      [v["waived"] is not None, len(v["open_facts"]), len(v["places"])]) for v in report["verdicts"])


def to_toml(value, path=""):
    """Tables of tables as inline ones: enough of TOML for a design."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {to_toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(to_toml(v) for v in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def write(folder, name, design, new):
    if name.endswith(".json"):
        (folder / name).write_text(json.dumps(design))
        return
    other = f"{new('included file')}.toml"
    (folder / other).write_text("evidence = " + to_toml(design["evidence"]) + "\n")
    (folder / name).write_text(f'include = ["{other}"]\n' +
                               "".join(f"{k} = {to_toml(v)}\n" for k, v in design.items() if k != "evidence"))


def formats_of_check():
    help_text = subprocess.run([program, "--language", "en", "check", "--help"], capture_output=True, text=True).stdout
    return re.search(r"--format ([\w|-]+)", help_text)[1].split("|")


# ---------------------------------------------------------------- our own vocabulary

formats = formats_of_check()
assert {"text", "json", "markdown", "csv"} <= set(formats), formats
if not shutil.which("pandoc"):
    print("no pandoc: docx and odt are left out")
    formats = [f for f in formats if f not in ("docx", "odt")]
vocabulary = (root / "rulesets/programme/programme.tutela").read_text()
listed = json.loads(subprocess.run([program, "rules", str(ruleset), "--format", "json"], capture_output=True).stdout)["rules"]
rules = [rule["rule"] for rule in listed]
approvers = {}
for path in root.glob("rulesets/*/*.tutela"):
    for rule, body in re.findall(r"(?ms)^rule ([A-Z]+-\d+)(.*?)(?=^rule |\Z)", path.read_text()):
        if waived := re.search(r"may be waived by ([\w-]+)", body):
            approvers[rule] = waived[1]
assert rules and approvers

with tempfile.TemporaryDirectory() as name:
    new = Canaries()
    folder = Path(name) / new("folder")
    folder.mkdir()
    makes = Designs(vocabulary)
    assert len(makes.records) > 40 and len(makes.holds) > 25, "the vocabulary was not read whole"
    designs = []
    for variant in range(4):
        designs.append(folder / f"{new('file')}.{'json' if variant % 2 else 'toml'}")
        write(folder, designs[-1].name, makes.make(new, variant, rules, approvers), new)
    print(f"{len(new.of)} canaries in {len(designs)} designs")
    seen = collections.Counter()
    options = ["--ruleset", ruleset, "--as-of", "2026-07-01", "--shareable"]
    for design in designs:
        plain, outputs = run("check", design, *options[:-1], "--format", "json", "--explain", "all")
        assert plain.returncode in (0, 1, 2), plain.stderr[:2000]
        masked, outputs = run("check", design, *options, "--format", "json", "--explain", "all")
        whole, told = json.loads(plain.stdout), json.loads(masked.stdout)
        assert verdicts(whole) == verdicts(told), "the verdicts differ"
        assert plain.returncode == masked.returncode
        for part in ("summary", "scores"):
            assert whole[part] == told[part], f"{part} differs"
        look(new, outputs, "json")
        for v in whole["verdicts"]:
            seen[v["verdict"]] += 1
            seen["waived"] += v["waived"] is not None
            seen["judged"] += v["reason"] == "judged"
    print(dict(seen))
    for kind in ("met", "not met", "undetermined", "needs judgement", "not applicable", "waived", "judged"):
        assert seen[kind] > 0, f"no verdict is {kind}: the designs must show everything"
    out = folder / new("output")
    for form in formats:
        for language in ("en", "fr", "es"):
            for explain in ("all", "deciding"):
                for some in (designs[:1], designs[1:]):
                    if form in ("docx", "odt") and (explain == "all" or (language == "es" and some == designs[:1])):
                        continue
                    command = ["--language", language, "check", *some, *options[:-1], "--format", form, "--explain", explain]
                    _, outputs = run(*command, "--shareable", output=out)
                    look(new, outputs, " ".join(map(str, command[:2] + command[-3:])))
                    assert len(outputs[-1][1]) > 500, f"{form} says nothing"
        _, outputs = run("check", designs[0], *options[:-1], "--format", form, output=out)
        assert found_in(outputs), f"{form} without --shareable shows no canary: the test could not fail"

    # What stands in files beside the designs.
    beside = folder / new("project")
    beside.mkdir()
    (beside / "waivers.toml").write_text("".join(
        f'[[waivers]]\nrule = "{rule}"\nreason = "{new("waiver reason")}"\nticket = "{new("ticket")}"\nowner = "{new("owner")}"\n'
        f'approver = "{approvers.get(rule) or new("approver")}"\nuntil = {"2026-07-09" if rule[-1] in "135" else "2026-12-31"}\n'
        for rule in rules[::2]))
    kept = ["--waivers", beside / "waivers.toml", "--baseline", beside / "baseline.toml", "--config", beside / "tutela.toml"]
    (beside / "tutela.toml").write_text(f'[severities]\n"{rules[0]}" = {{ to = "major", because = "{new("severity reason")}", until = 2026-12-31 }}\n')
    shutil.copy(designs[0], beside / "kept.toml")
    for part in folder.glob("*.toml"):
        shutil.copy(part, beside)
    made = subprocess.run([program, "baseline", "create", beside / "kept.toml", *options[:-1], "--output", beside / "baseline.toml"],
                          capture_output=True)
    assert made.returncode in (0, 1, 2) and (beside / "baseline.toml").exists(), made.stderr
    for form in formats:
        _, outputs = run("check", beside / "kept.toml", *options, *kept, "--format", form, output=out)
        look(new, outputs, f"with files beside it, {form}")
    plain, _ = run("check", beside / "kept.toml", *options[:-1], *kept, "--format", "json")
    masked, _ = run("check", beside / "kept.toml", *options, *kept, "--format", "json")
    assert json.loads(plain.stdout)["summary"] == json.loads(masked.stdout)["summary"]
    assert verdicts(json.loads(plain.stdout)) == verdicts(json.loads(masked.stdout))

    # What is wrong with a design is told without it.
    head = f'programme = {{ id = "{new("id")}" }}\n'
    wrong = {"key": f'sites = [{{ id = "{new("id")}", {new("key")} = 1, kind = "{new("choice")}" }}]',
             "reference": f'activities = [{{ id = "{new("id")}", sites = ["{new("reference")}"] }}]',
             "evidence": f'sites = [{{ id = "{new("id")}", population = {{ is = 5, evidence = ["{new("cited")}"] }} }}]',
             "syntax": f'sites = [{{ id = "{new("id")}',
             "bare": f"title = {new('bare')}",
             "include": f'include = ["{new("include")}.toml"]',
             "blank": f'sites = [{{ id = "{new("id")}", label = " " }}]'}
    for what, text in wrong.items():
        path = folder / f"{new('broken file')}.toml"
        path.write_text(text + "\n" if what == "include" else head + text + "\n")
        for form in ("text", "json", "csv"):
            _, outputs = run("check", path, folder / f"{new('no file')}.toml", *options, "--format", form)
            look(new, outputs, f"{what} in {form}")
        assert found_in(run("check", path, *options[:-1])[1]), f"{what}: nothing is shown without --shareable either"

    # ---------------------------------------------------------------- what our vocabulary does not have
    small = folder / "secrets"
    small.mkdir()
    (small / "w.tutela").write_text('''vocabulary w "1"  language en
choices bird one of heron, egret
record programme
  field id text
  field stage ordered one of draft, submitted
end
record site
  field id text key
  field people count
  field hidden-count count sensitive
  field hidden-money money sensitive
  field hidden-day date sensitive
  field hidden-share share sensitive
  field hidden-bird bird sensitive
  field hidden-tongues set of language sensitive
  field hidden-list list of visit sensitive
  field cost money
  field open truth
end
record visit named by reason
  field reason text
end
one programme of programme
list sites of site
''')
    (small / "s.tutela").write_text('''ruleset s "1.0.0"  language en
  title "Secrets"
  uses w "1"
principle dignity "Dignity"
parameter most : count = 500  origin project default
rule AAA-01 "Every site is open"
  principle dignity
  severity critical
  for each site in sites
  require   site.open and (no t in site.hidden-tongues satisfies t is fra) and site.hidden-count + 1 > most and site.hidden-money is given
  message   "{site} {site.hidden-count} {site.hidden-money} {site.hidden-day} {site.hidden-share} {site.hidden-bird} {site.hidden-tongues} {site.hidden-count + most} {site.people} {site.cost} {site.people + most} {sum of x.hidden-count for x in sites}"
rule AAA-02 "Every site is told"
  principle dignity
  severity major
  for each site in sites
  require   site.open
  unless    site.hidden-count > most because "it is large"
  message   "{site} {site.hidden-bird}"
''')
    design = small / f"{new('file')}.toml"
    design.write_text('programme = { id = "p", stage = "submitted" }\n' + "".join(
        f'[[sites]]\nid = "{new("id")}"\npeople = 184{i}7\nhidden-count = 73{i}1\nhidden-money = "EUR 921{i}4"\nhidden-day = 2031-03-1{i}\n'
        f'hidden-share = "61.{i}7%"\nhidden-bird = "heron"\nhidden-tongues = ["gil", "heb"]\nhidden-list = [{{ reason = "{new("visit")}" }}]\n'
        f'cost = "EUR 6667{i}"\nopen = false\n' for i in range(1, 6)))
    secret = re.compile(rb"(?i)73[,. \xc2\xa0\xe2\x80\xaf]*[1-5]1\b|7[,.]3\d1|921\d4|92[,.]1|2031|61[,.]\d7|heron|\bgil\b|\bheb\b|184\d7|18[,.]?\s?4\d7|6667\d|66[,.]?67\d|"
                        rb"78[1-5]1|7[,.]8\d1|189\d7|18[,.]?9\d7")
    for form in formats:
        for language in ("en", "fr", "es"):
            command = ["--language", language, "check", design, "--ruleset", small / "s.tutela", "--format", form, "--explain", "all"]
            _, outputs = run(*command, "--shareable", output=out)
            look(new, outputs, f"secrets {form} {language}")
            leaks += [f"{hit} in {where} of secrets {form} {language}" for hit, where in set(found_in(outputs, secret))]
    _, outputs = run("check", design, "--ruleset", small / "s.tutela", "--format", "json", "--explain", "all")
    assert b'"excepted"' in outputs[0][1]
    assert found_in(outputs, secret), "nothing of it is told without --shareable either"

for leak in sorted(set(leaks))[:40]:
    print("leak:", leak)
print(f"{runs} runs, {len(leaks)} leaks")
sys.exit(1 if leaks else 0)
