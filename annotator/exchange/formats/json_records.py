"""The records of files of JSON: one after the other, in lines or not, or the items of one array."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.work import Job
from annotator.exchange.annotations.json_values import chunks, json_values
from annotator.exchange.annotations.sources import AnnotationSource

_OURS: Final = (".export.json", ".schema.json")
"""What Claimdesk puts beside a data set."""


def json_files(source: AnnotationSource, suffixes: tuple[str, ...]) -> tuple[str, ...]:
    """The file, whatever its name, or those of several that have one of the suffixes."""
    names = source.files()
    if len(names) == 1:
        return names
    return tuple(name for name in names if name.lower().endswith(suffixes) and not name.endswith(_OURS))


def json_records(
    source: AnnotationSource, job: Job, suffixes: tuple[str, ...]
) -> Iterator[tuple[str, object]]:
    """Each record of the `json_files`, with the name of its file and its number, as in "data.json, 3".

    Raises Refused where there is no such file, and as `json_values` does.
    """
    names = json_files(source, suffixes)
    if not names:
        raise Refused(
            f"{source.name} holds no file of {' or '.join(suffixes)}. Nothing was imported. "
            "Choose another one."
        )
    for name in names:
        with source.open(name) as file:
            for number, value in enumerate(json_values(chunks(file), name), 1):
                job.check()
                yield f"{name}, {number}", value
