"""Decisions about one annotator's work, as a table of what she had and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt
from PySide6.QtGui import QFont

from annotator.desk.feedback_reading import Told
from annotator.models.feedback_words import outcome_words
from annotator.models.rows import Index, RowModel

_CONTEXT = "FeedbackModel"


class FeedbackColumn(IntEnum):
    WORDS = 0
    SAID = 1
    DECIDED = 2
    ARTICLE = 3


class FeedbackRole(IntEnum):
    RECORD = Qt.ItemDataRole.UserRole + 1


class FeedbackModel(RowModel[Told]):
    """What is new is bold, and says so to who hears it read."""

    def key_of(self, row: Told) -> str:
        return row.feedback.id

    def set_rows(self, rows: Sequence[Told]) -> None:
        """Show `rows`, newest first, in place of all that was shown: there may be thousands."""
        self._reset(rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(FeedbackColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return super().headerData(section, orientation, role)
        names = (self.tr("Words"), self.tr("You had"), self.tr("In review"), self.tr("Article"))
        return names[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(row, index.column())
            case Qt.ItemDataRole.AccessibleTextRole:
                spoken = ", ".join(self._shown(row, column) for column in FeedbackColumn)
                return self.tr("New: {0}").format(spoken) if row.is_new else spoken
            case Qt.ItemDataRole.FontRole if row.is_new:
                font = QFont()
                font.setBold(True)
                return font
            case FeedbackRole.RECORD:
                return row
        return None

    def _shown(self, row: Told, column: int) -> str:
        match column:
            case FeedbackColumn.SAID:
                return said_words(row)
            case FeedbackColumn.DECIDED:
                return decided_words(row)
            case FeedbackColumn.ARTICLE:
                return row.title
        return " ".join(row.words.split())


def said_words(row: Told) -> str:
    """The labels that she gave there."""
    return ", ".join(dict.fromkeys(label for label, _ in row.said)) or _tr("Nothing marked")


def decided_words(row: Told) -> str:
    """What was decided there."""
    return outcome_words(row.feedback, (label for label, _ in row.decided))


def _tr(text: str) -> str:
    return QCoreApplication.translate(_CONTEXT, text)
