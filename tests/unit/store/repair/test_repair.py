"""A damaged project comes back in a new file, with nearly everything that was decided in it."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random

import pytest

from annotator.domain.adjudication import Adjudication, Member, Method, Outcome
from annotator.domain.errors import Refused
from annotator.domain.guideline import Guideline
from annotator.domain.identity import new_id, now
from annotator.domain.records import Assignment, Claim
from annotator.domain.spans import Span
from annotator.domain.steps import Step, Verb, entity_of, key_of
from annotator.store import backups
from annotator.store.allotting import plan_allotment, write_allotment
from annotator.store.facts import MADE_FOR
from annotator.store.plain_records import canonical_record
from annotator.store.project import open_project
from annotator.store.repair.finds import Finds
from annotator.store.repair.pages import FoundRow
from annotator.store.repair.repairing import repair
from annotator.store.review_tables import adjudication_row
from annotator.store.tables import save
from annotator.store.troubles import Damaged
from tests.damaged_projects import PAGE, finished_project, overwrite, said
from tests.packs import claims_of, do, given_out, lead_project, marking
from tests.unit.store.samples import anna, edited, findings, mark, new_project, raw

PAGES_OVERWRITTEN = 20


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of about 850 pages that three people have finished, and beside it a backup from before."""
    path = tmp_path_factory.mktemp("repair") / "team.claimdesk"
    finished_project(path)
    return path


@pytest.mark.parametrize("seed", range(6))
def test_nearly_every_decision_outlives_twenty_overwritten_pages(
    whole: Path, tmp_path: Path, seed: int
) -> None:
    assert 600 < whole.stat().st_size // PAGE < 1_100
    project = open_project(whole, read_only=True)
    before = said(project)
    project.close()
    damaged = tmp_path / "damaged.claimdesk"
    shutil.copyfile(whole, damaged)
    overwrite(damaged, pages=PAGES_OVERWRITTEN, seed=seed)
    bytes_before = damaged.read_bytes()
    backup = whole.with_name("backup.claimdesk")
    new, rebuilt = repair(damaged, tmp_path / "new.claimdesk", backups=[backup])
    after = said(new)
    assert after <= before
    assert len(before - after) <= 0.005 * len(before)
    assert rebuilt.lost_entries > 0
    assert rebuilt.left_out == ()
    assert findings(new) == []
    assert damaged.read_bytes() == bytes_before
    new.close()
    open_project(tmp_path / "new.claimdesk").close()


def test_a_claim_that_lost_its_words_finds_them_by_its_checksum(tmp_path: Path) -> None:
    project = new_project(tmp_path / "damaged.claimdesk")
    sentence = mark(project, "The bridge is closed.")
    piece = mark(project, "mayor says")
    project.close()
    with raw(project.path) as connection:
        connection.execute("DELETE FROM fragment")
        connection.execute("DELETE FROM journal WHERE entity = 'claim'")
    new, rebuilt = repair(project.path, tmp_path / "new.claimdesk", backups=[])
    # What lies on no sentence, and where no other claim is, is not to be found.
    assert (new.claims.get(sentence.id), new.claims.get(piece.id)) == (sentence, None)
    assert rebuilt.from_tables == 1
    assert findings(new) == []
    new.close()


def test_texts_that_the_file_lost_come_from_a_backup(whole: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.claimdesk"
    shutil.copyfile(whole, damaged)
    edited(damaged, "UPDATE article_text SET text = 'overwritten'")
    alone, rebuilt = repair(damaged, tmp_path / "alone.claimdesk", backups=[])
    assert (rebuilt.articles, len(rebuilt.lost_articles)) == (0, 26)
    original = open_project(whole, read_only=True)
    decided = said(original)
    assert set(original.claims.each()) == {left for left in rebuilt.left_out if isinstance(left, Claim)}
    original.close()
    assert findings(alone) == []
    new, rebuilt = repair(damaged, tmp_path / "new.claimdesk", backups=[whole])
    assert (rebuilt.articles, rebuilt.lost_articles, rebuilt.left_out) == (26, (), ())
    assert said(new) == decided
    assert findings(new) == []


def test_a_project_is_the_same_after_a_repair_that_it_did_not_need(tmp_path: Path) -> None:
    project = new_project(tmp_path / "whole.claimdesk")
    claim = mark(project)
    id_, labels, journal = project.fact("id"), project.labels(), list(project.journal.entries())
    project.close()
    new, rebuilt = repair(tmp_path / "whole.claimdesk", tmp_path / "new.claimdesk")
    assert (rebuilt.lost_entries, rebuilt.from_tables, rebuilt.lost_articles) == (0, 0, ())
    assert (new.fact("id"), new.fact("title"), new.labels()) == (id_, "Bridges", labels)
    assert list(new.journal.entries()) == journal
    assert new.claims.get(claim.id) == claim
    assert findings(new) == []


def test_what_cannot_be_opened_can_be_repaired(tmp_path: Path) -> None:
    project = new_project(tmp_path / "broken.claimdesk")
    claim = mark(project)
    project.close()
    edited(project.path, "UPDATE claim SET label = 'confirmed'")
    with pytest.raises(Damaged):
        open_project(project.path)
    new, _ = repair(project.path, tmp_path / "new.claimdesk")
    assert new.claims.get(claim.id) == claim


def test_a_file_that_is_no_project_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.claimdesk"
    path.write_bytes(Random(1).randbytes(50_000))
    with pytest.raises(Refused, match="Nothing of a Claimdesk project was found"):
        repair(path, tmp_path / "new.claimdesk")
    assert not (tmp_path / "new.claimdesk").exists()


def test_the_damaged_file_itself_is_never_replaced(tmp_path: Path) -> None:
    project = new_project(tmp_path / "whole.claimdesk")
    project.close()
    before = project.path.read_bytes()
    with pytest.raises(Refused, match="is there already"):
        repair(project.path, project.path)
    assert project.path.read_bytes() == before


def test_of_two_states_that_met_by_merge_the_one_that_held_is_the_one_that_is_kept(tmp_path: Path) -> None:
    project = new_project(tmp_path / "merged.claimdesk")
    article_id, her = next(project.articles.each()).id, anna(project).id
    finished = Assignment(article_id, her, position=1, finished_at="2026-01-01T00:00:00.000Z", version=2)
    moved = Assignment(article_id, her, position=2, version=2)
    with project.database.write():
        save(project.database, finished)
        for record, at in ((finished, "2026-01-01T00:00:00.000Z"), (moved, "2026-02-01T00:00:00.000Z")):
            fact = (entity_of(record), key_of(record), None, canonical_record(record))
            project.journal.append_facts(Step(new_id(), Verb.MERGE, her, article_id, (), at=at), [fact])
    assert findings(project) == []
    project.close()
    new, _ = repair(project.path, tmp_path / "new.claimdesk", backups=[])
    assert new.people.assignment(article_id, her) == finished
    assert findings(new) == []
    new.close()


def test_what_was_allotted_goes_with_an_article_whose_text_is_lost(tmp_path: Path) -> None:
    project = new_project(tmp_path / "damaged.claimdesk")
    write_allotment(project, plan_allotment(project, [anna(project)], per_article=1, seed=1), by="")
    lost = next(project.articles.each()).id
    project.close()
    edited(project.path, "UPDATE article_text SET text = 'overwritten' WHERE article_id = ?", (lost,))
    new, rebuilt = repair(project.path, tmp_path / "new.claimdesk", backups=[])
    assert [left for left in rebuilt.left_out if isinstance(left, Assignment)]
    assert findings(new) == []
    new.close()


def test_guidelines_that_came_with_a_pack_are_known_without_the_journal() -> None:
    finds = Finds()
    finds.take(FoundRow((None, "Label what is said.", now(), ""), 3))
    (found,) = finds.records.values()
    assert isinstance(found, Guideline)
    assert (found.number, found.annotator_id) == (3, "")


@pytest.mark.parametrize("columns", [16, 17])
def test_what_was_decided_is_known_without_the_journal_also_in_an_older_file(columns: int) -> None:
    members = (Member(new_id(), new_id(), "disputed", (Span(3, 9),)),)
    outcome, method = Outcome.ASKED_BACK, Method.MANUAL
    kept = Adjudication(new_id(), new_id(), 3, 9, outcome, method, new_id(), members, note="Why?")
    finds = Finds()
    finds.take(FoundRow(tuple(adjudication_row(kept)[:columns]), None))
    assert list(finds.records.values()) == [kept]


def test_a_project_made_of_a_pack_is_repaired_without_what_its_lead_has(tmp_path: Path) -> None:
    lead = lead_project(tmp_path)
    do(lead, marking(1), name="Ben")
    hers = given_out(lead, tmp_path / "anna", "Anna")
    do(hers, marking(2))
    for path in (hers, lead):
        project = open_project(path)
        assert backups.back_up(project.database, why="open") is not None
        project.close()
    new, _ = repair(hers, tmp_path / "hers.claimdesk")
    (her,) = new.people.all()
    assert (her.name, new.fact(MADE_FOR)) == ("Anna", her.id)
    new.close()
    repair(lead, tmp_path / "leads.claimdesk")[0].close()
    assert claims_of(tmp_path / "hers.claimdesk") == claims_of(hers)
    assert claims_of(tmp_path / "leads.claimdesk") == claims_of(lead)
