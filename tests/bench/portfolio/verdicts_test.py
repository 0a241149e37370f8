#!/usr/bin/env python3
"""Verdicts of the sixty rules equal those of the workload's own reference, a plain Python program that shares nothing
with Tutela. usage: verdicts_test.py JUDGE_LINES ROOT recorded|reference

recorded: on 300 designs of our own, against verdicts of the reference kept beside this file.
reference: on 10,000 designs of each of two seeds, against the reference itself; skipped where the workload is not."""
import os, subprocess, sys, tempfile

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)
import generate, json, workload

MANNERS = ["walk", "plan"]
RECORDED_SEED, RECORDED = 7, 300
SEEDS, DESIGNS = [20240611, 77003], 10000
SKIPPED = 77


def find_workload():
    place = os.environ.get("TUTELA_WORKLOAD")
    return os.path.abspath(place) if place and os.path.exists(place + "/spec/reference.py") else None


def reference_of(place):
    """Their judge: a line of P, F and U of a design in their manner."""
    sys.path[:0] = [place + "/spec", place + "/gen"]
    import reference
    rules = reference.ruleset(60)

    def judge(design):
        env = {"d": design}
        truths = (reference.truth(rule, env) for _, _, rule in rules)
        return "".join("U" if t is None else "P" if t else "F" for t in truths)
    return judge


def compare(judge_lines, designs, wanted):
    """How many verdicts differ, over all manners of judging."""
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        data, out = folder + "/designs.jsonl", folder + "/verdicts.txt"
        with open(data, "w") as f:
            f.writelines(json.dumps(design, separators=(",", ":")) + "\n" for design in designs)
        for manner in MANNERS:
            subprocess.run([judge_lines, manner, here + "/relief-portfolio.tutela", data, out], check=True)
            got = open(out).read().splitlines()
            assert len(got) == len(wanted), f"{len(got)} lines, {len(wanted)} wanted"
            for number, (a, b) in enumerate(zip(got, wanted)):
                for rule, (x, y) in enumerate(zip(a.ljust(60), b)):
                    if x != y:
                        wrong += 1
                        if wrong <= 20:
                            print(f"{manner}: design {number}, REL-{rule + 1:02d}: {x}, the reference says {y}")
    return wrong


def recorded(judge_lines, root):
    path = here + "/recorded-verdicts.txt"
    designs = [generate.design(RECORDED_SEED, number) for number in range(RECORDED)]
    if os.environ.get("UPDATE_GOLDEN"):
        judge = reference_of(find_workload())
        open(path, "w").writelines(judge(workload.to_theirs(design)) + "\n" for design in designs)
    return compare(judge_lines, designs, open(path).read().splitlines())


def reference(judge_lines, root):
    place = find_workload()
    if not place:
        print("SKIPPED: TUTELA_WORKLOAD does not lead to the workload with its reference; only the recorded verdicts were compared")
        sys.exit(SKIPPED)
    judge = reference_of(place)
    import gen
    wrong = 0
    for seed in SEEDS:
        gen.SEED = seed
        theirs = [gen.design(number) for number in range(DESIGNS)]
        wrong += compare(judge_lines, [workload.to_ours(design) for design in theirs], [judge(d) for d in theirs])
        print(f"seed {seed}: {DESIGNS} designs compared")
    return wrong


if __name__ == "__main__":
    differing = {"recorded": recorded, "reference": reference}[sys.argv[3]](sys.argv[1], sys.argv[2])
    print(f"{differing} verdicts differ")
    sys.exit(1 if differing else 0)
