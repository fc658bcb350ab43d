"""The labels as a group of radio buttons, each with its badge, its name and its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from annotator.domain.records import Label
from annotator.views.badges import badge_side, label_ink, label_tint, paint_badge
from annotator.views.flow_layout import FlowLayout
from annotator.views.icons import Colours


class LabelChoice(QWidget):
    """Shows what is chosen; a press is a wish, and what is shown changes when it is granted."""

    label_requested = Signal(str)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._labels: tuple[Label, ...] = ()
        self._keys: Mapping[str, str] = {}
        self._shown = ""
        self._group = QButtonGroup(self)
        self._buttons: dict[str, _LabelButton] = {}
        self._flow = FlowLayout(self, stacks=True)

    def set_labels(self, labels: Sequence[Label]) -> None:
        if tuple(labels) == self._labels:
            return
        self._labels = tuple(labels)
        while item := self._flow.takeAt(0):
            if button := item.widget():
                button.hide()
                button.deleteLater()
        self._buttons = {label.key: self._button(label) for label in labels}
        self._check()

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Write these keys on the buttons, by action id."""
        self._keys = dict(keys)
        for label in self._labels:
            self._buttons[label.key].show_key(self._key_of(label))

    @property
    def buttons(self) -> tuple[QRadioButton, ...]:
        return tuple(self._buttons.values())

    def show_label(self, key: str) -> None:
        """Check the label with this key; none for ""."""
        if key != self._shown:
            self._shown = key
            self._check()

    def _check(self) -> None:
        self._group.setExclusive(False)
        for each, button in self._buttons.items():
            button.setChecked(each == self._shown)
        self._group.setExclusive(True)
        if self._buttons:
            self.setFocusProxy(self._buttons.get(self._shown) or next(iter(self._buttons.values())))

    def _button(self, label: Label) -> _LabelButton:
        button = _LabelButton(label, self._colours)
        button.show_key(self._key_of(label))
        button.clicked.connect(lambda: self._on_button_clicked(label.key))
        self._group.addButton(button)
        self._flow.addWidget(button)
        return button

    def _key_of(self, label: Label) -> str:
        return self._keys.get(f"claim.label.{label.digit}", "")

    def _on_button_clicked(self, key: str) -> None:
        self._check()
        self.label_requested.emit(key)


class _LabelButton(QRadioButton):
    def __init__(self, label: Label, colours: Colours) -> None:
        super().__init__(label.name)
        self._label = label
        self._colours = colours
        self._key = ""
        self.setAccessibleName(label.name)

    def show_key(self, key: str) -> None:
        """Write `key` beside the name; "" for none."""
        self._key = key
        self.setAccessibleDescription(key)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._strong())
        key = metrics.horizontalAdvance(self._key) + self._margin() if self._key else 0
        words = metrics.horizontalAdvance(self._label.name) + key
        side = round(badge_side(self.font()))
        return QSize(side + words + 3 * self._margin(), max(side + self._margin(), 24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        side, margin = badge_side(self.font()), self._margin()
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - margin - side if is_mirrored else margin
        badge = QRectF(left, (self.height() - side) / 2, side, side).adjusted(1, 1, -1, -1)
        paint_badge(painter, badge, self._label, self._colours)
        words = QRectF(margin * 2 + side, 0, self.width() - side - margin * 3, self.height())
        if is_mirrored:
            words.moveLeft(margin)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setFont(self._strong() if self.isChecked() else self.font())
        painter.setPen(self._colours.color("text.primary"))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | middle, self._label.name)
        painter.setFont(self.font())
        painter.setPen(self._colours.color("text.secondary"))
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | middle, self._key)

    def _paint_frame(self, painter: QPainter) -> None:
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = self.fontMetrics().height() * 0.3
        edge, width = self._colours.color("line.border"), 1
        painter.setBrush(self._colours.color("bg.input" if self.underMouse() else "bg.panel"))
        if self.isChecked():
            edge, width = label_ink(self._label, self._colours), 2
            painter.setBrush(label_tint(self._label, self._colours))
        if self.hasFocus():
            edge, width = self._colours.color("focus.ring"), 2
        painter.setPen(QPen(edge, width))
        painter.drawRoundedRect(frame, radius, radius)

    def _margin(self) -> int:
        return self.fontMetrics().height() // 2

    def _strong(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font
