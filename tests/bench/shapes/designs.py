#!/usr/bin/env python3
"""Designs of the `relief` vocabulary of which every list has the same number of members, as JSON Lines.
usage: designs.py SEED COUNT MEMBERS > designs.jsonl
Members are those of several designs of portfolio/generate.py, put into one; what they call each other is told apart, so that
each design's activities keep their own sites, risks and partners. Targets stay with their activities, one or two each."""
import json, os, sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "portfolio"))
import generate

NAMES = ("id", "site", "lead", "activity")  # what records are called by, and by whom


def design(seed, number, members):
    lists = generate.whole_list_names()
    made, part = {name: [] for name in ["programme", *lists]}, 0
    while any(len(made[name]) < members for name in lists):
        drawn = generate.design(seed, number * 1000 + part)
        made["programme"] = made["programme"] or drawn["programme"]
        for name in lists:
            made[name] += [{key: f"{value}.{part}" if key in NAMES else value for key, value in row.items()}
                           for row in drawn.get(name, [])]
        part += 1
    return {key: rows[:members] if key in lists else rows for key, rows in made.items()}


if __name__ == "__main__":
    seed, count, members = map(int, sys.argv[1:])
    for number in range(count):
        print(json.dumps(design(seed, number, members), separators=(",", ":")))
