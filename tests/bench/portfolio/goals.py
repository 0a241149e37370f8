"""What a user meets: whole processes of `tutela`, and one fact changed."""
import json, os, statistics, subprocess

from runs import Failed, in_turn, pairwise, run

here = os.path.dirname(os.path.abspath(__file__))
AS_OF = ["--as-of", "2026-07-01"]


class Goals:
    def __init__(self, data, bin_folder, root, scale, say):
        self.data, self.bin, self.root, self.scale, self.say = data, bin_folder, root, scale, say

    def check(self, designs, *more):
        return [self.bin + "/tutela", "check", designs, *AS_OF, "--format", "jsonl", "--output", "/dev/null", *more]

    def relief(self, designs, *more):
        return self.check(designs, "--ruleset", here + "/relief-portfolio.tutela", *more)

    def all(self):
        made = {}
        for what in (self.threads, self.reasons, self.memory, self.realistic, self.one_fact, self.one_design):
            try:
                made[what.__name__] = what()
            except Failed as why:
                made[what.__name__] = {"missing": str(why)}
            self.say(f"{what.__name__}: {made[what.__name__]}")
        return made

    def threads(self):
        """Seconds on one thread and on two, and how many times as fast two are."""
        designs = self.data.designs(self.scale.sizes[-1], "tutela")
        taken = in_turn({jobs: self.relief(designs, "--verdicts-only", "--jobs", jobs) for jobs in "12"}, self.scale.runs, run)
        return {"designs": self.scale.sizes[-1], "one_s": statistics.median(one.seconds for one in taken["1"]),
                "two_s": statistics.median(one.seconds for one in taken["2"]), "ratio": pairwise(taken["1"], taken["2"])}

    def reasons(self):
        """Rows with reasons for all that is not met or open, over verdicts only, on one thread."""
        size = self.scale.sizes[min(1, len(self.scale.sizes) - 1)]
        designs = self.data.designs(size, "tutela")
        return {"designs": size, **self.told_and_bare(self.relief(designs, "--jobs", "1"))}

    def told_and_bare(self, words):
        taken = in_turn({"bare": [*words, "--verdicts-only"], "told": words}, self.scale.runs, run)
        return {"bare_s": statistics.median(one.seconds for one in taken["bare"]),
                "told_s": statistics.median(one.seconds for one in taken["told"]), "ratio": pairwise(taken["told"], taken["bare"]),
                "mib": max(one.mib for one in taken["told"])}

    def memory(self):
        """MiB at the most, on all cores."""
        made = {}
        for size in self.scale.sizes:
            made[str(size)] = run(self.relief(self.data.designs(size, "tutela"), "--verdicts-only")).mib
        if self.scale.million:
            made["1000000"] = self.streamed(1000000)
        return made

    def streamed(self, count):
        """Through standard input, the largest file again and again: no file of six gigabytes is needed."""
        largest = self.scale.sizes[-1]
        designs = self.data.designs(largest, "tutela")
        feeding = subprocess.Popen(["cat"] + [designs] * (count // largest), stdout=subprocess.PIPE)
        finished = run(self.relief("-", "--verdicts-only"), stdin=feeding.stdout)
        feeding.stdout.close()
        if feeding.wait() != 0:
            raise Failed("not all designs were read")
        self.say(f"{count} designs through standard input: {finished.seconds:.1f} s")
        return finished.mib

    def realistic(self):
        """All rules of protection-mainstreaming, seconds of a whole process on two threads."""
        made = {"designs": self.scale.realistic}
        for name, kind in (("again", []), ("unlike", ["unlike"])):
            designs = self.data.realistic(self.scale.realistic, *kind)
            taken = [run(self.check(designs, "--verdicts-only", "--jobs", "2")) for _ in range(self.scale.runs)]
            made[name + "_s"] = statistics.median(one.seconds for one in taken)
            made[name + "_mib"] = max(one.mib for one in taken)
            made[name + "_reasons"] = self.told_and_bare(self.check(designs, "--jobs", "1"))
        return made

    def one_fact(self):
        """Every fact of an example changed by itself, all rules watching, in microseconds."""
        program = self.bin + "/tutela_bench"
        if not os.path.exists(program):
            raise Failed("no tutela_bench: google-benchmark is missing")
        out = self.data.path("one-fact.json")
        run([program, "--benchmark_filter=edit_one_fact|judge_all", "--benchmark_out_format=json", "--benchmark_out=" + out])
        told = {one["name"]: one for one in json.load(open(out))["benchmarks"]}
        edit = told["edit_one_fact"]
        return {"mean_us": edit["real_time"], "median_us": edit["median_us"], "p95_us": edit["p95_us"], "most_us": edit["most_us"],
                "rules": edit["rules"], "anew_us": told["judge_all"]["real_time"]}

    def one_design(self):
        """`tutela check` of one design with all rules, milliseconds of a whole process, as one waits for it."""
        words = [self.bin + "/tutela", "check", self.root + "/examples/borno-site-management/programme.toml", *AS_OF, "--output", "/dev/null"]
        taken = run(words, again=self.scale.processes)
        return {"ms": taken.seconds * 1e3, "least_ms": taken.least * 1e3}
