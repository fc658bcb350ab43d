"""A line over an article that holds characters which nobody sees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from annotator.domain.hidden_characters import MOST, HiddenKind, kind_of
from annotator.views import count_words
from annotator.views.plain import ElidedLabel


class HiddenBar(QFrame):
    """Says how many there are, and offers to show them. Hidden itself where there are none."""

    toggle_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hiddenBar")
        self._words = ElidedLabel()
        self.button = QPushButton()
        self.button.clicked.connect(self.toggle_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 2, 8, 2)
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        self.set_spelled(on=False)
        self.hide()

    @property
    def words(self) -> str:
        """What it says, "" where there is nothing to say."""
        return self._words.text()

    def show_found(self, text: str, offsets: Sequence[int]) -> None:
        """Tell of the hidden characters of another article, which stand at these offsets of its text."""
        self._words.setText(_told(text, offsets))
        self.setAccessibleName(self.words)
        self.setVisible(bool(self.words))

    def set_spelled(self, *, on: bool) -> None:
        """Whether they are shown now."""
        self.button.setText(self.tr("Hide Them") if on else self.tr("Show Them"))


def _told(text: str, offsets: Sequence[int]) -> str:
    if not offsets:
        return ""
    if len(offsets) == MOST:
        return _tr("Contains %1 hidden characters or more").replace("%1", count_words.number(MOST))
    counts = Counter(kind_of(text[offset]) for offset in offsets)
    found = [count_words.hidden(kind, counts[kind]) for kind in HiddenKind if counts[kind]]
    listed = found[0] if len(found) == 1 else _tr("%1 and %2")
    listed = listed.replace("%1", ", ".join(found[:-1])).replace("%2", found[-1])
    return _tr("Contains %1").replace("%1", listed)


def _tr(text: str) -> str:
    return QCoreApplication.translate("HiddenBar", text)
