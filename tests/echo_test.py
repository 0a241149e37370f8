#!/usr/bin/env python3
"""Nothing that the sensitive scan finds stands in any byte that any command writes.

Designs that hold every labelled text of tests/scan/snippets.toml, in every kind of field, go through every command and format;
so do broken files, whose errors must not quote them either. Every value that was found is then looked for in all that was
written: as it is, and with line breaks and blanks made one."""
import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

program, root = sys.argv[1], Path(sys.argv[2])
snippets = tomllib.loads((root / "tests/scan/snippets.toml").read_text())
rules = ["--ruleset", str(root / "rulesets/protection-mainstreaming"), "--as-of", "2026-07-01"]
small = ["--ruleset", str(root / "rulesets/data-protection"), "--as-of", "2026-07-01"]
runs = 0
leaks = []


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def run(*arguments, files=(), needles=()):
    """Runs a command, and looks for the needles in all that it wrote."""
    global runs
    runs += 1
    done = subprocess.run([program, *map(str, arguments)], capture_output=True)
    assert done.returncode in (0, 1, 2, 3, 4, 64), f"{arguments} exits with {done.returncode}: {done.stderr[:500]}"
    for name, written in [("stdout", done.stdout), ("stderr", done.stderr)] + [(str(f), Path(f).read_bytes()) for f in files]:
        # No value holds two blanks in a row. JSON may escape what it writes.
        plain = b" ".join(written.split()).replace(b'\\"', b'"').replace(b"\\\\", b"\\")
        for needle in needles:
            if needle in plain:
                leaks.append(f"{needle.decode()!r} in {name} of {' '.join(map(str, arguments))[:200]}")
    return done


def design(texts, countries):
    """A design that can be judged, with each text in every kind of field that takes one."""
    out = ["[programme]", 'id = "p"', 'stage = "submitted"', f"countries = {json.dumps(countries)}", 'title = "T"']
    out += [f"suspension-criteria = [{', '.join(map(quoted, texts))}]"]
    for i, text in enumerate(texts):
        q = quoted(text)
        out += [f'[[groups]]\nid = "g{i}"\nlabel = {q}\nsize = {{ unknown = {q} }}\nsize-source = {q}\nage-bands = {{ fill = {q} }}']
        out += [f"[[groups]]\nid = {q}\nlabel = {q}\nat-risk = true\ntargeted = true\nfactors = {{ none = {q} }}"]
        out += [f'[[sites]]\nid = {q}\nlabel = {q}\narea = {q}\nkind = "planned-camp"\nprecision = "admin2"\nsensitivity = "restricted"\n'
                f'population = {{ withheld = {q}, by = {q}, on = 2026-05-01 }}']
        out += [f'[[facilities]]\nsite = {q}\nkind = "toilet"\ncount = 3\nusers = {{ between = [90, 100] }}']
        out += [f'[[activities]]\nid = {q}\ntitle = {q}\nkind = "distribution"\ncontact = true\ngathers-people = true\ngroups = [{q}]\n'
                f'sites = [{q}]\nrisks = [{q}]\noffline-alternative = {q}\nfee-reason = {q}\n'
                f'none-identified = [{{ what = "gbv", reason = {q} }}]']
        out += [f'[[risks]]\nid = {q}\nkind = "gbv"\nlevel = "high"\nthreat = {q}\nowner = {q}\nmitigations = [{q}]']
        out += [f"[[mitigations]]\nid = {q}\ntext = {q}\nowner = {q}\nreason-if-none = {q}"]
        out += [f'[[barriers]]\nkind = "physical"\nactivity = {q}\nmeasure = {q}\nreason-if-none = {q}']
        out += [f"[[eligibility]]\nactivity = {q}\nbasis = [\"need\"]\ncriteria = [{q}]\nexclusion-reason = {q}\nexclusion-check = {q}"]
        out += [f'[[channels]]\nid = {q}\nkind = "hotline"\nsites = [{q}]\nhours = {q}\npublic-contact = {q}\nneeds-phone = true']
        out += [f'[[capacities]]\ndescription = {q}', f'[[staff]]\nrole = {q}\nheadcount = 4']
        out += [f'[[partners]]\nid = {q}\nlabel = {q}\nagreement = {q}\ncapacity-support = {q}']
        out += [f'[[sharing]]\nwith = {q}\nrecipient-kind = "immigration-enforcement"\nagreement = {q}\nprotocol = {q}']
        out += [f'[[advocacy]]\nmessage = {q}\ncoordinated-with = {q}', f'[[indicators]]\ncode = {q}\nstatement = {q}\nmethod = {q}']
        out += [f'[[budget]]\nid = {q}\namount = "EUR 100"']
        out += [f'[[action-plan.items]]\ngap-ref = {q}\nowner = {q}']
        out += [f'[[evidence]]\nid = {q}\nkind = "report"\nref = {q}\ntitle = {q}\nnote = {q}']
        out += [f'[[exceptions]]\nrule = "AAP-01"\nscope = {q}\nreason-kind = {q}\nreason = {q}\nalternative = {q}\nticket = {q}\n'
                f'owner = {q}\napprover = {q}\nfrom = 2026-01-01\nuntil = 2026-12-31']
        out += [f'[[judgements]]\nrule = "NDS-01"\nsubject = {q}\npost = {q}\nreason = {q}\ndate = 2026-06-01\nresult = "met"']
    out += [f'[[judgements]]\nrule = "NDS-01"\npost = {quoted(texts[0])}\nreason = "r"\ndate = 2026-06-02\nresult = "met"']
    return "\n".join(out) + "\n"


def broken(text):
    """Files with an error, each near the text."""
    q = quoted(text)
    head = '[programme]\nid = "p"\n'
    yield "unclosed.toml", head + "title = " + q[:-1] + "\n"
    yield "bare.toml", head + "title = " + text + "\n"
    yield "after.toml", head + "title = " + q + " " + text + "\n"
    yield "twice.toml", head + q + " = 1\n" + q + " = 2\n"
    yield "redefined.toml", head + f"[{q}]\n[{q}]\n"
    yield "dotted.toml", head + f"title = {q}\ntitle.{q} = 1\n"
    yield "date.toml", head + "start = 2026-13-45 # " + text + "\n"
    yield "cut.json", '{"programme": {"title": ' + q
    yield "comma.json", '{"programme": {"title": ' + q + " " + q + "}}"
    yield "twice.json", '{"programme": {' + q + ": 1, " + q + ": 2}}"
    yield "escape.json", '{"programme": {"title": "\\x ' + text.replace('"', "'") + '"}}'


def wrong(texts):
    """One file with every error of meaning for each text."""
    out = ["[programme]", 'id = "p"']
    for i, text in enumerate(texts):
        q = quoted(text)
        out += [f"[[groups]]\nid = {q}\n{q} = 1\nsize = {q}\nsex = [{q}]\nage-bands = [{q}]\nlanguages = [{q}]\ndisability = {q}\n"
                f"targeted = {q}\nin-need = {{ {q} = {q}, unknown = {q} }}\nplanned-reach = {{ between = [{q}, {q}] }}"]
        out += [f"[[groups]]\nid = {q}"]  # the same key
        out += [f"[[activities]]\nid = \"a{i}\"\ngroups = [{quoted(text + '!')}]\nsites = [{q}, {q}]\nstart = {q}\nopens = {q}\nfee = {q}\n"
                f"risks = {q}\n[activities.{q}]\nx = 1"]
        out += [f'[[facilities]]\nsite = {quoted("no " + text)}\nkind = {q}\ncount = {{ is = {q}, evidence = [{q}] }}']
        out += [f'[[evidence]]\nid = {q}\ndate = {q}\nlevel = {q}\n{q} = 1', f"[[exceptions]]\nreason = {q}\n{q} = 1"]
        out += [f"[[judgements]]\nrule = {q}\nresult = {q}\n{q} = 1"]
    out += ["[complete]"] + [f"{quoted(t)} = true" for t in texts]
    return "\n".join(out) + "\n"


def check_design(folder, texts, countries, needles, every_rule):
    """One design through every command and format."""
    whole = folder / "programme.toml"
    whole.write_text(design(texts, countries))
    as_json = folder / "programme.json"
    as_json.write_text(json.dumps(tomllib.loads(whole.read_text()), default=str, ensure_ascii=False))
    for form in ("text", "json", "markdown", "html"):
        for explain in ("all", "none" if every_rule else "deciding"):
            done = run("check", whole, *rules, "--format", form, "--explain", explain, needles=needles)
            assert done.returncode in (0, 1, 2), done.stderr.decode()[:2000]
    for form in ("sarif", "code-scanning", "junit", "github", "gitlab", "pr-comment"):
        run("check", whole, *rules, "--format", form, needles=needles)
    out = folder / "report"
    run("check", whole, as_json, *rules, "--format", "json", "--explain", "all", "--output", out, files=[out], needles=needles)
    run("check", as_json, *rules, "--no-presumptions", needles=needles)
    for rule in ids if every_rule else ids[::9]:
        run("explain", whole, rule, *rules, needles=needles)

    # A case: the same design with expectations that fail, so that everything is told.
    case = folder / "case.toml"
    content = ("as-of = 2026-07-01\n" + whole.read_text() + "[expect]\n" +
               "".join(f'"{rule}" = "excepted"\n"{rule}."={{verdict="met", message="no such words"}}\n' for rule in ids) +
               "".join(f'{quoted("AAP-01." + t)} = "met"\n{quoted(t)} = "met"\n' for t in texts))
    case.write_text(content)
    for form in ("text", "tap"):
        done = run("test", case, *rules[:2], "--format", form, needles=needles)
        assert done.returncode == 1, (done.returncode, done.stderr.decode()[:2000])
    # Variants that change what is not there, and things that cannot be expected.
    case.write_text(content + "".join(
        f"[[variant]]\nname = {quoted(t)}\n{quoted(t)} = 1\nset = {{ {quoted('groups[' + t + '!].size')} = 3, {quoted(t)} = 1 }}\n"
        f"expect = {{ \"AAP-01\" = {quoted(t)}, {quoted(t)} = {{ {quoted(t)} = 1 }} }}\n" for t in texts))
    assert run("test", case, *rules[:2], needles=needles).returncode == 4


with tempfile.TemporaryDirectory() as folder:
    folder = Path(folder)
    ids = [rule["rule"] for rule in json.loads(run("rules", root / "rulesets/protection-mainstreaming", "--format", "json").stdout)["rules"]]
    assert ids
    for language, entries in snippets["snippets"].items():
        countries = snippets["countries"][language]
        positive = [e for e in entries if e["kinds"]]
        # What does the scan find? Only that must never be seen again.
        probe = folder / "probe.toml"
        probe.write_text("[programme]\nid = \"p\"\n" + f"countries = {json.dumps(countries)}\n" +
                        "".join(f'[[groups]]\nid = "g{i}"\nlabel = {quoted(e["text"])}\n' for i, e in enumerate(positive)))
        report = json.loads(run("check", probe, *rules, "--format", "json").stdout)
        found = {hit["path"] for hit in report["scan"]}
        entries = [e for i, e in enumerate(positive) if f"groups[g{i}].label" in found]
        print(f"{language}: {len(entries)} of {len(positive)} texts are found, and looked for")
        assert len(entries) > 0.9 * len(positive)
        texts = [e["text"] for e in entries]
        needles = [value.encode() for e in entries for value in e["values"]]

        # Reports grow with the square of a design, so the texts go through in parts.
        for part in range(0, len(texts), 8):
            of_part = [value.encode() for e in entries[part:part + 8] for value in e["values"]]
            check_design(folder, texts[part:part + 8], countries, of_part, every_rule=part == 0 and language == "en")
        for e in entries:
            run("explain", probe, "DPR-11", e["text"], *small, needles=[v.encode() for v in e["values"]])

        path = folder / "wrong.toml"
        for i in range(0, len(texts), 5):
            path.write_text(wrong(texts[i:i + 5]))
            assert run("check", path, *small, needles=needles).returncode == 4
        path.write_text(f"include = [{', '.join(map(quoted, texts))}]\n[programme]\nid = \"p\"\n")
        assert run("check", path, *small, needles=needles).returncode == 4
        # A file ends at its first error, so each text has files of its own; one process reads them all.
        files = []
        for i, text in enumerate(texts):
            for name, content in broken(text):
                files.append(folder / f"{i}-{name}")
                files[-1].write_text(content)
        assert run("check", *files, *small, needles=needles).returncode == 4
        for others in (["--help"], ["rules", *rules[1:2]], ["new", "programme"], ["man"]):
            run(*others, needles=needles)

for leak in leaks[:40]:
    print("leak:", leak)
print(f"{runs} runs, {len(leaks)} leaks")
sys.exit(1 if leaks else 0)
