"""How far the reading of files is, with a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from annotator.views import count_words
from annotator.views.plain import ElidedLabel


class ReadingProgress(QWidget):
    """Shown only while something is read. `stoppable` puts a button beside it."""

    stop_requested = Signal()

    def __init__(self, parent: QWidget | None = None, *, stoppable: bool = True) -> None:
        super().__init__(parent)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Reading"))
        self._text = ElidedLabel()
        self._stop = QPushButton(self.tr("Stop Reading"))
        self._stop.setAutoDefault(False)
        self._stop.clicked.connect(self.stop_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._bar, 1)
        row.addWidget(self._text, 2)
        row.addWidget(self._stop)
        self._stop.setVisible(stoppable)
        self.end()

    def show_progress(self, done: int, total: int, name: str) -> None:
        """Say how many things were read, and which is read now; the bar only moves where `total` is 0."""
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        said = self.tr("{0} read · {1}") if name else self.tr("{0} read")
        self._text.setText(said.format(count_words.number(done), name))
        self.show()

    def end(self) -> None:
        """Nothing is read any more."""
        self.hide()
