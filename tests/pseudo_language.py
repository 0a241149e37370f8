#!/usr/bin/env python3
"""Every text that the program says is translatable.

In the pseudo-language `qps` each translatable text stands between ⟦ and ⟧, and what is put into it outside of them.
Every command is run in it; once the brackets are gone with what they hold, only what nobody translates may be left:
names, paths, ids, numbers, words of the rule language. Each kind of those is allowed by name, where it belongs.
"""
import html
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

program, root = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
rules_text = "\n".join(p.read_text() for p in sorted((root / "rulesets").glob("*/*.tutela")))
vocabulary_text = (root / "rulesets" / "programme" / "programme.tutela").read_text()


def any_of(words):
    """A pattern for any of these; where one has spaces, a line may end."""
    patterns = [r"\s+".join(map(re.escape, w.split())) for w in sorted(set(words), key=len, reverse=True) if w.split()]
    return r"(?<![\w-])(?:" + "|".join(patterns) + r")(?![\w-])"


# ------------------------------------------------------------------ what nobody translates

CODE = r"\[(?:" + "|".join(re.findall(r'TUTELA_DIAGNOSTIC\([^"]*"([^"]+)"', (root / "diagnostics/codes.def").read_text())) + r")\]"
PATH = r"[\w.~/-]*[\w-]\.(?:toml|json|tutela|po)(?![\w-])(?::\d+)*|<stdin>"
RULE = r"\b[A-Z]{3}-\d\d\b"
MONEY = r"\b[A-Z]{3} \d"
ALWAYS = [PATH, RULE, MONEY]
VERBATIM = r"`[^`]*`"  # the user's words, and those of the languages he writes in; their backticks are in the brackets

# Documents keep their titles; places in them are named as they name them.
QUOTED = r'"((?:[^"\\]|\\.)*)"'
DOCUMENTS = any_of([t for pair in re.findall(rf"^source\s+\S+\s+{QUOTED}(?:\s+publisher\s+{QUOTED})?", rules_text, re.M) for t in pair]
                   + re.findall(rf"\bedition\s+{QUOTED}", rules_text) + re.findall(rf"\bcites\s+[\w-]+\s+{QUOTED}", rules_text))
RULESETS = any_of([p.name for p in (root / "rulesets").iterdir()])
PROFILES = any_of(re.findall(r"^profile\s+(\S+)", rules_text, re.M))
HOLE = r"\{[a-z-]+\}"  # of a question that is not a template
LANGUAGES = r"\b[a-z]{3}\b(?=[,\s]|$)"  # ISO 639-3 codes, as values

# The help: options, commands, what stands for a value, and lines to type.
OPTION = r"(?<!\w)--?[a-z][a-z-]*"
COMMAND_LINE = r"^ *(?:tutela [^⟦]*|source <\(tutela [^⟦]*)$"
USAGE = r"(?<=:) tutela[^\n]*$"
FIRST_COLUMN = r"^  (?:check|explain|rules|test|describe|format|lint|translations|extract|status|waivers|baseline|config|list|create|update|show|portfolio|report|file|plan|export|import|new|completion|man|programme|ruleset|design|rule|subject|target|shell)\b"
CHOICES = r"(?<= )[a-z-]+(?:\|[a-z-]+)+"
DEFAULTS = any_of(["text", "critical", "deciding", "protection-mainstreaming", "first-72-hours", "fr", "programme",
                   "cases", "SAF-05", "ACS-09", "AAP-01", "gpc", "warning", "html", "markdown", "csv", "jsonl", "N", "fr,es", "advice", "off", "error", "json"])
HELP = [OPTION, COMMAND_LINE, USAGE, FIRST_COLUMN, CHOICES, DEFAULTS, r"\[expect\]", r"\[\[variant\]\]", r"\[lint\]", r'literal-threshold = "error"',
        r'"programmes/\*\*/\*\.toml"', r"tutela (?:portfolio|check)\b"]

# A type, in the words of the rule language.
TYPE = (r"(?:ordered )?one of [a-z0-9, …-]+|set of (?:text|language|country|age band|reference to [a-z-]+|(?:ordered )?one of [a-z0-9, …-]+|[a-z-]+)"
        r"|truth \(true or false\)|list of [a-z-]+|\b(?:truth|count|number|share|money|date|month|time of day|text|language|country|age band|duration in [a-z ]+)\b")


def names_in(node, naming):
    """The values of keys that records are called by."""
    if isinstance(node, list):
        return [n for item in node for n in names_in(item, naming)]
    if not isinstance(node, dict):
        return []
    found = []
    for key, value in node.items():
        if key in naming:
            values = value if isinstance(value, list) else [value.get("is") if isinstance(value, dict) else value]
            found += [v for v in values if isinstance(v, str)]
        found += names_in(value, naming)
    return found


FIELDS = set(re.findall(r"^  field ([\w-]+)", vocabulary_text, re.M))
CITED = {"languages", "groups", "sites", "risks", "chosen-with", "by", "channels", "activities", "mitigations", "partners"}
NAMING = {"id"} | {f.strip() for fields in re.findall(r"named by ([\w, -]+)", vocabulary_text) for f in fields.split(",")}


def design_names(path):
    """What the records of a design are called, and the languages it speaks of."""
    names = names_in(tomllib.loads((root / path).read_text()), NAMING | {k for k in FIELDS if k.endswith("languages")})
    assert names, path
    return any_of(names)


# ------------------------------------------------------------------ running

failures, runs = [], 0


def said(arguments, files, stdin):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in files.items():
            Path(folder, name).parent.mkdir(exist_ok=True)
            Path(folder, name).write_text(text)
        done = subprocess.run([program, "--language", "qps", *arguments], cwd=folder if files else root, input=stdin,
                              capture_output=True, text=True, env={"TUTELA_RULESETS": str(root / "rulesets")})
    assert done.returncode in (0, 1, 2, 3, 4, 64), f"{arguments}: exit code {done.returncode}\n{done.stderr}"
    return done.stdout + done.stderr


def run(*arguments, allow=(), files={}, stdin="", silent=False):
    """What stands outside of brackets must be of an allowed kind."""
    global runs
    runs += 1
    whole = text = said(arguments, files, stdin)
    if "⟦" not in text and not silent:
        failures.append((arguments, "says nothing that is translatable", whole))
    text = re.sub(r"^ *\d* \|.*\n", "", text, flags=re.M)  # lines of rules under a diagnostic
    text = html.unescape(re.sub(r"(?s)<style>.*?</style>|<(?!stdin)/?[a-z][^<>]*>", " ", text.replace("<wbr>", ""))) if "html" in arguments else text
    text = re.sub(VERBATIM, "", text)
    before = None
    while before != text:
        before, text = text, re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
    for pattern in [CODE, *ALWAYS, *allow]:
        text = re.sub(pattern, " ", text, flags=re.M)
    left = sorted(set(re.findall(r"[^\W\d_][\w'-]*", text)))
    if left:
        failures.append((arguments, "not translatable: " + ", ".join(left), whole))


# ------------------------------------------------------------------ reports

FORMATS = any_of(["text", "json", "markdown", "html", "docx", "odt", "xlsx", "sarif", "code-scanning", "junit", "github", "gitlab", "pr-comment", "jsonl", "csv"])

DAY = ["--as-of", "2026-07-01"]
for design in ["readme", "lima-cash", "borno-site-management"]:
    path = f"examples/{design}/programme.toml"
    report = [r"\b[a-z-]+\[[\w-]+\]\.[a-z-]+", DOCUMENTS, design_names(path), RULESETS, HOLE]
    for form in ["text", "markdown"]:
        for depth in ["none", "deciding", "all"]:
            run("check", path, *DAY, "--format", form, "--explain", depth, allow=report)
    for form in ["text", "markdown"]:
        run("check", path, *DAY, "--format", form, "--shareable", allow=[r"\b[a-z-]+\[[a-z-]+\s+\d+\](\.[a-z-]+)?", *report])
    # The keywords of the formats themselves; the others are made of the same sentences.
    run("check", path, *DAY, "--format", "github", allow=[*report, r"^::(error|warning)|(?<=[ ,])(file|line|endLine|col|endColumn|title)=", r"%[0-9A-F]{2}"])
    run("check", path, *DAY, "--format", "pr-comment", allow=[*report, r"</?(details|summary|sub)>", r"&(lt|gt|amp);", "Tutela"])
    page = [*report, r"<![a-z]* html>", r"--no-presumptions"]
    run("check", path, *DAY, "--format", "html", allow=page)
    run("check", path, "examples/readme/programme.toml", *DAY, "--format", "html", "--fail-on", "never",
        allow=[*page, design_names("examples/readme/programme.toml")])
    with tempfile.TemporaryDirectory() as folder:
        earlier = str(Path(folder, "earlier.json"))
        subprocess.run([program, "check", path, "--as-of", "2026-05-01", "--format", "json", "--profile", "first-72-hours", "--output", earlier],
                       cwd=root, env={"TUTELA_RULESETS": str(root / "rulesets")})
        run("check", path, *DAY, "--format", "html", "--compare-with", earlier, allow=page)
    run("check", path, *DAY, "--profile", "first-72-hours", allow=[*report, PROFILES])
    for rule in ["AAP-01", "AAP-05", "SAF-05", "SAF-06", "CEN-04", "LCA-02", "DNH-02", "PSE-05", "NDS-01", "ACS-09"]:
        run("explain", path, rule, *DAY, allow=[*report, LANGUAGES])
run("check", "examples/missing-facts/a.toml", "--ruleset", "examples/missing-facts/camp.tutela", *DAY,
    allow=[design_names("examples/missing-facts/a.toml"), any_of(["camp"])])

WRONG = {"d.toml": '[programme]\nid = "p"\nbelow = 1\n'}
run("check", "d.toml", "e.toml", *DAY, "--ruleset", "core", "--shareable", files=WRONG, allow=[OPTION])
run("check", "d.toml", *DAY, "--ruleset", "core", "--shareable", "--resume", "--format", "csv", files=WRONG, allow=[OPTION])
SENSITIVE = HEAD = '[programme]\nid = "p"\n'
SENSITIVE += 'title = "call +234 803 123 4567 or write to a.b@example.org, 11.84692, 13.15712"\n'
run("check", "d.toml", *DAY, "--ruleset", "core", files={"d.toml": SENSITIVE}, allow=[r"\bprogramme\.title\b", RULESETS])

VOCABULARY = """vocabulary small "1"  language en
choices level ordered one of low, high
choices shade one of low, dark
record programme
  field title text
  field stage ordered one of draft, submitted
  field start date
  field cost money
  field remote truth
end
record site
  field id text key
  field kind one of camp, office
  field people count
  field open truth
  field wait duration in working days
  field opens time of day
  field languages set of language
  field bands set of age band
  field month month
end
one  programme of programme
list sites of site
"""
RULESET = """ruleset t "1.0.0"  language en
  title "Case"
  uses small "1"
source guide "A guide"
principle dignity "Dignity"
parameter most : count = 500  origin project default  cites guide "1" read
define f(site) : truth = true
"""
RULE_HEAD = 'rule AAA-01 "The case"\n  principle dignity\n  severity critical\n'


# ------------------------------------------------------------------ rulesets

for ruleset in ["core", "protection-mainstreaming"]:
    run("rules", ruleset, *DAY, allow=[DOCUMENTS, RULESETS, PROFILES])
run("rules", "core", "--profile", "first-72-hours", *DAY, allow=[DOCUMENTS, RULESETS, PROFILES])

CASE = """
[programme]
id = "p"
stage = "submitted"
[[sites]]
id = "S1"
[expect]
"SAF-01" = "excepted"
"SAF-99" = "met"
"SAF-06.S9" = "met"
"AAP-01.S1" = { verdict = "not met", reason = "judged", message = "nowhere", open = ["sites[S1].area"] }
"""
run("test", "core", *DAY)
run("test", "case.toml", "--ruleset", "core", *DAY, files={"case.toml": CASE}, allow=[any_of(["S1", "S9"]), DOCUMENTS])
run("test", "case.toml", "--ruleset", "core", files={"case.toml": CASE.replace('"met"', '"mett"') + "[[variant]]\nsett = 1\n"})
run("test", "case.toml", "--ruleset", "core", files={"case.toml": CASE + '[[variant]]\nname = "x"\nset = { "sites[S2].area" = 1, "a..b" = 1 }\n'})
run("test", "nowhere", *DAY)
run("test", "nowhere.toml", "--ruleset", "core")

run("lint", "core", *DAY, "--deny", "advice", allow=[RULESETS])
run("lint", "t.tutela", files={"t.tutela": RULESET + RULE_HEAD + '  require some s in sites satisfies s.people > 3\n' + RULE_HEAD.replace("AAA-01", "AAA-02")
                               + '  require programme.title is "x"\n  documented from draft\n  remedy "Count the beneficiaries."\n', "small.tutela": VOCABULARY}, allow=[r"^\s*t 1\.0\.0\b", any_of(["it makes people takers of charity"])])
run("lint", "t.tutela", files={"t.tutela": RULESET, "small.tutela": VOCABULARY, "tutela.toml": "[lint]\nnothing = 3\nliteral-threshold = 3\n[other]\n"})
run("format", "nowhere")
run("format", "t.tutela", files={"t.tutela": RULESET + "rule"})
run("translations", "status", "core", allow=[PATH, r"^  .*?: ?(?=\S)|(?<= ): .*$"])
# The examples speak of the designs of cases.
CASES = any_of([n for p in (root / "rulesets" / "core" / "cases").glob("*.toml") for n in names_in(tomllib.loads(p.read_text()), NAMING | CITED)])
for form in ["markdown", "html"]:
    run("describe", "core", *DAY, "--format", form, allow=[r"<![a-z]* html>", DOCUMENTS, HOLE, CASES, RULESETS])

# ------------------------------------------------------------------ beginnings, help, the manual page

run("new", "programme", allow=[
    r"(?<=;) (?:" + TYPE + r")$",  # after the phrase of the field
    r"^# [\w-]+ = .*$",            # the line to fill in
    r"^(?:# )?\[\[?[\w.-]+\]\]?$", r"\[\[evidence\]\]",  # its heading
    r"^#   [\w-]+ = \{[^}]*\}$", r"population = \{[^}]*\}"])  # examples of facts, their words being translated
# The text of a ruleset, but for its comments and what stands in quotation marks.
run("new", "ruleset", allow=[
    r"tutela check DESIGN --ruleset", r"\{[^}\n]*\}",
    r"^ *(?:ruleset|title|uses|source|principle|parameter|define|rule|severity|phase|cites|for each|require|message|remedy|ask|effort)\b[^#\n]*$"])
COMMANDS = ["check", "explain", "rules", "test", "describe", "format", "lint", "waivers", "baseline", "config", "translations", "new", "completion", "man", "portfolio", "plan"]
run("--help", allow=HELP)
for command in COMMANDS:
    run(command, "--help", allow=HELP)
for command in ["programme", "ruleset"]:
    run("new", command, "--help", allow=HELP)
for group, command in [("translations", "extract"), ("translations", "status"), ("waivers", "list"), ("baseline", "create"), ("baseline", "update"), ("config", "show"), ("portfolio", "report"), ("plan", "export"), ("plan", "import")]:
    run(group, command, "--help", allow=[*HELP, r"\bplan export\b"])
run("man", allow=[r"programmes/\*\*/\*\.toml", r"literal\\-threshold",r"protection\\-mainstreaming|first\\-72\\-hours", r"^\.TH TUTELA 1 \"\" \"tutela [\d.]+\"", r"^\.[A-Z]{1,2} tutela$", r"^tutela \\-", r"\\f[BIR]", r"^\.[A-Za-z]{2}\b",
                  r"(?:\\-)+[a-z](?:[a-z]|\\-)*", r"^ *(?:tutela|source <\(tutela) .*$", r"(?:\\f[BR])?^ *(?:design|rule|subject|target|shell|ruleset) *$",
                  r"(?<=^\.SH )[a-z]+$",
                  DEFAULTS, r"\[expect\]", r"\[\[variant\]\]", r"SAF\\-05|ACS\\-09|AAP\\-01",
                  any_of(COMMANDS)])

# ------------------------------------------------------------------ the gate

GATE_RULES = RULESET + RULE_HEAD + "  for each site in sites\n  require site.open\n  may be waived by site-manager\n" \
    + RULE_HEAD.replace("AAA-01", "AAA-02") + "  require programme.remote\n  never waived\n"
GATE_DESIGN = '[programme]\nremote = false\n[[sites]]\nid = "S1"\nopen = false\n[[sites]]\nid = "S2"\n'
WAIVER = '[[waivers]]\nrule = "AAA-01"\nowner = "site-manager"\nreason = "r"\nticket = "T"\napprover = "site-manager"\n'
PROBLEM = '[[problems]]\nrule = "AAA-01"\nsubject = "S1"\ndesign = "d.toml"\n'
GATE_FILES = {"d.toml": GATE_DESIGN, "t.tutela": GATE_RULES, "small.tutela": VOCABULARY}
IN_GATE = [any_of(["t 1.0.0", "t", "S1", "S2", "S9", "r", "T", "sites", "other"]), any_of(["not met", "undetermined", "needs judgement"]) + r"(?=,|\s)", any_of(["critical", "major", "minor", "advisory", "never"]) + r"(?=,|\s)"]


def at_gate(*arguments, allow=(), **files):
    run(*arguments, "--as-of", "2026-07-01", allow=[*IN_GATE, *allow], files=GATE_FILES | {name.replace("_", "."): text for name, text in files.items()})


for more in ["until = 2026-12-31\n", "until = 2026-07-20\n", "until = 2026-07-01\n", "until = 2026-06-30\n", 'until = "x"\n', "", "from = 2026-08-01\nuntil = 2026-12-31\n",
             "from = 2026-08-01\nuntil = 2026-07-31\n", 'scope = "sites"\nuntil = 2026-12-31\n', 'scope = "S9"\nuntil = 2026-12-31\n', "other = 1\n", "scope = 3\n", WAIVER]:
    for form in ["text", "markdown"]:
        at_gate("check", "d.toml", "-r", "t.tutela", "--waivers", "w.toml", "--format", form, w_toml=WAIVER + more)
    at_gate("waivers", "list", "d.toml", "-r", "t.tutela", "--waivers", "w.toml", w_toml=WAIVER + more)
for old, new in [("AAA-01", "AAA-02"), ("AAA-01", "AAA-03"), ('approver = "site-manager"', ""), ('approver = "site-manager"', 'approver = "other"'), ('owner = "site-manager"', ""),
                 ("[[waivers]]", "[waivers]"), ("[[waivers]]", "[[waver]]")]:
    at_gate("check", "d.toml", "-r", "t.tutela", "--waivers", "w.toml", w_toml=WAIVER.replace(old, new) + "until = 2026-12-31\n")
for text in ["[1]", '{"waivers": [1]}', '{"waivers": 1}']:
    at_gate("check", "d.toml", "-r", "t.tutela", "--waivers", "w.json", w_json=text)
for more in ['verdict = "not met"\nsince = 2026-05-01\n', 'verdict = "undetermined"\nsince = 2026-05-01\n', "", 'verdict = "x"\nsince = "x"\nother = 1\n', "since = 3\n"]:
    for form in ["text", "markdown"]:
        at_gate("check", "d.toml", "-r", "t.tutela", "--baseline", "b.toml", "--format", form, b_toml=PROBLEM + more)
    at_gate("baseline", "update", "-r", "t.tutela", "--baseline", "b.toml", b_toml=PROBLEM + more, allow=[any_of(["d.toml"])])
KNOWN = 'verdict = "not met"\nsince = 2026-05-01\n'
for old, new in [("S1", "S9"), ("d.toml", "gone.toml")]:
    at_gate("check", "d.toml", "-r", "t.tutela", "--baseline", "b.toml", b_toml=PROBLEM.replace(old, new) + KNOWN)
    at_gate("baseline", "update", "-r", "t.tutela", "--baseline", "b.toml", b_toml=PROBLEM.replace(old, new) + KNOWN)
at_gate("check", "d.toml", "-r", "t.tutela", "--baseline", "b.toml", b_toml=PROBLEM + KNOWN + PROBLEM + KNOWN + "[[problem]]\n")
at_gate("check", "d.toml", "-r", "t.tutela", "--baseline", "b.json", b_json='{"problems": [1]}')
at_gate("baseline", "create", "d.toml", "-r", "t.tutela")
at_gate("baseline", "create", "d.toml", "-r", "t.tutela", baseline_toml="")
at_gate("baseline", "update", "-r", "t.tutela")
at_gate("explain", "d.toml", "AAA-01", "-r", "t.tutela", "--baseline", "b.toml", b_toml=PROBLEM + KNOWN, allow=[LANGUAGES])
SETTINGS = 'rulesets = ["t.tutela"]\n[gate]\nfail-on = "major"\n[severities]\nAAA-01 = '
for value in ['{ to = "minor", because = "r", until = 2026-12-31 }\n', '{ to = "minor", because = "r", until = 2026-06-30 }\n', '"critical"\n', '"minor"\n', "3\n", '"x"\n', '{ too = 3, until = "x" }\n',
              '"critical"\nAAA-02 = "minor"\nAAA-99 = "minor"\n']:
    for form in ["text", "markdown"]:
        at_gate("check", "d.toml", "--format", form, tutela_toml=SETTINGS + value)
for text in ["rulesets = 3\nrulesets_ = 3\nprofile = 3\ngate = 3\n", "rulesets = []\n[gate]\nfail-on = \"x\"\nother = 1\n", 'language = "xx"\n']:
    at_gate("check", "d.toml", tutela_toml=text, allow=[any_of(["en", "es", "fr"])])
SHOWN = [r"^  (?:rulesets|profile|language|waivers|baseline|gate\.[a-z-]+|severities\.|lint\.[a-z-]+)", any_of(["qps", "critical", "major", "minor", "off", "protection-mainstreaming"])]
at_gate("config", "show", "d.toml", tutela_toml=SETTINGS + '"critical"\n[lint]\nliteral-threshold = "off"\n', allow=SHOWN)
at_gate("config", "show", allow=SHOWN)

# ------------------------------------------------------------------ a command that is wrong

readme = "examples/readme/programme.toml"
run()
run("chek", readme)
run("check")
run("check", readme, "--frmat", "text")
run("check", readme, "--as-of")
run("check", readme, "--as-of", "1", "--as-of", "2")
run("check", readme, "--no-presumptions=x", allow=[OPTION])
run("check", readme, "--fail-on", "huge", allow=[OPTION, any_of(["critical", "major", "minor", "never"])])
run("check", readme, "--format", "xml", allow=[OPTION, FORMATS])
run("check", readme, "--compare-with", "earlier.json", allow=[OPTION])
run("check", readme, "--format", "html", "--compare-with", "earlier.json")
for text in ["", "{}", '{"tutela": 2}', '{"tutela": 1, "design": 3}', '{"reports": 1}']:
    run("check", "d.toml", "--format", "html", "--compare-with", "earlier.json", files={"earlier.json": text})
run("check", readme, "more.toml", allow=[design_names(readme), RULESETS])
run("check", readme, "--as-of", "yesterday")
run("check", readme, "--ruleset", "nowhere", allow=[r"(?<=: ) */.*$", r"/\S*", r"\.tutela"])
run("check", readme, "--profile", "nowhere", allow=[PROFILES])
run("explain", readme, "AAP-0")
run("explain", readme, "AAP-01", "nowhere", *DAY, allow=[design_names(readme)])
run("new")
run("new", "thing")
run("rules", "core", "more")

# ------------------------------------------------------------------ many designs

SMALL = {"t.tutela": RULESET + RULE_HEAD + "  require programme.remote\n", "small.tutela": VOCABULARY, "p/a.toml": "[programme]\nremote = true\n",
         "p/b.toml": "[programme]\nremote = false\n", "p/c.toml": "[programme]\n", "p/d.toml": "[programme]\nremote = 3\n", "p/e.toml": "[other]\n",
         "rows.csv": "design,rule,verdict\nx,AAA-01,met\n", "other.csv": "x\n"}
MANY = ["--ruleset", "t.tutela", *DAY]
HEADING = r"\[programme\]"
IN_ROWS = [HEADING, r"^.*,.*,.*$", TYPE]
run("check", "p", *MANY, files=SMALL, allow=[HEADING, r"^\s*t 1\.0\.0\b", any_of(["t"]), TYPE])
run("check", "p", *MANY, "--format", "csv", files=SMALL, allow=IN_ROWS)
run("check", "q/*.toml", "p", *MANY, "--format", "csv", files=SMALL, allow=IN_ROWS + [r"\.\w+"])
run("check", "p", *MANY, "--format", "csv", "--verdicts-only", "--resume", "--output", "rows.csv", files=SMALL, allow=[r"rows\.csv", HEADING])
run("check", "p", *MANY, "--format", "csv", "--verdicts-only", "--resume", "--output", "other.csv", files=SMALL, allow=[r"other\.csv"])
run("check", "p", *MANY, "--format", "csv", "--resume", files=SMALL, allow=[OPTION])
run("check", "p", *MANY, "--format", "csv", "--into", "p.sqlite", files=SMALL)
run("check", "p", *MANY, "--into", "t.tutela", files=SMALL, allow=[r"t\.tutela"])
with tempfile.TemporaryDirectory() as kept:
    database = kept + "/p.sqlite"
    run("check", "p", *MANY, "--into", database, files=SMALL, allow=[HEADING])
    run("check", "p", *MANY, "--into", database, files={**SMALL, "p/b.toml": "[programme]\nremote = true\n", "p/new.toml": "[programme]\n", "t.tutela": RULESET +
        RULE_HEAD + "  require not programme.remote\n" + RULE_HEAD.replace("AAA-01", "AAA-02") + "  require sites is empty\n"}, allow=[HEADING])
    run("check", "p", *MANY, "--into", database, "--resume", "--fail-on", "minor", files=SMALL, allow=[r"/\S*"])
    TOLD = [r"p\.sqlite", r"\bt 1\.0\.0\b", r"(?<=: )t\b", r"\b(?:programme\.remote|sites(?: \+)?)\s", r"\d+:\d+: ", any_of(["remote (programme)"]), r"<![a-z]* html>", r"^ *t\b"]
    for form in ["text", "html"]:
        run("portfolio", "report", database, "--format", form, allow=TOLD)
        run("portfolio", "report", database, "--top", "1", "--format", form, allow=TOLD)
    run("portfolio", "report", database, "--run", "9")
    run("portfolio", "report", kept + "/nowhere.sqlite", allow=[r"/\S*"])
    run("portfolio", "report", "README.md", allow=[r"README\.md"])

# ------------------------------------------------------------------ designs with mistakes

DESIGN_WORDS = TYPE + r"|EUR 1200|hau|NG"
FIELD = r"\b[a-z-]+(?:\.[a-z-]+|\[\d+\])+|\b(?:sites?|countries)\b"
STATES = r"is, none, unknown, withheld, fill, between, at-least, at-most"


def broken_design(text, *allow, name="d.toml"):
    run("check", name, *DAY, "--ruleset", "core", files={name: text}, allow=[FIELD, *allow, RULESETS])


for text in ["[", "a = ", "a = = 3", 'a = "x', "a = 1\na = 2", "[a", "a = [1, ", "a = {b = 1,}", "a = 01", "x y = 3", 'a = "\\q"', "a = 2026-13-01",
             "a = 1_", "[]", "a = 1 b = 2", "\udcff".encode("utf-8", "surrogateescape").decode("latin-1"), "", "title = 1", "programm = 1\n", "include = 3\n" + HEAD,
             'include = ["no.toml"]\n' + HEAD, 'include = ["d.toml"]\n' + HEAD, "a = " + "[" * 80 + "]" * 80]:
    broken_design(text)
for text in ["", "{", "[1]", '{"a" 1}', '{"a": }', '{"a": 1,}', '{"a": "\\q"}', '{"a": "x', '{"a": 1 "b": 2}', "{} {}", '{"a": 1, "a": 2, "programme": {}}', '{"a": 1.}', "3"]:
    broken_design(text, name="d.json")
for line in ["stage = 3", 'stage = "drafft"', 'stage = "not_stated"', 'start = "soon"', "start = 3", "countries = 3", 'countries = ["XX"]', "id = 3",
             "budget = 1200", "budget = { none = true }", 'stage = { none = "x" }', "end = { is = 1, none = 2 }", "idd = 1", "start_date = 1", "budget = { unknown = \"\" }",
             "end = { withheld = \"x\" }", "end = { between = [1, 2] }", "end = { complete = 3, unknown = \"x\" }", "title = \" \"", "title = { evidence = 3, is = \"x\" }",
             "title = { evidence = [\"e\"], is = \"x\" }", "protection-review = 3", "groups = 3"]:
    broken_design(HEAD + line + "\n", DESIGN_WORDS, STATES)
for text in ["sites = 3", "[[sites]]\narea = 1", '[[sites]]\nid = "S1"\n[[sites]]\nid = "S1"', '[[sites]]\nid = "S1"\npopulation = "many"',
             '[[sites]]\nid = "S1"\npopulation = -1', '[[risks]]\nid = "R1"\nsites = ["S9"]', '[[groups]]\nid = "G"\nlanguages = ["xx"]', "sites = [3]",
             "complete = 3", "[complete]\nprogramme = true", "[complete]\nrisks = 3", "evidence = 3", '[[evidence]]\nkind = "x"\nlevel = "x"\ndate = 3\nother = 1',
             '[[evidence]]\nid = "e"\n[[evidence]]\nid = "e"', "exceptions = 3", "[[exceptions]]\nother = 1", "judgements = 3", "[[judgements]]\nother = 1",
             '[[activities]]\nid = "A"\ntimes = ["x"]', "other = 1"]:
    broken_design(text + "\n" + HEAD if "=" in text.split("\n")[0] and not text.startswith("[") else HEAD + text + "\n", DESIGN_WORDS,
                  any_of(["claimed", "documented", "verified-internal", "verified-external"]), r'result = "met"|"not met"', STATES)

# ------------------------------------------------------------------ rules with mistakes

def broken_rules(text, *allow, vocabulary=VOCABULARY):
    run("rules", "t.tutela", *DAY, files={"t.tutela": text, "small.tutela": vocabulary}, silent=True,
        allow=[TYPE, r"^\s*t 1\.0\.0: *$", r"\w+(?: -> \w+)+", *allow])


for line in ["require sites", "require 3 + true", "require programme.cost + 3", "require programm.cost < 3", "require programme.cots < EUR 3", "require sites is 3",
             "require programme.stage < dragt", "require programme.title < programme.title", "require every s in sites", "require some s in sites satisfies s.x", "require f(1, 2)",
             "require f", "require g(1)", "require most is mosst", "require it.x", "require a and b or c", "require a < b < c", "require programme.start within 3 days",
             "require programme.start is within 3 working days before today", "require age of programme.start", "require programme.cost / 3 is 1", "require if true then 3 else false",
             "require at least most of s in sites has open", "require at least 3 s in sites has people", "require exactly x in sites", "require some s in sites has peopl", "require sum of s.kind for s in sites > 3",
             "require programme.start is stated", "require sites where (some s in sites satisfies it.x) is empty", "require programme == 3", "require a -b", "require “x”", "require x_y", "require 'x'",
             'require "x', "require { }", "require union of sites and 3 is empty", "require the scan finds nothing of kinds mails", "require rule AAA-01 is met", "when rule AAA-01 is not met", "require AAA-01",
             "require rule BBB-01 is not met", "require every x in [low] satisfies x is low", "require programme.start + programme.start > 3", "require 3 in sites", "require sites overlaps 3",
             "require programme.cost is evidenced at least clamed", "severity huge", "severity major", "phase designn", "cites nothing", "for each s in sites and each t in sites and each u in sites",
             "documented from never", "documented from draft", "due from 2026-99-99", "requires BBB-01", "yields to BBB-01 where true", "message \"{\"", "message \"{nothing}\" ", "message \"\\q\"", "remedy 3",
             "ask \"x\"", "effort three", "effort 3 weeksss", "since soon", "because \"x\"", "mesage \"x\"", "rquire true", "xyz", "unless true", "presume site.opn is true", "presume site.open is 3",
             "require \u00a0true", "require at most 3% of s in sites has open", "require programme.start after 3", "require next month after 3 is 3", "require [1, true] is empty", "judge \"x\"", "may be waived",
             "require sites is stated", "require largest of s.open for s in sites", "require some s in sites satisfies not", "require (true", "for each sites in sites", "require every each in sites satisfies true",
             "require some listed s in sites satisfies true", "require not some s in sites has kind camp is 3", "require 99999999999999999999 is 3", "require programme.stage is not given or", "warn when true saying 3",
             "require programme.cost > sites", "require 3 days < 3 months", "require programme.remote < true", "require programme.title is given is true"]:
    broken_rules(RULESET + RULE_HEAD + "  " + line + "\n")
for text in ["", "rulset t", "ruleset t", 'ruleset t "1.0.0"', 'ruleset t "1.0.0" language en', 'ruleset t "1.0.0" language en\n uses nothing "1"\n', 'ruleset t "1.0.0" language en\n uses small "2"\n',
             'ruleset t "1.0.0" language en\n uses small "1"\n extends nothing "1"\n', 'ruleset t "1.0.0" language en\n titel "x"\n', 'vocabulary v "1" language en\nrecord x\n end\n', RULESET + "choices a one of b\n",
             RULESET + "require true\n", RULESET + "souce x\n", RULESET + "source guide \"again\"\nprinciple dignity \"again\"\ntheme a \"b\"\ntheme a \"b\"\nparameter most : count = 1\ndefine f(site) = true\n",
             RULESET + "parameter x : site = 3\n", RULESET + "parameter x : nothing = 3\n", RULESET + "parameter x : count = true origin norm\n", RULESET + "parameter x : count = 1, 2 origin norm\n",
             RULESET + "parameter x : count by site.kind = camp 1 origin norm\n", RULESET + "parameter x : count by country = NG 1 origin norm\n", RULESET + "parameter x : count by site.kind = camp 1, camp 2, camping 3, otherwise 1, otherwise 2 origin norm\n",
             RULESET + "parameter x : count by text = a 1 origin norm\n", RULESET + "parameter x : count origin norm\n", RULESET + "parameter x : count = 1 origin nowhere\n", RULESET + "define a = b\ndefine b = a\n",
             RULESET + "define most = 1\n", RULESET + "define x : count = true\n", RULESET + "parameter x : share.y = 1\n", RULESET + "parameter x : site.y = 1\n", RULESET + "parameter x : set of count = 1\n", RULESET + "parameter x : duration = 1\n",
             RULESET + "set most = 3 because \"x\" until 2026-01-01\n", RULESET + "set mots = 3 because \"x\"\n", RULESET + RULE_HEAD + "  require true\n  never waived\ndisable AAA-01 because \"x\" until 2026-12-31\nset severity of AAA-01 to minor because \"x\"\n",
             RULESET + RULE_HEAD + "  require true\ndisable AAA-01 because \"x\"\nset severity of AAA-01 to minor because \"x\"\n", RULESET + RULE_HEAD + "  require true\ndisable AAA-01 because \"x\" until 2026-01-01\n",
             RULESET + RULE_HEAD + "  require true\n" + RULE_HEAD + "  require true\n", RULESET + 'rule AAA-01 ""\n  phase design\n', RULESET + "exception x to AAA-01, y\n", RULESET + RULE_HEAD + "  require true\nexception x to AAA-01\n  until 2026-01-01\n",
             RULESET + "exception x to y\n when true\nexception y to x\n when true\n", RULESET + "profile x includes AAA-01\n", RULESET + "crosswalk x \"x\"\n map nothing to \"y\"\n", RULESET + "presume a.b is true\npresume site.open is true\npresume site.open is false\n",
             RULESET + RULE_HEAD + '  when rule AAA-02 is not met\n  require true\nrule AAA-02 "x"\n  principle dignity\n  severity minor\n  when rule AAA-01 is not met\n  require true\n', "a\0b", RULESET + "rule SAF-6 \"x\"\n"]:
    broken_rules(text)
for old, new in [("choices level", "choices level one of a\nchoices level"), ("record site", "record site\nend\nrecord site"), ("one of low, high", "one of low, low, unknown, given"), ("text key", "text key key"), ("count", "cuont"),
                 ("list sites of site", "list sites of site\nlist sites of sitte"), ("field open truth", "field open truth\n field open truth open optional"), ("field id text key", ""), ("field id text key", "field id count key\n field two text key"),
                 ("end\nrecord", "record"), ("field open truth", "feild open truth"), ("field open truth", "field in record site"), ("field open truth", "field r reference to other"), ("field title text", "field title reference to programme"),
                 ("field open truth", "field open set of truth"), ("record site", "record site named by x"), ("field open truth", "field open time"), ("field open truth", "field open duration in parsecs"), ("one  programme", "rule AAA-01 \"x\"\none  programme"),
                 ("record site", "record design"), ("languages set of language", "languages set of language optional")]:
    assert old in VOCABULARY
    broken_rules(RULESET + RULE_HEAD + "  require true\n", vocabulary=VOCABULARY.replace(old, new, 1))

for arguments, what, whole in failures:
    print(f"--- {' '.join(arguments)}: {what}")
    if len(sys.argv) > 3:
        print(whole)
assert not failures, f"{len(failures)} of {runs} runs say what cannot be translated"
print(f"{runs} runs say nothing that cannot be translated")
