"""What greys pieces of articles, with a count each; rules can be switched off for all articles."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QLocale, Qt, Signal

from annotator.domain.immutable import immutable
from annotator.models.rows import Index, RowModel


@immutable
class RuleRow:
    """`name` is that of the rule; one that `can_be_left` is asked only while it `is_on`."""

    name: str
    count: int
    is_on: bool = True
    can_be_left: bool = True


class RuleModel(RowModel[RuleRow]):
    """`switched` carries the name of a rule and whether it is asked now."""

    switched = Signal(str, bool)

    def key_of(self, row: RuleRow) -> str:
        return row.name

    def show_rules(self, counts: Mapping[str, int], rules: Collection[str], off: Collection[str]) -> None:
        """Show `counts` by what greyed; of them `rules` can be switched off, and those in `off` are.

        A rule that is off keeps the count that it had, for it would grey as many again.
        """
        kept = {row.name: row.count for row in self._rows if row.name in off}
        rows = [RuleRow(name, count, name not in off, name in rules) for name, count in counts.items()]
        rows += [RuleRow(name, kept.get(name, 0), is_on=False) for name in off if name not in counts]
        self._reset(sorted(rows, key=lambda row: (-row.count, row.name)))

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self._rows[index.row()].can_be_left:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                count = QLocale().toString(row.count)
                if row.is_on:
                    return self.tr("{0} × {1}").format(count, row.name)
                return self.tr("{0} × {1}: kept").format(count, row.name)
            case Qt.ItemDataRole.CheckStateRole if row.can_be_left:
                return Qt.CheckState.Checked if row.is_on else Qt.CheckState.Unchecked
            case _:
                return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.CheckStateRole:
            return False
        row = self._rows[index.row()]
        is_on = Qt.CheckState(value) is Qt.CheckState.Checked
        self._replace(index.row(), RuleRow(row.name, row.count, is_on, row.can_be_left))
        self.switched.emit(row.name, is_on)
        return True
