from __future__ import annotations

from PySide6.QtGui import QStandardItem, QStandardItemModel
from pytestqt.qtbot import QtBot

from annotator.views.plain_table import plain_table


def test_the_current_row_stays_in_sight_where_less_room_is_left(qtbot: QtBot) -> None:
    model = QStandardItemModel()
    for number in range(12):
        model.appendRow(QStandardItem(f"file {number}.csv"))
    table = plain_table(model, "Files")
    qtbot.addWidget(table)
    table.resize(300, 500)
    table.show()
    table.setCurrentIndex(model.index(9, 0))
    table.resize(300, 120)
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))
