"""A question back is open again once somebody answers, be it in a note or by finishing anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.errors import Refused
from annotator.domain.identity import new_id, now
from annotator.domain.records import Annotator
from annotator.domain.review import rulings
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.cases import Case
from annotator.domain.review.gold_steps import Authority, decide
from annotator.domain.steps import Edit, Record, Step, Verb
from annotator.store.case_reader import CaseReader
from annotator.store.project import Project
from tests.teams import add_article, finish, team_project

TEXT = "The bridge is closed today.\nThe mayor says it is safe.\n"
WORDS = ("The bridge is closed", "The mayor says")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Anna and Ben differ on two labels, and are asked about the first."""
    made = team_project(tmp_path, [])
    article_id = add_article(made, TEXT)
    finish(made, article_id, "Anna", [(words, "confirmed") for words in WORDS])
    finish(made, article_id, "Ben", [(words, "disputed") for words in WORDS])
    ask(made)
    yield made
    made.close()


def first_case(project: Project) -> Case:
    return CaseReader(project).cases(next(iter(project.articles.each())).id)[0]


def ask(project: Project, name: str = "") -> None:
    file = CaseReader(project).file_of(first_case(project), TEXT)
    authority = Authority(person(project, "Anna").id, project.gold_annotator().id)
    asked = person(project, name).id if name else None
    project.ledger.commit(decide(file, rulings.ask_back(file.case, "Why?", asked), authority))


def person(project: Project, name: str) -> Annotator:
    found = project.people.named(name)
    assert found is not None
    return found


def write(project: Project, name: str, before: Record, after: Record, verb: Verb) -> None:
    article_id = first_case(project).article_id
    project.ledger.commit(Step(new_id(), verb, person(project, name).id, article_id, (Edit(before, after),)))


def note(project: Project, name: str, words: str) -> None:
    claim = next(
        one
        for one in project.claims.each()
        if (one.annotator_id, one.quote) == (person(project, name).id, words)
    )
    write(project, name, claim, replace(claim, note="The mayor said so."), Verb.NOTE)


def test_it_waits_until_somebody_answers(project: Project) -> None:
    assert first_case(project).state is CaseState.WAITING


def test_a_note_answers_and_a_second_question_waits_again(project: Project) -> None:
    note(project, "Ben", WORDS[0])
    assert first_case(project).state is CaseState.OPEN
    ask(project)
    assert first_case(project).state is CaseState.WAITING


def test_a_note_on_other_words_is_no_answer(project: Project) -> None:
    note(project, "Ben", WORDS[1])
    assert first_case(project).state is CaseState.WAITING


def test_finishing_anew_answers(project: Project) -> None:
    before = project.people.assignment(first_case(project).article_id, person(project, "Ben").id)
    assert before is not None
    write(project, "Ben", before, replace(before, finished_at=now()), Verb.FINISH)
    assert first_case(project).state is CaseState.OPEN


def test_an_answer_counts_however_far_behind_the_clock_is_that_it_was_given_by(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("annotator.store.ledger.now", lambda: "2001-01-01T00:00:00.000Z")
        note(project, "Ben", WORDS[0])
    assert first_case(project).state is CaseState.OPEN


def test_finishing_anew_by_a_clock_that_is_behind_answers(project: Project) -> None:
    before = project.people.assignment(first_case(project).article_id, person(project, "Ben").id)
    assert before is not None
    write(project, "Ben", before, replace(before, finished_at="2001-01-01T00:00:00.000Z"), Verb.FINISH)
    assert first_case(project).state is CaseState.OPEN


def test_another_place_in_her_queue_is_no_answer(project: Project) -> None:
    before = project.people.assignment(first_case(project).article_id, person(project, "Ben").id)
    assert before is not None
    write(project, "Ben", before, replace(before, position=7), Verb.ALLOT)
    assert first_case(project).state is CaseState.WAITING


def test_a_question_to_one_annotator_waits_for_her_answer_alone(project: Project) -> None:
    ask(project, "Ben")
    note(project, "Anna", WORDS[0])
    assert first_case(project).state is CaseState.WAITING
    note(project, "Ben", WORDS[0])
    assert first_case(project).state is CaseState.OPEN


def test_a_reason_that_is_given_later_hides_no_answer(project: Project) -> None:
    note(project, "Ben", WORDS[0])
    (asked,) = project.gold.each()
    reasoned = Edit(asked, replace(asked, reasons=("span_too_long",)))
    project.ledger.commit(Step(new_id(), Verb.REASON, asked.adjudicator_id, asked.article_id, (reasoned,)))
    assert first_case(project).state is CaseState.OPEN


def test_a_second_question_that_is_taken_back_hides_no_answer_to_the_first(project: Project) -> None:
    note(project, "Ben", WORDS[0])
    file = CaseReader(project).file_of(first_case(project), TEXT)
    authority = Authority(person(project, "Anna").id, project.gold_annotator().id)
    step = project.ledger.commit(decide(file, rulings.ask_back(file.case, "And why so?"), authority))
    assert first_case(project).state is CaseState.WAITING
    project.ledger.commit(step.reverted(Verb.UNDO, by=person(project, "Anna").id))
    assert first_case(project).state is CaseState.OPEN


def test_only_who_finished_the_article_can_be_asked(project: Project) -> None:
    case = first_case(project)
    with pytest.raises(Refused, match="has not finished"):
        rulings.ask_back(case, "Why?", person(project, "Chen").id)
