"""Whether the label strip is shown, and where it may stand."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QPoint, QRect, Slot

from annotator.domain.sheet import UnitState
from annotator.views.article_scene import ArticleScene
from annotator.views.free_place import Cover, Spot, Words, best_spot
from annotator.views.label_strip import LabelStrip, Shape
from annotator.views.mark_geometry import Extent, MarkGeometry
from annotator.views.reading_pane import ReadingPane

_KEYS_UNTIL_HIDDEN = 5
_REACH = 60
"""Pixels, at a text of 16 pixels, within which something stands beside a sentence."""
_DISTANCE = 3


class StripPlace(QObject):
    """Keeps the strip beside the current sentence, and out of the way of those who use keys.

    It stands where it covers nothing, if there is such a place; else on what is settled, or further away. It
    never stands on words that somebody has still to decide about: the inspector has the same buttons. After
    five actions by key in a row it is hidden; the first move of the mouse brings it back. A strip that stands
    outside of the pane is left where it is, and is shown as long as it has a sentence to act on.
    """

    def __init__(self, strip: LabelStrip, pane: ReadingPane) -> None:
        super().__init__(pane)
        self._strip = strip
        self._pane = pane
        self._scene: ArticleScene | None = None
        self._geometry: MarkGeometry | None = None
        self._keys_in_a_row = 0

    def update(self, scene: ArticleScene | None, geometry: MarkGeometry | None) -> None:
        """Stand beside the current sentence, if it is in sight."""
        self._scene, self._geometry = scene, geometry
        if self._strip.parentWidget() is not self._pane:
            self._strip.setVisible(scene is not None and scene.current_unit is not None)
            return
        extent = self._current_extent()
        if extent is None or self._keys_in_a_row >= _KEYS_UNTIL_HIDDEN:
            self._strip.hide()
            return
        found = self._found(extent, list(self._words()))
        if found is None:
            self._strip.hide()
        else:
            shape, spot = found
            self._strip.stand(shape, spot.box.topLeft())

    def current_area(self) -> QRect:
        """Where the current sentence stands, in pixels of the pane; empty where it is out of sight."""
        extent = self._current_extent()
        if extent is None:
            return QRect()
        column = self._pane.viewport().geometry()
        top = round(extent.top)
        return QRect(column.left(), top, column.width(), round(extent.bottom) - top) & column

    def count_key(self) -> None:
        """A key has asked for an action."""
        self._keys_in_a_row += 1
        if self._keys_in_a_row == _KEYS_UNTIL_HIDDEN:
            self.update(self._scene, self._geometry)

    @Slot()
    def forget_keys(self) -> None:
        """The mouse is in use."""
        was_hidden = self._keys_in_a_row >= _KEYS_UNTIL_HIDDEN
        self._keys_in_a_row = 0
        if was_hidden:
            self.update(self._scene, self._geometry)

    def _found(self, extent: Extent, words: list[Words]) -> tuple[Shape, Spot] | None:
        """The best shape and place, if any is good enough."""
        choices = []
        for number, shape in enumerate(self._strip.shapes):
            for is_near in (True, False):
                spot = self._spot(shape, extent, words, is_near=is_near)
                if spot is None or spot.cover >= Cover.OPEN:
                    continue
                if spot.cover is Cover.NOTHING and is_near:
                    return shape, spot
                is_tall = shape.columns == 1
                # Words that are settled are better covered than looked for the strip far away.
                worth = (not is_near, spot.cover, is_tall, number)
                choices.append((worth, shape, spot))
        if not choices:
            return None
        _, shape, spot = min(choices, key=lambda choice: choice[0])
        return shape, spot

    def _spot(self, shape: Shape, extent: Extent, words: list[Words], *, is_near: bool) -> Spot | None:
        """The best place of a shape, beside the sentence or anywhere; None where there is no room for it."""
        size, room = self._strip.size_of(shape), self._room()
        left = self._left(room, size.width())
        is_in_margin = not QRect(left, room.top(), size.width(), 1).intersects(self._column())
        if size.width() > room.width() or (shape.named and not is_in_margin):
            return None
        # A column of buttons starts with the sentence, a row of them comes after it.
        wanted = extent.top if shape.columns == 1 else extent.bottom + _DISTANCE
        least, most = room.top(), room.bottom() + 1 - size.height()
        if is_near:
            reach = round(_REACH * self._pane.text_scale)
            least = max(least, round(extent.top) - reach - size.height())
            most = min(most, round(extent.bottom) + reach)
        if least > most:
            return None
        box = QRect(QPoint(left, round(wanted)), size)
        return best_spot(box, words, least=least, most=most)

    def _words(self) -> Iterator[Words]:
        """All words in sight, line by line, in pixels of the pane."""
        scene, geometry = self._scene, self._geometry
        if scene is None or geometry is None:
            return
        sheet, here = scene.sheet, scene.cursor.unit
        scrolled, column = self._pane.verticalScrollBar().value(), self._column()
        units = sheet.units_in(geometry.visible(scrolled, scrolled + column.height()))
        coming = next((unit for unit in units if unit > here and sheet.state(unit).is_undecided), here)
        needed = {here, coming, *(sheet.units_in(scene.selection) if scene.selection else ())}
        for unit in units:
            cover = Cover.NEEDED if unit in needed else _COVERS[sheet.state(unit)]
            for piece in geometry.pieces(sheet.units[unit].span):
                box = piece.words
                if unit == here:
                    # With the lines of its claims.
                    box.setBottom(piece.line_bottom)
                box.translate(column.left(), column.top() - scrolled)
                yield Words(box.toAlignedRect(), cover)

    def _current_extent(self) -> Extent | None:
        """Of the current sentence, in pixels of the pane; None where it is out of sight."""
        unit = self._scene.current_unit if self._scene else None
        extent = self._geometry.extent(unit) if unit and self._geometry else None
        if extent is None:
            return None
        column = self._column()
        shift = column.top() - self._pane.verticalScrollBar().value()
        moved = Extent(extent.top + shift, extent.bottom + shift, extent.first_line)
        return moved if moved.bottom > column.top() and moved.top < column.bottom() else None

    def _column(self) -> QRect:
        return self._pane.viewport().geometry()

    def _left(self, room: QRect, width: int) -> int:
        """Next to the column at the side where lines end, or on it as far as the margin is too narrow."""
        column = self._column()
        if self._pane.gutter_area.right() < column.left():
            return min(column.right() + 1 + _DISTANCE, room.right() + 1 - width)
        return max(column.left() - _DISTANCE - width, room.left())

    def _room(self) -> QRect:
        """All of the pane but the gutter, the overview and the scroll bar."""
        column = self._column()
        left, right = self._pane.contentsRect().left(), self._pane.contentsRect().right()
        for area in (self._pane.gutter_area, self._pane.strip_area):
            if area.right() < column.left():
                left = max(left, area.right() + 1)
            elif area.left() > column.right():
                right = min(right, area.left() - 1)
        return QRect(left, column.top(), right - left + 1, column.height())


_COVERS = {
    UnitState.UNSEEN: Cover.OPEN,
    UnitState.SEEN: Cover.OPEN,
    UnitState.SKIPPED: Cover.OPEN,
    UnitState.TAGGED: Cover.SETTLED,
    UnitState.NO_CLAIM: Cover.SETTLED,
    UnitState.BOILERPLATE: Cover.SETTLED,
}
