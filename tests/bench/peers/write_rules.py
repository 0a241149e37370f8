#!/usr/bin/env python3
"""Writes the rules in every peer's own language. usage: write_rules.py COUNT FOLDER
More than sixty are copies with other constants. `names.json` has the names of all rules in their order."""
import datetime, json, os, sys

from expressions import constants
from printers import cedar, cel, clips, duckdb, javascript, rego, sqlite, zen
import rules


def constants_text(ruleset):
    """For rules that are written by hand: a line a rule, dates as days since the year 1."""
    def number(constant):
        return str(datetime.date.fromisoformat(constant).toordinal()) if isinstance(constant, str) else repr(constant)
    return "".join(" ".join(map(number, constants(rule.formula))) + "\n" for rule in ruleset)


FILES = {
    "names.json": lambda ruleset: json.dumps([rule.name for rule in ruleset]),
    "expressions.json": lambda ruleset: "[" + ",\n".join(json.dumps(rule.formula) for rule in ruleset) + "]",
    "constants.txt": constants_text,
    "rules.mjs": javascript.rules_text, "cel.json": cel.rules_text, "zen.json": zen.rules_text, "cedar.json": cedar.rules_text,
    "rules.rego": rego.rules_text, "duckdb.json": duckdb.rules_text, "sqlite.json": sqlite.rules_text, "rules.clp": clips.rules_text,
}


def write(count, folder):
    os.makedirs(folder, exist_ok=True)
    ruleset = rules.ruleset(count)
    for name, text in FILES.items():
        with open(os.path.join(folder, name), "w") as f:
            f.write(text(ruleset))


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.argv[2])
