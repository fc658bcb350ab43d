"""What the mouse does to the words: click, click again, double click, drag, and dragging an edge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QWidget

from annotator.domain.boundaries import snapped, word_at
from annotator.domain.cursor import Edge
from annotator.domain.spans import Span, trimmed

_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


class Target(Protocol):
    """What lies under a point of the viewport. Offsets are code points."""

    @property
    def text(self) -> str: ...

    def offset_at(self, point: QPointF) -> int: ...

    def unit_at(self, offset: int) -> int | None: ...

    def claim_line_at(self, point: QPointF) -> str | None: ...

    def edge_at(self, point: QPointF) -> Edge | None: ...

    def is_current(self, unit: int) -> bool: ...


class ArticleGestures(QObject):
    """Turns what the mouse does to `surface` into wishes; the target answers what is where.

    A second click on the same sentence waits for as long as a double click may take, for it may be the
    first half of one. `span_dragged` carries the selection in the making, None when it is made.
    """

    unit_clicked = Signal(int)
    unit_added = Signal(int)
    claim_clicked = Signal(str)
    clause_requested = Signal(int)
    grow_requested = Signal(int)
    span_dragged = Signal(object)
    span_selected = Signal(object)
    edge_dragged = Signal(str, int)
    pressed = Signal()
    moved = Signal()
    left = Signal()

    def __init__(self, surface: QWidget, target: Callable[[], Target | None]) -> None:
        super().__init__(surface)
        self._surface = surface
        self._target = target
        self._pressed_at: QPointF | None = None
        self._anchor = 0
        self._edge: Edge | None = None
        self._span: Span | None = None
        self._doubled = False
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.timeout.connect(self._on_waiting_timeout)
        self._clause = 0

        surface.setMouseTracking(True)
        surface.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self.left.emit()
        if not isinstance(event, QMouseEvent):
            return super().eventFilter(watched, event)
        point, modifiers = event.position(), event.modifiers()
        is_left = event.button() is Qt.MouseButton.LeftButton
        match event.type():
            case QEvent.Type.MouseButtonPress if is_left:
                self.pressed.emit()
                self._press(point)
            case QEvent.Type.MouseButtonRelease if is_left:
                self._release(point, modifiers)
            case QEvent.Type.MouseButtonDblClick if is_left:
                self.pressed.emit()
                self._double_click(point)
            case QEvent.Type.MouseMove:
                if event.buttons() & Qt.MouseButton.LeftButton:
                    self._move(point, modifiers)
                self._set_pointer(point)
                self.moved.emit()
        return True

    def forget_click(self) -> None:
        """Ask for no clause any more: something else was done before it was certain that one is meant."""
        self._waiting.stop()

    def _press(self, point: QPointF) -> None:
        target = self._target()
        if target is None:
            return
        self._waiting.stop()
        self._pressed_at = point
        self._doubled = False
        self._span = None
        self._edge = target.edge_at(point)
        self._anchor = target.offset_at(point)

    def _move(self, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        target = self._target()
        if target is None or self._pressed_at is None:
            return
        offset = target.offset_at(point)
        if self._edge is not None:
            self.edge_dragged.emit(self._edge.value, _edge_offset(target.text, offset, self._edge, modifiers))
            return
        distance = QGuiApplication.styleHints().startDragDistance()
        if self._span is None and (point - self._pressed_at).manhattanLength() < distance:
            return
        span = _dragged(target.text, self._anchor, offset, modifiers)
        if span != self._span:
            self._span = span
            self.span_dragged.emit(span)

    def _release(self, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        target = self._target()
        span, edge, pressed = self._span, self._edge, self._pressed_at
        self._span = self._edge = self._pressed_at = None
        if target is None or pressed is None or edge is not None or self._doubled:
            return
        if span is not None:
            self.span_dragged.emit(None)
            if span:
                self.span_selected.emit(span)
            return
        self._click(target, point, modifiers)

    def _double_click(self, point: QPointF) -> None:
        target = self._target()
        if target is not None:
            self._waiting.stop()
            self._doubled = True
            self.grow_requested.emit(target.offset_at(point))

    def _click(self, target: Target, point: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        offset = target.offset_at(point)
        unit = target.unit_at(offset)
        if unit is None:
            return
        if modifiers & _CONTROL:
            self.unit_added.emit(unit)
        elif claim := target.claim_line_at(point):
            self.claim_clicked.emit(claim)
        elif target.is_current(unit):
            self._clause = offset
            self._waiting.start(QGuiApplication.styleHints().mouseDoubleClickInterval())
        else:
            self.unit_clicked.emit(unit)

    def _set_pointer(self, point: QPointF) -> None:
        target = self._target()
        over_edge = target is not None and target.edge_at(point) is not None
        shape = Qt.CursorShape.SizeHorCursor if over_edge else Qt.CursorShape.IBeamCursor
        if self._surface.cursor().shape() is not shape:
            self._surface.setCursor(shape)

    @Slot()
    def _on_waiting_timeout(self) -> None:
        self.clause_requested.emit(self._clause)


def _dragged(text: str, anchor: int, offset: int, modifiers: Qt.KeyboardModifier) -> Span:
    """From the word at one place to the word at the other; with Alt from character to character."""
    first, last = sorted((anchor, offset))
    touched = snapped(text, Span(first, min(last + 1, len(text))))
    if modifiers & _ALT:
        return trimmed(text, touched)
    touched = trimmed(text, touched)
    if not touched:
        return touched
    return touched.hull(word_at(text, touched.start)).hull(word_at(text, touched.end - 1))


def _edge_offset(text: str, offset: int, edge: Edge, modifiers: Qt.KeyboardModifier) -> int:
    place = _dragged(text, offset, offset, modifiers)
    return place.start if edge is Edge.START else place.end
