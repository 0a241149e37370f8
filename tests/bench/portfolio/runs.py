"""Running programs and what they took, always right after a run of the yardstick."""
import json, os, statistics, subprocess, sys, tempfile
from typing import NamedTuple

LONG = 20  # seconds after which a run is not repeated

# Starts the program from a small process: memory would else be counted from this one.
STARTER = """import resource, subprocess, sys, time
taken = []
for _ in range(int(sys.argv[2])):
    begin = time.perf_counter()
    code = subprocess.run(sys.argv[3:]).returncode
    taken.append(time.perf_counter() - begin)
taken.sort()
most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
open(sys.argv[1], "w").write(f"{code} {taken[len(taken) // 2]} {taken[0]} {most}")
"""


class Failed(Exception):
    """A program could not be run to its end; in words for the table."""


class Run(NamedTuple):
    seconds: float  # of the whole process; the median where it ran again
    least: float
    mib: float  # its peak
    output: str
    errors: str


def run(words, stdin=None, limit=None, again=1):
    with tempfile.NamedTemporaryFile() as told, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen([sys.executable, "-I", "-S", "-c", STARTER, told.name, str(again), *map(str, words)], stdin=stdin,
                                   stdout=subprocess.PIPE, stderr=errors, text=True, start_new_session=True)
        try:
            output = process.communicate(timeout=limit)[0]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()
            raise Failed(f"took over {limit:.0f} s")
        answer = told.read().decode().split()
        errors.seek(0)
        said = errors.read().strip().splitlines()
    if len(answer) != 4:
        raise Failed("could not be started")
    if int(answer[0]) < 0 or int(answer[0]) > 4:
        raise Failed(f"ended with {answer[0]}" + (f": {said[-1][:120]}" if said else ""))
    return Run(float(answer[1]), float(answer[2]), int(answer[3]) / 1024, output, said[-1][:120] if said else "")


class Told(NamedTuple):
    """What a runner said of itself, in microseconds a design."""
    designs: int
    rules: int
    expressed: int
    set_up_ms: float
    parse_us: float
    judge_us: float
    seconds: float
    mib: float

    @property
    def us(self):
        return self.parse_us + self.judge_us


def told(words, limit=None):
    finished = run(words, limit=limit)
    try:
        said = json.loads(finished.output.strip().splitlines()[-1])
    except (IndexError, ValueError):
        raise Failed(finished.errors or "did not say what it took")
    designs = said["designs"]
    if not designs:
        raise Failed("judged nothing")
    return Told(designs, said["rules"], said["expressed"], said["setup_s"] * 1e3, said["parse_s"] / designs * 1e6,
                said["eval_s"] / designs * 1e6, finished.seconds, finished.mib)


class Series:
    """Runs of one engine, and the run of the yardstick before each."""

    def __init__(self):
        self.runs, self.yardstick = [], []

    def add(self, yardstick, run):
        self.yardstick.append(yardstick)
        self.runs.append(run)

    def median(self, of):
        return statistics.median(of(run) for run in self.runs)

    @property
    def ratios(self):
        return [run.us / before.us for run, before in zip(self.runs, self.yardstick)]

    @property
    def ratio(self):
        return statistics.median(self.ratios)

    @property
    def last(self):
        return self.runs[-1]


def times(a, b):
    """How many times as long a takes as b: run by run where they ran in turn, else by what each is to the yardstick."""
    if len(a.runs) == len(b.runs):
        return pairwise(a.runs, b.runs, lambda run: run.us)
    return a.ratio / b.ratio


def in_turn(commands, runs, measure=told):
    """Programs one after the other, again and again: {name: [what each run took]}. A long one is not repeated."""
    made = {name: [] for name in commands}
    for _ in range(runs):
        for name, words in commands.items():
            if made[name] and made[name][-1].seconds > LONG:
                continue
            made[name].append(measure(words))
    return made


def pairwise(a, b, of=lambda run: run.seconds):
    """The median of how many times as much a run of a is as the run of b beside it."""
    return statistics.median(of(x) / of(y) for x, y in zip(a, b))
