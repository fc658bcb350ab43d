"""The lines under claims. Each kind is told from the others by its shape alone, in grey or in print too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import ceil
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPixmapCache, QPolygonF

THICKNESS = 2.5
LANE_STEP = 5.0
FIRST_LANE = 2.0
LANES = 3

_PERIOD = 8.0
_HEIGHT = 2.4
_ZIGZAG_PEN = 1.6
_MITER = Qt.PenJoinStyle.MiterJoin
_TALLEST = 4.0
_LEAST_LENGTH = 1024


class Stroke(NamedTuple):
    """Where a line goes, in pixels; it hangs from `top`."""

    left: float
    right: float
    top: float


def lane_top(bottom: float, lane: int, scale: float) -> float:
    """The upper edge of lane `lane` (from 0) below words that end at `bottom`, in pixels."""
    return bottom + (FIRST_LANE + LANE_STEP * lane) * scale


def draw_underlines(
    painter: QPainter, kind: str, strokes: Iterable[Stroke], color: QColor, *, weight: float
) -> None:
    """Draw lines of `kind`, and nothing outside of their two ends.

    `weight` is the font's scale, less for thin lines, more for thick ones. A kind that is not known is
    drawn solid, so that no claim goes without a line.
    """
    if kind not in _KINDS:
        height = _thickness(weight)
        for left, right, top in strokes:
            painter.fillRect(QRectF(left, round(top), right - left, height), color)
        return
    ratio = painter.device().devicePixelRatio()
    picture = _picture(kind, color, weight, ratio)
    height = picture.height()
    for left, right, top in strokes:
        start = round(left)
        length = round((right - start) * ratio)
        if length > picture.width():
            picture = _picture(kind, color, weight, ratio, length=length)
        painter.drawPixmap(start, round(top), picture, 0, 0, length, height)


def _thickness(weight: float) -> int:
    """Whole pixels: a line that is two high here and three there looks like two kinds of line."""
    return max(int(THICKNESS * weight + 0.5), 1)


def _picture(kind: str, color: QColor, weight: float, ratio: float, *, length: int = 0) -> QPixmap:
    """A line of `length` pixels at least, to be cut off where it is to end.

    A hundred short strokes for each line of text would slow down scrolling.
    """
    length = max(length, _LEAST_LENGTH)
    key = f"claimdesk:{kind}:{color.rgba():x}:{weight:.3f}:{ratio}:{length}"
    picture = QPixmap()
    if QPixmapCache.find(key, picture):
        return picture
    picture = QPixmap(length, ceil(_TALLEST * weight * ratio) + 1)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _KINDS[kind](painter, length / ratio, color, weight)
    painter.end()
    QPixmapCache.insert(key, picture)
    return picture


def _dashed_as(*pattern: float) -> _Draw:
    """Dashes and gaps in multiples of the line's thickness."""

    def draw(painter: QPainter, length: float, color: QColor, weight: float) -> None:
        width = _thickness(weight)
        pen = QPen(color, width, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(pattern)
        painter.setPen(pen)
        painter.drawLine(QPointF(0, width / 2), QPointF(length, width / 2))

    return draw


def _zigzag(painter: QPainter, length: float, color: QColor, weight: float) -> None:
    ratio = painter.device().devicePixelRatio()
    pen = _ZIGZAG_PEN * weight
    # Half a period of whole pixels, or every tooth would be blurred in another way.
    half = max(round(_PERIOD * weight * ratio), 2) / ratio / 2
    high, low = pen / 2, ceil((_HEIGHT * weight + pen) * ratio) / ratio - pen / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, pen, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, _MITER))
    steps = range(-1, ceil(length / half) + 2)
    painter.drawPolyline(QPolygonF([QPointF(step * half, high if step % 2 else low) for step in steps]))


def _double(painter: QPainter, length: float, color: QColor, weight: float) -> None:
    for top in (0.0, 2.6 * weight):
        painter.fillRect(QRectF(0, top, length, 1.2 * weight), color)


def _toothed(painter: QPainter, length: float, color: QColor, weight: float) -> None:
    """A thin line with short teeth that hang from it."""
    painter.fillRect(QRectF(0, 0, length, 1.2 * weight), color)
    step = _PERIOD * weight
    for number in range(ceil(length / step)):
        painter.fillRect(QRectF(number * step, 0, 1.6 * weight, 4 * weight), color)


_Draw = Callable[[QPainter, float, QColor, float], None]

_KINDS: Mapping[str, _Draw] = MappingProxyType(
    {
        "zigzag": _zigzag,
        "dashed": _dashed_as(3, 2.2),
        "dash_dot": _dashed_as(4, 1.4, 1, 1.4),
        "double": _double,
        "dot_dash_dot": _dashed_as(1, 1.2, 3, 1.2, 1, 3),
        "dotted": _dashed_as(1, 1.6),
        "long_dash": _dashed_as(9, 2.6),
        "toothed": _toothed,
    }
)
