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


ARABIC = "عوض فريق داندي ستارز عن خسارته من خلال مباراة دوري النخبة التي لعبها أمام فريق بلفاست جاينتس"


@pytest.mark.parametrize("lines", [1, 2])
@pytest.mark.parametrize(
    "text", [ARABIC, "Thieves take twenty thousand dollars during a robbery of a jewellery store"]
)
def test_words_that_are_cut_end_in_dots_in_every_width(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, text: str, lines: int
) -> None:
    layouts: list[QTextLayout] = []
    monkeypatch.setattr(QTextLayout, "draw", lambda layout, *_: layouts.append(layout))
    picture = QPicture()
    painter = QPainter(picture)
    for width in range(120, 240, 3):
        layouts.clear()
        paint_clipped(painter, QRectF(0, 0, width, 100), text, lines=lines)
        last = layouts[-1]
        assert last.text().endswith("…")
        assert last.lineAt(0).textLength() == len(last.text())
    painter.end()


def test_lines_stand_at_the_side_that_their_script_starts_at(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    layouts: list[QTextLayout] = []
    monkeypatch.setattr(QTextLayout, "draw", lambda layout, *_: layouts.append(layout))
    picture = QPicture()
    painter = QPainter(picture)
    for text in ("يوم السبت", "On Saturday"):
        paint_clipped(painter, QRectF(0, 0, 400, 100), text, lines=2)
    painter.end()
    arabic, latin = (layout.lineAt(0).naturalTextRect() for layout in layouts)
    assert arabic.right() == pytest.approx(400, abs=2)
    assert latin.left() == 0
