"""Faults of windows, bugs and logs that no other test is about. The whole list: docs/faults.md."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QTextEdit
from pytestqt.qtbot import QtBot

from annotator import app, places
from annotator.desk.settings import Settings
from annotator.store.project import open_project
from annotator.views.main_window import MainWindow
from annotator.views.notice_bar import NoticeBar
from tests.conftest import REPOSITORY
from tests.desk.told import Told
from tests.teams import add_article
from tests.views.article_builders import sheet_of, shown
from tests.views.main_windows import bare_window, showing, working

_SECRET = "The harbour burned in the night"
_DIE = """
import os, signal, sys
from annotator import app
app.keep_log()
os.kill(os.getpid(), signal.SIGABRT)
"""

_START = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from annotator import app
from annotator.views.notice_bar import NoticeBar

def tell():
    windows = [each for each in QApplication.topLevelWidgets() if each.objectName() == "mainWindow"]
    print(windows[0].findChild(NoticeBar).notice.text)
    windows[0].close()

application = QApplication([])
QTimer.singleShot(0, tell)
app.open_window(None)
"""


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with showing(qtbot, bare_window(Settings(tmp_path / "settings.json"))) as window:
        yield window


@pytest.fixture
def _hooks() -> Iterator[None]:
    """What Python calls for a bug, as it was before."""
    hooks = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = hooks


@pytest.mark.usefixtures("_hooks")
def test_g02_g14_a_bug_is_told_and_logged_without_a_word_of_an_article(
    window: MainWindow, caplog: pytest.LogCaptureFixture
) -> None:
    told = Told(window.bench.notices)
    app.catch_bugs(window)
    try:
        raise ValueError(_SECRET)
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert told.texts == ["Something went wrong inside Claimdesk. Your work is saved."]
    told.notices[0].answers[0].act()
    for report in (caplog.text, QApplication.clipboard().text()):
        assert "ValueError" in report
        assert "test_window.py" in report
        assert _SECRET not in report


@pytest.mark.usefixtures("_hooks")
def test_g02_a_bug_in_what_a_button_does_is_told_and_the_work_goes_on(qtbot: QtBot, tmp_path: Path) -> None:
    with working(qtbot, tmp_path) as window:
        told = Told(window.bench.notices)
        app.catch_bugs(window)
        button = QPushButton(window)
        button.clicked.connect(_fails)
        button.click()
        assert [text.partition(".")[0] for text in told.texts] == ["Something went wrong inside Claimdesk"]
        window.bench.decisions.label(1)
        path = window.bench.desk.project.path
    with closing(open_project(path)) as project:
        assert "The ferry sank in 1999." in [claim.quote for claim in project.claims.each()]


@pytest.mark.usefixtures("_hooks")
def test_g02_a_bug_in_a_thread_is_shown_by_the_window_in_its_own(window: MainWindow, qtbot: QtBot) -> None:
    app.catch_bugs(window)
    (bar,) = window.findChildren(NoticeBar)
    thread = threading.Thread(target=_fails)
    thread.start()
    thread.join()
    assert bar.isHidden(), "not by the thread that failed"
    qtbot.waitUntil(bar.isVisible)
    assert bar.notice is not None
    assert bar.notice.text.startswith("Something went wrong inside Claimdesk.")


def test_g03_a_window_that_can_not_put_its_settings_away_loses_no_decision(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with working(qtbot, tmp_path) as window:
        window.bench.decisions.label(1)
        path = window.bench.desk.project.path
        with monkeypatch.context() as broken:
            broken.setattr(window.bench.settings, "change", _fails)
            with pytest.raises(RuntimeError, match="of this test"):
                window.closeEvent(QCloseEvent())
    project = open_project(path)
    assert sum(claim.quote == "The ferry sank in 1999." for claim in project.claims.each()) == 1
    project.close()


def _fails(*_given: object, **_values: object) -> None:
    raise RuntimeError("of this test")


def test_g05_the_article_takes_nothing_that_is_dropped(qtbot: QtBot) -> None:
    view = shown(qtbot, sheet_of("The ferry sank in 1999."))
    mime = QMimeData()
    mime.setHtml("<b>other words</b>")
    before = view.toPlainText()
    assert not view.acceptDrops()
    assert not view.viewport().acceptDrops()
    assert not view.canPaste()
    assert not view.canInsertFromMimeData(mime) or view.isReadOnly()
    assert view.toPlainText() == before


def test_g05_what_is_dropped_on_the_window_comes_as_plain_text(qtbot: QtBot, tmp_path: Path) -> None:
    with working(qtbot, tmp_path) as window:
        mime = QMimeData()
        mime.setHtml("<img src='file:///etc/passwd'>A <b>drop</b>")
        mime.setText("A <b>drop</b> of words.")
        here = QPointF(300, 300).toPoint()
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        window.dropEvent(QDropEvent(here, Qt.DropAction.CopyAction, mime, left, none))
        articles = window.bench.desk.project.articles
        assert "A <b>drop</b> of words." in [articles.text(article.id) for article in articles.each()]


def test_g06_the_address_of_a_link_is_shown_whole_and_copied_and_nothing_opens(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    with working(qtbot, tmp_path) as window:
        told = Told(window.bench.notices)
        start = "https://b\u00fccher.example/a?b&c=" + 60 * "d"
        text = f"The ministry wrote that.\nIt stands at {start}, says Anna.\n"
        window.commands.open_article(add_article(window.bench.desk.project, text))
        offset = window.bench.desk.require_sheet().text.index("stands")
        window.menus.show_for_article(QPoint(50, 50), offset)
        (menu,) = window.findChildren(QMenu, "sentenceMenu")
        copy = menu.actions()[-1]
        address = "https://xn--bcher-kva.example/a?b&c=" + 60 * "d"
        assert copy.text().startswith("Copy Address https://xn--bcher-kva.example/a?b&&c=ddd")
        assert address.replace("&", "&amp;") in copy.toolTip()
        copy.trigger()
        menu.close()
        assert QApplication.clipboard().text() == address
        assert told.texts[-1] == f"Copied: {address}"
        window.menus.show_for_article(QPoint(50, 50), 0)
        assert not any("Address" in action.text() for action in window.findChildren(QMenu)[-1].actions())
        window.findChildren(QMenu)[-1].close()
    assert opened == []


def test_g06_a_link_in_an_article_is_words(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    text = "See https://example.org/a and <a href='https://example.org/b'>this</a>."
    view = shown(qtbot, sheet_of(text))
    for place in range(10, 300, 20):
        point = QPointF(view.viewport().x() + place, 30)
        for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            left = Qt.MouseButton.LeftButton
            event = QMouseEvent(kind, point, point, left, left, Qt.KeyboardModifier.ControlModifier)
            QApplication.sendEvent(view.viewport(), event)
    assert opened == []
    assert view.toPlainText() == text
    assert view.anchorAt(QPointF(30, 30).toPoint()) == ""


def test_g01_no_label_or_text_of_the_window_guesses_at_markup(window: MainWindow) -> None:
    for label in window.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText, label.text()
        assert not label.openExternalLinks()
    assert all(not text.acceptRichText() for text in window.findChildren(QTextEdit) if not text.isReadOnly())


def test_g07_settings_that_are_too_large_are_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"annotator": "Anna"' + " " * 300_000 + "}")
    settings = Settings(path)
    assert settings.values.annotator == ""
    assert "Your settings could not be read" in settings.trouble
    assert path.with_suffix(".bad").stat().st_size > 300_000


@pytest.mark.skipif(sys.platform == "win32", reason="processes end otherwise here")
def test_g13_a_crash_leaves_its_last_words_in_a_log(home: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", _DIE], cwd=REPOSITORY, check=False, capture_output=True)
    assert ended.returncode == -6
    crashes = (places.log_folder() / "crash.log").read_text("utf-8")
    assert crashes.startswith("Fatal Python error: Aborted")
    assert "<string>" in crashes


@pytest.mark.usefixtures("home")
def test_g13_the_next_start_says_once_where_the_last_words_are() -> None:
    crashes = places.log_folder() / "crash.log"
    crashes.write_text("Fatal Python error: Aborted", "utf-8")
    started = subprocess.run(
        [sys.executable, "-c", _START], cwd=REPOSITORY, check=True, capture_output=True, timeout=60
    )
    kept = places.log_folder() / "last-crash.log"
    assert f"What went wrong is written in {kept}, without a word of any article." in started.stdout.decode()
    assert kept.read_text("utf-8") == "Fatal Python error: Aborted"
    assert crashes.read_text("utf-8") == ""
    assert app.put_last_words_aside() is None
