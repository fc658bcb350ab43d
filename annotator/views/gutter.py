"""The margin beside an article's words: one sign for each sentence, where its first line stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollBar, QWidget

from annotator.domain.records import Claim
from annotator.domain.sheet import UnitState
from annotator.domain.spans import Span
from annotator.views.article_scene import ArticleScene
from annotator.views.badges import Mark
from annotator.views.mark_geometry import Extent, MarkGeometry
from annotator.views.sign_pixmaps import sign_pixmap

_SIDE = 16.0
_GAP = 3.0
_PADDING = 5.0
_MOST_BADGES = 2
_MARKS = {
    UnitState.UNSEEN: Mark.UNSEEN,
    UnitState.SEEN: Mark.UNDECIDED,
    UnitState.NO_CLAIM: Mark.NO_CLAIM,
    UnitState.SKIPPED: Mark.SKIPPED,
}


@dataclass(frozen=True, slots=True)
class _Sign:
    """A badge, a count of claims or a mark, for unit `unit`; `box` is in document pixels."""

    unit: int
    what: Claim | Mark | int
    box: QRectF


class Gutter(QWidget):
    """Shows and takes clicks on the whole height of each sentence. Offsets are code points."""

    unit_clicked = Signal(int)
    claim_clicked = Signal(str)
    context_requested = Signal(QPoint, int)

    def __init__(self, scroll_bar: QScrollBar, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("articleGutter")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(parent)
        self._scroll_bar = scroll_bar
        self._scene: ArticleScene | None = None
        self._geometry: MarkGeometry | None = None

    def show_scene(self, scene: ArticleScene | None, geometry: MarkGeometry | None) -> None:
        self._scene = scene
        self._geometry = geometry
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        scene, geometry = self._scene, self._geometry
        painter = QPainter(self)
        ground = scene.look.color("bg.article") if scene else self.palette().window().color()
        painter.fillRect(event.rect(), ground)
        if scene is None or geometry is None:
            return
        offset = self._scroll_bar.value()
        painter.translate(0, -offset)
        # A sentence's sign may hang over its first line by a little.
        reach = 2 * _SIDE * scene.look.scale
        visible = geometry.visible(
            event.rect().top() + offset - reach, event.rect().bottom() + offset + reach
        )
        self._paint_boilerplate(painter, scene, geometry, visible)
        for sign in self._signs(visible):
            self._paint_sign(painter, scene, sign)
        claim = scene.current_claim
        if claim and len(claim.fragments) > 1:
            self._paint_bracket(painter, scene, geometry, claim)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        sign = self._sign_at(event.position())
        if sign and isinstance(sign.what, Claim):
            self.claim_clicked.emit(sign.what.id)
        elif (unit := self._unit_at(event.position())) is not None:
            self.unit_clicked.emit(unit)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Taken, for the pane below has not seen the press that it belongs to."""
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = event.pos().toPointF()
        sign, unit = self._sign_at(place), self._unit_at(place)
        if self._scene is None or unit is None:
            return
        start = self._scene.sheet.units[unit].start
        if sign and isinstance(sign.what, Claim):
            start = sign.what.span.start
        self.context_requested.emit(event.globalPos(), start)

    def _sign_at(self, place: QPointF) -> _Sign | None:
        if self._geometry is None:
            return None
        y = place.y() + self._scroll_bar.value()
        point = QPointF(place.x(), y)
        signs = self._signs(self._geometry.visible(y, y))
        return next((sign for sign in signs if sign.box.adjusted(-1, -4, 2, 4).contains(point)), None)

    def _unit_at(self, place: QPointF) -> int | None:
        """The sentence whose sign is under the point, else the one that starts the line there."""
        if self._scene is None or self._geometry is None:
            return None
        if sign := self._sign_at(place):
            return sign.unit
        offset = self._geometry.line_start(place.y() + self._scroll_bar.value())
        return self._scene.sheet.unit_at(offset)

    def _signs(self, visible: Span) -> Iterator[_Sign]:
        """Signs of sentences that start in one line stand side by side, and get smaller to find room."""
        scene, geometry = self._scene, self._geometry
        if scene is None or geometry is None:
            return
        lines: dict[float, tuple[Extent, list[tuple[int, Claim | Mark | int]]]] = {}
        for index in scene.sheet.units_in(visible):
            start = scene.sheet.units[index].start
            extent = geometry.extent(Span(start, start + 1))
            if extent is not None:
                _, signs = lines.setdefault(extent.top, (extent, []))
                signs.extend((index, what) for what in self._what(scene, index))
        for extent, signs in lines.values():
            yield from self._placed(scene, extent, signs)

    def _placed(
        self, scene: ArticleScene, extent: Extent, signs: list[tuple[int, Claim | Mark | int]]
    ) -> Iterator[_Sign]:
        if not signs:
            return
        scale = scene.look.scale
        gap, padding = _GAP * scale, _PADDING * scale
        room = (self.width() - 2 * padding + gap) / len(signs) - gap
        side = min(_SIDE * scale, max(room, 4.0))
        width = len(signs) * (side + gap) - gap
        x = padding if scene.is_right_to_left else self.width() - padding - width
        # Read in the order of the sentences, which in a right to left article starts at the right.
        for unit, what in reversed(signs) if scene.is_right_to_left else signs:
            yield _Sign(unit, what, QRectF(x, extent.middle_of_first_line - side / 2, side, side))
            x += side + gap

    def _what(self, scene: ArticleScene, index: int) -> Iterator[Claim | Mark | int]:
        sheet = scene.sheet
        state = sheet.state(index)
        if state is UnitState.TAGGED:
            claims = sheet.claims_in(sheet.units[index].span)
            if len(claims) > _MOST_BADGES:
                yield len(claims)
            else:
                yield from claims
            if any(claim.flag for claim in claims):
                yield Mark.FLAG
        elif state in _MARKS:
            yield _MARKS[state]
        decision = sheet.decision(index)
        if decision is not None and decision.flag:
            yield Mark.FLAG

    def _paint_sign(self, painter: QPainter, scene: ArticleScene, sign: _Sign) -> None:
        if isinstance(sign.what, int):
            self._paint_count(painter, scene, sign.box, sign.what)
            return
        look, what = scene.look, sign.what
        shown = (look.labels.get(what.label) or Mark.STALE) if isinstance(what, Claim) else what
        pixmap = sign_pixmap(
            shown, look.colours, side=round(sign.box.width()), ratio=self.devicePixelRatioF()
        )
        painter.drawPixmap(sign.box.topLeft().toPoint(), pixmap)

    def _paint_count(self, painter: QPainter, scene: ArticleScene, box: QRectF, count: int) -> None:
        ink = scene.look.color("text.primary")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink, max(1.0, box.width() * 0.08)))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), box.width() * 0.3, box.width() * 0.3)
        font = QFont(self.font())
        font.setPixelSize(max(round(box.height() * (0.72 if count < 10 else 0.55)), 1))
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(count))
        painter.restore()

    def _paint_boilerplate(
        self, painter: QPainter, scene: ArticleScene, geometry: MarkGeometry, visible: Span
    ) -> None:
        scale = scene.look.scale
        pen = QPen(scene.look.color("text.boilerplate"), 2 * scale)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([1, 1.5])
        painter.setPen(pen)
        middle = (_PADDING + _SIDE / 2) * scale
        x = middle if scene.is_right_to_left else self.width() - middle
        for index in scene.sheet.units_in(visible):
            if scene.sheet.state(index) is UnitState.BOILERPLATE:
                part = scene.sheet.units[index].span.meet(visible)
                extent = geometry.extent(part) if part else None
                if extent is not None:
                    painter.drawLine(QPointF(x, extent.top + 2), QPointF(x, extent.bottom - 2))

    def _paint_bracket(
        self, painter: QPainter, scene: ArticleScene, geometry: MarkGeometry, claim: Claim
    ) -> None:
        """Join the parts of a claim that has a hole, while it is the current one."""
        extents = [extent for fragment in claim.fragments if (extent := geometry.extent(fragment.span))]
        if not extents:
            return
        painter.setPen(QPen(scene.look.ink(claim.label), 1.5 * scene.look.scale))
        edge, arm = (1.0, 4 * scene.look.scale) if scene.is_right_to_left else (self.width() - 1.0, 0.0)
        arm = arm or -4 * scene.look.scale
        ys = [extent.middle_of_first_line for extent in extents]
        painter.drawLine(QPointF(edge + arm, ys[0]), QPointF(edge + arm, ys[-1]))
        for y in ys:
            painter.drawLine(QPointF(edge, y), QPointF(edge + arm, y))
