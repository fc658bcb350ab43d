"""What happens to a project when the disk, the folder or the process fails it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.errors import Unavailable
from annotator.store.project import Project, create_project, open_project
from annotator.store.snapshot import snapshot
from annotator.store.troubles import Damaged, damaged, readable, translated
from tests.conftest import REPOSITORY
from tests.unit.store.samples import (
    LOSSES,
    anna,
    article,
    edited,
    findings,
    half_written,
    mark,
    new_project,
)


def run(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)


def only_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `os.access` says on read-only media; whoever runs the tests may be allowed everything."""
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)


def test_s01_a_write_that_a_crash_cut_off_is_rolled_back_without_a_question(closed: Path) -> None:
    project = open_project(half_written(closed))
    (claim,) = project.claims.each()
    assert (claim.note, claim.version) == ("", 1)
    assert findings(project) == []
    project.close()
    assert os.listdir(closed.parent) == [closed.name]


def test_s06_on_read_only_media_a_copy_is_rolled_back_and_opened(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_written(closed)
    closed.with_name(f"{closed.name}.lock").unlink()
    before = {path.name: path.read_bytes() for path in closed.parent.iterdir()}
    only_readable(monkeypatch)
    project = open_project(closed)
    assert project.read_only
    assert project.path == closed
    companion = project.companion()
    (claim,) = companion.claims.each()
    assert (claim.note, claim.version) == ("", 1)
    companion.close()
    assert findings(project) == []
    copy = project.database.file
    assert copy != closed
    project.close()
    assert not copy.parent.exists()
    assert {path.name: path.read_bytes() for path in closed.parent.iterdir()} == before


def test_where_a_half_written_project_can_not_be_copied_nothing_is_changed(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_written(closed)
    only_readable(monkeypatch)

    def full(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(Unavailable, match=r"middle of a write.*no space left.*Nothing was changed"):
        open_project(closed)


def test_s05_what_can_not_be_written_to_opens_for_reading(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_readable(monkeypatch)
    project = open_project(closed)
    assert project.read_only
    assert os.listdir(closed.parent) == [closed.name]
    with pytest.raises(Unavailable, match=r"reading only. Nothing was changed.*open a copy"):
        mark(project)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        project.database.connection.execute("DELETE FROM claim")
    project.close()


def test_a_read_only_disk_is_read(small_disk: Path) -> None:
    new_project(small_disk / "a.claimdesk").close()
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    project = open_project(small_disk / "a.claimdesk")
    assert project.read_only
    assert findings(project) == []
    with pytest.raises(Unavailable, match=r"can't be made: read-only file system"):
        create_project(small_disk / "b")
    project.close()


@pytest.mark.parametrize("happens", LOSSES.values(), ids=LOSSES)
def test_s11_a_file_that_is_no_longer_ours_takes_no_decision(
    project: Project, happens: Callable[[Path], object]
) -> None:
    mark(project)
    happens(project.path)
    with pytest.raises(
        Unavailable, match=r"moved, replaced or removed.*What was saved before.*open it again"
    ):
        mark(project)
    assert len(list(project.claims.each())) == 1


def fill(project: Project) -> None:
    """Write until the disk is full. Whatever was acknowledged is there, and nothing else."""
    acknowledged = {claim.id for claim in project.claims.each()}
    with pytest.raises(Unavailable, match=r"disk is full.*Everything saved before is safe. Free some space"):
        acknowledged.update(mark(project).id for _ in range(1000))
    assert {claim.id for claim in project.claims.each()} == acknowledged
    assert findings(project) == []


def test_s03_a_full_disk_loses_nothing_and_takes_decisions_again_with_room(small_disk: Path) -> None:
    project = new_project(small_disk / "a.claimdesk")
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(small_disk).free - 200_000))
    fill(project)
    articles = project.articles.count()
    with pytest.raises(Unavailable, match="disk is full"):
        project.articles.add([article(number) for number in range(10, 510)], annotator_id=anna(project).id)
    assert project.articles.count() == articles
    with pytest.raises(Unavailable, match="disk is full"):
        project.copy_to(small_disk / "copy.claimdesk")
    assert not (small_disk / "copy.claimdesk").exists()
    ballast.unlink()
    mark(project)
    project.copy_to(small_disk / "copy.claimdesk")
    assert findings(project) == []
    project.close()
    assert sorted(os.listdir(small_disk)) == ["a.claimdesk", "copy.claimdesk"]


def test_a_full_disk_is_told_of_by_the_names_that_the_person_knows(
    small_disk: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    (small_disk / "ballast").write_bytes(bytes(shutil.disk_usage(small_disk).free - 50_000))
    with pytest.raises(Unavailable, match=r"The disk is full, so new.claimdesk could not be written"):
        new_project(small_disk / "new.claimdesk")
    monkeypatch.setattr("tempfile.tempdir", str(small_disk))
    with pytest.raises(Unavailable, match=r"no room for a copy.*temporary files is full"), snapshot(project):
        raise AssertionError("there was room")
    assert os.listdir(small_disk) == ["ballast"]


def test_damage_found_in_a_snapshot_is_told_of_the_project(closed: Path) -> None:
    edited(closed, "UPDATE claim SET note = CAST(x'ff' AS TEXT)")
    project = open_project(closed, read_only=True)
    with snapshot(project) as still, pytest.raises(Damaged, match=r"file closed.claimdesk is damaged"):
        list(still.claims.each())
    project.close()


def test_a_file_that_may_not_grow_loses_nothing_and_takes_decisions_again(project: Project) -> None:
    project.database.execute("PRAGMA max_page_count = 60")
    fill(project)
    project.database.execute("PRAGMA max_page_count = 6000")
    mark(project)
    assert findings(project) == []


def test_no_project_is_left_on_a_disk_without_room_for_it(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(shutil.disk_usage(small_disk).free - 20_000))
    with pytest.raises(Unavailable, match="disk is full"):
        create_project(small_disk / "a.claimdesk")
    assert os.listdir(small_disk) == ["ballast"]


def test_s10_another_program_that_writes_is_waited_for_and_then_named(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sqlite3.connect(project.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    project.database.execute("PRAGMA busy_timeout = 20")
    with pytest.raises(Unavailable, match=r"Another program is using bridges.claimdesk. Nothing was changed"):
        mark(project)
    other.execute("ROLLBACK")
    other.close()
    mark(project)


@pytest.mark.parametrize(
    ("code", "name", "message"),
    [
        (
            sqlite3.SQLITE_IOERR_READ,
            "SQLITE_IOERR_READ",
            "The disk did not answer while a.claimdesk was used",
        ),
        (sqlite3.SQLITE_CORRUPT_INDEX, "SQLITE_CORRUPT_INDEX", "The project file a.claimdesk is damaged"),
        (sqlite3.SQLITE_INTERRUPT, "SQLITE_INTERRUPT", "took too long to read"),
        (sqlite3.SQLITE_TOOBIG, "SQLITE_TOOBIG", "larger than Claimdesk reads"),
        (sqlite3.SQLITE_CANTOPEN, "SQLITE_CANTOPEN", "can't be opened: it is gone"),
    ],
)
def test_what_sqlite_says_is_told_in_a_persons_words(code: int, name: str, message: str) -> None:
    error = sqlite3.OperationalError(name)
    error.sqlite_errorcode = code
    with pytest.raises(Unavailable, match=message) as told, translated(Path("/somewhere/a.claimdesk")):
        raise error
    assert told.value.__cause__ is error


def test_a_bug_is_not_told_as_trouble(project: Project) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        project.database.rows("SELECT * FROM nowhere")
    with pytest.raises(sqlite3.IntegrityError), translated(project.path):
        raise sqlite3.IntegrityError("CHECK constraint failed")
    with pytest.raises(sqlite3.ProgrammingError), translated(project.path):
        raise sqlite3.ProgrammingError("a bug")


def test_s23_an_endless_statement_ends(project: Project) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(Unavailable, match="took too long"), project.database.deadline(0.01):
        project.database.rows(endless)
    assert project.database.row("SELECT count(*) FROM (SELECT 1)") == (1,)


def test_an_unreadable_row_is_damage() -> None:
    for error in (ValueError("x"), TypeError("x"), KeyError("x")):
        with pytest.raises(Damaged, match=r"The project file is damaged. Nothing was changed"), readable():
            raise error
    assert "a.claimdesk is damaged" in str(damaged("a.claimdesk"))
