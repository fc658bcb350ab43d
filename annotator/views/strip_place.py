"""Whether the label strip is shown, and where it may stand."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Slot

from annotator.views.label_strip import LabelStrip
from annotator.views.mark_geometry import Extent
from annotator.views.reading_pane import ReadingPane

_KEYS_UNTIL_HIDDEN = 5


class StripPlace(QObject):
    """Keeps the strip beside the current sentence, and out of the way of those who use keys.

    After five actions by key in a row it is hidden; the first move of the mouse brings it back.
    """

    def __init__(self, strip: LabelStrip, pane: ReadingPane) -> None:
        super().__init__(pane)
        self._strip = strip
        self._pane = pane
        self._extent: Extent | None = None
        self._keys_in_a_row = 0

    def update(self, extent: Extent | None) -> None:
        """Stand beside the sentence at `extent` of the document; None hides the strip."""
        self._extent = extent
        if extent is None or self._keys_in_a_row >= _KEYS_UNTIL_HIDDEN:
            self._strip.hide()
            return
        scrolled = self._pane.verticalScrollBar().value()
        top, bottom = extent.top - scrolled, extent.bottom - scrolled
        reach = self._pane.em / 2
        room = self._room()
        margin = self._margin(room)
        self._strip.stand_beside(room, margin, round(top - reach), round(bottom + 2 * reach))

    def count_key(self) -> None:
        """A key has asked for an action."""
        self._keys_in_a_row += 1
        if self._keys_in_a_row == _KEYS_UNTIL_HIDDEN:
            self.update(self._extent)

    @Slot()
    def forget_keys(self) -> None:
        """The mouse is in use."""
        was_hidden = self._keys_in_a_row >= _KEYS_UNTIL_HIDDEN
        self._keys_in_a_row = 0
        if was_hidden:
            self.update(self._extent)

    def _room(self) -> QRect:
        """All of the pane but the gutter, the overview and the scroll bar."""
        column = self._pane.viewport().geometry()
        left, right = self._pane.contentsRect().left(), self._pane.contentsRect().right()
        for area in (self._pane.gutter_area, self._pane.strip_area):
            if area.right() < column.left():
                left = max(left, area.right() + 1)
            elif area.left() > column.right():
                right = min(right, area.left() - 1)
        return QRect(left, column.top(), right - left + 1, column.height())

    def _margin(self, room: QRect) -> QRect:
        """The part of `room` at the side of the column that the gutter does not stand on."""
        column = self._pane.viewport().geometry()
        if self._pane.gutter_area.right() < column.left():
            return room.adjusted(column.right() + 1 - room.left(), 0, 0, 0)
        return room.adjusted(0, 0, column.left() - 1 - room.right(), 0)
