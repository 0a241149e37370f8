#!/usr/bin/env python3
"""Tutela beside the bounds of the workload, each run right after one of the yardstick, medians of ratios.
usage: measure.py BIN ROOT [RUNS]     BIN: the folder with judge_lines and tutela; the workload is looked for as in verdicts_test.py
Prints the rows of the table in docs/performance.md."""
import json, os, statistics, subprocess, sys, tempfile

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)
import verdicts_test, workload

bin_folder, root = sys.argv[1], sys.argv[2]
runs = int(sys.argv[3]) if len(sys.argv) > 3 else 9
place = verdicts_test.find_workload()
if not place:
    sys.exit("SKIPPED: TUTELA_WORKLOAD does not lead to the workload: there is nothing to compare with")
sys.path[:0] = [place + "/gen", place + "/spec"]
folder = tempfile.mkdtemp(prefix="tutela-measure-")


def sh(*words, out=None):
    return subprocess.run(words, check=True, stdout=out or subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


def per_design(*words):
    """Microseconds a design, by the program's own clock; and its rules' share."""
    told = json.loads(sh(*words).strip().splitlines()[-1])
    return (told["parse_s"] + told["eval_s"]) / told["designs"] * 1e6


def whole(*words):
    """Seconds and KiB of a whole process, started by a small one: memory would else be counted from ours."""
    started = subprocess.run([sys.executable, "-c", "import os,resource,subprocess,sys,time;b=time.perf_counter();"
                              "subprocess.run(sys.argv[1:],stdout=subprocess.DEVNULL,stderr=subprocess.DEVNULL);"
                              "print(time.perf_counter()-b,resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)", *words],
                             check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    return float(started[0]), int(started[1])


def prepare():
    import gen
    with open(folder + "/theirs.jsonl", "w") as a, open(folder + "/ours.jsonl", "w") as b:
        for number in range(10000):
            design = gen.design(number)
            a.write(json.dumps(design, separators=(",", ":")) + "\n")
            b.write(json.dumps(workload.to_ours(design), separators=(",", ":")) + "\n")
    for program in ("bound", "proto"):
        sh("clang++", "-std=c++17", "-O3", "-march=native", "-o", f"{folder}/{program}", f"{place}/cpp/{program}.cpp", "-lsimdjson")
    for count in (60, 600, 6000):
        sh(sys.executable, place + "/spec/backends.py", str(count), f"{folder}/r{count}")
        with open(f"{folder}/many{count}.tutela", "w") as f:
            subprocess.run([sys.executable, here + "/replicate.py", str(count)], check=True, stdout=f)
    sh("cp", here + "/relief.tutela", folder)
    with open(folder + "/hundred.jsonl", "w") as f:
        text = open(folder + "/ours.jsonl").read()
        for _ in range(10):
            f.write(text)


def median_of(pairs, base):
    return statistics.median(a / b for a, b in zip(pairs, base))


prepare()
theirs, ours = folder + "/theirs.jsonl", folder + "/ours.jsonl"
judge, rules60 = bin_folder + "/judge_lines", here + "/relief-portfolio.tutela"
lines = {
    "simdjson parse": (f"{folder}/bound", "parse", theirs, "-", "-"),
    "hard-coded C++": (f"{folder}/bound", "hard", theirs, f"{folder}/r60/params.txt", "-"),
    "tree-walker, 150 lines": (f"{folder}/proto", f"{folder}/r60/ast.json", theirs, "/dev/null"),
    "tutela, plan": (judge, "plan", rules60, ours, "-"),
    "tutela, plan, reading only": (judge, "read", rules60, ours, "-"),
    "tutela, evaluator": (judge, "walk", rules60, ours, "-", "1000"),
}
took = {name: [] for name in lines}
for _ in range(runs):
    for name, words in lines.items():
        took[name].append(per_design(*words))
print("| 10,000 designs, 60 rules, one thread | us a design | x parse | x hard-coded |\n|---|---|---|---|")
for name, times in took.items():
    print(f"| {name} | {statistics.median(times):.1f} | {median_of(times, took['simdjson parse']):.2f} | "
          f"{median_of(times, took['hard-coded C++']):.2f} |")

print("\n| rules | hard-coded, ns a rule | tutela, ns a rule | ratio |\n|---|---|---|---|")
for count in (60, 600, 6000):
    hard, mine = [], []
    for _ in range(max(3, runs // 2)):
        told = json.loads(sh(f"{folder}/bound", "hard", theirs, f"{folder}/r{count}/params.txt", "-", "1000").splitlines()[-1])
        hard.append(told["eval_s"] / 1000 / count * 1e9)
        read = per_design(judge, "read", f"{folder}/many{count}.tutela", ours, "-", "1000")
        mine.append((per_design(judge, "plan", f"{folder}/many{count}.tutela", ours, "-", "1000") - read) / count * 1e3)
    print(f"| {count} | {statistics.median(hard):.1f} | {statistics.median(mine):.1f} | {median_of(mine, hard):.2f} |")

tutela = bin_folder + "/tutela"
check = lambda data, *more: whole(tutela, "check", data, "--ruleset", rules60, "--as-of", "2026-07-01", "--format", "jsonl",
                                  "--verdicts-only", "--output", "/dev/null", *more)
one, two = [], []
for _ in range(max(3, runs // 2)):
    one.append(check(folder + "/hundred.jsonl", "--jobs", "1"))
    two.append(check(folder + "/hundred.jsonl", "--jobs", "2"))
small = check(ours)
print(f"\n100,000 designs, whole process: {statistics.median(t for t, _ in one):.2f} s on one thread, two threads "
      f"{median_of([t for t, _ in one], [t for t, _ in two]):.2f} x as fast; load {os.getloadavg()[0]:.1f}")
print(f"memory: {small[1] / 1024:.0f} MiB for 10,000 designs, {max(m for _, m in one) / 1024:.0f} MiB for 100,000 "
      f"({max(m for _, m in two) / 1024:.0f} MiB on two threads)")
example = root + "/examples/borno-site-management/programme.toml"
times = [whole(tutela, "check", example)[0] * 1000 for _ in range(4 * runs)]
print(f"tutela check of one design, all rules, whole process: {statistics.median(times):.1f} ms (least {min(times):.1f})")
subprocess.run(["rm", "-rf", folder])
