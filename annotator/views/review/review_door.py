"""Where the window of a review is opened from the main window, and put away with it."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QObject, Slot

from annotator.desk.review import Review
from annotator.domain.review.items import ItemFilter
from annotator.views.foreground import come_forward
from annotator.views.parts import Parts
from annotator.views.review.review_window import ReviewWindow


class ReviewDoor(QObject):
    """One review at a time. Its window goes when the review does, and the review with its window."""

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts.window)
        self._parts = parts
        self._window: ReviewWindow | None = None
        # Who sits down now may be somebody who works blind.
        parts.session.annotator_needed.connect(self._on_session_annotator_needed)

    @cached_property
    def review(self) -> Review:
        """The review of the project on the desk, open or not."""
        review = Review(self._parts.bench)
        review.closed.connect(self._on_review_closed)
        return review

    @property
    def window(self) -> ReviewWindow | None:
        """The window, while there is one."""
        return self._window

    def open(self, wanted: ItemFilter | None = None) -> ReviewWindow:
        """Bring the window to the front, with the items that `wanted` admits where that is asked.

        Refused where the person may not review.
        """
        if self._window is None:
            self.review.open()
            self._window = ReviewWindow(self._parts, self.review)
            self._window.closed.connect(self.review.close)
            self._window.start(wanted)
        elif wanted is not None:
            self.review.queue.set_filter(wanted)
        come_forward(self._window)
        return self._window

    def accept_unanimous(self) -> None:
        """Open the review and ask how to accept what everybody agrees on."""
        self.open().table.action("review.bulk").trigger()

    def close(self) -> None:
        """Put window and review away."""
        if self._window is not None:
            self._window.close()

    @Slot(list)
    def _on_session_annotator_needed(self, _known: list[str]) -> None:
        self.close()

    @Slot()
    def _on_review_closed(self) -> None:
        window, self._window = self._window, None
        if window is not None:
            window.close()
            window.deleteLater()
