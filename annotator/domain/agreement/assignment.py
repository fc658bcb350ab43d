"""Which things of two sides go together, so that the sum of their weights is greatest; in whole numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import product
from typing import TypeAlias

Weights: TypeAlias = Mapping[tuple[int, int], int]
"""The positive weight of each pair that may go together, by the places of its two things."""


def components(pairs: Collection[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The pairs in groups that share nothing with one another, so that each group is solved by itself."""
    rows: dict[int, list[tuple[int, int]]] = {}
    columns: dict[int, list[tuple[int, int]]] = {}
    for pair in pairs:
        rows.setdefault(pair[0], []).append(pair)
        columns.setdefault(pair[1], []).append(pair)
    result: list[list[tuple[int, int]]] = []
    seen: set[tuple[int, int]] = set()
    for first in pairs:
        if first in seen:
            continue
        seen.add(first)
        group = [first]
        for row, column in group:
            for pair in rows[row] + columns[column]:
                if pair not in seen:
                    seen.add(pair)
                    group.append(pair)
        result.append(sorted(group))
    return result


def ordered_assignment(rows: int, columns: int, weights: Weights) -> list[tuple[int, int]]:
    """The best pairs of which none cross: i < j on one side never goes with k > l on the other.

    Exact where the things on each side lie apart on a line and only those that overlap make a pair.
    """
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for row, column in product(range(rows), range(columns)):
        together = weights.get((row, column))
        best[row + 1][column + 1] = max(
            best[row][column + 1],
            best[row + 1][column],
            0 if together is None else best[row][column] + together,
        )
    result: list[tuple[int, int]] = []
    row, column = rows, columns
    while row and column:
        if best[row][column] == best[row - 1][column]:
            row -= 1
        elif best[row][column] == best[row][column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            result.append((row, column))
    return result[::-1]


def free_assignment(rows: int, columns: int, weights: Weights) -> list[tuple[int, int]]:
    """The best pairs, crossing or not: the Hungarian method of Kuhn 1955, by shortest augmenting paths.

    What is no pair costs nothing and earns nothing. Takes rows × rows × columns steps for rows <= columns.
    """
    if rows > columns:
        turned = {(column, row): weight for (row, column), weight in weights.items()}
        return sorted((row, column) for column, row in free_assignment(columns, rows, turned))
    row_prices = [0] * rows
    column_prices = [0] * (columns + 1)
    # The row of each column; the extra column stands for the row that is looking for one.
    owners: list[int | None] = [None] * (columns + 1)
    for row in range(rows):
        owners[columns] = row
        _augment(weights, row_prices, column_prices, owners)
    found = ((owner, column) for column, owner in enumerate(owners[:columns]) if owner is not None)
    return sorted(pair for pair in found if pair in weights)


def _augment(
    weights: Weights, row_prices: list[int], column_prices: list[int], owners: list[int | None]
) -> None:
    """Give the row in the extra column a column of its own, moving others where that is better."""
    columns = len(owners) - 1
    slack: list[int | None] = [None] * columns
    via = [columns] * columns
    done: set[int] = set()
    column = columns
    while (row := owners[column]) is not None:
        done.add(column)
        nearest, step = columns, 0
        for other in range(columns):
            if other in done:
                continue
            reduced = -weights.get((row, other), 0) - row_prices[row] - column_prices[other]
            known = slack[other]
            if known is None or reduced < known:
                slack[other], via[other], known = reduced, column, reduced
            if nearest == columns or known < step:
                nearest, step = other, known
        _move_prices(step, done, row_prices, column_prices, owners, slack)
        column = nearest
    while column != columns:
        owners[column] = owners[via[column]]
        column = via[column]
    owners[columns] = None


def _move_prices(
    step: int,
    done: set[int],
    row_prices: list[int],
    column_prices: list[int],
    owners: list[int | None],
    slack: list[int | None],
) -> None:
    for column, owner in enumerate(owners):
        if column in done and owner is not None:
            row_prices[owner] += step
            column_prices[column] -= step
        elif column < len(slack) and (known := slack[column]) is not None:
            slack[column] = known - step
