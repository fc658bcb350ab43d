"""Cells of a table run the way of their words, so that the beginning of long ones is in sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from annotator.views.plain_table import plain_table


@pytest.mark.parametrize(
    ("words", "direction"),
    [
        ("The port burned.", Qt.LayoutDirection.LeftToRight),
        ("2:30 رجل يتعرض", Qt.LayoutDirection.RightToLeft),
        ("12", Qt.LayoutDirection.LeftToRight),
    ],
)
def test_words_run_the_way_they_begin(qtbot: QtBot, words: str, direction: Qt.LayoutDirection) -> None:
    model = QStringListModel([words])
    table = plain_table(model, "Words")
    qtbot.addWidget(table)
    delegate = table.itemDelegate()
    assert isinstance(delegate, QStyledItemDelegate)
    option = QStyleOptionViewItem()
    delegate.initStyleOption(option, model.index(0))
    assert option.direction == direction
