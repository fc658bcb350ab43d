"""Tables in text files, one article a row, as CSV and TSV."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable
from annotator.exchange.articles.columns import Outline, Record, items_of, outline_of
from annotator.exchange.articles.limits import LONGEST_TEXT, MOST_COLUMNS
from annotator.exchange.articles.lines import encoding_of, opened_lines, waiting_for_encoding
from annotator.exchange.articles.shape import Item, Wishes
from annotator.exchange.articles.snapshot import Snapshot
from annotator.exchange.decoding import Found

_DELIMITERS: Final = ",;\t|"
_QUOTED: Final = re.compile(r'"[^"]*"')
_SAYS_DELIMITER: Final = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_LARGEST_HEADER: Final = 1_000_000


def items(source: Snapshot, wishes: Wishes) -> Iterator[Item]:
    """The rows. The whole file is gone through beforehand, so that nothing comes in of one that is broken."""
    decoded = encoding_of(source, wishes.encoding)
    if decoded.found is Found.DETECTED:
        yield from waiting_for_encoding(decoded)
        return
    yield from items_of(_checked(source, decoded.encoding), wishes)


def outline(source: Snapshot, wishes: Wishes) -> Outline:
    """The columns, for a person to choose from."""
    decoded = encoding_of(source, wishes.encoding)
    return outline_of(_checked(source, decoded.encoding), wishes)


@immutable
class TableRecords:
    """The rows under the header. `count` is their number, `lead` that of lines above the header."""

    source: Snapshot
    encoding: str
    delimiter: str
    quoting: int
    lead: int
    names: Sequence[str]
    count: int

    def each(self) -> Iterator[Record]:
        positions = {name: position for position, name in reversed(list(enumerate(self.names)))}
        rows = _rows(self.source, self.encoding, self.delimiter, self.quoting, lead=self.lead, strict=False)
        next(rows, None)
        for number, row in enumerate(rows, start=2):
            if row:
                yield record_of(row, positions, f"#row {number}", (number - 1) / self.count)


def record_of(row: Sequence[str], positions: dict[str, int], place: str, share: float) -> Record:
    """A row whose cells are known by the names of their columns."""

    def value(name: str) -> str:
        position = positions[name]
        return row[position] if position < len(row) else ""

    return Record(place, value, share)


def header(row: Sequence[str]) -> list[str]:
    """The names of the columns in the first row, or their letters where a name is missing. Raises Refused."""
    if len(row) > MOST_COLUMNS:
        raise Refused(f"It has more than {MOST_COLUMNS:,} columns. Nothing was imported.")
    if not any(name.strip() for name in row):
        raise Refused("Its first row is empty. Nothing was imported. The first row has to name the columns.")
    return [name.strip() or f"column {number}" for number, name in enumerate(row, start=1)]


def _checked(source: Snapshot, encoding: str) -> TableRecords:
    """The table, once all of it was seen to be one. Raises Refused."""
    with opened_lines(source, encoding) as lines:
        delimiter, lead = delimiter_of(lines)
    names, count, quoting = _look_through(source, encoding, delimiter, lead)
    return TableRecords(source, encoding, delimiter, quoting, lead, header(names), max(count - 1, 1))


def _look_through(source: Snapshot, encoding: str, delimiter: str, lead: int) -> tuple[list[str], int, int]:
    """The first row, how many there are, and whether quotation marks enclose cells or are only words."""
    try:
        return (
            *_count(_rows(source, encoding, delimiter, csv.QUOTE_MINIMAL, lead=lead, strict=True)),
            csv.QUOTE_MINIMAL,
        )
    except _Unclosed as error:
        if delimiter != "\t":
            raise Refused(
                f"A quotation mark after row {error.row:,} is never closed. Nothing was imported. "
                "Close it, or save the table again."
            ) from error
    except csv.Error:
        if delimiter != "\t":
            rows = _rows(source, encoding, delimiter, csv.QUOTE_MINIMAL, lead=lead, strict=False)
            return (*_count(rows), csv.QUOTE_MINIMAL)
    # Few programs that write tabs enclose cells, and then a quotation mark is only that.
    return (
        *_count(_rows(source, encoding, delimiter, csv.QUOTE_NONE, lead=lead, strict=False)),
        csv.QUOTE_NONE,
    )


class _Unclosed(csv.Error):
    def __init__(self, row: int) -> None:
        self.row = row


def _count(rows: Iterator[list[str]]) -> tuple[list[str], int]:
    first = next(rows, [])
    return first, 1 + sum(1 for _ in rows)


def _rows(
    source: Snapshot, encoding: str, delimiter: str, quoting: int, *, lead: int, strict: bool
) -> Iterator[list[str]]:
    """Every row. Raises Refused for a cell that is too long; where `strict`, csv.Error for odd quotes."""
    csv.field_size_limit(LONGEST_TEXT)
    number = 0
    with opened_lines(source, encoding) as lines:
        for _ in range(lead):
            next(lines, None)
        try:
            for row in csv.reader(lines, delimiter=delimiter, quoting=quoting, strict=strict):  # type: ignore[arg-type]
                number += 1
                yield row
        except csv.Error as error:
            if "field limit" in str(error):
                raise Refused(
                    f"A cell after row {number:,} is longer than {LONGEST_TEXT:,} characters. "
                    "Nothing was imported. Split its article, or close the quotation mark that is open there."
                ) from error
            if "unexpected end" in str(error):
                raise _Unclosed(number) from error
            raise


def delimiter_of(lines: Iterator[str]) -> tuple[str, int]:
    """The sign between cells, and how many lines stand above the header.

    It is what a line like `sep=;` says, else the one that stands most often between the names in the header.
    """
    first = next(lines, "")[:_LARGEST_HEADER]
    if said := _SAYS_DELIMITER.fullmatch(first):
        return said[1], 1
    bare = _QUOTED.sub("", first)
    return max(_DELIMITERS, key=bare.count), 0
