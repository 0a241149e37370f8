"""SQLite over tables: a quantifier is a subquery with the least or the greatest of 0 false, 1 unknown, 2 true. NULL is unknown by
itself; `has_LIST` says whether a list is there, `n_LIST` how long it is, `did` is the design, `rid` the row and `p` the row a text
or target belongs to."""
import json

from expressions import ARITHMETIC
from printers.duckdb import counted, equals

RECORDS = ("sites", "activities", "groups", "risks", "channels", "partners", "trainings", "indicators")
TEXTS = {"report_languages": "l_report", "disaggregation": "l_disag", "targets": "targets"}
RESERVED = ("start", "end", "group", "date")


class Sqlite:
    def __init__(self):
        self.tables, self.inner = {"d": "designs"}, 0  # the table of each variable

    def table(self, among):
        owner, field = self.tables[among[1]], among[2]
        if owner == "designs" and field in RECORDS:
            return field
        if field == "languages":
            return "l_site" if owner == "sites" else "l_chan"
        return TEXTS[field]

    def there(self, among):
        return f"{among[1]}.has_{among[2]}"

    def link(self, variable, among):
        if self.table(among) in RECORDS:
            return f"{variable}.did = {among[1]}.did"
        return f"{variable}.p = {among[1]}.rid"

    def literal(self, constant):
        if isinstance(constant, bool):
            return "TRUE" if constant else "FALSE"
        return f"'{constant}'" if isinstance(constant, str) else repr(constant)

    def value(self, e):
        kind = e[0]
        if kind in ("num", "lit", "str", "date"):
            return self.literal(e[1])
        if kind == "path":
            return f"{e[1]}.{e[2]}{'_' if e[2] in RESERVED else ''}"
        if kind == "var":
            return f"{e[1]}.v"
        if kind == "div":
            return f"(CAST({self.value(e[1])} AS DOUBLE) / NULLIF({self.value(e[2])}, 0))"
        if kind in ARITHMETIC:
            return f"({self.value(e[1])} {ARITHMETIC[kind]} {self.value(e[2])})"
        if kind == "days":
            return f"(julianday({self.value(e[1])}) - julianday({self.value(e[2])}))"
        if kind == "default":
            return f"coalesce({self.value(e[1])}, {self.literal(e[2])})"
        if kind == "len":
            return f"{e[1][1]}.n_{e[1][2]}"
        return self.sum(e)

    def sum(self, e):
        _, variable, among, where, of = e
        self.tables[variable] = self.table(among)
        part = self.value(of)
        known, added = part, part
        if where is not None:
            holds = self.truth(where)
            known, added = f"CASE WHEN {holds} THEN {part} WHEN NOT {holds} THEN 0 END", f"CASE WHEN {holds} THEN {part} ELSE 0 END"
        return self.over(e, f"CASE WHEN count(*) = count({known}) THEN coalesce(sum({added}), 0) END")

    def over(self, e, what):
        """Something about the members of a list; NULL where the list is not there."""
        variable, among = e[1], e[2]
        source = f"FROM {self.table(among)} {variable} WHERE {self.link(variable, among)}"
        return f"(CASE WHEN {self.there(among)} THEN (SELECT {what} {source}) END)"

    def three(self, truth):
        return f"coalesce(2*{truth},1)"

    def truth(self, e):
        kind = e[0]
        if kind == "true":
            return "TRUE"
        if kind in ("and", "or"):
            return "(" + f" {kind.upper()} ".join(map(self.truth, e[1:])) + ")"
        if kind == "not":
            return f"(NOT {self.truth(e[1])})"
        if kind == "bool":
            return self.value(e[1])
        if kind == "present":
            return f"({self.value(e[1])} IS NOT NULL)"
        if kind == "cmp":
            return f"({self.value(e[2])} {equals(e[1])} {self.value(e[3])})"
        if kind == "in":
            return self.within(self.value(e[1]), e[2])
        return getattr(self, kind)(e)

    def new(self, letter):
        self.inner += 1
        return f"{letter}{self.inner}"

    def within(self, x, among):
        if among[0] == "const":
            return f"({x} IN (" + ", ".join(map(self.literal, among[1])) + "))"
        one = self.new("m")
        source = f"FROM {self.table(among)} {one} WHERE {one}.p = {among[1]}.rid AND {one}.v = {x}"
        return f"(CASE WHEN {self.there(among)} THEN EXISTS(SELECT 1 {source}) END)"

    def sets(self, e, contrary):
        one, a, b = self.new("w"), e[1], e[2]
        there = self.there(a) + ("" if b[0] == "const" else f" AND {self.there(b)}")
        source = f"FROM {self.table(a)} {one} WHERE {one}.p = {a[1]}.rid AND {contrary}{self.within(f'{one}.v', b)}"
        return f"(CASE WHEN {there} THEN {contrary}EXISTS(SELECT 1 {source}) END)"

    def subset(self, e):
        return self.sets(e, "NOT ")

    def intersects(self, e):
        return self.sets(e, "")

    def member(self, e):
        self.tables[e[1]] = self.table(e[2])
        return self.truth(e[3])

    def all(self, e):
        return self.over(e, f"CASE min({self.three(self.member(e))}) WHEN 0 THEN FALSE WHEN 1 THEN NULL ELSE TRUE END")

    def exists(self, e):
        return self.over(e, f"CASE max({self.three(self.member(e))}) WHEN 2 THEN TRUE WHEN 1 THEN NULL ELSE FALSE END")

    def count(self, e):
        relation, wanted, holds = e[4], self.value(e[5]), self.member(e)
        if holds == "TRUE":
            return f"(CASE WHEN {self.there(e[2])} THEN {e[2][1]}.n_{e[2][2]} {equals(relation)} {wanted} END)"
        least, most = (f"coalesce(sum(CASE WHEN {counts} THEN 1 ELSE 0 END), 0)" for counts in (holds, f"coalesce({holds}, TRUE)"))
        return self.over(e, counted(least, most, relation, wanted))


def rules_text(rules):
    queries = []
    for rule in rules:
        printer = Sqlite()
        queries.append(f"SELECT d.did, {printer.three(printer.truth(rule.formula))} AS v FROM designs d")
    return json.dumps(queries, indent=0)
