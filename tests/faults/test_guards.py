"""The guards of a project file that no fault meets by chance: each is tried by itself."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.errors import Unavailable
from annotator.store.database import Database
from annotator.store.project import open_project
from annotator.store.writing import replacing


def test_begin_immediate_lets_nobody_write_between_a_look_and_a_write(closed: Path) -> None:
    with closing(open_project(closed)) as project:
        other = sqlite3.connect(closed, isolation_level=None, timeout=0)
        with project.database.write():
            project.database.row("SELECT count(*) FROM claim")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute("BEGIN IMMEDIATE")
        other.close()


def test_a_setting_that_sqlite_does_not_take_keeps_the_project_closed(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = (("synchronous", "EXTRA", 2),)
    monkeypatch.setattr("annotator.store.database._WRITING", settings)
    with pytest.raises(Unavailable, match="did not accept the setting synchronous = EXTRA"):
        open_project(closed)


def test_no_other_file_can_be_attached_to_a_project(closed: Path) -> None:
    with closing(open_project(closed)) as project, pytest.raises(sqlite3.OperationalError, match="too many"):
        project.database.connection.execute("ATTACH ':memory:' AS other")


def test_no_value_is_longer_than_a_project_has_them(closed: Path) -> None:
    with closing(open_project(closed)) as project:
        assert project.database.connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) == 64 << 20


def test_a_statement_that_runs_longer_than_its_deadline_is_stopped(closed: Path) -> None:
    long = (
        "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 300000) SELECT count(*) FROM n"
    )
    with closing(open_project(closed)) as project:
        with pytest.raises(Unavailable, match="took too long"), project.database.deadline(0):
            project.database.row(long)
        assert project.database.row(long) == (300_000,)


def test_a_connection_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="can't be opened"):
        Database(tmp_path / "missing.claimdesk", read_only=False)
    assert os.listdir(tmp_path) == []


def test_a_file_and_then_its_folder_are_on_the_disk_when_it_has_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, fsync = tmp_path / "claims.jsonl", os.fsync
    seen: list[tuple[str, bool]] = []

    def noted(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        seen.append((kind, path.exists()))
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", noted)
    with replacing(path) as file:
        file.write(b"{}")
    assert seen == [("file", False), ("folder", True)]


def test_a_copy_is_on_the_disk_before_it_has_its_name(
    closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, fsync = tmp_path / "copy.claimdesk", os.fsync
    seen: list[bool] = []

    def noted(descriptor: int) -> None:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            seen.append(path.exists())
        fsync(descriptor)

    with closing(open_project(closed)) as project:
        monkeypatch.setattr(os, "fsync", noted)
        project.copy_to(path)
    assert seen == [False]
