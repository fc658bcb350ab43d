"""A display for real windows, and the processes that show them."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_SIZE: Final = "1280x800x24"
_SECONDS: Final = 20.0


@contextmanager
def display(folder: Path) -> Iterator[Mapping[str, str]]:
    """The environment for a process with windows, whose settings and data lie in `folder`.

    It shows them where DISPLAY says, else on an Xvfb with openbox of its own, which ends with the block.
    Where there is neither, Qt paints into memory, and that is said.
    """
    rooms = {f"XDG_{room}_HOME": str(folder / room.lower()) for room in ("CONFIG", "DATA", "STATE")}
    # Compiled once, as installed packages are; an environment may say that nothing is to be kept.
    environment = {**os.environ, **rooms, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if os.environ.get("DISPLAY"):
        yield environment
    elif not (shutil.which("Xvfb") and shutil.which("openbox")):
        print("There is no display and no Xvfb with openbox: windows are painted offscreen.", flush=True)
        yield {**environment, "QT_QPA_PLATFORM": "offscreen"}
    else:
        with _server() as name:
            yield {**environment, "DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}


def numbers(module: str, *arguments: str | Path, environment: Mapping[str, str]) -> dict[str, list[float]]:
    """What a module prints as JSON when it is run in a process of its own: lists of milliseconds by name."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    result: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return result


@contextmanager
def _server() -> Iterator[str]:
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", _SIZE, "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    try:
        name = ":" + _line(reader)
        manager = subprocess.Popen(
            ["openbox"],
            env={**os.environ, "DISPLAY": name},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for_manager(name)
            yield name
        finally:
            manager.terminate()
            manager.wait()
    finally:
        os.close(reader)
        server.terminate()
        server.wait()


def _line(reader: int) -> str:
    if not select.select([reader], [], [], _SECONDS)[0]:
        raise TimeoutError("Xvfb did not start")
    return os.read(reader, 20).decode().strip()


def _wait_for_manager(name: str) -> None:
    """Until a window manager says that it is there; without `xprop` to ask, a second."""
    if not shutil.which("xprop"):
        time.sleep(1)
        return
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        asked = ["xprop", "-display", name, "-root", "_NET_SUPPORTING_WM_CHECK"]
        if "window id" in subprocess.run(asked, capture_output=True, text=True, check=False).stdout:
            return
        time.sleep(0.05)
    raise TimeoutError("openbox did not start")
