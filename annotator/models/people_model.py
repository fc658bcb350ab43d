"""The people of a project with their roles and their articles."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt

from annotator.domain.records import Role
from annotator.models.rows import Index, RowModel
from annotator.store.team import Workload


class PeopleColumn(IntEnum):
    NAME = 0
    ROLE = 1
    ALLOTTED = 2
    FINISHED = 3


class PeopleRole(IntEnum):
    RECORD = Qt.ItemDataRole.UserRole + 1


def role_words(role: Role) -> str:
    """What people call a role."""
    match role:
        case Role.LEAD:
            return QCoreApplication.translate("Role", "Lead")
        case Role.ANNOTATOR:
            return QCoreApplication.translate("Role", "Annotator")
        case Role.ADJUDICATOR:
            return QCoreApplication.translate("Role", "Reviewer")
        case Role.MODEL:
            return QCoreApplication.translate("Role", "Model")


class PeopleModel(RowModel[Workload]):
    def key_of(self, row: Workload) -> str:
        return row.person.id

    def set_rows(self, rows: Sequence[Workload]) -> None:
        """Show `rows`; who is selected stays selected."""
        self._become(rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(PeopleColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return super().headerData(section, orientation, role)
        return (self.tr("Name"), self.tr("Role"), self.tr("Allotted"), self.tr("Finished"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(row, index.column())
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row)
            case PeopleRole.RECORD:
                return row
            case _:
                return None

    def _shown(self, row: Workload, column: int) -> str:
        match column:
            case PeopleColumn.NAME:
                return row.person.name
            case PeopleColumn.ROLE:
                return role_words(row.person.role)
            case _ if not row.is_seen:
                return self.tr("not shown")
            case _ if not row.is_counted:
                return "…"
            case PeopleColumn.ALLOTTED:
                return str(row.allotted) if row.allotted else self.tr("all")
            case _:
                return str(row.finished)

    def _spoken(self, row: Workload) -> str:
        parts = [self._shown(row, PeopleColumn.NAME), self._shown(row, PeopleColumn.ROLE)]
        if row.is_seen and row.is_counted:
            allotted, finished = (self._shown(row, column) for column in list(PeopleColumn)[2:])
            parts.append(self.tr("articles allotted: {0}, finished: {1}").format(allotted, finished))
        return ", ".join(parts)
