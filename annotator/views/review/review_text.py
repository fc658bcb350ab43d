"""The article of a review item: its words once, and under them a lane for each annotator."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from math import ceil
from typing import Final

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPalette,
)
from PySide6.QtWidgets import QScrollBar, QWidget

from annotator.domain.records import Direction, Label
from annotator.domain.sheet import Sheet, UnitState
from annotator.domain.spans import Span
from annotator.views.article_document import LINE_HEIGHT, Apart, ArticleDocument, TextStyle
from annotator.views.article_plan import first_strong
from annotator.views.article_scene import ArticleLook
from annotator.views.card_view import MatchKey
from annotator.views.icons import Colours
from annotator.views.reading_pane import Colouring
from annotator.views.review.lane_gutter import LaneGutter
from annotator.views.review.lane_painter import LanePainter
from annotator.views.review.lanes import Exhibit, room_for
from annotator.views.steady_pane import SteadyPane

_SCROLL_KEYS: Final = {
    Qt.Key.Key_PageUp: QScrollBar.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QScrollBar.SliderAction.SliderPageStepAdd,
}


class ReviewText(SteadyPane):
    """Shows one item in its article and tells which action a key asks for; it changes nothing.

    The sentences of the item stand in lines of their own, with room for the lanes below each line.
    """

    action_requested = Signal(str)

    def __init__(self, colours: Colours, match_key: MatchKey, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reviewText")
        self.setAccessibleName(self.tr("Article"))
        self._match_key = match_key
        self._look = ArticleLook(colours)
        self._sheet: Sheet | None = None
        self._exhibit: Exhibit | None = None
        self._painter: LanePainter | None = None
        self._laid_out: tuple[str, Apart] | None = None
        self._gutter = LaneGutter(self._look, self.verticalScrollBar().value, self)
        self.arranged.connect(self._on_arranged)
        self.scrolled.connect(self._on_scrolled)
        self.set_theme(colours)
        self.set_text_font("serif", 13)

    @property
    def current_span(self) -> Span | None:
        return self._exhibit.extent if self._exhibit else None

    @property
    def exhibit(self) -> Exhibit | None:
        """The item on show."""
        return self._exhibit

    def show_exhibit(self, sheet: Sheet | None, exhibit: Exhibit | None) -> None:
        """Show an item of an article, or an empty page; text that is laid out so already stays."""
        before = self._exhibit
        self._sheet, self._exhibit = sheet, exhibit
        self.setAccessibleDescription(sheet.article.title if sheet else "")
        self._build(before)
        if exhibit is not None:
            self.bring_into_view(exhibit.extent)

    def set_labels(self, labels: Iterable[Label]) -> None:
        """Take the project's labels."""
        self._look.labels = {label.key: label for label in labels}
        self._repaint_all()

    def set_theme(self, colours: Colours) -> None:
        """Take other colours. To be called again whenever they change."""
        self._look.colours = colours
        palette = QPalette(self.palette())
        for role in (QPalette.ColorRole.Base, QPalette.ColorRole.Window):
            palette.setColor(role, colours.color("bg.article"))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
            palette.setColor(role, colours.color("text.primary"))
        self.setPalette(palette)
        # Under a style sheet the viewport keeps a palette of its own, that of the theme before.
        self.viewport().setPalette(palette)
        self._repaint_all()

    def set_text_font(self, family: str, point_size: float) -> None:
        """Set the article in another font."""
        font = QFont(family)
        font.setStyleHint(QFont.StyleHint.Serif)
        font.setPointSizeF(point_size)
        if font != self._text_font:
            self._text_font = font
            self._look.scale = self.text_scale
            self._laid_out = None
            self.show_exhibit(self._sheet, self._exhibit)

    def announce(self, text: str) -> None:
        """Have a screen reader speak `text`."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def paint_ground(self, painter: QPainter, visible: Span) -> None:
        if self._painter:
            self._painter.paint_ground(painter, visible)

    def paint_marks(self, painter: QPainter, visible: Span) -> None:
        if self._painter:
            self._painter.paint_marks(painter, visible)

    def colourings(self, visible: Span) -> list[Colouring]:
        """Pieces of the page that are no part of the article are grey, as in the window for labelling."""
        sheet = self._sheet
        if sheet is None:
            return []
        grey = self._look.color("text.boilerplate")
        return [
            (part, grey)
            for index in sheet.units_in(visible)
            if sheet.state(index) is UnitState.BOILERPLATE and (part := sheet.units[index].span.meet(visible))
        ]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self._match_key(event)
        if action is not None:
            event.accept()
            self.action_requested.emit(action)
        elif event.key() in _SCROLL_KEYS and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.verticalScrollBar().triggerAction(_SCROLL_KEYS[Qt.Key(event.key())])
        else:
            event.ignore()

    def _build(self, before: Exhibit | None) -> None:
        """Lay out the article anew where other words stand apart than `before`."""
        sheet, exhibit = self._sheet, self._exhibit
        if sheet is None or exhibit is None:
            self._painter = self._laid_out = None
            self.show_nothing()
            self._gutter.show_signs(tuple, is_mirrored=False)
            self._repaint_all()
            return
        apart = Apart(_whole_units(sheet, exhibit.extent), self._room(exhibit))
        direction = sheet.article.direction
        if direction is Direction.AUTO:
            direction = first_strong(sheet.text)
        if self._laid_out != (sheet.article.id, apart) or self._geometry is None:
            before = None
            style = TextStyle(self._text_font, self.em, self._margin, sheet.article.direction)
            document = ArticleDocument(sheet, style, apart=apart)
            self.show_document(document, is_mirrored=direction is Direction.RIGHT_TO_LEFT)
            self._laid_out = sheet.article.id, apart
            # Where the column has only moved to the other side, nothing else tells of it.
            self._on_arranged()
        if self._geometry is not None:
            self._painter = LanePainter(exhibit, self._look, self._geometry)
            self._gutter.show_signs(self._painter.signs, is_mirrored=direction is Direction.RIGHT_TO_LEFT)
        if before is None:
            self._repaint_all()
        else:
            self._repaint_between(
                reduce(Span.hull, (*before.gold, *exhibit.gold, exhibit.extent), before.extent)
            )

    def _room(self, exhibit: Exhibit) -> float:
        """Pixels below each line, never less than other lines have."""
        words = QFontMetricsF(self._text_font).height()
        return max(words * (LINE_HEIGHT - 1), room_for(exhibit.shown_lanes, self._look.scale))

    def _repaint_between(self, changed: Span) -> None:
        """Nothing differs but these words, the lanes below them and the signs beside them."""
        extent = self._geometry.extent(changed) if self._geometry and self.fits(changed) else None
        if extent is None or self._laid_out is None:
            self._repaint_all()
            return
        top = extent.top - self.verticalScrollBar().value() - extent.first_line
        height = extent.bottom - extent.top + 2 * extent.first_line + self._laid_out[1].room
        for part in (self.viewport(), self._gutter):
            part.update(QRect(0, int(top), part.width(), ceil(height)))

    def _repaint_all(self) -> None:
        self.viewport().update()
        self._gutter.update()

    @Slot()
    def _on_arranged(self) -> None:
        self._gutter.setGeometry(self.gutter_area)

    @Slot(int)
    def _on_scrolled(self, _by: int) -> None:
        self._gutter.update()


def _whole_units(sheet: Sheet, extent: Span) -> Span:
    """The sentences that hold `extent`."""
    units = sheet.units_in(extent)
    if not units:
        return extent
    return extent.hull(Span(sheet.units[units.start].start, sheet.units[units.stop - 1].end))
