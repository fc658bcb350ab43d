from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from annotator.domain.errors import Refused
from annotator.domain.identity import new_id
from annotator.domain.records import Assignment, Claim, Decision, DecisionState, Fragment, Progress, Unit
from annotator.domain.steps import Edit, Step, Verb
from annotator.store.plain_records import checksum
from annotator.store.precedence import OWN_WEIGHT
from annotator.store.project import Project
from tests.unit.store.samples import anna, findings, mark, new_claim, step


@contextmanager
def nothing_changed(project: Project) -> Iterator[None]:
    before = list(project.database.connection.iterdump())
    yield
    assert list(project.database.connection.iterdump()) == before


def test_a_step_is_returned_as_it_was_written(project: Project) -> None:
    wanted = step(project, Edit(None, replace(new_claim(project), version=99, updated_at="never")))
    written = project.ledger.commit(wanted)
    (edit,) = written.edits
    assert isinstance(edit.after, Claim)
    assert (edit.before, edit.after.version) == (None, 1)
    assert edit.after.created_at == edit.after.updated_at == written.at
    assert project.claims.get(edit.after.id) == edit.after
    assert project.journal.step(wanted.id) == written


def test_every_write_raises_the_version_and_renews_the_checksum(project: Project) -> None:
    claim = mark(project)
    written = project.ledger.commit(step(project, Edit(claim, replace(claim, note="why"))))
    after = written.edits[0].after
    assert isinstance(after, Claim)
    assert (after.version, after.note, after.created_at) == (2, "why", claim.created_at)
    assert project.database.row("SELECT checksum FROM claim") == (checksum(after),)
    assert checksum(after) != checksum(claim)


def test_s09_what_was_changed_in_the_meantime_is_not_overwritten(project: Project) -> None:
    claim = mark(project)
    project.ledger.commit(step(project, Edit(claim, replace(claim, label="confirmed"))))
    with nothing_changed(project), pytest.raises(Refused, match=r"changed in the meantime.*Everything.*safe"):
        project.ledger.commit(step(project, Edit(claim, replace(claim, label="unverified"))))


def test_a_new_row_is_not_written_over_one_that_is_there(project: Project) -> None:
    claim = mark(project)
    with nothing_changed(project), pytest.raises(Refused, match="changed in the meantime"):
        project.ledger.commit(step(project, Edit(None, claim)))


def test_a_row_that_is_gone_is_not_changed(project: Project) -> None:
    claim = new_claim(project)
    with nothing_changed(project), pytest.raises(Refused, match="changed in the meantime"):
        project.ledger.commit(step(project, Edit(claim, replace(claim, note="why"))))


def test_one_refused_edit_refuses_the_whole_step(project: Project) -> None:
    good, bad = new_claim(project), new_claim(project, "Experts doubt")
    bad = replace(bad, fragments=(replace(bad.fragments[0], quote="Experts doubf"),))
    progress = Progress(good.article_id, anna(project).id, claims=2)
    with nothing_changed(project), pytest.raises(Refused):
        project.ledger.commit(step(project, Edit(None, good), Edit(None, bad)), progress)


@pytest.mark.parametrize(
    "change",
    [
        lambda part: replace(part, quote=part.quote.upper()),
        lambda part: replace(part, start=part.start + 1, end=part.end + 1),
        lambda part: replace(part, start=100_000, end=100_000 + len(part.quote)),
    ],
    ids=["other words", "one letter on", "past the end"],
)
def test_words_that_are_not_the_articles_are_refused(project: Project, change: object) -> None:
    assert callable(change)
    claim = new_claim(project)
    wrong = replace(claim, fragments=(change(claim.fragments[0]),))
    with nothing_changed(project), pytest.raises(Refused, match="not those of the article at that place"):
        project.ledger.commit(step(project, Edit(None, wrong)))


def test_words_behind_a_character_outside_the_first_plane_are_found(project: Project) -> None:
    claim = mark(project, "Experts doubt that")
    emoji = mark(project, "\U0001f600")
    assert project.claims.get(claim.id) == claim
    assert emoji.fragments[0].end - emoji.fragments[0].start == 1


def test_stretches_without_words_or_out_of_order_are_refused(project: Project) -> None:
    claim = new_claim(project)
    later = new_claim(project, "Experts doubt").fragments[0]
    for parts in ((), (later, claim.fragments[0]), (later, later)):
        with nothing_changed(project), pytest.raises(Refused, match="in the order of the text"):
            project.ledger.commit(step(project, Edit(None, replace(claim, fragments=parts))))
    project.ledger.commit(step(project, Edit(None, replace(claim, fragments=(claim.fragments[0], later)))))
    kept = project.claims.get(claim.id)
    assert kept is not None
    assert kept.quote == "bridge is closed … Experts doubt"


def test_nobody_writes_another_annotators_rows(project: Project) -> None:
    claim = mark(project)
    ben = project.join("Ben")
    others = (
        Edit(claim, replace(claim, note="mine now")),
        Edit(None, Decision(claim.article_id, 11, anna(project).id, DecisionState.NO_CLAIM)),
        Edit(None, Assignment(claim.article_id, anna(project).id, finished_at="now")),
    )
    for edit in others:
        wanted = Step(new_id(), Verb.NOTE, ben.id, claim.article_id, (edit,))
        with nothing_changed(project), pytest.raises(Refused, match="another annotator's work"):
            project.ledger.commit(wanted)


def test_decisions_assignments_units_and_articles_are_written_and_read_back(project: Project) -> None:
    article = next(project.articles.each())
    me = anna(project).id
    unit = project.articles.units(article.id)[1]
    rows = (
        Edit(None, Decision(article.id, unit.start, me, DecisionState.SKIPPED, flag=True, note="later")),
        Edit(None, Assignment(article.id, me, 3, "2026-12-01", "now", 2, 900)),
        Edit(unit, replace(unit, end=unit.start + 3)),
        Edit(None, Unit(article.id, unit.start + 3, unit.end)),
        Edit(article, replace(article, title="Another title", excluded_at="now")),
        Edit(anna(project), replace(anna(project), letter="Z")),
    )
    written = project.ledger.commit(step(project, *rows))
    for edit in written.edits:
        assert project.ledger.current(edit.after) == edit.after
    assert [edit.after.version for edit in written.edits] == [1, OWN_WEIGHT, 2, 1, 2, 2]
    assert project.claims.decisions(article.id, me) == [written.edits[0].after]
    assert project.people.assignment(article.id, me) == written.edits[1].after
    assert findings(project) == []


def test_no_step_changes_which_text_an_article_is_or_adds_one(project: Project) -> None:
    article = next(project.articles.each())
    with nothing_changed(project):
        with pytest.raises(ValueError, match="text never changes"):
            project.ledger.commit(step(project, Edit(article, replace(article, sha256="0" * 64))))
        with pytest.raises(ValueError, match=r"by Articles\.add"):
            project.ledger.commit(step(project, Edit(None, replace(article, id=new_id()))))


def test_deleting_keeps_the_row_and_shortening_keeps_no_old_stretch(project: Project) -> None:
    claim = mark(project)
    part = claim.fragments[0]
    short = replace(claim, fragments=(Fragment(part.start, part.start + 6, "bridge"),))
    shortened = project.ledger.commit(step(project, Edit(claim, short))).edits[0].after
    assert isinstance(shortened, Claim)
    assert project.database.rows("SELECT quote FROM fragment") == [("bridge",)]
    project.ledger.commit(step(project, Edit(shortened, replace(shortened, deleted_at="now"))))
    assert project.claims.of_article(claim.article_id, claim.annotator_id) == []
    kept = project.claims.get(claim.id)
    assert kept is not None
    assert (kept.deleted_at, kept.version) == ("now", 3)
    assert [claim.id for claim in project.claims.each(deleted=True)] == [claim.id]


def test_progress_is_written_with_the_step(project: Project) -> None:
    claim = new_claim(project)
    progress = Progress(claim.article_id, claim.annotator_id, 11, claims=1)
    written = project.ledger.commit(step(project, Edit(None, claim)), progress)
    kept = project.people.progress(claim.article_id, claim.annotator_id)
    assert kept == replace(progress, at=written.at)
