"""What a person finds when she opens a project again."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from annotator.desk.setting_values import WindowPlace
from annotator.desk.settings import Settings
from annotator.domain.records import Standing
from annotator.store.project import create_project
from annotator.views.quote_field import QuoteField
from tests.projects import closed_project
from tests.views.main_windows import bare_window, open_titled, settings_of, showing, sparse_window, working
from tests.views.panes import child

_SENTENCES = 120


def _long_project(folder: Path, qtbot: QtBot) -> Path:
    """A project with an article much longer than a window, at its last but tenth sentence."""
    path = folder / "long.claimdesk"
    create_project(path).close()
    text = "A headline\n\n" + "\n\n".join(f"The council said number {n} is true." for n in range(_SENTENCES))
    with showing(qtbot, bare_window(settings_of("Anna", folder))) as window:
        window.session.open(path)
        window.session.sit_down("Anna")
        window.parts.intake.import_pasted(text)
        window.bench.movement.to_unit(_SENTENCES - 10)
    return path


def test_the_sentence_where_one_was_is_in_sight(qtbot: QtBot, tmp_path: Path) -> None:
    path = _long_project(tmp_path, qtbot)
    with showing(qtbot, bare_window(Settings(tmp_path / "settings.json"))) as window:
        window.session.open(path)
        sheet = window.bench.desk.require_sheet()
        assert window.bench.desk.cursor.unit == _SENTENCES - 10
        first = window.parts.article.scroll_position()
        assert sheet.units[_SENTENCES - 30].start < first <= sheet.units[_SENTENCES - 10].start


def test_an_article_is_as_it_was_scrolled_when_it_was_left(qtbot: QtBot, tmp_path: Path) -> None:
    path = _long_project(tmp_path, qtbot)
    with showing(qtbot, bare_window(Settings(tmp_path / "settings.json"))) as window:
        window.session.open(path)
        window.parts.intake.import_pasted("Another headline\n\nIt rained.\n")
        long = window.bench.desk.require_sheet()
        line = long.units[_SENTENCES - 40].start
        window.parts.article.set_scroll_position(line)
        open_titled(window, "Another headline")
        open_titled(window, "A headline")
        assert window.parts.article.scroll_position() == line
    with showing(qtbot, bare_window(Settings(tmp_path / "settings.json")), 1100, 700) as again:
        again.session.open(path)
        assert again.bench.desk.require_sheet().article.id == long.article.id
        assert again.parts.article.scroll_position() == line


def test_the_place_is_found_by_a_window_that_opens_its_project_before_it_is_seen(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = _long_project(tmp_path, qtbot)
    again = bare_window(Settings(tmp_path / "settings.json"))
    again.session.open(path)
    before = again.parts.article.scroll_position()
    assert before > 0
    with showing(qtbot, again):
        assert again.parts.article.scroll_position() == before


def test_it_is_in_sight_in_a_smaller_window_and_larger_letters_too(qtbot: QtBot, tmp_path: Path) -> None:
    path = _long_project(tmp_path, qtbot)
    with showing(qtbot, bare_window(Settings(tmp_path / "settings.json"))) as window:
        window.session.open(path)
        window.parts.article.set_scroll_position(
            window.bench.desk.require_sheet().units[_SENTENCES - 16].start
        )
        assert window.parts.article.has_current_in_sight
    settings = Settings(tmp_path / "settings.json")
    settings.change(zoom=200)
    again = bare_window(settings)
    again.session.open(path)
    with showing(qtbot, again, 1016, 610):
        assert again.bench.desk.cursor.unit == _SENTENCES - 10
        assert again.parts.article.has_current_in_sight
        assert again.parts.article.scroll_position() > 0


def test_an_article_that_is_opened_at_another_sentence_shows_that_one(qtbot: QtBot, tmp_path: Path) -> None:
    path = _long_project(tmp_path, qtbot)
    with showing(qtbot, bare_window(Settings(tmp_path / "settings.json"))) as window:
        window.session.open(path)
        sheet = window.bench.desk.require_sheet()
        window.parts.article.set_scroll_position(sheet.units[60].start)
        window.bench.desk.open_article(sheet.article.id, unit_start=sheet.units[10].start)
        first = window.parts.article.scroll_position()
        assert sheet.units[1].start < first <= sheet.units[10].start


def test_panes_keep_their_sizes_and_stay_away(qtbot: QtBot, tmp_path: Path) -> None:
    with working(qtbot, tmp_path, width=1600) as window:
        window.parts.workspace.show_pane("queue", shown=False)
        window.parts.workspace.restore((0, 900, 500, 300, 300), ("queue",))
        sizes = window.parts.workspace.sizes
        path = window.bench.desk.project.path
    with showing(qtbot, bare_window(Settings(tmp_path / "settings.json")), 1600) as again:
        again.session.open(path)
        assert again.parts.workspace.put_away == ("queue",)
        assert again.parts.workspace.sizes[1:3] == pytest.approx(sizes[1:3], abs=40)


def test_an_excluded_article_that_is_open_makes_room_for_the_next(qtbot: QtBot, tmp_path: Path) -> None:
    with working(qtbot, tmp_path) as window:
        excluded = window.bench.desk.require_sheet().article.id
        window.bench.queue.exclude(excluded)
        assert window.bench.desk.require_sheet().article.id != excluded
        row = window.bench.queue.row(excluded)
        assert row is not None
        assert row.standing is Standing.EXCLUDED


def test_a_file_that_is_dropped_becomes_an_article(qtbot: QtBot, tmp_path: Path) -> None:
    dropped = tmp_path / "dropped page.txt"
    dropped.write_text("Dropped headline\n\nThe mayor said that it rained.\n", "utf-8")
    with working(qtbot, tmp_path) as window:
        before = len(window.bench.queue.rows)
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(dropped))])
        event = QDropEvent(
            QPoint(300, 300),
            Qt.DropAction.CopyAction,
            mime,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        window.dropEvent(event)
        assert len(window.bench.queue.rows) == before + 1
        open_titled(window, "Dropped headline")
        assert window.bench.desk.require_sheet().text == dropped.read_text("utf-8")


def test_gutter_and_overview_follow_when_the_window_was_narrow(qtbot: QtBot, tmp_path: Path) -> None:
    """The text keeps its width and only moves, of which its neighbours have to hear."""
    with working(qtbot, tmp_path, width=1272, height=760) as window:
        article = window.parts.article
        for width, height in ((1024, 640), (1272, 760)):
            window.resize(width, height)
            qtbot.waitUntil(lambda width=width: window.width() == width)  # type: ignore[misc]
        assert article.gutter.geometry().right() <= article.viewport().geometry().left()
        assert article.overview.geometry().right() <= article.width()


def test_the_words_in_the_inspector_are_seen_whole_from_the_start(qtbot: QtBot, tmp_path: Path) -> None:
    """At this width they need three lines, and a fourth beside a scroll bar."""
    path, settings = closed_project(tmp_path), settings_of("Anna", tmp_path)
    settings.change(window=WindowPlace(width=1272, height=760, panes=(216, 732, 324, 244, 452)))
    window = sparse_window(settings)
    window.session.open(path)
    window.parts.intake.import_pasted(
        "Title\n\nSince then, crowds have grown at the airport where armed Taliban have urged those without "
        "travel documents to go home.\n"
    )
    open_titled(window, "Title")
    window.bench.movement.to_unit(1)
    with showing(qtbot, window, 1272, 760):
        window.furnish()
        field = child(window.parts.side.inspector, QuoteField)
        qtbot.waitUntil(lambda: field.height() >= field.heightForWidth(field.width()))
        QCoreApplication.processEvents()
        assert field.verticalScrollBar().maximum() == 0
        assert not field.verticalScrollBar().isVisible()


def test_panes_that_nobody_saw_keep_the_sizes_that_they_had(qtbot: QtBot, tmp_path: Path) -> None:
    panes = (240, 700, 320, 200, 500)
    settings = settings_of("Anna", tmp_path)
    settings.change(window=WindowPlace(width=1272, height=760, panes=panes))
    with showing(qtbot, bare_window(settings), 1272, 760):
        pass
    assert settings.values.window.panes == panes
