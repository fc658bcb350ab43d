"""A project of three annotators who agree on some words and not on others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from annotator.domain import claim_steps
from annotator.domain.adjudication import Adjudication, Member, Method, Outcome
from annotator.domain.identity import new_id, now
from annotator.domain.records import Claim, Origin, Role
from annotator.domain.steps import Edit, Step, Verb
from annotator.exchange.sheets import commit
from annotator.store.project import Project, create_project
from tests.unit.exchange.made import add_article, decide_rest, label, sheet_of

FIRE = ("The port burned.", "Nobody was hurt.", "The mayor said so.", "It may rain.")
FLOOD = ("The river rose.", "Experts doubt that.", "Many left.")

_FIRE_CLAIMS: Mapping[str, Mapping[str, str]] = {
    "Ada": {"The port burned.": "confirmed", "Nobody was hurt.": "confirmed"},
    "Ben": {"The port burned.": "confirmed", "Nobody was hurt.": "disputed"},
    "Cy": {"The port burned.": "confirmed", "was hurt.": "disputed", "It may rain.": "unverified"},
}


def team_project(folder: Path) -> Project:
    """All three finished the fire; of the flood Ada and Ben did, and Cy has begun it.

    In the fire they agree on the first sentence, differ on the second in label and words, and only Cy has
    marked the fourth. In the flood Ada and Ben agree on the first sentence.
    """
    project = create_project(folder / "team", title="Team")
    fire = add_article(project, FIRE, title="Fire")
    flood = add_article(project, FLOOD, title="Flood")
    for name, claims in _FIRE_CLAIMS.items():
        sheet = sheet_of(project, fire, name)
        for words, key in claims.items():
            label(project, sheet, words, key)
        decide_rest(project, sheet)
    for name in ("Ada", "Ben"):
        sheet = sheet_of(project, flood, name)
        label(project, sheet, "The river rose.", "disputed")
        decide_rest(project, sheet)
    label(project, sheet_of(project, flood, "Cy"), "Experts doubt that.", "unverified")
    return project


def named(project: Project, name: str) -> str:
    """The id of an annotator."""
    found = project.people.named(name)
    assert found is not None
    return found.id


def article(project: Project, title: str) -> str:
    """The id of an article."""
    return next(each.id for each in project.articles.each() if each.title == title)


def claim_of(project: Project, name: str, words: str) -> Claim:
    """Somebody's claim on exactly these words."""
    return next(
        claim
        for claim in project.claims.each()
        if claim.annotator_id == named(project, name) and claim.quote == words
    )


def retag(project: Project, name: str, words: str, key: str) -> None:
    """Let somebody change the label of her claim on exactly these words."""
    claim = claim_of(project, name, words)
    sheet = sheet_of(project, claim.article_id, name)
    commit(project, sheet, claim_steps.retag(sheet, [claim], key))


def adjudicate(
    project: Project,
    *members: Claim,
    outcome: Outcome = Outcome.CLAIM,
    key: str = "",
    method: Method = Method.MANUAL,
) -> Adjudication:
    """Lea decides on claims: with CLAIM the first of them becomes gold, under the label `key` if given."""
    lea = project.join("Lea")
    if lea.role is not Role.ADJUDICATOR:
        changed = replace(lea, role=Role.ADJUDICATOR)
        project.ledger.commit(Step(new_id(), Verb.ROLE, lea.id, "", (Edit(lea, changed),)))
    gold = replace(
        members[0],
        id=new_id(),
        annotator_id=project.gold_annotator().id,
        label=key or members[0].label,
        origin=Origin.ADJUDICATED,
        created_at=now(),
        version=1,
    )
    owners = {one.annotator_id for one in members}
    absent = tuple(
        person.id
        for person in project.people.all()
        if person.id not in owners
        and (assignment := project.people.assignment(members[0].article_id, person.id))
        and assignment.finished_at
    )
    adjudication = Adjudication(
        new_id(),
        members[0].article_id,
        min(one.span.start for one in members),
        max(one.span.end for one in members),
        outcome,
        method,
        lea.id,
        tuple(map(_member, members)),
        absent,
        gold_ids=(gold.id,) if outcome is Outcome.CLAIM else (),
        reasons=("two_claims",),
        note="As the rules say.",
        guideline_version=2,
    )
    edits = (Edit(None, adjudication), *((Edit(None, gold),) if outcome is Outcome.CLAIM else ()))
    written = project.ledger.commit(Step(new_id(), Verb.ADJUDICATE, lea.id, members[0].article_id, edits))
    found = written.edits[0].after
    assert isinstance(found, Adjudication)
    return found


def decide_again(project: Project, before: Adjudication, *members: Claim) -> Adjudication:
    """Lea decides once more, on claims as they are now, that annotators may differ."""
    kept = tuple(map(_member, members))
    after = replace(before, outcome=Outcome.DISAGREEMENT, members=kept, absent_ids=())
    step = Step(new_id(), Verb.ADJUDICATE, after.adjudicator_id, after.article_id, (Edit(before, after),))
    found = project.ledger.commit(step).edits[0].after
    assert isinstance(found, Adjudication)
    return found


def _member(claim: Claim) -> Member:
    return Member(claim.id, claim.annotator_id, claim.label, tuple(part.span for part in claim.fragments))
