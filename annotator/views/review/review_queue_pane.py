"""The items of a review beside its text: which are listed, in what order, and how far each is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QPushButton, QWidget

from annotator.desk.review_queue import ReviewQueue
from annotator.domain.agreement.disagreement import Kind
from annotator.domain.records import Label
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.items import ItemFilter, ItemOrder
from annotator.models.review_model import ReviewModel, ReviewRole
from annotator.views.card_pane import CardPane
from annotator.views.card_view import MatchKey
from annotator.views.flow_layout import FlowLayout
from annotator.views.icons import Colours
from annotator.views.plain import plain_label
from annotator.views.review.item_card import ItemCard
from annotator.views.review.review_words import label_name, tr


class ReviewQueuePane(CardPane):
    """Going through the list asks for the item that the keyboard comes to, as J and K do."""

    item_requested = Signal(str)

    def __init__(
        self, queue: ReviewQueue, colours: Colours, match_key: MatchKey, parent: QWidget | None = None
    ) -> None:
        self._card = ItemCard(colours)
        super().__init__(self._card, match_key, parent)
        self.setObjectName("reviewQueuePane")
        self._queue = queue
        self._open_key = ""
        self._model = ReviewModel(queue, self)
        self._state, self._kind, self._order = QComboBox(), QComboBox(), QComboBox()
        self._only, self._show_all = plain_label(), QPushButton(tr("Show All"))
        self._offer()
        self._build()
        for box in (self._state, self._kind):
            box.currentIndexChanged.connect(self._on_filter_changed)
        self._order.currentIndexChanged.connect(self._on_order_changed)
        self._show_all.clicked.connect(self._on_show_all_clicked)
        self._list.row_chosen.connect(self._on_list_row_chosen)
        self._list.row_opened.connect(self._on_list_row_opened)
        self._empty.button.clicked.connect(self._on_empty_button_clicked)
        queue.listed.connect(self._on_queue_listed)
        queue.counted.connect(self._refresh_frame)
        self._on_queue_listed()

    @property
    def model(self) -> ReviewModel:
        return self._model

    @property
    def current_key(self) -> str:
        """The item that is marked; "" for none."""
        return self._open_key

    def show_open(self, key: str) -> None:
        """Mark the item that is decided on. From out of sight it comes to the middle of the list.

        So the list stands still for the next few items, and nothing but two cards is painted anew.
        """
        self._open_key = key
        self._model.set_open(key)
        index = self._model.index_of(key)
        if index.isValid() and index != self._list.currentIndex():
            self._list.mark(index)

    def set_labels(self, labels: Mapping[str, Label], *, hides_versions: bool) -> None:
        """Take the project's labels; with `hides_versions` nothing tells what was chosen before."""
        self._card.labels = labels
        self._model.hide_versions(hides=hides_versions)
        # Whoever asks for the items with different labels would be told which these are.
        self._kind.setEnabled(not hides_versions)
        if hides_versions:
            self._kind.setCurrentIndex(0)
        self._show_choices()
        self._list.viewport().update()

    def _offer(self) -> None:
        for state, words in (
            (None, tr("All")),
            (CaseState.OPEN, tr("Open")),
            (CaseState.RESOLVED, tr("Resolved")),
            (CaseState.WAITING, tr("Waiting")),
            (CaseState.PARKED, tr("Parked")),
            (CaseState.STALE, tr("Changed since")),
        ):
            self._state.addItem(words, state)
        for kind, words in (
            (None, tr("Any kind")),
            (Kind.LABEL, tr("Label")),
            (Kind.SPAN, tr("Span")),
            (Kind.MISSING, tr("Missing")),
            (Kind.SPLIT, tr("Split")),
        ):
            self._kind.addItem(words, kind)
        for order, words in (
            (ItemOrder.WORST, tr("Worst first")),
            (ItemOrder.ARTICLE, tr("By article")),
            (ItemOrder.ANNOTATORS, tr("By pair of annotators")),
            (ItemOrder.LABELS, tr("By pair of labels")),
            (ItemOrder.AUDIT, tr("Audit of the agreed")),
        ):
            self._order.addItem(words, order)
        for box in (self._state, self._kind, self._order):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)

    def _build(self) -> None:
        self._title.setText(tr("Items"))
        self._state.setAccessibleName(tr("Items to list"))
        self._kind.setAccessibleName(tr("Kind of disagreement"))
        self._order.setAccessibleName(tr("Order of the items"))
        self._list.setObjectName("reviewQueue")
        self._list.setAccessibleName(tr("Items"))
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._list.setModel(self._model)
        # In a small window a piece of one card is enough, before the text goes out of sight.
        self._list.setMinimumHeight(1)
        choices = FlowLayout()
        for box in (self._state, self._kind, self._order):
            choices.addWidget(box)
        self._head.addLayout(choices)
        for part in (self._only, self._show_all):
            self._head.addWidget(part)

    def _show_choices(self) -> None:
        """What the queue is narrowed to, whoever asked for it."""
        wanted = self._queue.filter
        for box, value in (
            (self._state, wanted.state),
            (self._kind, wanted.kind),
            (self._order, self._queue.order),
        ):
            with QSignalBlocker(box):
                box.setCurrentIndex(max(box.findData(value), 0))
        words = ", ".join(self._only_words())
        self._only.setText(tr("Only %1").replace("%1", words))
        for part in (self._only, self._show_all):
            part.setVisible(bool(words))

    def _only_words(self) -> Iterator[str]:
        """What the items behind a number have in common; who the annotators are is not told."""
        wanted, labels = self._queue.filter, self._card.labels
        if wanted.labels:
            yield " × ".join(
                tr("no claim") if key is None else label_name(labels, key) for key in wanted.labels
            )
        if wanted.annotators:
            yield tr("where two annotators differ")
        if wanted.article_id:
            yield tr("one article")

    def _count_words(self) -> str:
        return tr("%1 open").replace("%1", f"{self._queue.counts.open + self._queue.counts.stale:,}")

    def _empty_words(self) -> tuple[str, str]:
        if self._queue.is_reading:
            return tr("Still reading…"), ""
        return tr("No item is like that."), tr("Show All")

    @Slot()
    def _on_queue_listed(self) -> None:
        self._show_choices()
        self.show_open(self._open_key)
        self._refresh_frame()

    @Slot()
    def _on_filter_changed(self) -> None:
        state, kind = self._state.currentData(), self._kind.currentData()
        self._queue.set_filter(replace(self._queue.filter, state=state, kind=kind))

    @Slot()
    def _on_order_changed(self) -> None:
        self._queue.set_order(ItemOrder(self._order.currentData()))

    @Slot()
    def _on_show_all_clicked(self) -> None:
        """The button goes with what it takes away, and the keyboard goes to the list."""
        self.focus_list()
        wanted = self._queue.filter
        self._queue.set_filter(ItemFilter(state=wanted.state, kind=wanted.kind))

    def _on_list_row_chosen(self, index: QModelIndex) -> None:
        self.item_requested.emit(str(index.data(ReviewRole.KEY)))

    def _on_list_row_opened(self, index: QModelIndex) -> None:
        self.item_requested.emit(str(index.data(ReviewRole.KEY)))
        self.text_focus_requested.emit()

    def _on_empty_button_clicked(self) -> None:
        self._queue.set_filter(ItemFilter())
