"""A reading pane in which what somebody works on stays in sight while everything is laid out anew."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from annotator.domain.spans import Span
from annotator.views.reading_pane import ReadingPane


class SteadyPane(ReadingPane):
    """Other sizes of pane and text keep the first line where it is, unless they would hide `current_span`.

    Who has scrolled away from it is not called back.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._was_in_sight = True

    @property
    def current_span(self) -> Span | None:
        """The words that are worked on. For a subclass to say."""
        return None

    @property
    def has_current_in_sight(self) -> bool:
        """Whether all of it is seen, or its start where the pane is not high enough for all."""
        span = self.current_span
        extent = self._geometry.extent(span) if span and self._geometry else None
        if span is None or extent is None:
            return True
        scrolled, height = self.verticalScrollBar().value(), self.viewport().height()
        last = extent.bottom if self.fits(span) else extent.top + extent.first_line
        # Pixels are whole, lines are not.
        return scrolled <= extent.top + 1 and last <= scrolled + height + 1

    def hold_current(self, *, in_sight: bool) -> None:
        """Take over whether it was in sight where this article was seen before."""
        self._was_in_sight = in_sight
        if self.isVisible():
            self._bring_back()

    def event(self, event: QEvent) -> bool:
        # The size of a pane that is not seen yet is not the one that it will have.
        if event.type() is not QEvent.Type.Resize or not self.isVisible():
            return super().event(event)
        self._remember()
        result = super().event(event)
        self._bring_back()
        return result

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._bring_back()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._was_in_sight = self.has_current_in_sight

    def _remember(self) -> None:
        """To be called before text that is seen is laid out anew."""
        if self.isVisible():
            self._was_in_sight = self.has_current_in_sight

    def _bring_back(self) -> None:
        """To be called after it was laid out."""
        span = self.current_span
        if span is not None and self._was_in_sight and not self.has_current_in_sight:
            self.bring_into_view(span)
