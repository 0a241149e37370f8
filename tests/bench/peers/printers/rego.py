"""Rego (version 1) in the form that OPA runs fastest: one package whose rules read `input`, "every" for all members, helper rules for
alternatives and members wanted. A reference to a fact that is not there fails a body by itself, so most `has` are left out."""
import json

from expressions import free_variables
from lower import surely, surely_not
from printers.infix import Infix


class Rego(Infix):
    def __init__(self, tag):
        self.tag, self.helpers, self.count_of_helpers = tag, [], 0

    def helper(self, kind, e, bodies):
        """A rule of its own with these bodies, a function of the members around it; gives the call of it."""
        self.count_of_helpers += 1
        name = f"{kind}_{self.tag}_{self.count_of_helpers}"
        variables = sorted(free_variables(e) - {"d"})
        call = f"{name}({', '.join(variables)})" if variables else name
        self.helpers += [f"{call} if {{ {body} }}" for body in bodies]
        return call

    def words(self, words):
        return "{" + ", ".join(map(json.dumps, words)) + "}"

    def path(self, e):
        return f"{'input' if e[1] == 'd' else e[1]}.{e[2]}"

    def truth(self, e):
        """A body: literals with semicolons between."""
        if e[0] == "and":
            needed = [path for part in e[1:] if part[0] != "has" for path in self.needed(part)]
            return "; ".join(self.truth(part) for part in e[1:] if part[0] != "has" or part[1] not in needed)
        if e[0] == "or":
            return self.helper("or", e, [self.truth(part) for part in e[1:]])
        if e[0] == "not":
            return self.negated(e[1])
        return super().truth(e)

    def needed(self, e):
        """The facts without which this literal fails."""
        kind = e[0]
        if kind == "path":
            return [e]
        if kind == "not":
            return self.needed(e[1]) if e[1][0] == "bool" else []
        if kind in ("in", "intersects", "mul", "div", "add", "sub", "days"):
            return self.needed(e[1]) + self.needed(e[2])
        if kind == "cmp":
            return self.needed(e[2]) + self.needed(e[3])
        if kind in ("bool", "len"):
            return self.needed(e[1])
        return self.needed(e[2]) if kind == "exists" else []

    def negated(self, e):
        if e[0] == "bool":
            return f"{self.path(e[1])} == false"
        return "not " + (self.truth(e) if e[0] in ("exists", "or", "intersects") else self.helper("no", e, [self.truth(e)]))

    def has(self, e):
        return f"_ = {self.path(e)}"

    def is_true(self, e):
        return f"{self.path(e)} == true"

    def within(self, x, among):
        return f"{x} in {among}"

    def subset(self, e):
        return f"every x in {self.list(e[1])} {{ x in {self.list(e[2])} }}"

    def intersects(self, e):
        return self.helper("meet", e, [f"some x in {self.list(e[1])}; x in {self.list(e[2])}"])

    def member(self, e):
        return f"some {e[1]} in {self.list(e[2])}"

    def exists(self, e):
        return self.helper("some", e, [f"{self.member(e)}; {self.truth(e[3])}"])

    def all(self, e):
        return f"every {e[1]} in {self.list(e[2])} {{ {self.truth(e[3])} }}"

    def count(self, e):
        return f"count([1 | {self.member(e)}; {self.truth(e[3])}]) {e[4]} {self.value(e[5])}"

    def sum(self, e):
        where = "" if e[3] is None else self.truth(e[3]) + "; "
        return f"sum([x | {self.member(e)}; {where}x := {self.value(e[4])}])"

    def len(self, e):
        return f"count({self.list(e[1])})"

    def days(self, e):
        a, b = (f'time.parse_ns("2006-01-02", {self.value(day)})' for day in e[1:])
        return f"(({a} - {b}) / 86400000000000)"

    def default(self, e):
        whose = "input" if e[1][1] == "d" else e[1][1]
        return f'object.get({whose}, "{e[1][2]}", {json.dumps(e[2])})'


def rules_text(rules):
    lines = []
    for number, rule in enumerate(rules):
        bodies = []
        for side, formula in (("t", surely(rule.formula)), ("f", surely_not(rule.formula))):
            printer = Rego(f"{number}{side}")
            bodies.append(printer.truth(formula))
            lines += printer.helpers
        lines.append(f'v_{number} := "P" if {{ {bodies[0]} }} else := "F" if {{ {bodies[1]} }} else := "U"')
    parts = []  # regorus's machine has no room for an array of all
    for first in range(0, len(rules), 100):
        letters = ", ".join(f"v_{number}" for number in range(first, min(first + 100, len(rules))))
        parts.append(f"part_{first}")
        lines.append(f'part_{first} := concat("", [{letters}])')
    return "package bench\n\n" + "\n".join(lines) + f'\nverdicts := concat("", [{", ".join(parts)}])\n'
