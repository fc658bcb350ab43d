"""Votes out of a table in a text file: a row for each item and annotator, with the label in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from operator import itemgetter
from pathlib import Path
from typing import Final

from annotator.domain.agreement.votes import Vote, Votes, gathered
from annotator.domain.errors import ClaimdeskError, Refused
from annotator.exchange.articles.limits import LARGEST_STREAM, LONGEST_TEXT
from annotator.exchange.articles.table import delimiter_of
from annotator.exchange.decoding import CHOOSE_ENCODING, Found, decode
from annotator.exchange.reading import opened

_SAFE: Final = "Nothing was counted, and the file was not changed."


class VoteColumn(StrEnum):
    """What a column holds; the first three have to be there, all others of the table are left alone."""

    ITEM = "item"
    ANNOTATOR = "annotator"
    LABEL = "label"
    DOCUMENT = "document"
    GOLD = "gold"


_NEEDED: Final = (VoteColumn.ITEM, VoteColumn.ANNOTATOR, VoteColumn.LABEL)


@dataclass(frozen=True, slots=True)
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

    Raises:
        Refused: a column is missing, a row names no item or annotator, contradicts another one, or has a
            label that is not among those wished for; it names the line. Or the file is no table of text.
        Unavailable: the file can't be read.
    """
    try:
        with opened(path) as (_, source):
            text = _text(source.content(largest=LARGEST_STREAM), wishes.encoding)
    except ClaimdeskError as error:
        raise type(error)(f"{path.name}: {error}") from error
    return _VoteTable(path.name, text, wishes).votes()


def _text(data: bytes, encoding: str | None) -> str:
    decoded = decode(data, encoding)
    if decoded.found is Found.DETECTED:
        raise Refused(
            f"It is not in UTF-8, perhaps in {decoded.encoding.upper()}. {_SAFE} {CHOOSE_ENCODING}."
        )
    return decoded.text.removeprefix("\ufeff")


class _WrongRow(Exception):
    """Some row is wrong; which one, another look tells."""


class _Cells(csv.excel):
    skipinitialspace = True
    strict = True


class _VoteTable:
    """A table whose rows are gone through fast, and once more with their lines where one is wrong."""

    def __init__(self, name: str, text: str, wishes: VoteWishes) -> None:
        self._name = name
        self._text = text
        self._labels = wishes.labels
        self._delimiter, self._lead = delimiter_of(io.StringIO(text, newline=""))
        try:
            header = next(self._rows(), [])
        except csv.Error as error:
            raise self._fault(error) from error
        self._places = self._found(header, wishes.columns)

    def votes(self) -> Votes:
        documents: dict[str, str] = {}
        gold: dict[str, str] = {}
        has_documents = VoteColumn.DOCUMENT in self._places
        try:
            found = gathered(
                self._cells(documents, gold),
                labels=self._labels,
                documents=documents if has_documents else None,
                gold=gold,
            )
        except (_WrongRow, IndexError, csv.Error, Refused) as error:
            raise self._fault(error) from error
        if not found.items:
            raise Refused(f"{self._name} holds no votes. {_SAFE} Choose another file.")
        if "" in found.annotators or "" in found.items or (has_documents and "" in found.documents):
            raise self._fault(_WrongRow())
        return found

    def _found(self, header: Sequence[str], columns: Mapping[VoteColumn, str]) -> dict[VoteColumn, int]:
        """Where each column stands that is there."""
        names = [name.strip().casefold() for name in header]
        places = {}
        for column in VoteColumn:
            name = columns.get(column, column.value)
            if name.strip().casefold() in names:
                places[column] = names.index(name.strip().casefold())
            elif column in columns or column in _NEEDED:
                shown = ", ".join(filter(None, map(str.strip, header))) or "none"
                raise Refused(
                    f"{self._name}, line {self._lead + 1}: There is no column “{name}”. {_SAFE} "
                    f"Name the one that holds the {column.value}; the table has {shown}."
                )
        return places

    def _rows(self) -> Iterator[list[str]]:
        """The header and the rows, without lines that are empty."""
        return filter(None, csv.reader(self._lines(), _Cells, delimiter=self._delimiter))

    def _lines(self) -> io.StringIO:
        csv.field_size_limit(LONGEST_TEXT)
        lines = io.StringIO(self._text, newline="")
        for _ in range(self._lead):
            next(lines, None)
        return lines

    def _cells(self, documents: dict[str, str], gold: dict[str, str]) -> Iterator[Vote]:
        """Each vote; documents and decided labels of the items are noted on the way."""
        rows = self._rows()
        next(rows, None)
        item, annotator, label = (self._places[column] for column in _NEEDED)
        document, decided = (self._places.get(column) for column in (VoteColumn.DOCUMENT, VoteColumn.GOLD))
        if document is None and decided is None:
            yield from map(itemgetter(item, annotator, label), rows)
            return
        for row in rows:
            name = row[item]
            if document is not None and documents.setdefault(name, row[document]) != row[document]:
                raise _WrongRow
            if decided is not None and row[decided] and gold.setdefault(name, row[decided]) != row[decided]:
                raise _WrongRow
            yield name, row[annotator], row[label]

    def _fault(self, error: Exception) -> Refused:
        """The refusal of the first row that is wrong, or `error` where no row by itself is."""
        said: dict[tuple[str, ...], tuple[str, int]] = {}
        reader = csv.reader(self._lines(), _Cells, delimiter=self._delimiter)
        problem = ""
        try:
            next(filter(None, reader), None)
            for row in filter(None, reader):
                if problem := self._problem(row, self._lead + reader.line_num, said):
                    break
        except csv.Error as broken:
            problem = f"It can't be read as a row of cells: {broken}."
        if problem:
            line = self._lead + reader.line_num
            return Refused(f"{self._name}, line {line:,}: {problem} {_SAFE} Correct the line.")
        if isinstance(error, Refused):
            return Refused(f"{self._name}: {error}")
        raise error

    def _problem(self, row: Sequence[str], line: int, said: dict[tuple[str, ...], tuple[str, int]]) -> str:
        """What is wrong with a row after those that `said` remembers, which then has it as well."""
        if len(row) <= max(self._places.values()):
            return f"It has {len(row)} cells, fewer than the header names."
        cells = {column: row[place] for column, place in self._places.items()}
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
