#!/usr/bin/env python3
"""Programme designs as they come: the examples, varied. One JSON object a line.
usage: realistic.py ROOT COUNT [SEED [unlike]]      ROOT: the folder with examples/
unlike: no text of several words comes twice. Without it four in five have come before, which suits whoever remembers texts.
Every design has figures, dates and texts of its own; facts are missing, unknown, withheld, estimated or have evidence; records of lists
are left out and added. About one in fifty holds a telephone number. Nothing in it is wrong: each design is read without a word."""
import datetime, glob, json, os, random, sys, tomllib

ROOT, COUNT = sys.argv[1], int(sys.argv[2])
r = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
UNLIKE = sys.argv[4:] == ["unlike"]
of_names = random.Random(3)

# Words that stand in the texts of a design instead of others, so that no two designs read alike.
PLACES = ("north", "south", "river", "market", "school", "border", "harbour", "hill", "valley", "station", "clinic", "well", "gate", "mill")
THINGS = ("visits", "meetings", "posters", "stoves", "lamps", "kits", "classes", "interpreters", "patrols", "reviews", "walks", "payments")
MANNERS = ("every week", "each month", "before the rains", "after the harvest", "with the committee", "together with partners",
           "for new arrivals", "at no cost", "in two languages", "when the road is open", "near the reception desk")
KEPT = {"id", "key", "level"}  # what others refer to
STATES = {"is", "none", "unknown", "withheld", "fill", "between", "at-least", "at-most"}
NOT_FACTS = {"evidence", "complete", "exceptions", "judgements", "include"}


def unlike(value):
    """Every text of several words with a word that no other has."""
    if isinstance(value, dict):
        return {key: unlike(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [unlike(inner) for inner in value]
    if isinstance(value, str) and value and (is_prose(value) or value[0].islower() and " " in value):
        return value + " by the " + "".join(of_names.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(9))
    return value


def plain(value):
    """TOML's dates and times as JSON writes them."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return value


def ids(value, found):
    """Everything that is an id somewhere, and so may be referred to."""
    if isinstance(value, dict):
        if isinstance(value.get("id"), str):
            found.add(value["id"])
        for inner in value.values():
            ids(inner, found)
    elif isinstance(value, list):
        for inner in value:
            ids(inner, found)
    return found


def is_date(text):
    return len(text) in (7, 10) and text[:4].isdigit() and text[4] == "-"


def is_prose(text):
    return " " in text and text[0].isupper() and not text.endswith("%") and not text[:3].isupper()


def says_state(table):
    return isinstance(table, dict) and bool(STATES & table.keys())


def number(value):
    if isinstance(value, float):
        return value
    return max(0, round(value * r.choice((1, 1, 1, 0.5, 0.8, 1.2, 2))))


def words(text):
    made = f"{text} near the {r.choice(PLACES)}, {r.choice(THINGS)} {r.choice(MANNERS)}"
    if r.random() < 0.4:
        made += f", {r.randint(6, 400)} {r.choice(THINGS)} {r.choice(MANNERS)}"
    return made


def value(fact, known):
    """What is stated, changed a little."""
    if isinstance(fact, bool):
        return fact if r.random() < 0.9 else not fact
    if isinstance(fact, (int, float)):
        return number(fact)
    if isinstance(fact, str):
        if fact in known or "@" in fact:
            return fact
        if is_date(fact):
            return fact[:5] + f"{r.randint(1, 12):02}" + (f"-{r.randint(1, 28):02}" if len(fact) == 10 else "")
        return words(fact) if is_prose(fact) and r.random() < 0.7 else fact
    if isinstance(fact, list) and all(isinstance(one, str) for one in fact):
        kept = [one for one in fact if r.random() < 0.9]
        return kept if kept else fact
    return fact


def fact(key, stated, known, evidence):
    """A fact in one of its states; None: it is left out."""
    kind = r.random()
    if key in KEPT:
        return stated
    if kind < 0.06:
        return None
    if kind < 0.09:
        return {"unknown": r.choice(("asked in June", "the census is not out yet", "the partner has not answered"))}
    if kind < 0.105:
        return {"withheld": "safety of residents", "by": "Protection Officer", "on": f"2026-05-{r.randint(1, 28):02}"}
    made = value(stated, known)
    if type(made) is int and kind < 0.16:
        return {"between": [made, made + r.randint(1, 1 + made)]} if kind < 0.14 else {"at-least": made}
    if kind < 0.20:
        return {"is": made, "evidence": [r.choice(evidence)]}
    return made


def record(table, known, evidence):
    made = {}
    for key, inner in table.items():
        if says_state(inner):
            changed = inner
        elif isinstance(inner, dict):
            changed = record(inner, known, evidence)
        elif isinstance(inner, list) and inner and isinstance(inner[0], dict):
            changed = records(inner, known, evidence)
        else:
            changed = fact(key, inner, known, evidence)
        if changed is not None:
            made[key] = changed
    return made


def records(rows, known, evidence):
    made = []
    for row in rows:
        # What others refer to stays.
        if "id" not in row and r.random() < 0.08:
            continue
        made.append(record(row, known, evidence))
        if "id" not in row and r.random() < 0.05:
            made.append(record(row, known, evidence))
        elif "id" in row and r.random() < 0.05:
            made.append(record(row, known, evidence) | {"id": f"{row['id']}-{r.randint(2, 99)}"})
            if any(other.get("id") == made[-1]["id"] for other in made[:-1]):
                made.pop()
    return made


def design(example, number):
    known = ids(example, set())
    evidence = [f"ev-{n}" for n in range(r.randint(1, 5))]
    made = {}
    for key, inner in example.items():
        if key in NOT_FACTS or (key != "programme" and r.random() < 0.03):
            continue
        if isinstance(inner, dict):
            made[key] = inner if says_state(inner) else record(inner, known, evidence)
        elif inner and isinstance(inner[0], dict):
            made[key] = records(inner, known, evidence)
        else:
            made[key] = inner
    made["programme"]["id"] = f"programme-{number}"
    if r.random() < 0.7:
        made["programme"]["stage"] = r.choice(("draft", "submitted", "approved", "implementing"))
    if r.random() < 0.02:
        made["programme"]["title"] = f"Call 0803 123 {r.randint(1000, 9999)} for the programme"
    made["evidence"] = [{"id": name, "kind": "report", "level": r.choice(("claimed", "documented", "verified-internal", "verified-external")),
                         "date": f"2026-0{r.randint(1, 6)}-01"} for name in evidence]
    if r.random() < 0.3:
        made["complete"] = {"risks": True}
    return made


def referred(value, found):
    """The ids that stand in a value as texts."""
    if isinstance(value, str):
        found.add(value)
    elif isinstance(value, dict):
        for inner in value.values():
            referred(inner, found)
    elif isinstance(value, list):
        for inner in value:
            referred(inner, found)
    return found


def whole(example, number):
    """A list that others refer to is not left out: then the design is made once more."""
    known = ids(example, set())
    while True:
        made = design(example, number)
        if not (referred(made, set()) & known) - ids(made, set()):
            return made


examples = [plain(tomllib.load(open(path, "rb"))) for path in sorted(glob.glob(os.path.join(ROOT, "examples", "*", "programme.toml")))]
for i in range(COUNT):
    made = whole(examples[i % len(examples)], i)
    print(json.dumps(unlike(made) if UNLIKE else made, ensure_ascii=False, separators=(",", ":")))
