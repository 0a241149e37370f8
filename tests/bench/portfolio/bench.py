#!/usr/bin/env python3
"""Tutela beside its bounds and its peers, in one run: `make bench-portfolio`.
usage: bench.py BIN BUILD        BIN: the folder with tutela, judge_lines, tutela_bench; BUILD: where programs and data are kept

From the environment: RUNS (5), SIZES (1000,10000,100000), PEERS (all, none, or names with commas between), MILLION=1 (memory for a
million designs too), SMALL=1 (a few of everything, to see that it works). Prints Markdown; BUILD/results.json has all figures."""
import datetime, json, os, platform, shutil, subprocess, sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [here, here + "/../peers"]
import report
from data import Data
from engines import ENGINES, Builds
from figures import Figures, Scale
from goals import Goals

ROOT = os.path.abspath(here + "/../../..")
SMALL = Scale(sizes=(50,), runs=2, rules=(60, 600), members=(1, 2), some=50, many=50, long=50, realistic=20, processes=3)


def say(line):
    print(line, file=sys.stderr, flush=True)


def scale_of(environment):
    scale = SMALL if environment.get("SMALL") else Scale()
    if environment.get("RUNS"):
        scale = scale._replace(runs=int(environment["RUNS"]))
    if environment.get("SIZES"):
        scale = scale._replace(sizes=tuple(sorted(map(int, environment["SIZES"].split(",")))))
    return scale._replace(million=environment.get("MILLION") == "1")


def wanted_of(environment):
    peers = {engine.name for engine in ENGINES if engine.kind == "peer"}
    asked = environment.get("PEERS") or "all"
    if asked == "none":
        chosen = set()
    elif asked == "all":
        chosen = peers
    else:
        chosen = set(asked.split(","))
        if chosen - peers:
            sys.exit(f"bench: no such peer: {', '.join(sorted(chosen - peers))}; there are {', '.join(sorted(peers))}")
    return {engine.name for engine in ENGINES if engine.kind != "peer"} | chosen


def first_line(*words):
    if not shutil.which(words[0]):
        return "none"
    return subprocess.run(words, stdout=subprocess.PIPE, text=True).stdout.strip().splitlines()[0]


def processor():
    with open("/proc/cpuinfo") as f:
        return next((line.split(":")[1].strip() for line in f if line.startswith("model name")), platform.machine())


def load():
    return f"{os.getloadavg()[0]:.1f}"


def machine():
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {"date": datetime.date.today().isoformat(), "machine": f"{os.cpu_count()} cores of {processor()}, {memory:.0f} GiB",
            "load at the beginning": load(),
            "compilers": "; ".join([first_line("g++", "--version"), first_line("clang++", "--version"), "Node " + first_line("node", "--version"),
                                    first_line("go", "version"), first_line("rustc", "--version")])}


def measure(bin_folder, build, environment):
    scale = scale_of(environment)
    data = Data(build, ROOT)
    builds = Builds(ROOT, bin_folder, os.path.join(build, "programs"))
    figures = Figures(data, builds, scale, wanted_of(environment), say)
    lacking = {"parse", "hard", "tutela"} - figures.by_name.keys()
    if lacking:
        why = {name: figures.missing.get(name, "is missing") for name in sorted(lacking)}
        say("SKIPPED: there is nothing to measure with: " + "; ".join(f"{name}: {reason}" for name, reason in why.items()))
        sys.exit(77)
    results = {"machine": machine(), "missing": figures.missing, "check": figures.check(), "designs": {}}
    before = None
    for size in scale.sizes:
        results["designs"][str(size)] = before = figures.designs(size, before)
    results["first"] = figures.first_verdict()
    results["goals"] = Goals(data, bin_folder, ROOT, scale, say).all()
    results["rules"] = figures.rules()
    results["members"] = figures.members()
    results["machine"]["load at the end"] = load()
    return results


def main(bin_folder, build):
    os.makedirs(build, exist_ok=True)
    build = os.path.abspath(build)
    bin_folder = os.path.abspath(bin_folder)
    os.chdir(ROOT)
    results = measure(bin_folder, build, os.environ)
    with open(build + "/results.json", "w") as f:
        json.dump(results, f, indent=1)
    text = report.markdown(results)
    with open(build + "/table.md", "w") as f:
        f.write(text)
    print(text)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
