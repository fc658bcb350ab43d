"""What stands in for reading in a process of its own, to see what happens where it fails."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path


def dying(path: Path, name: str, encoding: str | None) -> bytes:
    """Ends the process over a file called "bad", as a fault in a library would."""
    if name.startswith("bad"):
        os.kill(os.getpid(), signal.SIGKILL)
    return f"{name} {encoding} {path.read_bytes().decode()}".encode()


def hanging(path: Path, name: str, encoding: str | None) -> bytes:
    """Never comes back from a file called "bad"."""
    if name.startswith("bad"):
        threading.Event().wait()
    return dying(path, name, encoding)
