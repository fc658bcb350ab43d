"""Files with annotations as a window sees them: a checked part at a time, wherever they are read."""

from __future__ import annotations

from collections.abc import Generator
from typing import Protocol

from annotator.domain.work import Job
from annotator.exchange.annotations.parts import Part, Request


class AnnotationFile(Protocol):
    """A file, a folder or a ZIP of one format."""

    @property
    def name(self) -> str: ...

    @property
    def format_name(self) -> str: ...

    def parts(self, job: Job, request: Request) -> Generator[Part]:
        """What is in the file, gone through from its start.

        Raises Cancelled at once where the person has stopped the work, Refused for a file that is not of its
        format, is too large or stops its reader, and Unavailable where it can't be read or is changed.
        """
