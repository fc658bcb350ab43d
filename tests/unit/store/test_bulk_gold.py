"""Accepting what is unanimous: where annotators come to agree later, and where one more of them comes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.adjudication import Outcome
from annotator.domain.identity import new_id
from annotator.domain.records import Claim
from annotator.domain.review import rulings
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.cases import Case
from annotator.domain.review.docket import Docket
from annotator.domain.review.entries import entry_of
from annotator.domain.review.gold_steps import Authority, decide
from annotator.domain.review.items import Counts, Item
from annotator.domain.review.rulings import Ruling
from annotator.domain.steps import Edit, Step, Verb
from annotator.store.bulk_gold import accept_unanimous
from annotator.store.case_reader import CaseReader
from annotator.store.project import Project
from tests.teams import add_article, finish, team_project

TEXT = "The bridge is closed today.\nThe mayor says it is safe.\n"
WORDS = "The bridge is closed"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Anna and Ben finished an article and differ on the label of some words."""
    made = team_project(tmp_path, [])
    article_id = add_article(made, TEXT)
    finish(made, article_id, "Anna", [(WORDS, "confirmed")])
    finish(made, article_id, "Ben", [(WORDS, "disputed")])
    yield made
    made.close()


def article_of(project: Project) -> str:
    return next(iter(project.articles.each())).id


def case_of(project: Project) -> Case:
    (case,) = CaseReader(project).cases(article_of(project))
    return case


def authority(project: Project) -> Authority:
    return Authority(project.people.all()[0].id, project.gold_annotator().id)


def rule(project: Project, ruling: Ruling) -> None:
    file = CaseReader(project).file_of(case_of(project), TEXT)
    project.ledger.commit(decide(file, ruling, authority(project)))


def claim_of(project: Project, name: str) -> Claim:
    person = project.people.named(name)
    assert person is not None
    return next(claim for claim in project.claims.each() if claim.annotator_id == person.id)


def agree(project: Project) -> None:
    """Ben comes to say what Anna says."""
    claim = claim_of(project, "Ben")
    edit = Edit(claim, replace(claim, label="confirmed"))
    project.ledger.commit(Step(new_id(), Verb.RETAG, claim.annotator_id, claim.article_id, (edit,)))


def accept(project: Project) -> int:
    article_ids = [article_of(project)]
    return accept_unanimous(
        project, article_ids, authority(project), step_id=new_id(), told=lambda article_ids: None
    )


def gold(project: Project) -> list[tuple[str, str]]:
    own = project.gold.annotator_id
    return [(claim.quote, claim.label) for claim in project.claims.each() if claim.annotator_id == own]


def queue(project: Project) -> tuple[list[Item], Counts]:
    """What is listed, and the counts."""
    docket = Docket({article_of(project): 0}, ("confirmed", "disputed", "unverified"), seed=1)
    found = (entry_of(case, seed=1) for case in CaseReader(project).cases(article_of(project)))
    docket.put(article_of(project), [entry for entry in found if entry])
    return list(docket.listing), docket.counts


def test_an_answer_that_agrees_is_listed_counted_and_accepted(project: Project) -> None:
    rule(project, Ruling(Outcome.ASKED_BACK, note="Why?"))
    agree(project)
    items, counts = queue(project)
    assert ([item.state for item in items], counts.open, counts.unanimous) == ([CaseState.OPEN], 1, 1)
    assert accept(project) == 1
    assert gold(project) == [(WORDS, "confirmed")]
    items, counts = queue(project)
    assert (items, counts.total, counts.unanimous) == ([], 0, 0)


def test_what_is_parked_stays_listed_where_annotators_agree_by_now(project: Project) -> None:
    rule(project, rulings.PARKED)
    agree(project)
    items, counts = queue(project)
    assert ([item.state for item in items], counts.parked, counts.unanimous) == ([CaseState.PARKED], 1, 0)
    assert (accept(project), gold(project)) == (0, [])


def test_unanimous_gold_is_open_to_doubt_where_one_more_marks_nothing(project: Project) -> None:
    agree(project)
    accept(project)
    finish(project, article_of(project), "Chen", [])
    items, _ = queue(project)
    assert [item.state for item in items] == [CaseState.STALE]


def test_unanimous_gold_holds_where_one_more_says_the_same(project: Project) -> None:
    agree(project)
    accept(project)
    finish(project, article_of(project), "Chen", [(WORDS, "confirmed")])
    assert case_of(project).state is CaseState.RESOLVED
    assert queue(project)[0] == []
    assert gold(project) == [(WORDS, "confirmed")]


def test_gold_by_votes_is_renewed_where_all_agree_by_now(project: Project) -> None:
    finish(project, article_of(project), "Chen", [(WORDS, "disputed")])
    rule(project, rulings.majority(case_of(project)))
    for name in ("Ben", "Chen"):
        claim = claim_of(project, name)
        edit = Edit(claim, replace(claim, label="confirmed"))
        project.ledger.commit(Step(new_id(), Verb.RETAG, claim.annotator_id, claim.article_id, (edit,)))
    assert queue(project)[1].unanimous == 1
    assert accept(project) == 1
    assert gold(project) == [(WORDS, "confirmed")]
    assert case_of(project).state is CaseState.RESOLVED


def test_what_a_person_decided_otherwise_is_hers_to_decide_again(project: Project) -> None:
    rule(project, rulings.NO_CLAIM)
    agree(project)
    items, counts = queue(project)
    assert ([item.state for item in items], counts.unanimous) == ([CaseState.STALE], 0)
    assert accept(project) == 0
    adjudication = case_of(project).adjudication
    assert adjudication is not None
    assert adjudication.outcome is Outcome.NO_CLAIM


def test_who_opens_her_article_again_without_marks_unsettles_nothing(project: Project) -> None:
    finish(project, article_of(project), "Chen", [])
    rule(project, rulings.relabel(case_of(project), "confirmed"))
    chen = project.people.named("Chen")
    assert chen is not None
    before = project.people.assignment(article_of(project), chen.id)
    assert before is not None
    edit = Edit(before, replace(before, finished_at=None))
    project.ledger.commit(Step(new_id(), Verb.FINISH, chen.id, article_of(project), (edit,)))
    assert case_of(project).state is CaseState.RESOLVED
