"""The labels with their badges and keys in a row, so that they are known before the first article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from annotator.domain.records import Label
from annotator.views.badges import badge_side, paint_badge
from annotator.views.flow_layout import FlowLayout
from annotator.views.icons import Colours
from annotator.views.plain import plain_label


class LabelLegend(QWidget):
    def __init__(self, colours: Colours, labels: Sequence[Label], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self)
        self._words: list[tuple[Label, QLabel]] = []
        for label in labels:
            flow.addWidget(_Badge(colours, label))
            words = plain_label()
            words.setWordWrap(False)
            flow.addWidget(words)
            self._words.append((label, words))
        self.set_keys({})

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Write these keys beside the labels, by action id."""
        for label, words in self._words:
            words.setText(f"{label.name}  {keys.get(f'claim.label.{label.digit}', '')}   ")


class _Badge(QWidget):
    def __init__(self, colours: Colours, label: Label) -> None:
        super().__init__()
        self._colours = colours
        self._label = label
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = round(badge_side(self.font()))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        side = min(box.width(), box.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(box.center())
        paint_badge(painter, square, self._label, self._colours)
