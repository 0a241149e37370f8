"""The results as Markdown: the machine, the goals, the engines, and how cost grows."""
from engines import ENGINES
from tables import number, slashed, table, verdict_of

KINDS = {engine.name: engine.kind for engine in ENGINES}
HEADINGS = {engine.name: engine.heading for engine in ENGINES}
RIVALS = [("duckdb", "DuckDB", 10), ("clips", "CLIPS", 20), ("cel", "CEL", 20), ("cel-go", "cel-go", 20), ("zen", "ZEN", 20),
          ("zen-together", "ZEN, 64 in flight", 20), ("sqlite", "SQLite", 20)]
NO_ENGINE = ("js",)  # peers that nobody could put other rules into


def largest(results, *names):
    """The results of the most designs that all of these engines judged."""
    for size in sorted(results["designs"], key=int, reverse=True):
        if all(name in results["designs"][size] for name in names):
            return size, results["designs"][size]
    return None, {}


def machine(results):
    return "".join(f"- {what}: {told}\n" for what, told in results["machine"].items())


def reached(rows, measure, goal, figure, told):
    """goal: (relation, number) or nothing to reach."""
    rows.append([measure, f"{'at most' if goal[0] == '<=' else 'at least'} {goal[1]:g}", told, verdict_of(figure, goal)])


def goals(results):
    rows = []
    size, here = largest(results, "tutela", "hard")
    if here:
        ours = here["tutela"]
        for name, what, most, reach in (("x_hard", "the hard-coded C++", 1.5, 0.8), ("x_parse", "simdjson's parse", 4, 2)):
            reached(rows, f"{int(size):,} designs, 60 rules, one thread: times {what}", ("<=", most), ours[name],
                    f"{number(ours[name])} (reach for {reach}); {number(ours['us'])} us a design")
    for name, words, least in RIVALS:
        at, there = largest(results, "tutela", name)
        if there:
            factor = there[name]["x_parse"] / there["tutela"]["x_parse"]
            said = there[name]["expressed"]
            reached(rows, f"the same, times as fast as {words}" + ("" if said == 60 else f" ({said} of the rules)"), (">=", least), factor,
                    f"{number(factor)} ({int(at):,} designs)")
        else:
            rows.append([f"the same, times as fast as {words}", f"at least {least}", "not run: " + results["missing"].get(name, "left out"), "-"])
    rows += fastest(results) + many_rules(results)
    for name, row in PROCESSES.items():
        told = results["goals"].get(name, {"missing": "left out"})
        if "missing" in told:
            rows.append([row.__doc__, "", "not measured: " + told["missing"], "-"])
        else:
            row(rows, told)
    return table(["measure", "goal", "reached", ""], rows)


def fastest(results):
    """The fastest engine that says all rules."""
    rows = []
    for size in sorted(results["designs"], key=int)[-1:]:
        here = results["designs"][size]
        complete = {name: one["x_parse"] for name, one in here.items() if KINDS[name] == "peer" and one["expressed"] == 60 and name not in NO_ENGINE}
        if complete and "tutela" in here:
            name = min(complete, key=complete.get)
            factor = complete[name] / here["tutela"]["x_parse"]
            reached(rows, f"the same, times as fast as the fastest peer that says all 60 rules: {HEADINGS[name]}", (">=", 10), factor,
                    f"{number(factor)} ({int(size):,} designs)")
    return rows


def many_rules(results):
    rows = []
    for count in sorted(results["rules"], key=int)[-1:]:
        ours = results["rules"][count].get("tutela")
        if ours:
            reached(rows, f"{int(count):,} rules: ns a rule and design", ("<=", 20), ours["ns"], f"{number(ours['ns'])} (reach for 5)")
            if ours["x_hard"]:
                reached(rows, f"{int(count):,} rules: times the hard-coded C++", ("<=", 1.5), ours["x_hard"], number(ours["x_hard"]))
    return rows


def threads(rows, told):
    """two threads over one"""
    reached(rows, f"two threads, times as fast as one ({told['designs']:,} designs, whole process)", (">=", 1.8), told["ratio"],
            f"{number(told['ratio'])} ({number(told['one_s'])} s and {number(told['two_s'])} s)")


def reasons(rows, told):
    """reasons over verdicts only"""
    of_reasons(rows, "with reasons for everything not met or open, times verdicts only", told, told["designs"])


def of_reasons(rows, measure, told, designs):
    reached(rows, measure, ("<=", 3), told["ratio"],
            f"{number(told['ratio'])} ({designs:,} designs: {number(told['told_s'])} s and {number(told['bare_s'])} s; {number(told['mib'])} MiB)")


def memory(rows, told):
    """memory"""
    sizes = sorted(told, key=int)
    reached(rows, f"memory, MiB, for {' / '.join(f'{int(size):,}' for size in sizes)} designs", ("<=", 150), max(told.values()),
            slashed(told[size] for size in sizes))


def realistic(rows, told):
    """all rules, realistic designs"""
    for name, words in (("again", "texts that come again"), ("unlike", "texts that do not")):
        reached(rows, f"all of protection-mainstreaming, {told['designs']:,} realistic designs, {words}, whole process on two threads: s",
                ("<=", 2), told[name + "_s"], f"{number(told[name + '_s'])} ({number(told[name + '_mib'])} MiB)")
        of_reasons(rows, f"the same on one thread, with reasons, {words}, times verdicts only", told[name + "_reasons"], told["designs"])


def one_fact(rows, told):
    """one fact changed"""
    reached(rows, "one fact changed, all rules watching: us", ("<=", 50), told["mean_us"],
            f"mean {number(told['mean_us'])}, median {number(told['median_us'])}, 95 of 100 under {number(told['p95_us'])}, most "
            f"{number(told['most_us'])}; all anew {number(told['anew_us'])}")


def one_design(rows, told):
    """`tutela check` of one design"""
    reached(rows, "`tutela check` of one design, all rules, whole process: ms", ("<=", 20), told["ms"],
            f"{number(told['ms'])} (least {number(told['least_ms'])})")


PROCESSES = {row.__name__: row for row in (threads, reasons, memory, realistic, one_fact, one_design)}


def of_sizes(results, name, what):
    return slashed(results["designs"][size].get(name, {}).get(what) for size in sorted(results["designs"], key=int))


def engines(results):
    """All at the size in the middle, and designs a second and memory at each."""
    sizes = sorted(results["designs"], key=int)
    middle = sizes[min(1, len(sizes) - 1)]
    rows = []
    for name, heading in HEADINGS.items():
        one = results["designs"][middle].get(name) or results["designs"][sizes[0]].get(name)
        if name in results["missing"]:
            rows.append([heading, "-", "not run: " + results["missing"][name]] + ["-"] * 7)
        elif one:
            check = results["check"].get(name)
            wrong = f"{check['wrong']:,} of {check['verdicts']:,}" if check else "-"
            rows.append([heading, check["expressed"] if check else "-", f"**{wrong}**" if check and check["wrong"] else wrong,
                         number(one["parse_us"]), number(one["judge_us"]), number(one["x_parse"]), number(one["x_hard"]),
                         of_sizes(results, name, "us"), number(results["first"].get(name)), of_sizes(results, name, "mib")])
    return table(["engine", "rules said", "wrong verdicts", "parse, us a design", "rules, us", "x simdjson parse", "x hard-coded C++",
                  f"us a design, {' / '.join(sizes)}", "first verdict, ms", f"MiB, {' / '.join(sizes)}"], rows)


def rules(results):
    counts = sorted(results["rules"], key=int)
    heads = " / ".join(counts)
    rows = []
    for name, heading in HEADINGS.items():
        of = [results["rules"][count].get(name) for count in counts]
        if any(of):
            rows.append([heading, *(slashed(one and one[what] for one in of) for what in ("ns", "x_hard", "set_up_ms", "mib"))])
    return table(["engine", f"ns a rule and design at {heads} rules", "x hard-coded C++", "set-up, ms", "MiB"], rows)


def members(results):
    counts = sorted(results["members"], key=int)
    first = results["members"][counts[0]]
    rows = []
    for name, heading in HEADINGS.items():
        of = [results["members"][count].get(name) for count in counts]
        if of[0]:
            rows.append([heading, slashed(of), slashed(one and one / first[name] for one in of)])
    sizes = slashed(results["members"][count]["bytes"] / 1024 for count in counts)
    heads = " / ".join(counts)
    return f"KiB a design: {sizes}\n\n" + table(["engine", f"us a design at {heads} times as many members", "times the first"], rows)


def markdown(results):
    parts = ["# Tutela beside its bounds and its peers, in one run\n", machine(results), "## Goals\n", goals(results), "## Engines\n",
             "Tutela takes parsing and judging in one; all others apart.\n", engines(results), "## More rules\n", rules(results),
             "## More members of lists\n", members(results)]
    return "\n".join(parts)
