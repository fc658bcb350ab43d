"""Gold is kept like every other decision: journaled, checked, undone, and apart from annotators' work."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.adjudication import Adjudication, Member, Method, Outcome
from annotator.domain.errors import Refused
from annotator.domain.guideline import Guideline
from annotator.domain.identity import new_id, now
from annotator.domain.records import Claim, Origin, Role
from annotator.domain.steps import Edit, Step, Verb
from annotator.store.plain_records import plain, record_from
from annotator.store.project import Project, open_project
from tests.older_projects import make_older
from tests.unit.store.samples import anna, edited, findings, mark, new_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return new_project(tmp_path / "gold.claimdesk")


def gold_of(project: Project, claim: Claim) -> Step:
    """The step in which Lea makes Anna's claim gold."""
    lea = project.join("Lea")
    gold = replace(claim, id=new_id(), annotator_id=project.gold_annotator().id, origin=Origin.ADJUDICATED)
    spans = tuple(part.span for part in claim.fragments)
    adjudication = Adjudication(
        new_id(),
        claim.article_id,
        claim.span.start,
        claim.span.end,
        Outcome.CLAIM,
        Method.MANUAL,
        lea.id,
        (Member(claim.id, claim.annotator_id, claim.label, spans),),
        absent_ids=(lea.id,),
        gold_ids=(gold.id,),
        reasons=("two_claims",),
        note="The second clause is its own claim.",
    )
    edits = (Edit(None, adjudication), Edit(None, gold))
    return Step(new_id(), Verb.ADJUDICATE, lea.id, claim.article_id, edits)


def test_gold_comes_back_as_it_was_kept(project: Project) -> None:
    claim = mark(project)
    written = project.ledger.commit(gold_of(project, claim))
    path = project.path
    project.close()
    again = open_project(path)
    (adjudication,) = again.gold.of_article(claim.article_id)
    assert adjudication == written.edits[0].after
    assert again.claims.of_article(claim.article_id, again.gold.annotator_id) == [written.edits[1].after]
    assert again.claims.of_article(claim.article_id, claim.annotator_id) == [claim]
    assert findings(again) == []


def test_taking_gold_back_leaves_the_annotators_claim(project: Project) -> None:
    claim = mark(project)
    written = project.ledger.commit(gold_of(project, claim))
    project.ledger.commit(written.reverted(Verb.UNDO, by=written.annotator_id))
    (adjudication,) = project.gold.of_article(claim.article_id)
    assert (adjudication.outcome, adjudication.gold_ids, adjudication.note) == (Outcome.OPEN, (), "")
    assert project.claims.of_article(claim.article_id, project.gold.annotator_id) == []
    assert project.claims.get(claim.id) == claim
    assert findings(project) == []


def test_gold_that_another_program_changed_is_found(project: Project) -> None:
    written = project.ledger.commit(gold_of(project, mark(project)))
    adjudication = written.edits[0].after
    path = project.path
    project.close()
    edited(path, "UPDATE adjudication SET outcome = 'no_claim', gold_ids = '[]'")
    found = findings(open_project(path, read_only=True))
    assert [(finding.where, finding.what) for finding in found] == [
        (f"adjudication {adjudication.id}", "differs from what the journal says")  # type: ignore[union-attr]
    ]


def test_who_decides_on_gold_still_cannot_change_an_annotators_claim(project: Project) -> None:
    claim = mark(project)
    lea = project.join("Lea")
    step = Step(new_id(), Verb.RETAG, lea.id, claim.article_id, (Edit(claim, replace(claim, label="x")),))
    with pytest.raises(Refused, match="another annotator's work"):
        project.ledger.commit(step)


def test_the_gold_annotator_is_the_same_in_every_copy(project: Project, tmp_path: Path) -> None:
    before = project.gold.annotator_id
    gold = project.gold_annotator()
    assert (gold.id, gold.name, gold.role) == (before, "Gold", Role.ADJUDICATOR)
    project.copy_to(tmp_path / "copy.claimdesk")
    copy = open_project(tmp_path / "copy.claimdesk")
    assert copy.gold_annotator() == gold
    assert [person.id for person in copy.people.all()].count(gold.id) == 1


def test_a_person_named_gold_keeps_her_name(project: Project) -> None:
    person = project.join("Gold")
    assert project.gold_annotator().name.startswith("Gold (")
    assert project.people.named("Gold") == person


def test_a_version_of_the_guidelines_never_changes(project: Project) -> None:
    rules = Guideline(1, "# Rules", now(), anna(project).id)
    step = Step(new_id(), Verb.GUIDELINE, rules.annotator_id, "", (Edit(None, rules),))
    project.ledger.commit(step)
    assert project.gold.guidelines() == [rules]
    assert findings(project) == []
    with pytest.raises(Refused, match="changed in the meantime"):
        project.ledger.commit(replace(step, id=new_id()))
    with pytest.raises(sqlite3.Error):
        project.database.connection.execute("UPDATE guideline SET text = 'other'")


def test_a_question_of_an_older_project_goes_to_everybody(project: Project) -> None:
    decided = gold_of(project, mark(project)).edits[0].after
    assert isinstance(decided, Adjudication)
    asked = replace(decided, outcome=Outcome.ASKED_BACK, gold_ids=())
    step = Step(new_id(), Verb.ASK_BACK, asked.adjudicator_id, asked.article_id, (Edit(None, asked),))
    project.ledger.commit(step)
    path = project.path
    project.close()
    make_older(path, 2)
    again = open_project(path)
    (kept,) = again.gold.each()
    assert (kept.asked_ids, kept.asked) == ((), kept.people)
    assert kept.asked == {asked.members[0].annotator_id, *asked.absent_ids}
    assert findings(again) == []
    again.close()


def test_a_journal_that_does_not_say_whom_a_question_goes_to_is_read(project: Project) -> None:
    record = gold_of(project, mark(project)).edits[0].after
    assert isinstance(record, Adjudication)
    assert record_from("adjudication", {**plain(record), "asked_ids": ["a"]}) == replace(
        record, asked_ids=("a",)
    )
    older = {name: value for name, value in plain(record).items() if name != "asked_ids"}
    assert record_from("adjudication", older) == record
