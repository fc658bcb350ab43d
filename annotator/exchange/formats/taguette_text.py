"""Documents of Taguette: simple HTML, of which bytes of the words alone are counted."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from typing import Final

from annotator.domain.immutable import immutable
from annotator.exchange.annotations.foreign import Measure
from annotator.exchange.annotations.measures import Measures

_TAG: Final = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*+)(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+>")
"""A tag. Taguette writes a “<” that is none as an entity, so that no attribute holds one either."""
_BLOCKS: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "div", "blockquote"})
_LINES: Final = frozenset({"br", "li"})


@immutable
class _Piece:
    """Words in a row: `start` is where they are counted, `place` where the text has `length` of them."""

    start: int
    place: int
    length: int


class DocumentText:
    """`text` is what a person reads, paragraphs apart; `words` is what Taguette counts the bytes of."""

    def __init__(self, contents: str) -> None:
        self._parts: list[str] = []
        self._words: list[str] = []
        self._pieces = [_Piece(0, 0, 0)]
        self._length = self._counted = self._gap = 0
        reached = 0
        # Parsers of pages know no other line ends.
        contents = contents.replace("\r\n", "\n").replace("\r", "\n")
        for tag in _TAG.finditer(contents):
            self._add(html.unescape(contents[reached : tag.start()]))
            reached = tag.end()
            self._part(tag[1].lower())
        self._add(html.unescape(contents[reached:]))
        self.text = "".join(self._parts)
        self.words = "".join(self._words)
        self._measures = Measures(self.words)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the bytes from `start` to `end` of the words are in the text, in code points.

        None outside the words or inside a character.
        """
        first = self._measures.place(Measure.UTF8, start)
        last = self._measures.place(Measure.UTF8, end)
        if first is None or last is None or first >= last:
            return None
        # An end belongs to the word before it, which may be of another paragraph than the word after it.
        return self._place(first, 0), self._place(last - 1, 1)

    def _place(self, word: int, past: int) -> int:
        piece = self._pieces[bisect_right(self._pieces, word, key=lambda each: each.start) - 1]
        return piece.place + min(word + past - piece.start, piece.length)

    def _part(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._gap = 2
        elif tag in _LINES:
            self._gap = max(self._gap, 1)

    def _add(self, words: str) -> None:
        """Add the words between two tags; white space in the source of a page is shown as spaces."""
        self._words.append(words)
        shown = words.replace("\n", " ").replace("\t", " ")
        # None is shown at the beginning of a paragraph, and nothing of one that holds nothing else.
        kept = shown.lstrip(" ") if self._gap or not self._parts else shown
        self._count(len(shown) - len(kept), 0)
        if not kept:
            return
        gap = self._gap if self._parts else 0
        self._gap = 0
        self._length += gap
        self._parts += ["\n" * gap, kept]
        self._count(len(kept), len(kept))

    def _count(self, counted: int, shown: int) -> None:
        if counted:
            self._pieces.append(_Piece(self._counted, self._length, shown))
        self._counted += counted
        self._length += shown
