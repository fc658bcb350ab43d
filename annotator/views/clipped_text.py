"""Text in a few lines that end in "…" where it is longer, from the side that its script starts at."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

from annotator.domain.offsets import OffsetMap
from annotator.domain.records import Direction
from annotator.views.article_plan import first_strong
from annotator.views.plain import visible

_LONGEST = 600
_MOST_KEPT = 200


def one_line(text: str) -> str:
    """The beginning of `text` with each run of white space as one space, and nothing invisible in it."""
    return visible(" ".join(text[:_LONGEST].split()))


def paint_clipped(painter: QPainter, room: QRectF, text: str, *, lines: int) -> None:
    """Paint `text` into the top of `room` with the painter's font and pen, in at most `lines` lines."""
    font = painter.font()
    spacing = QFontMetricsF(font).lineSpacing()
    for place, layout in enumerate(_laid_out(text[:_LONGEST], font.toString(), room.width(), lines)):
        layout.draw(painter, QPointF(room.left(), room.top() + place * spacing))


@lru_cache(_MOST_KEPT)
def _laid_out(text: str, font_name: str, width: float, lines: int) -> tuple[QTextLayout, ...]:
    """The lines of `text`, kept: the same cards are painted again whenever one comes or goes."""
    font = QFont()
    font.fromString(font_name)
    words = one_line(text)
    is_mirrored = first_strong(words) is Direction.RIGHT_TO_LEFT
    # A layout of its own does not turn the alignment with the direction.
    option = QTextOption(Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if is_mirrored else Qt.LayoutDirection.LeftToRight)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    result: list[QTextLayout] = []
    start = 0
    while len(result) < lines and (start < len(words) or not result):
        rest = words[start:]
        if len(result) == lines - 1:
            rest = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
            # Set beside other fonts the words may come out wider: the "…" stays at their end all the same.
            option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout = QTextLayout(rest, font)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(width)
        layout.endLayout()
        start += OffsetMap(rest).from_utf16(line.textLength())
        result.append(layout)
    return tuple(result)
