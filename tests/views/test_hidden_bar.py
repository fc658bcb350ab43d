from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from annotator.domain.hidden_characters import MOST, hidden_offsets
from annotator.domain.records import Direction
from annotator.domain.spans import Span
from annotator.views.article_document import ArticleDocument, TextStyle
from annotator.views.count_words import number
from annotator.views.hidden_bar import HiddenBar
from tests.teams import add_article
from tests.views.article_builders import sheet_of, shown
from tests.views.main_windows import open_titled, press, working

_TEXT = "The file is evil\u202egnp.exe\u202c today. It is a vac\u200bcine \U0001f600\U000e0041\U000e0042 now."
_SPELLED = "evil⟦RLO⟧gnp.exe⟦PDF⟧ today. It is a vac⟦ZWSP⟧cine \U0001f600⟦TAG A⟧⟦TAG B⟧ now."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a\u202eb\u202cc\u200f", "Contains 3 hidden direction marks"),
        ("a\u200bb", "Contains 1 zero-width character"),
        (
            _TEXT,
            "Contains 2 hidden direction marks, 1 zero-width character and 2 hidden tag characters",
        ),
        ("\u202e" * (MOST + 1), f"Contains {number(MOST)} hidden characters or more"),
        ("Nothing to see.", ""),
    ],
)
def test_t10_a_banner_counts_what_nobody_sees(qtbot: QtBot, text: str, words: str) -> None:
    bar = HiddenBar()
    qtbot.addWidget(bar)
    bar.show_found(text, hidden_offsets(text))
    assert bar.words == words
    assert bar.isHidden() is not bool(words)


def test_t10_spelled_characters_stand_at_their_own_offsets(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of(_TEXT))
    view.set_spelled(True)
    geometry = view.geometry_of_marks
    assert geometry is not None
    assert view.toPlainText().endswith(_SPELLED)
    for offset, character in enumerate(_TEXT):
        pieces = geometry.pieces(Span(offset, offset + 1))
        assert bool(pieces) is not character.isspace()
        for piece in pieces:
            middle = QPointF((piece.left + piece.right) / 2, (piece.top + piece.bottom) / 2)
            assert geometry.offset_at(middle) == offset
    view.set_spelled(False)
    assert "⟦" not in view.toPlainText()


def test_t10_a_long_paragraph_of_hidden_characters_keeps_its_offsets(qtbot: QtBot) -> None:
    text = "word\u202e " * 4_000 + "end."
    document = ArticleDocument(sheet_of(text), TextStyle(shown(qtbot, None).font(), 16, 10, spelled=True))
    for offset in range(0, len(text), 7):
        assert document.offset(document.position(offset)) == offset


def test_t10_a_token_does_not_turn_its_paragraph_round(qtbot: QtBot) -> None:
    text = "\u200fقالت الوزارة.\n\nThe end."
    view = shown(qtbot, sheet_of(text))
    view.set_direction(Direction.AUTO)
    view.set_spelled(True)
    document = view.document()
    assert document.findBlockByNumber(0).textDirection() is Qt.LayoutDirection.RightToLeft
    assert document.findBlockByNumber(2).textDirection() is Qt.LayoutDirection.LeftToRight


def test_t10_the_banner_shows_and_hides_them_and_the_text_stays(qtbot: QtBot, tmp_path: Path) -> None:
    with working(qtbot, tmp_path) as window:
        reading, article = window.parts.reading, window.parts.article
        assert not reading.findChildren(HiddenBar)
        window.commands.open_article(add_article(window.bench.desk.project, _TEXT))
        bar = reading.hidden_bar
        assert bar is not None
        assert bar.isVisible()
        assert article.hasFocus()
        press(window, "Tab")
        button = bar.button
        assert button.hasFocus()
        press(window, "Space")
        assert article.toPlainText().endswith(_SPELLED)
        assert window.table.action("view.hidden").isChecked()
        assert button.text() == "Hide Them"
        window.bench.decisions.label(1)
        sheet = window.bench.desk.require_sheet()
        assert sheet.text == _TEXT
        assert [claim.quote for claim in sheet.claims_in(Span(0, len(_TEXT)))] == [_TEXT]
        button.click()
        assert "⟦" not in article.toPlainText()
        assert button.text() == "Show Them"
        open_titled(window, "The ferry")
        assert bar.isHidden()
