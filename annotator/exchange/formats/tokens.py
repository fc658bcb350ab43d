"""Tokens, for formats that are made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from annotator.domain.boundaries import words
from annotator.domain.spans import Span, uncovered

_OTHER: Final = re.compile(r"\S")


def tokens(text: str, within: Span) -> Iterator[Span]:
    """Words, and every other character that is not white space by itself, in text order.

    They never overlap, and everything in `within` that is not white space lies in one.
    """
    found = [word for word in words(text, within) if word]
    for gap in uncovered(within, found):
        found += [Span(match.start(), match.end()) for match in _OTHER.finditer(text, gap.start, gap.end)]
    return iter(sorted(found))
