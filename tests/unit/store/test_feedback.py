"""An annotator is told of decisions about her own work, once they are given out, and of nobody else's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from annotator.domain.adjudication import Adjudication, Member, Method, Outcome
from annotator.domain.feedback import Feedback, Saying
from annotator.domain.identity import new_id, now
from annotator.domain.records import Annotator, Claim, Fragment, Origin, Role
from annotator.domain.spans import Span
from annotator.domain.steps import Edit, Step, Verb
from annotator.store.feedback import decisions_in, feedback_on, give_back
from annotator.store.project import Project
from annotator.store.read_marks import ReadMarks, keep_read_marks, read_marks
from annotator.store.team import look_as
from tests.unit.store.samples import anna, new_project

WORDS = "bridge is closed"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with closing(new_project(tmp_path / "told.claimdesk")) as found:
        for name in ("Ben", "Chen"):
            found.join(name)
        yield found


def _person(project: Project, name: str) -> Annotator:
    found = project.people.named(name)
    assert found is not None
    return found


def _lead(project: Project) -> Annotator:
    lea = project.join("Lea")
    edit = Edit(lea, replace(lea, role=Role.LEAD))
    project.ledger.commit(Step(new_id(), Verb.ROLE, lea.id, "", (edit,)))
    return lea


def _claim(project: Project, annotator_id: str, *, label: str, words: str = WORDS) -> Claim:
    first = next(project.articles.each())
    start = project.articles.text(first.id).index(words)
    fragment = Fragment(start, start + len(words), words)
    claim = Claim(new_id(), first.id, annotator_id, label, (fragment,))
    project.ledger.commit(Step(new_id(), Verb.MARK, annotator_id, first.id, (Edit(None, claim),)))
    return claim


def _decide(
    project: Project,
    *claims: Claim,
    outcome: Outcome = Outcome.CLAIM,
    absent: str = "",
    asked: tuple[str, ...] = (),
) -> str:
    """What Lea decides of these claims: disputed, on the words of the first one."""
    lea, first = project.join("Lea"), claims[0]
    gold = replace(
        first,
        id=new_id(),
        annotator_id=project.gold_annotator().id,
        label="disputed",
        origin=Origin.ADJUDICATED,
    )
    made = [gold] if outcome is Outcome.CLAIM else []
    adjudication = Adjudication(
        new_id(),
        first.article_id,
        first.span.start,
        first.span.end,
        outcome,
        Method.MANUAL,
        lea.id,
        tuple(Member(one.id, one.annotator_id, one.label, (one.span,)) for one in claims),
        absent_ids=(absent,) if absent else (),
        gold_ids=tuple(one.id for one in made),
        reasons=("not_a_claim",),
        note="Two sources differ.",
        asked_ids=asked,
    )
    edits = (Edit(None, adjudication), *(Edit(None, one) for one in made))
    project.ledger.commit(Step(new_id(), Verb.ADJUDICATE, lea.id, first.article_id, edits))
    return adjudication.id


def test_she_reads_what_she_said_what_was_decided_and_why(project: Project) -> None:
    claim = _claim(project, anna(project).id, label="unverified")
    id_ = _decide(project, claim, _claim(project, _person(project, "Ben").id, label="confirmed"))
    (told,) = feedback_on(project, anna(project).id)
    assert told == Feedback(
        id_,
        claim.article_id,
        claim.span.start,
        claim.span.end,
        Outcome.CLAIM,
        (Saying("unverified", (claim.span,)),),
        (Saying("disputed", (claim.span,)),),
        ("not_a_claim",),
        "Two sources differ.",
        None,
        told.decided_at,
        1,
    )
    assert not told.confirms


def test_nothing_of_anybody_else_is_in_it(project: Project) -> None:
    bens = _claim(project, _person(project, "Ben").id, label="confirmed")
    _decide(project, _claim(project, anna(project).id, label="unverified"), bens)
    told = feedback_on(project, anna(project).id)
    assert told == decisions_in(project, anna(project).id, bens.article_id)
    said = json.dumps([asdict(one) for one in told])
    others = [person for person in project.people.all() if person.id != anna(project).id]
    for secret in (bens.id, bens.label, *(one.id for one in others), *(one.name for one in others)):
        assert secret not in said


def test_who_marked_nothing_is_told_and_who_was_not_asked_is_not(project: Project) -> None:
    ben, chen = _person(project, "Ben"), _person(project, "Chen")
    _decide(project, _claim(project, anna(project).id, label="disputed"), absent=ben.id)
    (told,) = feedback_on(project, ben.id)
    assert told.said == ()
    assert not told.confirms
    assert feedback_on(project, chen.id) == []


def test_whoever_decides_is_told_nothing_of_it(project: Project) -> None:
    lea = project.join("Lea")
    _decide(project, _claim(project, lea.id, label="confirmed"))
    assert feedback_on(project, lea.id) == []


def test_what_was_decided_as_she_had_it_confirms_her(project: Project) -> None:
    me = anna(project).id
    _decide(project, _claim(project, me, label="disputed"))
    ben = _person(project, "Ben").id
    _decide(
        project, _claim(project, me, label="disputed", words="mayor"), outcome=Outcome.NO_CLAIM, absent=ben
    )
    assert sorted(one.confirms for one in feedback_on(project, me)) == [False, True]
    assert [one.confirms for one in feedback_on(project, ben)] == [True]


def test_with_a_lead_nothing_is_told_before_it_is_given_out(project: Project) -> None:
    _lead(project)
    me = anna(project)
    first = _decide(project, _claim(project, me.id, label="confirmed"))
    look_as(project, me)
    assert feedback_on(project, me.id) == []
    give_back(project)
    assert [one.id for one in feedback_on(project, me.id)] == [first]
    look_as(project, None)
    later = _decide(project, _claim(project, me.id, label="confirmed", words="mayor"))
    look_as(project, me)
    assert [one.id for one in feedback_on(project, me.id)] == [first]
    give_back(project)
    assert {one.id for one in feedback_on(project, me.id)} == {first, later}


def test_a_question_does_not_wait_until_decisions_are_given_out(project: Project) -> None:
    _lead(project)
    me = anna(project)
    mine = _claim(project, me.id, label="confirmed")
    asked = _decide(project, mine, outcome=Outcome.ASKED_BACK)
    _decide(project, _claim(project, me.id, label="confirmed", words="mayor"))
    look_as(project, me)
    assert [(one.id, one.decided) for one in feedback_on(project, me.id)] == [(asked, ())]
    assert [one.id for one in decisions_in(project, me.id, mine.article_id)] == [asked]
    assert feedback_on(project, _person(project, "Ben").id) == []


def test_a_question_goes_to_whom_it_is_put_alone(project: Project) -> None:
    lea = _lead(project)
    me, ben = anna(project), _person(project, "Ben")
    mine = _claim(project, me.id, label="confirmed")
    his = _claim(project, ben.id, label="disputed")
    asked = _decide(project, mine, his, outcome=Outcome.ASKED_BACK, asked=(ben.id,))
    for is_given_back in (False, True):
        assert [(one.id, one.note) for one in feedback_on(project, ben.id)] == [
            (asked, "Two sources differ.")
        ]
        told = [*feedback_on(project, me.id), *decisions_in(project, me.id, mine.article_id)]
        assert [(one.is_told, one.note, one.said) for one in told] == [(False, "", ())] * (2 * is_given_back)
        assert [one.outcome for one in decisions_in(project, lea.id, mine.article_id)] == [Outcome.ASKED_BACK]
        give_back(project)


def test_what_was_taken_back_after_it_was_given_out_says_nothing_more(project: Project) -> None:
    _lead(project)
    me = anna(project)
    id_ = _decide(project, _claim(project, me.id, label="confirmed"))
    given = give_back(project)
    # Times have milliseconds, and what is taken back in the same one was given out.
    while now() == given:
        pass
    before = project.gold.get(id_)
    assert before is not None
    opened = replace(before, outcome=Outcome.OPEN, gold_ids=())
    project.ledger.commit(
        Step(new_id(), Verb.REOPEN, before.adjudicator_id, before.article_id, (Edit(before, opened),))
    )
    assert feedback_on(project, me.id) == []
    give_back(project)
    (told,) = feedback_on(project, me.id)
    assert (told.outcome, told.said, told.note, told.reasons) == (Outcome.OPEN, (), "", ())
    assert not told.is_told


def test_only_what_came_since_is_asked_for(project: Project) -> None:
    me = anna(project).id
    _decide(project, _claim(project, me, label="confirmed"))
    (told,) = feedback_on(project, me)
    assert feedback_on(project, me, since=told.decided_at) == []


def test_a_claim_in_pieces_is_told_in_pieces(project: Project) -> None:
    me, lea = anna(project).id, project.join("Lea")
    first = next(project.articles.each())
    parts = tuple(
        Fragment(start, start + 3, project.articles.words(first.id, start, start + 3)) for start in (0, 9)
    )
    gold = Claim(new_id(), first.id, project.gold_annotator().id, "disputed", parts)
    member = Member(new_id(), me, "disputed", (Span(0, 3),))
    adjudication = Adjudication(
        new_id(), first.id, 0, 12, Outcome.CLAIM, Method.MANUAL, lea.id, (member,), gold_ids=(gold.id,)
    )
    edits = (Edit(None, adjudication), Edit(None, gold))
    project.ledger.commit(Step(new_id(), Verb.ADJUDICATE, lea.id, first.id, edits))
    (told,) = feedback_on(project, me)
    assert told.decided == (Saying("disputed", (Span(0, 3), Span(9, 12))),)


def test_what_was_read_is_remembered_for_each_annotator(project: Project) -> None:
    me, ben = anna(project).id, _person(project, "Ben").id
    keep_read_marks(project, me, ReadMarks(3, "2026-11-22T10:00:00.000Z"))
    assert read_marks(project, me) == ReadMarks(3, "2026-11-22T10:00:00.000Z")
    assert read_marks(project, ben) == ReadMarks()


def test_marks_that_cannot_be_made_out_are_none(project: Project) -> None:
    me = anna(project).id
    for nonsense in ("[]", "{", '{"guideline": "x"}'):
        project.keep_fact(f"read_by:{me}", nonsense)
        assert read_marks(project, me) == ReadMarks()


def _told(project: Project, name: str, claim: Claim) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The labels that a person gave and those that were decided, as she is told of them in the article."""
    found = decisions_in(project, _person(project, name).id, claim.article_id)
    return [
        (tuple(one.label for one in each.said), tuple(one.label for one in each.decided)) for each in found
    ]


def test_in_the_article_a_lead_sees_all_gold_and_an_annotator_what_was_given_out(project: Project) -> None:
    _lead(project)
    mine = _claim(project, anna(project).id, label="unverified")
    bens = _claim(project, _person(project, "Ben").id, label="confirmed")
    _decide(project, mine, bens)
    assert _told(project, "Lea", mine) == [((), ("disputed",))]
    assert _told(project, "Anna", mine) == []
    give_back(project)
    assert _told(project, "Anna", mine) == [(("unverified",), ("disputed",))]
    assert _told(project, "Ben", mine) == [(("confirmed",), ("disputed",))]
    assert _told(project, "Chen", mine) == [], "nothing was decided about her work"


def test_in_the_article_of_a_team_without_a_lead_who_decided_sees_it(project: Project) -> None:
    mine = _claim(project, anna(project).id, label="unverified")
    _decide(project, mine)
    assert _told(project, "Lea", mine) == [((), ("disputed",))]
    assert _told(project, "Anna", mine) == [(("unverified",), ("disputed",))]
    assert _told(project, "Chen", mine) == []


def test_other_articles_are_left_out(project: Project) -> None:
    mine = _claim(project, anna(project).id, label="unverified")
    _decide(project, mine)
    others = [article.id for article in project.articles.each() if article.id != mine.article_id]
    assert not any(decisions_in(project, anna(project).id, article_id) for article_id in others)


def test_who_works_blind_may_ask_for_her_part(project: Project) -> None:
    _lead(project)
    mine = _claim(project, anna(project).id, label="unverified")
    _decide(project, mine, _claim(project, _person(project, "Ben").id, label="confirmed"))
    give_back(project)
    look_as(project, anna(project))
    assert _told(project, "Anna", mine) == [(("unverified",), ("disputed",))]
