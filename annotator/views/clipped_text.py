"""Text in a few lines that end in "…" where it is longer, from the side that its script starts at."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTextLayout, QTextOption

from annotator.domain.records import Direction
from annotator.views.article_plan import first_strong
from annotator.views.plain import visible

_LONGEST = 600


def one_line(text: str) -> str:
    """The beginning of `text` with each run of white space as one space, and nothing invisible in it."""
    return visible(" ".join(text[:_LONGEST].split()))


def paint_clipped(painter: QPainter, room: QRectF, text: str, *, lines: int) -> None:
    """Paint `text` into the top of `room` with the painter's font and pen, in at most `lines` lines."""
    words = one_line(text)
    is_mirrored = first_strong(words) is Direction.RIGHT_TO_LEFT
    direction = Qt.LayoutDirection.RightToLeft if is_mirrored else Qt.LayoutDirection.LeftToRight
    option = QTextOption(Qt.AlignmentFlag.AlignLeading)
    option.setTextDirection(direction)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    spacing = QFontMetricsF(painter.font()).lineSpacing()
    start = 0
    for place in range(lines):
        rest = words[start:]
        if place == lines - 1:
            rest = QFontMetricsF(painter.font()).elidedText(rest, Qt.TextElideMode.ElideRight, room.width())
        layout = QTextLayout(rest, painter.font(), painter.device())
        layout.setTextOption(option)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(room.width())
        layout.endLayout()
        layout.draw(painter, QPointF(room.left(), room.top() + place * spacing))
        start += line.textLength()
        if start >= len(words):
            return
