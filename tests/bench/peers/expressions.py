"""What a rule is made of, as nested lists that every printer and the reference walk. `d` is the design.

Truth:  true | and, or, not | cmp OP a b | bool path | present path | in x list | subset a b | intersects a b
        all v list p | exists v list p | count v list p OP k
Value:  num k and date d (moved in copies of a rule) | lit k and str s (not moved) | path v field | var v (a text of a list of texts)
        add, sub, mul, div a b | days a b (a - b in days) | sum v list where value | len list | default path k
List:   path v field | const [...]"""
import datetime

RELATIONS = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}  # each with its contrary
ARITHMETIC = {"add": "+", "sub": "-", "mul": "*", "div": "/"}


def path(name):
    variable, field = name.split(".")
    return ["path", variable, field]


def text(word):
    return ["str", word]


def fixed(number):
    return ["lit", number]


def date(day):
    return ["date", day]


def value(of):
    """A text is a path, a number a constant that copies of the rule move."""
    if isinstance(of, str):
        return path(of)
    return ["num", of] if isinstance(of, (int, float)) else of


def is_(name):
    return ["bool", path(name)]


def compare(a, relation, b):
    return ["cmp", relation, value(a), value(b)]


def both(*parts):
    return ["and", *parts]


def either(*parts):
    return ["or", *parts]


def not_(part):
    return ["not", part]


def implies(a, b):
    return ["or", ["not", a], b]


def every(variable, among, holds):
    return ["all", variable, path(among), holds]


def some(variable, among, holds):
    return ["exists", variable, path(among), holds]


def count(variable, among, holds, relation, number):
    return ["count", variable, path(among), holds, relation, ["num", number]]


def total(variable, among, of, where=None):
    return ["sum", variable, path(among), where, value(of)]


def within(x, among):
    """x, or a fixed word, is in a list."""
    return ["in", text(x) if isinstance(x, str) else x, path(among) if isinstance(among, str) else ["const", among]]


def subset(a, words):
    return ["subset", path(a), ["const", words]]


def intersects(a, b):
    return ["intersects", path(a), path(b)]


def stated(name):
    return ["present", path(name)]


def days(a, b):
    return ["days", path(a), path(b)]


def times(a, b):
    return ["mul", value(a), value(b)]


def share(a, b):
    return ["div", value(a), value(b)]


def length(name):
    return ["len", path(name)]


def default(name, otherwise):
    return ["default", path(name), otherwise]


ANY = ["true"]


def is_expression(e):
    return isinstance(e, list) and bool(e)


def moved(e, k):
    """Copy k of an expression: every num and date moved a little; copy 0 is as written."""
    if not is_expression(e):
        return e
    if e[0] == "num":
        number = e[1]
        if isinstance(number, float):
            return ["num", round(number * (1 + 0.003 * k), 6)]
        return ["num", number + (7 * k if number >= 1000 else k if number >= 30 else k % 7)]
    if e[0] == "date":
        return date((datetime.date.fromisoformat(e[1]) + datetime.timedelta(days=k)).isoformat())
    if e[0] in ("const", "lit", "str"):
        return e
    return [moved(part, k) if isinstance(part, list) else part for part in e]


def constants(e):
    """What copies move, in reading order: the rules that are written by hand take it as a table."""
    if not is_expression(e) or e[0] in ("const", "lit", "str"):
        return []
    if e[0] in ("num", "date"):
        return [e[1]]
    return [constant for part in e if isinstance(part, list) for constant in constants(part)]


def free_variables(e):
    """Variables that an expression reads and does not bind itself."""
    if not is_expression(e) or e[0] in ("str", "num", "lit", "date", "const"):
        return set()
    if e[0] in ("path", "var"):
        return {e[1]}
    if e[0] in ("all", "exists", "count", "sum"):
        inner = [free_variables(part) - {e[1]} for part in e[3:] if isinstance(part, list)]
        return free_variables(e[2]).union(*inner)
    return set().union(*[free_variables(part) for part in e[1:] if isinstance(part, list)])
