"""What goes into an exported file: its format, whose work, which articles, and which of their parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotator.exchange.choices import Annotations, OffsetUnit
from annotator.exchange.delivery import Part
from annotator.exchange.formats import writers
from annotator.exchange.last_export import ExportScope, LastExport, Whose
from annotator.views.format_list import FormatList
from annotator.views.plain import heading_label, isolated, plain_label
from annotator.views.release_section import ReleaseSection
from annotator.views.setting_fields import keep_from_wheel


class ExportForm(QWidget):
    """`changed` follows every choice, `format_chosen` that of a format.

    What a format has no place for cannot be chosen with it, and shows what it does instead; with the next
    format that has a place for it the choice is there again.
    """

    changed = Signal()
    format_chosen = Signal()

    def __init__(self, scope: ExportScope, last: LastExport, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scope = scope
        self._last = last
        self._titles: list[QLabel] = []
        self._formats = FormatList()
        self._whose = QButtonGroup(self)
        self._people: dict[str, QCheckBox] = {}
        self._people_place = QWidget()
        self._annotations = QComboBox()
        self._articles = QComboBox()
        self._listed = QCheckBox()
        self._release = ReleaseSection(last.choices)
        self._parts: dict[str, QCheckBox] = {}
        self._wished: dict[str, Any] = {}
        self._units = QButtonGroup(self)
        usual = writers()[last.choices.format].unit
        self._wished_unit = last.choices.offset_unit if last.choices.offset_unit is not usual else None
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._first, self._second = QVBoxLayout(), QVBoxLayout()
        self._build()
        self._fill(last)
        self._refresh()
        self._formats.chosen.connect(self._on_choice_made)
        self._formats.chosen.connect(self.format_chosen)
        self._annotations.currentIndexChanged.connect(self._on_choice_made)
        self._articles.currentIndexChanged.connect(self._on_choice_made)
        self._listed.toggled.connect(self._on_choice_made)
        self._release.changed.connect(self._on_choice_made)
        for box in self._people.values():
            box.toggled.connect(self._on_choice_made)
        for name, box in self._parts.items():
            box.toggled.connect(lambda is_on, name=name: self._on_part_toggled(name, is_on))
        self._whose.idToggled.connect(self._on_whose_toggled)
        self._units.idToggled.connect(self._on_units_toggled)

    @property
    def wanted(self) -> LastExport:
        """The choices as they stand, to be understood by the scope."""
        choices = replace(
            self._release.on(self._last.choices),
            format=self._formats.format,
            annotations=Annotations(self._annotations.currentData()),
            articles=self._scope.listed if self._listed.isChecked() else None,
            annotators=tuple(id_ for id_, box in self._people.items() if box.isChecked()),
            finished_only=bool(self._articles.currentData()),
            offset_unit=self._wished_unit or writers()[self._formats.format].unit,
            **self._wished,
        )
        return self._last.model_copy(
            update={"choices": choices, "whose": list(Whose)[self._whose.checkedId()]}
        )

    @property
    def problem(self) -> str:
        """Why what is typed cannot be; "" where it can."""
        return self._release.problem

    def include_unfinished(self) -> None:
        self._articles.setCurrentIndex(self._articles.findData(False))

    def include_everybody(self) -> None:
        self._whose.button(list(Whose).index(Whose.EVERYBODY)).setChecked(True)

    def take_majority(self) -> None:
        self._annotations.setCurrentIndex(self._annotations.findData(Annotations.MAJORITY))

    def include_no_claims(self) -> None:
        self._parts["no_claims"].setChecked(True)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Say how much there would be in each part of a release."""
        self._release.show_parts(parts)

    def focus_first(self) -> None:
        self._formats.setFocus(Qt.FocusReason.OtherFocusReason)

    def format_line(self) -> tuple[int, int]:
        """Where the middle of the chosen format stands in the form, and how high it is, in pixels."""
        row = self._formats.visualRect(self._formats.currentIndex())
        return self._formats.viewport().mapTo(self, row.center()).y(), row.height()

    def set_wide(self, wide: bool) -> None:
        """Set formats beside the other choices, or above them."""
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() is not direction:
            self._columns.setDirection(direction)
        self._formats.set_tall(wide)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_font()

    def _build(self) -> None:
        keep_from_wheel(self._annotations, self._articles)
        self._articles.setAccessibleName(self.tr("Articles"))
        self._articles.addItem(self.tr("Finished ones"), True)
        self._articles.addItem(self.tr("All, finished or not"), False)
        formats, others = self._first, self._second
        formats.addWidget(self._title(self.tr("Format"), self._formats))
        formats.addWidget(self._formats)
        formats.addStretch(1)
        self._add_annotations(others)
        self._add_people(others)
        others.addWidget(self._title(self.tr("Articles"), self._articles))
        others.addWidget(self._articles)
        others.addWidget(self._listed)
        self._add_parts(others)
        self._add_units(others)
        others.addWidget(self._release)
        others.addStretch(1)
        self._columns.addLayout(formats, 1)
        self._columns.addLayout(others, 1)
        self._fit_font()

    def _add_annotations(self, column: QVBoxLayout) -> None:
        self._annotations.setAccessibleName(self.tr("Which claims"))
        for kind, text in (
            (Annotations.ALL, self.tr("Everybody’s own")),
            (Annotations.GOLD, self.tr("Gold: adjudicated only")),
            (Annotations.MAJORITY, self.tr("Gold, else the majority")),
            (Annotations.SOFT, self.tr("Soft labels: shares of votes")),
        ):
            self._annotations.addItem(text, kind)
        count = len(self._scope.listed)
        self._listed.setText(self.tr("only those listed in the queue ({0})").format(count))
        self._listed.setVisible(bool(count))
        column.addWidget(self._title(self.tr("Claims"), self._annotations))
        column.addWidget(self._annotations)

    def _add_people(self, column: QVBoxLayout) -> None:
        column.addWidget(self._title(self.tr("Whose work")))
        me = next((each.name for each in self._scope.people if each.id == self._scope.annotator_id), "")
        words = (
            self.tr("Every annotator"),
            self.tr("Only me ({0})").format(isolated(me)) if me else self.tr("Only me"),
            self.tr("Chosen ones"),
        )
        if self._scope.is_blind:
            column.addWidget(
                plain_label(self.tr("You do not see the work of others: the file holds yours alone."))
            )
        for number, text in enumerate(words):
            button = QRadioButton(_as_is(text))
            self._whose.addButton(button, number)
            column.addWidget(button)
        self._whose.button(list(Whose).index(Whose.ME)).setEnabled(bool(me))
        indented = QVBoxLayout(self._people_place)
        indented.setContentsMargins(self.fontMetrics().height(), 0, 0, 0)
        for person in self._scope.people:
            self._people[person.id] = QCheckBox(_as_is(isolated(person.name)))
            indented.addWidget(self._people[person.id])
        column.addWidget(self._people_place)

    def _add_parts(self, column: QVBoxLayout) -> None:
        column.addWidget(self._title(self.tr("With")))
        for name, text in (
            ("no_claims", self.tr("sentences without a claim")),
            ("notes", self.tr("notes and flags")),
            ("names", self.tr("annotators’ names, not letters")),
            ("text", self.tr("the articles’ text")),
            ("boilerplate", self.tr("boilerplate")),
        ):
            self._parts[name] = QCheckBox(text)
            self._wished[name] = bool(getattr(self._last.choices, name))
            column.addWidget(self._parts[name])

    def _add_units(self, column: QVBoxLayout) -> None:
        column.addWidget(self._title(self.tr("Offsets count")))
        words = {
            OffsetUnit.CODE_POINT: self.tr("code points (Python)"),
            OffsetUnit.UTF16: self.tr("UTF-16 units (JavaScript)"),
            OffsetUnit.UTF8: self.tr("UTF-8 bytes"),
        }
        for number, unit in enumerate(OffsetUnit):
            self._units.addButton(button := QRadioButton(words[unit]), number)
            column.addWidget(button)

    def _title(self, text: str, buddy: QWidget | None = None) -> QLabel:
        label = heading_label(text)
        label.setWordWrap(False)
        if buddy is not None:
            label.setBuddy(buddy)
        self._titles.append(label)
        return label

    def _fill(self, last: LastExport) -> None:
        choices = last.choices
        self._formats.choose(choices.format)
        self._annotations.setCurrentIndex(self._annotations.findData(choices.annotations))
        is_me_missing = last.whose is Whose.ME and not self._scope.annotator_id
        whose = Whose.EVERYBODY if is_me_missing else last.whose
        self._whose.button(list(Whose).index(whose)).setChecked(True)
        for id_, box in self._people.items():
            box.setChecked(choices.annotators is None or id_ in choices.annotators)
        self._articles.setCurrentIndex(self._articles.findData(choices.finished_only))
        if self._scope.is_blind:
            self._keep_to_own()

    def _keep_to_own(self) -> None:
        """Leave no choice of whose work it is: nobody else's is seen."""
        mine = self._whose.button(list(Whose).index(Whose.ME))
        mine.setChecked(True)
        self._annotations.setCurrentIndex(self._annotations.findData(Annotations.ALL))
        others = [button for button in self._whose.buttons() if button is not mine]
        for field in (self._annotations, *others):
            field.setEnabled(False)

    def _refresh(self) -> None:
        """Show what can be chosen beside what is chosen now."""
        self._people_place.setVisible(self._whose.checkedId() == list(Whose).index(Whose.CHOSEN))
        writer = writers()[self._formats.format]
        for name, box in self._parts.items():
            self._allow(box, is_possible=name == "names" or name in writer.takes)
            with QSignalBlocker(box):
                box.setChecked(box.isEnabled() and self._wished[name])
        is_free = "offset_unit" in writer.takes
        unit = (self._wished_unit if is_free else None) or writer.unit
        with QSignalBlocker(self._units):
            self._units.setExclusive(unit is not None)
            for button, each in zip(self._units.buttons(), OffsetUnit, strict=True):
                self._allow(button, is_possible=is_free)
                button.setChecked(each is unit)

    def _allow(self, button: QAbstractButton, *, is_possible: bool) -> None:
        button.setEnabled(is_possible)
        button.setToolTip("" if is_possible else self.tr("This format leaves no choice here."))

    def _fit_font(self) -> None:
        em = self.fontMetrics().height()
        for title in self._titles:
            title.setContentsMargins(0, em // 3, 0, 0)
        self._columns.setSpacing(em)
        for layout in (self._first, self._second):
            layout.setSpacing(em // 4)

    def _on_choice_made(self) -> None:
        self._refresh()
        self.changed.emit()

    def _on_part_toggled(self, name: str, is_on: bool) -> None:
        self._wished[name] = is_on
        self._on_choice_made()

    def _on_whose_toggled(self, _id: int, is_on: bool) -> None:
        # Of two radio buttons that change, the one that is on now says it.
        if is_on:
            self._on_choice_made()

    def _on_units_toggled(self, number: int, is_on: bool) -> None:
        if is_on:
            self._wished_unit = list(OffsetUnit)[number]
            self._on_choice_made()


def _as_is(text: str) -> str:
    """`text` for a button, without a mnemonic."""
    return text.replace("&", "&&")
