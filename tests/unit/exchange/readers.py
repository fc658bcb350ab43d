"""What stands in for reading in a process of its own, to see what happens where it fails."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

from annotator.exchange.articles.shape import Wishes


def dying(path: Path, name: str, wishes: Wishes, skip: int) -> Iterator[bytes]:
    """Ends the process over a file called "bad", as a fault in a library would."""
    if name.startswith("bad"):
        os.kill(os.getpid(), signal.SIGKILL)
    yield f"{name} {wishes.encoding} {path.read_bytes().decode()}".encode()


def stumbling(path: Path, name: str, wishes: Wishes, skip: int) -> Iterator[bytes]:
    """Gives five rows, and ends the process over the second and the fourth of a file called "bad"."""
    for number in range(skip, 5):
        if name.startswith("bad") and number in (1, 3):
            os.kill(os.getpid(), signal.SIGKILL)
        yield f"{name} {number}".encode()


def calling(path: Path, name: str, wishes: Wishes, skip: int) -> Iterator[bytes]:
    """Says what becomes of a call to a server."""
    try:
        socket.create_connection(("127.0.0.1", 9), timeout=5).close()
        yield b"connected"
    except OSError as error:
        yield type(error).__name__.encode()


def hanging(path: Path, name: str, wishes: Wishes, skip: int) -> Iterator[bytes]:
    """Never comes back from a file called "bad"."""
    if name.startswith("bad"):
        threading.Event().wait()
    yield from dying(path, name, wishes, skip)
