"""The claims of the open article as cards, with a filter above them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QWidget

from annotator.domain.changes import Changes
from annotator.domain.labels import DEFAULT_LABELS
from annotator.domain.records import Label
from annotator.domain.sheet import Sheet
from annotator.models.claim_model import ClaimFilter, ClaimModel, ClaimRole
from annotator.views.card_pane import CardPane
from annotator.views.card_view import MatchKey
from annotator.views.claim_card import ClaimCard
from annotator.views.icons import Colours
from annotator.views.key_words import no_claims_words


class ClaimPanel(CardPane):
    """Lights the cards of what is chosen on the desk, and tells what somebody wishes to choose.

    `claims_picked` carries the ids of the cards that were picked, in text order, and the one that the pointer
    or the keys are on, "" where that is none of them.
    """

    claims_picked = Signal(list, str)
    claim_opened = Signal(str)

    def __init__(self, colours: Colours, match_key: MatchKey, parent: QWidget | None = None) -> None:
        super().__init__(ClaimCard(colours), match_key, parent)
        self.setObjectName("claimPanel")
        self._sheet: Sheet | None = None
        self._labels: tuple[Label, ...] = ()
        self._keys: Mapping[str, str] = {}
        self._chosen: tuple[str, ...] = ()
        self._current = ""
        self._model = ClaimModel(self)
        self._filter = QComboBox()
        self._build()
        self.set_labels(DEFAULT_LABELS)
        self._filter.currentIndexChanged.connect(self._on_filter_changed)
        self._list.rows_picked.connect(self._on_list_rows_picked)
        self._list.row_opened.connect(self._on_list_row_opened)
        self._model.rowsInserted.connect(self._on_model_rows_inserted)
        self._empty.button.clicked.connect(self.show_all)
        self._refresh_frame()

    @property
    def model(self) -> ClaimModel:
        return self._model

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, in this order."""
        return self._filter, self._list, self._empty.button

    @property
    def selected(self) -> list[str]:
        """The ids of the lit cards, in text order."""
        rows = self._model.rows
        return [rows[row].id for row in self._list.selected_rows]

    def set_labels(self, labels: Sequence[Label]) -> None:
        if tuple(labels) == self._labels:
            return
        self._labels = tuple(labels)
        self._model.set_labels(labels)
        wanted = self._filter.currentData()
        self._filter.blockSignals(True)
        self._filter.clear()
        self._filter.addItem(self.tr("All"), ClaimFilter())
        for label in labels:
            self._filter.addItem(label.name, ClaimFilter(label=label.key))
        self._filter.addItem(self.tr("Flagged"), ClaimFilter(flagged=True))
        self._filter.setCurrentIndex(max(self._filter.findData(wanted), 0))
        self._filter.blockSignals(False)

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Name these keys while there is no claim, by action id."""
        self._keys = dict(keys)
        self._refresh_frame()

    def show_sheet(self, sheet: Sheet | None) -> None:
        self._sheet = sheet
        self._model.show_sheet(sheet)
        self._refresh_frame()

    def refresh(self, changes: Changes) -> None:
        self._model.refresh(changes)
        self._refresh_frame()

    def show_chosen(self, claim_ids: Iterable[str], current: str = "") -> None:
        """Light the cards of these claims, as far as they are listed, and no other.

        `current` is the one that comes into sight; "" for the first.
        """
        self._chosen = tuple(claim_ids)
        self._current = current or next(iter(self._chosen), "")
        rows = sorted(row for id_ in self._chosen if (row := self._model.row_of(id_)) >= 0)
        self._list.light(rows, self._model.row_of(self._current))

    def pick_all(self) -> None:
        """Wish for every claim that is listed."""
        self.claims_picked.emit([claim.id for claim in self._model.rows], "")

    def show_all(self) -> None:
        """Take the filter away."""
        self._filter.setCurrentIndex(0)

    def _build(self) -> None:
        self._title.setText(self.tr("Claims"))
        self._filter.setAccessibleName(self.tr("Claims to list"))
        self._list.setObjectName("claimList")
        self._list.setAccessibleName(self.tr("Claims"))
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setModel(self._model)
        self._header.addWidget(self._filter)

    def _count_words(self) -> str:
        return str(self._model.total or "")

    def _empty_words(self) -> tuple[str, str]:
        sheet = self._sheet
        if self._model.total:
            return self.tr("No claim is like that."), self.tr("Show All")
        if sheet is None:
            return self.tr("No claims yet."), ""
        if sheet.asked and not sheet.undecided and not sheet.skipped:
            return self.tr("All sentences are decided: no claim."), ""
        return no_claims_words(self._labels, self._keys), ""

    def _on_filter_changed(self) -> None:
        wanted = self._filter.currentData()
        if isinstance(wanted, ClaimFilter):
            self._model.set_filter(wanted)
            self._refresh_frame()
            self.show_chosen(self._chosen, self._current)
            if 1 < len(self._chosen) > len(self.selected):
                # What was chosen together in the list is not to be changed unseen.
                self.claims_picked.emit(self.selected, "")

    def _on_list_rows_picked(self) -> None:
        current = self._list.currentIndex().data(ClaimRole.ID)
        picked = self.selected
        self.claims_picked.emit(picked, current if current in picked else "")

    def _on_list_row_opened(self, index: QModelIndex) -> None:
        self.claim_opened.emit(str(index.data(ClaimRole.ID)))

    def _on_model_rows_inserted(self, _parent: QModelIndex, first: int) -> None:
        # Who works in the list keeps the place where she looks.
        if not self._list.hasFocus():
            self._list.bring_into_sight(self._model.index(first, 0))
