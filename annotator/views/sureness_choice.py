"""How sure the annotator is, in three steps; none is chosen until she says so."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from annotator.domain.records import Confidence
from annotator.views.flow_layout import FlowLayout


class SurenessChoice(QWidget):
    """A press on the step that is shown takes it away again. A press is a wish, as everywhere."""

    sureness_requested = Signal(Confidence)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Confidence.UNSET
        self._group = QButtonGroup(self)
        self._buttons = {
            Confidence.LOW: QRadioButton(self.tr("Unsure")),
            Confidence.MID: QRadioButton(self.tr("Fairly sure")),
            Confidence.HIGH: QRadioButton(self.tr("Sure")),
        }
        flow = FlowLayout(self)
        for confidence, button in self._buttons.items():
            button.clicked.connect(lambda _checked, wish=confidence: self._on_button_clicked(wish))
            self._group.addButton(button)
            flow.addWidget(button)

    @property
    def buttons(self) -> tuple[QRadioButton, ...]:
        return tuple(self._buttons.values())

    def show_confidence(self, confidence: Confidence) -> None:
        """Check a step; none for `UNSET`."""
        self._shown = confidence
        self._group.setExclusive(False)
        for each, button in self._buttons.items():
            button.setChecked(each is confidence)
        self._group.setExclusive(True)

    def _on_button_clicked(self, confidence: Confidence) -> None:
        wish = Confidence.UNSET if confidence is self._shown else confidence
        self.show_confidence(self._shown)
        self.sureness_requested.emit(wish)
