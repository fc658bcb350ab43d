"""Labels told from the lines that are painted for them, by somebody who sees no colour."""

from __future__ import annotations

from itertools import pairwise

from annotator.views.tokens import ThemeName


def label_of_line(rows: list[list[int]], theme: ThemeName) -> str:
    """Which label these greys of a line are, row by row, told by its gaps and turns alone."""
    dark = [[(255 - value if theme.is_dark else value) < 170 for value in row] for row in rows]
    columns = [any(row[x] for row in dark) for x in range(len(dark[0]))]
    gaps = sum(before and not after for before, after in pairwise(columns))
    tops = [next((y for y, row in enumerate(dark) if row[x]), -1) for x in range(len(columns))]
    steps = [after - before for before, after in pairwise(tops) if -1 not in (before, after)]
    steps = [step for step in steps if step]
    turns = sum((first > 0) != (second > 0) for first, second in pairwise(steps))
    if turns > 8:
        return "disputed"
    return "unverified" if gaps > 5 else "confirmed"
