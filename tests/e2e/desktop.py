"""A desktop of its own for a test: a display without a screen, a window manager, a keyboard, and pictures."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtGui import QImage

from tests.e2e.waiting import wait_until

PROGRAMS: Final = ("Xvfb", "openbox", "xdotool", "setxkbmap", "xprop")

_PARKED: Final = 1
"""How many pixels from the lower right corner the pointer rests."""
_NO_KEYS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
  <desktops><number>1</number></desktops>
  {rules}
</openbox_config>
"""
"""A window manager that takes no key for itself."""
_FILLING: Final = """<applications>
    <application type="normal"><decor>no</decor><maximized>yes</maximized></application>
  </applications>"""


def missing_programs() -> list[str]:
    """What has to be installed before there can be such a desktop."""
    return [program for program in PROGRAMS if shutil.which(program) is None]


class Desktop:
    """Runs from `start` to `stop`; its processes keep their files in `folder`.

    With `filled`, a window other than a dialog has no frame and fills the whole display.
    """

    def __init__(self, folder: Path, *, width: int = 1280, height: int = 800, filled: bool = False) -> None:
        self._folder = folder
        self._filled = filled
        self.width, self.height = width, height
        self.display = ""
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Start the display on a free number, and the window manager on it."""
        reader, writer = os.pipe()
        screen = f"{self.width}x{self.height}x24"
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", screen, "-fbdir", str(self._folder)]
        self._launch([*command, "-nolisten", "tcp", "-noreset"], pass_fds=(writer,))
        os.close(writer)
        with open(reader, encoding="ascii") as answer:
            self.display = f":{answer.readline().strip()}"
        config = self._folder / "openbox.xml"
        config.write_text(_NO_KEYS.format(rules=_FILLING if self._filled else ""), encoding="utf-8")
        self._launch(["openbox", "--config-file", str(config)])
        wait_until(lambda: "window id" in self.ask("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"), "openbox")
        self.park_pointer()

    def stop(self) -> None:
        """End what was started here, the last first."""
        for process in reversed(self._processes):
            process.terminate()
            process.wait()
        self._processes.clear()

    def __enter__(self) -> Desktop:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def environment(self) -> dict[str, str]:
        """For programs that shall show their windows here."""
        plain = {name: value for name, value in os.environ.items() if name != "WAYLAND_DISPLAY"}
        return plain | {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}

    def ask(self, *command: str) -> str:
        """What a program of the desktop answers; "" where it has nothing to say."""
        answer = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        return answer.stdout.strip()

    def press(self, *chords: str, delay: int = 8) -> None:
        """Press chords as xdotool names them, `delay` milliseconds after each; "10" is a key by its code."""
        subprocess.run(
            ["xdotool", "key", "--delay", str(delay), *chords], env=self.environment, check=True, timeout=60
        )

    def type(self, text: str, *, delay: int = 8) -> None:
        """Type characters, `delay` milliseconds after each."""
        subprocess.run(
            ["xdotool", "type", "--delay", str(delay), "--", text],
            env=self.environment,
            check=True,
            timeout=60,
        )

    def set_layout(self, layout: str) -> None:
        """Put a keyboard of this layout in place of the present one."""
        subprocess.run(["setxkbmap", layout], env=self.environment, check=True, timeout=20)

    def park_pointer(self) -> None:
        """Put the pointer where it is over nothing."""
        self.ask("xdotool", "mousemove", str(self.width - _PARKED), str(self.height - _PARKED))

    @property
    def is_pointer_parked(self) -> bool:
        place = dict(
            line.split("=") for line in self.ask("xdotool", "getmouselocation", "--shell").splitlines()
        )
        parked = (str(self.width - _PARKED), str(self.height - _PARKED))
        return (place["X"], place["Y"]) == parked

    def active_title(self) -> str:
        """The title of the window that has the keyboard; "" where none has."""
        return self.ask("xdotool", "getactivewindow", "getwindowname")

    def pixels(self) -> bytes:
        """What is painted now, to be compared."""
        _, _, data = self._frame()
        return data

    def still_pixels(self, *, seconds: float = 0.15) -> bytes:
        """What is painted once it has not changed for so long."""
        last, since = self.pixels(), time.monotonic()

        def is_still() -> bool:
            nonlocal last, since
            now = self.pixels()
            if now != last:
                last, since = now, time.monotonic()
            return time.monotonic() - since >= seconds

        wait_until(is_still, "a picture that stays")
        return last

    def picture(self) -> QImage:
        """What is painted now."""
        width, height, data = self._frame()
        return QImage(data, width, height, len(data) // height, QImage.Format.Format_RGB32).copy()

    def _frame(self) -> tuple[int, int, bytes]:
        """Width, height and rows of 32-bit pixels: the display keeps its screen in an XWD file."""
        content = (self._folder / "Xvfb_screen0").read_bytes()
        header = struct.unpack(">25I", content[:100])
        header_size, width, height, line, colours = header[0], header[4], header[5], header[12], header[19]
        start = header_size + colours * 12
        return width, height, content[start : start + line * height]

    def _launch(self, command: list[str], *, pass_fds: tuple[int, ...] = ()) -> None:
        environment = dict(os.environ) | ({"DISPLAY": self.display} if self.display else {})
        log = (self._folder / f"{command[0]}.log").open("wb")
        with log:
            self._processes.append(
                subprocess.Popen(command, env=environment, stdout=log, stderr=log, pass_fds=pass_fds)
            )
