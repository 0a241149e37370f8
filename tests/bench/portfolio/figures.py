"""What is measured of every engine. Results are plain numbers, by engine."""
import os, statistics
from typing import NamedTuple

import engines
from runs import Failed, Series, in_turn, run, times, told

CHECKED = 1000  # designs whose verdicts are compared
LONGEST = 60  # seconds that a run may be expected to take; what takes longer is left out


class Scale(NamedTuple):
    """How much is measured."""
    sizes: tuple = (1000, 10000, 100000)
    runs: int = 5
    rules: tuple = (60, 600, 6000)
    members: tuple = (1, 2, 4, 8)
    some: int = 1000  # designs where rules or members are many, for peers
    many: int = 10000  # the same for the bounds and us, where rules are many
    long: int = 3000  # and where members are
    realistic: int = 10000
    processes: int = 40  # of one design each
    million: bool = False


def per_design(told):
    return told.us


class Figures:
    def __init__(self, data, builds, scale, wanted, say):
        """wanted: the names of engines; say: called with a line of progress."""
        self.data, self.builds, self.scale, self.say = data, builds, scale, say
        self.missing = {}
        self.engines = []
        self.folder = data.folder
        for engine in engines.ENGINES:
            if engine.name not in wanted:
                continue
            why = builds.missing(engine)
            if why:
                self.missing[engine.name] = why
                say(f"{engine.name}: not run: {why}")
            else:
                self.engines.append(engine)
        self.by_name = {engine.name: engine for engine in self.engines}

    def words(self, engine, count, data, limit=None, out=None):
        return self.builds.command(engine, self.data.rules(count), data[engine.manner], out or "/dev/null", limit)

    def designs_of(self, size, members=1):
        return {manner: self.data.designs(size, manner, members) for manner in ("peers", "tutela")}

    # ---- Verdicts against the reference

    def check(self):
        count = min(CHECKED, self.scale.sizes[-1])
        data, wanted = self.designs_of(count), self.data.verdicts(count)
        made = {}
        for engine in self.engines[:]:
            if engine.name in ("parse", "extract", "tutela-read"):
                continue
            try:
                made[engine.name] = self.compare(engine, data, wanted)
            except Failed as why:
                self.missing[engine.name] = str(why)
                self.engines.remove(engine)
                del self.by_name[engine.name]
            self.say(f"verdicts of {engine.name}: {made.get(engine.name, self.missing.get(engine.name))}")
        return made

    def compare(self, engine, data, wanted):
        out = f"{self.folder}/verdicts-{engine.name}.txt"
        said = told(self.words(engine, 60, data, out=out), limit=400)
        got = open(out).read().splitlines()
        letters = [(x, y) for a, b in zip(wanted, got) for x, y in zip(a, b.ljust(len(a), "?")) if y != "-"]
        missing = sum(map(len, wanted[len(got):]))
        return {"verdicts": len(letters) + missing, "wrong": missing + sum(x != y for x, y in letters), "expressed": said.expressed}

    # ---- Many designs

    def designs(self, size, before):
        """before: the results of a smaller size, to see how long a run will take."""
        data = self.designs_of(size)
        names = [engine for engine in self.engines if self.is_short(engine, size, before)]
        own = [engine for engine in names if engine.kind != "peer"]
        series = self.rounds(own, data)
        for engine in names:
            if engine.kind == "peer":
                series.update(self.rounds([engine], data))
        hard = series.get("hard")
        return {name: self.summary(self.by_name[name], one, hard) for name, one in series.items()}

    def is_short(self, engine, size, before):
        if before is None:
            return True
        earlier = before.get(engine.name)
        return earlier is not None and earlier["us"] * size / 1e6 <= LONGEST

    def rounds(self, some, data):
        made = {engine.name: Series() for engine in some}
        yardstick = self.words(self.by_name["parse"], 60, data, out="-")
        for number in range(self.scale.runs):
            for engine in some:
                series = made.get(engine.name)
                if series is None or (number and series.last.seconds > 20):
                    continue
                try:
                    before = told(yardstick)
                    series.add(before, before if engine.name == "parse" else told(self.words(engine, 60, data), limit=300))
                except Failed as why:
                    self.say(f"{engine.name}: {why}")
                    made.pop(engine.name)
        for name, series in made.items():
            self.say(f"{name}: {series.last.designs} designs, {series.median(per_design):.1f} us a design, "
                     f"{series.ratio:.2f} times the yardstick, {len(series.runs)} runs")
        return made

    def summary(self, engine, series, hard):
        x_hard = None
        if hard:  # peers do not run in turn with it
            x_hard = times(series, hard) if engine.kind != "peer" else series.ratio / hard.ratio
        return {"runs": len(series.runs), "us": series.median(per_design), "parse_us": series.median(lambda r: r.parse_us),
                "judge_us": series.median(lambda r: r.judge_us), "x_parse": series.ratio, "x_hard": x_hard,
                "mib": series.median(lambda r: r.mib), "expressed": series.last.expressed}

    def first_verdict(self):
        """Milliseconds of a whole process that judges one design."""
        data, made = self.designs_of(self.scale.sizes[0]), {}
        for engine in self.engines:
            try:
                made[engine.name] = run(self.words(engine, 60, data, limit=1), limit=60, again=3).seconds * 1e3
            except Failed as why:
                self.say(f"{engine.name}: {why}")
        return made

    # ---- Many rules

    def rules(self):
        data, made = self.designs_of(self.scale.many), {}
        for count in self.scale.rules:
            before = made.get(str(count // 10), {})
            made[str(count)] = now = {}
            for engine in self.engines:
                if engine.name in ("parse", "extract", "tutela-read", "zen-together") or count > engine.most_rules:
                    continue
                try:
                    now[engine.name] = self.of_rules(engine, count, data, before.get(engine.name))
                    self.say(f"{engine.name}: {count} rules, {now[engine.name]['ns']:.1f} ns a rule and design")
                except Failed as why:
                    self.say(f"{engine.name}: {count} rules: {why}")
        self.add_ratios(made)
        return made

    def of_rules(self, engine, count, data, before):
        limit = self.scale.some if engine.kind == "peer" or engine.name == "tutela-walk" else self.scale.many
        while before and not engine.all_at_once and before["ns"] * count * limit / 1e9 > 5 and limit > 50:
            limit //= 2
        words = {"all": self.words(engine, count, data, limit)}
        if engine.name == "tutela":  # it reads and judges at once
            words["read"] = self.words(self.by_name["tutela-read"], count, data, limit)
        taken = in_turn(words, self.runs_of(engine), lambda one: told(one, limit=300))
        judging = [one.judge_us for one in taken["all"]]
        if "read" in taken:
            judging = [one.us - read.us for one, read in zip(taken["all"], taken["read"])]
        rules = max(1, taken["all"][0].expressed)
        return {"ns": statistics.median(judging) / rules * 1e3, "set_up_ms": statistics.median(one.set_up_ms for one in taken["all"]),
                "mib": statistics.median(one.mib for one in taken["all"]), "designs": taken["all"][0].designs}

    def runs_of(self, engine):
        """Peers are far away: three runs tell how far."""
        return min(3, self.scale.runs) if engine.kind == "peer" else self.scale.runs

    def add_ratios(self, made):
        for of_count in made.values():
            hard = of_count.get("hard")
            for one in of_count.values():
                one["x_hard"] = one["ns"] / hard["ns"] if hard and hard["ns"] else None

    # ---- Many members of lists

    def members(self):
        long_bound = self.builds.long_bound()
        made = {}
        for times_as_many in self.scale.members:
            data = self.designs_of(self.scale.long, times_as_many)
            made[str(times_as_many)] = now = {"bytes": os.path.getsize(data["peers"]) / self.scale.long}
            for engine in self.engines:
                if engine.name == "tutela-read" or (engine.kind == "bound" and engine.name != "walker" and long_bound):
                    continue
                words = self.words(engine, 60, data, self.limit_of(engine, times_as_many))
                if words[0].endswith("/bound"):
                    words[0] += "_long"
                try:
                    now[engine.name] = statistics.median(told(words, limit=300).us for _ in range(self.runs_of(engine)))
                except Failed as why:
                    self.say(f"{engine.name}: {times_as_many} times as many members: {why}")
            self.say(f"{times_as_many} times as many members: " + ", ".join(f"{name} {us:.0f}" for name, us in now.items()))
        return made

    def limit_of(self, engine, times_as_many):
        if engine.kind == "peer" or engine.name == "tutela-walk":
            slow = engine.name in ("opa", "regorus")
            return max(10, self.scale.some // (20 * times_as_many if slow else 5))
        return self.scale.long
