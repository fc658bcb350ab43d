"""A decision of a review that can't be written stays in sight as not saved, and goes on once it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.desk.review import Review
from annotator.desk.workbench import Workbench
from annotator.domain.adjudication import Outcome
from annotator.domain.errors import Refused
from annotator.domain.review.items import GoldShown
from annotator.domain.work import Unwatched
from annotator.store.checking import check
from annotator.store.project import Project
from tests.desk.told import Told
from tests.full_disk import LONG, full
from tests.teams import team_project

TEXT = "The bridge is closed today.\nThe mayor says it is safe.\n"
LINES = TEXT.splitlines()


@pytest.fixture
def review(bench: Workbench, tmp_path: Path) -> Iterator[Review]:
    """Two sentences on which Anna and Ben differ, Anna at the desk."""
    marked = {
        "Anna": [(line, "confirmed") for line in LINES],
        "Ben": [(line, "disputed") for line in LINES],
    }
    project = team_project(tmp_path, [(TEXT, marked)])
    bench.desk.take(project, project.people.named("Anna"))
    review = Review(bench)
    review.open()
    yield review
    bench.desk.take(None)
    project.close()


@pytest.fixture
def project(review: Review, bench: Workbench) -> Project:
    return bench.desk.project


def gold(review: Review) -> GoldShown:
    """Gold of the open item, as it is shown."""
    assert review.current is not None
    return review.current.gold


def kept(project: Project) -> list[Outcome]:
    return [one.outcome for one in project.gold.each()]


def test_a_full_disk_keeps_the_item_open_as_not_saved_until_retry(
    review: Review, bench: Workbench, told: Told, project: Project
) -> None:
    first = review.case.key
    with full(project):
        assert bench.attempt(lambda: review.rulings.ask_back(LONG))
        assert told.texts[-1] == "Disk full – 1 decision is not saved yet. Free space, then press Retry."
        assert (gold(review).outcome, gold(review).is_unsaved) == (Outcome.ASKED_BACK, True)
        assert (review.case.key, kept(project)) == (first, [])
        assert not bench.attempt(lambda: review.rulings.label(2)), "nothing comes before it"
        assert not bench.attempt(review.next)
        assert review.case.key == first
        told.answer("Retry")
        assert told.texts[-1].startswith("Disk full")
    told.answer("Retry")
    assert kept(project) == [Outcome.ASKED_BACK]
    assert review.case.key != first, "it goes on as if nothing had been in the way"
    assert not gold(review).is_unsaved
    assert list(check(project, Unwatched())) == []


def test_a_key_that_saves_what_waited_decides_nothing_else(
    review: Review, bench: Workbench, told: Told, project: Project
) -> None:
    with full(project):
        review.rulings.ask_back(LONG)
    second = review.queue.docket.listing.after(review.queue.docket.rank_of(review.case.key) or ())
    assert not bench.attempt(lambda: review.rulings.label(2))
    assert "What waited is saved now" in told.texts[-1]
    assert (kept(project), review.case.key) == ([Outcome.ASKED_BACK], second)
    review.rulings.label(2)
    assert sorted(kept(project)) == [Outcome.ASKED_BACK, Outcome.CLAIM]


@pytest.mark.parametrize("by_key", [False, True])
def test_what_waits_can_be_taken_back(
    review: Review, bench: Workbench, told: Told, project: Project, *, by_key: bool
) -> None:
    first = review.case.key
    with full(project):
        review.rulings.ask_back(LONG)
        assert review.history.undo_text
        if by_key:
            review.history.undo()
        else:
            told.answer("Take It Back")
        assert (gold(review).is_unsaved, gold(review).is_kept) == (False, False)
        assert (review.case.key, kept(project)) == (first, [])
    review.rulings.label(2)
    assert kept(project) == [Outcome.CLAIM]
    assert list(check(project, Unwatched())) == []


def test_another_program_is_waited_for_also_before_there_is_any_gold(
    review: Review, bench: Workbench, told: Told, project: Project
) -> None:
    with closing(sqlite3.connect(project.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        review.rulings.label(2)
        assert gold(review).is_unsaved
        assert [claim.label for claim in gold(review).claims] == ["disputed"]
        assert told.notices == []
        other.execute("ROLLBACK")
    bench.unsaved.clock.timeout.emit()
    assert kept(project) == [Outcome.CLAIM]
    assert bench.desk.withheld.waiting is None
    assert list(check(project, Unwatched())) == []


def test_what_waits_is_still_there_when_the_review_is_opened_again(review: Review, project: Project) -> None:
    with full(project):
        review.rulings.ask_back(LONG)
        review.close()
        review.open()
        assert gold(review).is_unsaved
        with pytest.raises(Refused, match="is not saved yet"):
            review.next()
