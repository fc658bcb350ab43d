"""The keys that work now, over the window until the next key."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from annotator.desk.action_records import WINDOW
from annotator.desk.keys import shown
from annotator.views.actions import ActionTable
from annotator.views.icons import Colours

_SHOWN_BY = "help.keys_quick"
# The text shrinks rather than leave keys out.
_SCALES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)
_MODIFIERS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A key and what it does; a heading has no key."""

    keys: str
    name: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    """How the lines are set: in columns of `rows` lines, in a font that lets all of them in."""

    font: QFont
    rows: int
    keys_width: float
    column_width: float
    line_height: float


class KeysOverlay(QWidget):
    """Covers `window`. It never has the focus: the key that takes it away still does what it means.

    Esc and the key that showed it do nothing else.
    """

    def __init__(self, window: QWidget, table: ActionTable, colours: Colours) -> None:
        super().__init__(window)
        self._window = window
        self._table = table
        self._colours = colours
        self._context = ""
        self._lines: list[_Line] = []
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Keys you can press now"))
        self.hide()

    def open(self, context: str) -> None:
        """Show the keys of the pane `context`."""
        self._context = context
        self.setGeometry(self._window.rect())
        self._lines = self._fitting_lines(context)
        spoken = "; ".join(f"{line.keys} {line.name}" for line in self._lines if line.keys)
        self.setAccessibleDescription(spoken)
        self.show()
        self.raise_()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))

    def showEvent(self, event: QEvent) -> None:
        _application().installEventFilter(self)

    def hideEvent(self, event: QEvent) -> None:
        _application().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.ShortcutOverride | QEvent.Type.KeyPress if isinstance(event, QKeyEvent):
                return self._on_key(event)
            case QEvent.Type.MouseButtonPress | QEvent.Type.WindowDeactivate:
                self.hide()
            case QEvent.Type.Resize if watched is self._window:
                self.setGeometry(self._window.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._colours.color("bg.panel"))
        page = self._page()
        title = QFont(self.font())
        title.setBold(True)
        painter.setFont(title)
        painter.setPen(self._colours.color("text.primary"))
        painter.drawText(
            page, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter, self.accessibleName()
        )
        painter.setFont(self.font())
        painter.setPen(self._colours.color("text.secondary"))
        painter.drawText(page, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter, self._footer())
        body = self._body()
        sheet = self._set(body.size())
        columns = self._columns(sheet.rows)
        spread = max(sheet.column_width, body.width() / max(len(columns), 1))
        for number, column in enumerate(columns):
            x = body.x() + number * spread
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                x = body.right() - number * spread - sheet.column_width
            for row, line in enumerate(column):
                self._paint_line(painter, sheet, line, QPointF(x, body.y() + row * sheet.line_height))

    def _paint_line(self, painter: QPainter, sheet: _Sheet, line: _Line, corner: QPointF) -> None:
        box = QRectF(corner, QSizeF(sheet.column_width, sheet.line_height))
        middle = Qt.AlignmentFlag.AlignVCenter
        font = QFont(sheet.font)
        font.setBold(not line.keys or font.bold())
        painter.setFont(font)
        if not line.keys:
            painter.setPen(self._colours.color("text.secondary"))
            painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, line.name)
            return
        keys_box = box.adjusted(0, 0, sheet.keys_width - sheet.column_width, 0)
        painter.setPen(self._colours.color("accent"))
        painter.drawText(keys_box, middle | Qt.AlignmentFlag.AlignRight, line.keys)
        painter.setPen(self._colours.color("text.primary"))
        gap = sheet.line_height / 2
        painter.drawText(
            box.adjusted(sheet.keys_width + gap, 0, 0, 0), middle | Qt.AlignmentFlag.AlignLeft, line.name
        )

    def _page(self) -> QRectF:
        em = QFontMetricsF(self.font()).height()
        return QRectF(self.rect()).adjusted(em, em / 2, -em, -em / 2)

    def _body(self) -> QRectF:
        """The page without its title and footer."""
        em = QFontMetricsF(self.font()).height()
        return self._page().adjusted(0, em * 1.5, 0, -em * 1.5)

    def _fitting_lines(self, context: str) -> list[_Line]:
        """The keys of the pane, and those of the whole window where there is room for them."""
        own = self._lines_of(context)
        self._lines = own + self._lines_of(WINDOW)
        room = self._body().size()
        fits = self._fits(self._sheet(1.0, room), room)
        return self._lines if fits or not own else own

    def _set(self, room: QSizeF) -> _Sheet:
        sheets = (self._sheet(scale, room) for scale in _SCALES)
        return next((sheet for sheet in sheets if self._fits(sheet, room)), self._sheet(_SCALES[-1], room))

    def _fits(self, sheet: _Sheet, room: QSizeF) -> bool:
        return len(self._columns(sheet.rows)) * sheet.column_width <= room.width()

    def _columns(self, rows: int) -> list[list[_Line]]:
        """The lines in columns of at most `rows`; no heading stands last in one."""
        columns: list[list[_Line]] = [[]]
        for place, line in enumerate(self._lines):
            is_last_row = len(columns[-1]) == rows - 1
            follows_alone = is_last_row and not line.keys and place > 0
            if len(columns[-1]) >= rows or follows_alone:
                columns.append([])
            columns[-1].append(line)
        return columns

    def _sheet(self, scale: float, room: QSizeF) -> _Sheet:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * scale)
        bold = QFont(font)
        bold.setBold(True)
        metrics = QFontMetricsF(bold)
        line_height = metrics.height() * 1.2
        keys_width = max((metrics.horizontalAdvance(line.keys) for line in self._lines), default=0.0)
        name_width = max((metrics.horizontalAdvance(line.name) for line in self._lines), default=0.0)
        return _Sheet(
            font=font,
            rows=max(1, int(room.height() // line_height)),
            keys_width=keys_width,
            column_width=keys_width + name_width + 1.5 * line_height,
            line_height=line_height,
        )

    def _lines_of(self, context: str) -> list[_Line]:
        titles = {menu.id: menu.text.replace("&", "") for menu in self._table.records.menus}
        lines: list[_Line] = []
        menu = ""
        for record in self._table.records.actions:
            keys = self._table.keymap.working_keys(record.id)
            is_open_already = record.id == _SHOWN_BY
            if context not in record.contexts or not keys or is_open_already:
                continue
            if not self._table.action(record.id).isEnabled():
                continue
            if record.menu != menu:
                menu = record.menu
                lines.append(_Line("", titles[menu]))
            lines.append(_Line("  ".join(shown(key) for key in keys[:2]), self._table.name(record.id)))
        return lines

    def _footer(self) -> str:
        told = (
            f"{key}: {self._table.name(id_)}"
            for id_ in ("view.palette", "help.keys", "help.contents")
            if (key := self._table.shown_key(id_))
        )
        return "   ·   ".join(told)

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() in _MODIFIERS:
            return False
        only_closes = event.key() == Qt.Key.Key_Escape or (
            self._table.match(event, self._context) == _SHOWN_BY
        )
        if event.type() == QEvent.Type.KeyPress or not only_closes:
            self.hide()
        elif only_closes:
            event.accept()
        return only_closes


def _application() -> QCoreApplication:
    application = QCoreApplication.instance()
    assert application is not None
    return application
