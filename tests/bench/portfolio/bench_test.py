#!/usr/bin/env python3
"""The bench's own arithmetic, and a run of a few designs with the bounds only. Figures of so few mean nothing and are not looked at.
usage: bench_test.py BIN       Skipped where clang++ or simdjson is absent, since the yardstick cannot be built then."""
import json, os, subprocess, sys, tempfile

here = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [here, here + "/../peers"]
import report, runs, tables
from engines import ENGINES

SKIPPED = 77


def told(us):
    return runs.Told(10, 60, 60, 1, us / 2, us / 2, 1, 20)


def series(*pairs):
    made = runs.Series()
    for yardstick, us in pairs:
        made.add(told(yardstick), told(us))
    return made


def arithmetic():
    # Each run against the yardstick beside it: a slow moment, here the second, is slow for both.
    a, b = series((1, 10), (4, 40), (1, 14)), series((1, 5), (4, 20), (1, 7))
    assert a.ratios == [10, 10, 14] and a.ratio == 10, a.ratios
    assert a.median(lambda run: run.us) == 14
    assert runs.times(a, b) == 2 and runs.times(a, series((1, 5), (1, 5))) == 2
    assert runs.pairwise([1, 8, 3], [1, 4, 3], lambda x: x) == 1
    assert [tables.number(x) for x in (None, 0.123, 12.34, 1234.5)] == ["-", "0.12", "12.3", "1,234"]
    assert tables.slashed([1, None]) == "1.00 / -"
    assert tables.table(["a", "b"], [[1, 2]]) == "| a | b |\n|---|---|\n| 1 | 2 |\n"
    assert tables.verdict_of(1.5, ("<=", 1.5)) == "met" and tables.verdict_of(1.7, (">=", 1.8)) == "**not met**"
    assert tables.verdict_of(None, ("<=", 1)) == "not measured"


def failures():
    for words, why in ((["sh", "-c", "echo no; exit 9"], "ended with 9"), (["sh", "-c", "kill -9 $$"], "ended with -9"),
                       (["sh", "-c", "echo no"], "did not say what it took"), (["no-such-program"], "could not be started")):
        try:
            runs.told(words)
            raise AssertionError(f"{words} was taken for a runner")
        except runs.Failed as failed:
            assert str(failed).startswith(why), failed


def few_designs(bin_folder):
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SMALL": "1", "PEERS": "none", "RUNS": "2"}
        environment.pop("SIZES", None)
        made = subprocess.run([sys.executable, here + "/bench.py", bin_folder, folder], env=environment, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True)
        if made.returncode == SKIPPED:
            print(made.stderr.strip().splitlines()[-1])
            sys.exit(SKIPPED)
        assert made.returncode == 0, made.stderr
        results = json.load(open(folder + "/results.json"))
        assert made.stdout.strip() == report.markdown(results).strip() == open(folder + "/table.md").read().strip()
    for name in ("hard", "walker", "tutela", "tutela-walk"):
        assert results["check"][name] == {"verdicts": 3000, "wrong": 0, "expressed": 60}, (name, results["check"])
    for engine in ENGINES:
        if engine.kind != "peer":
            assert results["designs"]["50"][engine.name]["us"] > 0, engine
    assert results["rules"]["600"]["tutela"]["ns"] > 0 and results["members"]["2"]["hard"] > results["members"]["1"]["hard"] / 2
    assert all(heading in made.stdout for heading in ("## Goals", "## Engines", "## More rules", "## More members of lists"))
    assert made.stdout.count("not run: left out") == len(report.RIVALS)
    for name in ("threads", "reasons", "memory", "realistic", "one_design"):
        assert "missing" not in results["goals"][name], results["goals"][name]


if __name__ == "__main__":
    arithmetic()
    failures()
    few_designs(sys.argv[1])
    print("the bench measures, compares and prints")
