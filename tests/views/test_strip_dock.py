"""The buttons of the label strip beside the tabs of stacked panes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabWidget, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from annotator.views.main_window import MainWindow
from tests.views.main_windows import open_titled, press, working

_LINE = "The council said in the evening that the old bridge by the river is closed until next spring. "
_PAGE = "A headline\n\n" + "\n\n".join(_LINE * count for count in (1, 2, 3, 1))


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """Text at 200 % in a window of 1024 by 640, full of long sentences."""
    with working(qtbot, tmp_path, width=1024, height=640, zoom=200) as window:
        window.parts.intake.import_pasted(_PAGE)
        open_titled(window, "A headline")
        qtbot.waitUntil(lambda: _is_docked(window))
        yield window


def _is_docked(window: MainWindow) -> bool:
    return window.parts.article.strip.parentWidget() is not window.parts.article


def _place(part: QWidget) -> QRect:
    """Where it stands on the screen."""
    return QRect(part.mapToGlobal(QPoint(0, 0)), part.size())


def _buttons(window: MainWindow) -> list[QToolButton]:
    return [each for each in window.parts.article.strip.findChildren(QToolButton) if each.isVisible()]


def test_every_sentence_has_its_buttons_and_they_cover_no_words(window: MainWindow) -> None:
    tabs = window.findChild(QTabWidget, "paneTabs")
    assert isinstance(tabs, QTabWidget)
    for number in range(1, window.bench.desk.require_sheet().asked + 1):
        window.bench.movement.to_number(number)
        assert len(_buttons(window)) == 5, number
        for button in _buttons(window):
            assert _place(window).contains(_place(button))
            assert not _place(button).intersects(_place(window.parts.article))
            assert not _place(button).intersects(_place(tabs.tabBar()))
            assert button.width() >= button.sizeHint().width()


def test_a_press_on_one_decides_and_keys_do_not_hide_them(window: MainWindow) -> None:
    assert press(window, *"jkjkjk") > 5
    window.bench.movement.to_number(1)
    disputed = next(each for each in _buttons(window) if each.accessibleName() == "Disputed")
    QTest.mouseClick(disputed, Qt.MouseButton.LeftButton)
    assert [claim.label for claim in window.bench.desk.require_sheet().claims] == ["disputed"]
    assert window.bench.desk.cursor.unit == 1


def test_smaller_letters_bring_them_back_beside_the_sentence(window: MainWindow, qtbot: QtBot) -> None:
    window.parts.table.action("view.zoom_reset").trigger()
    qtbot.waitUntil(lambda: not _is_docked(window))
    strip = window.parts.article.strip
    assert window.parts.article.rect().contains(strip.geometry())
    assert len(_buttons(window)) == 5


def test_where_they_do_not_fit_they_float(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(700, 640)
    qtbot.waitUntil(lambda: not _is_docked(window))
    window.resize(1024, 640)
    qtbot.waitUntil(lambda: _is_docked(window))
    assert len(_buttons(window)) == 5


def test_without_a_sentence_there_is_nothing_to_press(window: MainWindow, tmp_path: Path) -> None:
    window.session.create(tmp_path / "empty")
    assert window.parts.pages.is_working
    assert _buttons(window) == []
