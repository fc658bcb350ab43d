"""Faults of disks, copies and backups that no other test is about. The whole list: docs/faults.md."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from annotator import places
from annotator.desk.notices import Severity
from annotator.desk.session import Session
from annotator.desk.settings import Settings
from annotator.desk.workbench import Workbench
from annotator.domain.errors import Refused
from annotator.exchange.packs.layout import PackKind
from annotator.store.project import open_project
from annotator.store.troubles import Damaged
from tests.at_once import AtOnce
from tests.desk.told import Told
from tests.packs import PEOPLE, do, lead_project, marking, merged, packed
from tests.unit.store.samples import edited, findings, half_written, mark, new_project


@pytest.fixture
def bench(qapp: QApplication, tmp_path: Path) -> Workbench:
    """Anna has said her name before."""
    settings = Settings(tmp_path / "settings.json")
    settings.change(annotator="Anna")
    return Workbench(settings, AtOnce())


@pytest.fixture
def session(bench: Workbench) -> Iterator[Session]:
    """Opens and closes projects, without a window."""
    session = Session(bench)
    yield session
    session.close()


@pytest.fixture
def told(bench: Workbench) -> Told:
    return Told(bench.notices)


def test_s02_after_a_cut_in_the_middle_of_a_write_one_line_says_that_all_is_there(
    session: Session, told: Told, closed: Path
) -> None:
    half_written(closed)
    session.open(closed)
    assert told.texts == ["The last session ended unexpectedly. Everything that was shown as saved is here."]
    assert told.notices[0].passing
    session.close()
    told.notices.clear()
    session.open(closed)
    assert told.texts == []


def test_s13_the_work_in_a_conflicted_copy_comes_back_as_a_pack_and_the_copy_stays(tmp_path: Path) -> None:
    lead = lead_project(tmp_path)
    copy = shutil.copyfile(lead, tmp_path / "lead (conflicted copy of LAPTOP).claimdesk")
    do(lead, marking(1), name=PEOPLE[0])
    do(copy, marking(2), name=PEOPLE[0])
    before = copy.read_bytes()
    packed(copy, tmp_path / "hers.annpack", name=PEOPLE[0], kind=PackKind.WORK)
    assert copy.exists()
    merged(lead, tmp_path / "hers.annpack")
    with closing(open_project(lead)) as project:
        assert len(list(project.claims.each())) == 2
        assert findings(project) == []
    assert copy.stat().st_size == len(before)


def test_s16_a_journal_that_was_removed_after_a_crash_is_noticed(closed: Path) -> None:
    half_written(closed)
    closed.with_name(f"{closed.name}-journal").unlink()
    with closing(open_project(closed, read_only=True)) as project:
        assert findings(project)


def test_s25_what_is_no_utf8_is_damage_and_no_traceback(closed: Path) -> None:
    edited(closed, "UPDATE claim SET note = CAST(x'ff' AS TEXT)")
    with pytest.raises(Damaged, match=r"is damaged\. Nothing was changed"):
        open_project(closed)
    with closing(open_project(closed, read_only=True)) as project:
        assert any("is damaged" in finding.what for finding in findings(project))


def test_s26_a_backup_that_can_not_be_made_is_told_until_one_is(
    session: Session, told: Told, closed: Path
) -> None:
    in_the_way = places.data_folder() / "backups"
    in_the_way.write_text("This is no folder.")
    session.open(closed)
    (notice,) = told.notices
    assert notice.text.startswith("No backup could be made. The project itself is safe.")
    assert (notice.severity, notice.passing) == (Severity.WARNING, False)
    in_the_way.unlink()
    session.back_up("time")
    assert told.withdrawn[-1] == "backup"


def test_s27_a_backup_is_gone_back_to_in_a_new_file_and_never_over_the_open_project(
    session: Session, closed: Path, tmp_path: Path
) -> None:
    session.open(closed)
    (backup,) = (places.data_folder() / "backups").rglob("*.claimdesk")
    project = session.project
    assert project is not None
    mark(project, "Experts doubt")
    new_project(tmp_path / "other.claimdesk").close()
    with closing(open_project(backup, read_only=True)) as old:
        for taken in (closed, tmp_path / "other.claimdesk"):
            with pytest.raises(Refused, match="It was not touched"):
                old.copy_to(taken)
        old.copy_to(tmp_path / "restored.claimdesk")
    assert len(list(project.claims.each())) == 2
    with closing(open_project(tmp_path / "restored.claimdesk")) as restored:
        assert len(list(restored.claims.each())) == 1
        assert findings(restored) == []
