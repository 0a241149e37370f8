"""Engines of two values get two formulas for a rule of three: `surely` true and `surely_not`; where neither holds, it is unknown.

What comes out has besides the words of expressions.py: false, has path (the fact is there; asked before each use), and `present`
no longer."""
from expressions import RELATIONS

TRUE, FALSE = ["true"], ["false"]


def joined(word, parts, neutral, decided):
    made = []
    for part in parts:
        if part == decided:
            return decided
        if part == neutral:
            continue
        made += [inner for inner in (part[1:] if part[0] == word else [part]) if inner not in made]
    return neutral if not made else made[0] if len(made) == 1 else [word, *made]


def both(*parts):
    return joined("and", parts, TRUE, FALSE)


def either(*parts):
    return joined("or", parts, FALSE, TRUE)


def negated(p):
    if p in (TRUE, FALSE):
        return FALSE if p == TRUE else TRUE
    return p[1] if p[0] == "not" else ["not", p]


def defined(e):
    """When a value can be worked out."""
    kind = e[0]
    if kind in ("num", "lit", "str", "date", "var", "const", "default"):
        return TRUE
    if kind == "path":
        return ["has", e]
    if kind == "len":
        return defined(e[1])
    if kind == "sum":
        _, variable, among, where, of = e
        member = defined(of) if where is None else either(surely_not(where), both(surely(where), defined(of)))
        return both(defined(among), TRUE if member == TRUE else ["all", variable, among, member])
    not_zero = ["cmp", "!=", value(e[2]), ["lit", 0]] if kind == "div" else TRUE
    return both(defined(e[1]), defined(e[2]), not_zero)


def value(e):
    if e[0] == "sum":
        _, variable, among, where, of = e
        return ["sum", variable, among, None if where is None else surely(where), value(of)]
    if e[0] in ("add", "sub", "mul", "div", "days"):
        return [e[0], value(e[1]), value(e[2])]
    return e


def surely(e):
    kind = e[0]
    if kind == "true":
        return TRUE
    if kind in ("and", "or"):
        return (both if kind == "and" else either)(*map(surely, e[1:]))
    if kind == "not":
        return surely_not(e[1])
    if kind == "bool":
        return both(["has", e[1]], e)
    if kind == "present":
        return ["has", e[1]]
    if kind == "cmp":
        return both(defined(e[2]), defined(e[3]), ["cmp", e[1], value(e[2]), value(e[3])])
    if kind in ("in", "subset", "intersects"):
        return both(defined(e[1]), defined(e[2]), e)
    if kind in ("all", "exists"):
        return both(defined(e[2]), [kind, e[1], e[2], surely(e[3])])
    if kind == "count":
        return counted(e, e[4])
    raise ValueError(kind)


def surely_not(e):
    kind = e[0]
    if kind == "true":
        return FALSE
    if kind in ("and", "or"):
        return (either if kind == "and" else both)(*map(surely_not, e[1:]))
    if kind == "not":
        return surely(e[1])
    if kind == "bool":
        return both(["has", e[1]], ["not", e])
    if kind == "present":
        return ["not", ["has", e[1]]]
    if kind == "cmp":
        return both(defined(e[2]), defined(e[3]), ["cmp", RELATIONS[e[1]], value(e[2]), value(e[3])])
    if kind in ("in", "subset", "intersects"):
        return both(defined(e[1]), defined(e[2]), ["not", e])
    if kind in ("all", "exists"):
        return both(defined(e[2]), ["exists" if kind == "all" else "all", e[1], e[2], surely_not(e[3])])
    if kind == "count":
        return counted(e, RELATIONS[e[4]])
    raise ValueError(kind)


def bounds(e):
    """What holds for the members that surely count, and for those that may."""
    return surely(e[3]), negated(surely_not(e[3]))


def counted(e, relation):
    """Whether a count surely stands in a relation: the least of it, the most, or both have to."""
    _, variable, among, _, _, wanted = e
    least, most = bounds(e)

    def number(holds, relation):
        return ["count", variable, among, holds, relation, wanted]
    if relation in (">=", ">"):
        made = number(least, relation)
    elif relation in ("<=", "<"):
        made = number(most, relation)
    elif relation == "==":
        made = both(number(least, "=="), number(most, "=="))
    else:
        made = either(number(least, ">"), number(most, "<"))
    return both(defined(among), made)
