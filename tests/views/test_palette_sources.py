"""What the palette offers of the project that is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from annotator.domain.identity import new_id
from annotator.domain.records import Unit
from annotator.models.palette_model import EntryKind, PaletteRole
from annotator.views.command_palette import CommandPalette
from annotator.views.main_window import MainWindow
from tests.views.main_windows import press, working


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with working(qtbot, tmp_path) as window:
        yield window


def _offered(window: MainWindow, query: str) -> list[str]:
    """What the palette lists after `query`; it is closed again."""
    press(window, "Ctrl+K")
    palette = window.findChild(CommandPalette)
    assert palette is not None
    palette.ask(query)
    entries = palette.findChild(QListView)
    assert entries is not None
    model = entries.model()
    titles = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
    press(window, "Esc")
    return titles


def test_articles_are_offered_by_their_titles_and_opened(window: MainWindow) -> None:
    assert _offered(window, "river")[0] == "The river rose by two metres."
    press(window, "Ctrl+K", *"river", "Return")
    assert window.bench.desk.require_sheet().article.title == "The river rose by two metres."


def test_an_article_that_came_in_later_is_offered_too(window: MainWindow) -> None:
    assert "A new harbour." not in _offered(window, "harbour")
    project, here = window.bench.desk.project, window.bench.desk.require_sheet().article
    text = "A new harbour."
    article = replace(here, id=new_id(), sha256="0" * 64, title=text, length=len(text))
    project.articles.add(
        [(article, text, [Unit(article.id, 0, len(text))])], annotator_id=window.bench.desk.annotator.id
    )
    window.bench.queue.load()
    assert _offered(window, "harbour")[0] == "A new harbour."


def test_go_to_article_lists_articles_alone_until_a_sign_asks_for_else(window: MainWindow) -> None:
    press(window, "Ctrl+J")
    palette = window.findChild(CommandPalette)
    assert palette is not None
    entries = palette.findChild(QListView)
    assert entries is not None
    kinds = {entries.model().index(row, 0).data(PaletteRole.ENTRY).kind for row in range(2)}
    assert entries.model().rowCount() == window.bench.queue.count
    assert kinds == {EntryKind.ARTICLE}
    palette.ask(">", EntryKind.ARTICLE)
    assert entries.model().index(0, 0).data(PaletteRole.ENTRY).kind is EntryKind.ACTION
    press(window, "Esc", "Ctrl+J", *"river", "Return")
    assert window.bench.desk.require_sheet().article.title == "The river rose by two metres."
    assert _offered(window, "theme light")[0].startswith("Theme"), "and commands again by Ctrl+K"


def test_sentences_are_offered_in_the_order_of_the_text(window: MainWindow) -> None:
    assert _offered(window, "#") == ["1 The ferry sank in 1999.", "2 Many remember it."]
    press(window, "1")
    assert _offered(window, "@ferry") == ["The ferry sank in 1999."]
