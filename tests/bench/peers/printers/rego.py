"""Rego (v1) in its own manner: helper rules for what is an alternative, "every" as "no member violates". What is asked for is
`data.bench.verdicts` of an input that is the design: a text with a letter a rule."""
import json

from expressions import free_variables
from lower import surely, surely_not
from printers.infix import Infix

HEAD = """package bench

has_key(o, k) if { _ = o[k] }
elem(x, l) if { l[_] == x }
outside(a, b) if { x := a[_]; not elem(x, b) }
outside_set(a, b) if { x := a[_]; not b[x] }
meets(a, b) if { a[_] == b[_] }
"""


class Rego(Infix):
    def __init__(self, tag):
        self.tag, self.helpers, self.count_of_helpers = tag, [], 0

    def helper(self, kind, e, bodies):
        """A rule of its own with these bodies; gives the call of it."""
        self.count_of_helpers += 1
        variables = sorted(free_variables(e))
        name = f"{kind}_{self.tag}_{self.count_of_helpers}"
        self.helpers += [f"{name}({', '.join(variables) or '_'}) if {{ {body} }}" for body in bodies]
        return f"{name}({', '.join(variables) or '0'})"

    def words(self, words):
        return "{" + ", ".join(map(json.dumps, words)) + "}"

    def truth(self, e):
        """A body: literals with semicolons between."""
        kind = e[0]
        if kind == "and":
            return "; ".join(map(self.truth, e[1:]))
        if kind == "or":
            return self.helper("or", e, [self.truth(part) for part in e[1:]])
        if kind == "not":
            return "not " + self.negated(e[1])
        if kind == "in":
            return self.member(e[1], e[2])
        return super().truth(e)

    def negated(self, e):
        single = e[0] in ("has", "bool", "all", "exists", "or")
        if single and not self.truth(e).startswith("not "):
            return self.truth(e)
        return self.helper("no", e, [self.truth(e)])

    def has(self, e):
        return f'has_key({e[1]}, "{e[2]}")'

    def is_true(self, e):
        return f"{self.path(e)} == true"

    def member(self, x, among):
        if among[0] == "const":
            return f"{self.list(among)}[{self.value(x)}]"
        return f"elem({self.value(x)}, {self.list(among)})"

    def subset(self, e):
        outside = "outside_set" if e[2][0] == "const" else "outside"
        return f"not {outside}({self.list(e[1])}, {self.list(e[2])})"

    def intersects(self, e):
        return f"meets({self.list(e[1])}, {self.list(e[2])})"

    def exists(self, e):
        return self.helper("ex", e, [f"{e[1]} := {self.list(e[2])}[_]; {self.truth(e[3])}"])

    def all(self, e):
        return "not " + self.helper("vi", e, [f"{e[1]} := {self.list(e[2])}[_]; {self.truth(['not', e[3]])}"])

    def count(self, e):
        return f"count([1 | {e[1]} := {self.list(e[2])}[_]; {self.truth(e[3])}]) {e[4]} {self.value(e[5])}"

    def sum(self, e):
        where = "" if e[3] is None else self.truth(e[3]) + "; "
        return f"sum([x | {e[1]} := {self.list(e[2])}[_]; {where}x := {self.value(e[4])}])"

    def len(self, e):
        return f"count({self.list(e[1])})"

    def days(self, e):
        a, b = (f'time.parse_ns("2006-01-02", {self.value(day)})' for day in e[1:])
        return f"(({a} - {b}) / 86400000000000)"

    def default(self, e):
        return f'object.get({e[1][1]}, "{e[1][2]}", {json.dumps(e[2])})'


def rules_text(rules):
    lines = []
    for number, rule in enumerate(rules):
        for side, formula in (("t", surely(rule.formula)), ("f", surely_not(rule.formula))):
            printer = Rego(f"{number}{side}")
            body = printer.truth(formula)
            lines += [*printer.helpers, f"rule_{number}_{side}(d) if {{ {body} }}"]
        lines.append(f'v_{number}(d) := "P" if {{ rule_{number}_t(d) }} else := "F" if {{ rule_{number}_f(d) }} else := "U"')
    letters = ", ".join(f"v_{number}(input)" for number in range(len(rules)))
    lines.append(f'verdicts := concat("", [{letters}])')
    return HEAD + "\n".join(lines) + "\n"
