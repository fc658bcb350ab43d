from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QListView, QPushButton
from pytestqt.qtbot import QtBot

from annotator.desk.doorbell import Doorbell, ring
from annotator.desk.settings import Settings
from annotator.store.lock import ProjectLock
from annotator.views.main_window import MainWindow
from tests.projects import closed_project
from tests.views.main_windows import bare_window, press, settings_of, showing, sparse_window, working


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an article in it, another in a folder of it, and a picture."""
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text("Fire in the port\n\nNobody was hurt, they say.", encoding="utf-8")
    (folder / "deep" / "b.txt").write_text("It rains\n\nThe roads are closed.", encoding="utf-8")
    (folder / "picture.png").touch()
    return folder


def chooser(window: MainWindow) -> QFileDialog:
    (dialog,) = window.findChildren(QFileDialog, "fileChooser")
    return dialog


def button(window: MainWindow, name: str) -> QPushButton:
    """The button of this name on the notice that is shown."""
    return next(each for each in window.parts.pages.notices.findChildren(QPushButton) if each.text() == name)


def test_a_folder_is_chosen_and_its_articles_come_in(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    with working(qtbot, tmp_path) as window:
        before = window.bench.desk.project.articles.count()
        window.parts.table.action("file.import_folder").trigger()
        dialog = chooser(window)
        assert dialog.isVisible()
        assert dialog.fileMode() == QFileDialog.FileMode.Directory
        assert dialog.testOption(QFileDialog.Option.ShowDirsOnly)
        dialog.selectFile(str(folder))
        with qtbot.waitSignal(window.parts.intake.imported) as heard:
            dialog.accept()
        assert heard.args is not None
        assert (heard.args[0].added, heard.args[0].skipped) == (2, 1)
        assert window.bench.desk.project.articles.count() == before + 2


def test_every_path_that_stands_in_the_field_is_imported(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    paths = sorted(folder.rglob("*.txt"))
    with working(qtbot, tmp_path) as window:
        window.parts.table.action("file.import").trigger()
        dialog = chooser(window)
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        rows = dialog.findChild(QListView, "listView")
        assert field is not None
        assert rows is not None
        dialog.activateWindow()
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        field.setText(" ".join(f'"{path}"' for path in paths))
        # As Qt itself has done while somebody typed.
        lit = rows.selectionModel()
        lit.select(lit.selectedRows()[0], QItemSelectionModel.SelectionFlag.Deselect)
        assert dialog.selectedFiles() == [str(path) for path in paths[1:]]
        assert field.text().count('"') == 4
        with qtbot.waitSignal(window.parts.intake.imported) as heard:
            dialog.accept()
        assert heard.args is not None
        assert heard.args[0].added == len(paths) == 2


def test_the_files_to_choose_are_named_in_a_word(qtbot: QtBot, tmp_path: Path) -> None:
    with working(qtbot, tmp_path) as window:
        window.parts.table.action("file.import").trigger()
        kinds = chooser(window).findChild(QComboBox, "fileTypeCombo")
        assert kinds is not None
        assert kinds.currentText() == "Articles"


def test_without_a_project_one_is_asked_for_first(qtbot: QtBot, tmp_path: Path) -> None:
    with showing(qtbot, bare_window(Settings(tmp_path / "settings.json"))) as window:
        window.parts.table.action("file.import_folder").trigger()
        assert chooser(window).acceptMode() == QFileDialog.AcceptMode.AcceptSave


def test_s07_a_project_of_another_window_can_be_seen_there(qtbot: QtBot, tmp_path: Path) -> None:
    path = closed_project(tmp_path)
    # What another process would hold, which minds no file that this one has open.
    lock, bell = ProjectLock(path), Doorbell()
    with showing(qtbot, bare_window(Settings(tmp_path / "settings.json"))) as window:
        lock.acquire()
        bell.hang(path)
        try:
            window.bench.attempt(lambda: window.doors.open_path(path))
            notice = window.parts.pages.notices.notice
            assert notice is not None
            assert "open on this computer in another window" in notice.text
            with qtbot.waitSignal(bell.rung):
                button(window, "Show That Window").click()
        finally:
            bell.take_down()
            lock.release()


def test_when_the_other_window_was_closed_meanwhile_the_project_opens_here(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = closed_project(tmp_path)
    lock, bell = ProjectLock(path), Doorbell()
    with showing(qtbot, bare_window(settings_of("Anna", tmp_path))) as window:
        lock.acquire()
        bell.hang(path)
        window.bench.attempt(lambda: window.doors.open_path(path))
        bell.take_down()
        lock.release()
        button(window, "Show That Window").click()
        assert window.bench.desk.project.path == path


def test_s08_what_another_computer_has_open_is_taken_over_once_somebody_says_so(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = closed_project(tmp_path)
    lock = path.with_name(f"{path.name}.lock")
    lock.write_text('{"host": "LAPTOP-ANNA", "process": 7, "since": "2026-03-01T10:42:00.000Z"}')
    with showing(qtbot, bare_window(settings_of("Anna", tmp_path))) as window:
        window.bench.attempt(lambda: window.doors.open_path(path))
        notice = window.parts.pages.notices.notice
        assert notice is not None
        assert "LAPTOP-ANNA" in notice.text
        assert "what one of them decides can be lost" in notice.text
        assert [answer.text for answer in notice.answers] == ["Try Again", "Take Over"]
        button(window, "Try Again").click()
        assert not window.bench.desk.has_project
        button(window, "Take Over").click()
        assert window.bench.desk.project.path == path


def test_an_article_in_the_place_of_a_project_is_offered_for_import(qtbot: QtBot, tmp_path: Path) -> None:
    article = tmp_path / "fire.txt"
    article.write_text("It burns here.", encoding="utf-8")
    with showing(qtbot, bare_window(settings_of("Anna", tmp_path))) as window:
        window.bench.attempt(lambda: window.doors.open_path(article))
        notice = window.parts.pages.notices.notice
        assert notice is not None
        assert "“fire.txt” is not a project of Claimdesk: it looks like a text file." in notice.text
        assert [answer.text for answer in notice.answers] == ["Import It…"]
        button(window, "Import It…").click()
        chooser(window).fileSelected.emit(str(tmp_path / "news"))
        assert window.bench.desk.project.articles.count() == 1


def test_what_is_no_project_is_told_of_before_any_page_was_seen(qtbot: QtBot, tmp_path: Path) -> None:
    other = tmp_path / "other.claimdesk"
    other.write_bytes(b"SQLite format 3\0".ljust(4096, b"\0"))
    window = sparse_window(Settings(tmp_path / "settings.json"))
    window.bench.attempt(lambda: window.doors.open_path(other))
    window.showing.show_start_page()
    with showing(qtbot, window):
        notice = window.parts.pages.notices.notice
        assert notice is not None
        assert "“other.claimdesk” is not a project of Claimdesk." in notice.text
        assert window.parts.pages.notices.isVisible()


def test_a_ring_brings_the_window_back(qtbot: QtBot, tmp_path: Path) -> None:
    with working(qtbot, tmp_path) as window:
        path = window.bench.desk.project.path
        window.showMinimized()
        with qtbot.waitSignal(window.session.bell.rung):
            assert ring(path)
        assert not window.isMinimized()
        qtbot.waitUntil(window.isActiveWindow)


def test_s11_a_project_whose_file_vanished_is_saved_elsewhere_and_gone_on_with(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with working(qtbot, tmp_path) as window:
        old = window.bench.desk.project.path
        old.unlink()
        press(window, "2")
        button(window, "Save a Copy Elsewhere…").click()
        dialog = chooser(window)
        assert Path(dialog.directory().absolutePath()) != old.parent
        dialog.setDirectory(str(tmp_path))
        dialog.selectFile("rescued.claimdesk")
        dialog.accept()
        button(window, "Open the Copy").click()
        assert window.bench.desk.project.path == tmp_path / "rescued.claimdesk"
        assert [claim.label for claim in window.bench.desk.require_sheet().claims] == ["disputed"]


def test_s11_a_project_whose_file_was_renamed_is_located(qtbot: QtBot, tmp_path: Path) -> None:
    with working(qtbot, tmp_path) as window:
        moved = window.bench.desk.project.path.rename(tmp_path / "moved.claimdesk")
        press(window, "2")
        button(window, "Locate…").click()
        dialog = chooser(window)
        dialog.setDirectory(str(tmp_path))
        dialog.selectFile(moved.name)
        dialog.accept()
        assert window.bench.desk.project.path == moved
        assert [claim.label for claim in window.bench.desk.require_sheet().claims] == ["disputed"]
        assert window.parts.pages.notices.notice is None


def test_s11_who_finds_no_place_for_a_copy_can_put_the_file_back_and_retry(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with working(qtbot, tmp_path) as window:
        old = window.bench.desk.project.path
        moved = old.rename(tmp_path / "moved.claimdesk")
        press(window, "2")
        button(window, "Save a Copy Elsewhere…").click()
        chooser(window).reject()
        moved.rename(old)
        button(window, "Retry").click()
        assert [claim.label for claim in window.bench.desk.require_sheet().claims] == ["disputed"]
        assert window.parts.pages.notices.notice is None
