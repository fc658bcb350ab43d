"""What stands in for reading in a process of its own, to see what happens where it fails."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from annotator.domain.work import Job
from annotator.exchange import annotation_reading
from annotator.exchange.annotation_reading import parts_as_json
from annotator.exchange.annotations.foreign import ForeignArticle, Measure
from annotator.exchange.annotations.parts import Request, Texts
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.articles.shape import Wishes
from annotator.exchange.losses import Losses


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


def ending(path: Path, name: str, request: Request, skip: int) -> Iterator[bytes]:
    """Ends the process over a file called "bad" after it gave what is in it, where texts are asked for."""
    for part in parts_as_json(path, name, request, skip):
        yield part
        if name.startswith("bad") and request.texts is not Texts.NONE and b'"contents"' in part:
            os.kill(os.getpid(), signal.SIGKILL)


def stuck(path: Path, name: str, request: Request, skip: int) -> Iterator[bytes]:
    """Never comes back from a file called "bad"."""
    if name.startswith("bad"):
        threading.Event().wait()
    yield from parts_as_json(path, name, request, skip)


def spinning(path: Path, name: str, request: Request, skip: int) -> Iterator[bytes]:
    """Uses the processor for ever over a file called "bad"."""
    while name.startswith("bad"):
        pass
    yield from parts_as_json(path, name, request, skip)


def talking(path: Path, name: str, request: Request, skip: int) -> Iterator[bytes]:
    """Says of a file called "bad" what no part of a file is."""
    if name.startswith("bad"):
        yield b'{"contents": "all of it"}'
    yield from parts_as_json(path, name, request, skip)


class _Reader:
    """Fails over a file called "greedy.json" for want of memory, over "odd.json" as a library may."""

    measure: Measure | None = None

    def recognises(self, source: AnnotationSource) -> bool:
        return False

    def articles(self, source: AnnotationSource, job: Job, losses: Losses) -> Iterator[ForeignArticle]:
        if source.name == "greedy.json":
            bytearray(3 * 1024**3)
        if source.name == "odd.json":
            raise AttributeError("no text of the file is told")
        yield ForeignArticle("a", "It burns.")


def failing(path: Path, name: str, request: Request, skip: int) -> Iterator[bytes]:
    """Reads as a reader does that fails."""
    with patch.object(annotation_reading, "reader_named", lambda _: _Reader()):
        yield from parts_as_json(path, name, request, skip)
