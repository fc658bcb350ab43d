"""The whole article beside its scroll bar: a tick for each sentence, in its label's colour and length."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from annotator.domain.sheet import UnitState
from annotator.views.article_scene import ArticleScene

_PATTERNS: dict[str, tuple[float, list[float]]] = {
    "solid": (1.0, []),
    "zigzag": (0.5, []),
    "dashed": (1.0, [1, 1]),
}
_OTHER_PATTERN = (0.75, [2.0, 1.0])
_TICK = 2
_END = 3.0


class OverviewStrip(QWidget):
    """The ticks are kept as a picture; a change paints only the rows that it touches.

    Sentences that share a row of pixels share a tick, which shows the first claim among them.
    """

    unit_clicked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("articleOverview")
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scene: ArticleScene | None = None
        self._picture = QPixmap()
        self._is_painted = False
        self._rows: dict[int, range] = {}
        self._current = -1

    def show_scene(self, scene: ArticleScene | None) -> None:
        """Show another article, or this one in another look."""
        self._scene = scene
        self._current = scene.cursor.unit if scene else -1
        self._is_painted = False
        self.update()

    def show_cursor(self, unit: int) -> None:
        """Move the sign of the current sentence."""
        for index in (self._current, unit):
            self._update_row(index)
        self._current = unit

    def refresh(self, units: Iterable[int]) -> None:
        """Paint the ticks of these units anew."""
        scene = self._scene
        if scene is None or not self._is_painted:
            return
        rows = {self._row(index) for index in units}
        painter = QPainter(self._picture)
        for row in rows:
            tick = QRectF(0, row, self.width(), _TICK)
            painter.fillRect(tick, scene.look.color("bg.article"))
            self._paint_row(painter, scene, row)
        painter.end()
        for row in rows:
            self.update(0, row - 1, self.width(), _TICK + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        scene = self._scene
        if scene is None:
            return
        if not self._is_painted:
            self._paint_all(scene)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        if 0 <= self._current < len(scene.sheet.units):
            self._paint_current(painter, scene)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._is_painted = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        scene = self._scene
        if scene is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        share = min(max(event.position().y() / max(self.height(), 1), 0.0), 1.0)
        unit = scene.sheet.unit_at(round(share * len(scene.sheet.text)))
        if unit is not None:
            self.unit_clicked.emit(unit)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Taken, for the pane below has not seen the press that it belongs to."""
        event.accept()

    def _paint_all(self, scene: ArticleScene) -> None:
        """Paint the picture anew, on the same one: PySide loses references to None with each that is new."""
        ratio = self.devicePixelRatioF()
        size = QSize(round(self.width() * ratio), round(max(self.height(), 1) * ratio))
        if self._picture.size() != size:
            self._picture = QPixmap(size)
        self._picture.setDevicePixelRatio(ratio)
        self._picture.fill(scene.look.color("bg.article"))
        self._rows = self._all_rows(scene)
        painter = QPainter(self._picture)
        for row in self._rows:
            self._paint_row(painter, scene, row)
        painter.end()
        self._is_painted = True

    def _all_rows(self, scene: ArticleScene) -> dict[int, range]:
        """The units of each row of pixels; what `_row` says, for thousands of units at once."""
        units, share = scene.sheet.units, self.height() / max(len(scene.sheet.text), 1) / 2
        rows: dict[int, range] = {}
        first = 0
        while first < len(units):
            row = self._row(first)
            end = float(row + _TICK + 1)
            after = bisect_left(units, end, first, key=lambda unit: (unit.start + unit.end) * share)
            rows[row], first = range(first, after), after
        return rows

    def _row(self, index: int) -> int:
        """The pixel row of a unit, in steps that leave a gap between two ticks."""
        if self._scene is None:
            return 0
        sheet, unit = self._scene.sheet, self._scene.sheet.units[index]
        row = int((unit.start + unit.end) * (self.height() / max(len(sheet.text), 1) / 2))
        return row // (_TICK + 1) * (_TICK + 1)

    def _paint_row(self, painter: QPainter, scene: ArticleScene, row: int) -> None:
        """The tick of a row, with another end where something was decided that her claims do not say."""
        units = self._rows.get(row, range(0))
        self._paint_tick(painter, scene, row, units)
        feedback, sheet = scene.sheet.feedback, scene.sheet
        spans = [sheet.units[index].span for index in units] if feedback else []
        if feedback and any(feedback.stands_apart(sheet.claims_in(span), span) for span in spans):
            end = QRectF(self.width() - 2 - _END, row, _END, _TICK)
            painter.fillRect(end.adjusted(-1, 0, 2, 0), scene.look.color("bg.article"))
            painter.fillRect(end, scene.look.color("state.adjudicated.ink"))

    def _paint_tick(self, painter: QPainter, scene: ArticleScene, row: int, units: range) -> None:
        states = {scene.sheet.state(index) for index in units}
        if UnitState.TAGGED in states:
            tagged = next(index for index in units if scene.sheet.state(index) is UnitState.TAGGED)
            key = scene.sheet.claims_in(scene.sheet.units[tagged].span)[0].label
            label = scene.look.labels.get(key)
            width, dashes = _PATTERNS.get(label.line if label else "", _OTHER_PATTERN)
            pen = QPen(scene.look.ink(key), _TICK)
        elif UnitState.NO_CLAIM in states:
            width, dashes, pen = 0.25, [], QPen(scene.look.color("label.none.ink"), _TICK)
        elif states == {UnitState.BOILERPLATE}:
            width, dashes, pen = 0.6, [], QPen(scene.look.color("line.subtle"), 1)
        else:
            return
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dashes:
            pen.setDashPattern(dashes)
        painter.setPen(pen)
        inside = self.width() - 4
        y = row + _TICK / 2
        painter.drawLine(QPointF(2, y), QPointF(2 + inside * width, y))

    def _paint_current(self, painter: QPainter, scene: ArticleScene) -> None:
        row = self._row(self._current)
        box = QRectF(0.5, row - 1.5, self.width() - 1, _TICK + 3)
        painter.setPen(QPen(scene.look.color("unit.cursor"), 1))
        painter.drawRect(box)

    def _update_row(self, index: int) -> None:
        if self._scene and 0 <= index < len(self._scene.sheet.units):
            self.update(0, self._row(index) - 3, self.width(), _TICK + 7)
