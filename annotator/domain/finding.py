"""Finding words in a text."""

from __future__ import annotations

import re

from annotator.domain.spans import Span


def find_all(text: str, words: str) -> list[Span]:
    """Where `words` occur, whatever the case; any white space in them fits any in the text."""
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return []
    return [Span(*match.span()) for match in re.finditer(r"\s+".join(parts), text, re.IGNORECASE)]
