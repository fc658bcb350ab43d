"""Nothing of one project reaches into the next that is opened in the same window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from annotator.desk.session import Session
from annotator.desk.settings import Settings
from annotator.desk.workbench import Workbench
from annotator.views.annotator_dialog import AnnotatorDialog
from annotator.views.import_dialog import ImportDialog
from annotator.views.main_window import MainWindow
from annotator.views.theme import Theme, ThemeChoice
from tests.at_once import AtOnce
from tests.projects import closed_project
from tests.views.panes import child


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """No project is open."""
    bench = Workbench(Settings(tmp_path / "settings.json"), AtOnce())
    window = MainWindow(bench, Session(bench), Theme(qapp, choice=ThemeChoice.LIGHT))
    window.furnish()
    window.resize(1280, 800)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def projects(tmp_path: Path) -> tuple[Path, Path]:
    """Two projects with Anna and Ben in them."""
    return closed_project(tmp_path / "one"), closed_project(tmp_path / "two")


def _answer(window: MainWindow, name: str) -> None:
    """Say who annotates, as the dialog asks."""
    dialog = _dialog(window, AnnotatorDialog)
    child(dialog, QLineEdit).setText(name)
    dialog.accept()


def _focus() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def _dialog(window: MainWindow, kind: type[QDialog]) -> QDialog:
    (dialog,) = [each for each in window.findChildren(kind) if each.isVisible()]
    return dialog


def test_a_project_may_be_opened_while_another_asks_who_annotates(
    window: MainWindow, projects: tuple[Path, Path]
) -> None:
    for path in projects:
        window.session.open(path)
    _answer(window, "Anna")
    assert window.bench.desk.project.path == projects[1]


def test_who_does_not_say_a_name_comes_back_to_the_project_before(
    window: MainWindow, projects: tuple[Path, Path]
) -> None:
    window.session.open(projects[0])
    _answer(window, "Cleo")
    window.bench.queue.by(1)
    here = _open_id(window)
    window.session.open(projects[1])
    _dialog(window, AnnotatorDialog).reject()
    assert window.bench.desk.project.path == projects[0]
    assert _open_id(window) == here
    assert window.parts.workspace.isVisible()


def test_asking_again_who_annotates_gives_no_project_up(
    window: MainWindow, projects: tuple[Path, Path]
) -> None:
    window.session.open(projects[0])
    window.session.ask_who()
    _answer(window, "Anna")
    assert window.bench.desk.project.path == projects[0]


def test_a_name_that_a_project_refuses_is_asked_for_again(
    window: MainWindow, projects: tuple[Path, Path]
) -> None:
    window.session.open(projects[0])
    _answer(window, "An\u200bna")
    _answer(window, "Anna")
    assert window.bench.desk.annotator.name == "Anna"


def test_files_of_one_project_are_not_read_into_another(
    window: MainWindow, projects: tuple[Path, Path], tmp_path: Path
) -> None:
    window.bench.settings.change(annotator="Anna")
    window.session.open(projects[0])
    binary = tmp_path / "picture.txt"
    binary.write_bytes(b"\x00\x01\x02" * 100)
    window.parts.intake.import_files([binary])
    report = _dialog(window, ImportDialog)
    window.session.open(projects[1])
    assert not report.isVisible()


def test_an_import_that_was_given_up_does_not_come_back_later(
    window: MainWindow, projects: tuple[Path, Path], tmp_path: Path
) -> None:
    text = tmp_path / "dropped.txt"
    text.write_text("It was dropped. Nobody came.")
    window.doors.take_in([text])
    window.session.create(tmp_path / "new")
    _dialog(window, AnnotatorDialog).reject()
    window.bench.settings.change(annotator="Anna")
    window.session.open(projects[0])
    assert len(window.bench.queue.rows) == 3


def test_what_is_looked_for_is_lit_in_the_next_article(
    window: MainWindow, projects: tuple[Path, Path]
) -> None:
    window.bench.settings.change(annotator="Anna")
    window.session.open(projects[0])
    window.further.finder.open()
    QTest.keyClicks(_focus(), "the")
    for _ in range(2):
        lit = window.grab().toImage()
        window.parts.article.set_found(())
        assert window.grab().toImage() != lit
        window.bench.queue.by(1 if window.bench.queue.place(_open_id(window)) == 1 else -1)


def _open_id(window: MainWindow) -> str:
    return window.bench.desk.require_sheet().article.id


@pytest.mark.parametrize("pane", ["article", "claims"])
def test_letting_go_of_a_key_shows_the_marks_again(
    window: MainWindow, projects: tuple[Path, Path], pane: str
) -> None:
    window.bench.settings.change(annotator="Anna")
    window.session.open(projects[0])
    window.table.action(f"go.pane_{pane}").trigger()
    shown = window.parts.article.grab().toImage()
    focus = _focus()
    QTest.keyPress(focus, Qt.Key.Key_H)
    assert window.parts.article.grab().toImage() != shown
    QTest.keyRelease(focus, Qt.Key.Key_H)
    assert window.parts.article.grab().toImage() == shown


def test_what_is_said_of_a_drop_is_unsaid_when_it_leaves(window: MainWindow) -> None:
    mime = QMimeData()
    mime.setText("Words.")
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dragEnterEvent(QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, mime, left, none))
    assert window.parts.status.currentMessage()
    window.dragLeaveEvent(QDragLeaveEvent())
    assert not window.parts.status.currentMessage()
