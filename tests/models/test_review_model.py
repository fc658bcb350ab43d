"""The list of a review: rows that follow the queue, and what is read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from annotator.desk.review import Review
from annotator.desk.settings import Settings
from annotator.desk.workbench import Workbench
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.items import ItemFilter
from annotator.models.review_model import ReviewModel, ReviewRole
from tests.at_once import AtOnce
from tests.teams import random_team


@pytest.fixture
def review(qapp: QApplication, tmp_path: Path) -> Iterator[Review]:
    """The review of a small team's work, Anna at the desk."""
    bench = Workbench(Settings(tmp_path / "settings.json"), AtOnce())
    project = random_team(tmp_path, articles=4, seed=2)
    bench.desk.take(project, project.people.named("Anna"))
    review = Review(bench)
    review.open()
    yield review
    bench.desk.take(None)
    project.close()
    bench.deleteLater()


def test_rows_follow_the_queue_while_items_are_decided(review: Review) -> None:
    review.queue.set_filter(ItemFilter(state=CaseState.OPEN))
    model = ReviewModel(review.queue)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for decide in (
        review.rulings.no_claim,
        review.rulings.park,
        review.history.undo,
        review.rulings.no_claim,
    ):
        decide()
        assert model.rows == review.queue.items
    assert model.rowCount() == review.queue.counts.open
    tester.deleteLater()


def test_a_row_says_where_it_stands_how_it_differs_and_its_words(review: Review) -> None:
    model = ReviewModel(review.queue)
    item = review.queue.items[0]
    spoken = str(model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert spoken.startswith(
        f"Item 1 of {len(review.queue.items)}, {model.kind_words(item)}, {item.sides}, open"
    )
    assert "Sentence" in str(model.index(0, 0).data())


def test_the_open_item_is_marked(review: Review) -> None:
    model = ReviewModel(review.queue)
    model.set_open(review.queue.items[1].key)
    assert [model.index(row, 0).data(ReviewRole.IS_OPEN) for row in range(3)] == [False, True, False]


def test_no_name_is_in_any_row(review: Review) -> None:
    model = ReviewModel(review.queue)
    review.reveal()
    said = [
        str(model.index(row, 0).data(role))
        for row in range(model.rowCount())
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, *ReviewRole)
    ]
    assert not [name for name in ("Anna", "Ben", "Chen") if any(name in text for text in said)]
