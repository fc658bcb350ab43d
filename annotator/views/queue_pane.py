"""The articles to annotate, and how far each is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from annotator.domain.records import QueueRow
from annotator.models.queue_model import QueueFilter, QueueModel, QueueOrder, QueueRole
from annotator.views.card_pane import CardPane
from annotator.views.card_view import MatchKey
from annotator.views.icons import Colours
from annotator.views.queue_card import QueueCard


class QueuePane(CardPane):
    """A click or Enter asks for an article; moving through the list alone does not."""

    article_requested = Signal(str)

    def __init__(self, colours: Colours, match_key: MatchKey, parent: QWidget | None = None) -> None:
        super().__init__(QueueCard(colours), match_key, parent)
        self.setObjectName("queuePane")
        self._model = QueueModel(self)
        self._awaited = ""
        self._words = _FilterLine()
        self._filter = QComboBox()
        self._order = QComboBox()
        self._offer()
        self._build()
        self._words.textChanged.connect(self._on_words_changed)
        self._words.list_requested.connect(self.focus_list)
        self._words.left.connect(self.text_focus_requested)
        self._words.returnPressed.connect(self._on_words_return_pressed)
        self._filter.currentIndexChanged.connect(self._on_filter_changed)
        self._order.currentIndexChanged.connect(self._on_order_changed)
        self._list.clicked.connect(self._on_list_row_opened)
        self._list.row_opened.connect(self._on_list_row_opened)
        self._empty.button.clicked.connect(self.clear_filter)
        self._refresh_frame()

    @property
    def model(self) -> QueueModel:
        return self._model

    @property
    def current_id(self) -> str:
        """The article that the keyboard is on; "" for none."""
        return str(self._list.currentIndex().data(QueueRole.ID) or "")

    def set_rows(self, rows: Sequence[QueueRow]) -> None:
        """Show these articles; `add_rows` brings more."""
        self._awaited = self.current_id or self._awaited
        self._model.set_rows(rows)
        self._go_to(self._awaited)
        self._refresh_frame()

    def add_rows(self, rows: Sequence[QueueRow]) -> None:
        self._model.add_rows(rows)
        if self._awaited:
            self._go_to(self._awaited)
        self._refresh_frame()

    def update_row(self, row: QueueRow) -> None:
        self._model.update_row(row)
        self._refresh_frame()

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Write the key of the filter into it, by action id."""
        self._words.setPlaceholderText(self.tr("{0} filter").format(keys.get("queue.filter", "")).strip())

    def set_open(self, article_id: str) -> None:
        """Mark the article that is on the desk, and bring it into sight."""
        self._model.set_open(article_id)
        self._go_to(article_id)

    def clear_filter(self) -> None:
        self._words.clear()
        self._filter.setCurrentIndex(self._filter.findData(QueueFilter.EVERY))

    def show_only(self, wanted: QueueFilter) -> None:
        """Narrow the list to some articles, and give it the keyboard."""
        self._words.clear()
        self._filter.setCurrentIndex(self._filter.findData(wanted))
        self.focus_list()

    def focus_filter(self) -> None:
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._words.selectAll()

    def _offer(self) -> None:
        for wanted, words in (
            (QueueFilter.EVERY, self.tr("All")),
            (QueueFilter.TO_DO, self.tr("To do")),
            (QueueFilter.STARTED, self.tr("Started")),
            (QueueFilter.FINISHED, self.tr("Finished")),
            (QueueFilter.SKIPPED, self.tr("With skipped")),
            (QueueFilter.FLAGGED, self.tr("Flagged")),
            (QueueFilter.EXCLUDED, self.tr("Excluded")),
        ):
            self._filter.addItem(words, wanted)
        for order, words in (
            (QueueOrder.POSITION, self.tr("In order")),
            (QueueOrder.TITLE, self.tr("By title")),
            (QueueOrder.UNDECIDED, self.tr("Most left first")),
        ):
            self._order.addItem(words, order)
        for box in (self._filter, self._order):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(5)

    def _build(self) -> None:
        self._title.setText(self.tr("Queue"))
        self.set_keys({})
        self._words.setAccessibleName(self.tr("Words of a title"))
        self._filter.setAccessibleName(self.tr("Articles to list"))
        self._order.setAccessibleName(self.tr("Order of the articles"))
        self._list.setObjectName("articleQueue")
        self._list.setAccessibleName(self.tr("Articles"))
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setModel(self._model)
        choices = QHBoxLayout()
        choices.addWidget(self._filter, 1)
        choices.addWidget(self._order, 1)
        self._head.addWidget(self._words)
        self._head.addLayout(choices)

    def _go_to(self, article_id: str) -> None:
        index = self._model.index_of(article_id)
        self._awaited = "" if index.isValid() else article_id
        if index.isValid() and index != self._list.currentIndex():
            self._list.setCurrentIndex(index)
            self._list.bring_into_sight(index)

    def _count_words(self) -> str:
        return self.tr("%n to do", "", self._model.to_do) if self._model.total else ""

    def _empty_words(self) -> tuple[str, str]:
        if not self._model.total:
            return self.tr("No articles yet."), ""
        if words := self._words.text().strip():
            return self.tr("No article matches “{0}”.").format(words), self.tr("Clear Filter")
        if self._filter.currentData() == QueueFilter.TO_DO and not self._model.to_do:
            return self.tr("All articles are finished."), self.tr("Show All")
        return self.tr("No article is like that."), self.tr("Clear Filter")

    def _leave_list(self) -> None:
        self._words.setFocus()

    def _on_words_changed(self, text: str) -> None:
        kept = self.current_id
        self._model.set_words(text)
        self._go_to(kept)
        self._refresh_frame()

    def _on_words_return_pressed(self) -> None:
        if self._model.rowCount():
            self._list.setCurrentIndex(self._model.index(0, 0))
            self.article_requested.emit(self.current_id)

    def _on_filter_changed(self) -> None:
        kept = self.current_id
        self._model.set_filter(QueueFilter(self._filter.currentData()))
        self._go_to(kept)
        self._refresh_frame()

    def _on_order_changed(self) -> None:
        kept = self.current_id
        self._model.set_order(QueueOrder(self._order.currentData()))
        self._go_to(kept)

    def _on_list_row_opened(self, index: QModelIndex) -> None:
        self.article_requested.emit(str(index.data(QueueRole.ID)))


class _FilterLine(QLineEdit):
    """Down goes to the list; Esc clears, and then leaves."""

    list_requested = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down:
                self.list_requested.emit()
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)
