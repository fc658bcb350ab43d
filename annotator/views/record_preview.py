"""The first records of a file to come and a way to leaf through the others, and the card of a release."""

from __future__ import annotations

import json

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from annotator.desk.export_preview import SHOWN, Preview
from annotator.views.flow_layout import FlowLayout
from annotator.views.icons import Colours, themed_icon
from annotator.views.plain import plain_label, visible

_MOST_CHARACTERS = 6000
"""How much of one record is shown: an article may hold a million characters."""
_MOST_INDENTED = 100_000
"""Longer records are shown as they are: to lay them out would hold up the window."""


class RecordPreview(QWidget):
    """`first_requested` carries the number, from 0, of the first record to show next."""

    first_requested = Signal(int)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._preview: Preview | None = None
        self._title = plain_label(self.tr("Preview"))
        self._before = QToolButton()
        self._after = QToolButton()
        self._raw = QToolButton()
        self._card = QToolButton()
        self._card_text = ""
        self._text = QPlainTextEdit()
        self._build()
        self._before.clicked.connect(lambda: self._turn(-SHOWN))
        self._after.clicked.connect(lambda: self._turn(SHOWN))
        self._raw.toggled.connect(self._refresh)
        self._card.toggled.connect(self._refresh)
        self._refresh()

    def show_preview(self, preview: Preview) -> None:
        is_other = self._preview is None or self._preview.plan.choices != preview.plan.choices
        if is_other:
            self._card_text = ""
        self._preview = preview
        is_release = preview.plan.choices.is_release
        self._card.setVisible(is_release)
        if not is_release:
            self._card.setChecked(False)
        self._refresh()

    def show_card(self, text: str) -> None:
        """Offer the card of the release that is previewed."""
        self._card_text = text
        self._refresh()

    def show_nothing(self) -> None:
        """Show no records, as they could not be made."""
        self._preview = None
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_font()
        elif event.type() is QEvent.Type.LayoutDirectionChange:
            self._point()

    def _build(self) -> None:
        for button, name in (
            (self._before, self.tr("Records before these")),
            (self._after, self.tr("Records after these")),
        ):
            button.setAccessibleName(name)
            button.setToolTip(name)
        self._raw.setText(self.tr("Raw"))
        self._raw.setCheckable(True)
        self._raw.setAccessibleName(self.tr("Records as they stand in the file"))
        self._raw.setToolTip(self._raw.accessibleName())
        self._card.setText(self.tr("Card"))
        self._card.setCheckable(True)
        self._card.setAccessibleName(self.tr("Data set card of the release"))
        self._card.setToolTip(self._card.accessibleName())
        self._card.hide()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(self.tr("Records"))
        self._text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._title.setWordWrap(False)
        header = FlowLayout()
        header.addWidget(self._title)
        for button in (self._before, self._after, self._raw, self._card):
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            header.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(header)
        column.addWidget(self._text, 1)
        self._fit_font()
        self._point()

    def _turn(self, by: int) -> None:
        if self._preview is not None:
            self.first_requested.emit(max(self._preview.first + by, 0))

    def _refresh(self) -> None:
        preview = self._preview
        first = preview.first if preview else 0
        shown = len(preview.records) if preview else 0
        records = preview.plan.records if preview else 0
        is_card = self._card.isChecked() and preview is not None
        self._before.setEnabled(first > 0 and not is_card)
        self._after.setEnabled(first + shown < records and not is_card)
        self._raw.setEnabled(not is_card)
        if is_card:
            self._title.setText(self.tr("Data set card"))
            lines = [visible(line) for line in self._card_text.split("\n")]
            self._text.setPlainText("\n".join(lines) if self._card_text else self.tr("Counting…"))
            return
        if not preview or not shown:
            self._title.setText(self.tr("Preview"))
            is_binary = preview is not None and preview.is_binary
            self._text.setPlainText(self.tr("This format has no text to show.") if is_binary else "")
            return
        self._title.setText(
            self.tr("Preview: {0}–{1} of {2}").format(*map(self._number, (first + 1, first + shown, records)))
        )
        parts = [self._shown(record) for record in preview.records]
        self._text.setPlainText("\n\n".join([preview.head, *parts] if preview.head else parts))

    def _shown(self, record: str) -> str:
        """A record, indented if it is JSON, with signs for what could not be seen."""
        if not self._raw.isChecked() and record.startswith("{") and len(record) <= _MOST_INDENTED:
            record = json.dumps(json.loads(record), ensure_ascii=False, indent=1)
        rest = len(record) - _MOST_CHARACTERS
        lines = [visible(line) for line in record[:_MOST_CHARACTERS].split("\n")]
        if rest > 0:
            lines.append(self.tr("… and {0} more characters").format(self._number(rest)))
        return "\n".join(lines)

    def _number(self, number: int) -> str:
        return self.locale().toString(number)

    def _point(self) -> None:
        """Let the buttons point the way that the interface runs."""
        icons = ["chevron_left", "chevron_right"]
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            icons.reverse()
        for button, icon in zip((self._before, self._after), icons, strict=True):
            button.setIcon(themed_icon(icon, self._colours))

    def _fit_font(self) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setStyleHint(QFont.StyleHint.Monospace)
        font.setPointSizeF(self.font().pointSizeF())
        self._text.setFont(font)
