"""What a person can set, applied at once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontDatabase, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.desk.setting_values import LIMITS, Values
from annotator.desk.settings import Settings
from annotator.domain.immutable import immutable
from annotator.views.actions import ActionTable
from annotator.views.plain import heading_label, isolated, plain_label
from annotator.views.preset_field import PresetField
from annotator.views.setting_fields import ChoiceField, ListField, NumberField, SwitchField

Field = ListField | NumberField | SwitchField | ChoiceField | PresetField


@immutable
class _Row:
    """A line of the page under the heading `section`; `words` are what the search looks into."""

    section: QLabel
    field: QWidget
    words: str


class PreferencesDialog(QDialog):
    """Stays open beside the window, and follows what is changed elsewhere."""

    shortcuts_requested = Signal()

    def __init__(
        self,
        settings: Settings,
        table: ActionTable,
        parent: QWidget | None = None,
        *,
        backups: Path | None = None,
    ) -> None:
        """`backups` is the folder of the open project's backups, which is shown."""
        super().__init__(parent)
        self.setObjectName("preferencesDialog")
        self.setWindowTitle(self.tr("Preferences"))
        self._settings = settings
        self._fields: dict[str, Field] = {}
        self._rows: list[_Row] = []
        self._search = _SearchLine()
        self._page = QWidget()
        self._form = QFormLayout(self._page)
        self._section = QLabel()
        self._nothing = plain_label()
        self._restore = QPushButton(self.tr("Restore Defaults of This Page"))
        self._add_look()
        self._add_work()
        self._add_keys(table)
        if backups is not None:
            self._add_files(backups)
        self._build()
        self._show(frozenset(self._fields))
        self._find("")
        for name, field in self._fields.items():
            field.chosen.connect(lambda value, name=name: settings.change(**{name: value}))
        settings.changed.connect(self._show)
        self._search.textChanged.connect(self._find)
        self._restore.clicked.connect(self._on_restore_clicked)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_font()

    def _add_look(self) -> None:
        self._head(self.tr("Look"))
        themes = {
            "system": self.tr("As the system"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
            "high_contrast_light": self.tr("High contrast, light"),
            "high_contrast_dark": self.tr("High contrast, dark"),
        }
        self._add("theme", self.tr("Theme"), ListField(themes))
        self._add(
            "zoom", self.tr("Size of everything"), NumberField(*LIMITS["zoom"], step=10, suffix=self.tr(" %"))
        )
        families = {family: family for family in QFontDatabase.families() if _is_for_reading(family)}
        self._add(
            "text_family", self.tr("Font of the article"), ListField({"": self.tr("Serif"), **families})
        )
        size = NumberField(*LIMITS["text_size"], suffix=self.tr(" pt"))
        self._add("text_size", self.tr("Size of the article’s text"), size)

    def _add_work(self) -> None:
        self._head(self.tr("Working"))
        name = self.tr("After a label")
        after = {
            "next_undecided": self.tr("next undecided"),
            "next": self.tr("next sentence"),
            "stay": self.tr("stay"),
        }
        self._add("after_label", name, ChoiceField(name, after))
        name = self.tr("Boilerplate")
        shown = {"grey": self.tr("grey"), "folded": self.tr("folded"), "text": self.tr("as other text")}
        self._add("boilerplate", name, ChoiceField(name, shown))

        minutes = self.tr("after {0} minutes")
        hints = {0: self.tr("never"), **{after: minutes.format(after) for after in (25, 50, 90)}}
        self._add("break_after", self.tr("Hint to take a break"), ListField(hints))

    def _add_keys(self, table: ActionTable) -> None:
        self._head(self.tr("Keys"))
        name = self.tr("Preset")
        self._add("key_preset", name, PresetField(table, name))
        switch = SwitchField(self.tr("Keys that type a character act in the article"))
        self._add("single_keys", self.tr("Single-key shortcuts"), switch)
        button = QPushButton(self.tr("Keyboard Shortcuts…"))
        button.setAutoDefault(False)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(self._on_shortcuts_clicked)
        self._place(self.tr("All keys"), button, button.text())

    def _add_files(self, backups: Path) -> None:
        self._head(self.tr("Files"))
        folder = QLineEdit(str(backups))
        folder.setReadOnly(True)
        folder.setCursorPosition(0)
        self._place(self.tr("Backups of this project"), folder, "")

    def _head(self, text: str) -> None:
        self._section = heading_label(text)
        self._form.addRow(self._section)

    def _add(self, name: str, label: str, field: Field) -> None:
        """A row for the setting `name`."""
        self._fields[name] = field
        if isinstance(field, QComboBox):
            words = " ".join(field.itemText(row) for row in range(min(field.count(), 8)))
        else:
            words = " ".join(button.text() for button in field.findChildren(QAbstractButton))
        self._place(label, field, words)

    def _place(self, label: str, field: QWidget, words: str) -> None:
        shown = plain_label(label)
        shown.setWordWrap(False)
        if not isinstance(field, ChoiceField | PresetField):
            shown.setBuddy(field)
            field.setAccessibleName(label)
        self._form.addRow(shown, field)
        self._rows.append(_Row(self._section, field, f"{self._section.text()} {label} {words}".casefold()))

    def _build(self) -> None:
        self._search.setPlaceholderText(self.tr("Search preferences"))
        self._search.setAccessibleName(self.tr("Search preferences"))
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        scroll = QScrollArea()
        scroll.setWidget(self._page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._restore.setAutoDefault(False)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        close.rejected.connect(self.reject)
        bottom = QHBoxLayout()
        bottom.addWidget(self._restore)
        bottom.addWidget(close, 1)
        column = QVBoxLayout(self)
        for part in (self._search, self._nothing):
            column.addWidget(part)
        column.addWidget(scroll, 1)
        column.addLayout(bottom)
        self._fit_font()
        em = self.fontMetrics().height()
        self.resize(QSize(em * 40, em * 38).boundedTo(self.screen().availableSize() * 0.94))
        self._search.setFocus()

    def _fit_font(self) -> None:
        em = self.fontMetrics().height()
        for section in {row.section for row in self._rows}:
            section.setContentsMargins(0, em // 2, 0, 0)
        self._form.setHorizontalSpacing(em)
        self._form.setVerticalSpacing(em // 2)

    def _show(self, names: frozenset[str]) -> None:
        """Let the fields show what is set now."""
        for name in names & self._fields.keys():
            self._fields[name].show_value(getattr(self._settings.values, name))

    def _find(self, text: str) -> None:
        """Show only the rows that hold every word of `text`."""
        words = text.casefold().split()
        sections = dict.fromkeys((row.section for row in self._rows), False)
        for row in self._rows:
            is_found = all(word in row.words for word in words)
            self._form.setRowVisible(row.field, is_found)
            sections[row.section] |= is_found
        for section, is_needed in sections.items():
            self._form.setRowVisible(section, is_needed)
        self._nothing.setText(self.tr("Nothing for “{0}”.").format(isolated(text.strip())))
        self._nothing.setVisible(not any(sections.values()))

    def _on_restore_clicked(self) -> None:
        usual = Values()
        self._settings.change(**{name: getattr(usual, name) for name in self._fields})

    def _on_shortcuts_clicked(self) -> None:
        self.accept()
        self.shortcuts_requested.emit()


class _SearchLine(QLineEdit):
    """Esc clears it first, and only then closes the dialog."""

    def __init__(self) -> None:
        super().__init__()
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


def _is_for_reading(family: str) -> bool:
    return QFontDatabase.isSmoothlyScalable(family) and not QFontDatabase.isPrivateFamily(family)
