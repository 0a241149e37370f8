"""CEL, the Common Expression Language: no sums, a count is the size of what a filter leaves."""
from printers.infix import Cannot, Infix, listed


class Cel(Infix):
    def number(self, number):
        return repr(float(number))

    def has(self, e):
        return f"has({self.path(e)})"

    def within(self, x, among):
        return f"{x} in {among}"

    def subset(self, e):
        return f"{self.list(e[1])}.all(x, x in {self.list(e[2])})"

    def intersects(self, e):
        return f"{self.list(e[1])}.exists(x, x in {self.list(e[2])})"

    def all(self, e):
        return f"{self.list(e[2])}.all({e[1]}, {self.truth(e[3])})"

    def exists(self, e):
        return f"{self.list(e[2])}.exists({e[1]}, {self.truth(e[3])})"

    def count(self, e):
        return f"size({self.list(e[2])}.filter({e[1]}, {self.truth(e[3])})) {e[4]} {int(e[5][1])}"

    def sum(self, e):
        raise Cannot("no fold or sum over a list in CEL")

    def len(self, e):
        return f"double(size({self.list(e[1])}))"

    def moment(self, e):
        return f'timestamp({self.value(e)} + "T00:00:00Z")'

    def compare(self, relation, a, b):
        if a[0] == "days":
            return f'({self.moment(a[1])} - {self.moment(a[2])}) {relation} duration("{b[1] * 86400}s")'
        return super().compare(relation, a, b)

    def default(self, e):
        return f"(has({self.path(e[1])}) ? {self.path(e[1])} : {self.literal(e[2])})"


def rules_text(rules):
    return listed(rules, Cel().truth)
