"""Which code points are tried, and the articles that hold them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from annotator.domain.spans import Span
from torture.campaign import portion_number

BLOCK: Final = 0x4000
ALL: Final = 68 * BLOCK
_IN_AN_ARTICLE: Final = 1_024
_ASTRAL: Final = "\U0001f600"
SPECIAL: Final = (
    *range(1, 0x21),
    *(0x22, 0x26, 0x27, 0x2C, 0x3C, 0x3D, 0x5C, 0x7C, *range(0x7F, 0xA1), 0xAD, 0x300, 0x301, 0x34F),
    *(0x61C, 0x1100, 0x115F, 0x1160, 0x1161, 0x11A8, 0x17B4, 0x180E, *range(0x2000, 0x2070), 0x3000),
    *(0x3164, 0xD7FF, 0xE000, 0xFDD0, 0xFDD1, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, *range(0xFFF9, 0x10000)),
    *(0x10000, 0x1F1E6, 0x1F3FB, 0x1F468, 0x1F600, 0x1FFFE, 0xE0001, 0xE0041, 0xE007F, 0xE0100, 0x10FFFF),
)
"""Controls, marks, joiners, signs of direction, separators, noncharacters and the ends of every range."""


def is_surrogate(code: int) -> bool:
    return 0xD800 <= code <= 0xDFFF


def chosen(count: int, seed: int) -> Sequence[int]:
    """A whole block by the number in the seed; the special ones and some others where fewer are asked for."""
    if count == BLOCK:
        first = portion_number(seed) * BLOCK
        return range(first, first + BLOCK)
    drawn = random.Random(seed).sample(range(1, ALL), max(count - len(SPECIAL), 0))
    return sorted({*SPECIAL[:count], *drawn})


@dataclass(frozen=True, slots=True)
class Lines:
    """A text as a file has it, as it has to be stored, and where each of its characters stands.

    A character is tried at the start of a claim, in its middle, before an astral character and at its end:
    `places` are these four spans of `stored`, and `claims` the span from the first to the last.
    """

    raw: str
    stored: str
    codes: Sequence[int]
    places: Sequence[tuple[Span, ...]]
    claims: Sequence[Span]


def articles(codes: Sequence[int]) -> Iterator[Lines]:
    """Texts that hold the scalar values among `codes`, some hundred each."""
    scalars = [code for code in codes if code and not is_surrogate(code)]
    for first in range(0, len(scalars), _IN_AN_ARTICLE):
        yield _lines(scalars[first : first + _IN_AN_ARTICLE])


def _lines(codes: Sequence[int]) -> Lines:
    parts = ["Every character.\n"]
    start = len(parts[0])
    places, claims = [], []
    for code in codes:
        sign = chr(code)
        parts.append(f"{sign}ab{sign}{_ASTRAL}b{sign}.\n")
        spots = (start, start + 3, start + 6)
        places.append((*(Span(spot, spot + 1) for spot in spots), Span(start + 3, start + 5)))
        claims.append(Span(start, start + 7))
        start += 9
    raw = "".join(parts)
    # Of scalar values that are not NUL, import changes one: carriage returns, none of them before a LF here.
    return Lines(raw, raw.replace("\r", "\n"), codes, places, claims)
