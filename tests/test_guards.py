"""The guards of `conftest.py` see what they are there for."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from tests import leftovers


def test_a_socket_of_the_internet_is_refused_through_a_broad_except() -> None:
    with pytest.raises(pytest.fail.Exception, match="no network code"):
        _swallow_errors()


def _swallow_errors() -> None:
    try:
        socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    except Exception:  # noqa: BLE001 - the point of the test
        return


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="worker processes use other pipes here")
def test_the_pipes_of_worker_processes_are_allowed() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(b"x")
        assert theirs.recv(1) == b"x"


def test_home_is_an_empty_folder_of_the_test(home: Path) -> None:
    assert Path.home() == home
    assert Path(os.environ["XDG_CONFIG_HOME"]).is_relative_to(home)
    assert list(home.iterdir()) == []


@pytest.mark.usefixtures("qapp")
def test_an_active_timer_is_named_with_its_owner() -> None:
    before = leftovers.qt_things()
    owner = QWidget()
    owner.setObjectName("pane")
    timer = QTimer(owner, interval=70_000)
    timer.start()
    assert "timer QWidget('pane') > QTimer of 70000 ms is still active" in _added_since(before)
    timer.stop()
    assert not any("timer" in name for name in _added_since(before))


@pytest.mark.usefixtures("qapp")
def test_a_window_that_nobody_closed_is_named() -> None:
    before = leftovers.qt_things()
    window = QWidget()
    window.setObjectName("forgotten")
    assert _added_since(before) == ["window QWidget('forgotten') is still there"]
    window.deleteLater()
    leftovers.settle()
    assert _added_since(before) == []


def test_a_running_thread_of_qt_is_named(qapp: QApplication) -> None:
    before = leftovers.qt_things()
    thread = QThread(qapp)
    thread.setObjectName("import")
    thread.start()
    assert any("QThread('import') still runs" in name for name in _added_since(before))
    thread.quit()
    assert thread.wait(5_000)
    assert _added_since(before) == []
    thread.deleteLater()


def test_a_running_thread_of_python_is_named() -> None:
    before = leftovers.python_threads()
    done = threading.Event()
    thread = threading.Thread(target=done.wait, name="reader")
    thread.start()
    assert leftovers.added(before, leftovers.python_threads()) == ["thread 'reader' still runs"]
    done.set()
    thread.join()


def _added_since(before: list[leftovers.Leftover]) -> list[str]:
    return leftovers.added(before, leftovers.qt_things())
