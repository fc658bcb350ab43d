"""What long work says to whoever waits for it."""

from __future__ import annotations

from typing import Final, Protocol


class Job(Protocol):
    """Told by long work between two parts of it."""

    def step(self, done: int, total: int, text: str = "") -> None:
        """`done` of `total` parts are finished (`total` 0: not known); `text` names what is next."""

    def check(self) -> None:
        """Raises Cancelled when the person has stopped the work."""


class Unwatched:
    """A job that nobody waits for."""

    def step(self, done: int, total: int, text: str = "") -> None:
        pass

    def check(self) -> None:
        pass


UNWATCHED: Final = Unwatched()
