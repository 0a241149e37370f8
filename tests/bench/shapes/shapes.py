#!/usr/bin/env python3
"""The four shapes of evaluated rules, compared or measured. usage: shapes.py SHAPES check|measure [RUNS]
SHAPES: the program of that name. check: on 300 designs and on some with long lists; measure: the table of docs/performance.md."""
import json, os, shutil, subprocess, sys, tempfile

here = os.path.dirname(os.path.abspath(__file__))
portfolio = os.path.join(here, "..", "portfolio")
program, what = sys.argv[1], sys.argv[2]
runs = sys.argv[3] if len(sys.argv) > 3 else "9"


def write(path, *words):
    with open(path, "w") as out:
        subprocess.run([sys.executable, *words], check=True, stdout=out)
    return path


with tempfile.TemporaryDirectory(prefix="tutela-shapes-") as folder:
    shutil.copy(portfolio + "/relief.tutela", folder)
    shutil.copy(portfolio + "/relief-portfolio.tutela", folder + "/60.tutela")
    designs = lambda count: write(f"{folder}/{count}.jsonl", portfolio + "/generate.py", "5", str(count))
    long = lambda count, members: write(f"{folder}/{members}.jsonl", here + "/designs.py", "3", str(count), str(members))
    rules = lambda count: write(f"{folder}/{count}.tutela", portfolio + "/replicate.py", str(count))
    sixty = folder + "/60.tutela"
    if what == "check":
        for text, of in ((sixty, designs(300)), (sixty, long(3, 70)), (rules(600), designs(40))):
            done = subprocess.run([program, "check", text, of], stdout=subprocess.PIPE, text=True)
            print(done.stdout, end="")
            if done.returncode != 0 or " 0 unread" not in done.stdout or " 0 odd" not in done.stdout:
                sys.exit(f"shapes differ, or designs could not be compared: exit code {done.returncode}")
        sys.exit(0)
    table = []
    for name, text, of in (("60 rules", sixty, designs(10000)), ("600 rules", rules(600), designs(1000)),
                           ("6,000 rules", rules(6000), folder + "/1000.jsonl"),
                           ("60 rules, lists of 8", sixty, long(1000, 8)), ("60 rules, lists of 64", sixty, long(300, 64))):
        done = subprocess.run([program, "measure", text, of, runs], check=True, stdout=subprocess.PIPE, text=True)
        table.append((name, json.loads(done.stdout.splitlines()[-1])))
        print(f"{name}: {done.stdout.splitlines()[0]}", file=sys.stderr)
    shapes = list(table[0][1])
    print("| | " + " | ".join(shapes) + " |\n|" + "---|" * (len(shapes) + 1))
    for name, took in table:
        cells = (f"{took[shape][0]:,.1f} ns, {took[shape][1]:.2f}" for shape in shapes)
        print(f"| {name} | " + " | ".join(cells) + " |")
    print(f"\nload {os.getloadavg()[0]:.1f}")
