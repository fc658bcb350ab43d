"""Clauses: the stretches of a sentence between its inner marks, and before its conjunctions.

Commas, semicolons, colons, dashes, brackets and quotation marks stand between clauses and belong to none.
A mark that ends a sentence stays with the clause that it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from annotator.domain.boundaries.words import Side
from annotator.domain.spans import Span, trimmed

# Marks that are also parts of words and numbers are tested again in `_is_inner`.
_SEPARATOR = re.compile(
    r"[,;:–—―()\[\]{}“”„‟«»‹›‘’\"،؛、，；：（）「」『』《》〈〉【】・-]|[!?…؟。！？।॥۔။]+"
)
_ENDING = frozenset("!?…؟。！？।॥۔။")
_NUMBER_MARKS = frozenset(",:’،–")
_LEADING_MARKS = frozenset(",;:–—―-)]}”’»›،؛、，；：）」』.!?。")
_UNSPACED_LETTER = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u9fff]"


def clauses(text: str, within: Span, conjunctions: Iterable[str] = ()) -> tuple[Span, ...]:
    """The clauses of `text` inside `within`, trimmed, in ascending order.

    `conjunctions` are lower-case words of the article's language, each of which starts a new clause.
    """
    cuts = sorted(
        {
            *((cut.start, cut.end) for cut in _mark_cuts(text, within)),
            *((start, start) for start in _conjunction_starts(text, within, tuple(conjunctions))),
        }
    )
    result: list[Span] = []
    start = within.start
    for cut_start, cut_end in [*cuts, (within.end, within.end)]:
        if cut_start >= start and (clause := trimmed(text, Span(start, cut_start))):
            result.append(clause)
        start = max(start, cut_end)
    return tuple(result)


def clause_at(text: str, offset: int, within: Span, conjunctions: Iterable[str] = ()) -> Span:
    """The clause at `offset` or the nearest before it, else the first one; `within` if there is none."""
    found = clauses(text, within, conjunctions)
    before = [clause for clause in found if clause.start <= offset]
    return before[-1] if before else found[0] if found else within


def next_clause_edge(
    text: str, offset: int, within: Span, conjunctions: Iterable[str] = (), *, edge: Side
) -> int:
    """Where the `edge` of a selection lands that moves forward by a clause; at most the end of `within`."""
    landings = _landings(text, within, conjunctions, edge)
    return min((landing for landing in landings if landing > offset), default=within.end)


def previous_clause_edge(
    text: str, offset: int, within: Span, conjunctions: Iterable[str] = (), *, edge: Side
) -> int:
    """Where the `edge` of a selection lands that moves back by a clause; at least the start of `within`."""
    landings = _landings(text, within, conjunctions, edge)
    return max((landing for landing in landings if landing < offset), default=within.start)


def rest_after(text: str, offset: int, within: Span) -> Span:
    """What is left of `within` from `offset` on without the white space and marks that lead it.

    An opening quotation mark or bracket stays, because it belongs to what follows.
    """
    while offset < within.end and (text[offset].isspace() or text[offset] in _LEADING_MARKS):
        offset += 1
    return trimmed(text, Span(offset, max(offset, within.end)))


def _landings(text: str, within: Span, conjunctions: Iterable[str], edge: Side) -> list[int]:
    return [clause.start if edge == "start" else clause.end for clause in clauses(text, within, conjunctions)]


def _mark_cuts(text: str, within: Span) -> Iterator[Span]:
    for match in _SEPARATOR.finditer(text, within.start, within.end):
        if match[0][0] in _ENDING:
            yield Span(match.end(), match.end())
        elif _is_inner(text, match.start(), within):
            yield Span(match.start(), match.end())


def _is_inner(text: str, offset: int, within: Span) -> bool:
    """Whether the mark at `offset` stands between clauses and not inside a word or a number."""
    mark = text[offset]
    before = text[offset - 1] if offset > within.start else " "
    after = text[offset + 1] if offset + 1 < within.end else " "
    if mark == "-":
        return before.isspace() and after.isspace()
    if mark in _NUMBER_MARKS and before.isdigit() and after.isdigit():
        return False
    if mark == "’":
        return _closes(text, offset, within)
    return True


def _closes(text: str, offset: int, within: Span) -> bool:
    """Whether the apostrophe at `offset` closes a quotation that was opened before it."""
    if offset + 1 < within.end and text[offset + 1].isalnum():
        return False
    return text.rfind("‘", within.start, offset) > text.rfind("’ ", within.start, offset)


def _conjunction_starts(text: str, within: Span, conjunctions: tuple[str, ...]) -> Iterator[int]:
    if conjunctions:
        for match in _conjunction_pattern(conjunctions).finditer(text, within.start, within.end):
            yield match.start()


@lru_cache(maxsize=32)
def _conjunction_pattern(conjunctions: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(conjunctions, key=len, reverse=True)
    spaced = [re.escape(word) for word in longest_first if not re.match(_UNSPACED_LETTER, word)]
    unspaced = [re.escape(word) for word in longest_first if re.match(_UNSPACED_LETTER, word)]
    parts = [rf"(?<!\S)(?:{'|'.join(spaced)})(?!\w)"] if spaced else []
    if unspaced:
        parts.append("|".join(unspaced))
    return re.compile("|".join(parts), re.IGNORECASE)
