"""A line of a version or of gold is as high as its words, however they break."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from annotator.views.badges import Mark
from annotator.views.review.claim_lines import Line
from annotator.views.review.gold_area import GoldArea
from tests.views.article_builders import Colours

WORDS = ("Hundreds dead", "millions of pilgrims arrive in Mecca each year for the annual pilgrimage " * 4)


@pytest.mark.parametrize("width", [120, 300])
def test_gold_is_as_high_as_its_words(qtbot: QtBot, qapp: QApplication, width: int) -> None:
    area = GoldArea("Gold", Colours())
    qtbot.addWidget(area)
    area.set_limit(2_000)
    area.resize(width, 100)
    area.show()
    for words in (*WORDS, *WORDS):
        area.show_lines([Line("Confirmed", Mark.UNDECIDED), Line(words), Line("kept", Mark.UNDECIDED)])
        qapp.processEvents()
        shown = [label for label in area.findChildren(QLabel) if label.text() and label.isVisible()]
        assert [label.text() for label in shown] == ["Confirmed", words, "kept"]
        assert all(label.height() == label.heightForWidth(label.width()) for label in shown)


@pytest.mark.parametrize(("limit", "lines"), [(10, 0), (2_000, 6)])
def test_gold_in_one_line_is_whole_in_the_smallest_pane_and_has_usual_room_in_others(
    qtbot: QtBot, qapp: QApplication, limit: int, lines: int
) -> None:
    area = GoldArea("Gold", Colours())
    qtbot.addWidget(area)
    area.set_limit(limit)
    area.resize(300, 100)
    area.show()
    area.show_lines([Line("Confirmed", Mark.UNDECIDED), Line(WORDS[0]), Line("kept", Mark.UNDECIDED)])
    qapp.processEvents()
    inner = area.widget()
    assert inner is not None
    usual = lines * area.fontMetrics().height()
    assert area.height() == max(inner.minimumSizeHint().height(), usual)
    assert not area.verticalScrollBar().isVisible()
