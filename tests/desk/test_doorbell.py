from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator import places
from annotator.desk.doorbell import Doorbell, has_window, ring
from annotator.desk.session import Session
from annotator.desk.workbench import Workbench
from annotator.store.lock import ProjectLock
from annotator.store.project import Project


@pytest.fixture
def path(project: Project) -> Path:
    """A project that nobody has open."""
    project.close()
    return project.path


@pytest.fixture
def bell(qtbot: QtBot) -> Iterator[Doorbell]:
    bell = Doorbell()
    yield bell
    bell.take_down()


@pytest.fixture
def held(path: Path) -> Iterator[Path]:
    """A project that another window holds; its lock does not mind that this is the same process."""
    lock = ProjectLock(path)
    lock.acquire()
    yield path
    lock.release()


def test_who_rings_is_heard(qtbot: QtBot, bell: Doorbell, held: Path) -> None:
    bell.hang(held)
    with qtbot.waitSignal(bell.rung):
        assert ring(held)


def test_it_rings_every_time(qtbot: QtBot, bell: Doorbell, held: Path) -> None:
    bell.hang(held)
    for _ in range(3):
        with qtbot.waitSignal(bell.rung):
            ring(held)


def test_another_way_to_the_same_file_rings_too(
    qtbot: QtBot, bell: Doorbell, held: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bell.hang(held)
    monkeypatch.chdir(held.parent)
    with qtbot.waitSignal(bell.rung):
        assert ring(Path(held.name))


def test_nobody_hears_where_no_window_has_the_project(bell: Doorbell, held: Path, tmp_path: Path) -> None:
    assert not ring(held)
    assert not ring(tmp_path / "missing.claimdesk")
    bell.hang(held)
    bell.take_down()
    assert not has_window(held)
    assert list(places.state_folder().glob("window-*")) == []


def test_a_bell_that_a_crash_left_behind_is_no_window(bell: Doorbell, path: Path) -> None:
    bell.hang(path)
    assert not ring(path)
    assert not ProjectLock(path).path.exists()


def test_a_window_on_another_computer_cannot_be_rung_at(
    bell: Doorbell, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bell.hang(path)
    lock = ProjectLock(path)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr("annotator.store.lock.host", lambda: "elsewhere")
        lock.acquire()
    kept = lock.path.read_bytes()
    lock.release()
    lock.path.write_bytes(kept)
    assert not ring(path)


def test_without_a_folder_to_write_to_there_is_no_bell_and_no_error(
    bell: Doorbell, held: Path, home: Path
) -> None:
    (home / "xdg_state_home").touch()
    bell.hang(held)
    assert not ring(held)


def test_a_session_listens_as_long_as_its_project_is_open(bench: Workbench, path: Path, qtbot: QtBot) -> None:
    session = Session(bench)
    session.open(path)
    assert has_window(path)
    with qtbot.waitSignal(session.bell.rung):
        assert ring(path)
    session.close()
    assert not has_window(path)
