"""The window of a review: the queue, the text once with a lane for each annotator, gold and the versions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from annotator.desk.action_records import ActionRecord
from annotator.desk.jobs import JobRunner
from annotator.desk.review import Review
from annotator.desk.review_figures import ReviewFigures
from annotator.domain.review.items import ItemFilter
from annotator.views.actions import ActionTable
from annotator.views.commands import bind
from annotator.views.empty_state import EmptyState
from annotator.views.foreground import come_forward
from annotator.views.notice_bar import NoticeBar
from annotator.views.parts import Parts
from annotator.views.review.decision_pane import DecisionPane, Display
from annotator.views.review.key_bar import KeyBar
from annotator.views.review.review_commands import ReviewCommands, short
from annotator.views.review.review_header import ReviewHeader
from annotator.views.review.review_offers import ReviewOffers
from annotator.views.review.review_overlays import ReviewOverlays
from annotator.views.review.review_panes import ReviewPanes
from annotator.views.review.review_prompt import ReviewPrompt
from annotator.views.review.review_queue_pane import ReviewQueuePane
from annotator.views.review.review_showing import ReviewShowing, exhibit_of
from annotator.views.review.review_text import ReviewText
from annotator.views.review.review_told import ReviewTold
from annotator.views.review.review_words import tr

_OF_MAIN_WINDOW: Final = (
    "file.quit",
    *("review.matrix", "view.dashboard", "view.guidelines"),
    *("view.zoom_in", "view.zoom_out", "view.zoom_reset"),
    "help.keys",
)
"""What the main window does, wherever it is asked for."""

_OWN: Final = (
    *("edit.undo", "edit.redo"),
    *("view.palette", "view.annotate", "view.fullscreen"),
    *("go.pane_next", "go.pane_prev"),
    "help.contents",
    "review.bulk",
)


class ReviewWindow(QMainWindow):
    """Stands beside the main window, of which `parts` are. `closed` says that it was closed."""

    closed = Signal()

    def __init__(self, parts: Parts, review: Review) -> None:
        super().__init__()
        self.setObjectName("reviewWindow")
        self.parts, self.review = parts, review
        self.table = ActionTable(self, keymap=parts.table.keymap, offers=_is_offered)
        self.header = ReviewHeader()
        self.text = ReviewText(parts.theme, self._match)
        self.queue = ReviewQueuePane(review.queue, parts.theme, self._match)
        self.decision = DecisionPane(parts.theme)
        self.prompt = ReviewPrompt()
        self.keys = KeyBar(self.table)
        self.panes = ReviewPanes(self.queue, self.text, self.keys, self.decision)
        self.panes.walk(
            (
                (self.queue, self.queue.focus_list),
                (self.text, self.text.setFocus),
                (self.decision, self.decision.focus_first),
            )
        )
        self.showing = ReviewShowing(review, self)
        self.notices = NoticeBar(parts.theme)
        self._told = ReviewTold(self.text, self.notices, self.table, parts.bench, self)
        self.offers = ReviewOffers(self.table, review, parts.bench, self.attempt, self)
        self.commands = ReviewCommands(
            review, self.prompt, self.attempt, rationale_given=self._on_rationale_given
        )
        self._overlays = ReviewOverlays(self, self.table, parts.theme)
        self.figures = ReviewFigures(review, parts.bench.desk.project, JobRunner(self), self)
        self._empty = EmptyState()
        self._stack = QStackedWidget()
        self._build()
        self._bind()
        self._connect()

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do `act` on the item where the desk is; tell in this window what is in its way."""
        self.showing.flush()
        return self._told.attempt(act)

    def start(self, wanted: ItemFilter | None = None) -> None:
        """Show the review that was just opened, or the items of it that `wanted` admits."""
        if wanted is not None:
            self.review.queue.set_filter(wanted)
        self._take_settings()
        self._show_state()
        self.showing.show_now()
        self.text.setFocus()
        self.parts.bench.unsaved.tell()
        self.figures.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that the focused part did not take mean the same in every pane."""
        action = self._match(event)
        if action is None:
            super().keyPressEvent(event)
        else:
            self._trigger(action)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Nothing is asked: all is saved, or told as not saved by the main window too."""
        super().closeEvent(event)
        self.figures.stop()
        self.closed.emit()

    def _build(self) -> None:
        self.setWindowTitle(self._title())
        self.table.fill(self.menuBar())
        for page in (self.panes, self._empty):
            self._stack.addWidget(page)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.notices):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        column.addWidget(self.prompt)
        self.setCentralWidget(body)
        self.setMinimumSize(640, 480)
        room = self.screen().availableGeometry().size() - QSize(8, 40)
        self.resize(self.parts.window.size().expandedTo(QSize(1100, 700)).boundedTo(room))
        self._on_theme_changed()

    def _bind(self) -> None:
        bind(self.table, self.commands.all(), self.attempt)
        main = self.parts.table
        bind(self.table, {id_: main.action(id_).trigger for id_ in _OF_MAIN_WINDOW}, self.attempt)
        own: dict[str, Callable[[], object]] = {
            "review.precedent": self._show_precedents,
            "review.reveal": self.review.reveal,
            "view.annotate": lambda: come_forward(self.parts.window),
            "view.fullscreen": lambda: self.setWindowState(
                self.windowState() ^ Qt.WindowState.WindowFullScreen
            ),
            "view.palette": self._overlays.ask_palette,
            "help.contents": self._overlays.show_help,
            "help.keys_quick": self._overlays.show_keys,
            "go.pane_next": partial(self.panes.step, 1),
            "go.pane_prev": partial(self.panes.step, -1),
        }
        bind(self.table, own, self.attempt)

    def _connect(self) -> None:
        review, queue = self.review, self.review.queue
        self.showing.displayed.connect(self._on_showing_displayed)
        for pane in (self.text, self.queue):
            pane.action_requested.connect(self._trigger)
        self.queue.item_requested.connect(lambda key: self.attempt(lambda: review.go_to(key)))
        self.queue.text_focus_requested.connect(self.text.setFocus)
        self.decision.version_requested.connect(
            lambda letter: self.attempt(lambda: review.rulings.take(letter))
        )
        self.header.reveal_requested.connect(self.table.action("review.reveal").trigger)
        self._empty.button.clicked.connect(self.table.action("review.bulk").trigger)
        self.header.follow(self.figures)
        queue.counted.connect(self._show_state)
        queue.read.connect(self._show_state)
        review.revealed.connect(self._show_state)
        review.decided.connect(self._on_review_decided)
        review.unanimous.accepted.connect(self._on_unanimous_accepted)
        self.parts.theme.changed.connect(self._on_theme_changed)
        self.parts.bench.settings.changed.connect(self._on_settings_changed)
        self.table.keymap.changed.connect(self._show_keys)
        self._show_keys()

    @Slot(str)
    def _trigger(self, action_id: str) -> None:
        if action_id:
            self.table.action(action_id).trigger()

    def _match(self, event: QKeyEvent) -> str | None:
        """The action of a key; "" where it is held and its action is not made to repeat."""
        action_id = self.table.match(event, "review")
        if action_id and event.isAutoRepeat() and not self.table.action(action_id).autoRepeat():
            return ""
        return action_id

    @Slot(object)
    def _on_showing_displayed(self, display: Display | None) -> None:
        """The text first: that is where the person looks."""
        if not self.review.is_open:
            return
        is_other = display is not None and self.queue.current_key != display.open_item.item.key
        self.text.show_exhibit(
            display.sheet if display else None, exhibit_of(display.open_item) if display else None
        )
        self.decision.show_display(display)
        self.queue.show_open(display.open_item.item.key if display else "")
        if self.offers.show_item(display.open_item if display else None):
            self.keys.show_takes(self.offers.take_keys)
            self.keys.refresh()
        self._show_reasons()
        if display is not None and is_other:
            self.text.announce(self.showing.speech(display))

    def _show_reasons(self) -> None:
        given = self.review.rationales.given.reasons if self.review.about else ()
        self.keys.show_reasons(self.offers.ticked(given))

    def _on_rationale_given(self) -> None:
        """Say which item it went to, as that may not be the one on show."""
        self._show_reasons()
        about, current = self.review.about, self.review.current
        if about is None or (current is not None and current.item.key == about.key):
            return
        given = self.review.rationales.given
        told = [self.offers.reasons.get(key, key) for key in given.reasons] + [given.note]
        words = tr("Why, for %1: %2").replace("%1", short(self.review.queue.words(about)))
        self._told.passing(words.replace("%2", "; ".join(filter(None, told)) or tr("nothing")))

    def _show_precedents(self) -> None:
        self.decision.show_precedents(self.review.precedents(), self.offers.labels)
        self.panes.bring(self.decision)

    @Slot()
    def _show_state(self) -> None:
        """Counts, and words in place of the panes where there is nothing to decide."""
        if not self.review.is_open:
            return
        queue = self.review.queue
        counts = queue.counts
        self.header.show_counts(counts, is_reading=queue.is_reading)
        self.header.show_revealed(revealed=self.review.is_revealed)
        is_empty = not counts.total and not queue.count and not queue.is_reading
        self._stack.setCurrentWidget(self._empty if is_empty else self.panes)
        if is_empty:
            words, button = self.offers.empty_words(counts)
            self._empty.show_words(words, button=button)
            if button and not self.prompt.isVisible():
                self._empty.button.setFocus()

    @Slot(object)
    def _on_review_decided(self, _item: object) -> None:
        counts = self.review.queue.counts
        if not counts.open and not counts.stale and not self.review.queue.is_reading:
            self._told.passing(tr("Every disagreement is decided, or waits."))

    @Slot(int)
    def _on_unanimous_accepted(self, count: int) -> None:
        self._told.passing(tr("Made gold as everybody agrees: %1.").replace("%1", str(count)))

    def _take_settings(self) -> None:
        self.offers.take_settings()
        self.text.set_labels(self.offers.labels.values())
        self.queue.set_labels(self.offers.labels, hides_versions=self.offers.is_blind_first)
        self.showing.take_settings(self.offers.labels, self.offers.reasons)
        self.keys.refresh()

    @Slot()
    def _show_keys(self) -> None:
        self.keys.show_takes(self.offers.take_keys)
        self.header.set_reveal(self.table.name("review.reveal"), self.table.shown_key("review.reveal"))

    @Slot()
    def _on_theme_changed(self) -> None:
        self.text.set_theme(self.parts.theme)
        self._set_text_font()

    @Slot(object)
    def _on_settings_changed(self, names: frozenset[str]) -> None:
        if names & {"zoom", "text_family", "text_size"}:
            self._set_text_font()

    def _set_text_font(self) -> None:
        values = self.parts.bench.settings.values
        self.text.set_text_font(values.text_family or "serif", values.text_size * values.zoom / 100)

    def _title(self) -> str:
        title = self.parts.bench.desk.project.fact("title")
        return " — ".join(filter(None, (tr("Review"), title, tr("Claimdesk"))))


def _is_offered(record: ActionRecord) -> bool:
    return "review" in record.contexts or record.id in (*_OWN, *_OF_MAIN_WINDOW)
