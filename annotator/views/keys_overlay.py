"""The keys that work now, over the window until the next key."""

from __future__ import annotations

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
from annotator.views.key_columns import KeyLine, set_in_columns

_SHOWN_BY = "help.keys_quick"
_MODIFIERS = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr}
)


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
        self._lines: list[KeyLine] = []
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
        self._paint_footer(painter, page)
        self._paint_columns(painter)

    def _paint_footer(self, painter: QPainter, page: QRectF) -> None:
        """What leads to more, on one line."""
        text, font = self._footer(), QFont(self.font())
        # Letters do not shrink quite as their font does.
        share = 0.95 * page.width() / max(1.0, QFontMetricsF(font).horizontalAdvance(text))
        font.setPointSizeF(font.pointSizeF() * min(1.0, share))
        painter.setFont(font)
        painter.setPen(self._colours.color("text.secondary"))
        painter.drawText(page, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter, text)

    def _paint_columns(self, painter: QPainter) -> None:
        """The columns with the same room before, between and after them."""
        body = self._body()
        sheet = set_in_columns(self._lines, self.font(), body.size())
        space = max(0.0, body.width() - sheet.width) / (len(sheet.columns) + 1)
        x = body.x() + space
        for column in sheet.columns:
            left = x
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                left = body.left() + body.right() - x - column.width
            for row, line in enumerate(column.lines):
                corner = QPointF(left, body.y() + row * sheet.line_height)
                box = QRectF(corner, QSizeF(column.width, sheet.line_height))
                self._paint_line(painter, sheet.font, line, box, indent=column.name_indent)
            x += column.width + space

    def _paint_line(
        self, painter: QPainter, font: QFont, line: KeyLine, box: QRectF, *, indent: float
    ) -> None:
        start, end = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        middle = Qt.AlignmentFlag.AlignVCenter
        bold = QFont(font)
        bold.setBold(True)
        painter.setFont(font if line.keys else bold)
        if not line.keys:
            painter.setPen(self._colours.color("text.secondary"))
            painter.drawText(box, middle | start, line.name)
            return
        keys_box = box.adjusted(0, 0, indent - box.height() / 2 - box.width(), 0)
        painter.setPen(self._colours.color("accent"))
        painter.drawText(keys_box, middle | end, line.keys)
        painter.setPen(self._colours.color("text.primary"))
        painter.drawText(box.adjusted(indent, 0, 0, 0), middle | start, line.name)

    def _page(self) -> QRectF:
        em = QFontMetricsF(self.font()).height()
        return QRectF(self.rect()).adjusted(em, em / 2, -em, -em / 2)

    def _body(self) -> QRectF:
        """The page without its title and footer."""
        em = QFontMetricsF(self.font()).height()
        return self._page().adjusted(0, em * 1.5, 0, -em * 1.5)

    def _fitting_lines(self, context: str) -> list[KeyLine]:
        """The keys of the pane, and those of the whole window where there is room for them."""
        own = self._lines_of(context)
        every = own + self._lines_of(WINDOW)
        sheet = set_in_columns(every, self.font(), self._body().size())
        return every if sheet.scale == 1.0 or not own else own

    def _lines_of(self, context: str) -> list[KeyLine]:
        titles = {menu.id: menu.text.replace("&", "") for menu in self._table.records.menus}
        lines: list[KeyLine] = []
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
                lines.append(KeyLine("", titles[menu]))
            lines.append(KeyLine("  ".join(shown(key) for key in keys[:2]), self._table.name(record.id)))
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
