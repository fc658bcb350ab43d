"""Shows what merging packs would do before anything is written, and then what it did."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.desk.merge_study import PackSeen
from annotator.desk.notices import Severity
from annotator.models.pack_model import PackColumn, PackModel
from annotator.views.findings_list import FindingsList
from annotator.views.icons import Colours
from annotator.views.pack_words import findings, summary
from annotator.views.plain import plain_label, visible
from annotator.views.plain_table import plain_table
from annotator.views.reading_progress import ReadingProgress
from annotator.views.severity_mark import SeverityMark

_LONGEST_NAME = 100


class MergeDialog(QDialog):
    """`compare_requested` and `merge_requested` carry what people are called here, by the path of their pack.

    They are answered with `show_packs` and `show_result`. `has_begun` says that something may have come in.
    """

    compare_requested = Signal(object)
    merge_requested = Signal(object)
    stop_requested = Signal()

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("mergeDialog")
        self.setWindowTitle(self.tr("Merge Annotators’ Work"))
        # What is written must not meet decisions that are made meanwhile.
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.has_begun = False
        self._is_merging = False
        self._model = PackModel(self)
        self._table = plain_table(self._model, self.tr("Packs"))
        self._mark = SeverityMark(colours)
        self._text = plain_label()
        self._findings = FindingsList()
        self._body, self._named = QWidget(), QWidget()
        self._names: dict[Path, QLineEdit] = {}
        self.progress = ReadingProgress()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._merge = self._buttons.addButton(self.tr("Merge"), QDialogButtonBox.ButtonRole.ActionRole)
        self._build()
        self._merge.clicked.connect(self._on_merge_clicked)
        self._buttons.rejected.connect(self._on_buttons_rejected)
        self.progress.stop_requested.connect(self.stop_requested)

    def begin(self) -> None:
        """Have the packs read."""
        self._mark.set_severity(Severity.INFO)
        self._text.setText(self.tr("Nothing is written yet. The packs are being read…"))
        self._merge.setEnabled(False)
        self.progress.show_progress(0, 0, "")
        self.compare_requested.emit(self._said_names())

    def show_packs(self, packs: Sequence[PackSeen]) -> None:
        """Show what would be merged."""
        self._show(packs, summary(packs, is_done=False))
        self._ask_names([pack for pack in packs if pack.comparison is not None and pack.comparison.stops])
        can_merge = any(pack.can_merge for pack in packs)
        self._merge.setEnabled(can_merge or bool(self._names))
        (self._merge if can_merge else self._cancel).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_result(self, packs: Sequence[PackSeen]) -> None:
        """Say what was merged and what was not."""
        self._is_merging = False
        self._show(packs, summary(packs, is_done=True))
        for part in (self._named, self._merge):
            part.hide()
        self._cancel.setText(self.tr("Close"))
        self._cancel.setDefault(True)
        self._cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _cancel(self) -> QPushButton:
        return self._buttons.button(QDialogButtonBox.StandardButton.Cancel)

    def _show(self, packs: Sequence[PackSeen], text: str) -> None:
        self.progress.end()
        self._body.setEnabled(True)
        self._model.show_packs(packs)
        self._table.setCurrentIndex(self._model.index(0, 0))
        self._text.setText(visible(text))
        found = findings(packs)
        self._findings.show_findings(found)
        is_fine = all(pack.can_merge for pack in packs) and not found
        is_lost = not any(pack.comparison for pack in packs)
        plight = Severity.ERROR if is_lost else Severity.WARNING
        self._mark.set_severity(Severity.SUCCESS if is_fine else plight)

    def _ask_names(self, packs: Sequence[PackSeen]) -> None:
        """A field for each person whose name somebody else has here."""
        form = self._named.layout()
        assert isinstance(form, QFormLayout)
        while form.rowCount():
            form.removeRow(0)
        self._names = {}
        for pack in packs:
            assert pack.comparison is not None
            field = QLineEdit()
            field.setMaxLength(_LONGEST_NAME)
            title = self.tr("{0} is called here").format(visible(pack.comparison.name))
            field.setAccessibleName(title)
            form.addRow(plain_label(title), field)
            self._names[pack.path] = field
        self._named.setVisible(bool(packs))

    def _build(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._text, 1)
        form = QFormLayout(self._named)
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        em = self.fontMetrics().height()
        self._table.setMinimumHeight(em * 5)
        header = self._table.horizontalHeader()
        for counted in list(PackColumn)[1:]:
            header.setSectionResizeMode(counted, QHeaderView.ResizeMode.ResizeToContents)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.addLayout(line)
        body.addWidget(self._table, 1)
        body.addWidget(self._findings, 1)
        body.addWidget(self._named)
        area = QScrollArea()
        area.setWidget(self._body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.addWidget(area, 1)
        column.addWidget(self.progress)
        column.addWidget(self._buttons)
        for button in self._buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
        self._merge.setDefault(True)
        self._named.hide()
        self._findings.hide()
        self.resize(QSize(em * 46, em * 30).boundedTo(self.screen().availableSize() * 0.94))

    def _said_names(self) -> dict[Path, str]:
        return {path: field.text().strip() for path, field in self._names.items() if field.text().strip()}

    def _on_merge_clicked(self) -> None:
        self._is_merging = self.has_begun = True
        names = self._said_names()
        self._merge.setEnabled(False)
        self._body.setEnabled(False)
        self.progress.show_progress(0, 0, "")
        self.merge_requested.emit(names)

    def _on_buttons_rejected(self) -> None:
        """What is being written is stopped first, and told of."""
        if self._is_merging:
            self.stop_requested.emit()
        else:
            self.reject()
