"""Does an operation on fresh ground while something hinders it, and tells what is wrong with what came."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeAlias

from annotator.domain.errors import ClaimdeskError
from torture.homes import data_in
from torture.operations import OPERATIONS, Operation, State, sound

Hindered: TypeAlias = Callable[[Path], AbstractContextManager[None]]
"""Given the folder of the ground, hinders what happens in the block."""

_NOT_FOR_PEOPLE = re.compile(r"Traceback|Errno|sqlite3|\.part\b|Error\b|SQLITE")


class Ground:
    """The ground of one operation, made once and copied to `place` for each attempt.

    `before` and `after` are its states without and with the operation, where nothing hinders it.
    """

    def __init__(self, name: str, folder: Path, place: Path, unhindered: Hindered) -> None:
        self._operation: Operation = OPERATIONS[name]
        self._ground, self._place = folder / "ground", place
        self._ground.mkdir(parents=True)
        self.was_told = False
        with data_in(self._ground / "home"):
            self._operation.prepare(self._ground)
        self._renew()
        with data_in(place / "home"):
            self.before = self._operation.state(place)
            with unhindered(place):
                self._operation.act(place)
            self.after = self._operation.state(place)
        self.clear()

    def faults(self, hindered: Hindered, *, is_tidy: bool = True) -> Iterator[str]:
        """What is wrong with what came of an attempt: nothing, unless the program has a fault.

        Where not `is_tidy`, nobody can take away what is left over.
        """
        self._renew()
        place, told = self._place, ""
        with data_in(place / "home"):
            try:
                with hindered(place):
                    self._operation.act(place)
            except ClaimdeskError as error:
                told = str(error)
                if ". " not in told or _NOT_FOR_PEOPLE.search(told):
                    yield f"not in a person's words: {told}"
            except Exception as error:  # noqa: BLE001 - whatever else is raised is a fault, and counted
                yield f"{type(error).__name__}: {error}"
            found = self._state()
            if found not in (self.before, self.after):
                yield f"neither before nor after: {found}"
            if not told and found == self.before != self.after:
                yield "nothing was done, and nobody was told"
            yield from self._again(is_tidy=is_tidy)
        self.was_told = bool(told)
        self.clear()

    def clear(self) -> None:
        """Leave nothing at the place."""
        shutil.rmtree(self._place, ignore_errors=True)

    def _again(self, *, is_tidy: bool) -> Iterator[str]:
        """What is wrong with the same operation when nothing hinders it any more."""
        try:
            self._operation.act(self._place)
            found = self._state()
            if found != self.after:
                yield f"doing it again does not help: {found}"
            yield from (wrong for wrong in sound(self._place) if is_tidy or "left behind" not in wrong)
        except Exception as error:  # noqa: BLE001 - whatever is raised is a fault, and counted
            yield f"afterwards {type(error).__name__}: {error}"

    def _state(self) -> State:
        try:
            return self._operation.state(self._place)
        except Exception as error:  # noqa: BLE001 - a state that can't be told is neither before nor after
            return f"{type(error).__name__}: {error}"

    def _renew(self) -> None:
        self.clear()
        shutil.copytree(self._ground, self._place)
