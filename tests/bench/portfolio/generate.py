#!/usr/bin/env python3
"""Designs of the `relief` vocabulary as JSON Lines, drawn at random. Design i depends on the seed and on i only.
usage: generate.py SEED COUNT > designs.jsonl"""
import datetime, json, random, sys

ABSENT, LIST_ABSENT = 0.10, 0.03  # how often a fact, or a whole list, is not stated
LANGUAGES = "en fr es ar sw ha so am rn ln".split()
SECTORS = "protection health wash shelter education food livelihoods".split()
MODALITIES = "in-kind cash service mobile remote".split()
RISKS = "safety stigma fraud access data supply conflict".split()
CHANNELS = "hotline box desk sms committee app".split()
TOPICS = "psea safeguarding data-protection first-aid inclusion".split()
SPLITS = "disability location status".split()
GROUPS = ["women", "girls", "boys", "men", "older people", "people with disabilities", "minorities", "host community"]
PHASES = "response recovery development preparedness".split()
WORDS = ("water shelter clinic school market road camp night light path queue fee trust voice answer visit map list "
         "team week report women youth elders").split()


def whole_list_names():
    return ["sites", "activities", "groups", "risks", "channels", "partners", "trainings", "indicators"]


class Draw:
    def __init__(self, seed, number):
        self.random = random.Random(f"{seed}/{number}")

    def whole(self, low, high):
        return self.random.randint(low, high)

    def likely(self, chance):
        return self.random.random() < chance

    def one(self, all_of_them):
        return self.random.choice(all_of_them)

    def several(self, all_of_them, low, high):
        return self.random.sample(all_of_them, self.whole(low, min(high, len(all_of_them))))

    def words(self, low, high):
        return " ".join(self.one(WORDS) for _ in range(self.whole(low, high)))

    def day(self, number):
        return (datetime.date(2024, 1, 1) + datetime.timedelta(days=number)).isoformat()

    def hundredths(self, low, high):
        return self.whole(low, high) / 100

    def stated(self, record):
        """The record without the facts that nobody stated; ids always are."""
        return {key: value for key, value in record.items() if key == "id" or not self.likely(ABSENT)}


def design(seed, number):
    d = Draw(seed, number)
    start, length, budget = d.whole(0, 400), d.whole(120, 1200), d.whole(40, 900) * 1000
    end = start + length
    spoken = d.several(LANGUAGES, 2, 5)
    sites = [d.stated({"id": f"S{i + 1}", "population": d.whole(300, 30000), "accessible": d.likely(0.9),
                       "lighting": d.one(["good", "good", "partial", "no-lighting"]), "languages": d.several(spoken, 1, 3),
                       "distance-km": d.whole(1, 120)}) for i in range(d.whole(3, 8))]
    partner_count = d.whole(1, 5)
    partners = [d.stated({"id": f"P{i + 1}", "type": "lead" if i == 0 else d.one(["ngo", "gov", "cbo", "un", "lead"]),
                          "vetted": d.likely(0.9), "local": d.likely(0.5), "budget-share": d.whole(5, 110 // partner_count)})
                for i in range(partner_count)]
    groups = [d.stated({"name": name, "size": d.whole(100, 8000), "women-share": d.hundredths(30, 80),
                        "disability-share": d.hundredths(0, 25), "consulted": d.likely(0.9)})
              for name in d.several(GROUPS, 3, 8)]
    activities = []
    count = d.whole(5, 15)
    for i in range(count):
        from_day = start + d.whole(-5 if d.likely(0.03) else 0, max(1, length - 60))
        targets = [d.stated({"group": d.one(groups).get("name", "women"), "count": d.whole(20, 1500)})
                   for _ in range(d.whole(1, 2))]
        activities.append(d.stated({
            "id": f"A{i + 1}", "title": d.words(2, 3), "sector": d.one(SECTORS),
            "site": f"S{d.whole(1, len(sites))}" if d.likely(0.99) else "S99", "modality": d.one(MODALITIES),
            "budget": d.whole(800, max(900, budget * 17 // 10 // count)), "start": d.day(from_day),
            "end": d.day(min(from_day + d.whole(10, 200), end)), "lead": f"P{d.whole(1, partner_count)}",
            "fee": d.likely(0.05), "targets": targets}))
    risks = [d.stated({"id": f"R{i + 1}", "kind": d.one(RISKS), "activity": f"A{d.whole(1, count)}",
                       "likelihood": d.whole(1, 5), "impact": d.whole(1, 5), "mitigation": d.words(2, 5)})
             for i in range(d.whole(4, 12))]
    channels = [d.stated({"kind": d.one(CHANNELS), "languages": d.several(spoken, 1, len(spoken)),
                          "literacy-needed": d.likely(0.4), "anonymous": d.likely(0.6), "response-days": d.whole(1, 18)})
                for _ in range(d.whole(0, 5))]
    trainings = []
    for _ in range(d.whole(2, 6)):
        staff = d.whole(5, 60)
        trainings.append(d.stated({"topic": d.one(TOPICS), "date": d.day(start + d.whole(-150, 200)),
                                   "staff-trained": d.whole(staff * 6 // 10, staff), "staff-total": staff,
                                   "mandatory": d.likely(0.6)}))
    indicators = []
    for i in range(d.whole(4, 10)):
        baseline = d.whole(0, 400)
        split = [word for word in ("sex", "age") if d.likely(0.9)] + d.several(SPLITS, 0, 2)
        indicators.append(d.stated({"id": f"I{i + 1}", "activity": f"A{i % count + 1}", "disaggregation": split,
                                    "baseline": baseline, "target": baseline + d.whole(-20, 500),
                                    "frequency": d.one(["monthly", "quarterly", "annual"])}))
    programme = d.stated({
        "title": d.words(3, 5), "phase": d.one(PHASES), "start": d.day(start), "end": d.day(end), "budget": budget,
        "currency": d.one(["usd", "usd", "eur", "xaf"]), "fx-rate": d.whole(500, 1500) / 1000,
        "me-budget": budget * d.whole(30, 100) // 1000, "admin-cost": budget * d.whole(40, 150) // 1000,
        "contingency": d.whole(0, 20000), "consent-policy": d.likely(0.92), "dpo": d.likely(0.92),
        "complaint-sop": d.likely(0.85), "exit-strategy": d.likely(0.8), "coc-date": d.day(start - d.whole(-20, 450)),
        "referral-updated": d.day(start - d.whole(0, 200)),
        "report-languages": d.several(["en", "fr", "es", "ar", "pt"], 1, 3), "summary": d.words(8, 20)})
    made = {"programme": programme}
    for name, rows in zip(whole_list_names(), (sites, activities, groups, risks, channels, partners, trainings, indicators)):
        if not d.likely(LIST_ABSENT):
            made[name] = rows
    return made


if __name__ == "__main__":
    for number in range(int(sys.argv[2])):
        print(json.dumps(design(int(sys.argv[1]), number), separators=(",", ":")))
