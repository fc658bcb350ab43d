from __future__ import annotations

import pytest
from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFont, QFontMetricsF
from pytestqt.qtbot import QtBot

from annotator.views.key_columns import KeyLine, set_in_columns


def _lines(groups: int, each: int) -> list[KeyLine]:
    return [
        KeyLine("" if not number else "Ctrl+K", f"Action {group} {number}")
        for group in range(groups)
        for number in range(each)
    ]


@pytest.fixture
def font(qtbot: QtBot) -> QFont:
    return QFont("sans", 10)


def _room(font: QFont, *, lines: float, letters: float) -> QSizeF:
    metrics = QFontMetricsF(font)
    return QSizeF(metrics.averageCharWidth() * letters, metrics.height() * 1.25 * lines)


def test_few_lines_stand_in_one_column_in_full_size(font: QFont) -> None:
    sheet = set_in_columns(_lines(1, 4), font, _room(font, lines=20, letters=100))
    assert sheet.scale == 1.0
    assert [len(column.lines) for column in sheet.columns] == [4]


def test_columns_are_of_about_the_same_height(font: QFont) -> None:
    lines = _lines(3, 9)
    sheet = set_in_columns(lines, font, _room(font, lines=20, letters=200))
    assert [len(column.lines) for column in sheet.columns] == [14, 13]
    assert [line for column in sheet.columns for line in column.lines] == lines


def test_no_heading_stands_last_in_a_column(font: QFont) -> None:
    sheet = set_in_columns(_lines(9, 2), font, _room(font, lines=5, letters=400))
    assert len(sheet.columns) > 3
    assert all(column.lines[-1].keys for column in sheet.columns)


def test_the_text_shrinks_where_there_is_no_room(font: QFont) -> None:
    room = _room(font, lines=12, letters=60)
    sheet = set_in_columns(_lines(5, 9), font, room)
    assert sheet.scale < 1.0
    assert sheet.font.pointSizeF() == pytest.approx(10 * sheet.scale)
    assert sheet.width <= room.width()
    assert max(len(column.lines) for column in sheet.columns) * sheet.line_height <= room.height()


def test_without_lines_there_are_no_columns(font: QFont) -> None:
    assert set_in_columns([], font, _room(font, lines=9, letters=80)).columns == ()
