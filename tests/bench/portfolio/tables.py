"""Figures as Markdown. Nothing here measures."""


def number(x):
    """Three digits that matter."""
    if x is None:
        return "-"
    if x >= 100:
        return f"{x:,.0f}"
    return f"{x:.1f}" if x >= 10 else f"{x:.2f}"


def slashed(values):
    return " / ".join(map(number, values))


def table(heads, rows):
    if not rows:
        return "(nothing was measured)\n"
    widths = {len(row) for row in rows} | {len(heads)}
    assert len(widths) == 1, f"rows of {widths} cells"
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(str(cell) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def verdict_of(figure, goal):
    """Whether a goal is reached, in a word; goals are at most or at least."""
    if figure is None:
        return "not measured"
    relation, wanted = goal
    reached = figure <= wanted if relation == "<=" else figure >= wanted
    return "met" if reached else "**not met**"
