"""The claims of the open article as cards, with a filter above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from annotator.domain.changes import Changes
from annotator.domain.labels import DEFAULT_LABELS
from annotator.domain.records import Label
from annotator.domain.sheet import Sheet
from annotator.models.claim_model import ClaimFilter, ClaimModel, ClaimRole
from annotator.views.card_view import CardView, MatchKey
from annotator.views.claim_card import ClaimCard
from annotator.views.empty_state import EmptyState
from annotator.views.icons import Colours
from annotator.views.key_words import no_claims_words
from annotator.views.plain import plain_label


class ClaimPanel(QWidget):
    """`claim_selected` follows a key or click on a card; `claims_selected` any change of what is selected.

    `menu_requested` carries a place on the screen; the menu is for the current card.
    """

    claim_selected = Signal(str)
    claim_opened = Signal(str)
    claims_selected = Signal(list)
    action_requested = Signal(str)
    menu_requested = Signal(QPoint)
    text_focus_requested = Signal()

    def __init__(self, colours: Colours, match_key: MatchKey, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("claimPanel")
        self._sheet: Sheet | None = None
        self._labels: tuple[Label, ...] = ()
        self._keys: Mapping[str, str] = {}
        self._model = ClaimModel(self)
        self._title = plain_label(self.tr("Claims"))
        self._count = plain_label()
        self._filter = QComboBox()
        self._list = CardView(match_key, ClaimCard(colours, self), self)
        self._empty = EmptyState()
        self._stack = QStackedWidget()
        self._build()
        self.set_labels(DEFAULT_LABELS)
        self._filter.currentIndexChanged.connect(self._on_filter_changed)
        self._list.row_chosen.connect(self._on_list_row_chosen)
        self._list.row_opened.connect(self._on_list_row_opened)
        self._list.action_requested.connect(self.action_requested)
        self._list.menu_requested.connect(self.menu_requested)
        self._list.selectionModel().selectionChanged.connect(self._on_list_selection_changed)
        # With other rows the selection is gone too, of which Qt says nothing.
        self._model.modelReset.connect(self._on_list_selection_changed)
        self._empty.button.clicked.connect(self.show_all)
        self._refresh_frame()
        self._model.rowsInserted.connect(self._on_model_rows_inserted)

    @property
    def model(self) -> ClaimModel:
        return self._model

    @property
    def selected(self) -> list[str]:
        """The ids of the selected cards, in text order."""
        rows = sorted(index.row() for index in self._list.selectionModel().selectedRows())
        return [str(self._model.index(row, 0).data(ClaimRole.ID)) for row in rows]

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

    def select_claim(self, claim_id: str | None) -> None:
        """Show which claim is current on the desk. A selection of several that holds it stays."""
        index = self._model.index_of(claim_id) if claim_id else QModelIndex()
        if not index.isValid():
            self._list.selectionModel().clear()
        elif index != self._list.currentIndex() or claim_id not in self.selected:
            self._list.setCurrentIndex(index)
            self._list.bring_into_sight(index)

    def select_all(self) -> None:
        """Select every card that is listed."""
        self._list.selectAll()

    def show_all(self) -> None:
        """Take the filter away."""
        self._filter.setCurrentIndex(0)

    def focus_list(self) -> None:
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _build(self) -> None:
        font = QFont(self._title.font())
        font.setWeight(QFont.Weight.DemiBold)
        self._title.setFont(font)
        self._title.setWordWrap(False)
        self._count.setWordWrap(False)
        self._count.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._filter.setAccessibleName(self.tr("Claims to list"))
        self._list.setObjectName("claimList")
        self._list.setAccessibleName(self.tr("Claims"))
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setModel(self._model)
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        header = QHBoxLayout()
        header.addWidget(self._title)
        header.addWidget(self._count, 1)
        header.addWidget(self._filter)
        column = QVBoxLayout(self)
        gap = self.fontMetrics().height() // 3
        column.setContentsMargins(gap, gap, gap, 0)
        column.addLayout(header)
        column.addWidget(self._stack, 1)

    def _refresh_frame(self) -> None:
        """Show the count, and words in place of an empty list."""
        self._count.setText(str(self._model.total or ""))
        is_empty = self._model.rowCount() == 0
        if is_empty and self._list.hasFocus():
            self.text_focus_requested.emit()
        self._stack.setCurrentWidget(self._empty if is_empty else self._list)
        if not is_empty:
            return
        sheet = self._sheet
        if self._model.total:
            self._empty.show_words(self.tr("No claim is like that."), button=self.tr("Show All"))
        elif sheet is not None and sheet.asked and not sheet.undecided and not sheet.skipped:
            self._empty.show_words(self.tr("All sentences are decided: no claim."))
        else:
            self._empty.show_words(no_claims_words(self._labels, self._keys))

    def _on_filter_changed(self) -> None:
        wanted = self._filter.currentData()
        if isinstance(wanted, ClaimFilter):
            kept = self._list.currentIndex().data(ClaimRole.ID)
            self._model.set_filter(wanted)
            self._refresh_frame()
            self.select_claim(str(kept) if kept else None)

    def _on_list_row_chosen(self, index: QModelIndex) -> None:
        self.claim_selected.emit(str(index.data(ClaimRole.ID)))

    def _on_list_row_opened(self, index: QModelIndex) -> None:
        self.claim_opened.emit(str(index.data(ClaimRole.ID)))

    def _on_list_selection_changed(self) -> None:
        self.claims_selected.emit(self.selected)

    def _on_model_rows_inserted(self, _parent: QModelIndex, first: int) -> None:
        # Who works in the list keeps the place where she looks.
        if not self._list.hasFocus():
            self._list.bring_into_sight(self._model.index(first, 0))
