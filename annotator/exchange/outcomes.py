"""What became of each thing that was to be imported."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from annotator.domain.immutable import immutable
from annotator.exchange.decoding import Candidate


class Status(StrEnum):
    ADDED = "added"
    DUPLICATE = "duplicate"
    SKIPPED = "skipped"
    FAILED = "failed"


class NearDuplicates(StrEnum):
    """What becomes of an article that is much like another; one with the same text is never added."""

    KEEP = "keep"
    SKIP = "skip"


@immutable
class Outcome:
    """`name` is the file as the person knows it, `reason` a sentence about it or more.

    A file that failed because its encoding is not certain has `candidates`, best first: it can be imported
    again from `path` once the person has chosen one.
    """

    name: str
    status: Status
    reason: str = ""
    path: Path | None = None
    candidates: tuple[Candidate, ...] = ()


@immutable
class ImportReport:
    """How many were added, were there already, were skipped, failed, and were not reached when stopped.

    They add up to what was given: articles, save for the files that were not reached, which may hold many.
    `resembling` of those added are much like another. `remarks` holds those that there is something to say
    of: every one that was not added, and those whose text was changed when it was made uniform.
    """

    added: int = 0
    duplicates: int = 0
    skipped: int = 0
    failed: int = 0
    not_reached: int = 0
    resembling: int = 0
    is_cancelled: bool = False
    first_article_id: str = ""
    remarks: tuple[Outcome, ...] = ()

    @property
    def given(self) -> int:
        return self.added + self.duplicates + self.skipped + self.failed + self.not_reached

    @property
    def calls_for_backup(self) -> bool:
        """Whether so much came in that a copy of the project is due, from the window or the command line."""
        return self.added > 1

    @property
    def unsure(self) -> tuple[Outcome, ...]:
        """The files whose encoding a person has to choose."""
        return tuple(remark for remark in self.remarks if remark.candidates)
