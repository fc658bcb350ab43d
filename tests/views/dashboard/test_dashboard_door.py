"""The dashboard opens from the main window by its key, and goes with its project."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.store.revealing import reveals
from annotator.views.dashboard.dashboard_dialog import DashboardDialog
from annotator.views.main_window import MainWindow
from tests.views.main_windows import press, working


def opened(window: MainWindow, qtbot: QtBot) -> DashboardDialog:
    """The dashboard, opened by its key, once all is in it."""
    press(window, "Ctrl+Shift+D")
    dialog = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, DashboardDialog))
    qtbot.waitUntil(lambda: len(dialog.cards) == 5)
    return dialog


def test_it_opens_by_its_key_and_closes_with_its_project(qtbot: QtBot, tmp_path: Path) -> None:
    with working(qtbot, tmp_path) as window:
        dialog = opened(window, qtbot)
        with qtbot.waitSignal(dialog.finished):
            window.session.close()


def test_what_waits_is_reviewed_from_it(qtbot: QtBot, tmp_path: Path) -> None:
    with working(qtbot, tmp_path) as window:
        dialog = opened(window, qtbot)
        dialog.review_requested.emit()
        assert any(widget.objectName() == "reviewWindow" for widget in QApplication.topLevelWidgets())


def test_the_project_remembers_that_names_were_revealed_here(qtbot: QtBot, tmp_path: Path) -> None:
    with working(qtbot, tmp_path) as window:
        dialog = opened(window, qtbot)
        dialog.reveal_requested.emit()
        assert [who for _, who in reveals(window.bench.desk.project)] == [window.bench.desk.annotator.id]
