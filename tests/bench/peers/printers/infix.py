"""What languages with operators between their operands have in common. A printer says only what is its own."""
import json

from expressions import ARITHMETIC
from lower import surely, surely_not


class Cannot(Exception):
    """What a language cannot say, in words for the table."""


class Infix:
    AND, OR, NOT = " && ", " || ", "!({})"
    TRUE, FALSE = "true", "false"

    def number(self, number):
        return repr(number)

    def text(self, word):
        return json.dumps(word)

    def date(self, day):
        return self.text(day)

    def words(self, words):
        return "[" + ",".join(map(self.text, words)) + "]"

    def path(self, e):
        return f"{e[1]}.{e[2]}"

    def variable(self, name):
        return name

    def list(self, e):
        return self.words(e[1]) if e[0] == "const" else self.path(e)

    def literal(self, constant):
        """A number or a truth."""
        if isinstance(constant, bool):
            return self.TRUE if constant else self.FALSE
        return self.number(constant)

    def value(self, e):
        kind = e[0]
        if kind in ("num", "lit"):
            return self.literal(e[1])
        if kind == "str":
            return self.text(e[1])
        if kind == "var":
            return self.variable(e[1])
        if kind in ARITHMETIC:
            return f"({self.value(e[1])} {ARITHMETIC[kind]} {self.value(e[2])})"
        if kind == "date":
            return self.date(e[1])
        return getattr(self, kind)(e)  # path, sum, len, days, default

    def compare(self, relation, a, b):
        return f"{self.value(a)} {relation} {self.value(b)}"

    def truth(self, e):
        kind = e[0]
        if kind in ("true", "false"):
            return self.TRUE if kind == "true" else self.FALSE
        if kind in ("and", "or"):
            return "(" + (self.AND if kind == "and" else self.OR).join(map(self.truth, e[1:])) + ")"
        if kind == "not":
            return self.NOT.format(self.truth(e[1]))
        if kind == "bool":
            return self.is_true(e[1])
        if kind == "has":
            return self.has(e[1])
        if kind == "cmp":
            return self.compare(*e[1:])
        if kind == "in":
            return self.within(self.value(e[1]), self.list(e[2]))
        return getattr(self, kind)(e)  # subset, intersects, all, exists, count

    def is_true(self, e):
        return self.path(e)


def pairs(rules, printer):
    """For each rule what makes it surely true and what surely not, or what the language cannot say."""
    made = []
    for rule in rules:
        try:
            made.append({"id": rule.name, "T": printer(surely(rule.formula)), "F": printer(surely_not(rule.formula))})
        except Cannot as why:
            made.append({"id": rule.name, "cannot": str(why)})
    return made


def listed(rules, printer):
    return json.dumps(pairs(rules, printer), indent=0)
