"""An article in its look: words, marks and where the reader stands, without anything to click on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QWidget

from annotator.domain.cursor import Edge
from annotator.domain.records import Direction, Label
from annotator.domain.sheet import Sheet
from annotator.domain.spans import Span
from annotator.views.article_document import ArticleDocument, TextStyle
from annotator.views.article_scene import ArticleLook, ArticleScene, BoilerplateMode
from annotator.views.article_target import ArticleTarget
from annotator.views.icons import Colours
from annotator.views.mark_painter import MarkPainter
from annotator.views.reading_pane import Colouring
from annotator.views.steady_pane import SteadyPane


class MarkedPane(SteadyPane):
    """Shows a sheet in a look that lasts from article to article.

    `rebuilt` says that the layout is another one, `restyled` that all has to be painted anew, and
    `lines_changed` which pixel rows of the viewport (top, height) have.
    """

    rebuilt = Signal()
    restyled = Signal()
    lines_changed = Signal(int, int)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = ArticleLook(colours)
        self._scene: ArticleScene | None = None
        self._painter: MarkPainter | None = None
        self._target: ArticleTarget | None = None

    @property
    def current_span(self) -> Span | None:
        claim = self._scene.current_claim if self._scene else None
        return claim.span if claim else self._scene.current_unit if self._scene else None

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Show an article from its top, or an empty pane."""
        self._was_in_sight = True
        self._scene = ArticleScene(sheet, self._look) if sheet else None
        self.setAccessibleDescription(sheet.article.title if sheet else "")
        self._build()

    def set_labels(self, labels: Iterable[Label]) -> None:
        """Take the project's labels; claims keep the look of one that is archived."""
        known = sorted(labels, key=lambda label: label.position)
        self._look.labels = {label.key: label for label in known}
        self._restyle()

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
        self._restyle()

    def set_text_font(self, family: str, point_size: float) -> None:
        """Set the article in another font; the first visible character stays where it is."""
        font = QFont(family)
        font.setStyleHint(QFont.StyleHint.Serif)
        font.setPointSizeF(point_size)
        if font != self._text_font:
            self._text_font = font
            self._look.scale = self.text_scale
            self._rebuild()

    def set_direction(self, direction: Direction) -> None:
        """AUTO is the article's own, and without one goes by the first strong character of each paragraph."""
        if direction is not self._look.direction:
            self._look.direction = direction
            self._rebuild()

    def set_boilerplate_mode(self, mode: BoilerplateMode) -> None:
        """Show boilerplate grey, folded to a note, or as any other text."""
        mode = BoilerplateMode(mode)
        folds = BoilerplateMode.FOLDED in (mode, self._look.boilerplate)
        self._look.boilerplate = mode
        if folds:
            self._rebuild()
        self._restyle()

    def set_marks_visible(self, visible: bool) -> None:
        """Show or hide what claims and gaps draw on the words; the gutter stays."""
        if visible is not self._look.marks_visible:
            self._look.marks_visible = visible
            self._restyle()

    def set_spelled(self, on: bool) -> None:
        """Show characters that nobody sees as tokens, or as nothing."""
        if on is not self._look.spelled:
            self._look.spelled = on
            self._rebuild()

    def set_focus_mode(self, on: bool) -> None:
        """Quieten every sentence but the current one."""
        self._look.focus_mode = on
        self._restyle()

    def set_found(self, spans: Sequence[Span], current: int = -1) -> None:
        """Light what a search has found; the hit at index `current` is brought into view."""
        if self._scene is None:
            return
        self._scene.found, self._scene.found_current = tuple(spans), current
        self.viewport().update()
        if 0 <= current < len(spans):
            self.bring_into_view(spans[current])

    def paint_ground(self, painter: QPainter, visible: Span) -> None:
        if self._painter:
            self._painter.paint_ground(painter, visible)

    def paint_marks(self, painter: QPainter, visible: Span) -> None:
        if self._painter:
            self._painter.paint_marks(painter, visible)

    def colourings(self, visible: Span) -> list[Colouring]:
        return self._painter.colourings(visible) if self._painter else []

    def _build(self) -> None:
        """Lay out the article anew, from its top."""
        scene = self._scene
        self._painter = self._target = None
        if scene is None:
            self.show_nothing()
        else:
            look = self._look
            style = TextStyle(self._text_font, self.em, self._margin, scene.direction, look.spelled)
            folded = look.boilerplate is BoilerplateMode.FOLDED
            document = ArticleDocument(scene.sheet, style, folded=folded)
            geometry = self.show_document(document, is_mirrored=scene.is_right_to_left)
            self._painter = MarkPainter(scene, document, geometry)
            self._target = ArticleTarget(scene, geometry, self._painter, self.verticalScrollBar().value)
        self.viewport().update()
        self.rebuilt.emit()

    def _rebuild(self) -> None:
        """Lay out the article anew and keep what is at the top of the pane there."""
        self._remember()
        position = self.scroll_position()
        self._build()
        self.set_scroll_position(position)
        self._bring_back()

    def _restyle(self) -> None:
        """Paint everything anew; no word moves."""
        self.viewport().update()
        self.restyled.emit()

    def _update_spans(self, spans: Iterable[Span]) -> None:
        """Paint anew the lines that hold `spans`, as far as they can be seen."""
        if self._geometry is None:
            return
        view, offset = self.viewport().rect(), self.verticalScrollBar().value()
        visible = self._geometry.visible(offset, offset + view.height())
        for span in spans:
            extent = self._geometry.extent(part) if (part := span.meet(visible)) else None
            if extent is not None:
                # A line's height again on either side: handles, lanes and a band stand out of the words.
                top = round(extent.top - offset - extent.first_line)
                height = round(extent.bottom - extent.top + 3 * extent.first_line)
                self.viewport().update(0, top, view.width(), height)
                self.lines_changed.emit(top, height)

    def paint_now(self) -> None:
        """Paint what waits for it, without waiting for the rest of the window."""
        # One pixel is enough to ask for: Qt paints with it all that is due.
        self.viewport().repaint(0, 0, 1, 1)

    def shows(self, span: Span) -> bool:
        """Whether half a line of `span` or more is in sight; of what is folded away no more can be."""
        extent = self._geometry.extent(span) if self._geometry else None
        if extent is None:
            return True
        scrolled, height = self.verticalScrollBar().value(), self.viewport().height()
        top, bottom = max(extent.top - scrolled, 0), min(extent.bottom - scrolled, height)
        return bottom - top >= extent.first_line / 2

    def follow(self) -> None:
        """Bring into view where the person stands, if the follow rule asks for it."""
        scene = self._scene
        if scene is None:
            return
        target, edges = self.current_span, scene.cursor.selection
        if edges and (target is None or not target.contains(edges) or not self.fits(edges)):
            # What is being extended past the sentence is followed by the edge that moves.
            end = max(edges.end - 1, edges.start)
            target = Span(end, end) if scene.cursor.edge is Edge.END else Span(edges.start, edges.start)
        elif edges and target and not self.fits(target):
            target = edges
        if target is not None:
            self.bring_into_view(target)
