"""Finding words in a text."""

from __future__ import annotations

import re
from unicodedata import normalize

from annotator.domain.composing import Composed
from annotator.domain.spans import Span


class Findable:
    """A text in which words are found, however its accents and those of the words are written."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._composed = Composed(text)

    def find_all(self, words: str) -> list[Span]:
        """Where `words` occur, whatever the case; any white space in them fits any in the text."""
        parts = [re.escape(part) for part in normalize("NFC", words).split()]
        if not parts:
            return []
        found = re.finditer(r"\s+".join(parts), self._composed.text, re.IGNORECASE)
        return [self._composed.stored_span(Span(*match.span())) for match in found]
