"""The window where keys are looked up and chosen."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.desk.keys import shown
from annotator.models.shortcut_model import ShortcutColumn, ShortcutModel, ShortcutRole
from annotator.views.actions import ActionTable
from annotator.views.key_recorder import KeyRecorder
from annotator.views.key_words import lost_words
from annotator.views.plain import isolated, plain_label
from annotator.views.preset_field import PresetField

_NAME: Final = 20
"""Characters that an action's name has at least before other columns go."""


class ShortcutsPage(QDialog):
    """A table of all actions and their keys. Enter or a double click waits for a new key.

    What is typed anywhere is searched for. Esc first ends the waiting, then the search, and then closes.
    Changes act at once; the keymap tells them, to be kept in the settings.
    """

    def __init__(self, table: ActionTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard Shortcuts"))
        self.setModal(False)
        self._table = table
        self._keymap = table.keymap
        menus = {menu.id: menu.text.replace("&", "") for menu in table.records.menus}
        self._model = ShortcutModel(self._keymap, _names(table), menus, self)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self._model)
        self._found.setFilterKeyColumn(-1)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._search = QLineEdit(self)
        self._preset = PresetField(table, self.tr("Preset"))
        self._view = _ShortcutView(self)
        self._message = plain_label("", self)
        self._recorder = KeyRecorder(self)
        self._take = QPushButton(self)
        self._again = QPushButton(self.tr("&Choose another key"), self)
        self._change = QPushButton(self.tr("C&hange…"), self)
        self._restore = QPushButton(self.tr("&Restore This"), self)
        self._restore_all = QPushButton(self.tr("Restore &All"), self)
        self._recording = ""
        self._wanted = ""
        self._lay_out()
        self._connect()
        self._settle("")

    @property
    def view(self) -> QTableView:
        return self._view

    def record(self, id_: str) -> None:
        """Wait for a new key of this action."""
        self._recording = id_
        self._show_parts(recorder=True)
        name = isolated(self._table.name(id_))
        self._message.setText(self.tr("Press the new key for “{name}”.").format(name=name))
        self._recorder.clear()
        self._recorder.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that the focused part did not take."""
        focused = self.focusWidget()
        match event.key():
            case Qt.Key.Key_Escape if self._recording:
                self._settle("")
            case Qt.Key.Key_Escape if self._search.text():
                self._search.clear()
            case Qt.Key.Key_Up | Qt.Key.Key_Down if focused is self._search:
                self._pass_on(event, self._view)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if isinstance(focused, QAbstractButton):
                focused.click()
            case _ if focused is not self._search and _is_typed(event):
                self._pass_on(event, self._search)
            case _:
                super().keyPressEvent(event)

    def _pass_on(self, event: QKeyEvent, part: QWidget) -> None:
        part.setFocus(Qt.FocusReason.OtherFocusReason)
        QCoreApplication.sendEvent(part, event)

    def _lay_out(self) -> None:
        self._search.setPlaceholderText(self.tr("Search actions, menus and keys"))
        self._search.setAccessibleName(self.tr("Search"))
        self._search.setClearButtonEnabled(True)
        self._view.setModel(self._found)
        header = self._view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(ShortcutColumn.ACTION, QHeaderView.ResizeMode.Stretch)
        preset, answers, buttons = QFormLayout(), QHBoxLayout(), QHBoxLayout()
        preset.addRow(self.tr("Preset"), self._preset)
        for widget in (self._recorder, self._take, self._again):
            answers.addWidget(widget)
        for button in (self._change, self._restore, self._restore_all, self._take, self._again):
            button.setAutoDefault(False)
        buttons.addWidget(self._change)
        buttons.addWidget(self._restore)
        buttons.addStretch()
        buttons.addWidget(self._restore_all)
        layout = QVBoxLayout(self)
        layout.addWidget(self._search)
        layout.addLayout(preset)
        layout.addWidget(self._view)
        layout.addWidget(self._message)
        layout.addLayout(answers)
        layout.addLayout(buttons)
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 106, metrics.height() * 36)

    def _connect(self) -> None:
        self._search.textChanged.connect(self._on_search_text_changed)
        self._search.returnPressed.connect(self._on_change_clicked)
        self._preset.chosen.connect(self._on_preset_chosen)
        self._view.activated.connect(self._on_view_activated)
        self._change.clicked.connect(self._on_change_clicked)
        self._restore.clicked.connect(self._on_restore_clicked)
        self._restore_all.clicked.connect(self._on_restore_all_clicked)
        self._recorder.key_recorded.connect(self._on_recorder_key_recorded)
        self._recorder.given_up.connect(self._on_recorder_given_up)
        self._take.clicked.connect(self._on_take_clicked)
        self._again.clicked.connect(self._on_again_clicked)

    def _on_search_text_changed(self, text: str) -> None:
        self._found.setFilterFixedString(text)
        self._view.setCurrentIndex(self._found.index(0, 0))

    def _on_preset_chosen(self, id_: object) -> None:
        self._keymap.preset = str(id_)
        self._settle(self.tr("Every key that you did not choose yourself is that of the preset."))

    def _on_view_activated(self, index: QModelIndex) -> None:
        self.record(str(index.data(ShortcutRole.ID)))

    def _on_change_clicked(self) -> None:
        if id_ := self._current():
            self.record(id_)

    def _on_restore_clicked(self) -> None:
        if id_ := self._current():
            self._keymap.restore(id_)
            restored = self.tr("Restored: {name}.").format(name=isolated(self._table.name(id_)))
            self._settle(f"{restored} {lost_words(self._table, id_)}".strip())

    def _on_restore_all_clicked(self) -> None:
        self._keymap.restore_all()
        self._settle(self.tr("All keys are those of the preset."))

    def _on_recorder_key_recorded(self, key: str) -> None:
        if objection := self._keymap.objection(self._recording, key):
            self._message.setText(objection)
            return
        conflicts = self._keymap.conflicts(self._recording, key)
        others = [other for other in conflicts if self._table.action(other).isVisible()]
        if others:
            self._tell_conflict(key, [self._table.name(other) for other in others])
            return
        self._give(key)

    def _on_recorder_given_up(self) -> None:
        self._settle("")

    def _on_take_clicked(self) -> None:
        self._give(self._wanted)

    def _on_again_clicked(self) -> None:
        self.record(self._recording)

    def _tell_conflict(self, key: str, names: list[str]) -> None:
        self._wanted = key
        self._show_parts(choice=True)
        others = ", ".join(f"“{isolated(name)}”" for name in names)
        self._message.setText(self.tr("{key} is already {others}.").format(key=shown(key), others=others))
        take = self.tr("&Give {key} to this action and take it from the other").format(
            key=shown(key).replace("&", "&&")
        )
        self._take.setText(take)
        self._again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give(self, key: str) -> None:
        self._keymap.take_key(self._recording, key)
        name = isolated(self._table.name(self._recording))
        given = self.tr("{key} is now “{name}”.").format(key=shown(key), name=name)
        off = self.tr("It does nothing while single-key shortcuts are off.")
        self._settle(given if key in self._keymap.working_keys(self._recording) else f"{given} {off}")

    def _settle(self, message: str) -> None:
        self._recording = self._wanted = ""
        self._show_parts()
        self._message.setText(message or self.tr("Enter or a double click changes a key."))
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_parts(self, *, recorder: bool = False, choice: bool = False) -> None:
        self._recorder.setVisible(recorder)
        self._take.setVisible(choice)
        self._again.setVisible(choice)

    def _current(self) -> str:
        index = self._view.currentIndex()
        return str(index.data(ShortcutRole.ID)) if index.isValid() else ""


def _is_typed(event: QKeyEvent) -> bool:
    """Whether the key gives a character to search for."""
    held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    return not held and event.text().isprintable() and bool(event.text().strip())


def _names(table: ActionTable) -> dict[str, str]:
    """What the actions that can be used are called, labels as the project calls them."""
    return {
        record.id: table.name(record.id) if record.id.startswith("claim.label") else record.name
        for record in table.keymap.records
        if table.is_offered(record.id)
    }


class _ShortcutView(QTableView):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        )
        self._fit_rows()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.6))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What says where an action is goes before its name has no room."""
        super().resizeEvent(event)
        room = self.viewport().width() - self.fontMetrics().averageCharWidth() * _NAME
        for column in (ShortcutColumn.KEYS, ShortcutColumn.PLACE, ShortcutColumn.MENU):
            room -= self.sizeHintForColumn(column)
            self.setColumnHidden(column, room < 0 and column is not ShortcutColumn.KEYS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Some platforms open an item with another key than Enter.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        elif _is_typed(event):
            event.ignore()
        else:
            super().keyPressEvent(event)
