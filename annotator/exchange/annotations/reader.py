"""What a format has to say to be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import ForeignArticle, Measure
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.losses import Losses


class Reader(Protocol):
    @property
    def measure(self) -> Measure | None:
        """What the format's definition says that offsets count; None where files differ: it is found out."""

    def recognises(self, source: AnnotationSource) -> bool:
        """Whether the source is surely of this format. Cheap: looks at names and heads of files only."""

    def articles(self, source: AnnotationSource, job: Job, losses: Losses) -> Iterator[ForeignArticle]:
        """The articles one by one, without holding all of them in memory where the format allows it.

        What can't be taken is counted in `losses`; one bad record does not end the reading where the rest
        can still be understood. Calls `job.check()` now and then. Raises Refused for a file that is not of
        this format or is too large.
        """
