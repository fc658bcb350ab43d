from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.desk.session import Session
from annotator.desk.workbench import Workbench
from annotator.domain.records import Role
from annotator.domain.team_steps import give_role
from annotator.exchange.packs.merging import merge
from annotator.exchange.packs.reading import read_pack
from annotator.store.project import create_project, open_project
from annotator.store.team import persons
from tests.desk.told import Told
from tests.packs import PEOPLE, do, lead_project, marking
from tests.unit.store.samples import findings

_NAME = "lead (conflicted copy of LAPTOP).claimdesk"


@pytest.fixture
def session(bench: Workbench) -> Iterator[Session]:
    """Anna's, whose packs are merged as soon as they are there."""
    bench.settings.change(annotator=PEOPLE[0])
    session = Session(bench)

    def merge_all(packs: list[Path]) -> None:
        for pack in packs:
            merge(bench.desk.project, read_pack(pack))

    session.others.packed.connect(merge_all)
    yield session
    session.close()


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    """A project in which Anna marked one sentence, and a copy in which Ben and she marked others."""
    lead = lead_project(tmp_path)
    copy = shutil.copyfile(lead, tmp_path / _NAME)
    do(lead, marking(1), name=PEOPLE[0])
    do(copy, marking(2), name=PEOPLE[0])
    do(copy, marking(0), name=PEOPLE[1])
    return lead


def test_s13_a_conflicted_copy_is_told_of_and_what_was_done_in_it_is_merged(
    bench: Workbench, session: Session, told: Told, lead: Path
) -> None:
    copy = lead.with_name(_NAME)
    before, names = copy.read_bytes(), sorted(lead.parent.glob("lead*"))
    session.open(lead)
    session.others.look()
    assert len(list(bench.desk.project.claims.each())) == 1
    (notice,) = [notice for notice in told.notices if notice.key == "conflicted"]
    assert f"“{_NAME}”. It holds work that is not here." in notice.text
    assert [answer.text for answer in notice.answers] == ["Merge…", "Leave It There"]
    notice.answers[0].act()
    assert len(list(bench.desk.project.claims.each())) == 3
    assert findings(bench.desk.project) == []
    session.close()
    assert copy.read_bytes() == before
    assert sorted(lead.parent.glob("lead*")) == names
    told.notices.clear()
    session.open(lead)
    session.others.look()
    assert [notice for notice in told.notices if notice.key == "conflicted"] == []


def test_s13_a_copy_of_another_project_is_not_told_of_and_a_broken_one_is(
    bench: Workbench, session: Session, told: Told, tmp_path: Path
) -> None:
    lead = lead_project(tmp_path)
    create_project(tmp_path / _NAME).close()
    session.open(lead)
    session.others.look()
    assert [notice for notice in told.notices if notice.key == "conflicted"] == []
    session.close()
    (tmp_path / _NAME).write_text("Half a file.")
    session.open(lead)
    session.others.look()
    (notice,) = [notice for notice in told.notices if notice.key == "conflicted"]
    notice.answers[0].act()
    assert "is not a project of Claimdesk" in told.texts[-1]
    assert list(bench.desk.project.claims.each()) == []


def test_s12_what_an_older_copy_lacks_is_merged_from_the_newest_backup(
    bench: Workbench, session: Session, told: Told, tmp_path: Path
) -> None:
    lead = lead_project(tmp_path)
    older = shutil.copyfile(lead, tmp_path / "older")
    session.open(lead)
    bench.queue.open_unfinished()
    bench.decisions.label(1)
    session.back_up("time")
    session.close()
    shutil.move(older, lead)
    session.open(lead)
    assert list(bench.desk.project.claims.each()) == []
    (notice,) = [notice for notice in told.notices if notice.key == "older"]
    (answer,) = notice.answers
    assert answer.text == "Merge from Backup…"
    backup = Path(notice.text.partition("newest backup is ")[2])
    before = backup.read_bytes()
    answer.act()
    assert [claim.label for claim in bench.desk.project.claims.each()] == ["confirmed"]
    assert findings(bench.desk.project) == []
    assert backup.read_bytes() == before


def test_s12_a_backup_that_holds_no_more_is_said_to(
    bench: Workbench, session: Session, told: Told, tmp_path: Path
) -> None:
    lead = lead_project(tmp_path)
    same = shutil.copyfile(lead, tmp_path / "same.claimdesk")
    session.open(lead)
    session.others.merge([same])
    assert told.texts[-1] == "What you may merge of it is in this project already. Nothing was changed."


def test_s13_who_works_blind_merges_her_own_work_alone(session: Session, lead: Path) -> None:
    with closing(open_project(lead)) as project:
        (*_, chen) = people = persons(project)
        project.ledger.commit(give_role(people, chen, Role.LEAD, by=None))
    packs: list[Path] = []
    session.others.packed.connect(packs.extend)
    session.open(lead)
    session.others.merge([lead.with_name(_NAME)])
    assert [read_pack(path).cover.annotator.name for path in packs] == [PEOPLE[0]]
