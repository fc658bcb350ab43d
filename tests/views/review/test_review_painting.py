"""A decision has painted anew whatever it changes, and leaves the rest of the window as it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QImage, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from annotator.views.card_view import CardView
from annotator.views.claim_panel import ClaimPanel
from annotator.views.review.lane_gutter import LaneGutter
from annotator.views.review.review_window import ReviewWindow
from tests.views.panes import child
from tests.views.review.review_windows import many, press, reviewing


class Painted(QObject):
    """Where a widget was painted, in its pixels."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.region = QRegion()
        widget.installEventFilter(self)

    def eventFilter(self, _widget: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region = self.region.united(event.region())
        return False


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[ReviewWindow]:
    with reviewing(qtbot, tmp_path, many(12, agreed=0)) as window:
        yield holding(window)


def holding(window: ReviewWindow) -> ReviewWindow:
    """The window, in which only the test ends the moment for which a result is held."""
    hold = window.showing.findChild(QTimer)
    assert hold is not None
    hold.setInterval(60_000)
    return window


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def rows(image: QImage) -> list[QImage]:
    return [image.copy(0, y, image.width(), 1) for y in range(image.height())]


@pytest.mark.parametrize("key", ["1", "0", "3", "P"])
def test_what_a_decision_changes_in_the_text_is_painted(window: ReviewWindow, key: str) -> None:
    for part in (window.text.viewport(), child(window, LaneGutter)):
        press(window, "1")
        window.showing.flush()
        QApplication.processEvents()
        before = rows(picture(part))
        painted = Painted(part)
        press(window, key)
        QApplication.processEvents()
        assert window.showing.is_holding
        region = QRegion(painted.region)
        assert not region.isEmpty()
        assert region.boundingRect().height() < part.height()
        changed = [
            y for y, (old, new) in enumerate(zip(before, rows(picture(part)), strict=True)) if old != new
        ]
        box = region.boundingRect()
        assert all(box.top() <= y <= box.bottom() for y in changed)
        window.showing.flush()


@pytest.mark.parametrize("key", ["1", "0", "P"])
def test_a_decision_does_not_move_the_versions(window: ReviewWindow, key: str) -> None:
    cards = window.decision.cards
    before = [card.mapTo(window, card.rect().topLeft()) for card in cards]
    press(window, key)
    QApplication.processEvents()
    assert window.showing.is_holding
    assert [card.mapTo(window, card.rect().topLeft()) for card in cards] == before


def test_a_decision_leaves_the_main_window_alone_where_it_shows_another_article(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with reviewing(qtbot, tmp_path) as window:
        holding(window)
        desk = window.parts.bench.desk
        while (
            window.review.about is None or window.review.about.article_id == desk.require_sheet().article.id
        ):
            press(window, "Down")
        QApplication.processEvents()
        painted = Painted(child(child(window.parts.window, ClaimPanel), CardView).viewport())
        press(window, "1")
        QApplication.processEvents()
        assert window.showing.is_holding
        assert painted.region.isEmpty()
