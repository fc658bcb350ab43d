"""Guidelines at the desk: who adds versions, what is new to whom, and what decisions were made under."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.desk.desk import Desk
from annotator.desk.review import Review
from annotator.desk.workbench import Workbench
from annotator.domain.errors import Refused
from annotator.domain.guideline_examples import Example, examples
from annotator.domain.identity import new_id
from annotator.domain.records import Role
from annotator.domain.steps import Edit, Step, Verb
from annotator.store.facts import MADE_FOR
from annotator.store.project import Project
from tests.teams import Marked, team_project


def _sit(bench: Workbench, name: str, role: Role = Role.ANNOTATOR) -> None:
    """Let somebody sit down, in a role."""
    project = bench.desk.project
    person = project.join(name)
    if person.role is not role:
        edit = Edit(person, replace(person, role=role))
        project.ledger.commit(Step(new_id(), Verb.ROLE, person.id, "", (edit,)))
    bench.desk.take(project, project.people.get(person.id))


def test_a_project_begins_without_guidelines(desk: Desk, bench: Workbench) -> None:
    assert bench.guidelines.newest is None
    assert bench.guidelines.unread == 0
    assert bench.guidelines.can_write


def test_versions_are_added_newest_first(desk: Desk, bench: Workbench) -> None:
    bench.guidelines.write("Read.")
    bench.guidelines.write("Read well.")
    bench.guidelines.write("Read well.\n")
    assert [(one.number, one.text) for one in bench.guidelines.versions] == [
        (2, "Read well.\n"),
        (1, "Read.\n"),
    ]


def test_with_a_lead_others_only_read(desk: Desk, bench: Workbench) -> None:
    _sit(bench, "Lea", Role.LEAD)
    bench.guidelines.write("Read.")
    _sit(bench, "Chen", Role.ADJUDICATOR)
    bench.guidelines.write("Read well.")
    _sit(bench, "Anna")
    assert not bench.guidelines.can_write
    with pytest.raises(Refused, match="Tell the lead"):
        bench.guidelines.write("Read badly.")
    assert bench.guidelines.newest is not None
    assert bench.guidelines.newest.number == 2


def test_nobody_writes_guidelines_in_a_project_made_of_a_task(desk: Desk, bench: Workbench) -> None:
    desk.project.keep_fact(MADE_FOR, desk.annotator.id)
    assert not bench.guidelines.can_write
    with pytest.raises(Refused, match="Tell the lead"):
        bench.guidelines.write("Mine.")
    assert bench.guidelines.newest is None


def test_changes_are_new_until_she_has_read_them(desk: Desk, bench: Workbench) -> None:
    bench.guidelines.write("Read.\nDecide.")
    _sit(bench, "Ben")
    assert bench.guidelines.unread == 1
    assert bench.guidelines.new_lines == frozenset()
    bench.guidelines.mark_read()
    assert bench.guidelines.unread == 0
    _sit(bench, "Anna")
    bench.guidelines.write("Read.\nThink.\nDecide.")
    assert bench.guidelines.unread == 0
    _sit(bench, "Ben")
    assert bench.guidelines.unread == 1
    assert bench.guidelines.new_lines == {1}


def test_what_one_has_read_leaves_no_trace_in_the_journal(desk: Desk, bench: Workbench) -> None:
    bench.guidelines.write("Read.")
    _sit(bench, "Ben")
    before = sum(1 for _ in desk.project.journal.entries())
    bench.guidelines.mark_read()
    assert sum(1 for _ in desk.project.journal.entries()) == before


def test_claims_and_finished_articles_say_which_version_they_were_made_under(
    desk: Desk, bench: Workbench
) -> None:
    bench.queue.open_where_left()
    flood = next(row for row in bench.queue.rows if row.title.startswith("The river"))
    desk.open_article(flood.article_id, unit_start=30)
    bench.guidelines.write("Read.")
    bench.decisions.label(2)
    assert desk.sheet is not None
    assert [claim.guideline_version for claim in desk.sheet.claims] == [None, 1]
    bench.queue.finish()
    kept = desk.project.people.assignment(flood.article_id, desk.annotator.id)
    assert kept is not None
    assert kept.guideline_version == 1


def test_undo_takes_back_the_decision_before_and_never_a_version(desk: Desk, bench: Workbench) -> None:
    flood = next(row for row in bench.queue.rows if row.title.startswith("The river"))
    desk.open_article(flood.article_id, unit_start=30)
    bench.decisions.label(2)
    bench.guidelines.write("Read.")
    bench.history.undo()
    assert desk.sheet is not None
    assert len(desk.sheet.claims) == 1
    assert bench.guidelines.newest is not None


@pytest.fixture
def review(bench: Workbench, tmp_path: Path) -> Iterator[Review]:
    """The review of a sentence that Anna finds confirmed and Ben disputed, and of one only Ben marked."""
    marked: Marked = {
        "Anna": [("The bridge is closed", "confirmed")],
        "Ben": [("The bridge is closed", "disputed"), ("Nobody was hurt", "disputed")],
    }
    project: Project = team_project(tmp_path, [("The bridge is closed.\nNobody was hurt.\n", marked)])
    bench.desk.take(project, project.people.named("Chen"))
    review = Review(bench)
    review.open()
    yield review
    bench.desk.take(None)
    project.close()


def _go_to(review: Review, words: str) -> None:
    item = next(item for item in review.queue.docket.every() if review.queue.words(item).startswith(words))
    review.go_to(item.key)


def test_a_case_becomes_an_example_under_what_was_decided(review: Review, bench: Workbench) -> None:
    made = review.examples
    bench.guidelines.write("# Rules\n\n## Disputed\n\nSources differ.\n")
    _go_to(review, "The bridge")
    review.rulings.label(2)
    assert made.about() == ("Disputed", "The bridge is closed")
    assert made.add("The mayor denies it.") == 2
    _go_to(review, "Nobody")
    review.rulings.no_claim()
    made.add("Nothing is said by anybody.")
    newest = bench.guidelines.newest
    assert newest is not None
    assert newest.number == 3
    assert examples(newest.text) == (
        Example(1, "Disputed", "The bridge is closed", "The mayor denies it."),
        Example(2, "No claim", "Nobody was hurt", "Nothing is said by anybody."),
    )


def test_what_is_not_decided_is_no_example(review: Review) -> None:
    with pytest.raises(Refused, match="Decide it"):
        review.examples.about()
