"""A queue that is longer than what is read of it at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from annotator.desk.desk import Desk
from annotator.desk.workbench import Workbench
from annotator.domain.identity import new_id
from annotator.domain.records import Article, QueueRow, Unit
from annotator.store.project import Project, create_project
from tests.desk.sheets import open_titled

_ARTICLES = 1_300


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Many articles of one sentence each, which Anna has not begun."""
    project = create_project(tmp_path / "long")
    anna = project.join("Anna")
    articles = [_article(f"Report {number}.") for number in range(_ARTICLES)]
    project.articles.add(articles, annotator_id=anna.id)
    yield project
    project.close()


def _article(text: str) -> tuple[Article, str, list[Unit]]:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    article = Article(new_id(), sha256, text, len(text), language="en")
    return article, text, [Unit(article.id, 0, len(text))]


def _numbers(rows: tuple[QueueRow, ...]) -> list[int]:
    return [int(row.title.removeprefix("Report ").rstrip(".")) for row in rows]


def test_all_articles_come_piece_by_piece_and_in_order(qtbot: QtBot, bench: Workbench, desk: Desk) -> None:
    pieces: list[tuple[QueueRow, ...]] = []
    bench.queue.rows_read.connect(pieces.append)
    bench.queue.load()
    assert 0 < len(bench.queue.rows_so_far) < _ARTICLES
    assert bench.queue.count == _ARTICLES
    qtbot.waitUntil(lambda: len(bench.queue.rows_so_far) == _ARTICLES)
    assert len(pieces) > 2
    assert _numbers(sum(pieces, ())) == list(range(_ARTICLES)) == _numbers(bench.queue.rows)


def test_who_asks_for_all_rows_has_them(bench: Workbench, desk: Desk) -> None:
    assert len(bench.queue.rows_so_far) < _ARTICLES
    assert _numbers(bench.queue.rows) == list(range(_ARTICLES))


def test_an_article_that_is_not_listed_yet_has_its_place_and_neighbours(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "Report 900.")
    article_id = desk.require_sheet().article.id
    assert len(bench.queue.rows_so_far) < 900
    assert bench.queue.place(article_id) == 901
    row = bench.queue.row(article_id)
    assert row is not None
    assert row.title == "Report 900."
    bench.queue.by(1)
    assert desk.require_sheet().article.title == "Report 901."
    bench.queue.by(-1)
    assert desk.require_sheet().article.title == "Report 900."


def test_a_row_that_changes_before_it_is_read_is_read_as_it_is_then(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "Report 900.")
    bench.decisions.label(1)
    assert [row.title for row in bench.queue.rows if row.claims] == ["Report 900."]


def test_another_desk_lets_go_of_what_was_being_read(qtbot: QtBot, bench: Workbench, desk: Desk) -> None:
    pieces: list[tuple[QueueRow, ...]] = []
    desk.take(None)
    bench.queue.rows_read.connect(pieces.append)
    with qtbot.waitSignal(_soon(bench).timeout):
        pass
    assert bench.queue.rows == ()
    assert pieces == []


def _soon(parent: QObject) -> QTimer:
    """Started after the clock of the queue, so that it ends after it."""
    timer = QTimer(parent, singleShot=True, interval=1)
    timer.start()
    return timer
