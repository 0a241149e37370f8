"""DuckDB over nested columns: a quantifier is the least or the greatest of a lambda over a list (0 false, 1 unknown, 2 true), so
that nothing is joined. NULL is unknown by itself."""
import json

from expressions import RELATIONS
from printers.infix import Infix


def equals(relation):
    return relation.replace("==", "=")


class DuckDb(Infix):
    AND, OR, NOT = " AND ", " OR ", "(NOT {})"
    TRUE, FALSE = "TRUE", "FALSE"

    def text(self, word):
        return f"'{word}'"

    def date(self, day):
        return f"DATE '{day}'"

    def variable(self, name):
        return "v_" + name

    def path(self, e):
        return f'{"d" if e[1] == "d" else self.variable(e[1])}."{e[2]}"'

    def value(self, e):
        if e[0] == "div":
            return f"({self.value(e[1])} / NULLIF({self.value(e[2])}, 0))"
        return super().value(e)

    def three(self, truth):
        return f"coalesce(2*CAST({truth} AS TINYINT),1)"

    def present(self, e):
        return f"({self.path(e[1])} IS NOT NULL)"

    def compare(self, relation, a, b):
        return f"({super().compare(equals(relation), a, b)})"

    def within(self, x, among):
        return f"list_contains({among}, {x})"

    def subset(self, e):
        return f"list_has_all({self.list(e[2])}, {self.list(e[1])})"

    def intersects(self, e):
        return f"list_has_any({self.list(e[1])}, {self.list(e[2])})"

    def each(self, e, what):
        return f"list_transform({self.list(e[2])}, lambda {self.variable(e[1])}: {what})"

    def quantified(self, e, function, decided, otherwise):
        members = self.each(e, self.three(self.truth(e[3])))
        there = f"CASE WHEN {self.list(e[2])} IS NOT NULL THEN {otherwise} END"
        when = f"WHEN {2 if decided == 'TRUE' else 0} THEN {decided} WHEN 1 THEN NULL"
        return f"(CASE {function}({members}) {when} ELSE {there} END)"

    def all(self, e):
        return self.quantified(e, "list_min", "FALSE", "TRUE")

    def exists(self, e):
        return self.quantified(e, "list_max", "TRUE", "FALSE")

    def count(self, e):
        _, _, among, holds, relation, wanted = e
        among, truth, wanted = self.list(among), self.truth(holds), self.value(wanted)
        if holds == ["true"]:
            return f"(len({among}) {equals(relation)} {wanted})"
        least, most = (f"coalesce(list_sum({self.each(e, f'CAST(coalesce({truth}, {unknown}) AS INT)')}), 0)"
                       for unknown in ("FALSE", "TRUE"))
        return f"(CASE WHEN {among} IS NOT NULL THEN {counted(least, most, relation, wanted)} END)"

    def sum(self, e):
        _, _, among, where, of = e
        among, part = self.list(among), self.value(of)
        if where is not None:
            holds = self.truth(where)
            part = f"CASE WHEN {holds} THEN {part} WHEN NOT {holds} THEN 0 END"
        parts = self.each(e, part)
        known = f"CASE WHEN list_count({parts}) = len({among}) THEN coalesce(list_sum({parts}), 0) END"
        return f"(CASE WHEN {among} IS NOT NULL THEN {known} END)"

    def len(self, e):
        return f"len({self.list(e[1])})"

    def days(self, e):
        return f"date_diff('day', {self.value(e[2])}, {self.value(e[1])})"

    def default(self, e):
        return f"coalesce({self.path(e[1])}, {self.literal(e[2])})"


def counted(least, most, relation, wanted):
    """A count that lies between two numbers, compared; shared with SQLite."""
    if relation == "==":
        return f"CASE WHEN {least} = {wanted} AND {most} = {wanted} THEN TRUE WHEN {least} > {wanted} OR {most} < {wanted} THEN FALSE END"
    surely, possibly = (least, most) if relation in (">=", ">") else (most, least)
    return f"CASE WHEN {surely} {relation} {wanted} THEN TRUE WHEN {possibly} {RELATIONS[relation]} {wanted} THEN FALSE END"


def rules_text(rules):
    printer = DuckDb()
    return json.dumps([f"SELECT did, {printer.three(printer.truth(rule.formula))} AS v FROM raw d" for rule in rules], indent=0)
