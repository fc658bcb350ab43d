"""What every test stands on: one plain look, a home of its own, no network, and nothing left running."""

from __future__ import annotations

import gc
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Before anything makes a QApplication; a test run that should be seen sets another platform.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from tests import leftovers

_MEMORY = Path("/dev/shm")
_ROOM = 4 << 30
"""Bytes that have to be free there; a run needs a tenth."""


def _stay_in_memory() -> None:
    """Put what tests write where nobody waits for a disk, unless somebody said where it goes.

    That a project does wait for its disk is seen in what it asks of the system, and in the campaign `power`.
    """
    if "TMPDIR" not in os.environ and os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = str(_MEMORY)


_stay_in_memory()

# Some hundred processes are started, which would each compile the same modules again.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("CLAIMDESK_SHARED", REPOSITORY.parent / "shared"))
FONT = "DejaVu Sans"

# On how many cases each property is tried: a long look has CLAIMDESK_EXAMPLES=2000. No time is a failure.
_EXAMPLES = int(os.environ.get("CLAIMDESK_EXAMPLES", "40"))
settings.register_profile("claimdesk", max_examples=_EXAMPLES, deadline=None)
settings.load_profile("claimdesk")

_HAS_FAILED = pytest.StashKey[bool]()


class _Strangers:
    """Whether other people's tools are at work, whose code is not ours to judge."""

    at_work = False


_STRANGERS = _Strangers()


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """Fail the test that asks for a socket of the Internet; a broad `except` does not hide it."""
    if _STRANGERS.at_work:
        return
    is_socket = event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6)
    if is_socket or event == "socket.getaddrinfo":
        pytest.fail("Claimdesk has no network code, and this test opened a socket.")


# A hook cannot be taken off again, which is what we want.
sys.addaudithook(_refuse_network)


def pytest_collection_finish() -> None:
    """Leave out of later searches for leftovers what is there before the first test."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember that a test failed: its traceback keeps alive what the test would have let go."""
    report = yield
    item.stash[_HAS_FAILED] = item.stash.get(_HAS_FAILED, False) or call.excinfo is not None
    return report


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real articles and other tools' files, which is not part of the project."""
    if not SHARED.is_dir():
        pytest.skip(f"no folder of shared data at {SHARED}; name one in CLAIMDESK_SHARED")
    return SHARED


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application, in the style and font that the pictures in `tests/snapshots` were made with."""
    qapp.setStyle("Fusion")
    if FONT in QFontDatabase.families():
        qapp.setFont(QFont(FONT, 10))
    return qapp


@pytest.fixture(scope="session")
def _homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def home(_homes: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder: no test reads or writes the settings of the person who runs it."""
    folder = Path(tempfile.mkdtemp(dir=_homes))
    for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(folder))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(folder / name.lower()))
    return folder


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """An empty disk of 2 MB that only a privileged user can make."""
    folder = tmp_path / "disk"
    folder.mkdir()
    try:
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], check=True, capture_output=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture(autouse=True)
def _strangers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let other tools do as they please in tests that are marked so; what fetches models is told not to."""
    is_theirs = request.node.get_closest_marker("consumer") is not None
    if is_theirs:
        monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    _STRANGERS.at_work = is_theirs
    yield
    _STRANGERS.at_work = False


@pytest.fixture(autouse=True)
def _nothing_left_running(request: pytest.FixtureRequest, _strangers: None) -> Iterator[None]:
    """Fail a test that leaves a thread, an active timer or a window, and name what it left."""
    if _STRANGERS.at_work:
        yield
        return
    uses_qt = "qapp" in request.fixturenames
    if uses_qt:
        request.getfixturevalue("qapp")

    def running() -> list[leftovers.Leftover]:
        return leftovers.python_threads() + (leftovers.qt_things() if uses_qt else [])

    before = running()
    yield
    if request.node.stash.get(_HAS_FAILED, False):
        return
    left = leftovers.added(before, running())
    if left and uses_qt:
        leftovers.settle()
        left = leftovers.added(before, running())
    if left:
        pytest.fail("The test left behind:\n  " + "\n  ".join(left), pytrace=False)


@pytest.fixture(autouse=True, scope="module")
def _settled() -> Iterator[None]:
    """Leave out of later searches what the tests of a file loaded and keep: they would walk ever more."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _same_look(request: pytest.FixtureRequest) -> Iterator[None]:
    """Give the next test the palette, font and direction that this one may have changed."""
    if "qapp" not in request.fixturenames:
        yield
        return
    application: QApplication = request.getfixturevalue("qapp")
    palette, font = application.palette(), application.font()
    sheet, direction = application.styleSheet(), application.layoutDirection()
    yield
    if application.styleSheet() != sheet:
        application.setStyleSheet(sheet)
    if application.palette() != palette:
        application.setPalette(palette)
    if application.font() != font:
        application.setFont(font)
    if application.layoutDirection() != direction:
        application.setLayoutDirection(direction)
