"""The expression language of GoRules ZEN. Variables get names that no field has."""
import json

from printers.infix import Infix, listed

DATES = ("start", "end", "date", "coc_date", "referral_updated")


def is_date(e):
    return e[0] == "date" or e[0] == "path" and e[2] in DATES


class Zen(Infix):
    AND, OR, NOT = " and ", " or ", "not ({})"

    def text(self, word):
        return f"'{word}'"

    def path(self, e):
        return f"{'prog' if e[1] == 'd' else self.variable(e[1])}.{e[2]}"

    def variable(self, name):
        return "v_" + name

    def has(self, e):
        return f"{self.path(e)} != null"

    def is_true(self, e):
        return f"{self.path(e)} == true"

    def within(self, x, among):
        return f"{x} in {among}"

    def compare(self, relation, a, b):
        if is_date(a) or is_date(b):
            return f"date({self.value(a)}) {relation} date({self.value(b)})"
        return super().compare(relation, a, b)

    def subset(self, e):
        return f"all({self.list(e[1])} as x, x in {self.list(e[2])})"

    def intersects(self, e):
        return f"some({self.list(e[1])} as x, x in {self.list(e[2])})"

    def members(self, e):
        return f"{self.list(e[2])} as {self.variable(e[1])}"

    def all(self, e):
        return f"all({self.members(e)}, {self.truth(e[3])})"

    def exists(self, e):
        return f"some({self.members(e)}, {self.truth(e[3])})"

    def count(self, e):
        return f"count({self.members(e)}, {self.truth(e[3])}) {e[4]} {self.value(e[5])}"

    def sum(self, e):
        among = self.list(e[2]) if e[3] is None else f"filter({self.members(e)}, {self.truth(e[3])})"
        return f"sum(map({among} as {self.variable(e[1])}, {self.value(e[4])}))"

    def len(self, e):
        return f"len({self.list(e[1])})"

    def days(self, e):
        return f"((date({self.value(e[1])}) - date({self.value(e[2])})) / 86400)"

    def default(self, e):
        return f"({self.path(e[1])} ?? {json.dumps(e[2])})"


def rules_text(rules):
    return listed(rules, Zen().truth)
