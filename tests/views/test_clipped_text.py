from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPicture, QTextLayout
from pytestqt.qtbot import QtBot

from annotator.views.clipped_text import paint_clipped


def test_no_character_is_lost_where_a_line_with_an_emoji_ends(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted: list[str] = []
    draw = QTextLayout.draw

    def kept(layout: QTextLayout, painter: QPainter, place: QPointF) -> None:
        line = layout.lineAt(0)
        units = layout.text().encode("utf-16-le")
        painted.append(units[: 2 * line.textLength()].decode("utf-16-le"))
        draw(layout, painter, place)

    monkeypatch.setattr(QTextLayout, "draw", kept)
    text = "One \N{POLICE CARS REVOLVING LIGHT}\N{FIRE} URGENT batch"
    picture = QPicture()
    painter = QPainter(picture)
    painter.setFont(QFont())
    width = QFontMetricsF(QFont()).horizontalAdvance(text) * 0.7
    paint_clipped(painter, QRectF(0, 0, width, 100), text, lines=3)
    painter.end()
    assert len(painted) > 1
    assert "".join(painted) == text
