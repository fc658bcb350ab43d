"""A list that holds only the items behind a number says so, and one press leads back to all of them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from annotator.domain.review.items import ItemFilter
from annotator.views.review.review_queue_pane import ReviewQueuePane
from tests.views.review.review_windows import reviewing


def _said(pane: ReviewQueuePane) -> list[str]:
    return [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]


def test_items_behind_a_number_say_what_they_are_and_lead_back_to_all(qtbot: QtBot, tmp_path: Path) -> None:
    with reviewing(qtbot, tmp_path) as window:
        pane, project = window.queue, window.parts.bench.desk.project
        every = pane.model.rowCount()
        (show_all,) = (each for each in pane.findChildren(QPushButton) if each.text() == "Show All")
        assert not show_all.isVisible()
        assert not [words for words in _said(pane) if words.startswith("Only")]
        anna, ben = sorted(person.id for person in project.people.all() if person.name in {"Anna", "Ben"})
        wanted = ItemFilter(annotators=(anna, ben), labels=("confirmed", "disputed"))
        window.review.queue.set_filter(wanted)
        qtbot.waitUntil(lambda: pane.model.rowCount() == 1)
        assert "Only Confirmed × Disputed, where two annotators differ" in _said(pane)
        show_all.setFocus()
        QTest.keyClick(show_all, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: pane.model.rowCount() == every)
        assert not show_all.isVisible()
        assert pane.has_keyboard


def test_no_claim_is_named_among_labels(qtbot: QtBot, tmp_path: Path) -> None:
    with reviewing(qtbot, tmp_path) as window:
        window.review.queue.set_filter(ItemFilter(labels=("disputed", None)))
        qtbot.waitUntil(lambda: window.queue.model.rowCount() == 1)
        assert "Only Disputed × no claim" in _said(window.queue)
