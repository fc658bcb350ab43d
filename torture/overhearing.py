"""Hears every file that a process opens and every socket that it asks for, and writes down the strangers.

Installed in each process at its start, before anything of ours is loaded, and never taken off again.
"""

from __future__ import annotations

import inspect
import os
import socket
import sys
from collections.abc import Sequence
from typing import Final

LOG: Final = "CLAIMDESK_OVERHEARD"
"""The variable that names the file to write to."""
ALLOWED: Final = "CLAIMDESK_ALLOWED"
"""The variable that names the folders and files that may be opened."""
BEGUN: Final = "begun"
_MOST_CALLERS: Final = 8
_SOCKETS: Final = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.sendto")
_CALLS: Final = (
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "subprocess.Popen",
    "webbrowser.open",
    "urllib.Request",
)
_PATHS: Final = (
    "open",
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.truncate",
)


def listen() -> None:
    """Write every stranger to the log that the environment names, one a line."""
    log = os.open(os.environ[LOG], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    allowed = tuple(map(os.path.realpath, os.environ[ALLOWED].split(os.pathsep)))

    def hear(event: str, arguments: Sequence[object]) -> None:
        if said := _stranger(event, arguments, allowed):
            os.write(log, f"{said} from {_callers()}\n".encode(errors="replace"))

    os.write(log, f"{BEGUN} {os.getpid()}\n".encode())
    sys.addaudithook(hear)


def _callers() -> str:
    """The innermost places in the code that led here."""
    frame, found = inspect.currentframe(), list[str]()
    while frame is not None and len(found) < _MOST_CALLERS:
        frame = frame.f_back
        if frame is not None and frame.f_code.co_filename != __file__:
            found.append(f"{os.path.basename(frame.f_code.co_filename)}:{frame.f_lineno}")
    return " < ".join(found)


def _stranger(event: str, arguments: Sequence[object], allowed: tuple[str, ...]) -> str:
    """What is told of an event; "" of one that may be."""
    if event == "socket.__new__":
        return "" if arguments[1] == socket.AF_UNIX else f"{event} {arguments[1:]}"
    if event in _SOCKETS or event in _CALLS:
        return f"{event} {arguments!r}"[:300]
    if event not in _PATHS:
        return ""
    path = arguments[0]
    if not isinstance(path, str | bytes) or not path:
        return ""
    real = os.path.realpath(os.fsdecode(path))
    is_known = any(real == each or real.startswith(f"{each}{os.sep}") for each in allowed)
    return "" if is_known else f"{event} {real}"
