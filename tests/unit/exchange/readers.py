"""What stands in for reading in a process of its own, to see what happens where it fails."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

from annotator.exchange.articles.shape import Wishes


def dying(path: Path, name: str, wishes: Wishes, skip: int) -> Iterator[bytes]:
    """Ends the process over a file called "bad", as a fault in a library would."""
    if name.startswith("bad"):
        os.kill(os.getpid(), signal.SIGKILL)
    yield f"{name} {wishes.encoding} {path.read_bytes().decode()}".encode()


def hanging(path: Path, name: str, wishes: Wishes, skip: int) -> Iterator[bytes]:
    """Never comes back from a file called "bad"."""
    if name.startswith("bad"):
        threading.Event().wait()
    yield from dying(path, name, wishes, skip)
