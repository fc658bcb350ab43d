"""A project without articles says one thing to do, and the keyboard does it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from annotator.domain.errors import Refused
from annotator.views.main_window import MainWindow
from annotator.views.toast import Toast
from tests.views.main_windows import bare_window, focus_name, press, settings_of, showing


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with showing(qtbot, bare_window(settings_of("Anna", tmp_path))) as window:
        window.session.create(tmp_path / "new.claimdesk")
        window.session.sit_down("Anna")
        yield window


def _words(window: MainWindow) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible() and label.text()]


def test_it_says_one_thing_to_do_and_no_key_that_does_nothing(window: MainWindow) -> None:
    buttons = [each.text() for each in window.parts.workspace.findChildren(QPushButton) if each.isVisible()]
    assert buttons == ["Import Articles…"]
    assert not [words for words in _words(window) if "1 2 3" in words]


def test_the_keyboard_imports_and_then_labels(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask() -> None:
        asked.append(focus_name())
        raise Refused("Nothing was chosen.")

    monkeypatch.setattr(window.doors, "import_articles", ask)
    press(window, "Return")
    assert len(asked) == 1
    window.parts.intake.import_pasted("The river rose by two metres.\n")
    assert focus_name() == "Article"
    press(window, "1")
    assert len(window.bench.desk.require_sheet().claims) == 1


def test_an_article_that_is_open_is_not_offered_to_be_opened(window: MainWindow) -> None:
    window.parts.intake.import_pasted("The river rose by two metres.\n")
    toast = window.findChild(Toast)
    assert toast is not None
    assert toast.isVisible()
    assert not [button for button in toast.findChildren(QPushButton) if button.text() == "Open"]
    window.parts.intake.import_pasted("The ferry sank in 1999.\n")
    assert [button for button in toast.findChildren(QPushButton) if button.text() == "Open"]
