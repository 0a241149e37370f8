#!/usr/bin/env python3
"""Verdicts of the sixty rules equal those of the reference, a plain Python program that shares nothing with Tutela.
usage: verdicts_test.py JUDGE_LINES DESIGNS SEED...
So many designs of each seed, by the evaluator and by the plan; and copies of the rules with other constants on a few of them."""
import os, subprocess, sys, tempfile

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [here, here + "/../peers"]
import generate, reference, rules

COPIES, DESIGNS_OF_COPIES = 600, 100


def differing(judge_lines, manner, ruleset, folder, wanted):
    """How many verdicts on the designs of a folder differ."""
    out, wrong = folder + "/verdicts.txt", 0
    subprocess.run([judge_lines, manner, ruleset, folder + "/designs.jsonl", out, str(len(wanted))], check=True)
    got = open(out).read().splitlines()
    assert len(got) == len(wanted), f"{len(got)} lines, {len(wanted)} wanted"
    for number, (a, b) in enumerate(zip(got, wanted)):
        for rule, (x, y) in enumerate(zip(a.ljust(len(b)), b)):
            wrong += x != y
            if x != y and wrong <= 20:
                print(f"{manner}: design {number}, rule {rule + 1}: {x}, the reference says {y}")
    return wrong


def compare(judge_lines, seed, count, folder):
    designs = [generate.design(seed, number) for number in range(count)]
    with open(folder + "/designs.jsonl", "w") as f:
        f.writelines(generate.line(generate.for_tutela(design)) for design in designs)
    wanted = [reference.letters(rules.RULES, design) for design in designs]
    wrong = sum(differing(judge_lines, manner, here + "/relief-portfolio.tutela", folder, wanted) for manner in ("walk", "plan"))
    print(f"seed {seed}: {count} designs compared, {wrong} verdicts differ")
    return wrong


def compare_copies(judge_lines, seed, folder):
    with open(folder + "/many.tutela", "w") as f:
        subprocess.run([sys.executable, here + "/replicate.py", str(COPIES)], check=True, stdout=f)
    os.symlink(here + "/relief.tutela", folder + "/relief.tutela")
    copies = rules.ruleset(COPIES)
    wanted = [reference.letters(copies, generate.design(seed, number)) for number in range(DESIGNS_OF_COPIES)]
    wrong = differing(judge_lines, "plan", folder + "/many.tutela", folder, wanted)
    print(f"{COPIES} rules: {DESIGNS_OF_COPIES} designs compared, {wrong} verdicts differ")
    return wrong


def main(judge_lines, count, seeds):
    with tempfile.TemporaryDirectory() as folder:
        wrong = sum(compare(judge_lines, seed, count, folder) for seed in seeds)
        return wrong + compare_copies(judge_lines, seeds[-1], folder)


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1], int(sys.argv[2]), [int(seed) for seed in sys.argv[3:]]) else 0)
