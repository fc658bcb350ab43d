"""The decisions as buttons beside the current sentence, for those who work with the mouse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from annotator.domain.immutable import immutable
from annotator.domain.records import Label
from annotator.views.badges import Mark, badge_side
from annotator.views.icons import Colours, themed_icon
from annotator.views.plain import tooltip
from annotator.views.sign_pixmaps import sign_pixmap

_LEAST = QSize(36, 32)


@immutable
class _Choice:
    """What one button asks for; `sign` is a label's badge, a mark, or None for the note's icon."""

    action: str
    name: str
    sign: Label | Mark | None


@immutable
class Shape:
    """How many buttons stand side by side, and whether their names are on them."""

    columns: int
    named: bool = False


class LabelStrip(QWidget):
    """Stands where it is put, in one of its `shapes`. `refilled` says that it may need other room now."""

    action_requested = Signal(str)
    refilled = Signal()

    def __init__(self, colours: Colours, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("labelStrip")
        self.setAccessibleName(self.tr("Decisions"))
        self._colours = colours
        self._labels: tuple[Label, ...] = ()
        self._keys: Mapping[str, str] = {}
        self._buttons: list[tuple[_Choice, QToolButton]] = []
        self._shape: Shape | None = None
        self._sizes: dict[Shape, QSize] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(3, 3, 3, 3)
        self._grid.setSpacing(2)
        self.hide()

    def set_labels(self, labels: Sequence[Label]) -> None:
        """Offer these labels, no claim, and a note."""
        if tuple(labels) != self._labels:
            self._labels = tuple(labels)
            self._fill()

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Write these keys on the buttons, by action id."""
        self._keys = dict(keys)
        self._measure_anew()

    def set_colours(self, colours: Colours) -> None:
        self._colours = colours
        self._dress()

    @property
    def row(self) -> Shape:
        """All buttons side by side."""
        return Shape(len(self._buttons))

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """How the buttons can stand, those that are easier to read and to press first."""
        return Shape(1, named=True), Shape(1), self.row, Shape(2)

    def size_of(self, shape: Shape) -> QSize:
        """What a shape needs, measured once: trying one moves every button."""
        if shape not in self._sizes:
            self.lay_out(shape)
            self._sizes[shape] = self.sizeHint()
        return self._sizes[shape]

    def stand(self, shape: Shape, place: QPoint) -> None:
        """Show the buttons in a shape at `place`, in pixels of the parent."""
        size = self.size_of(shape)
        self.lay_out(shape)
        self.setGeometry(QRect(place, size))
        self.show()
        self.raise_()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure_anew()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colours.color("line.border"), 1))
        painter.setBrush(self._colours.color("bg.panel"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()

    def _fill(self) -> None:
        for _, button in self._buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [(choice, self._button(choice)) for choice in self._choices()]
        self._dress()

    def _choices(self) -> list[_Choice]:
        labels = [_Choice(f"claim.label.{label.digit}", label.name, label) for label in self._labels]
        none = _Choice("claim.none", self.tr("No claim"), Mark.NO_CLAIM)
        return [*labels, none, _Choice("claim.note", self.tr("Note"), None)]

    def _button(self, choice: _Choice) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(choice.action)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(choice.name)
        button.setMinimumSize(_LEAST)
        button.setCursor(Qt.CursorShape.ArrowCursor)
        button.clicked.connect(lambda: self.action_requested.emit(choice.action))
        return button

    def lay_out(self, shape: Shape) -> None:
        """Put the buttons into a shape, wherever the strip stands."""
        if shape == self._shape:
            return
        self._shape = shape
        for number, (choice, button) in enumerate(self._buttons):
            key = self._keys.get(choice.action, "")
            button.setText(f"{key}  {choice.name}".strip() if shape.named else key)
            button.setToolTip(tooltip(f"{choice.name} ({key})" if key else choice.name))
            self._grid.addWidget(button, number // shape.columns, number % shape.columns)
            button.show()
        widest = max((button.sizeHint().width() for _, button in self._buttons), default=0)
        for _, button in self._buttons:
            button.setMinimumWidth(widest if shape.named else _LEAST.width())
        self._grid.invalidate()

    def _dress(self) -> None:
        side = round(badge_side(self.font()))
        for choice, button in self._buttons:
            button.setIconSize(QSize(side, side))
            button.setIcon(self._icon(choice, side))
        self._measure_anew()
        self.update()

    def _measure_anew(self) -> None:
        """Where the strip stands is to be found anew."""
        self._shape = None
        self._sizes.clear()
        self.refilled.emit()

    def _icon(self, choice: _Choice, side: int) -> QIcon:
        if choice.sign is None:
            return themed_icon("note", self._colours)
        ratio = self.devicePixelRatioF()
        return QIcon(sign_pixmap(choice.sign, self._colours, side=side, ratio=ratio))
