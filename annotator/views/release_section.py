"""What makes a release of a data set: its parts, and the licence that its card tells. Folded until wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.errors import Refused
from annotator.exchange.choices import ExportChoices, SplitBy
from annotator.exchange.delivery import Part
from annotator.views import count_words
from annotator.views.plain import plain_label
from annotator.views.setting_fields import keep_from_wheel

_USUAL = ("80/10/10", "70/15/15", "80/20")
_LARGEST_SEED = 2**31 - 1


class ReleaseSection(QWidget):
    """`changed` follows every choice, also one that is not possible yet: `problem` says what is wrong."""

    changed = Signal()

    def __init__(self, choices: ExportChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fold = QToolButton()
        self._body = QWidget()
        self._release = QCheckBox(self.tr("Folder with card and checksums"))
        self._split = QComboBox()
        self._by = QComboBox()
        self._seed = QSpinBox()
        self._licence = QLineEdit(choices.licence)
        self._problem = plain_label()
        self._parts = plain_label()
        self._build()
        self._fill(choices)
        self._refresh()
        self._fold.toggled.connect(self._on_fold_toggled)
        self._release.toggled.connect(self._on_choice_made)
        self._split.editTextChanged.connect(self._on_split_changed)
        self._by.currentIndexChanged.connect(self._on_choice_made)
        self._seed.valueChanged.connect(self._on_choice_made)
        self._licence.textChanged.connect(self._on_choice_made)

    @property
    def problem(self) -> str:
        """Why what is typed cannot be; "" where it can."""
        # The package of releases is loaded when somebody makes one.
        from annotator.exchange.release.licence import checked_licence

        try:
            self._shares()
            checked_licence(self._licence.text())
        except Refused as error:
            return str(error)
        return ""

    def on(self, choices: ExportChoices) -> ExportChoices:
        """`choices` with those of the section. A split that is not possible counts as none."""
        return replace(
            choices,
            release=self._release.isChecked(),
            shares=() if self.problem else self._shares(),
            split_by=SplitBy(self._by.currentData()),
            seed=self._seed.value(),
            licence=self._licence.text().strip(),
        )

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Say how much there would be in each part; nothing where there is only one."""
        lines = (
            self.tr("{0}: {1}, {2}").format(
                part.name, count_words.articles(part.articles), count_words.claims(part.claims)
            )
            for part in parts
        )
        self._parts.setText("\n".join(lines) if len(parts) > 1 else "")
        self._parts.setVisible(len(parts) > 1)

    def minimumSizeHint(self) -> QSize:
        """As wide as when it is open: what is around it must not be narrower then."""
        hint = super().minimumSizeHint()
        return hint.expandedTo(QSize(self._body.minimumSizeHint().width(), 0))

    def _build(self) -> None:
        keep_from_wheel(self._split, self._by, self._seed)
        self._parts.hide()
        self._fold.setText(self.tr("Release"))
        self._fold.setCheckable(True)
        self._fold.setAutoRaise(True)
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._fold.setAccessibleName(self.tr("Release: parts, card, licence"))
        font = self._fold.font()
        font.setBold(True)
        self._fold.setFont(font)
        self._split.setEditable(True)
        self._split.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._split.setAccessibleName(self.tr("Shares of the parts"))
        self._split.addItem(self.tr("None"))
        self._split.addItems(_USUAL)
        self._by.setAccessibleName(self.tr("What keeps articles in one part"))
        for by, text in (
            (SplitBy.RANDOM, self.tr("Shuffled")),
            (SplitBy.OUTLET, self.tr("By outlet")),
            (SplitBy.DATE, self.tr("By date")),
        ):
            self._by.addItem(text, by)
        self._seed.setRange(0, _LARGEST_SEED)
        self._seed.lineEdit().setTextMargins(self.fontMetrics().height() // 3, 0, 0, 0)
        self._seed.setAccessibleName(self.tr("Seed of the shuffling"))
        self._licence.setAccessibleName(self.tr("Licence"))
        self._licence.setPlaceholderText("CC-BY-4.0")
        self._lay_out()

    def _lay_out(self) -> None:
        fields: tuple[QWidget, ...] = (self._split, self._by, self._seed, self._licence)
        for field in fields:
            field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._release, 0, 0, 1, 2)
        words = (self.tr("Split"), self.tr("How"), self.tr("Seed"), self.tr("Licence"))
        for row, (text, field) in enumerate(zip(words, fields, strict=True), 1):
            label = plain_label(text)
            label.setWordWrap(False)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(self._problem, 5, 0, 1, 2)
        grid.addWidget(self._parts, 6, 0, 1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._fold)
        column.addWidget(self._body)

    def _fill(self, choices: ExportChoices) -> None:
        self._release.setChecked(choices.is_release)
        text = "/".join(map(str, choices.shares))
        self._split.setEditText(text or self._split.itemText(0))
        self._by.setCurrentIndex(self._by.findData(choices.split_by))
        self._seed.setValue(choices.seed)
        self._fold.setChecked(choices.is_release)
        self._on_fold_toggled(choices.is_release)

    def _shares(self) -> tuple[int, ...]:
        """Raises Refused for what is no split."""
        from annotator.exchange.release.splitting import shares_from

        text = self._split.currentText().strip()
        return () if text in {"", self._split.itemText(0)} else shares_from(text)

    def _refresh(self) -> None:
        """Offer what goes with a release, and what goes with a split."""
        is_release, has_parts = self._release.isChecked(), bool(self.on(ExportChoices()).shares)
        self._licence.setEnabled(is_release)
        self._by.setEnabled(has_parts)
        self._seed.setEnabled(has_parts and self._by.currentData() != SplitBy.DATE)
        problem = self.problem
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def _on_choice_made(self) -> None:
        self.show_parts(())
        if not self._release.isChecked():
            with QSignalBlocker(self._split):
                self._split.setEditText(self._split.itemText(0))
        self._refresh()
        self.changed.emit()

    def _on_split_changed(self) -> None:
        if self._split.currentText() != self._split.itemText(0):
            with QSignalBlocker(self._release):
                self._release.setChecked(True)
        self.show_parts(())
        self._refresh()
        self.changed.emit()

    def _on_fold_toggled(self, is_open: bool) -> None:
        self._fold.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        self._body.setVisible(is_open)
