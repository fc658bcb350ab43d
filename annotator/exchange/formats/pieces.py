"""Claims in several pieces, for formats whose spans are in one: a relation says that a piece goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from annotator.domain.immutable import immutable
from annotator.exchange.annotations.foreign import ForeignClaim, ForeignSpan

CONTINUES: Final = "continues"
"""The label of the relation from each piece of a claim to the next."""


@immutable
class Link:
    """A relation of a file between two claims, which are known by what the file calls them."""

    first: str
    second: str
    label: str


def joined(
    claims: Sequence[tuple[str, ForeignClaim]], links: Sequence[Link]
) -> tuple[list[ForeignClaim], list[Link]]:
    """The claims with their pieces put together, and the links that mean something else.

    `claims` come with what the file calls them. The first piece says what is said of the whole.
    """
    if not links:
        return [claim for _, claim in claims], []
    # Of several that the file calls the same, links mean the first.
    numbers: dict[str, int] = {}
    for number, (name, _) in enumerate(claims):
        numbers.setdefault(name, number)
    wholes = _Wholes([claim for _, claim in claims])
    others = []
    for link in links:
        # A name that no claim has is beyond the last of them.
        first, second = (numbers.get(name, len(claims)) for name in (link.first, link.second))
        if link.label != CONTINUES or not wholes.put_together(first, second):
            others.append(link)
    return wholes.all(), others


class _Wholes:
    """Claims, of which each is the first piece of a whole, or goes on with one."""

    def __init__(self, claims: Sequence[ForeignClaim]) -> None:
        self._claims = claims
        self._before = list(range(len(claims)))

    def put_together(self, first: int, second: int) -> bool:
        """Let the claim `second` go on with `first`; False where it can't, or goes on with another."""
        if max(first, second) >= len(self._claims):
            return False
        head = self._head(first)
        one, other = self._claims[head], self._claims[second]
        is_free = self._before[second] == second != head
        if not is_free or (one.label, one.annotator) != (other.label, other.annotator):
            return False
        self._before[second] = head
        return True

    def all(self) -> list[ForeignClaim]:
        spans: dict[int, list[ForeignSpan]] = {}
        for number, claim in enumerate(self._claims):
            spans.setdefault(self._head(number), []).extend(claim.spans)
        return [replace(self._claims[head], spans=tuple(parts)) for head, parts in sorted(spans.items())]

    def _head(self, number: int) -> int:
        """The first piece of the whole that a claim belongs to."""
        before = self._before
        while before[number] != number:
            # Ways become shorter as they are gone, or long chains would take for ever.
            before[number] = number = before[before[number]]
        return number
