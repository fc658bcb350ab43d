"""Reading a long project for its review beside the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.desk import arranging
from annotator.desk.jobs import JobRunner
from annotator.desk.review import Review
from annotator.desk.review_reading import FIRST
from annotator.desk.settings import Settings
from annotator.desk.workbench import Workbench
from annotator.domain.agreement.disagreement import Kind
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.items import Item, ItemFilter, ItemOrder
from annotator.store.case_reader import CaseReader
from tests.desk.told import Told
from tests.teams import random_team

_ARTICLES = 3 * FIRST


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path) -> Iterator[Workbench]:
    """A desk with more articles than are read at once, and a real worker beside it."""
    runner = JobRunner()
    bench = Workbench(Settings(tmp_path / "settings.json"), runner)
    project = random_team(tmp_path, articles=_ARTICLES, seed=9)
    bench.desk.take(project, project.people.named("Anna"))
    yield bench
    runner.close()
    bench.desk.take(None)
    project.close()
    runner.deleteLater()
    bench.deleteLater()


def test_the_first_item_is_there_before_all_are_read(bench: Workbench, qtbot: QtBot) -> None:
    review = Review(bench)
    with qtbot.waitSignal(review.queue.read):
        review.open()
        assert review.queue.is_reading
        assert review.current is not None
        first = len(review.queue.items)
    reader = CaseReader(bench.desk.project)
    every = sum(len(case.kinds) > 0 for id_ in reader.ids() for case in reader.cases(id_))
    assert review.queue.counts.compared == every
    assert len(review.queue.items) > first


def test_what_is_decided_meanwhile_stays(bench: Workbench, qtbot: QtBot) -> None:
    review = Review(bench)
    with qtbot.waitSignal(review.queue.read):
        review.open()
        review.rulings.no_claim()
        review.rulings.park()
    assert (review.queue.counts.resolved, review.queue.counts.parked) == (1, 1)
    decided = [item for item in review.queue.items if item.state is CaseState.RESOLVED]
    assert review.queue.words(decided[0]).startswith("Sentence")


def test_a_review_that_is_closed_reads_no_further(bench: Workbench, qtbot: QtBot) -> None:
    review = Review(bench)
    review.open()
    review.close()
    with qtbot.waitSignal(bench.runner.ended):  # type: ignore[attr-defined]
        pass
    assert (review.queue.items, review.current, review.is_open) == ((), None, False)


def test_a_stopped_reading_is_told(bench: Workbench, qtbot: QtBot) -> None:
    told = Told(bench.notices)
    review = Review(bench)
    with qtbot.waitSignal(review.queue.read):
        review.open()
        bench.runner.cancel()
    assert "Not every article was read" in told.texts[-1]


def test_accepting_what_is_unanimous_can_be_undone(bench: Workbench, qtbot: QtBot) -> None:
    review = Review(bench)
    with qtbot.waitSignal(review.queue.read):
        review.open()
    count = review.unanimous.count
    with qtbot.waitSignal(review.unanimous.accepted) as accepted:
        review.unanimous.accept()
    assert accepted.args == [count]
    assert review.queue.counts.unanimous == 0
    with qtbot.waitSignal(review.history.changed):
        review.history.undo()
    assert review.queue.counts.unanimous == count


def test_what_was_accepted_before_it_was_stopped_is_told_and_can_be_undone(
    bench: Workbench, qtbot: QtBot
) -> None:
    review = Review(bench)
    with qtbot.waitSignal(review.queue.read):
        review.open()
    count = review.unanimous.count
    review.queue.counted.connect(bench.runner.cancel)
    with qtbot.waitSignal(review.unanimous.accepted) as accepted:
        review.unanimous.accept()
    review.queue.counted.disconnect(bench.runner.cancel)
    assert accepted.args is not None
    done = accepted.args[0]
    assert 0 < done <= count
    assert review.unanimous.count == count - done
    reader = CaseReader(bench.desk.project)
    decided = [case for id_ in reader.ids() for case in reader.cases(id_) if case.adjudication]
    assert len(decided) == done
    with qtbot.waitSignal(review.history.changed):
        review.history.undo()
    assert review.unanimous.count == count


def test_many_items_are_listed_beside_the_window(
    bench: Workbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arranging, "AT_ONCE", 0)
    review = Review(bench)
    with qtbot.waitSignal(review.queue.read):
        review.open()
    before = review.queue.items
    with qtbot.waitSignal(review.queue.listed):
        review.queue.set_order(ItemOrder.ARTICLE)
        assert (review.queue.order, review.queue.items) == (ItemOrder.ARTICLE, before)
        review.rulings.no_claim()
    places = [(reader_place(bench, item), item.span) for item in review.queue.items]
    assert places == sorted(places)
    assert [item.state for item in review.queue.items].count(CaseState.RESOLVED) == 1


def test_of_several_wishes_the_last_one_is_listed(
    bench: Workbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arranging, "AT_ONCE", 0)
    review = Review(bench)
    with qtbot.waitSignal(review.queue.read):
        review.open()
    with qtbot.waitSignal(review.queue.listed):
        review.queue.set_order(ItemOrder.LABELS)
        review.queue.set_filter(ItemFilter(kind=Kind.MISSING))
    assert review.queue.items
    assert all(Kind.MISSING in item.kinds for item in review.queue.items)


def reader_place(bench: Workbench, item: Item) -> int:
    """The place of an item's article in the project."""
    return CaseReader(bench.desk.project).ids().index(item.article_id)
