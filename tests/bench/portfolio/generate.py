#!/usr/bin/env python3
"""Programme designs as JSON Lines, drawn at random. Design i depends on the seed and on i only: fewer are the beginning of more.
usage: generate.py SEED COUNT tutela|peers [TIMES] > designs.jsonl
peers: one flat object, as every engine takes it; tutela: the same in the manner of `relief.tutela`.
TIMES: so many times as many members in every list of the design."""
import datetime, json, random, sys

SEED = 20240611  # the usual one
ABSENT, LIST_ABSENT = 0.10, 0.03  # how often a fact, or a whole list, is not stated
LISTS = ("sites", "activities", "groups", "risks", "channels", "partners", "trainings", "indicators")

LANGUAGES = "en fr es ar sw ha so am rn ln".split()
SECTORS = "protection health wash shelter education food livelihoods".split()
MODALITIES = "in-kind cash service mobile remote".split()
RISKS = "safety stigma fraud access data supply conflict".split()
CHANNELS = "hotline box desk sms committee app".split()
TOPICS = "psea safeguarding data-protection first-aid inclusion".split()
SPLITS = "disability location status".split()
GROUPS = ["women", "girls", "boys", "men", "older people", "people with disabilities", "minorities", "host community"]
PHASES = "response recovery development preparedness".split()
WORDS = ("community access support referral survivor household district clinic outreach partner staff safe water "
         "training follow-up monitoring feedback service delivery quality review monthly local leaders women youth").split()


class Draw:
    """What is drawn for one design, from one stream of random numbers."""

    def __init__(self, seed, number):
        self.random = random.Random(seed * 1000003 + number).random

    def likely(self, chance):
        return self.random() < chance

    def whole(self, low, high):
        return low + int(self.random() * (high - low + 1))

    def one(self, among):
        return among[int(self.random() * len(among))]

    def several(self, among, low, high):
        left = list(among)
        return [left.pop(int(self.random() * len(left))) for _ in range(self.whole(low, high))]

    def words(self, low, high):
        return " ".join(self.one(WORDS) for _ in range(self.whole(low, high)))

    def stated(self, record, always=()):
        """The record without the facts that nobody stated."""
        return {key: value for key, value in record.items() if key in always or not self.likely(ABSENT)}


def day(number):
    return (datetime.date(2024, 1, 1) + datetime.timedelta(days=number)).isoformat()


def sites(d, times, spoken):
    return [d.stated({"id": f"S{i + 1}", "population": d.whole(300, 30000), "accessible": d.likely(0.9),
                      "lighting": d.one(["good", "good", "partial", "none"]), "languages": d.several(spoken, 1, min(3, len(spoken))),
                      "distance_km": d.whole(1, 120)}, ["id"]) for i in range(times * d.whole(3, 8))]


def partners(d, count):
    return [d.stated({"id": f"P{i + 1}",
                      "type": "lead" if i == 0 else d.one(["ngo", "gov", "cbo", "lead" if d.likely(0.1) else "un"]),
                      "vetted": d.likely(0.9), "local": d.likely(0.5), "budget_share": d.whole(5, 110 // count)})
            for i in range(count)]


def groups(d, times):
    names = [f"{name} {i + 1}" if i else name for i in range(times) for name in d.several(GROUPS, 3, 8)]
    return [d.stated({"name": name, "size": d.whole(100, 8000), "women_share": round(0.3 + 0.5 * d.random(), 2),
                      "disability_share": round(0.25 * d.random(), 2), "consulted": d.likely(0.9)}) for name in names]


def activity(d, i, count, start, length, budget, site_count, partner_count, group_names):
    earliest = -5 if d.likely(0.03) else 0
    begin = start + d.whole(earliest, max(1, length - 60))
    return d.stated({
        "id": f"A{i + 1}", "title": d.words(2, 3), "sector": d.one(SECTORS),
        "site": f"S{d.whole(1, site_count)}" if d.likely(0.99) else "S99", "modality": d.one(MODALITIES),
        "budget": d.whole(800, max(900, int(1.7 * budget / count))), "start": day(begin),
        "end": day(min(begin + d.whole(10, 200), start + length)), "lead": f"P{d.whole(1, partner_count)}",
        "fee": d.likely(0.05),
        "targets": [d.stated({"group": d.one(group_names), "count": d.whole(20, 1500)})
                    for _ in range(d.whole(1, 2))]}, ["id"])


def risk(d, i, activity_count):
    record = {"id": f"R{i + 1}", "kind": d.one(RISKS),
              "activity": f"A{i % activity_count + 1}" if d.likely(0.7) else f"A{d.whole(1, activity_count)}",
              "likelihood": d.whole(1, 5), "impact": d.whole(1, 5), "mitigation": d.words(2, 5)}
    if d.likely(0.1):
        del record["mitigation"]
    return d.stated(record, ["id"])


def channel(d, spoken):
    return d.stated({"kind": d.one(CHANNELS),
                     "languages": d.several(spoken, 1, len(spoken)) + ([d.one(LANGUAGES)] if d.likely(0.2) else []),
                     "literacy_needed": d.likely(0.4), "anonymous": d.likely(0.6), "response_days": d.whole(1, 18)})


def training(d, start):
    staff = d.whole(5, 60)
    return d.stated({"topic": d.one(TOPICS), "date": day(start + d.whole(-150, 200)),
                     "staff_trained": min(staff, int(staff * (0.6 + 0.5 * d.random()))), "staff_total": staff,
                     "mandatory": d.likely(0.6)})


def indicator(d, i, activity_count):
    baseline = d.whole(0, 400)
    return d.stated({"id": f"I{i + 1}", "activity": f"A{i % activity_count + 1}",
                     "disaggregation": [split for split in ("sex", "age") if d.likely(0.9)] + d.several(SPLITS, 0, 2),
                     "baseline": baseline, "target": baseline + d.whole(-20, 500),
                     "frequency": d.one(["monthly", "quarterly", "annual"])}, ["id"])


def programme(d, start, length, budget):
    return d.stated({
        "title": d.words(3, 5), "phase": d.one(PHASES), "start": day(start), "end": day(start + length), "budget": budget,
        "currency": d.one(["USD", "USD", "EUR", "XAF"]), "fx_rate": round(0.5 + d.random(), 3),
        "me_budget": int(budget * (0.03 + 0.07 * d.random())), "admin_cost": int(budget * (0.04 + 0.11 * d.random())),
        "contingency": d.whole(0, 20000), "consent_policy": d.likely(0.92), "dpo": d.likely(0.92),
        "complaint_sop": d.likely(0.85), "exit_strategy": d.likely(0.8), "coc_date": day(start - d.whole(-20, 450)),
        "referral_updated": day(start - d.whole(0, 200)),
        "report_languages": d.several(["en", "fr", "es", "ar", "pt"], 1, 3), "summary": d.words(8, 20)})


def design(seed, number, times=1):
    """A design in the peers' manner. The order of the draws is part of it."""
    d = Draw(seed, number)
    start, length = d.whole(0, 400), d.whole(120, 1200)
    spoken = d.several(LANGUAGES, 2, 5)
    lists = {"sites": sites(d, times, spoken)}
    partner_count = times * d.whole(1, 5)
    lists["partners"] = partners(d, partner_count)
    lists["groups"] = groups(d, times)
    group_names = [group.get("name", "women") for group in lists["groups"]]
    count, budget = times * d.whole(5, 15), d.whole(40, 900) * 1000
    lists["activities"] = [activity(d, i, count, start, length, budget, len(lists["sites"]), partner_count, group_names)
                           for i in range(count)]
    lists["risks"] = [risk(d, i, count) for i in range(times * d.whole(4, 12))]
    lists["channels"] = [channel(d, spoken) for _ in range(times * d.whole(0, 5))]
    lists["trainings"] = [training(d, start) for _ in range(times * d.whole(2, 6))]
    lists["indicators"] = [indicator(d, i, count) for i in range(times * d.whole(4, 10))]
    made = {"id": f"D{number:06d}", **programme(d, start, length, budget)}
    for name in LISTS:
        if not d.likely(LIST_ABSENT):
            made[name] = lists[name]
    return made


def record_for_tutela(record):
    made = {key.replace("_", "-"): value for key, value in record.items()}
    if made.get("lighting") == "none":
        made["lighting"] = "no-lighting"
    if "currency" in made:
        made["currency"] = made["currency"].lower()
    return made


def for_tutela(design):
    """The same design as `relief.tutela` would have it."""
    made = {"programme": record_for_tutela({k: v for k, v in design.items() if k not in LISTS and k != "id"})}
    for name in LISTS:
        if name in design:
            made[name] = [record_for_tutela(row) for row in design[name]]
    return made


def line(design):
    return json.dumps(design, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    seed, count, manner = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    times = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    for number in range(count):
        made = design(seed, number, times)
        sys.stdout.write(line(for_tutela(made) if manner == "tutela" else made))
