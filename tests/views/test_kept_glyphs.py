"""Qt keeps the glyphs of the first blocks at once and those of all others before long."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from annotator.views.kept_glyphs import KeptGlyphs


def kept(document: QTextDocument) -> list[int]:
    """The numbers of the blocks whose glyphs are kept."""
    return [
        number
        for number in range(document.blockCount())
        if document.findBlockByNumber(number).layout().cacheEnabled()
    ]


def document_of(blocks: int) -> QTextDocument:
    document = QTextDocument()
    document.setPlainText("\n".join(["A line."] * blocks))
    return document


def test_a_usual_article_is_ready_at_once(qapp: object) -> None:
    document = document_of(300)
    KeptGlyphs(document, range(0, 300, 2))
    assert kept(document) == list(range(0, 300, 2))


def test_a_long_one_is_ready_portion_by_portion(qtbot: QtBot) -> None:
    document = document_of(5_000)
    KeptGlyphs(document, range(0, 5_000, 2))
    first = kept(document)
    assert first == list(range(0, 2 * len(first), 2))
    assert 500 < len(first) < 2_500
    qtbot.waitUntil(lambda: len(kept(document)) == 2_500)


def test_a_document_may_go_before_all_of_it_is_ready(qtbot: QtBot) -> None:
    document = document_of(5_000)
    keeper = KeptGlyphs(document, range(5_000))
    with qtbot.waitSignal(keeper.destroyed):
        document.deleteLater()
