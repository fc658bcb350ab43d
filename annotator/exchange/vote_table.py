"""Votes out of a table in a text file: a row for each item and annotator, with the label in it."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from itertools import chain, compress, islice
from operator import ne
from pathlib import Path
from typing import Final

from annotator.domain.agreement.votes import Vote, Votes, gathered
from annotator.domain.errors import ClaimdeskError, Refused
from annotator.domain.immutable import immutable
from annotator.exchange.articles.limits import LARGEST_STREAM, LONGEST_TEXT
from annotator.exchange.articles.lines import encoding_of
from annotator.exchange.articles.snapshot import Snapshot
from annotator.exchange.articles.table import delimiter_of
from annotator.exchange.decoding import CHOOSE_ENCODING, Found
from annotator.exchange.reading import opened

_SAFE: Final = "Nothing was counted, and the file was not changed."


class VoteColumn(StrEnum):
    """What a column holds; the first three have to be there, all others of the table are left alone."""

    ITEM = "item"
    ANNOTATOR = "annotator"
    LABEL = "label"
    DOCUMENT = "document"
    GOLD = "gold"


_ROWS: Final = 100
"""How many rows are turned into columns at once: cheaper than cell by cell, and few enough to stay small."""
_NEEDED: Final = (VoteColumn.ITEM, VoteColumn.ANNOTATOR, VoteColumn.LABEL)


@immutable
class VoteWishes:
    """How a table of votes is to be read.

    `columns` names those that are called otherwise than what they hold. `labels` are all that there may be,
    in their order; without them, those that occur.
    """

    encoding: str | None = None
    columns: Mapping[VoteColumn, str] = field(default_factory=dict)
    labels: Sequence[str] = ()


def read_votes(path: Path, wishes: VoteWishes) -> Votes:
    """The votes in a CSV or TSV file. An empty label is a missing one, as is a row that is not there.

    The document and the gold label of an item, where there are such columns, are the same in all its rows.
    White space around a cell is none of it, and accents are equal however they are written.

    Raises:
        Refused: a column is missing or there twice, a row has more cells than the header, names no item or
            annotator, contradicts another one, or has a label that is not among those wished for; it names
            the line. Or the file is no table of text.
        Unavailable: the file can't be read.
    """
    try:
        with opened(path) as (_, source):
            decoded = encoding_of(source, wishes.encoding)
            if decoded.found is Found.DETECTED:
                raise Refused(
                    f"It is not in UTF-8, perhaps in {decoded.encoding.upper()}. {_SAFE} {CHOOSE_ENCODING}."
                )
            return _VoteTable(source, decoded.encoding, wishes).votes()
    except UnicodeError as error:
        raise Refused(f"{path.name}: It is not in {wishes.encoding}. {_SAFE} {CHOOSE_ENCODING}.") from error
    except ClaimdeskError as error:
        # What reads files for an import speaks of one.
        said = str(error).replace("Nothing was imported", "Nothing was counted")
        raise type(error)(f"{path.name}: {said}") from error


class _WrongRow(Exception):
    """Some row is wrong; which one, another look tells."""


class _Cells(csv.excel):
    skipinitialspace = True
    strict = True


class _Plain(dict[str, str]):
    """Cells without white space around them, composed (NFC), each worked out once."""

    def __missing__(self, cell: str) -> str:
        self[cell] = plain = unicodedata.normalize("NFC", cell.strip())
        return plain


class _VoteTable:
    """A table whose rows are gone through fast, and once more with their lines where one is wrong."""

    def __init__(self, source: Snapshot, encoding: str, wishes: VoteWishes) -> None:
        # Text that is read from the snapshot's own file would ask it at each line whether it is closed.
        self._data = source.content(largest=LARGEST_STREAM)
        self._encoding = encoding
        self._columns = wishes.columns
        self._plain = _Plain()
        self._labels = [self._plain[label] for label in wishes.labels]
        self._places: dict[VoteColumn, int] = {}
        self._width = 0
        self._delimiter, self._lead = ",", 0
        self._delimiter, self._lead = delimiter_of(self._lines())

    def votes(self) -> Votes:
        documents: dict[str, str] = {}
        gold: dict[str, str] = {}
        try:
            rows = filter(None, csv.reader(self._lines(), _Cells, delimiter=self._delimiter))
            header = next(rows, [])
            self._places, self._width = self._found(header), len(header)
            has_documents = VoteColumn.DOCUMENT in self._places
            found = gathered(
                chain.from_iterable(self._parts(rows, documents, gold)),
                labels=self._labels,
                documents=documents if has_documents else None,
                gold=gold,
            )
        except (_WrongRow, csv.Error, Refused) as error:
            raise self._fault(error) from error
        if self._labels and found.true_labels != found.labels:
            raise self._fault(_WrongRow())
        if not found.items:
            raise Refused(f"It holds no votes. {_SAFE} Choose another file.")
        if "" in found.annotators or "" in found.items or (has_documents and "" in found.documents):
            raise self._fault(_WrongRow())
        return found

    def _lines(self) -> io.TextIOWrapper:
        """The lines from the header on, with their ends as they are."""
        csv.field_size_limit(LONGEST_TEXT)
        lines = io.TextIOWrapper(io.BytesIO(self._data), self._encoding, newline="")
        for _ in range(self._lead):
            next(lines, None)
        return lines

    def _found(self, header: Sequence[str]) -> dict[VoteColumn, int]:
        """Where each column stands that is there."""
        names = [_folded(name) for name in header]
        places = {}
        for column in VoteColumn:
            name = self._columns.get(column, column.value)
            if names.count(_folded(name)) > 1:
                raise Refused(
                    f"Line {self._lead + 1}: There are several columns “{name}”. {_SAFE} "
                    f"Rename all but the one that holds the {column.value}."
                )
            if _folded(name) in names:
                places[column] = names.index(_folded(name))
            elif column in self._columns or column in _NEEDED:
                shown = ", ".join(filter(None, map(str.strip, header))) or "none"
                raise Refused(
                    f"Line {self._lead + 1}: There is no column “{name}”. {_SAFE} "
                    f"Name the one that holds the {column.value}; the table has {shown}."
                )
        return places

    def _parts(
        self, rows: Iterator[list[str]], documents: dict[str, str], gold: dict[str, str]
    ) -> Iterator[Iterator[Vote]]:
        """The votes, so many rows at a time; documents and decided labels are noted before their votes."""
        widest = max(self._places.values())
        places, plain = self._places, self._plain.__getitem__
        while part := list(islice(rows, _ROWS)):
            widths = set(map(len, part))
            if min(widths) <= widest or max(widths) > self._width:
                raise _WrongRow
            table = list(zip(*part, strict=False))
            columns = {column: list(map(plain, table[place])) for column, place in places.items()}
            items, annotators, labels = (columns[column] for column in _NEEDED)
            if VoteColumn.DOCUMENT in places:
                _note(documents, items, columns[VoteColumn.DOCUMENT])
            if VoteColumn.GOLD in places:
                decided = columns[VoteColumn.GOLD]
                _note(gold, list(compress(items, decided)), list(filter(None, decided)))
            yield zip(items, annotators, labels, strict=True)

    def _fault(self, error: Exception) -> Refused:
        """The refusal of the first row that is wrong, or `error` where no row by itself is."""
        said: dict[tuple[str, ...], tuple[str, int]] = {}
        problem = ""
        reader = csv.reader(self._lines(), _Cells, delimiter=self._delimiter)
        try:
            next(filter(None, reader), None)
            for row in filter(None, reader):
                if problem := self._problem(row, self._lead + reader.line_num, said):
                    break
        except csv.Error as broken:
            problem = f"It can't be read as a row of cells: {broken}."
        if problem:
            line = self._lead + reader.line_num
            return Refused(f"Line {line:,}: {problem} {_SAFE} Correct the line.")
        if isinstance(error, Refused):
            return error
        raise error

    def _problem(self, row: Sequence[str], line: int, said: dict[tuple[str, ...], tuple[str, int]]) -> str:
        """What is wrong with a row after those that `said` remembers, which then has it as well."""
        if not self._places:
            return ""
        if len(row) <= max(self._places.values()):
            return f"It has {len(row)} cells, fewer than the header names."
        if len(row) > self._width:
            return (
                f"It has {len(row)} cells, but the header names {self._width}: "
                f"a cell with “{self._delimiter}” in it has to stand in quotation marks."
            )
        cells = {column: self._plain[row[place]] for column, place in self._places.items()}
        item, annotator, label = (cells[column] for column in _NEEDED)
        for column in (VoteColumn.ITEM, VoteColumn.ANNOTATOR, VoteColumn.DOCUMENT):
            if cells.get(column) == "":
                return f"The {column.value} is missing."
        for value in (label, cells.get(VoteColumn.GOLD, "")):
            if value and self._labels and value not in self._labels:
                return f"The label “{value}” is not among {', '.join(self._labels)}."
        facts = {
            ("label", item, annotator): (f"“{annotator}” labelled “{item}”", label),
            ("document", item): (f"“{item}” is in the document", cells.get(VoteColumn.DOCUMENT, "")),
            ("gold", item): (f"the gold label of “{item}” is", cells.get(VoteColumn.GOLD, "")),
        }
        for key, (what, value) in facts.items():
            before, where = said.setdefault(key, (value, line)) if value else (value, line)
            if before != value:
                return f"Here {what} “{value}”, but “{before}” in line {where:,}."
        return ""


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.removeprefix("\ufeff").strip().casefold())


def _note(known: dict[str, str], items: Sequence[str], facts: Sequence[str]) -> None:
    """Note a fact of each item. Raises _WrongRow where another one is known."""
    if any(map(ne, map(known.setdefault, items, facts), facts)):
        raise _WrongRow
