"""Widgets that are made late stand where they are seen, and are nobody's but their pane's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.labels import DEFAULT_LABELS
from annotator.views.tab_stops import stand_before
from tests.views.main_windows import beginning, press


def test_late_widgets_come_right_before_their_stop(qtbot: QtBot) -> None:
    pane = QWidget()
    qtbot.addWidget(pane)
    column = QVBoxLayout(pane)
    first, stop, last = QLineEdit(), QLineEdit(), QLineEdit()
    late = [QPushButton(), QPushButton()]
    for widget in (first, stop, last, *late):
        column.addWidget(widget)
    stand_before(stop, late)
    pane.show()
    pane.activateWindow()
    qtbot.waitUntil(pane.isActiveWindow)
    first.setFocus()
    seen = []
    for _ in range(5):
        focus = pane.focusWidget()
        assert focus is not None
        seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert seen == [first, *late, stop, last]


def test_panes_made_after_the_first_paint_outlive_the_buttons_of_old_labels(
    qtbot: QtBot, tmp_path: Path
) -> None:
    """Going along Qt's chain made each widget the owner of the next, and with one went all after it."""
    with beginning(qtbot, tmp_path) as window:
        window.grab()
        window.furnish()
        inspector = window.parts.inspector
        inspector.set_labels([replace(label, name=f"{label.name}!") for label in DEFAULT_LABELS[:2]])
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        for stop in (*window.parts.claims.stops, *inspector.stops):
            assert stop.window() is window
        assert not window.grab().isNull()
        press(window, "1", "2")
        assert window.parts.claims.model.rowCount() == 2
