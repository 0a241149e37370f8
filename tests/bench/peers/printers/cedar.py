"""Cedar: facts of the design itself and sets of words; nothing over lists of records, no fractions."""
import json

from printers.infix import Cannot, Infix, pairs


class Cedar(Infix):
    def number(self, number):
        if isinstance(number, float):
            raise Cannot("no floating point")
        return repr(number)

    def path(self, e):
        if e[1] != "d":
            raise Cannot("no quantifiers over records")
        return f"context.{e[2]}"

    def has(self, e):
        self.path(e)
        return f"context has {e[2]}"

    def date(self, day):
        return f'datetime("{day}")'

    def within(self, x, among):
        return f"{among}.contains({x})"

    def subset(self, e):
        return f"{self.list(e[2])}.containsAll({self.list(e[1])})"

    def intersects(self, e):
        return f"{self.list(e[1])}.containsAny({self.list(e[2])})"

    def over_records(self, e):
        raise Cannot("no quantifiers over records")

    all = exists = count = sum = len = over_records

    def days(self, e):
        return f"{self.value(e[1])}.durationSince({self.value(e[2])}).toDays()"

    def default(self, e):
        return f"(if context has {e[1][2]} then {self.path(e[1])} else {json.dumps(e[2])})"

    def compare(self, relation, a, b):
        if a[0] == "div" and b[0] == "num" and a[1][0] == "path":
            return f"{self.value(a[1])} * 1000000 {relation} {self.value(a[2])} * {round(b[1] * 1000000)}"
        return super().compare(relation, a, b)


def rules_text(rules):
    """Two policies a rule, which permit where it is surely true and where surely not."""
    policies = {f"{pair['id']}_{side}": f"permit(principal, action, resource) when {{ {pair[side]} }};"
                for pair in pairs(rules, Cedar().truth) if "T" in pair for side in "TF"}
    return json.dumps(policies, indent=0)
