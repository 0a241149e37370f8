"""The engines that are measured: how each is built and started, or why it cannot be on this machine."""
import os, shutil, subprocess
from typing import NamedTuple

PEERS = "tests/bench/peers/"
CXX = "-std=c++20 -I .".split()


class Engine(NamedTuple):
    name: str
    heading: str
    kind: str  # bound, ours or peer
    words: list  # the command before RULES_FOLDER DESIGNS OUT [LIMIT]; {build} and {bin} are filled in
    build: tuple = ()  # of a step in Builds, with its arguments
    most_rules: int = 6000  # of growth with rules
    all_at_once: bool = False  # takes all designs together, so that few of them would not be fair

    @property
    def manner(self):
        return "tutela" if self.kind == "ours" else "peers"


def node(script, *more):
    return ["node", "--max-old-space-size=8000", PEERS + script, *more]


ENGINES = [
    Engine("parse", "simdjson parse (yardstick)", "bound", ["{build}/bound", "parse"], ("bound",)),
    Engine("extract", "simdjson parse + structs", "bound", ["{build}/bound", "extract"], ("bound",)),
    Engine("walker", "C++ tree-walker, no optimisation", "bound", ["{build}/tree_walker"], ("walker",)),
    Engine("hard", "C++ hard-coded rules", "bound", ["{build}/bound", "hard"], ("bound",)),
    Engine("tutela", "**Tutela**", "ours", ["{bin}/judge_lines", "plan"]),
    Engine("tutela-read", "Tutela, reading only", "ours", ["{bin}/judge_lines", "read"]),
    Engine("tutela-walk", "Tutela, the evaluator that explains", "ours", ["{bin}/judge_lines", "walk"], most_rules=600),
    Engine("js", "generated JavaScript (V8), no engine", "peer", node("expression_engines.mjs", "js"), ("npm",)),
    Engine("duckdb", "DuckDB, list lambdas (all cores)", "peer", node("duckdb.mjs"), ("npm", "@duckdb/node-api"), all_at_once=True),
    Engine("sqlite", "SQLite", "peer", ["{build}/sqlite_run"], ("sqlite",), all_at_once=True),
    Engine("clips", "CLIPS, fact queries", "peer", ["{build}/clips_run"], ("clips",)),
    Engine("cel", "CEL: @marcbachmann/cel-js", "peer", node("expression_engines.mjs", "cel"), ("npm", "@marcbachmann/cel-js")),
    Engine("cel-go", "CEL: cel-go", "peer", ["{build}/cel_go_run"], ("go",)),
    Engine("zen", "GoRules ZEN", "peer", node("expression_engines.mjs", "zen"), ("npm", "@gorules/zen-engine")),
    Engine("zen-together", "GoRules ZEN, 64 in flight", "peer", node("expression_engines.mjs", "zen-together"),
           ("npm", "@gorules/zen-engine")),
    Engine("opa", "OPA/Rego (Go)", "peer", ["{build}/opa_run"], ("go",), most_rules=600),
    Engine("regorus", "Rego: regorus (Rust)", "peer", ["{build}/regorus_run"], ("rust",), most_rules=600),
    Engine("cedar", "Cedar (Rust)", "peer", ["{build}/cedar_run"], ("rust",)),
]


class Builds:
    """Builds what engines need, each once. `missing` says in words why an engine cannot run, or nothing."""

    def __init__(self, root, bin_folder, build):
        self.root, self.bin, self.build = root, bin_folder, build
        self.done = {}
        os.makedirs(build, exist_ok=True)

    def command(self, engine, rules, data, out, limit=None):
        words = [word.format(build=self.build, bin=self.bin) for word in engine.words]
        if engine.kind == "ours":
            rules += "/rules.tutela"
        return [*words, rules, data, out, *([str(limit)] if limit else [])]

    def missing(self, engine):
        if not engine.build:
            return None
        step, *arguments = engine.build
        if engine.build not in self.done:
            self.done[engine.build] = getattr(self, step)(*arguments)
        why = self.done[engine.build]
        program = engine.words[0].format(build=self.build)
        if not why and program.startswith(self.build) and not os.path.exists(program):
            why = f"{os.path.basename(program)} was not built"
        return why

    def compile(self, compilers, source, output, *more):
        compiler = next(filter(shutil.which, compilers), None)
        if not compiler:
            return f"no {compilers[0]}"
        words = [compiler, *CXX, "-o", f"{self.build}/{output}", PEERS + source, *more]
        made = subprocess.run(words, cwd=self.root, stderr=subprocess.PIPE, text=True)
        if made.returncode == 0:
            return None
        wrong = [line for line in made.stderr.splitlines() if "error" in line]
        return "does not compile: " + (wrong[0][:120] if wrong else "see " + " ".join(words))

    # Clang, for this machine: g++ 12 makes copies of simdjson's small structs stall, which doubles the time of extraction.
    def fast(self, source, output, *more):
        return self.compile(["clang++", "clang++-14"], source, output, "-O3", "-march=native", *more, "-lsimdjson")

    def bound(self):
        return self.fast("bound/bound.cpp", "bound")

    def long_bound(self):
        """The bound with room for designs of many members."""
        return self.fast("bound/bound.cpp", "bound_long", "-DMEMBERS=8")

    def walker(self):
        return self.fast("walker/tree_walker.cpp", "tree_walker")

    def clips(self):
        return self.compile(["g++"], "clips_run.cpp", "clips_run", "-O2", "-lsimdjson", "-lclips")

    def sqlite(self):
        return self.compile(["g++"], "sqlite_run.cpp", "sqlite_run", "-O2", "-lsimdjson", "-lsqlite3")

    def npm(self, package=None):
        if not shutil.which("node"):
            return "no Node"
        if package and not os.path.isdir(f"{self.root}/{PEERS}node_modules/{package}"):
            return f"no npm package {package} (cmake/setup.sh --bench)"
        return None

    def go(self):
        return self.by_script("go", "Go")

    def rust(self):
        return self.by_script("rust", "Rust")

    def by_script(self, folder, language):
        script = f"{self.root}/{PEERS}{folder}/build.sh"
        if not os.path.exists(script):
            return f"no {PEERS}{folder}/build.sh"
        made = subprocess.run([script, os.path.abspath(self.build)], cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True)
        if made.returncode == 0:
            return None
        lines = made.stdout.strip().splitlines()
        if made.returncode == 77:
            return lines[-1][:120] if lines else f"no {language}"
        return f"{PEERS}{folder}/build.sh failed: " + (lines[-1][:120] if lines else "without a word")
