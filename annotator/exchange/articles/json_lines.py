"""One JSON object a line, gone through line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable
from annotator.exchange.articles.columns import SAMPLE_SIZE, Outline, Record, items_of, outline_of
from annotator.exchange.articles.json_records import field_names, field_text, parsed
from annotator.exchange.articles.lines import encoding_of, opened_lines, waiting_for_encoding
from annotator.exchange.articles.shape import Item, Wishes
from annotator.exchange.articles.snapshot import Snapshot
from annotator.exchange.decoding import Found

_LOOKED_AT: Final = 1_000
"""Lines at the beginning in which an object has to be."""


def items(source: Snapshot, wishes: Wishes) -> Iterator[Item]:
    """Each line. One that is broken fails alone."""
    decoded = encoding_of(source, wishes.encoding)
    if decoded.found is Found.DETECTED:
        yield from waiting_for_encoding(decoded)
        return
    yield from items_of(_records(source, decoded.encoding), wishes)


def outline(source: Snapshot, wishes: Wishes) -> Outline:
    """The fields, for a person to choose from."""
    return outline_of(_records(source, encoding_of(source, wishes.encoding).encoding), wishes)


@immutable
class LineRecords:
    """The lines that are not empty; `count` is the number of all lines."""

    source: Snapshot
    encoding: str
    names: Sequence[str]
    count: int

    def each(self) -> Iterator[Record]:
        with opened_lines(self.source, self.encoding) as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _record(line, number, number / self.count)


def _record(line: str, number: int, share: float) -> Record:
    place = f"#line {number}"
    try:
        found = parsed(line)
    except Refused as error:
        return Record(place, _nothing, share, str(error))
    return Record(place, partial(field_text, found), share)


def _nothing(name: str) -> str:
    return ""


def _records(source: Snapshot, encoding: str) -> LineRecords:
    """The file, once all its lines were seen not to be too long."""
    with opened_lines(source, encoding) as lines:
        count = sum(1 for _ in lines)
    with opened_lines(source, encoding) as lines:
        objects = list(islice(_objects(islice(lines, _LOOKED_AT)), SAMPLE_SIZE))
    if not objects:
        raise Refused("None of its first lines is a JSON object. Nothing was imported.")
    return LineRecords(source, encoding, field_names(objects), max(count, 1))


def _objects(lines: Iterator[str]) -> Iterator[object]:
    for line in lines:
        try:
            found = parsed(line)
        except Refused:
            continue
        if isinstance(found, dict):
            yield found
