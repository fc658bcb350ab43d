from __future__ import annotations

import gc
import os
import shutil
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain import claim_steps
from annotator.domain.errors import Refused, Unavailable
from annotator.domain.guideline import Guideline
from annotator.domain.identity import new_id
from annotator.domain.records import Assignment
from annotator.domain.steps import Edit, Step, Verb
from annotator.exchange.packs.layout import PackKind
from annotator.exchange.packs.reading import read_pack
from annotator.exchange.packs.writing import annotator_to_pack, default_kind, write_pack
from annotator.store.project import Project, open_project
from annotator.store.team_settings import TeamSettings, keep_team_settings
from tests.packs import do, given_out, lead_project, marking, packed, saying_no_claim
from tests.projects import small_project


def members(pack: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(pack) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rules(project: Project, text: str) -> None:
    """A first version of the guidelines, by Ben."""
    ben = project.people.named("Ben")
    assert ben is not None
    guideline = Guideline(1, text, "2026-01-01T00:00:00.000Z", ben.id)
    project.ledger.commit(Step(new_id(), Verb.GUIDELINE, ben.id, "", (Edit(None, guideline),)))


@pytest.mark.parametrize("kind", PackKind)
def test_the_same_work_gives_the_same_bytes(tmp_path: Path, kind: PackKind) -> None:
    with closing(small_project(tmp_path)) as project:
        anna = annotator_to_pack(project, "Anna")
        for name in ("one.annpack", "two.annpack"):
            write_pack(project, tmp_path / name, annotator=anna, kind=kind, made_at="2026-11-22")
    assert (tmp_path / "one.annpack").read_bytes() == (tmp_path / "two.annpack").read_bytes()


@pytest.mark.parametrize("kind", PackKind)
def test_no_byte_of_a_pack_is_about_anybody_else(tmp_path: Path, kind: PackKind) -> None:
    with closing(small_project(tmp_path)) as project:
        rules(project, "Mark what can be checked.")
        ben = project.people.named("Ben")
        assert ben is not None
        secret = "Only Ben wrote this"
        flood = [article.id for article in project.articles.each()][1]
        claims = project.claims.of_article(flood, ben.id)
        ids = [ben.id, *(claim.id for claim in claims)]
    do(
        project.path,
        lambda sheet: claim_steps.write_note(sheet, sheet.claims[:1], secret),
        article_number=1,
        name="Ben",
    )
    packed(project.path, tmp_path / "anna.annpack", name="Anna", kind=kind)
    found = b"".join(members(tmp_path / "anna.annpack").values())
    assert [word for word in ("Ben", secret, *ids) if word.encode() in found] == []
    # The same words are found in the pack of him who wrote them.
    packed(project.path, tmp_path / "ben.annpack", name="Ben", kind=kind)
    found = b"".join(members(tmp_path / "ben.annpack").values())
    assert all(word.encode() in found for word in ("Ben", secret, *ids))


def test_work_comes_back_without_texts(tmp_path: Path) -> None:
    with closing(small_project(tmp_path)) as project:
        texts = [project.articles.text(article.id) for article in project.articles.each()]
    packed(project.path, tmp_path / "anna.annpack", name="Anna")
    pack = read_pack(tmp_path / "anna.annpack")
    assert not pack.is_task
    assert [(article.article, article.text) for article in pack.articles] == [(None, None)] * 2
    found = b"".join(members(tmp_path / "anna.annpack").values()).decode()
    assert all(text not in found for text in texts)
    assert len(pack.claims) == 3
    assert {row[7] for row in pack.journal} == {"claim", "decision", "assignment"}


def test_a_task_holds_the_allotted_articles_in_their_order(tmp_path: Path) -> None:
    with closing(small_project(tmp_path)) as project:
        ids = [article.id for article in project.articles.each()]
        ben = annotator_to_pack(project, "Ben")
        for position, article_id in enumerate((ids[2], ids[0]), 1):
            row = Assignment(article_id, ben.id, position=position)
            project.ledger.commit(Step(new_id(), Verb.ALLOT, ben.id, article_id, (Edit(None, row),)))
    packed(project.path, tmp_path / "ben.annpack", name="Ben", kind=PackKind.TASK)
    pack = read_pack(tmp_path / "ben.annpack")
    # He has claims in the flood, so its text has to be there, too.
    assert [article.id for article in pack.articles] == [ids[2], ids[0], ids[1]]
    assert all(article.text and article.units for article in pack.articles)


def test_a_task_brings_guidelines_and_settings_but_not_how_articles_were_allotted(tmp_path: Path) -> None:
    with closing(small_project(tmp_path)) as project:
        rules(project, "Mark what can be checked.")
        keep_team_settings(project, TeamSettings(seed=123_456, annotators_per_article=3))
    packed(project.path, tmp_path / "anna.annpack", name="Anna", kind=PackKind.TASK)
    pack = read_pack(tmp_path / "anna.annpack")
    assert [(one.number, one.text, one.annotator_id) for one in pack.guidelines] == [
        (1, "Mark what can be checked.", "")
    ]
    assert "reasons" in pack.cover.settings
    assert "123456" not in pack.cover.settings


def test_what_is_said_of_her_claims_goes_with_the_task(tmp_path: Path) -> None:
    with closing(small_project(tmp_path)) as project:
        anna = annotator_to_pack(project, "Anna")
        said = [{"id": "b", "version": 1}, {"id": "a", "version": 2}]
        target = tmp_path / "anna.annpack"
        write_pack(project, target, annotator=anna, kind=PackKind.TASK, feedback=said)
    assert read_pack(target).feedback == tuple(reversed(said))
    assert list(members(target))[-1] == "feedback.jsonl"
    packed(project.path, target, name="Anna", kind=PackKind.TASK)
    assert "feedback.jsonl" not in members(target)


def test_what_is_sent_depends_on_where_the_project_comes_from(tmp_path: Path) -> None:
    lead = lead_project(tmp_path)
    hers = given_out(lead, tmp_path / "hers", "Anna")
    do(hers, marking(1))
    do(hers, saying_no_claim(2))
    with closing(open_project(lead)) as project:
        assert default_kind(project) is PackKind.TASK
        with pytest.raises(Refused, match="Whose pack"):
            annotator_to_pack(project)
        with pytest.raises(Refused, match="no annotator “Nobody”"):
            annotator_to_pack(project, "Nobody")
    with closing(open_project(hers)) as project:
        assert default_kind(project) is PackKind.WORK
        assert annotator_to_pack(project).name == "Anna"


def test_a_pack_is_written_over_no_other_kind_of_file(tmp_path: Path) -> None:
    with closing(small_project(tmp_path)) as project:
        anna = annotator_to_pack(project, "Anna")
        with pytest.raises(Refused, match="no name of a pack"):
            write_pack(project, project.path, annotator=anna, kind=PackKind.WORK)


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_s4_a_pack_for_which_there_is_no_room_leaves_the_old_one_and_nothing_behind(
    tmp_path: Path, small_disk: Path
) -> None:
    project = small_project(tmp_path)
    path = small_disk / "anna.annpack"
    path.write_bytes(b"old")
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(small_disk).free))
    anna = annotator_to_pack(project, "Anna")
    with pytest.raises(Unavailable, match=r"no space left.*unchanged. Free some space"):
        write_pack(project, path, annotator=anna, kind=PackKind.WORK)
    gc.collect()
    assert path.read_bytes() == b"old"
    assert sorted(os.listdir(small_disk)) == ["anna.annpack", "ballast"]
    project.close()
