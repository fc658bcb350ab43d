"""The guidelines in a window of their own: what holds, what is new, and any version beside another."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.desk.guidelines import Guidelines
from annotator.domain.guideline import Guideline
from annotator.domain.guideline_text import Block, BlockKind, blocks, differences
from annotator.models.moments import day_and_clock
from annotator.views import count_words
from annotator.views.flow_layout import FlowLayout
from annotator.views.guidelines.guideline_page import GuidelinePage
from annotator.views.plain import plain_label, visible

_NOTHING = -1


class GuidelineDialog(QDialog):
    """Can stay open beside the work. Opening it counts as reading; what was new stays marked meanwhile."""

    edit_requested = Signal()

    def __init__(self, guidelines: Guidelines, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guidelineDialog")
        self.setWindowTitle(self.tr("Guidelines"))
        self._guidelines = guidelines
        self._read = guidelines.read
        self._new = guidelines.new_lines
        self._blocks: tuple[Block, ...] = ()
        self._state = plain_label()
        self._headings, self._version, self._other = QComboBox(), QComboBox(), QComboBox()
        self._search = QLineEdit()
        self._count = plain_label()
        self._edit = QPushButton(self.tr("Edit…"))
        self._page = GuidelinePage()
        self._build()
        self._headings.activated.connect(self._on_headings_activated)
        self._version.currentIndexChanged.connect(self._show)
        self._other.currentIndexChanged.connect(self._show)
        self._search.textChanged.connect(self._on_search_text_changed)
        self._search.installEventFilter(self)
        self._edit.clicked.connect(self.edit_requested)
        guidelines.changed.connect(self._on_guidelines_changed)
        self._fill()
        guidelines.mark_read()

    def show_section(self, title: str) -> None:
        """Bring the heading that reads `title` to the top; nothing where there is none."""
        index = self._headings.findText(title, Qt.MatchFlag.MatchFixedString)
        if index >= 0:
            self._on_headings_activated(index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter looks for the next place, Shift+Enter for the one before; neither closes the window."""
        is_enter = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if watched is self._search and event.type() == QEvent.Type.KeyPress and is_enter:
            assert isinstance(event, QKeyEvent)
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._page.next_place(self._search.text(), back=back)
            return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self._headings.setAccessibleName(self.tr("Go to a heading"))
        self._version.setAccessibleName(self.tr("Version"))
        self._other.setAccessibleName(self.tr("Compare with"))
        self._search.setAccessibleName(self.tr("Find in the guidelines"))
        self._search.setPlaceholderText(self.tr("Find in the guidelines"))
        self._search.setClearButtonEnabled(True)
        self._page.setAccessibleName(self.tr("Guidelines"))
        self._edit.setAutoDefault(False)
        character = self.fontMetrics().averageCharWidth()
        for field in (self._headings, self._version, self._other):
            field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.setMinimumContentsLength(18)
        self._search.setMinimumWidth(24 * character)
        tools = QWidget()
        row = FlowLayout(tools)
        for part in (self._headings, self._search, self._version, self._other, self._edit):
            row.addWidget(part)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        last = QHBoxLayout()
        last.addWidget(self._count, 1)
        last.addWidget(close)
        column = QVBoxLayout(self)
        for widget in (self._state, tools):
            column.addWidget(widget)
        column.addWidget(self._page, 1)
        column.addLayout(last)
        room = self.screen().availableGeometry().size()
        self.resize(min(80 * character, room.width()), min(36 * self.fontMetrics().height(), room.height()))
        # Without guidelines there is one thing to do, for whoever may.
        (self._page if self._guidelines.newest or not self._guidelines.can_write else self._edit).setFocus()

    def _fill(self) -> None:
        """List the versions, and show the newest."""
        versions = self._guidelines.versions
        for field in (self._version, self._other):
            field.blockSignals(True)
            field.clear()
        self._other.addItem(self.tr("Compare with…"), None)
        for guideline in versions:
            words = self.tr("Version {0}, {1}").format(guideline.number, day_and_clock(guideline.at))
            for field in (self._version, self._other):
                field.addItem(words, guideline)
        for field in (self._version, self._other):
            field.setEnabled(len(versions) > 1)
            field.blockSignals(False)
        can_write = self._guidelines.can_write
        self._edit.setVisible(can_write)
        self._edit.setText(self.tr("Edit…") if versions else self.tr("Write…"))
        self._show()

    def _state_words(self, shown: Guideline | None, newest: int) -> str:
        if shown is None:
            if self._guidelines.can_write:
                return self.tr("This project has no guidelines yet. Write the first version.")
            return self.tr("This project has no guidelines yet. Its lead writes them.")
        if shown.number < newest:
            return self.tr("Version {0}; version {1} holds now.").format(shown.number, newest)
        if self._read == 0:
            return self.tr("Version {0}, which is new to you.").format(shown.number)
        if new := newest - self._read:
            said = self.tr("Version {0}; {1} since you read it.")
            return said.format(shown.number, count_words.guideline_changes(new))
        return self.tr("Version {0}; nothing changed since you read it.").format(shown.number)

    @Slot()
    def _show(self) -> None:
        shown: Guideline | None = self._version.currentData()
        other: Guideline | None = self._other.currentData()
        newest: Guideline | None = self._version.itemData(0)
        self._state.setText(self._state_words(shown, newest.number if newest else 0))
        self._headings.clear()
        self._headings.addItem(self.tr("Go to a heading"), _NOTHING)
        self._blocks = blocks(shown.text) if shown else ()
        if shown is not None and other is not None and other.number != shown.number:
            older, newer = sorted((shown, other), key=lambda one: one.number)
            self._page.show_differences(differences(older.text, newer.text))
            self._headings.setEnabled(False)
        else:
            new = self._new if shown is newest else frozenset()
            self._page.show_blocks(self._blocks, new=new)
            self._list_headings()
        self._on_search_text_changed(self._search.text())

    def _list_headings(self) -> None:
        for number, block in enumerate(self._blocks):
            if block.kind is BlockKind.HEADING:
                self._headings.addItem(visible(block.plain), number)
        self._headings.setEnabled(self._headings.count() > 1)

    @Slot(int)
    def _on_headings_activated(self, index: int) -> None:
        number = self._headings.itemData(index)
        self._page.go_to(max(0, int(number)))
        self._page.setFocus()

    @Slot(str)
    def _on_search_text_changed(self, words: str) -> None:
        count = self._page.find_words(words)
        self._count.setText(count_words.places(count) if words else "")

    @Slot()
    def _on_guidelines_changed(self) -> None:
        """Another version came: what others wrote is new against what she had read when she opened this."""
        newest: Guideline | None = self._version.itemData(0)
        now = self._guidelines.newest
        if now is not None and (newest is None or now.number != newest.number):
            if self._guidelines.is_newest_hers:
                self._read, self._new = now.number, frozenset()
            self._fill()
