"""CLIPS by its fact-query functions: (any-factp ((?a activities)) ...). Each design is facts; nil stands for what is absent."""
import datetime, json, re

from expressions import ARITHMETIC
from lower import surely, surely_not

SLOTS = {
    "design": "title phase start end budget currency fx_rate me_budget admin_cost contingency consent_policy dpo complaint_sop "
              "exit_strategy coc_date referral_updated",
    "sites": "id population accessible lighting distance_km", "activities": "id title sector site modality budget start end lead fee",
    "groups": "name size women_share disability_share consulted", "risks": "id kind activity likelihood impact mitigation",
    "channels": "kind literacy_needed anonymous response_days", "partners": "id type vetted local budget_share",
    "trainings": "topic date staff_trained staff_total mandatory", "indicators": "id activity baseline target frequency",
    "targets": "group count"}
TEXTS = {"design": "report_languages", "sites": "languages", "channels": "languages", "indicators": "disaggregation"}
RECORDS = ("sites", "activities", "groups", "risks", "channels", "partners", "trainings", "indicators")
LISTS = (*RECORDS, "languages", "report_languages", "disaggregation", "targets")


def templates():
    lines = []
    for name, fields in SLOTS.items():
        slots = [f"(slot {field} (default nil))" for field in fields.split()]
        if name == "targets":
            slots.append("(slot parent (default nil))")
        if name == "activities":
            slots.append("(slot nr (default nil)) (slot has-targets (default FALSE))")
        if name in TEXTS:
            slots.append(f"(multislot {TEXTS[name]}) (slot has-{TEXTS[name]} (default FALSE))")
        if name == "design":
            slots += [f"(slot has-{of} (default FALSE))" for of in RECORDS]
        lines.append(f"(deftemplate {name} {' '.join(slots)})")
    return lines


class Clips:
    def __init__(self, tag):
        self.tag, self.functions = tag, []

    def path(self, e):
        return f"?{e[1]}:{e[2]}"

    def list(self, e):
        return "(create$ " + " ".join(map(json.dumps, e[1])) + ")" if e[0] == "const" else self.path(e)

    def literal(self, constant):
        if isinstance(constant, bool):
            return "TRUE" if constant else "FALSE"
        return repr(constant)

    def value(self, e):
        kind = e[0]
        if kind in ("num", "lit"):
            return self.literal(e[1])
        if kind == "str":
            return json.dumps(e[1])
        if kind == "date":
            return str(datetime.date.fromisoformat(e[1]).toordinal())
        if kind == "path":
            return self.path(e)
        if kind == "var":
            return f"?{e[1]}"
        if kind in ARITHMETIC or kind == "days":
            return f"({ARITHMETIC.get(kind, '-')} {self.value(e[1])} {self.value(e[2])})"
        if kind == "default":
            return f"(if (eq {self.path(e[1])} nil) then {self.literal(e[2])} else {self.path(e[1])})"
        if kind == "len":
            return f"(length$ (find-all-facts ((?len {e[1][2]})) TRUE))"
        return self.sum(e)

    def sum(self, e):
        _, variable, among, where, of = e
        condition = self.linked(e, "TRUE" if where is None else self.truth(where))
        adds = f"(do-for-all-facts ({self.source(e)}) {condition} (bind ?sum{variable} (+ ?sum{variable} {self.value(of)})))"
        return f"(progn (bind ?sum{variable} 0) {adds} ?sum{variable})"

    def source(self, e):
        return f"(?{e[1]} {e[2][2]})"

    def linked(self, e, condition):
        """Targets are of one activity; all other facts of the one design."""
        _, variable, among = e[:3]
        if among[2] != "targets":
            return condition
        link = f"(eq ?{variable}:parent ?{among[1]}:nr)"
        return link if condition == "TRUE" else f"(and {link} {condition})"

    def truth(self, e):
        kind = e[0]
        if kind in ("true", "false"):
            return kind.upper()
        if kind in ("and", "or", "not"):
            return f"({kind} " + " ".join(map(self.truth, e[1:])) + ")"
        if kind == "bool":
            return f"(eq {self.path(e[1])} TRUE)"
        if kind == "has":
            variable, field = e[1][1:]
            return f"(eq ?{variable}:has-{field} TRUE)" if field in LISTS else f"(neq {self.path(e[1])} nil)"
        if kind == "cmp":
            return f"({self.relation(e)} {self.value(e[2])} {self.value(e[3])})"
        if kind == "in":
            return f"(neq (member$ {self.value(e[1])} {self.list(e[2])}) FALSE)"
        if kind in ("subset", "intersects"):
            return f"({'subsetp' if kind == 'subset' else 'meets'} {self.list(e[1])} {self.list(e[2])})"
        if e[2][2] == "languages":
            return self.over_texts(e)
        return self.over_facts(e)

    def relation(self, e):
        number = e[3][0] == "lit" and not isinstance(e[3][1], bool)
        return {"==": "=" if number else "eq", "!=": "<>" if number else "neq"}.get(e[1], e[1])

    def over_facts(self, e):
        kind, source, holds = e[0], self.source(e), self.truth(e[3])
        if kind == "all":
            return f"(not (any-factp ({source}) {self.linked(e, f'(not {holds})')}))"
        if kind == "exists":
            return f"(any-factp ({source}) {self.linked(e, holds)})"
        found = f"(length$ (find-all-facts ({source}) {self.linked(e, holds)}))"
        return f"({e[4].replace('==', '=')} {found} {self.value(e[5])})"

    def over_texts(self, e):
        """A loop over texts cannot stand in a fact query, so it is a function of what it reads."""
        kind, variable, among, member = e
        holds, found, otherwise = self.truth(member), "FALSE", "TRUE"
        if kind == "exists":
            found, otherwise = otherwise, found
        else:
            holds = f"(not {holds})"
        body = f"(progn$ (?{variable} {self.path(among)}) (if {holds} then (return {found}))) {otherwise}"
        own = set(re.findall(r"\(\(\?([a-z]+) ", body))
        read = list(dict.fromkeys(slot for slot in re.findall(r"\?([a-z]+):([a-z_-]+)", body) if slot[0] not in own))
        for of, slot in read:
            body = body.replace(f"?{of}:{slot}", f"?{of}_{slot}")
        name = f"loop{self.tag}_{len(self.functions)}"
        self.functions.append(f"(deffunction {name} ({' '.join(f'?{of}_{slot}' for of, slot in read)}) {body})")
        return f"({name}{''.join(f' ?{of}:{slot}' for of, slot in read)})"


def rules_text(rules):
    lines = [*templates(), "(deffunction meets (?a ?b) (progn$ (?x ?a) (if (member$ ?x ?b) then (return TRUE))) FALSE)"]
    for number, rule in enumerate(rules):
        printer = Clips(str(number))
        holds, fails = printer.truth(surely(rule.formula)), printer.truth(surely_not(rule.formula))
        judge = f"(do-for-fact ((?d design)) TRUE (if {holds} then (bind ?res 2) else (if {fails} then (bind ?res 0))))"
        lines += [*printer.functions, f"(deffunction r{number} () (bind ?res 1) {judge} ?res)"]
    return "\n".join(lines) + "\n"
