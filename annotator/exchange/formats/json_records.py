"""The records of files of JSON: one after the other, in lines or not, or the items of one array."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.domain.errors import Refused
from annotator.domain.work import Job
from annotator.exchange.annotations.json_values import chunks, json_values
from annotator.exchange.annotations.sources import AnnotationSource


def json_records(
    source: AnnotationSource, job: Job, suffixes: tuple[str, ...]
) -> Iterator[tuple[str, object]]:
    """Each record with the name of its file and its number, from 1, as in "data.json, 3".

    Of several files only those with one of the suffixes are read. Raises Refused where there is none, and as
    `json_values` does.
    """
    names = source.files()
    if len(names) > 1:
        names = tuple(name for name in names if name.lower().endswith(suffixes))
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
