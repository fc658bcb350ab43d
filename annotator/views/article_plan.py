"""What is special about the paragraphs of an article before it is laid out: no Qt, only numbers.

A paragraph is what stands between two line feeds.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from unicodedata import bidirectional

from annotator.domain.immutable import immutable
from annotator.domain.records import Direction, UnitKind
from annotator.domain.sheet import Sheet, UnitState
from annotator.domain.spans import Span

LONGEST_BLOCK = 8_000
"""Characters: Qt needs much longer for one block than for the same text in several."""

_CUT_WINDOW = 200
_MOST_LOOKED_AT = 2_000
_ENLARGED = {UnitKind.HEADLINE: 2, UnitKind.HEADING: 1}


@immutable
class Fold:
    """A run of hidden boilerplate, and how many pieces it holds.

    `offset` is where visible text goes on after it, or, if `is_last`, where the visible text before it ends.
    """

    pieces: int
    offset: int
    is_last: bool


@immutable
class Blocks:
    """The blocks that take room, in text order: their numbers, and the offsets where they start and end.

    `hidden` are the numbers of the others.
    """

    numbers: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    hidden: Collection[int]


@dataclass(slots=True)
class Plan:
    """Where paragraphs start and end, and the numbers of those that are not like the others.

    `joined` are those whose last sentence goes on in the next one, `hidden` those that take no room,
    `enlarged` says by how many of Qt's steps. `cuts` are offsets where a paragraph is parted for display.
    """

    starts: list[int]
    ends: list[int]
    hidden: set[int] = field(default_factory=set)
    joined: set[int] = field(default_factory=set)
    enlarged: dict[int, int] = field(default_factory=dict)
    folds: list[Fold] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)

    def paragraph_at(self, offset: int) -> int:
        """The number of the paragraph that holds the code point at `offset`."""
        return bisect_right(self.starts, offset) - 1

    def blocks(self) -> Blocks:
        """A paragraph is a block, or one more a cut."""
        starts, ends, hidden = self.starts, self.ends, self.hidden
        if self.cuts:
            starts, ends = sorted([*starts, *self.cuts]), sorted([*ends, *self.cuts])
            first = [number + bisect_left(self.cuts, start) for number, start in enumerate(self.starts)]
            first.append(len(starts))
            hidden = {block for number in hidden for block in range(first[number], first[number + 1])}
        numbers = [number for number in range(len(starts)) if number not in hidden]
        return Blocks(
            numbers, [starts[number] for number in numbers], [ends[number] for number in numbers], hidden
        )


def planned(sheet: Sheet, *, folded: bool, apart: Span | None = None) -> Plan:
    """Look through the article once. `folded` hides paragraphs of nothing but boilerplate.

    The words of `apart` start and end a line: what else their paragraphs hold stands above and below.
    """
    plan = _paragraphs(sheet.text)
    if apart is not None:
        _set_apart(plan, sheet.text, apart)
    for unit in sheet.units:
        if unit.kind in _ENLARGED:
            number = plan.paragraph_at(unit.start)
            if plan.ends[number] <= unit.end:
                plan.enlarged[number] = _ENLARGED[unit.kind]
        if unit.gaps:
            plan.joined.update(range(plan.paragraph_at(unit.start), plan.paragraph_at(unit.end - 1)))
    if folded:
        _fold(sheet, plan)
    return plan


def first_strong(text: str) -> Direction:
    """The direction of the first strong character, else left to right (UAX #9, rules P2 and P3)."""
    for character in text[:_MOST_LOOKED_AT]:
        match bidirectional(character):
            case "L":
                break
            case "R" | "AL":
                return Direction.RIGHT_TO_LEFT
    return Direction.LEFT_TO_RIGHT


def _paragraphs(text: str) -> Plan:
    lines = text.split("\n")
    ends = [end + number for number, end in enumerate(accumulate(map(len, lines)))]
    starts = [0, *(end + 1 for end in ends[:-1])]
    plan = Plan(starts, ends, {number for number, line in enumerate(lines) if not line or line.isspace()})
    for number in [number for number, line in enumerate(lines) if len(line) > LONGEST_BLOCK]:
        if number not in plan.hidden:
            plan.cuts.extend(_cuts(text, starts[number], ends[number]))
    return plan


def _cuts(text: str, start: int, end: int) -> Iterator[int]:
    """Where to part a paragraph into blocks, after white space where there is some."""
    while end - start > LONGEST_BLOCK:
        limit = start + LONGEST_BLOCK
        window = range(limit, limit - _CUT_WINDOW, -1)
        start = next((cut for cut in window if text[cut - 1].isspace()), limit)
        yield start


def _set_apart(plan: Plan, text: str, apart: Span) -> None:
    """Part paragraphs before the first and after the last of these words; white space stays above a cut."""
    end = apart.end
    while end < len(text) and text[end].isspace() and text[end] != "\n":
        end += 1
    for cut in (apart.start, end):
        number = plan.paragraph_at(cut)
        if plan.starts[number] < cut < plan.ends[number]:
            plan.cuts.append(cut)
    plan.cuts = sorted(set(plan.cuts))


def _fold(sheet: Sheet, plan: Plan) -> None:
    """Hide the paragraphs that hold boilerplate and nothing else."""
    pieces: dict[int, int] = {}
    kept: set[int] = set()
    for index, unit in enumerate(sheet.units):
        numbers = range(plan.paragraph_at(unit.start), bisect_left(plan.starts, unit.end))
        if sheet.state(index) is UnitState.BOILERPLATE:
            for number in numbers:
                pieces[number] = pieces.get(number, 0) + (number == numbers[0])
        else:
            kept.update(numbers)
    plan.hidden.update(number for number in pieces if number not in kept)
    for first, last in _runs(plan.hidden, len(plan.ends)):
        count = sum(pieces.get(number, 0) for number in range(first, last))
        if count:
            plan.folds.append(_fold_of(plan, count, first, last))


def _fold_of(plan: Plan, pieces: int, first: int, last: int) -> Fold:
    if last < len(plan.ends):
        return Fold(pieces, plan.starts[last], is_last=False)
    return Fold(pieces, plan.ends[first - 1] if first else 0, is_last=True)


def _runs(numbers: set[int], count: int) -> Iterator[tuple[int, int]]:
    """The half-open runs of neighbours among `numbers`, all below `count`."""
    edges: Sequence[int] = [n for n in range(count + 1) if (n in numbers) != (n - 1 in numbers)]
    yield from zip(edges[::2], edges[1::2], strict=True)
