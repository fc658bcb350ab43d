"""What the labels and the annotators of a file are in this project."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.desk.annotation_study import Proposal
from annotator.exchange.annotations.translation import LEFT_OUT
from annotator.views import count_words
from annotator.views.plain import heading_label, isolated, plain_label
from annotator.views.setting_fields import ListField

_MOST: Final = 200
"""So many labels and annotators have a field each, the most frequent ones."""
_FEW: Final = 4
"""More labels that are not clear can be said at once."""
_OPEN: Final = None
"""The value of a label of which nothing was said yet."""


class AnnotationForm(QWidget):
    """`changed` follows every answer."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: dict[str, ListField] = {}
        self._together: set[str] = set()
        """Labels that were said at once, and not by themselves since."""
        self._people: dict[str, QLineEdit] = {}
        self._rest: dict[str, str | None] = {}
        """Labels without a field, `_OPEN` where nothing was said of them."""
        self._open_rest: tuple[str, ...] = ()
        """Those of them that go by what is said at once."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._body: QWidget | None = None

    @property
    def labels(self) -> dict[str, str]:
        """Labels of the file with keys of the project, as far as they were said or have no field."""
        return dict.fromkeys(self._rest, LEFT_OUT) | self._said

    @property
    def _said(self) -> dict[str, str]:
        keys = self._rest | {name: field.currentData() for name, field in self._labels.items()}
        return {name: str(key) for name, key in keys.items() if key is not _OPEN}

    @property
    def people(self) -> dict[str, str]:
        """Annotators of the file with names, as far as they were said."""
        said = {person: " ".join(field.text().split()) for person, field in self._people.items()}
        return {person: name for person, name in said.items() if name}

    @property
    def missing(self) -> str:
        """What is still to be said, in words; "" where nothing is."""
        labels = len(self._labels.keys() - self.labels.keys())
        people = len(self._people.keys() - self.people.keys())
        parts = (
            (labels, self.tr("labels whose meaning is still to be said: {0}")),
            (people, self.tr("annotators still to be named: {0}")),
        )
        return " · ".join(text.format(count_words.number(count)) for count, text in parts if count)

    def show_proposal(self, proposal: Proposal) -> None:
        """Ask for each label and each annotator; what was said for the same words before stays said."""
        labels = {**proposal.labels, **self._said}
        people = {**proposal.people, **self.people}
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        self._add_labels(column, proposal, labels)
        self._add_people(column, proposal, people)
        self._column.addWidget(self._body)
        self._body.show()

    def _add_labels(self, column: QVBoxLayout, proposal: Proposal, known: Mapping[str, str]) -> None:
        offered = {label.key: label.name for label in proposal.offered}
        names = sorted(proposal.found.labels, key=lambda name: -proposal.found.labels[name])
        self._together = set()
        self._labels, self._rest = {}, {name: known.get(name, _OPEN) for name in names[_MOST:]}
        self._open_rest = tuple(name for name in self._rest if name not in known)
        rows = self._section(column, self.tr("Labels of the file, and what they are here"), bool(names))
        if sum(name not in known for name in names) > _FEW:
            others = self._meanings(offered, is_open=True)
            others.setAccessibleName(self.tr("What all labels still to be said are here"))
            others.chosen.connect(self._on_others_chosen)
            rows.addRow(plain_label(self.tr("all still to be said")), others)
        for name in names[:_MOST]:
            field = self._meanings(offered, is_open=name not in known)
            field.setCurrentIndex(max(field.findData(known.get(name, _OPEN)), 0))
            field.setAccessibleName(self.tr("What “{0}” is here").format(name))
            field.chosen.connect(partial(self._on_label_chosen, name))
            rows.addRow(_counted(name, proposal.found.labels[name]), field)
            self._labels[name] = field
        if self._rest:
            text = self.tr("{0} rarer labels are left out, where nothing was said of them or of all.")
            column.addWidget(plain_label(text.format(count_words.number(len(self._rest)))))

    def _meanings(self, offered: Mapping[str, str], *, is_open: bool) -> ListField:
        """What a label may be; `is_open` where it has to be chosen."""
        field = ListField({})
        if is_open:
            field.addItem(self.tr("choose…"), _OPEN)
        for key, words in offered.items():
            field.addItem(words, key)
        field.addItem(self.tr("leave out"), LEFT_OUT)
        return field

    def _on_others_chosen(self, key: object) -> None:
        """Say it of every label of which nothing was said by itself."""
        for name, field in self._labels.items():
            if field.currentData() is _OPEN or name in self._together:
                field.show_value(key)
                self._together.add(name)
        self._rest |= dict.fromkeys(self._open_rest, _OPEN if key is _OPEN else str(key))
        self.changed.emit()

    def _on_label_chosen(self, name: str, _key: object) -> None:
        self._together.discard(name)
        self.changed.emit()

    def _add_people(self, column: QVBoxLayout, proposal: Proposal, known: Mapping[str, str]) -> None:
        counts = proposal.found.people
        self._people = {}
        rows = self._section(column, self.tr("Annotators of the file, and their names here"), bool(counts))
        for person in sorted(counts, key=lambda name: -counts[name]):
            field = QLineEdit(known.get(person, ""))
            field.setPlaceholderText(self.tr("name"))
            shown = person or self.tr("not said")
            field.setAccessibleName(self.tr("Name of annotator “{0}”").format(shown))
            field.textChanged.connect(self.changed)
            rows.addRow(_counted(shown, counts[person]), field)
            self._people[person] = field

    def _section(self, column: QVBoxLayout, title: str, is_needed: bool) -> QFormLayout:
        rows = QFormLayout()
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        if is_needed:
            column.addWidget(heading_label(title))
        column.addLayout(rows)
        return rows


def _counted(name: str, count: int) -> QWidget:
    return plain_label(f"{isolated(name)} × {count_words.number(count)}")
