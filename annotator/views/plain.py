"""Text of people and files on labels and tooltips: shown as it is, never read as markup."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from annotator.domain.hidden_characters import Spelling, hidden_offsets, token

_FIRST_STRONG_ISOLATE = "\u2068"
_POP_ISOLATE = "\u2069"
# As `html.escape`, whose module loads two thousand names of characters.
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})
# Direction characters again: of those that nobody sees only so many are looked for.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """`text` on one line, with a sign for each control character and each that nobody sees."""
    if text.isascii() and text.isprintable():
        return text
    return _CONTROLS.sub(_sign, Spelling(text, hidden_offsets(text)).text)


def isolated(text: str) -> str:
    """`visible(text)` fenced off, so that its writing direction does not disturb the words around it."""
    return f"{_FIRST_STRONG_ISOLATE}{visible(text)}{_POP_ISOLATE}"


def tooltip(text: str) -> str:
    """Markup that shows exactly `text`. Qt would guess whether a bare string is markup."""
    return f'<p style="white-space: pre-wrap">{text.translate(_ESCAPES)}</p>' if text else ""


def plain_label(text: str = "", parent: QWidget | None = None) -> QLabel:
    """A label that wraps its words and reads nothing as markup."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setText(text)
    return label


def heading_label(text: str = "") -> QLabel:
    """A plain label over others, which the style sheet makes bold."""
    label = plain_label(text)
    label.setProperty("heading", True)
    return label


class ElidedLabel(QLabel):
    """One line of plain text that ends in "…" where there is no room, and then says all in its tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def sizeHint(self) -> QSize:
        """As high as the letters, which other scripts have deeper than those of the font."""
        hint = super().sizeHint()
        letters = self.fontMetrics().boundingRect(self.text()).height()
        return QSize(hint.width(), max(hint.height(), self.fontMetrics().height(), letters))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("…"), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self._elided()
        self.setToolTip(tooltip(self.text()) if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        # Fenced off, or "…" would stand at the beginning of Arabic words.
        fenced = f"{_FIRST_STRONG_ISOLATE}{shown}{_POP_ISOLATE}"
        flags = self.alignment() | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
        painter.drawText(self.contentsRect(), flags, fenced)

    def _elided(self) -> str:
        width = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, width)


def _sign(found: re.Match[str]) -> str:
    """What stands for a control or direction character."""
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else token(found[0])
