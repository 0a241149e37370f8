#!/usr/bin/env python3
"""More rules of the same manner: the sixty again and again with other constants. usage: replicate.py COUNT > many.tutela
Copy k moves each number as the workload does: shares by 0.3% a copy, large numbers by 7, others by one, dates by a day."""
import datetime, os, re, sys

here = os.path.dirname(os.path.abspath(__file__))
NUMBER = re.compile(r"(?<![\w-])(\d{4}-\d{2}-\d{2}|\d+\.\d+|\d+)(?![\w-])")


def moved(text, k):
    if "-" in text:
        return (datetime.date.fromisoformat(text) + datetime.timedelta(days=k)).isoformat()
    if "." in text:
        return f"{float(text) * (1 + 0.003 * k):.6f}".rstrip("0")
    number = int(text)
    if number == 0:
        return text
    return str(number + (7 * k if number >= 1000 else k if number >= 30 else k % 7))


def name(i):
    letters = i // 100
    return "".join(chr(ord("A") + letters // 26 ** p % 26) for p in (2, 1, 0)) + f"-{i % 100:02d}"


def main(count):
    text = open(here + "/relief-portfolio.tutela").read()
    head, *rules = re.split(r"(?m)^rule ", text)
    sys.stdout.write(head)
    for i in range(count):
        k, body = i // len(rules), rules[i % len(rules)].split("\n", 1)[1]
        before, require = body.split("require", 1)
        sys.stdout.write(f'rule {name(i)} "Rule {i}"\n{before}require{NUMBER.sub(lambda m: moved(m[0], k), require)}')


main(int(sys.argv[1]))
