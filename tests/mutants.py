#!/usr/bin/env python3
"""Puts wrongs into a copy of the engine, one at a time, and prints the test that notices each. Fails when one survives.

All wrongs are built in at once, each behind a switch (mutation schemata): one build, then one run of the tests a wrong.
  tests/mutants.py [BUILD_FOLDER]
"""
import os, re, shutil, subprocess, sys
from pathlib import Path

root = Path(__file__).resolve().parent.parent
copy = Path(sys.argv[1] if len(sys.argv) > 1 else root / "build" / "mutants").resolve()

SWITCH = """#pragma once
#include <cstdlib>
#include <type_traits>
namespace tutela {
inline int mutant_number() {
    static const int number = [] { const char* said = std::getenv("TUTELA_MUTANT"); return said ? std::atoi(said) : 0; }();
    return number;
}
constexpr bool is_mutant(int number) { return !std::is_constant_evaluated() && mutant_number() == number; }
}
"""

# (name, file, old, new, kind): `expression` stands where `old` stands, `statement` too, `before` goes in front of it.
wrongs = []
def expression(name, file, old, new): wrongs.append((name, file, old, new, "expression"))
def statement(name, file, old, new): wrongs.append((name, file, old, new, "statement"))
def before(name, file, old, new): wrongs.append((name, file, old, new, "before"))

values = ["no", "unknown", "yes"]

# Each cell of the Kleene tables, altered to each other value.
for function, table in (("both", min), ("either", max)):
    for a in range(3):
        for b in range(3):
            for wrong in range(3):
                if wrong != table(a, b):
                    body = "return a < b ? a : b; }" if function == "both" else "return a < b ? b : a; }"
                    before(f"{function}({values[a]}, {values[b]}) is {values[wrong]}", "engine/truth.hpp", body,
                           f"if (is_mutant(@) && a == Truth::{values[a]} && b == Truth::{values[b]}) return Truth::{values[wrong]};")
for a in range(3):
    for wrong in range(3):
        if wrong != 2 - a:
            before(f"not {values[a]} is {values[wrong]}", "engine/truth.hpp", "return a == Truth::yes ? Truth::no :",
                   f"if (is_mutant(@) && a == Truth::{values[a]}) return Truth::{values[wrong]};")

# Each of the 27 rows that the verdict table stands for, altered to each other verdict it could give.
def verdict(w, x, r):
    if w == 0: return "not_applicable"
    if x == 2: return "excepted"
    if w == 2 and x == 0 and r == 2: return "met"
    if w == 2 and x == 0 and r == 0: return "not_met"
    return "met" if r == 2 else "undetermined"
for w in range(3):
    for x in range(3):
        for r in range(3):
            right = verdict(w, x, r)
            wrong = "undetermined" if right != "undetermined" else "met"
            before(f"verdict of when {values[w]}, unless {values[x]}, require {values[r]} is {wrong}", "engine/verdict.hpp",
                   "if (when == Truth::no) return Verdict::not_applicable;",
                   f"if (is_mutant(@) && when == Truth::{values[w]} && unless == Truth::{values[x]} && require == Truth::{values[r]}) return Verdict::{wrong};")

quantify, judge, later = "engine/quantify.hpp", "engine/judge.cpp", "engine/later_steps.cpp"
every = "decide(t.no == 0 && t.unknown == 0 && !t.open, t.no > 0)"
expression("every: true though the list is open", quantify, every, "decide(t.no == 0 && t.unknown == 0, t.no > 0)")
expression("every: true though one is unknown", quantify, every, "decide(t.no == 0 && !t.open, t.no > 0)")
expression("every: true though one is false", quantify, every, "decide(t.unknown == 0 && !t.open, false)")
expression("every: false only when two are", quantify, every, "decide(t.no == 0 && t.unknown == 0 && !t.open, t.no > 1)")
expression("every: false over no member", quantify, every, "decide(t.yes > 0 && t.no == 0 && t.unknown == 0 && !t.open, t.no > 0 || (t.yes == 0 && t.unknown == 0))")
at_least = "decide(less_or_equal(n, point(t.yes)) == Truth::yes, !t.open && less(point(t.most()), n) == Truth::yes)"
expression("at least: true only past n", quantify, at_least, "decide(less(n, point(t.yes)) == Truth::yes, !t.open && less(point(t.most()), n) == Truth::yes)")
expression("at least: unknown members count", quantify, at_least, "decide(less_or_equal(n, point(t.most())) == Truth::yes, !t.open && less(point(t.most()), n) == Truth::yes)")
expression("at least: false though the list is open", quantify, at_least, "decide(less_or_equal(n, point(t.yes)) == Truth::yes, less(point(t.most()), n) == Truth::yes)")
expression("at least: false though unknown ones may do", quantify, at_least, "decide(less_or_equal(n, point(t.yes)) == Truth::yes, !t.open && less(point(t.yes), n) == Truth::yes)")
at_most = "decide(!t.open && less_or_equal(point(t.most()), n) == Truth::yes, less(n, point(t.yes)) == Truth::yes)"
expression("at most: true though the list is open", quantify, at_most, "decide(less_or_equal(point(t.most()), n) == Truth::yes, less(n, point(t.yes)) == Truth::yes)")
expression("at most: true though unknown ones may be too many", quantify, at_most, "decide(!t.open && less_or_equal(point(t.yes), n) == Truth::yes, less(n, point(t.yes)) == Truth::yes)")
expression("at most: false at n", quantify, at_most, "decide(!t.open && less(point(t.most()), n) == Truth::yes, less_or_equal(n, point(t.yes)) == Truth::yes)")
exactly = "t.unknown == 0 && !t.open && equal(point(t.yes), n) == Truth::yes"
expression("exactly: true though the list is open", quantify, exactly, "(t.unknown == 0 && equal(point(t.yes), n) == Truth::yes)")
expression("exactly: true though one is unknown", quantify, exactly, "(!t.open && equal(point(t.yes), n) == Truth::yes)")
too_many = "less(n, point(t.yes)) == Truth::yes || (!t.open && less(point(t.most()), n) == Truth::yes)"
expression("exactly: never too many", quantify, too_many, "(!t.open && less(point(t.most()), n) == Truth::yes)")
expression("exactly: never too few", quantify, too_many, "(less(n, point(t.yes)) == Truth::yes)")
expression("exactly: too few though the list is open", quantify, too_many, "(less(n, point(t.yes)) == Truth::yes || less(point(t.most()), n) == Truth::yes)")
statement("share: decided though the list is open", quantify, "if (t.open()) return Truth::unknown;", "")
expression("share: true by the largest", quantify, "less_or_equal(p, point(low))", "less_or_equal(p, point(high))")
expression("share: false by the smallest", quantify, "less(point(high), p)", "less(point(low), p)")
expression("share: false though there may be no member", quantify, "!t.may_be_empty()", "true")
expression("share: not true over no member", quantify, "!any_low", "false")

statement("requires: not blocked", later, "finding.blocked = true; return;", "continue;")
expression("requires: reason", later, "Reason::blocked_by", "Reason::none")
statement("requires: without a shared open fact", later, "if (!shared) continue;", "")
expression("requires: met rules block", later, "worst != Verdict::not_met && worst != Verdict::undetermined", "false")
expression("requires: not met does not block", later, "worst != Verdict::not_met && worst != Verdict::undetermined", "(worst != Verdict::undetermined)")
statement("documented from: verdict", later, "finding.verdict = Verdict::not_met; finding.reason = Reason::not_documented;", "finding.reason = Reason::not_documented;")
statement("documented from: reason", later, "finding.reason = Reason::not_documented;", "")
expression("documented from: at every stage", later, "!now || *now < *rule.documented_from", "!now")
expression("documented from: only later stages", later, "!now || *now < *rule.documented_from", "(!now || *now <= *rule.documented_from)")
expression("documented from: stage absent", later, "!now || *now < *rule.documented_from", "(now && *now < *rule.documented_from)")
statement("documented from: though everything open has a reason", later, "if (!missing) return;", "")
expression("documented from: an entry of an open list is not missing", later, "open.more_entries || state == FactState::absent || state == FactState::to_fill", "(state == FactState::absent || state == FactState::to_fill)")
expression("documented from: to fill is not missing", later, "open.more_entries || state == FactState::absent || state == FactState::to_fill", "(open.more_entries || state == FactState::absent)")
expression("documented from: absent is not missing", later, "open.more_entries || state == FactState::absent || state == FactState::to_fill", "(open.more_entries || state == FactState::to_fill)")
expression("documented from: though when is open", later, "in.when != Truth::yes", "false")
expression("documented from: though unless is open", later, "in.unless != Truth::no", "false")
expression("documented from: though blocked", later, "finding.blocked || !rule.documented_from", "!rule.documented_from")
statement("due from: never early", later, "if (!early) return;", "return;")
expression("due from: the day itself is early", later, "options_.as_of < *rule.due_from->date", "options_.as_of <= *rule.due_from->date")
expression("due from: the stage itself is early", later, "*now < *rule.due_from->stage", "*now <= *rule.due_from->stage")
statement("due from: verdict", later, "finding.verdict = Verdict::undetermined; finding.reason = Reason::not_yet_due;", "finding.reason = Reason::not_yet_due;")
statement("due from: reason", later, "finding.reason = Reason::not_yet_due;", "")
expression("yields to: never", later, "yields == Truth::yes", "false")
expression("yields to: though unknown", later, "yields == Truth::yes", "yields != Truth::no")
expression("yields to: an unknown one leaves not met", later, "yields == Truth::unknown && finding.verdict == Verdict::not_met", "false")
statement("yields to: reason", later, "finding.reason = Reason::precedence;", "")
expression("judge: not of a met", later, "!met && !withheld", "!withheld")
expression("judge: not of what is withheld", later, "!met && !withheld", "!met")
expression("judge: of precedence too", later, "finding.verdict == Verdict::met && finding.reason != Reason::precedence", "(finding.verdict == Verdict::met)")
expression("judge: though its when is false", later, "ev_.truth(rule.judge->when, 0) == Truth::no", "false")
expression("judge: only when its when is true", later, "ev_.truth(rule.judge->when, 0) == Truth::no", "(ev_.truth(rule.judge->when, 0) != Truth::yes)")
expression("judge: another rule's judgement", later, "judgement.rule != rule.id", "false")
expression("judge: another subject's judgement", later, "!judgement.subject.empty() && judgement.subject != finding.subject_name", "false")
expression("judge: result", later, "closing->met ? Verdict::met : Verdict::not_met", "(closing->met ? Verdict::not_met : Verdict::met)")
expression("judge: reason", later, "Reason::judged", "Reason::none")
expression("judge: two that disagree", later, "closing && closing->met != judgement.met", "false")
expression("judge: a deciding fact dated later", later, "judgement.date && design_.fact(fact).evidence_date > *judgement.date", "false")
expression("waiver: past its last day", "engine/waivers.cpp", "day > *waiver.until", "false")
expression("waiver: not on its last day", "engine/waivers.cpp", "day > *waiver.until", "day >= *waiver.until")
expression("exception to an exception", judge, "target.to_exception == use.exception", "false")

def sync():
    copy.mkdir(parents=True, exist_ok=True)
    for entry in copy.iterdir():  # what is gone from the tree must be gone from its copy; times of files are kept
        if entry.name != "build": shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    for entry in root.iterdir():
        if entry.name in ("build", ".git"): continue
        to = copy / entry.name
        if entry.is_dir(): shutil.copytree(entry, to)
        else: shutil.copy2(entry, to)

def last_place(text, old):
    """Where `old` stands, whatever its layout. The last place: what was planted before keeps the right text last."""
    places = list(re.finditer(r"\s+".join(re.escape(word) for word in old.split()), text))
    return places[-1] if places else None

def plant():
    (copy / "engine" / "mutant.hpp").write_text(SWITCH)
    gone, by_file = [], {}
    for number, (name, file, old, new, kind) in enumerate(wrongs, 1):
        text = by_file.setdefault(file, (root / file).read_text())
        place = last_place(text, old)
        if not place:
            gone.append(name); continue
        old = place.group()
        if kind == "before": put = new.replace("@", str(number)) + " " + old
        elif kind == "statement": put = f"if (is_mutant({number})) {{ {new} }} else {{ {old} }}"
        else: put = f"(is_mutant({number}) ? ({new}) : ({old}))"
        by_file[file] = text[:place.start()] + put + text[place.end():]
    for file, text in by_file.items():
        (copy / file).write_text(text.replace("#include", '#include "engine/mutant.hpp"\n#include', 1))
    return gone

def notices(number, filter_):
    environment = dict(os.environ, TUTELA_MUTANT=str(number), TUTELA_CASES="2")
    try:
        run = subprocess.run([copy / "build" / "bin" / "tutela_tests", "--abort", *filter_], capture_output=True, text=True, errors="replace",
                             env=environment, timeout=600)
    except subprocess.TimeoutExpired:
        return "the tests do not end"
    if run.returncode == 0: return None
    found = re.search(r"-{20,}\n(.+?)\n(?:.*\n)*?-{20,}", run.stdout)
    case = re.search(r"cases/([\w-]+\.case)", run.stdout)
    return (found.group(1).strip() if found else "the tests crash") + (f": {case.group(1)}" if case else "")

def main():
    sync()
    gone = plant()
    for name in gone: print(f"GONE      {name}: its place is no longer in the source")
    subprocess.run(["cmake", "-S", copy, "-B", copy / "build", "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_CXX_FLAGS_RELEASE=-O1"],
                   check=True, stdout=subprocess.DEVNULL)
    built = subprocess.run(["cmake", "--build", copy / "build", "--target", "tutela_tests"], capture_output=True, text=True)
    if built.returncode: sys.exit(built.stdout[-5000:])
    if said := notices(0, []): sys.exit(f"the tests fail without any wrong: {said}")
    survived = len(gone)
    for number, (name, *_) in enumerate(wrongs, 1):
        if name in gone: continue
        said = notices(number, ["~[property]"]) or notices(number, ["[property]"])
        print(f"noticed   {name}: {said}" if said else f"SURVIVED  {name}", flush=True)
        survived += not said
    print(f"{len(wrongs)} wrongs, {len(wrongs) - survived} noticed")
    sys.exit(survived != 0)

main()
