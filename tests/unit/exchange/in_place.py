"""A file with annotations read in the process of the test, by way of what would go through the pipe."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from annotator.domain.work import Job
from annotator.exchange.annotations.file_reading import parts
from annotator.exchange.annotations.parts import Part, Request, part_as_json, part_of
from annotator.exchange.annotations.reader import Reader
from annotator.exchange.annotations.sources import AnnotationSource


@dataclass(frozen=True, slots=True)
class InPlace:
    reader: Reader
    source: AnnotationSource
    format_name: str

    @property
    def name(self) -> str:
        return self.source.name

    def parts(self, job: Job, request: Request) -> Generator[Part]:
        for part in parts(self.reader, self.source, request):
            yield part_of(part_as_json(part))
