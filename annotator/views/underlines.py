"""The lines under claims. Each kind is told from the others by its shape alone, in grey or in print too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil
from types import MappingProxyType

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


def lane_top(bottom: float, lane: int, scale: float) -> float:
    """The upper edge of lane `lane` (from 0) below words that end at `bottom`, in pixels."""
    return bottom + (FIRST_LANE + LANE_STEP * lane) * scale


def draw_underline(painter: QPainter, kind: str, box: QRectF, color: QColor, *, weight: float) -> None:
    """Draw a line of `kind` from the left of `box` to its right, at its top; nothing outside those ends.

    `weight` is the font's scale, less for a thin line, more for a thick one. A kind that is not known is
    drawn solid, so that no claim goes without a line.
    """
    _KINDS.get(kind, _solid)(painter, box, color, weight)


def _thickness(weight: float) -> int:
    """Whole pixels: a line that is two high here and three there looks like two kinds of line."""
    return max(int(THICKNESS * weight + 0.5), 1)


def _solid(painter: QPainter, box: QRectF, color: QColor, weight: float) -> None:
    painter.fillRect(QRectF(box.left(), round(box.top()), box.width(), _thickness(weight)), color)


def _dashed_as(*pattern: float) -> Callable[[QPainter, QRectF, QColor, float], None]:
    """Dashes and gaps in multiples of the line's thickness."""

    def draw(painter: QPainter, box: QRectF, color: QColor, weight: float) -> None:
        width = _thickness(weight)
        pen = QPen(color, width, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        pen.setDashPattern(pattern)
        painter.setPen(pen)
        y = round(box.top()) + width / 2
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))

    return draw


def _zigzag(painter: QPainter, box: QRectF, color: QColor, weight: float) -> None:
    """Laid out in tiles of one period: a hundred short strokes a line would slow down scrolling."""
    tile = _zigzag_tile(color, weight, painter.device().devicePixelRatio())
    place = QRectF(box.left(), round(box.top()), box.width(), tile.deviceIndependentSize().height())
    painter.drawTiledPixmap(place, tile)


def _zigzag_tile(color: QColor, weight: float, ratio: float) -> QPixmap:
    key = f"claimdesk:zigzag:{color.rgba():x}:{weight:.3f}:{ratio}"
    tile = QPixmap()
    if QPixmapCache.find(key, tile):
        return tile
    pen = _ZIGZAG_PEN * weight
    period, height = round(_PERIOD * weight * ratio), ceil((_HEIGHT * weight + pen) * ratio)
    tile = QPixmap(max(period, 2), max(height, 2))
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, pen * ratio, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, _MITER))
    low, high, half = tile.height() - pen * ratio / 2, pen * ratio / 2, tile.width() / 2
    # Half a period more on either side, so that neighbouring tiles meet.
    points = [QPointF(step * half, low if step % 2 == 0 else high) for step in range(-1, 4)]
    painter.drawPolyline(QPolygonF(points))
    painter.end()
    tile.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, tile)
    return tile


def _double(painter: QPainter, box: QRectF, color: QColor, weight: float) -> None:
    for top in (0.0, 2.6 * weight):
        painter.fillRect(QRectF(box.left(), box.top() + top, box.width(), 1.2 * weight), color)


def _toothed(painter: QPainter, box: QRectF, color: QColor, weight: float) -> None:
    """A thin line with short teeth that hang from it."""
    painter.fillRect(QRectF(box.left(), box.top(), box.width(), 1.2 * weight), color)
    step = _PERIOD * weight
    for number in range(int(box.width() / step)):
        painter.fillRect(QRectF(box.left() + number * step, box.top(), 1.6 * weight, 4 * weight), color)


_KINDS: Mapping[str, Callable[[QPainter, QRectF, QColor, float], None]] = MappingProxyType(
    {
        "solid": _solid,
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
