"""A question to one annotator goes round by packs: to her alone, and her answer opens the item again."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain import article_steps
from annotator.domain.identity import new_id
from annotator.domain.records import Claim
from annotator.domain.review import rulings
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.cases import Case
from annotator.domain.review.gold_steps import Authority, decide
from annotator.domain.sheet import Sheet
from annotator.domain.steps import Edit, Step, Verb
from annotator.exchange.packs.feedback import taken_feedback
from annotator.exchange.packs.layout import PackKind
from annotator.exchange.packs.opening import open_task
from annotator.exchange.packs.writing import annotator_to_pack
from annotator.exchange.sheets import commit, load_sheet
from annotator.store.case_reader import CaseReader
from annotator.store.project import Project, open_project
from tests.packs import do, given_out, lead_project, marking, merged, packed, saying_no_claim

LONG_AGO = "2001-01-01T00:00:00.000Z"
QUESTION = "Who says so?"


def _finish(home: Path, label: str) -> None:
    """Claim the first sentence and say of every other one that it holds no claim."""
    with closing(open_project(home)) as project:
        me, article = annotator_to_pack(project, "").id, next(project.articles.each())
        sheet = load_sheet(project, article.id, me)
        others = [place for place, unit in enumerate(sheet.units) if place and unit.annotatable]
        for act in (marking(0, label), *map(saying_no_claim, others)):
            commit(project, sheet, act(sheet))
        assignment = project.people.assignment(article.id, me)
        commit(project, sheet, article_steps.finish(sheet, assignment))


def _only(project: Project) -> Case:
    (case,) = (case for id_ in CaseReader(project).ids() for case in CaseReader(project).cases(id_))
    return case


def _ask(lead: Path, name: str) -> None:
    with closing(open_project(lead)) as project:
        case, lea = _only(project), project.join("Lea")
        file = CaseReader(project).file_of(case, project.articles.text(case.article_id))
        ruling = rulings.ask_back(case, QUESTION, annotator_to_pack(project, name).id)
        project.ledger.commit(decide(file, ruling, Authority(lea.id, project.gold_annotator().id)))


def _state(lead: Path) -> CaseState:
    with closing(open_project(lead)) as project:
        return _only(project).state


def _noting(sheet: Sheet) -> Step:
    (claim,) = sheet.claims
    assert isinstance(claim, Claim)
    edit = Edit(claim, replace(claim, note="The mayor, in the second sentence."))
    return Step(new_id(), Verb.NOTE, sheet.annotator_id, sheet.article.id, (edit,))


def test_the_one_who_is_asked_answers_by_a_clock_that_is_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead = lead_project(tmp_path, articles=1)
    homes = {name: given_out(lead, tmp_path / name, name) for name in ("Anna", "Ben")}
    for (name, home), label in zip(homes.items(), ("unverified", "confirmed"), strict=True):
        _finish(home, label)
        packed(home, tmp_path / f"{name}.annpack")
        merged(lead, tmp_path / f"{name}.annpack")
    _ask(lead, "Ben")
    assert _state(lead) is CaseState.WAITING
    questions = {}
    for name, home in homes.items():
        packed(lead, tmp_path / name / "next.annpack", name=name, kind=PackKind.TASK)
        open_task(tmp_path / name / "next.annpack")
        with closing(open_project(home)) as project:
            told = taken_feedback(project, annotator_to_pack(project, "").id)
            questions[name] = [one.note for one in told if one.is_told]
    assert questions == {"Anna": [], "Ben": [QUESTION]}
    monkeypatch.setattr("annotator.store.ledger.now", lambda: LONG_AGO)
    for name, state in (("Anna", CaseState.WAITING), ("Ben", CaseState.OPEN)):
        do(homes[name], _noting)
        packed(homes[name], tmp_path / f"{name}2.annpack")
        merged(lead, tmp_path / f"{name}2.annpack")
        assert _state(lead) is state
