"""What a crafted file is, and what has to become of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Crafted:
    """A file that is made to do harm, or looks so.

    Args:
        number: that of the fault in the list that the tests follow, such as "I7".
        what: what is wrong with it, in words.
        name: what the file is called.
        make: its bytes.
        added: how many articles have to come of it.
        failed: how many things in it have to be refused.
        skipped: how many have to be left out.
        says: what the reasons have to say, in any order.
        holds: words that the articles have to hold.
        is_slow: whether reading it takes so long that only the long form does it.
    """

    number: str
    what: str
    name: str
    make: Callable[[], bytes]
    added: int = 0
    failed: int = 0
    skipped: int = 0
    says: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    is_slow: bool = False

    def __str__(self) -> str:
        return f"{self.number} {self.what} ({self.name})"
