"""The keys of a review as buttons: the verbs, and under them the project's reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from annotator.views.actions import ActionTable
from annotator.views.flow_layout import FlowLayout
from annotator.views.plain import plain_label, visible
from annotator.views.review.review_words import tr

REASONS: Final = tuple(f"review.reason.{number}" for number in range(1, 10))
_LABELS: Final = tuple(f"review.label.{digit}" for digit in range(1, 10))


class KeyBar(QWidget):
    """Every button says its key as it is now; what the table does not offer has no button."""

    def __init__(self, table: ActionTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keyBar")
        self._table = table
        self._takes = plain_label()
        self._takes.setWordWrap(False)
        self._buttons: dict[str, QToolButton] = {}
        self._written: dict[str, tuple[object, ...]] = {}
        column = QVBoxLayout(self)
        gap = self.fontMetrics().height() // 3
        column.setContentsMargins(gap, gap, gap, gap)
        verbs, reasons = FlowLayout(), FlowLayout()
        verbs.addWidget(self._takes)
        for id_ in (*_LABELS, *_short_names()):
            verbs.addWidget(self._button(id_))
        self._why = plain_label(tr("Why?"))
        self._why.setWordWrap(False)
        reasons.addWidget(self._why)
        for id_ in REASONS:
            reasons.addWidget(self._button(id_, is_chip=True))
        column.addLayout(verbs)
        column.addLayout(reasons)
        table.keymap.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Write names and keys anew, and offer what the table offers."""
        names = _short_names()
        for id_, button in self._buttons.items():
            name = names.get(id_) or self._table.name(id_).removeprefix(tr("Gold: %1").replace("%1", ""))
            key = self._table.shown_key(id_)
            action = self._table.action(id_)
            told = name, key, self._table.name(id_), action.toolTip(), action.isVisible(), action.isEnabled()
            if self._written.get(id_) == told:
                continue
            self._written[id_] = told
            button.setText(" ".join(filter(None, (key, visible(name).replace("&", "&&")))))
            button.setAccessibleName(self._table.name(id_))
            button.setToolTip(action.toolTip())
            button.setVisible(action.isVisible())
            button.setEnabled(action.isEnabled())
        self._why.setVisible(any(self._table.action(id_).isVisible() for id_ in REASONS))

    def show_takes(self, keys: str) -> None:
        """Say which keys take a version."""
        self._takes.setText(tr("%1 take that version").replace("%1", keys) if keys else "")
        self._takes.setVisible(bool(keys))

    def show_reasons(self, given: Mapping[str, bool]) -> None:
        """Tick the reasons that were given, by action id."""
        for id_ in REASONS:
            self._buttons[id_].setChecked(given.get(id_, False))

    def _button(self, id_: str, *, is_chip: bool = False) -> QToolButton:
        button = QToolButton()
        button.setObjectName(id_)
        button.setCheckable(is_chip)
        button.setProperty("outlined", True)
        button.clicked.connect(self._presser(id_))
        self._buttons[id_] = button
        return button

    def _presser(self, id_: str) -> Callable[[], None]:
        def press() -> None:
            self._table.action(id_).trigger()

        return press


def _short_names() -> dict[str, str]:
    return {
        "review.none": tr("No claim"),
        "review.majority": tr("Majority"),
        "review.union": tr("Union"),
        "review.intersection": tr("Intersection"),
        "review.separate": tr("Separate"),
        "review.disagreement": tr("Both are fair"),
        "review.return": tr("Ask back"),
        "review.park": tr("Park"),
        "review.rationale": tr("Why…"),
        "review.unresolve": tr("Reopen"),
    }
