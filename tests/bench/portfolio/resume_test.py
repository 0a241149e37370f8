#!/usr/bin/env python3
"""A portfolio run that is killed and resumed ends with the rows of one that was not. usage: resume_test.py TUTELA"""
import json, os, signal, subprocess, sys, tempfile, time

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)
import generate

DESIGNS, KILLS = 3000, 6


def command(tutela, folder, form, output, *more):
    return [tutela, "check", folder + "/designs.jsonl", "--ruleset", here + "/relief-portfolio.tutela", "--as-of", "2026-07-01",
            "--format", form, "--verdicts-only", "--output", output, *more]


def run(*arguments):
    return subprocess.run(command(*arguments), stderr=subprocess.DEVNULL).returncode


def kill_when(words, path, size):
    """Starts a run and kills it as soon as its output has a size."""
    process = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    while process.poll() is None and (not os.path.exists(path) or os.path.getsize(path) < size):
        time.sleep(0.0005)
    process.send_signal(signal.SIGKILL)
    process.wait()


def main(tutela):
    with tempfile.TemporaryDirectory() as folder:
        with open(folder + "/designs.jsonl", "w") as f:
            for number in range(DESIGNS):
                # Some lines that cannot be read, and some names with quotes in them are no harm.
                f.write(json.dumps(generate.design(3, number)) + "\n" if number % 50 else '{"programme":{"a\\"b":1}}\n')
        for form in ("jsonl", "csv"):
            whole, broken = f"{folder}/whole.{form}", f"{folder}/broken.{form}"
            code = run(tutela, folder, form, whole)
            rows = open(whole, "rb").read()
            for kill in range(KILLS):
                if os.path.exists(broken):
                    os.remove(broken)
                kill_when(command(tutela, folder, form, broken), broken, len(rows) * kill // KILLS)
                left = os.path.getsize(broken) if os.path.exists(broken) else 0
                # Half a row, as a full disk would leave it.
                if left > 1000 and kill % 2:
                    os.truncate(broken, left - 17)
                assert run(tutela, folder, form, broken, "--resume") == code, "another exit code"
                assert open(broken, "rb").read() == rows, f"{form}, killed at {left} bytes: other rows"
                print(f"{form}: killed at {left} of {len(rows)} bytes, resumed: the same rows")


main(sys.argv[1])
