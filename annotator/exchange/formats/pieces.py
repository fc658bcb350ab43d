"""Claims in several pieces, for formats whose spans are in one: a relation says that a piece goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from annotator.exchange.annotations.foreign import ForeignClaim, ForeignSpan

CONTINUES: Final = "continues"
"""The label of the relation from each piece of a claim to the next."""


@dataclass(frozen=True, slots=True)
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
    heads = dict(claims)
    spans: dict[str, list[ForeignSpan]] = {name: list(claim.spans) for name, claim in claims}
    whole: dict[str, str] = {}
    others = []
    for link in links:
        first = link.first
        while first in whole:
            first = whole[first]
        if link.label == CONTINUES and _is_piece(heads, first, link.second):
            del heads[link.second]
            whole[link.second] = first
            spans[first] += spans.pop(link.second)
        else:
            others.append(link)
    kept = [replace(claim, spans=tuple(spans[name])) for name, claim in claims if name in heads]
    return kept, others


def _is_piece(heads: dict[str, ForeignClaim], first: str, second: str) -> bool:
    one, other = heads.get(first), heads.get(second)
    if one is None or other is None or first == second:
        return False
    return (one.label, one.annotator) == (other.label, other.annotator)
