"""Who works blind reads her own rows alone, whatever she asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain import claim_steps
from annotator.domain.errors import Refused
from annotator.domain.identity import new_id
from annotator.domain.records import Annotator, Role
from annotator.domain.steps import Edit, Step, Verb
from annotator.exchange.sheets import commit, load_sheet
from annotator.store.counts import claims_by_label, works
from annotator.store.marks import marks_by_article
from annotator.store.project import Project
from annotator.store.sight import EVERYBODY, Sight
from annotator.store.snapshot import snapshot
from annotator.store.team import has_lead, in_sight, look_as, persons, sight_of
from tests.projects import small_project

SHARED_BY_ALL = {"guideline"}
"""Tables whose rows name an annotator and are everybody's to read."""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with closing(small_project(tmp_path)) as found:
        yield found


def _person(project: Project, name: str) -> Annotator:
    found = project.people.named(name)
    assert found is not None
    return found


def _lead(project: Project, name: str = "Lea") -> Annotator:
    before = project.join(name)
    edit = Edit(before, replace(before, role=Role.LEAD))
    project.ledger.commit(Step(new_id(), Verb.ROLE, before.id, "", (edit,)))
    return _person(project, name)


def test_without_a_lead_everybody_sees_everything(project: Project) -> None:
    assert not has_lead(project)
    assert sight_of(project, _person(project, "Anna")) == EVERYBODY


def test_with_a_lead_only_who_decides_sees_everything(project: Project) -> None:
    lead, anna = _lead(project), _person(project, "Anna")
    assert sight_of(project, lead) == EVERYBODY
    assert sight_of(project, anna) == Sight(anna.id)
    edit = Edit(anna, replace(anna, role=Role.ADJUDICATOR))
    project.ledger.commit(Step(new_id(), Verb.ROLE, lead.id, "", (edit,)))
    # By what the project says now, not by what was read before.
    assert sight_of(project, anna) == EVERYBODY


def test_the_counts_of_who_works_blind_are_of_her_own_work(project: Project) -> None:
    _lead(project)
    anna = _person(project, "Anna")
    look_as(project, anna)
    assert {work.annotator_id for work in works(project)} == {anna.id}
    assert list(claims_by_label(project)) == ["Anna"]
    assert {mark.annotator_id for marks in marks_by_article(project).values() for mark in marks} == {anna.id}
    assert {claim.annotator_id for claim in project.claims.each()} == {anna.id}
    assert {entry.annotator_id for entry in project.journal.entries()} == {anna.id}
    assert in_sight(project) == [anna]
    assert [person.name for person in persons(project)] == ["Anna", "Ben", "Lea"]


def test_the_last_change_is_her_own(project: Project) -> None:
    _lead(project)
    entries = list(project.journal.entries())
    anna = _person(project, "Anna")
    look_as(project, anna)
    assert project.journal.last_at() == max(entry.at for entry in entries if entry.annotator_id == anna.id)


def test_what_she_asks_of_others_is_not_there(project: Project) -> None:
    _lead(project)
    anna, ben = _person(project, "Anna"), _person(project, "Ben")
    (bens, *_) = [claim for claim in project.claims.each() if claim.annotator_id == ben.id]
    step = next(entry.step for entry in project.journal.entries() if entry.annotator_id == ben.id)
    look_as(project, anna)
    assert project.claims.get(bens.id) is None
    assert project.claims.of_article(bens.article_id, ben.id) == []
    assert project.people.assignment(bens.article_id, ben.id) is None
    assert project.people.progress(bens.article_id, ben.id) is None
    assert project.people.finished(ben.id) == 0
    assert project.journal.step(step) is None
    assert project.database.rows("SELECT * FROM fragment WHERE claim_id = ?", (bens.id,)) == []


def test_who_works_blind_labels_undoes_and_finds_it_all_in_one_chain(project: Project) -> None:
    _lead(project)
    anna = _person(project, "Anna")
    look_as(project, anna)
    flood = next(article for article in project.articles.each() if article.title.startswith("The river"))
    sheet = load_sheet(project, flood.id, anna.id)
    step = commit(project, sheet, claim_steps.mark(sheet, sheet.units[1].span, "disputed"))
    assert len(project.claims.of_article(flood.id, anna.id)) == 2
    commit(project, sheet, step.reverted(Verb.UNDO, by=anna.id))
    assert len(project.claims.of_article(flood.id, anna.id)) == 1
    look_as(project, None)
    entries = list(project.journal.entries())
    assert [entry.sequence for entry in entries] == list(range(1, len(entries) + 1))


def test_companions_and_copies_see_no_more(project: Project) -> None:
    _lead(project)
    anna = _person(project, "Anna")
    look_as(project, anna)
    with closing(project.companion(read_only=True)) as companion:
        assert {work.annotator_id for work in works(companion)} == {anna.id}
    with snapshot(project) as still:
        assert {work.annotator_id for work in works(still)} == {anna.id}


def test_the_next_at_the_desk_sees_what_she_may(project: Project) -> None:
    lead = _lead(project)
    look_as(project, _person(project, "Anna"))
    look_as(project, _person(project, "Ben"))
    assert list(claims_by_label(project)) == ["Ben"]
    look_as(project, lead)
    assert list(claims_by_label(project)) == ["Anna", "Ben"]


def test_a_name_with_a_quotation_mark_in_its_id_is_no_way_out(project: Project) -> None:
    project.database.look(Sight("' OR '1' = '1"))
    assert works(project) == []


def test_every_table_of_peoples_work_is_kept_apart(project: Project) -> None:
    tables = [
        str(name) for (name,) in project.database.rows("SELECT name FROM sqlite_schema WHERE type='table'")
    ]
    whose = {"annotator_id", "adjudicator_id", "claim_id"}
    kept = {
        table
        for table in tables
        if whose
        & {str(row[1]) for row in project.database.rows(f"SELECT * FROM pragma_table_info('{table}')")}
    }
    project.database.look(Sight(_person(project, "Anna").id))
    views = {str(name) for (name,) in project.database.rows("SELECT name FROM temp.sqlite_schema")}
    assert views == kept - SHARED_BY_ALL


def test_nobody_sits_down_as_gold(project: Project) -> None:
    gold = project.gold_annotator()
    assert gold not in persons(project)
    with pytest.raises(Refused, match="nobody's name"):
        project.join(gold.name)
