from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from annotator.models.rows import Index, RowModel


class Cards(RowModel[tuple[str, int]]):
    """Rows whose key is the first part and whose content is the second."""

    def key_of(self, row: tuple[str, int]) -> str:
        return row[0]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self._rows[index.row()][0] if role == Qt.ItemDataRole.DisplayRole else None

    def show(self, rows: list[tuple[str, int]]) -> None:
        self._become(rows)


rows_of_cards = st.lists(
    st.tuples(st.sampled_from("abcdefg"), st.integers(0, 1)), unique_by=lambda row: row[0], max_size=7
)


@given(before=rows_of_cards, after=rows_of_cards)
def test_rows_become_any_others_and_each_index_follows_its_key(
    before: list[tuple[str, int]], after: list[tuple[str, int]]
) -> None:
    model = Cards()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.show(before)
    kept = {key: QPersistentModelIndex(model.index_of(key)) for key, _ in before}
    model.show(after)
    assert list(model.rows) == after
    keys = [key for key, _ in after]
    for key, index in kept.items():
        assert index.isValid() is (key in keys)
        assert index.row() == (keys.index(key) if key in keys else -1)


def test_rows_have_no_rows_of_their_own() -> None:
    model = Cards()
    model.show([("a", 0)])
    assert model.rowCount(QModelIndex()) == 1
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.columnCount(model.index(0, 0)) == 0
