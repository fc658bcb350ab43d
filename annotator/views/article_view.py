"""The article: its words, what has been decided about them, and where the reader stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QContextMenuEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QScrollBar, QToolButton, QWidget

from annotator.domain.changes import Changes, Kind
from annotator.domain.cursor import Cursor
from annotator.domain.labels import DEFAULT_LABELS
from annotator.domain.records import Label
from annotator.domain.spans import Span
from annotator.views.article_gestures import ArticleGestures
from annotator.views.article_scene import BoilerplateMode
from annotator.views.article_words import sentence_speech
from annotator.views.gutter import Gutter
from annotator.views.icons import Colours
from annotator.views.label_strip import LabelStrip
from annotator.views.marked_pane import MarkedPane
from annotator.views.overview_strip import OverviewStrip
from annotator.views.strip_place import StripPlace

if TYPE_CHECKING:
    from annotator.views.piece_tips import PieceTips

_SCROLL_KEYS = {
    Qt.Key.Key_PageUp: QScrollBar.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QScrollBar.SliderAction.SliderPageStepAdd,
}


class ArticleView(MarkedPane):
    """Shows a sheet and tells wishes; it never changes anything itself.

    `match_key` says which action a key press means here, None for one that means nothing.
    `current_placed` says that the current sentence or the label strip may stand elsewhere now.
    Offsets in all signals are code points of the article's text.
    """

    action_requested = Signal(str)
    unit_clicked = Signal(int)
    unit_added = Signal(int)
    claim_clicked = Signal(str)
    clause_requested = Signal(int)
    grow_requested = Signal(int)
    span_selected = Signal(object)
    edge_dragged = Signal(str, int)
    context_requested = Signal(QPoint, int)
    current_placed = Signal()

    def __init__(
        self,
        colours: Colours,
        match_key: Callable[[QKeyEvent], str | None] = lambda _event: None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(colours, parent)
        self.setObjectName("articleView")
        self.setAccessibleName(self.tr("Article"))
        self.match_key = match_key
        self._led_by_mouse = False
        self._boilerplate_key = ""
        self.gutter = Gutter(self.verticalScrollBar(), self)
        self.overview = OverviewStrip(self)
        self.strip = LabelStrip(colours, self)
        self._strip_place = StripPlace(self.strip, self)
        self._gestures = ArticleGestures(self.viewport(), lambda: self._target)
        self._connect()
        self.set_theme(colours)
        self.set_labels(DEFAULT_LABELS)
        self.set_text_font("serif", 13)

    @cached_property
    def tips(self) -> PieceTips:
        """Made once the text is seen, by being asked for."""
        from annotator.views.piece_tips import PieceTips

        scene, target, key = lambda: self._scene, lambda: self._target, lambda: self._boilerplate_key
        return PieceTips(self.viewport(), self.gutter, scene, target, key)

    def show_cursor(self, cursor: Cursor) -> None:
        """Show where the person stands, scroll if the follow rule asks for it, and speak a new sentence."""
        scene = self._scene
        if scene is None or cursor == scene.cursor:
            return
        self._gestures.forget_click()
        before, step = scene.marked, abs(cursor.unit - scene.cursor.unit)
        moved = step > 0
        scene.cursor = cursor
        self._update_spans([*before, *scene.marked])
        if step > 1:
            # Whoever jumps has seen all that lies between.
            self.gutter.update()
        if scene.look.focus_mode and moved:
            self.viewport().update()
        if not self._led_by_mouse:
            self.follow()
        self.overview.show_cursor(cursor.unit)
        self.place_strip()
        if moved and 0 <= cursor.unit < len(scene.sheet.units):
            self.announce(sentence_speech(scene.sheet, cursor.unit, scene.look.labels))

    def refresh(self, changes: Changes) -> None:
        """Paint anew what `changes` names; the sheet has been brought up to date before."""
        scene = self._scene
        if scene is None or not changes.concerns(scene.sheet.article.id):
            return
        sheet = scene.sheet
        is_folded = self._look.boilerplate is BoilerplateMode.FOLDED
        if changes.has(Kind.UNIT, Kind.ARTICLE) or (is_folded and changes.has(Kind.CLAIM, Kind.DECISION)):
            self._rebuild()
            return
        units = [index for start in changes.unit_starts if (index := sheet.unit_at(start)) is not None]
        claims = [claim for id_ in changes.claim_ids if (claim := sheet.claim(id_))]
        spans = [*changes.spans, *(sheet.units[index].span for index in units)]
        spans += [fragment.span for claim in claims for fragment in claim.fragments]
        touched = {index for span in spans for index in sheet.units_in(span)}
        # A sentence's sign stands at its start, and a neighbour in the same lanes may have to change its own.
        neighbours = [claim.span for span in spans for claim in sheet.claims_in(span)]
        self._update_spans([*spans, *neighbours, *(sheet.units[index].span for index in touched)])
        self.overview.refresh(touched)
        self.place_strip()

    def set_labels(self, labels: Iterable[Label]) -> None:
        super().set_labels(labels)
        self.strip.set_labels([label for label in self._look.labels.values() if not label.archived])
        # Buttons that are made late would else come last of all that Tab goes to.
        for stop, following in pairwise([self, *self.strip.findChildren(QToolButton)]):
            self.setTabOrder(stop, following)
        self.place_strip()

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Write these keys on the label strip, by action id, and name them where boilerplate is told."""
        self._boilerplate_key = keys.get("claim.boilerplate", "")
        self.strip.set_keys(keys)
        self.place_strip()

    def set_theme(self, colours: Colours) -> None:
        super().set_theme(colours)
        self.strip.set_colours(colours)

    @property
    def kept_clear(self) -> list[QRect]:
        """What nothing may lie on: the current sentence and the label strip, in pixels of the pane."""
        is_here = self.strip.isVisible() and self.strip.parentWidget() is self
        strip = self.strip.geometry() if is_here else QRect()
        return [area for area in (strip, self._strip_place.current_area()) if not area.isEmpty()]

    def announce(self, text: str, *, assertive: bool = False) -> None:
        """Have a screen reader speak `text`; `assertive` interrupts what it is saying."""
        event = QAccessibleAnnouncementEvent(self, text)
        if assertive:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.place_strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.match_key(event)
        if action is not None:
            self._led_by_mouse = False
            self._gestures.forget_click()
            event.accept()
            self._strip_place.count_key()
            self.action_requested.emit(action)
        elif event.key() in _SCROLL_KEYS and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.verticalScrollBar().triggerAction(_SCROLL_KEYS[Qt.Key(event.key())])
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Left to the window, which knows what a held key does."""
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """With the keyboard the menu belongs to the current sentence, wherever the pointer is."""
        if self._scene is None or self._target is None or self._geometry is None:
            return
        place = event.globalPos()
        unit = self._scene.current_unit
        if event.reason() is QContextMenuEvent.Reason.Keyboard and unit:
            top = self._geometry.line_top(unit.start) - self.verticalScrollBar().value()
            place = self.viewport().mapToGlobal(QPoint(round(self._margin), round(top + 2 * self.em)))
            self.context_requested.emit(place, unit.start)
            return
        point = self.viewport().mapFromGlobal(place).toPointF()
        self.context_requested.emit(place, self._target.offset_at(point))

    def _connect(self) -> None:
        gestures = self._gestures
        gestures.unit_clicked.connect(self.unit_clicked)
        gestures.unit_added.connect(self.unit_added)
        gestures.claim_clicked.connect(self.claim_clicked)
        gestures.clause_requested.connect(self.clause_requested)
        gestures.grow_requested.connect(self.grow_requested)
        gestures.span_dragged.connect(self._on_gestures_span_dragged)
        gestures.span_selected.connect(self.span_selected)
        gestures.edge_dragged.connect(self.edge_dragged)
        self.gutter.unit_clicked.connect(self._on_gutter_unit_clicked)
        self.gutter.claim_clicked.connect(self._on_gutter_claim_clicked)
        self.gutter.context_requested.connect(self.context_requested)
        self.overview.unit_clicked.connect(self._on_overview_unit_clicked)
        gestures.pressed.connect(self._on_gestures_pressed)
        gestures.left.connect(self._on_gestures_left)
        gestures.moved.connect(self._strip_place.forget_keys)
        self.strip.action_requested.connect(self.action_requested)
        self.arranged.connect(self._place_children)
        self.rebuilt.connect(self._on_rebuilt)
        self.restyled.connect(self._on_restyled)
        self.lines_changed.connect(self._on_lines_changed)
        self.scrolled.connect(self._on_scrolled)

    @Slot()
    def _place_children(self) -> None:
        self.gutter.setGeometry(self.gutter_area)
        self.overview.setGeometry(self.strip_area)
        self.place_strip()

    def place_strip(self) -> None:
        """Find where the label strip stands now."""
        if not self.isVisible():
            # Found when it is shown: until then every piece that is told would look for another place, and
            # the article that it stood in may be gone.
            self._strip_place.update(None, None)
            return
        self._strip_place.update(self._scene, self._geometry)
        self.current_placed.emit()

    @Slot()
    def _on_rebuilt(self) -> None:
        self.gutter.show_scene(self._scene, self._geometry)
        self.overview.show_scene(self._scene)
        self._place_children()

    @Slot()
    def _on_restyled(self) -> None:
        self.gutter.show_scene(self._scene, self._geometry)
        self.overview.show_scene(self._scene)
        self.place_strip()

    @Slot(int, int)
    def _on_lines_changed(self, top: int, height: int) -> None:
        self.gutter.update(0, top, self.gutter.width(), height)

    @Slot()
    def _on_gestures_pressed(self) -> None:
        """What is pressed on stays under the pointer: only keys make the article scroll."""
        self._led_by_mouse = True

    @Slot()
    def _on_gestures_left(self) -> None:
        self._led_by_mouse = False

    @Slot(object)
    def _on_gestures_span_dragged(self, span: Span | None) -> None:
        if self._scene is not None:
            before = self._scene.dragged
            self._scene.dragged = span
            self._update_spans(part for part in (before, span) if part)

    @Slot(int)
    def _on_gutter_unit_clicked(self, unit: int) -> None:
        self._led_by_mouse = True
        self.unit_clicked.emit(unit)
        self._led_by_mouse = False

    @Slot(str)
    def _on_gutter_claim_clicked(self, claim_id: str) -> None:
        self._led_by_mouse = True
        self.claim_clicked.emit(claim_id)
        self._led_by_mouse = False

    @Slot(int)
    def _on_overview_unit_clicked(self, unit: int) -> None:
        """A click on the current sentence's own tick changes nothing, and yet has to lead there."""
        self.unit_clicked.emit(unit)
        self.follow()

    @Slot(int)
    def _on_scrolled(self, pixels: int) -> None:
        self.gutter.scroll(0, pixels)
        self.place_strip()
