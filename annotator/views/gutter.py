"""The margin beside an article's words: one sign for each sentence, where its first line stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFont,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QScrollBar, QWidget

from annotator.domain.records import Claim
from annotator.domain.sheet import Sheet, UnitState
from annotator.domain.spans import Span
from annotator.views.article_scene import ArticleScene
from annotator.views.badges import Mark, Rim, paint_dot
from annotator.views.mark_geometry import MarkGeometry
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


class _Gold(NamedTuple):
    """Gold where there is no claim of hers."""

    label: str


_What = Claim | _Gold | Mark | int


class _Sign(NamedTuple):
    """A badge, a count of claims or a mark, for unit `unit`; where it is, in document pixels."""

    unit: int
    what: _What
    left: float
    top: float
    side: float

    @property
    def box(self) -> QRectF:
        return QRectF(self.left, self.top, self.side, self.side)


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
        self._pictures: dict[tuple[int, Rim, int, float], QPixmap] = {}

    def show_scene(self, scene: ArticleScene | None, geometry: MarkGeometry | None) -> None:
        """Show another article, or this one in another look."""
        self._scene = scene
        self._geometry = geometry
        self._pictures.clear()
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
        top = event.rect().top() + offset
        visible = geometry.visible(top, top + event.rect().height())
        self._paint_boilerplate(painter, scene, geometry, visible)
        self._paint_signs(painter, scene, self._signs(visible))
        claim = scene.current_claim
        if claim and len(claim.fragments) > 1:
            self._paint_bracket(painter, scene, geometry, claim)
        painter.end()

    def unit_shown_at(self, place: QPointF) -> int | None:
        """The sentence whose sign is there, or the grey piece beside which the point is; else None."""
        sign, unit = self._sign_at(place), self._unit_at(place)
        is_grey = unit is not None and self._scene and self._scene.sheet.state(unit) is UnitState.BOILERPLATE
        return sign.unit if sign else unit if is_grey else None

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

    def _signs(self, visible: Span) -> list[_Sign]:
        """Signs of sentences that start in one line stand side by side, and get smaller to find room."""
        scene, geometry = self._scene, self._geometry
        if scene is None or geometry is None:
            return []
        units = scene.sheet.units_in(visible)
        starts = [unit.start for unit in scene.sheet.units[units.start : units.stop]]
        rows: dict[float, list[tuple[int, _What]]] = {}
        for index, line in zip(units, geometry.lines(starts), strict=True):
            if line is not None and (signs := _signs_of(scene.sheet, index)):
                rows.setdefault(line.middle, []).extend((index, what) for what in signs)
        return self._placed(rows, scene.look.scale, is_mirrored=scene.is_right_to_left)

    def _placed(
        self, rows: Mapping[float, list[tuple[int, _What]]], scale: float, *, is_mirrored: bool
    ) -> list[_Sign]:
        """The signs of each row, which is known by the height of its middle."""
        result = []
        gap, padding = _GAP * scale, _PADDING * scale
        for middle, crowd in rows.items():
            room = self.width() - 2 * padding + gap
            signs = crowd if len(crowd) * (_SIDE * scale + gap) <= room else _without_scales(crowd)
            room = room / len(signs) - gap
            side = min(_SIDE * scale, max(room, 4.0))
            x = padding if is_mirrored else self.width() - padding - len(signs) * (side + gap) + gap
            # Read in the order of the sentences, which in a right to left article starts at the right.
            for unit, what in reversed(signs) if is_mirrored else signs:
                result.append(_Sign(unit, what, x, middle - side / 2, side))
                x += side + gap
        return result

    def _paint_signs(self, painter: QPainter, scene: ArticleScene, signs: Iterable[_Sign]) -> None:
        ratio = self.devicePixelRatioF()
        for sign in signs:
            if isinstance(sign.what, int):
                self._paint_count(painter, scene, sign.box, sign.what)
                if _stands_apart(scene.sheet, sign.unit):
                    paint_dot(painter, sign.box, scene.look.colours)
            else:
                picture = self._picture(scene, sign.what, round(sign.side), ratio)
                painter.drawPixmap(int(sign.left + 0.5), int(sign.top + 0.5), picture)

    def _picture(self, scene: ArticleScene, what: Claim | _Gold | Mark, side: int, ratio: float) -> QPixmap:
        """A sign's picture; finding it among all pictures would take longer than to draw it."""
        sign = what if isinstance(what, Mark) else scene.look.labels.get(what.label) or Mark.STALE
        rim = _rim_of(scene.sheet, what)
        key = (id(sign), rim, side, ratio)
        picture = self._pictures.get(key)
        if picture is None:
            made = sign_pixmap(sign, scene.look.colours, side=side, ratio=ratio, rim=rim)
            picture = self._pictures[key] = made
        return picture

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
        sheet, scale = scene.sheet, scene.look.scale
        units = [index for index in sheet.units_in(visible) if sheet.state(index) is UnitState.BOILERPLATE]
        if not units:
            return
        pen = QPen(scene.look.color("text.boilerplate"), 2 * scale)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([1, 1.5])
        painter.setPen(pen)
        middle = (_PADDING + _SIDE / 2) * scale
        x = middle if scene.is_right_to_left else self.width() - middle
        parts = (sheet.units[index].span.meet(visible) for index in units)
        extents = (geometry.extent(part) for part in parts if part)
        painter.drawLines([QLineF(x, each.top + 2, x, each.bottom - 2) for each in extents if each])

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


def _without_scales(signs: list[tuple[int, _What]]) -> list[tuple[int, _What]]:
    """Badges of gold say with their corners what the scales beside them say; a count of claims has none."""
    counted = {unit for unit, what in signs if isinstance(what, int)}
    return [(unit, what) for unit, what in signs if what is not Mark.GOLD or unit in counted]


def _signs_of(sheet: Sheet, index: int) -> list[_What]:
    state, decision = sheet.state(index), sheet.decision(index)
    signs: list[_What] = []
    if state is UnitState.TAGGED:
        claims = sheet.claims_in(sheet.units[index].span)
        signs += [len(claims)] if len(claims) > _MOST_BADGES else claims
        if any(claim.flag for claim in claims):
            signs.append(Mark.FLAG)
    elif state in _MARKS:
        signs.append(_MARKS[state])
    if decision is not None and decision.flag:
        signs.append(Mark.FLAG)
    return [*signs, *_signs_of_gold(sheet, index, room=_MOST_BADGES - len(signs))]


def _signs_of_gold(sheet: Sheet, index: int, *, room: int) -> list[_What]:
    """Badges of gold where she has no claim, and the sign of gold, as far as there is room for them."""
    feedback, span = sheet.feedback, sheet.units[index].span
    if feedback is None or room < 1:
        return []
    claims = sheet.claims_in(span)
    signs: list[_What] = [] if claims else [_Gold(gold.label) for gold in feedback.gold_in(span)]
    if signs or any(map(feedback.keeps, claims)):
        signs.append(Mark.GOLD)
    return signs[:room]


def _rim_of(sheet: Sheet, what: _What) -> Rim:
    if isinstance(what, _Gold):
        return Rim.GOLD
    if sheet.feedback is None or not isinstance(what, Claim):
        return Rim.PLAIN
    return Rim.of(is_gold=sheet.feedback.keeps(what), is_changed=sheet.feedback.differs(what))


def _stands_apart(sheet: Sheet, index: int) -> bool:
    """Whether something was decided here that her claims do not say."""
    span = sheet.units[index].span
    return sheet.feedback is not None and sheet.feedback.stands_apart(sheet.claims_in(span), span)
