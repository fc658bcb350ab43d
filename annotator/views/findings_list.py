"""A list of what of a file is not taken or taken otherwise, with examples of what is selected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.exchange.annotations.placing import How
from annotator.exchange.annotations.survey import FileSurvey, Unplaced
from annotator.exchange.annotations.taking_in import TakenIn
from annotator.exchange.losses import Loss
from annotator.models.finding_model import Finding, FindingColumn, FindingModel, FindingRole
from annotator.views.plain import plain_label, visible
from annotator.views.plain_table import plain_table


class FindingsList(QWidget):
    """Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = FindingModel(self)
        self._table = plain_table(self._model, self.tr("What is not taken, or taken otherwise"))
        self._examples = plain_label()
        em = self.fontMetrics().height()
        self._table.setColumnWidth(FindingColumn.COUNT, em * 6)
        self._table.setMinimumHeight(em * 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._table, 1)
        column.addWidget(self._examples)
        self._table.selectionModel().currentRowChanged.connect(self._refresh)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these instead of what is shown."""
        self._model.show_findings(findings)
        self._table.setCurrentIndex(self._model.index(0, 0))
        self._refresh()
        self.setVisible(bool(findings))

    def _refresh(self) -> None:
        row = self._table.currentIndex().siblingAtColumn(0).data(FindingRole.RECORD)
        examples = row.examples if isinstance(row, Finding) else ()
        self._examples.setText("\n".join(map(visible, examples)))
        self._examples.setVisible(bool(examples))


def findings_of(found: FileSurvey) -> list[Finding]:
    """What there is to say of a file before it is taken in."""
    others = [(how, count) for how, count in found.placed.items() if how is not How.AS_STATED]
    findings = [Finding(_tr("found {0}").format(how.value), count) for how, count in others]
    if found.by_words:
        said = _tr("put on the article in which their words stand, as the file names none")
        findings.append(Finding(said, found.by_words))
    if found.trimmed:
        findings.append(Finding(_tr("white space at an end is not kept"), found.trimmed))
    return [*_unplaced(found.unplaced), *findings, *_lost(found.losses)]


def findings_of_result(result: TakenIn) -> list[Finding]:
    """What did not come in."""
    left = [Finding(_tr("left out: {0}").format(label), n) for label, n in result.left_out.items()]
    return [*_unplaced(result.unplaced), *left, *_lost(result.losses)]


def _unplaced(unplaced: Iterable[Unplaced]) -> list[Finding]:
    return [
        Finding(_tr("not placed: {0}").format(each.why.value), each.count, each.examples) for each in unplaced
    ]


def _lost(losses: Iterable[Loss]) -> list[Finding]:
    return [
        Finding(_tr("not taken: {0}").format(loss.what), loss.count, (loss.example,) if loss.example else ())
        for loss in losses
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Findings", text)
