"""The reference: rules judged as plainly as can be, in three values after Kleene (None: unknown). Shares nothing with Tutela.

A fact that is absent makes what compares, counts or adds it unknown; `and`, `or`, `not` are Kleene's; `all` and `exists` are the
`and` and the `or` of the members, of an absent list unknown. A count lies between the members that surely hold and those that
may; a sum is unknown as soon as a part it needs is; a division by zero is unknown; `present` never is."""
import datetime, functools, operator

OPERATORS = {"==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


@functools.cache
def ordinal(day):
    return datetime.date.fromisoformat(day).toordinal()


def value(e, env):
    """A value, or None where it needs what is absent."""
    kind = e[0]
    if kind in ("num", "lit", "str", "date", "const"):
        return e[1]
    if kind == "path":
        return env[e[1]].get(e[2])
    if kind == "var":
        return env[e[1]]
    if kind == "default":
        known = value(e[1], env)
        return e[2] if known is None else known
    if kind == "len":
        known = value(e[1], env)
        return None if known is None else len(known)
    if kind == "sum":
        return total(e, env)
    a, b = value(e[1], env), value(e[2], env)
    if a is None or b is None or (kind == "div" and b == 0):
        return None
    if kind == "days":
        return ordinal(a) - ordinal(b)
    return {"add": operator.add, "sub": operator.sub, "mul": operator.mul, "div": operator.truediv}[kind](a, b)


def total(e, env):
    _, variable, among, where, of = e
    members = value(among, env)
    if members is None:
        return None
    made = 0
    for member in members:
        inner = {**env, variable: member}
        counts = True if where is None else truth(where, inner)
        if counts is False:
            continue
        part = value(of, inner) if counts else None
        if part is None:
            return None
        made += part
    return made


def conjunction(truths):
    made = True
    for one in truths:
        if one is False:
            return False
        if one is None:
            made = None
    return made


def negation(truth):
    return None if truth is None else not truth


def truth(e, env):
    kind = e[0]
    if kind == "true":
        return True
    if kind == "and":
        return conjunction(truth(part, env) for part in e[1:])
    if kind == "or":
        return negation(conjunction(negation(truth(part, env)) for part in e[1:]))
    if kind == "not":
        return negation(truth(e[1], env))
    if kind == "bool":
        return value(e[1], env)
    if kind == "present":
        return value(e[1], env) is not None
    if kind in ("cmp", "in", "subset", "intersects"):
        a, b = value(e[-2], env), value(e[-1], env)
        if a is None or b is None:
            return None
        if kind == "cmp":
            return OPERATORS[e[1]](a, b)
        if kind == "in":
            return a in b
        return all(x in b for x in a) if kind == "subset" else any(x in b for x in a)
    members = value(e[2], env)
    if members is None:
        return None
    inner = (truth(e[3], {**env, e[1]: member}) for member in members)
    if kind == "all":
        return conjunction(inner)
    if kind == "exists":
        return negation(conjunction(negation(one) for one in inner))
    if kind == "count":
        return counted(list(inner), e[4], value(e[5], env))
    raise ValueError(kind)


def counted(truths, relation, wanted):
    """True where every count that is possible will do, False where none will."""
    least, most = truths.count(True), len(truths) - truths.count(False)
    answers = {OPERATORS[relation](possible, wanted) for possible in range(least, most + 1)}
    return answers.pop() if len(answers) == 1 else None


def letters(rules, design):
    """P, F or U for each rule."""
    return "".join("U" if one is None else "P" if one else "F" for one in (truth(rule.formula, {"d": design}) for rule in rules))
