from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain import unit_steps
from annotator.domain.identity import new_id
from annotator.domain.records import Assignment
from annotator.domain.sheet import Sheet
from annotator.domain.spans import Span
from annotator.domain.steps import Edit, Step, Verb
from annotator.exchange.sheets import commit
from annotator.store.marked_articles import Readings, voters
from annotator.store.own_rows import OwnRows
from annotator.store.project import Project
from tests.unit.exchange.made import sheet_of
from tests.unit.exchange.teams import adjudicate, article, claim_of, named, team_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = team_project(tmp_path)
    yield project
    project.close()


def readings(project: Project, *names: str) -> Readings:
    people = [named(project, name) for name in names] or [person.id for person in voters(project)]
    return Readings(project, people)


def test_marks_are_everybodys_and_who_has_not_finished_is_missing(project: Project) -> None:
    flood = readings(project).article(article(project, "Flood"))
    people = {name: named(project, name) for name in ("Ada", "Ben", "Cy")}
    assert flood.annotators == set(people.values())
    assert flood.finished == {people["Ada"], people["Ben"]}
    assert {(mark.annotator_id, mark.label, mark.spans) for mark in flood.marks} == {
        (people["Ada"], "disputed", (Span(0, 15),)),
        (people["Ben"], "disputed", (Span(0, 15),)),
        (people["Cy"], "unverified", (Span(16, 35),)),
    }


def test_gold_and_adjudicators_have_no_marks(project: Project) -> None:
    before = readings(project).article(article(project, "Fire"))
    adjudicate(project, claim_of(project, "Ada", "Nobody was hurt."))
    after = readings(project).article(article(project, "Fire"))
    assert after == before
    assert [person.name for person in voters(project)] == ["Ada", "Ben", "Cy"]


def test_an_article_that_is_allotted_was_asked_of_nobody_else(project: Project) -> None:
    dan = project.join("Dan")
    fire = article(project, "Fire")
    allotted = Assignment(article(project, "Flood"), dan.id, position=1)
    project.ledger.commit(Step(new_id(), Verb.ALLOT, dan.id, allotted.article_id, (Edit(None, allotted),)))
    assert dan.id not in readings(project).article(fire).annotators
    flood = readings(project).article(allotted.article_id)
    assert dan.id in flood.annotators - flood.finished


def test_sentences_are_those_that_ask_for_a_decision(project: Project) -> None:
    (fire, flood) = readings(project).each(readings(project).ids())
    assert fire.sentences == (Span(0, 16), Span(17, 33), Span(34, 52), Span(53, 65))
    assert len(flood.sentences) == 3
    assert not fire.left_open


def test_an_excluded_article_is_not_among_them(project: Project) -> None:
    flood = project.articles.get(article(project, "Flood"))
    assert flood is not None
    lea = project.join("Lea")
    edit = Edit(flood, replace(flood, excluded_at="2026-05-01T10:00:00.000Z"))
    project.ledger.commit(Step(new_id(), Verb.EXCLUDE, lea.id, flood.id, (edit,)))
    assert readings(project).ids() == [article(project, "Fire")]


def test_only_the_people_who_were_chosen_are_read(project: Project) -> None:
    fire = readings(project, "Ada", "Cy").article(article(project, "Fire"))
    assert fire.annotators == {named(project, "Ada"), named(project, "Cy")}
    assert {mark.annotator_id for mark in fire.marks} == fire.annotators


def test_what_was_said_of_one_part_of_a_joined_sentence_is_open_and_leaves_without_its_end(
    project: Project,
) -> None:
    fire = article(project, "Fire")
    dan, eve = (sheet_of(project, fire, name) for name in ("Dan", "Eve"))
    first, second = dan.units[0].start, dan.units[1].start
    commit(project, dan, unit_steps.say_no_claim(dan, 0))
    for index in (0, 1):
        commit(project, eve, unit_steps.say_no_claim(eve, index))
    commit(project, eve, unit_steps.join(eve, 0))
    (reading,) = readings(project).each([fire])
    assert (dan.annotator_id, first) in reading.left_open
    assert eve.annotator_id not in {person for person, _ in reading.left_open}
    ends = {
        sheet.annotator_id: {row.unit_start: end for row, end in own_rows(project, sheet).decisions()}
        for sheet in (dan, eve)
    }
    assert ends == {
        dan.annotator_id: {first: None},
        eve.annotator_id: {first: eve.units[0].end, second: None},
    }


def own_rows(project: Project, sheet: Sheet) -> OwnRows:
    return OwnRows(project.database, sheet.annotator_id)
