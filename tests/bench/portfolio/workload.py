#!/usr/bin/env python3
"""The workload that other engines were measured with and ours say the same of a programme in two manners. usage: workload.py < theirs > ours"""
import json, sys

LISTS = ("sites", "activities", "groups", "risks", "channels", "partners", "trainings", "indicators")


def key_to_ours(key):
    return key.replace("_", "-")


def record_to_ours(record):
    made = {key_to_ours(key): value for key, value in record.items()}
    if made.get("lighting") == "none":
        made["lighting"] = "no-lighting"
    if "currency" in made:
        made["currency"] = made["currency"].lower()
    return made


def to_ours(design):
    made = {"programme": record_to_ours({k: v for k, v in design.items() if k not in LISTS and k != "id"})}
    for name in LISTS:
        if name in design:
            made[name] = [record_to_ours(row) for row in design[name]]
    return made


def record_to_theirs(record):
    made = {key.replace("-", "_"): value for key, value in record.items()}
    if made.get("lighting") == "no-lighting":
        made["lighting"] = "none"
    if "currency" in made:
        made["currency"] = made["currency"].upper()
    return made


def to_theirs(design):
    made = record_to_theirs(design["programme"])
    for name in LISTS:
        if name in design:
            made[name] = [record_to_theirs(row) for row in design[name]]
    return made


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(to_ours(json.loads(line)), separators=(",", ":")))
