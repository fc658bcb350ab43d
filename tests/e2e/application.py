"""Claimdesk as a person runs it: a process of its own on a desktop, moved by keys alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Final

from tests.e2e.desktop import Desktop
from tests.e2e.waiting import wait_until

_REPOSITORY: Final = Path(__file__).resolve().parents[2]
_SETTLED: Final = 0.35
"""Seconds: the panes come a moment after the text, and are not what a key paints. A cursor blinks later."""
_AT_REST: Final = 3
"""Ticks of the processor that a window takes in that time at most when it has nothing left to do."""


def claimdesk(*arguments: str | Path) -> str:
    """Run a command that opens no window, and return what it prints."""
    command = [sys.executable, "-m", "annotator", *map(str, arguments)]
    done = subprocess.run(command, cwd=_REPOSITORY, capture_output=True, text=True, check=True, timeout=60)
    return done.stdout


class Application:
    """A running window. `presses` counts every key that was pressed, held ones such as Shift too."""

    def __init__(self, desktop: Desktop, folder: Path, *arguments: str | Path) -> None:
        self._desktop = desktop
        self._folder = folder
        self.presses = 0
        with (folder / "claimdesk.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "annotator", *map(str, arguments)],
                cwd=_REPOSITORY,
                env=desktop.environment,
                stdout=log,
                stderr=log,
            )

    def __enter__(self) -> Application:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            picture = self._folder / "failed.png"
            self._desktop.picture().save(str(picture))
            error.add_note(f"The window looked like {picture} and printed:\n{self._printed()}")
        self.kill()

    def wait_for(self, title: str) -> None:
        """Wait until a window whose title holds `title` has the keyboard and is painted, as a person does."""

        def is_there() -> bool:
            if self._process.poll() is not None:
                raise AssertionError(f"It ended with {self._process.returncode}:\n{self._printed()}")
            return title in self._desktop.active_title()

        wait_until(is_there, f"a window called {title!r}")
        wait_until(self._is_at_rest, f"a window called {title!r} that has come to rest")

    def press(self, *chords: str) -> None:
        """Press chords as xdotool names them, such as "ctrl+shift+Left"."""
        self.presses += sum(chord.count("+") + 1 for chord in chords)
        self._desktop.press(*chords)

    def type(self, text: str) -> None:
        """Type characters."""
        self.presses += len(text)
        self._desktop.type(text)

    def press_and_see(self, *chords: str) -> None:
        """Press chords, and wait for the first thing that is painted after them, in the upper half.

        At the bottom a line that was shown before may go away at any time.
        """
        before = _upper_half(self._desktop.still_pixels())
        self.press(*chords)
        wait_until(lambda: _upper_half(self._desktop.pixels()) != before, f"something painted after {chords}")

    def sit_down(self) -> None:
        """Take the name that is offered when a project asks who annotates."""
        self.wait_for("Who Is Annotating?")
        self.press("Return")

    def quit(self) -> None:
        """Close the window with its key, and wait until the process has ended well."""
        self.press("ctrl+q")
        assert self._process.wait(20) == 0, self._printed()
        assert "Traceback" not in self._printed()

    def kill(self) -> None:
        """End the process at once, as a power cut does."""
        self._process.kill()
        self._process.wait()
        wait_until(lambda: not self._desktop.active_title(), "a desktop without a window")

    def _is_at_rest(self) -> bool:
        """Whether it painted and did nothing for a while: where others are at work, panes come much later."""
        before = self._ticks()
        self._desktop.still_pixels(seconds=_SETTLED)
        return self._ticks() - before <= _AT_REST

    def _ticks(self) -> int:
        """How long it was on the processor, itself and for what it asked of the system."""
        stat = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8")
        user, system = stat.rpartition(")")[2].split()[11:13]
        return int(user) + int(system)

    def _printed(self) -> str:
        return (self._folder / "claimdesk.log").read_text(encoding="utf-8", errors="replace")


def _upper_half(pixels: bytes) -> bytes:
    return pixels[: len(pixels) // 2]
