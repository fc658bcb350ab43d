"""Undo over a whole review: whatever was decided, it can all be taken back, and done again."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.desk.review import Review
from annotator.desk.workbench import Workbench
from annotator.domain.adjudication import Adjudication, Outcome
from annotator.domain.errors import Refused
from annotator.domain.records import Claim
from annotator.store.project import Project
from tests.teams import random_team

_ACTIONS = 300


@pytest.fixture
def review(bench: Workbench, tmp_path: Path) -> Iterator[Review]:
    """The review of a small team's work, Anna at the desk."""
    project = random_team(tmp_path, articles=12, seed=5)
    bench.desk.take(project, project.people.named("Anna"))
    review = Review(bench)
    review.open()
    yield review
    bench.desk.take(None)
    project.close()


def gold(project: Project) -> tuple[list[Adjudication], list[Claim]]:
    """Everything that is decided, without what every write changes."""
    decided = [
        replace(one, version=0, updated_at="", created_at="")
        for one in project.gold.each()
        if one.outcome is not Outcome.OPEN
    ]
    mine = project.gold.annotator_id
    claims = [
        replace(one, version=0, updated_at="", created_at="")
        for one in project.claims.each()
        if one.annotator_id == mine
    ]
    return decided, sorted(claims, key=lambda claim: claim.id)


def redo_all(review: Review) -> None:
    while review.history.redo_text:
        review.history.redo()


def any_action(review: Review, draw: random.Random) -> Callable[[], object]:
    """Something that a lead may do with the item that is open, or with another one."""
    letter = draw.choice("ABC")
    rulings = review.rulings
    return draw.choice(
        (
            lambda: rulings.take(letter),
            lambda: rulings.label(draw.randint(1, 3)),
            rulings.no_claim,
            rulings.majority,
            rulings.take_words,
            lambda: rulings.take_words(shared=True),
            lambda: rulings.take_words(letter),
            lambda: rulings.take_label(letter),
            rulings.separate,
            rulings.keep_disagreement,
            rulings.park,
            lambda: rulings.ask_back("Why?"),
            rulings.reopen,
            lambda: review.rationales.give(draw.randint(1, 5)),
            lambda: review.rationales.write(f"because {draw.random()}"),
            lambda: review.go_to(draw.choice(review.queue.items).key),
            review.unanimous.accept,
            review.history.undo,
            review.history.redo,
        )
    )


def test_all_that_was_decided_can_be_undone_and_done_again(review: Review, bench: Workbench) -> None:
    project, draw = bench.desk.project, random.Random(11)
    start, done = gold(project), 0
    while done < _ACTIONS:
        with suppress(Refused):
            any_action(review, draw)()
            done += 1
    # What was undone last would be done again as well, and lead past the end.
    redo_all(review)
    end, counts = gold(project), review.queue.counts
    assert end != start
    while review.history.undo_text:
        review.history.undo()
    assert gold(project) == start
    redo_all(review)
    assert gold(project) == end
    assert review.queue.counts == counts


def test_what_the_queue_says_is_what_the_file_says(review: Review, bench: Workbench) -> None:
    draw = random.Random(3)
    for _ in range(60):
        with suppress(Refused):
            any_action(review, draw)()
    items, counts = review.queue.items, review.queue.counts
    review.close()
    review.open()
    assert (review.queue.items, review.queue.counts) == (items, counts)
