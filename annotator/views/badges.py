"""Badges of labels and marks of sentence states, told apart by their outline before their colour.

Everything is drawn in a square `box`, so that it grows with the text: `badge_side` gives its side.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from annotator.domain.records import Label
from annotator.views.icons import Colours


class Mark(StrEnum):
    """What the gutter shows of a sentence without a claim, and beside a claim that is flagged."""

    UNSEEN = "unseen"
    UNDECIDED = "undecided"
    SUGGESTED = "suggested"
    NO_CLAIM = "no_claim"
    SKIPPED = "skipped"
    FLAG = "flag"
    STALE = "stale"
    GOLD = "gold"


class Rim(StrEnum):
    """What a badge says of review: a notch with a dot where a claim was changed, corners for gold."""

    PLAIN = "plain"
    NOTCHED = "notched"
    GOLD = "gold"

    @classmethod
    def of(cls, *, is_gold: bool, is_changed: bool) -> Rim:
        if is_gold:
            return cls.GOLD
        return cls.NOTCHED if is_changed else cls.PLAIN


_MARK_TOKENS = {
    Mark.UNSEEN: "text.secondary",
    Mark.UNDECIDED: "text.secondary",
    Mark.SUGGESTED: "state.suggested.ink",
    Mark.NO_CLAIM: "label.none.ink",
    Mark.SKIPPED: "state.skipped.ink",
    Mark.FLAG: "sev.warn",
    Mark.STALE: "sev.warn",
    Mark.GOLD: "state.adjudicated.ink",
}


def badge_side(font: QFont) -> float:
    """The side of a badge beside text in `font`, in pixels."""
    return QFontMetricsF(font).height()


def label_ink(label: Label, colours: Colours) -> QColor:
    """The colour of the label's line and badge; a quiet one where the palette has none for it."""
    try:
        return colours.color(f"{label.token}.ink")
    except KeyError:
        return colours.color("label.none.ink")


def label_tint(label: Label, colours: Colours) -> QColor:
    """The ground behind text with this label; that of the article where the palette has none."""
    try:
        return colours.color(f"{label.token}.tint")
    except KeyError:
        return colours.color("bg.article")


def paint_badge(
    painter: QPainter, box: QRectF, label: Label, colours: Colours, *, rim: Rim = Rim.PLAIN
) -> None:
    """The label's shape filled with its ink, and its glyph on it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if rim is Rim.GOLD:
        painter.setPen(_pen(colours.color("state.adjudicated.ink"), box.width() * 0.1, square=True))
        painter.drawPath(_placed(_corners(), box))
        inside = box.width() * _WITHIN_CORNERS
        box = box.adjusted(inside, inside, -inside, -inside)
    outline = badge_outline(label.shape)
    painter.setPen(Qt.PenStyle.NoPen)
    if rim is Rim.NOTCHED:
        # The notch alone can't be told where a shape has no corner there.
        paint_dot(painter, box, colours)
        outline -= _dot(0.27)
    painter.setBrush(label_ink(label, colours))
    painter.drawPath(_placed(outline, box))
    _paint_glyph(painter, box, label, colours.color("label.on_ink"))
    painter.restore()


def paint_dot(painter: QPainter, box: QRectF, colours: Colours) -> None:
    """The dot at the upper right that says that something else was decided in review."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.color("state.adjudicated.ink"))
    painter.drawPath(_placed(_dot(0.17), box))
    painter.restore()


def paint_mark(painter: QPainter, box: QRectF, mark: Mark, colours: Colours) -> None:
    """The sign of a sentence's state."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = colours.color(_MARK_TOKENS[mark])
    if mark is Mark.UNSEEN:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(box.center(), box.width() * 0.1, box.width() * 0.1)
    else:
        pen = _pen(ink, box.width() * 0.095)
        if mark is Mark.SUGGESTED:
            pen.setDashPattern([0.01, 2.35])
            pen.setWidthF(box.width() * 0.13)
        painter.setPen(pen)
        painter.setBrush(ink if mark is Mark.FLAG else Qt.BrushStyle.NoBrush)
        painter.drawPath(_placed(_MARKS[mark](), box))
    painter.restore()


def badge_outline(shape: str) -> QPainterPath:
    """The outline of a badge in the unit square; an unknown shape is drawn as a square."""
    return _SHAPES.get(shape, _square)()


def _paint_glyph(painter: QPainter, box: QRectF, label: Label, ink: QColor) -> None:
    strokes = _GLYPHS.get(label.glyph)
    if strokes is not None:
        painter.setPen(_pen(ink, box.width() * 0.1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_placed(strokes(), box))
        return
    font = QFont(painter.font())
    font.setBold(True)
    font.setPixelSize(max(1, round(box.height() * (0.66 if label.shape == "square" else 0.5))))
    painter.setFont(font)
    painter.setPen(ink)
    lowered = box.translated(0, box.height() * _GLYPH_DROP.get(label.shape, 0.0))
    painter.drawText(lowered, Qt.AlignmentFlag.AlignCenter, label.glyph[:1])


def _pen(ink: QColor, width: float, *, square: bool = False) -> QPen:
    cap = Qt.PenCapStyle.FlatCap if square else Qt.PenCapStyle.RoundCap
    join = Qt.PenJoinStyle.MiterJoin if square else Qt.PenJoinStyle.RoundJoin
    return QPen(ink, width, Qt.PenStyle.SolidLine, cap, join)


def _placed(path: QPainterPath, box: QRectF) -> QPainterPath:
    return QTransform.fromTranslate(box.x(), box.y()).scale(box.width(), box.height()).map(path)


def _lines(*strokes: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath()
    for first, *others in strokes:
        path.moveTo(QPointF(*first))
        for point in others:
            path.lineTo(QPointF(*point))
    return path


def _polygon(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(*point) for point in points]))
    path.closeSubpath()
    return path


def _star() -> QPainterPath:
    radii = (0.58, 0.31)
    return _polygon(
        *(
            (0.5 + radii[step % 2] * sin(pi * step / 5), 0.54 - radii[step % 2] * cos(pi * step / 5))
            for step in range(10)
        )
    )


def _ellipse(radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(0.5, 0.5), radius, radius)
    return path


def _square() -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(0.08, 0.08, 0.84, 0.84))
    return path


def _bar() -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(0.0, 0.22, 1.0, 0.56))
    return path


def _cross() -> QPainterPath:
    near, far = 0.26, 0.74
    return _polygon(
        (near, 0.0), (far, 0.0), (far, near), (1.0, near), (1.0, far), (far, far),
        (far, 1.0), (near, 1.0), (near, far), (0.0, far), (0.0, near), (near, near),
    )  # fmt: skip


def _skipping() -> QPainterPath:
    path = QPainterPath(QPointF(0.12, 0.72))
    path.cubicTo(QPointF(0.14, 0.2), QPointF(0.66, 0.14), QPointF(0.84, 0.56))
    path.addPath(_lines(((0.88, 0.24), (0.85, 0.58), (0.54, 0.5))))
    return path


def _no_claim() -> QPainterPath:
    path = _ellipse(0.32)
    path.addPath(_lines(((0.16, 0.84), (0.84, 0.16))))
    return path


def _stale() -> QPainterPath:
    path = _polygon((0.5, 0.1), (0.94, 0.88), (0.06, 0.88))
    path.addPath(_lines(((0.5, 0.42), (0.5, 0.6)), ((0.5, 0.74), (0.5, 0.741))))
    return path


def _gold() -> QPainterPath:
    """A pair of scales."""
    path = _lines(
        ((0.5, 0.12), (0.5, 0.86)), ((0.3, 0.86), (0.7, 0.86)), ((0.14, 0.24), (0.86, 0.24)),
        ((0.04, 0.56), (0.2, 0.24), (0.36, 0.56)), ((0.64, 0.56), (0.8, 0.24), (0.96, 0.56)),
    )  # fmt: skip
    for left in (0.04, 0.64):
        path.moveTo(left + 0.32, 0.56)
        path.arcTo(QRectF(left, 0.44, 0.32, 0.24), 0, -180)
    return path


def _corners() -> QPainterPath:
    """Square corners that frame a badge without touching it."""
    near, far, arm = 0.05, 0.95, 0.24
    return _lines(
        ((near, near + arm), (near, near), (near + arm, near)),
        ((far - arm, near), (far, near), (far, near + arm)),
        ((far, far - arm), (far, far), (far - arm, far)),
        ((near + arm, far), (near, far), (near, far - arm)),
    )


def _dot(radius: float) -> QPainterPath:
    """A dot at the upper right of a badge."""
    path = QPainterPath()
    path.addEllipse(QPointF(0.84, 0.16), radius, radius)
    return path


_WITHIN_CORNERS = 0.16
_SHAPES: dict[str, Callable[[], QPainterPath]] = {
    "circle": lambda: _ellipse(0.46),
    "diamond": lambda: _polygon((0.5, -0.05), (1.05, 0.5), (0.5, 1.05), (-0.05, 0.5)),
    "square": _square,
    "triangle": lambda: _polygon((0.5, 0.0), (1.04, 0.94), (-0.04, 0.94)),
    "hexagon": lambda: _polygon((0, 0.5), (0.27, 0.12), (0.73, 0.12), (1, 0.5), (0.73, 0.88), (0.27, 0.88)),
    "pentagon": lambda: _polygon((0.5, 0.0), (0.96, 0.42), (0.9, 0.98), (0.1, 0.98), (0.04, 0.42)),
    "star": _star,
    "cross": _cross,
    "bar": _bar,
}
_GLYPHS: dict[str, Callable[[], QPainterPath]] = {
    "✓": lambda: _lines(((0.28, 0.53), (0.44, 0.69), (0.73, 0.34))),
    "≠": lambda: _lines(
        ((0.31, 0.41), (0.69, 0.41)), ((0.31, 0.59), (0.69, 0.59)), ((0.6, 0.27), (0.4, 0.73))
    ),
}
_GLYPH_DROP = {"triangle": 0.14, "star": 0.04, "pentagon": 0.08}
_MARKS: dict[Mark, Callable[[], QPainterPath]] = {
    Mark.UNDECIDED: lambda: _ellipse(0.3),
    Mark.SUGGESTED: lambda: _ellipse(0.32),
    Mark.NO_CLAIM: _no_claim,
    Mark.SKIPPED: _skipping,
    Mark.FLAG: lambda: _polygon((0.26, 0.92), (0.26, 0.12), (0.84, 0.32), (0.26, 0.52)),
    Mark.STALE: _stale,
    Mark.GOLD: _gold,
}
