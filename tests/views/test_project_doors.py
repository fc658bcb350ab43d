from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from annotator.desk.settings import Settings
from annotator.views.main_window import MainWindow
from tests.views.main_windows import bare_window, showing, working


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


def test_without_a_project_one_is_asked_for_first(qtbot: QtBot, tmp_path: Path) -> None:
    with showing(qtbot, bare_window(Settings(tmp_path / "settings.json"))) as window:
        window.parts.table.action("file.import_folder").trigger()
        assert chooser(window).acceptMode() == QFileDialog.AcceptMode.AcceptSave
