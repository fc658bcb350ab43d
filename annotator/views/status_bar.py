"""The line at the bottom of the window: where one is, what is left, and that it is saved."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStatusBar,
    QToolButton,
    QWidget,
)

from annotator.models.moments import exact_clock
from annotator.views.plain import isolated, plain_label
from annotator.views.thin_bar import ThinBar

_FLASHED = 4_000


class StatusBar(QStatusBar):
    """Its parts are buttons where pressing them leads somewhere. What does not fit is left out."""

    undecided_requested = Signal()
    finish_requested = Signal()
    history_requested = Signal()
    zoom_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setSizeGripEnabled(False)
        self._sentence = _label()
        self._undecided = _button()
        self._finish = _button()
        self._progress = ThinBar(self.tr("Decided sentences"))
        self._article = _label()
        self._job = QWidget()
        self._job_text = _label()
        self._job_bar = ThinBar(self.tr("Progress of the job"))
        self._cancel = _button(self.tr("Cancel"))
        self._break = _label()
        self._saved = _button()
        self._zoom = _button()
        self._by_weight: tuple[QWidget, ...] = (
            self._undecided,
            self._finish,
            self._job,
            self._sentence,
            self._break,
            self._saved,
            self._article,
            self._zoom,
            self._progress,
        )
        self._wanted: set[QWidget] = set()
        self._build()
        for button, wish in (
            (self._undecided, self.undecided_requested),
            (self._finish, self.finish_requested),
            (self._saved, self.history_requested),
            (self._zoom, self.zoom_requested),
            (self._cancel, self.cancel_requested),
        ):
            button.clicked.connect(wish)
        self.clear()
        self.set_finish_key("")
        self.set_zoom(100)

    @property
    def first_stop(self) -> QWidget:
        """Where Tab comes to first."""
        return self._undecided

    def set_sentence(self, number: int | None, *, count: int) -> None:
        """The place in the article; None for a piece that is not counted."""
        known = self.tr("Sentence {0} of {1}").format(number, count)
        self._sentence.setText(self.tr("Boilerplate") if number is None else known)
        self._want(self._sentence)

    def set_finish_key(self, key: str) -> None:
        """Which key finishes an article, to be named when all is decided; "" for none."""
        with_key = self.tr("All decided. {0} finishes.").format(isolated(key))
        self._finish.setText(with_key if key else self.tr("All decided. Finish"))
        self._finish.setAccessibleName(self.tr("All decided, finish this article and go on"))

    def set_undecided(self, undecided: int, *, count: int, can_finish: bool) -> None:
        """How many sentences of `count` wait for a decision, and whether the article can be finished now."""
        self._undecided.setText(self.tr("%n undecided", "", undecided))
        self._undecided.setAccessibleName(self.tr("%n undecided, go to the next", "", undecided))
        self._undecided.setEnabled(undecided > 0)
        self._progress.show_part(count - undecided, total=max(count, 1))
        self._wanted.discard(self._undecided if can_finish else self._finish)
        self._want(self._finish if can_finish else self._undecided, self._progress)

    def set_article(self, number: int, *, count: int) -> None:
        """The place of the article in the queue, from 1."""
        self._article.setText(self.tr("article {0} of {1}").format(number, count))
        self._want(self._article)

    def set_saved(self, at: str, *, is_waiting: bool = False) -> None:
        """When the last decision was written: UTC, ISO 8601. `is_waiting` says that it is not written yet."""
        text = self.tr("Not saved") if is_waiting else self.tr("Saved {0}").format(exact_clock(at))
        self._saved.setText(text)
        self._saved.setAccessibleName(self.tr("{0}, show the history of this article").format(text))
        self._want(self._saved)

    def flash_saved(self, at: str) -> None:
        """Answer somebody who asked for saving: it was saved when it was decided."""
        saved = self.tr("Saved {0}").format(exact_clock(at)) if at else self.tr("Nothing to save yet")
        self.showMessage(saved, _FLASHED)

    def set_zoom(self, percent: int) -> None:
        text = self.tr("{0} %").format(percent)
        self._zoom.setText(text)
        self._zoom.setAccessibleName(self.tr("Text size {0}, back to 100 %").format(text))
        self._want(self._zoom)

    @Slot(int)
    def show_break(self, minutes: int) -> None:
        """Say that a break would help after so many minutes of work; 0 says nothing any more."""
        self._break.setText(self.tr("%n minutes. A short break helps.", "", minutes))
        if minutes:
            self._want(self._break)
        else:
            self._wanted.discard(self._break)
            self._fit()

    def show_job(self, text: str, *, done: int, total: int) -> None:
        """Show how far a long job is; a `total` of 0 means that nobody knows."""
        self._job_text.setText(text)
        self._job_bar.show_part(done, total=total)
        self._cancel.setAccessibleName(self.tr("Cancel: {0}").format(text))
        self._want(self._job)

    def hide_job(self) -> None:
        self._wanted.discard(self._job)
        self._fit()

    def clear(self) -> None:
        """Show nothing of an article, as none is open."""
        self._wanted &= {self._zoom, self._job}
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    @property
    def _leading(self) -> tuple[QWidget, ...]:
        """What stands where a message is shown."""
        return self._sentence, self._undecided, self._finish, self._progress, self._article

    def _build(self) -> None:
        job = QHBoxLayout(self._job)
        job.setContentsMargins(0, 0, 0, 0)
        for part in (self._job_text, self._job_bar, self._cancel):
            job.addWidget(part)
        for leading in self._leading:
            self.addWidget(leading)
        for trailing in (self._break, self._job, self._saved, self._zoom):
            self.addPermanentWidget(trailing)
        self.messageChanged.connect(self._fit)

    def _want(self, *parts: QWidget) -> None:
        """Other words in a part that is shown make Qt ask for a new layout, and that fits all once."""
        if not self._wanted.issuperset(parts):
            self._wanted.update(parts)
            self._fit()

    @Slot()
    def _fit(self) -> None:
        """Show what is wanted as far as there is room; what comes first is left out last."""
        em = self.fontMetrics().height()
        self.setContentsMargins(em // 2, 0, em // 2, 0)
        room = self.width() - 2 * em
        shown = self._wanted.difference(self._leading if self.currentMessage() else ())
        for part in self._by_weight:
            room -= part.sizeHint().width() + em // 2 if part in shown else 0
            part.setVisible(part in shown and room >= 0)


def _button(text: str = "") -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _label() -> QLabel:
    label = plain_label()
    label.setWordWrap(False)
    return label
