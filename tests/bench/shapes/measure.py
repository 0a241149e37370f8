#!/usr/bin/env python3
"""Rules as closures, bytecode, columns of bytes and columns of bit planes, side by side.
usage: measure.py SHAPES check|table [RUNS]
SHAPES: the program of shapes.cpp. check: on a few designs all shapes give the truths of the plan (exit 1 where not). table:
prints, as Markdown, what a rule and design costs by growing rules and growing lists."""
import json, os, subprocess, sys, tempfile

here = os.path.dirname(os.path.abspath(__file__))
portfolio = os.path.join(here, "..", "portfolio")
SEED = "20240611"
ROWS = (("columns of bytes", "columns of bytes, as the engine has them"), ("columns of planes", "columns of bit planes"),
        ("closures", "closures"), ("bytecode", "bytecode"))
# Rules, how many times the members of every list, designs.
CASES = ((60, 1, 10000), (600, 1, 1000), (6000, 1, 1000), (60, 2, 1000), (60, 4, 1000), (60, 8, 1000))


def python(script, *words, out):
    with open(out, "w") as f:
        subprocess.run([sys.executable, os.path.join(portfolio, script), *map(str, words)], stdout=f, check=True)
    return out


def rules_in(folder, count):
    """The sixty rules, or copies of them with other constants, beside their vocabulary."""
    subprocess.run(["cp", portfolio + "/relief.tutela", folder], check=True)
    return python("replicate.py", count, out=f"{folder}/rules{count}.tutela")


def designs_in(folder, count, times):
    return python("generate.py", SEED, count, "tutela", times, out=f"{folder}/designs{times}.jsonl")


def check(shapes, folder):
    for times in (1, 3):
        subprocess.run([shapes, "check", rules_in(folder, 120), designs_in(folder, 100, times)], check=True)


def table(shapes, folder, runs):
    found = []
    for count, times, designs in CASES:
        said = subprocess.run([shapes, "measure", rules_in(folder, count), designs_in(folder, designs, times), runs],
                              check=True, stdout=subprocess.PIPE, text=True).stdout
        found.append(json.loads(said.splitlines()[-1]))
    heads = [f"{count} rules" + (f", lists x {times}" if times > 1 else "") for count, times, _ in CASES]
    print("| ns a rule and design (x the first row) | " + " | ".join(heads) + " |")
    print("|---" * (len(heads) + 1) + "|")
    for key, title in ROWS:
        cells = (f"{one[key][0]:.1f} ({one[key][1]:.2f})" for one in found)
        print(f"| {title} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="tutela-shapes-") as place:
        if sys.argv[2] == "check":
            check(sys.argv[1], place)
        else:
            table(sys.argv[1], place, sys.argv[3] if len(sys.argv) > 3 else "9")
