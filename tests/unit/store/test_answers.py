"""A question back is open again once somebody answers, be it in a note or by finishing anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

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


def ask(project: Project) -> None:
    file = CaseReader(project).file_of(first_case(project), TEXT)
    authority = Authority(person(project, "Anna").id, project.gold_annotator().id)
    project.ledger.commit(decide(file, rulings.ask_back("Why?"), authority))
    at = now()
    # Times have milliseconds, and what is said in the same one is no answer.
    while now() == at:
        pass


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
