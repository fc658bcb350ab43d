"""Errors that are told to people. Everything else that is raised is a bug."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar


class ClaimdeskError(Exception):
    """An error whose text a person reads: what happened, what is safe, what to do."""


class Refused(ClaimdeskError):
    """What was asked does not fit the data: the person can ask for something else.

    `ways` names actions of the table that lead on, for those who can show them with their keys. The text
    names no keys, as every person has her own.
    """

    def __init__(self, text: str = "", *, ways: Iterable[str] = ()) -> None:
        super().__init__(text)
        self.ways = tuple(ways)


class Outdated(Refused):
    """What was asked stands on something that is different now, and can't be done as it was meant."""


class Unavailable(ClaimdeskError):
    """Something outside the data is in the way (disk, lock, damaged or newer file): trying again may help.

    `topic` is what it stands in the way of: news of the same topic takes the place of older news.
    """

    topic: ClassVar[str] = "unavailable"


class ArticleUnavailable(Unavailable):
    """One article can't be read; the others may be."""

    topic: ClassVar[str] = "article"


class Cancelled(ClaimdeskError):
    """A person stopped a long job."""

    def __init__(self, text: str = "Stopped. What was finished before stays.") -> None:
        super().__init__(text)
