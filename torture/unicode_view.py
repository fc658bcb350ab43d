"""Shows texts in the article's own document and selects every character in it."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QFont, QTextCursor
from PySide6.QtWidgets import QApplication

from annotator.domain.offsets import displayed
from annotator.domain.records import Article
from annotator.domain.sheet import Sheet
from annotator.domain.spans import Span
from annotator.domain.text import normalise
from annotator.views.article_document import ArticleDocument, TextStyle
from torture.campaign import Tally
from torture.characters import Lines

_SEPARATOR: Final = "\u2029"
"""What Qt gives for the end of a block."""


class View:
    """Needs an application, which it makes where there is none."""

    def __init__(self, tally: Tally) -> None:
        self._application = QApplication.instance() or QApplication([])
        self._tally = tally
        self._style = TextStyle(QFont("DejaVu Serif", 12), em=16.0, margin=12.0)

    def select_all(self, lines: Lines, text: str) -> None:
        """Every place of the text, one selection after the other."""
        document, shown = self._document(text), displayed(text)
        for code, places in zip(lines.codes, lines.places, strict=True):
            for span in places:
                self._select(document, shown, span, code)

    def select_at_ends(self, code: int) -> None:
        """The character where a text begins, and where it ends."""
        sign = chr(code)
        for raw in (f"{sign}ab", f"ab{sign}"):
            text = normalise(raw)[0]
            if len(text) < len(raw):
                # A byte order mark in front is taken off, and told.
                self._tally.count("marks taken off")
                continue
            start = 0 if raw.startswith(sign) else 2
            self._select(self._document(text), displayed(text), Span(start, start + 1), code)

    def _document(self, text: str) -> ArticleDocument:
        return ArticleDocument(Sheet(Article("a", "", "", len(text)), text, units=()), self._style)

    def _select(self, document: ArticleDocument, text: str, span: Span, code: int) -> None:
        """Select what stands at `span` of the text as it is shown, and see what comes back."""
        cursor = QTextCursor(document.qt)
        cursor.setPosition(document.position(span.start))
        cursor.setPosition(document.position(span.end, is_end=True), QTextCursor.MoveMode.KeepAnchor)
        found = Span(document.offset(cursor.selectionStart()), document.offset(cursor.selectionEnd()))
        shown = cursor.selectedText().replace(_SEPARATOR, "\n")
        self._tally.count("selections")
        if found != span:
            self._tally.fault(f"U+{code:04X}: {span} was selected and {found} came back")
        wanted = span.of(text)
        if shown != wanted:
            self._tally.fault(f"U+{code:04X} is shown as {shown!a}, not {wanted!a}")
