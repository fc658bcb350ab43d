from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.desk.jobs import JobRunner
from annotator.desk.notices import Answer, Notice, Severity
from annotator.desk.settings import Settings
from annotator.domain.errors import Unavailable
from annotator.domain.steps import Step
from annotator.store.ledger import Ledger
from annotator.store.project import open_project
from annotator.views.main_window import MainWindow
from annotator.views.notice_bar import NoticeBar
from annotator.views.start_page import RecentProject
from annotator.views.workspace import Arrangement
from tests.projects import closed_project
from tests.views.main_windows import (
    bare_window,
    beginning,
    focus_name,
    open_titled,
    press,
    settings_of,
    showing,
    working,
)
from tests.views.panes import clipped

MOST_STOPS = 40


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with working(qtbot, tmp_path) as window:
        yield window


def _has_keyboard(pane: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and pane.isAncestorOf(focus)


def _stops(key: Qt.Key) -> list[QWidget]:
    """What gets the keyboard, from what has it now until it is there again."""
    first = QApplication.focusWidget()
    assert first is not None
    stops = [first]
    while len(stops) <= MOST_STOPS:
        QTest.keyClick(stops[-1], key)
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus is first:
            return stops
        assert focus not in stops, f"a ring without {first} at {focus_name()}"
        stops.append(focus)
    raise AssertionError(f"more than {MOST_STOPS} stops")


def test_tab_goes_round_the_window_from_pane_to_pane(window: MainWindow) -> None:
    press(window, "1")
    panes = [window.parts.article, window.parts.claims, window.parts.inspector, window.parts.status]
    panes.append(window.parts.queue)
    stops = _stops(Qt.Key.Key_Tab)
    of_panes = [
        next(place for place, pane in enumerate(panes) if pane is stop or pane.isAncestorOf(stop))
        for stop in stops
    ]
    assert of_panes == sorted(of_panes)
    assert set(of_panes) == set(range(len(panes)))


def test_shift_and_tab_go_the_other_way(window: MainWindow) -> None:
    press(window, "1")
    forward = _stops(Qt.Key.Key_Tab)
    backward = _stops(Qt.Key.Key_Backtab)
    assert backward == [forward[0], *reversed(forward[1:])]


def test_tab_goes_round_the_start_page(qtbot: QtBot, tmp_path: Path) -> None:
    with showing(qtbot, bare_window(Settings(tmp_path / "settings.json"))):
        assert "Sample" in QApplication.focusWidget().text()  # type: ignore[union-attr]
        assert len(_stops(Qt.Key.Key_Tab)) > 3


def test_return_presses_a_button_outside_of_dialogs_too(qtbot: QtBot, tmp_path: Path) -> None:
    with showing(qtbot, bare_window(Settings(tmp_path / "settings.json"))) as window:
        page = window.welcome.page
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            page.set_recent((RecentProject("/a/elections", "Elections"),))
            page.focus_first()
            focused = QApplication.focusWidget()
            assert focused is not None
            with qtbot.waitSignal(page.recent_requested):
                QTest.keyClick(focused, key)


def test_a_problem_at_the_start_has_the_keyboard_and_gives_it_back(qtbot: QtBot, tmp_path: Path) -> None:
    with showing(qtbot, bare_window(Settings(tmp_path / "settings.json"))) as window:
        page = window.welcome.page
        notices, answered = window.parts.pages.notices, list[bool]()
        way = Answer("Recover", lambda: answered.append(True))
        window.bench.notices.tell(Notice("Damaged", "damaged", Severity.ERROR, (way,)))
        assert notices.has_keyboard
        press(window, "F6")
        assert _has_keyboard(page)
        press(window, "F6", "Return")
        assert answered
        assert _has_keyboard(page)


def test_nothing_is_asked_before_a_drop_without_words_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    with showing(qtbot, bare_window(Settings(tmp_path / "settings.json"))) as window:
        place, button, nothing = QPointF(300, 300), Qt.MouseButton.LeftButton, QMimeData()
        copying, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
        window.dropEvent(QDropEvent(place, copying, nothing, button, none))
        notice = window.parts.pages.notices.notice
        assert notice is not None
        assert "holds no text" in notice.text
        assert not window.findChildren(QFileDialog)


def test_f6_and_its_like_go_from_pane_to_pane(window: MainWindow) -> None:
    press(window, "1")
    panes = [window.parts.queue, window.parts.article, window.parts.claims, window.parts.inspector]

    def here() -> int:
        focus = QApplication.focusWidget()
        return next(
            place
            for place, pane in enumerate(panes)
            if focus is not None and (pane is focus or pane.isAncestorOf(focus))
        )

    seen = []
    for chord in ("F6", "F6", "F6", "F6", "Shift+F6", "Ctrl+1", "Ctrl+3", "Ctrl+4", "Ctrl+2"):
        press(window, chord)
        seen.append(here())
    assert seen == [2, 3, 0, 1, 0, 0, 2, 3, 1]


def test_f6_comes_to_a_notice_too(window: MainWindow) -> None:
    window.bench.notices.tell(Notice("News", "news"))
    press(window, "Ctrl+1")
    press(window, "Shift+F6")
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.parts.pages.notices.isAncestorOf(focus)
    press(window, "F6")
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.parts.queue.isAncestorOf(focus)


@pytest.mark.parametrize(
    ("width", "arrangement"),
    [
        (1600, Arrangement.THREE),
        (1280, Arrangement.THREE),
        (900, Arrangement.TWO),
        (640, Arrangement.STACKED),
    ],
)
def test_panes_stand_by_the_width_and_keep_the_keyboard(
    window: MainWindow, width: int, arrangement: Arrangement
) -> None:
    window.resize(width, 700)
    QApplication.processEvents()
    assert window.parts.workspace.arrangement is arrangement
    assert QApplication.focusWidget() is window.parts.article
    press(window, "1")
    assert len(window.bench.desk.require_sheet().claims) == 1


@pytest.mark.parametrize(("width", "height", "zoom"), [(1024, 640, 200), (800, 600, 100), (1280, 800, 100)])
def test_no_word_is_cut_off(qtbot: QtBot, tmp_path: Path, width: int, height: int, zoom: int) -> None:
    with working(qtbot, tmp_path, width=width, height=height, zoom=zoom) as window:
        press(window, "1")
        qtbot.waitUntil(lambda: clipped(window) == [])
        assert (window.width(), window.height()) == (width, height)
        sideways = [
            area for area in window.findChildren(QScrollArea) if area.horizontalScrollBar().isVisible()
        ]
        assert sideways == []
        assert not window.parts.article.horizontalScrollBar().isVisible()


def test_after_a_delete_the_keyboard_is_at_the_next_card_then_in_the_text(window: MainWindow) -> None:
    press(window, "1", "2")
    first, second = window.bench.desk.require_sheet().claims
    window.bench.movement.to_claim(first.id)
    press(window, "Ctrl+3")
    press(window, "Del")
    assert window.bench.desk.cursor.claim_id == second.id
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.parts.claims.isAncestorOf(focus)
    press(window, "Del")
    assert window.bench.desk.require_sheet().claims == ()
    assert QApplication.focusWidget() is window.parts.article


@pytest.mark.parametrize("chord", ["Ctrl+L", "Ctrl+Shift+Y", "Ctrl+,", "Ctrl+/", "F1"])
def test_after_a_dialog_the_keyboard_is_where_it_was(qtbot: QtBot, window: MainWindow, chord: str) -> None:
    press(window, chord)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), QDialog))
    dialog = QApplication.activeWindow()
    assert isinstance(dialog, QDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    # No window manager is here to do it.
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert QApplication.focusWidget() is window.parts.article


def test_the_palette_gives_the_keyboard_back(qtbot: QtBot, window: MainWindow) -> None:
    press(window, "Ctrl+K")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not window.parts.article)
    press(window, "Esc")
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.parts.article)


def test_typing_in_a_field_decides_nothing(window: MainWindow) -> None:
    press(window, "1", "K", "N")
    note = QApplication.focusWidget()
    assert note is not None
    printable = "".join(chr(code) for code in range(32, 127)) + "żµé"
    _type(note, printable)
    press(window, "Ctrl+1", "/")
    line = QApplication.focusWidget()
    assert line is not None
    _type(line, printable)
    (claim,) = window.bench.desk.require_sheet().claims
    assert (claim.label, claim.note) == ("confirmed", printable.strip())


def _type(field: QWidget, text: str) -> None:
    """Type any characters; QTest knows those of ASCII only."""
    for character in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = ord(character.upper())
            QApplication.sendEvent(field, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character))


def _status(window: MainWindow) -> str:
    buttons = window.parts.status.findChildren(QAbstractButton)
    return " ".join(button.text() for button in buttons if button.isVisible())


def test_the_status_bar_says_how_to_finish_once_all_is_decided_and_does_it(window: MainWindow) -> None:
    window.table.keymap.take_key("go.finish", "Ctrl+F2")
    press(window, "1")
    assert "1 undecided" in _status(window)
    press(window, "X")
    assert "0 undecided" in _status(window), "what is skipped has to be decided before"
    press(window, "Space", "0")
    assert "Ctrl+F2" in _status(window)
    finish = next(
        button
        for button in window.parts.status.findChildren(QAbstractButton)
        if button.accessibleName().startswith("All decided")
    )
    finish.click()
    assert "All decided" not in _status(window)
    assert window.bench.desk.require_sheet().article.title.startswith("The river")
    open_titled(window, "The ferry")
    assert "0 undecided" in _status(window), "it is finished already"


def test_a_full_disk_is_told_and_the_decision_can_be_tried_again(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = Ledger.commit
    left = [Unavailable("The disk is full. Nothing was changed. Make room, then try again.")]

    def once_full(self: Ledger, step: Step, *others: object) -> Step:
        if left:
            raise left.pop()
        return commit(self, step, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(Ledger, "commit", once_full)
    press(window, "2")
    assert window.bench.desk.require_sheet().claims == ()
    qtbot.waitUntil(lambda: bool(_buttons(window, "Try Again")))
    assert "The disk is full" in _said(window)
    (button,) = _buttons(window, "Try Again")
    button.setFocus()
    press(window, "Space")
    (claim,) = window.bench.desk.require_sheet().claims
    assert claim.label == "disputed"
    assert _said(window) == ""
    assert QApplication.focusWidget() is window.parts.article
    press(window, "1")
    assert len(window.bench.desk.require_sheet().claims) == 2


def test_s05_a_project_for_reading_only_is_shown_and_decides_nothing(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # File modes do not stop an administrator.
    monkeypatch.setattr("annotator.desk.session.open_project", partial(open_project, read_only=True))
    path = closed_project(tmp_path)
    before = path.read_bytes()
    with showing(qtbot, bare_window(Settings(tmp_path / "settings.json"))) as window:
        window.session.open(path)
        assert "reading only" in _said(window)
        claims = window.bench.desk.require_sheet().claims
        for chord in ("1", "0", "X", "B", "F", "Del", "Ctrl+Z", "Ctrl+Return", "M", "N", "J", "Ctrl+D"):
            press(window, chord)
            assert window.bench.desk.require_sheet().claims == claims
    assert path.read_bytes() == before


def _said(window: MainWindow) -> str:
    """The notice that is shown; "" for none."""
    shown = (bar.notice for bar in window.findChildren(NoticeBar) if bar.isVisible())
    return next((notice.text for notice in shown if notice is not None), "")


def _buttons(window: MainWindow, text: str) -> list[QPushButton]:
    return [each for each in window.findChildren(QPushButton) if each.isVisible() and each.text() == text]


def test_a_window_closed_during_an_import_leaves_whole_articles(qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number:03}.txt").write_text(f"Title {number}\n\nIt rained {number} times.\n", "utf-8")
    settings = settings_of("Anna", tmp_path)
    runner = JobRunner()
    path = tmp_path / "mine.claimdesk"
    with showing(qtbot, bare_window(settings, runner)) as window:
        window.session.create(path)
        window.session.sit_down("Anna")
        qtbot.waitUntil(lambda: not runner.is_busy)
        with qtbot.waitSignal(runner.progressed):
            window.parts.intake.import_files([folder])
        assert runner.is_busy
    again = open_project(path)
    try:
        for article in again.articles.each():
            number = int(article.title.removeprefix("Title "))
            assert again.articles.text(article.id) == f"Title {number}\n\nIt rained {number} times.\n"
            assert len(again.articles.units(article.id)) == 2
    finally:
        again.close()


def test_the_panes_beside_the_text_come_after_it_and_show_what_was_done_meanwhile(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with beginning(qtbot, tmp_path) as window:
        press(window, "1")
        assert "side" not in vars(window.parts)
        window.furnish()
        assert window.parts.claims.model.rowCount() == 1
        assert window.parts.queue.model.rowCount() == window.bench.queue.count > 1
        press(window, "2")
        assert window.parts.claims.model.rowCount() == 2
