"""JavaScript as one would write it out for these very rules: no engine at all."""
import json

from printers.infix import Infix, pairs

HEAD = """const cache = new Map();
const day = s => { let v = cache.get(s); if (v === undefined) cache.set(s, v = Date.parse(s) / 864e5); return v; };
export const rules = [
"""


class JavaScript(Infix):
    def has(self, e):
        return f"{self.path(e)} !== undefined"

    def compare(self, relation, a, b):
        strict = {"==": "===", "!=": "!=="}.get(relation, relation)
        return f"{self.value(a)} {strict} {self.value(b)}"

    def within(self, x, among):
        return f"{among}.includes({x})"

    def subset(self, e):
        return f"{self.list(e[1])}.every(x => {self.list(e[2])}.includes(x))"

    def intersects(self, e):
        return f"{self.list(e[1])}.some(x => {self.list(e[2])}.includes(x))"

    def all(self, e):
        return f"{self.list(e[2])}.every({e[1]} => {self.truth(e[3])})"

    def exists(self, e):
        return f"{self.list(e[2])}.some({e[1]} => {self.truth(e[3])})"

    def count(self, e):
        return f"{self.list(e[2])}.filter({e[1]} => {self.truth(e[3])}).length {e[4]} {self.value(e[5])}"

    def sum(self, e):
        _, variable, among, where, of = e
        added = f"acc + {self.value(of)}"
        step = added if where is None else f"{self.truth(where)} ? {added} : acc"
        return f"{self.list(among)}.reduce((acc, {variable}) => {step}, 0)"

    def len(self, e):
        return f"{self.list(e[1])}.length"

    def days(self, e):
        return f"(day({self.value(e[1])}) - day({self.value(e[2])}))"

    def default(self, e):
        return f"({self.path(e[1])} ?? {json.dumps(e[2])})"


def rules_text(rules):
    functions = [f"d => {pair['T']} ? 2 : {pair['F']} ? 0 : 1,\n" for pair in pairs(rules, JavaScript().truth)]
    return HEAD + "".join(functions) + "];"
