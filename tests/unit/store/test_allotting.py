"""Articles allotted to annotators: kept, journaled, and honoured by their queues."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain import article_steps
from annotator.domain.errors import Cancelled, Refused
from annotator.domain.records import Annotator, Assignment, Role
from annotator.domain.steps import Verb
from annotator.domain.team_steps import give_role
from annotator.domain.work import UNWATCHED
from annotator.store import allotting
from annotator.store.allotting import allotted, plan_allotment, write_allotment
from annotator.store.checking import check
from annotator.store.project import Project, create_project
from annotator.store.team import look_as
from tests.projects import small_project
from tests.unit.exchange.made import add_article


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with closing(small_project(tmp_path)) as found:
        yield found


@pytest.fixture
def untouched(tmp_path: Path) -> Iterator[Project]:
    """Three articles in which nobody has done anything."""
    with closing(create_project(tmp_path / "new")) as found:
        for number in range(3):
            add_article(found, (f"Fire {number}.", "Nobody was hurt."), title=f"Fire {number}")
        yield found


def _people(project: Project, *names: str) -> list[Annotator]:
    return [project.join(name) for name in names]


def _allot(project: Project, *names: str, per_article: int, seed: int = 7) -> int:
    planned = plan_allotment(project, _people(project, *names), per_article=per_article, seed=seed)
    write_allotment(project, planned, by="")
    return planned.count


def _queue(project: Project, name: str) -> list[str]:
    return [row.article_id for row in project.articles.queue(project.join(name).id)]


def test_without_allotment_everybody_has_every_article(project: Project) -> None:
    every = [article.id for article in project.articles.each()]
    assert _queue(project, "Anna") == _queue(project, "Chen") == every
    assert allotted(project) == {}


def test_what_was_begun_stays_and_counts(project: Project) -> None:
    # Anna has worked in the bridge and the flood, Ben in the flood; each article needs one.
    _allot(project, "Anna", "Ben", per_article=1)
    bridge, flood, ferry = [article.id for article in project.articles.each()]
    queues = _queue(project, "Anna"), _queue(project, "Ben")
    assert list(map(set, queues)) == [{bridge, flood}, {flood, ferry}]
    _allot(project, "Anna", "Ben", per_article=2)
    assert _queue(project, "Anna") == [*queues[0], ferry]
    assert _queue(project, "Ben") == [*queues[1], bridge]


def test_what_a_lead_tried_out_counts_for_nobody(project: Project) -> None:
    leads = [give_role([], project.join(name), Role.LEAD, by=None) for name in ("Anna", "Ben")]
    for step in leads:
        project.ledger.commit(step)
    assert _allot(project, "Chen", "Dora", per_article=2) == 6


def test_an_allotted_queue_has_its_own_order_and_numbers(untouched: Project) -> None:
    _allot(untouched, "Chen", "Dora", per_article=2)
    chen = untouched.join("Chen")
    rows = untouched.articles.queue(chen.id)
    assert [row.position for row in rows] == [1, 2, 3]
    assert untouched.articles.count(chen.id) == 3
    assert [untouched.articles.place(row.article_id, chen.id) for row in rows] == [1, 2, 3]


def test_an_article_of_others_is_in_no_queue_of_hers(untouched: Project) -> None:
    _allot(untouched, "Chen", "Dora", "Eve", per_article=1)
    chen = untouched.join("Chen")
    theirs = [
        article.id for article in untouched.articles.each() if article.id not in _queue(untouched, "Chen")
    ]
    assert theirs
    for article_id in theirs:
        assert untouched.articles.place(article_id, chen.id) == 0


def test_finishing_keeps_its_time_and_is_counted(project: Project) -> None:
    anna = project.join("Anna")
    bridge = next(project.articles.each()).id
    before = project.people.assignment(bridge, anna.id)
    assert before is not None
    _allot(project, "Anna", "Ben", "Chen", per_article=3)
    after = project.people.assignment(bridge, anna.id)
    assert after is not None
    assert (after.finished_at, after.version) == (before.finished_at, before.version + 1)
    assert after.position > 0
    assert project.people.finished(anna.id) == 1


def test_allotting_again_gives_nothing(untouched: Project) -> None:
    _allot(untouched, "Chen", "Dora", per_article=2)
    queues = _queue(untouched, "Chen"), _queue(untouched, "Dora")
    assert _allot(untouched, "Chen", "Dora", per_article=2, seed=99) == 0
    assert (_queue(untouched, "Chen"), _queue(untouched, "Dora")) == queues


def test_it_is_one_step_of_the_journal_whatever_the_batches(
    untouched: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allotting, "_TOGETHER", 2)
    lead = untouched.join("Lea")
    planned = plan_allotment(untouched, _people(untouched, "Chen", "Dora"), per_article=2, seed=7)
    write_allotment(untouched, planned, by=lead.id)
    entries = [entry for entry in untouched.journal.entries() if entry.verb == Verb.ALLOT]
    assert len({entry.step for entry in entries}) == 1
    assert {entry.annotator_id for entry in entries} == {lead.id}
    step = untouched.journal.step(entries[0].step)
    assert step is not None
    assert len(step.edits) == planned.count == 6
    assert all(isinstance(edit.after, Assignment) for edit in step.edits)
    # Nobody takes it back by the keys that take back a label.
    assert step.id not in [id_ for id_, *_ in untouched.journal.outline(lead.id, limit=100)]


def test_the_file_is_whole_afterwards(project: Project) -> None:
    _allot(project, "Anna", "Ben", "Chen", per_article=2)
    assert list(check(project, UNWATCHED)) == []


def test_stopping_keeps_what_was_written_and_the_next_round_finds_the_rest(
    untouched: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allotting, "_TOGETHER", 2)
    people = _people(untouched, "Chen", "Dora")

    class Impatient:
        left = 2

        def step(self, done: int, total: int, text: str = "") -> None:
            self.left -= 1

        def check(self) -> None:
            if not self.left:
                raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        write_allotment(
            untouched, plan_allotment(untouched, people, per_article=2, seed=7), by="", job=Impatient()
        )
    assert sum(map(len, allotted(untouched).values())) == 4
    assert _allot(untouched, "Chen", "Dora", per_article=2) == 2
    for name in ("Chen", "Dora"):
        places = list(allotted(untouched)[untouched.join(name).id].values())
        assert places == list(range(1, 4))


def test_excluded_articles_are_allotted_to_nobody(untouched: Project) -> None:
    *_, ferry = untouched.articles.each()
    anna = untouched.join("Anna")
    untouched.ledger.commit(article_steps.exclude(ferry, anna.id))
    _allot(untouched, "Chen", "Dora", per_article=2)
    assert ferry.id not in _queue(untouched, "Chen")


def test_more_for_each_article_than_there_are_people_is_refused(project: Project) -> None:
    with pytest.raises(Refused, match="among 1"):
        _allot(project, "Anna", per_article=2)


def test_who_works_blind_allots_nothing(project: Project) -> None:
    anna, ben = _people(project, "Anna", "Ben")
    project.ledger.commit(give_role(project.people.all(), ben, Role.LEAD, by=None))
    before = project.database.rows("SELECT * FROM assignment ORDER BY article_id, annotator_id")
    planned = plan_allotment(project, [anna, ben], per_article=2, seed=7)
    look_as(project, anna)
    with pytest.raises(Refused, match="Only a lead allots"):
        write_allotment(project, planned, by=anna.id)
    look_as(project, None)
    assert project.database.rows("SELECT * FROM assignment ORDER BY article_id, annotator_id") == before
