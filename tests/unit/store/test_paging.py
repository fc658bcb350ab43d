from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.errors import Cancelled
from annotator.domain.work import Unwatched
from annotator.store import paging
from annotator.store.backups import back_up, backups_of
from annotator.store.copying import copy_database
from annotator.store.paging import copy_pages
from annotator.store.project import Project, open_project
from annotator.store.snapshot import snapshot
from tests.unit.store.samples import findings, mark


class Between(Unwatched):
    """A job that does something after each step of a copy, the last one too, and counts them."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.steps = 0
        self._act = act

    def step(self, done: int, total: int, text: str = "") -> None:
        self.steps += 1
        self._act()


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few pages a step that a small project takes many."""
    monkeypatch.setattr(paging, "_PAGES", 4)


@pytest.fixture
def worked_on(project: Project) -> Project:
    for _ in range(30):
        mark(project)
    return project


def pages(project: Project) -> int:
    row = project.database.row("PRAGMA page_count")
    assert row is not None
    return int(str(row[0]))


def claims_in(path: Path) -> int:
    copy = open_project(path, read_only=True)
    try:
        assert findings(copy) == []
        return len(list(copy.claims.each()))
    finally:
        copy.close()


def test_decisions_beside_a_backup_neither_wait_nor_start_it_anew(worked_on: Project) -> None:
    before = pages(worked_on)
    job = Between(lambda: mark(worked_on))
    companion = worked_on.companion(read_only=True)
    backup = back_up(companion.database, why="time", job=job)
    companion.close()
    assert backup is not None
    assert before / 4 <= job.steps <= pages(worked_on) / 4 + 1
    assert claims_in(backup.path) == 30 + job.steps - 1


def test_decisions_in_another_thread_go_into_the_copy_or_not_but_never_in_part(worked_on: Project) -> None:
    started, made = threading.Event(), []

    def work() -> None:
        companion = worked_on.companion(read_only=True)
        made.append(back_up(companion.database, why="time", job=Between(started.set)))
        companion.close()

    worker = threading.Thread(target=work)
    worker.start()
    assert started.wait(30)
    for _ in range(20):
        mark(worked_on)
    worker.join(30)
    assert made[0] is not None
    assert 30 <= claims_in(made[0].path) <= 50


def test_a_copy_ends_however_often_somebody_else_writes(worked_on: Project, tmp_path: Path) -> None:
    job = Between(lambda: mark(worked_on))
    with (
        closing(sqlite3.connect(worked_on.path)) as source,
        closing(sqlite3.connect(tmp_path / "copy.claimdesk")) as target,
    ):
        copy_pages(source, target, job.step)
    assert claims_in(tmp_path / "copy.claimdesk") == 30 + job.steps - 1


def test_where_threads_may_not_share_a_connection_a_copy_is_made_all_the_same(
    worked_on: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "threadsafety", 1)
    companion = worked_on.companion(read_only=True)
    backup = back_up(companion.database, why="time", job=Between(lambda: mark(worked_on)))
    companion.close()
    assert backup is not None
    assert claims_in(backup.path) > 30


class _Stopped(Unwatched):
    def check(self) -> None:
        raise Cancelled("Stopped.")


def test_a_copy_that_is_stopped_leaves_the_old_one(worked_on: Project, tmp_path: Path) -> None:
    path = tmp_path / "copies" / "copy.claimdesk"
    path.parent.mkdir()
    copy_database(worked_on.database, path)
    mark(worked_on)
    with pytest.raises(Cancelled):
        copy_database(worked_on.database, path, _Stopped())
    assert [file.name for file in path.parent.iterdir()] == ["copy.claimdesk"]
    assert claims_in(path) == 30


def test_a_backup_and_a_snapshot_can_be_stopped(worked_on: Project) -> None:
    with pytest.raises(Cancelled):
        back_up(worked_on.database, why="time", job=_Stopped())
    assert backups_of(worked_on.fact("id")) == []
    with pytest.raises(Cancelled), snapshot(worked_on, _Stopped()):
        pass
