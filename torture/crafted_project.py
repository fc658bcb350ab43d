"""What a crafted project is, and what may come of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

Make = Callable[[Path], object]


class Verdict(StrEnum):
    """What has to come of a project, or came of it: the last two never may."""

    REFUSED = "refused"
    FOUND = "found by the check"
    SAME = "opened and the same"
    OTHER = "OPENED WITH OTHER DATA"
    BUG = "BUG"


@dataclass(frozen=True, slots=True)
class CraftedProject:
    """`make` changes a sound project where it lies. `says` is part of the refusal or of what check says."""

    number: str
    what: str
    make: Make
    verdict: Verdict
    says: str = ""

    def __str__(self) -> str:
        return f"{self.number} {self.what}"
