"""What lets calls fail lets them fail, and a program that writes carelessly is found out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from torture import operations
from torture.campaign import NotPossible
from torture.failing import built
from torture.operations import Operation
from torture.trying import Ground

_PROGRAM = """
import errno, os, sys
from pathlib import Path
from torture.failing import Call, Failing, Trial
failing, folder = Failing(Path(sys.argv[1])), Path(sys.argv[2])

def said(trial):
    with failing.during(folder, trial):
        file = os.open(folder / "a", os.O_CREAT | os.O_RDWR)
        try:
            return [os.write(file, b"1234"), os.write(file, b"1234"), os.write(file, b"1234")]
        except OSError as error:
            return error.errno
        finally:
            os.close(file)

assert said(None) == [4, 4, 4]
assert (failing.counts[Call.OPEN], failing.counts[Call.WRITE]) == (1, 3)
assert said(Trial("", Call.WRITE, 2, errno.ENOSPC, False)) == errno.ENOSPC
assert said(Trial("", Call.WRITE, 2, 0, False)) == [4, 2, 4]
assert said(Trial("", Call.WRITE, 2, 0, True)) == [4, 2, 2]
assert said(Trial("", Call.WRITE, 2, errno.EINTR, False)) == [4, 4, 4], "Python tries again"
assert said(Trial("", Call.WRITE, 4, errno.EIO, True)) == [4, 4, 4]
Path(sys.argv[2] + " beside").write_bytes(b"not watched")
"""


def test_the_call_that_is_named_fails_and_no_other(tmp_path: Path) -> None:
    try:
        library = built(tmp_path)
    except NotPossible as why:
        pytest.skip(str(why))
    folder = tmp_path / "watched"
    folder.mkdir()
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(library), str(folder)],
        cwd=REPOSITORY,
        env={**os.environ, "LD_PRELOAD": str(library)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr


def _write_carelessly(folder: Path) -> None:
    with (folder / "a").open("wb") as file:
        file.write(b"ne")
        if (folder / "full").exists():
            raise OSError(28, "No space left on device")
        file.write(b"w")


@contextmanager
def _full(folder: Path) -> Iterator[None]:
    (folder / "full").touch()
    try:
        yield
    finally:
        (folder / "full").unlink()


@contextmanager
def _well(_folder: Path) -> Iterator[None]:
    yield


def test_a_program_that_writes_over_a_file_and_raises_what_it_likes_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    careless = Operation(
        lambda folder: (folder / "a").write_bytes(b"old"),
        _write_carelessly,
        lambda folder: (folder / "a").read_bytes(),
    )
    monkeypatch.setitem(operations.OPERATIONS, "careless", careless)
    ground = Ground("careless", tmp_path / "kept", tmp_path / "place", _well)
    assert (ground.before, ground.after) == (b"old", b"new")
    assert list(ground.faults(_full)) == [
        "OSError: [Errno 28] No space left on device",
        "neither before nor after: b'ne'",
    ]
    assert list(ground.faults(_well)) == []
