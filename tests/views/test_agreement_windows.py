from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from annotator.domain.review.items import ItemFilter
from annotator.store.revealing import reveals
from annotator.store.sight import Sight
from annotator.views.agreement.agreement_dialog import AgreementDialog
from annotator.views.agreement.matrix_view import MatrixView
from annotator.views.main_window import MainWindow
from tests.unit.exchange.teams import named, team_project
from tests.views.main_windows import bare_window, press, settings_of, showing


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    project = team_project(tmp_path)
    project.close()
    with showing(qtbot, bare_window(settings_of("Ada", tmp_path))) as window:
        window.session.open(project.path)
        yield window


def shown(qtbot: QtBot, window: MainWindow) -> AgreementDialog:
    """The dialog, once the worker has answered."""
    press(window, "Ctrl+Shift+R")
    dialog = window.findChild(AgreementDialog)
    assert dialog is not None
    views = dialog.findChildren(MatrixView)
    qtbot.waitUntil(lambda: all(view.model().rowCount() > 0 for view in views))
    return dialog


def test_a_key_shows_it_and_a_cell_opens_the_review(qtbot: QtBot, window: MainWindow) -> None:
    dialog = shown(qtbot, window)
    labels = next(view for view in dialog.findChildren(MatrixView) if "Labels" in view.accessibleName())
    labels.setCurrentIndex(labels.model().index(0, 1))
    QTest.keyClick(labels, Qt.Key.Key_Return)
    assert window.further.review.window is not None
    wanted = ItemFilter(labels=("confirmed", "disputed"))
    assert window.further.review.review.queue.filter == wanted
    window.further.review.close()


def test_names_that_the_review_reveals_are_shown_here_too(qtbot: QtBot, window: MainWindow) -> None:
    window.further.review.open()
    dialog = shown(qtbot, window)
    reliability = next(v for v in dialog.findChildren(MatrixView) if "Reliability" in v.accessibleName())
    assert reliability.model().headerData(0, Qt.Orientation.Vertical) == "A"
    window.further.review.review.reveal()
    names = [reliability.model().headerData(row, Qt.Orientation.Vertical) for row in range(3)]
    assert names == ["Ada", "Ben", "Cy"]
    window.further.review.close()


def test_the_project_remembers_that_names_were_revealed_here(qtbot: QtBot, window: MainWindow) -> None:
    dialog = shown(qtbot, window)
    button = next(
        each for each in dialog.findChildren(QPushButton) if "Reveal" in each.text().replace("&", "")
    )
    button.click()
    assert not button.isVisible()
    assert [who for _, who in reveals(window.bench.desk.project)] == [window.bench.desk.annotator.id]


def test_it_goes_with_the_project(qtbot: QtBot, window: MainWindow) -> None:
    shown(qtbot, window)
    window.session.close()
    qtbot.waitUntil(lambda: not window.findChildren(AgreementDialog))


def test_who_works_blind_is_told_and_sees_nothing(qtbot: QtBot, window: MainWindow) -> None:
    project = window.bench.desk.project
    project.database.look(Sight(named(project, "Ada")))
    press(window, "Ctrl+Shift+R")
    shown_dialogs = [each for each in window.findChildren(AgreementDialog) if each.isVisible()]
    assert shown_dialogs == []
    words = [label.text() for label in window.findChildren(QLabel) if label.isVisible()]
    assert any("You work blind here" in text for text in words)
