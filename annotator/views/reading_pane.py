"""A read-only page of plain text: its column, its margins, and where it is scrolled to. Knows no claims."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShowEvent,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from annotator.domain.spans import Span
from annotator.views.article_document import LINE_HEIGHT, ArticleDocument, own_document
from annotator.views.mark_geometry import MarkGeometry
from annotator.views.page_surface import PageSurface

Colouring = tuple[Span, QColor]
COLUMN = 70
"""Characters of running English in a full line; a line of narrow letters may hold a few more."""

_SAMPLE = "the rain in spain stays mainly on the plain and nowhere else at all "
_GUTTER = 44
_STRIP = 12
_PIXELS = 16.0


class ReadingPane(QTextEdit):
    """Shows an `ArticleDocument` in a centred column and keeps its first visible character on a resize.

    The room at the leading side of the column belongs to `gutter_area`, the one at the scroll bar to
    `strip_area`; `arranged` says that they are elsewhere now. A subclass paints what lies under and over the
    words.
    """

    scrolled = Signal(int)
    arranged = Signal()
    zoom_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setViewport(PageSurface())
        self._page: QTextDocument | None = None
        self._shown: ArticleDocument | None = None
        self._geometry: MarkGeometry | None = None
        self._anchor: tuple[int, int] | None = None
        self._margins: tuple[int, int] = (0, 0)
        self._is_mirrored = False
        self._text_font = QFont()
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setReadOnly(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        # A bar that comes and goes would set every line anew.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoFillBackground(True)

    @property
    def geometry_of_marks(self) -> MarkGeometry | None:
        """Where the words stand, for what is painted or placed beside them; None on an empty page."""
        return self._geometry

    @property
    def em(self) -> float:
        """The article's font size in pixels."""
        return float(QFontInfo(self._text_font).pixelSize())

    @property
    def text_scale(self) -> float:
        """The article's font size as a multiple of 16 pixels."""
        return self.em / _PIXELS

    def show_document(self, document: ArticleDocument, *, is_mirrored: bool) -> MarkGeometry:
        """Show a document from its top. `is_mirrored` puts the gutter at the column's right."""
        self._shown = document
        self._geometry = MarkGeometry(document)
        self._anchor = None
        self._is_mirrored = is_mirrored
        self._place()
        self._replace(document.qt)
        return self._geometry

    def show_nothing(self) -> None:
        """Show an empty page."""
        if self._shown is None and self._page is not None:
            return
        self._shown = self._geometry = self._anchor = None
        self._replace(own_document())

    def scroll_position(self) -> int:
        """The offset of the first visible character."""
        if self._geometry is None:
            return 0
        value = self.verticalScrollBar().value()
        if self._anchor is None or self._anchor[0] != value:
            self._anchor = (value, self._geometry.line_start(value + 1))
        return self._anchor[1]

    def set_scroll_position(self, offset: int) -> None:
        """Scroll until the line of the character at `offset` is the first one."""
        if self._geometry is None or self._shown is None:
            return
        offset = min(max(offset, 0), len(self._shown.text))
        top = self._geometry.line_top(offset)
        first = offset == 0
        self._scroll_to(0 if first else top)
        self._anchor = (self.verticalScrollBar().value(), offset)

    def fits(self, span: Span) -> bool:
        """Whether all of `span` can be in sight at once."""
        extent = self._geometry.extent(span) if self._geometry else None
        return extent is None or extent.bottom - extent.top <= self.viewport().height()

    def bring_into_view(self, span: Span) -> None:
        """Scroll so that `span` starts at a third of the height, if it starts above 15 or ends below 70 %.

        What would then end below the pane starts further up; what does not fit starts at the very top.
        """
        extent = self._geometry.extent(span) if self._geometry else None
        if extent is None:
            return
        height = self.viewport().height()
        bar = self.verticalScrollBar()
        top, bottom = extent.top - bar.value(), extent.bottom - bar.value()
        if top < height * 0.15 or bottom > height * 0.7:
            # What claims draw below the last line is to be seen as well, where there is room for it.
            below = extent.first_line * (LINE_HEIGHT - 1)
            spare = max(height - (extent.bottom - extent.top) - below, 0)
            self._scroll_to(extent.top - min(height * 0.33, spare))

    @property
    def gutter_area(self) -> QRect:
        """The room between the edge of the pane and the column's leading side, in pixels of the pane."""
        inside, column = self.contentsRect(), self.viewport().geometry()
        if self._is_mirrored:
            right = self.strip_area.left() if self._bar_is_right else inside.right() + 1
            return QRect(column.right() + 1, inside.top(), right - column.right() - 1, column.height())
        left = inside.left() if self._bar_is_right else self.strip_area.right() + 1
        return QRect(left, inside.top(), column.left() - left, column.height())

    @property
    def strip_area(self) -> QRect:
        """The room beside the scroll bar."""
        inside = self.contentsRect()
        bar = self.verticalScrollBar().sizeHint().width()
        left = inside.right() + 1 - bar - _STRIP if self._bar_is_right else inside.left() + bar
        return QRect(left, inside.top(), _STRIP, self.viewport().height())

    def paint_ground(self, painter: QPainter, visible: Span) -> None:
        """Paint what lies under the words."""

    def paint_marks(self, painter: QPainter, visible: Span) -> None:
        """Paint what lies over the words."""

    def colourings(self, visible: Span) -> list[Colouring]:
        """The words that are not painted in the text's own colour; where two meet, the later one counts."""
        return []

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words ourselves: what Qt keeps for it would have to be rebuilt on every scroll step."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().base())
        if self._geometry is not None:
            offset = self.verticalScrollBar().value()
            painter.translate(0, -offset)
            clip = QRectF(event.rect().translated(0, offset))
            visible = self._geometry.visible(clip.top(), clip.bottom())
            self.paint_ground(painter, visible)
            self._paint_words(painter, self._geometry, visible, clip)
            self.paint_marks(painter, visible)
        painter.end()

    def _paint_words(self, painter: QPainter, geometry: MarkGeometry, visible: Span, clip: QRectF) -> None:
        coloured: dict[int, list[tuple[int, int, QColor]]] = {}
        for span, color in self.colourings(visible):
            for block, first, last in geometry.blocks(span):
                coloured.setdefault(block.position, []).append((first, last, color))
        ink = self.palette().color(QPalette.ColorRole.Text)
        for block, _, _ in geometry.blocks(visible):
            block.draw(painter, ink, coloured.get(block.position, ()), clip)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.scrolled.emit(dy)

    def event(self, event: QEvent) -> bool:
        """Wheel turns beside the column scroll too, and the column is placed before it is laid out."""
        match event.type():
            case QEvent.Type.Wheel if isinstance(event, QWheelEvent):
                self.wheelEvent(event)
                return True
            case QEvent.Type.Resize:
                position = self.scroll_position()
                self._place()
                result = super().event(event)
                self.set_scroll_position(position)
                # The viewport may only have moved, of which Qt tells nobody.
                self.arranged.emit()
                return result
            case QEvent.Type.ShortcutOverride:
                event.ignore()
                return False
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Where it is shown for the first time, Qt would scroll to its own cursor, which is never ours."""
        position = self.scroll_position()
        super().showEvent(event)
        self.set_scroll_position(position)

    def changeEvent(self, event: QEvent) -> None:
        """The document has the article's font, whatever happens to the window's."""
        if event.type() == QEvent.Type.FontChange:
            return
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()
            self.arranged.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arranged.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            if turned:
                self.zoom_requested.emit(1 if turned > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def _replace(self, document: QTextDocument) -> None:
        """The pane owns what it shows: Qt would go on using a document that Python has let go."""
        document.setParent(self)
        self.setDocument(document)
        if self._page is not None:
            self._page.deleteLater()
        self._page = document

    def _scroll_to(self, y: float) -> None:
        """Qt lays out a long document bit by bit, and its bar does not reach yet what we have asked for."""
        bar = self.verticalScrollBar()
        if y > bar.maximum() and self._geometry is not None:
            height = self.viewport().height()
            end = self._geometry.reach(y + height) - height
            bar.setMaximum(max(bar.maximum(), round(end)))
        bar.setValue(round(y))

    @property
    def _bar_is_right(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.LeftToRight

    @property
    def _margin(self) -> float:
        """The room between the column's edge and the words."""
        return self.em * 0.9

    def _column_width(self) -> int:
        letters = QFontMetricsF(self._text_font).horizontalAdvance(_SAMPLE) / len(_SAMPLE)
        return round(letters * COLUMN + 2 * self._margin)

    def _place(self) -> None:
        """Give the column its width, and divide what is left between its two sides."""
        gutter = round(_GUTTER * self.text_scale)
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.contentsRect().width() - bar - gutter - _STRIP
        slack = max(room - self._column_width(), 0)
        # The column stands in the middle of the pane as soon as there is room for that.
        trailing = min((slack + gutter - _STRIP) // 2, slack)
        leading = gutter + slack - trailing
        margins = (trailing, leading + _STRIP) if self._is_mirrored else (leading, trailing + _STRIP)
        if not self._bar_is_right:
            # The strip goes with the scroll bar, which Qt mirrors with the interface.
            margins = (trailing + _STRIP, leading) if self._is_mirrored else (leading + _STRIP, trailing)
        if margins != self._margins:
            self._margins = margins
            self.setViewportMargins(margins[0], 0, margins[1], 0)
