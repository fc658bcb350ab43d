from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from annotator.domain.errors import Unavailable
from annotator.store import backups
from annotator.store.lock import AlreadyOpen, OpenElsewhere, ProjectLock
from annotator.store.project import open_project
from tests.conftest import REPOSITORY
from tests.unit.store.samples import mark

HOLD = """
import sys
from pathlib import Path
from annotator.store.project import open_project
project = open_project(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
project.close()
"""


@contextmanager
def other_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that has the project open until its input ends."""
    command = [sys.executable, "-c", HOLD, str(path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=REPOSITORY) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process


def lock_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.lock")


def test_one_process_opens_a_project_once(closed: Path) -> None:
    project = open_project(closed)
    for read_only in (False, True):
        with pytest.raises(Unavailable, match=r"another window. Nothing is lost. Go to that window"):
            open_project(closed, read_only=read_only)
    with pytest.raises(Unavailable, match="another window"):
        open_project(closed.parent / "." / closed.name)
    mark(project)
    project.close()
    open_project(closed).close()


def test_s07_another_process_is_refused_until_the_first_one_closes(closed: Path) -> None:
    with other_process(closed) as process:
        with pytest.raises(AlreadyOpen, match=r"window \(since \d\d:\d\d UTC\). Nothing is lost") as refusal:
            open_project(closed, take_over=True)
        assert not isinstance(refusal.value, OpenElsewhere)
        reader = open_project(closed, read_only=True)
        assert reader.articles.count() == 2
        reader.close()
        process.communicate()
    open_project(closed).close()
    assert not lock_of(closed).exists()


def test_s01_the_lock_of_a_process_that_was_killed_is_taken_without_a_question(closed: Path) -> None:
    with other_process(closed) as process:
        process.kill()
    assert lock_of(closed).exists()
    project = open_project(closed)
    mark(project)
    project.close()
    assert os.listdir(closed.parent) == [closed.name]


def test_s08_a_lock_from_another_computer_is_named_and_can_be_taken_over(closed: Path) -> None:
    note = {"host": "laptop-anna", "process": 7, "since": "2026-03-01T10:42:00.000Z"}
    lock_of(closed).write_text(json.dumps(note), "utf-8")
    with pytest.raises(
        OpenElsewhere, match=r"open on laptop-anna since 2026-03-01 10:42 UTC.*Take it over only"
    ):
        open_project(closed)
    assert json.loads(lock_of(closed).read_text("utf-8")) == note
    project = open_project(closed, take_over=True)
    assert [backup.why for backup in backups.backups_of(project.fact("id"))] == ["before-take-over"]
    project.close()
    assert not lock_of(closed).exists()


@pytest.mark.parametrize("note", ["", "{}", "[]", "null", "[" * 4000, '{"host": 1}', "\x00\xff"])
def test_a_note_that_nobody_can_read_holds_nothing(closed: Path, note: str) -> None:
    lock_of(closed).write_text(note, "latin-1")
    open_project(closed).close()
    assert not lock_of(closed).exists()


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="links are followed on this system")
def test_a_link_in_place_of_the_lock_is_not_written_through(closed: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("precious", "utf-8")
    lock_of(closed).symlink_to(precious)
    with pytest.raises(Unavailable, match=r"\.lock can't be written beside the project.*Nothing was changed"):
        open_project(closed)
    assert precious.read_text("utf-8") == "precious"


def test_a_file_that_is_refused_is_free_again_and_leaves_no_lock(closed: Path) -> None:
    whole = closed.read_bytes()
    closed.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Unavailable):
        open_project(closed)
    assert os.listdir(closed.parent) == [closed.name]
    closed.write_bytes(whole)
    open_project(closed).close()


def test_a_lock_removed_between_opening_and_taking_it_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its last holder removes the file just when we have opened it: a third one would see no lock."""
    project = tmp_path / "a.claimdesk"
    first, second = ProjectLock(project), ProjectLock(project)
    first.acquire()
    really_open = os.open
    opened: list[object] = []

    def open_and_release(path: object, flags: int, mode: int = 0o777) -> int:
        descriptor = really_open(path, flags, mode)  # type: ignore[arg-type]
        if not opened:
            first.release()
        opened.append(path)
        return descriptor

    monkeypatch.setattr(os, "open", open_and_release)
    second.acquire()
    monkeypatch.undo()
    assert len(opened) == 2
    assert lock_of(project).exists()
    with pytest.raises(AlreadyOpen):
        ProjectLock(project).acquire()
    second.release()
