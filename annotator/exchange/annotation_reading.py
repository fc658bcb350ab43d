"""Reads files with annotations in the process that reads files, within its limits."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Final

from annotator.domain.errors import ClaimdeskError, Refused, Unavailable
from annotator.domain.immutable import immutable
from annotator.domain.work import Job
from annotator.exchange.annotations.file_reading import parts
from annotator.exchange.annotations.files import AnnotationFile
from annotator.exchange.annotations.parts import Part, Request, part_as_json, part_of
from annotator.exchange.annotations.sources import open_source
from annotator.exchange.finding import Source
from annotator.exchange.formats import reader_named
from annotator.exchange.names import printable
from annotator.exchange.reading_process import Answer, Limits, ReadingProcess

LIMITS: Final = Limits(processor=20.0, memory=1024**3)

_NEEDS: Final = f"{LIMITS.memory // 1024**3} GB of memory"
_KEPT: Final = "What was imported before stays."


def parts_as_json(path: Path, name: str, request: Request, _skip: int) -> Iterator[bytes]:
    """What the file, folder or ZIP at `path` holds, for a process of its own; at the end what went wrong."""
    try:
        with open_source(path) as source:
            for part in parts(reader_named(request.format_name), source, request):
                yield part_as_json(part)
    except ClaimdeskError as error:
        yield part_as_json(Part(problem=str(error), is_unfit=isinstance(error, Refused)))
    except MemoryError:
        problem = f"Reading {name} needs more than {_NEEDS}. {_KEPT} Split it."
        yield part_as_json(Part(problem=problem, is_unfit=True))
    except Exception as error:  # noqa: BLE001 - over a hostile file, libraries raise whatever they like
        problem = (
            f"Could not read {name}: the reader of its format failed on it ({type(error).__name__}). {_KEPT} "
            "Export it anew from where it came."
        )
        yield part_as_json(Part(problem=problem, is_unfit=True))


class AnnotationReading:
    """Reads files with annotations in a process of its own, one after the other."""

    def __init__(self, answer: Answer[Request] = parts_as_json, *, limits: Limits = LIMITS) -> None:
        self._process = ReadingProcess(answer, limits=limits)

    def file(self, path: Path, format_name: str) -> AnnotationFile:
        """The file, folder or ZIP at `path`, of which nothing is read yet."""
        return _File(printable(path.name), format_name, path, self._process)

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._process.close()


@immutable
class _File:
    name: str
    format_name: str
    path: Path
    process: ReadingProcess[Request]

    def parts(self, job: Job, request: Request) -> Generator[Part]:
        problem = Part()
        for _, data in self.process.read([Source(self.path, self.name)], job, request):
            part = self._received(data)
            if part.problem:
                # Told once all was heard: whoever asks no further ends the process.
                problem = part
            else:
                yield part
        if problem.problem:
            raise Refused(problem.problem) if problem.is_unfit else Unavailable(problem.problem)

    def _received(self, data: bytes | None) -> Part:
        try:
            if data is not None:
                return part_of(data)
        except ValueError:
            pass
        raise Refused(
            f"Could not read {self.name}: its reader stopped, or would have needed more than "
            f"{LIMITS.processor:.0f} seconds or {_NEEDS}. {_KEPT} Split the file, or export it anew."
        )
