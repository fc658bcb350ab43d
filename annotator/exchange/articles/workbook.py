"""Workbooks of spreadsheets (XLSX), one article a row of the first sheet that has rows, or of a chosen one.

Read directly, as only the words of the cells are wanted, and within limits: no formula is worked out, the
value that the spreadsheet stored beside it is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable
from annotator.exchange.articles.archive import Archive, opened_archive
from annotator.exchange.articles.columns import CHOOSE_SHEET, Outline, Record, items_of, outline_of
from annotator.exchange.articles.limits import MOST_COLUMNS
from annotator.exchange.articles.markup import Element, local_name, xml_elements, xml_tree
from annotator.exchange.articles.shape import Extract, Item, Wishes
from annotator.exchange.articles.snapshot import Snapshot
from annotator.exchange.articles.table import header, record_of
from annotator.exchange.articles.values import one_line

_WHAT: Final = "workbook"
_LARGEST_PART: Final = 200_000_000
"""Bytes of a sheet or of the words in it, unpacked."""
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_DATE_FORMATS: Final = frozenset({*range(14, 18), 22, *range(27, 37), *range(50, 59)})
_DATE_CODE: Final = re.compile(r"[dy]", re.IGNORECASE)
_LITERAL: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_FIRST_DAY: Final = datetime(1899, 12, 30, tzinfo=UTC)
_FIRST_DAY_1904: Final = datetime(1904, 1, 1, tzinfo=UTC)


def items(source: Snapshot, wishes: Wishes) -> Iterator[Item]:
    """The rows of one sheet. Others with rows are said to be left out, unless somebody chose this one."""
    with opened_archive(source.file) as archive:
        workbook = _Workbook(archive)
        records = workbook.records(wishes.sheet)
        yield from items_of(records, wishes)
        if not wishes.sheet:
            yield from (_left_out(name, records.sheet) for name in workbook.filled() if name != records.sheet)


def outline(source: Snapshot, wishes: Wishes) -> Outline:
    """The columns, for a person to choose from, and the sheets that have rows."""
    with opened_archive(source.file) as archive:
        workbook = _Workbook(archive)
        records = workbook.records(wishes.sheet)
        found = outline_of(records, wishes)
        return replace(found, sheets=tuple(workbook.filled()), sheet=records.sheet)


def _left_out(name: str, instead: str) -> Item:
    why = f"Only the sheet “{one_line(instead)}” was read. {CHOOSE_SHEET} to read it instead."

    def extract() -> Extract:
        raise Refused(why)

    return Item(f"#sheet {one_line(name)}", extract, skipped=why)


@immutable
class _Book:
    """What the cells of all sheets refer to: words by number, which styles are dates, and day 0."""

    words: Sequence[str]
    date_styles: frozenset[int]
    first_day: datetime


@immutable
class _SheetRecords:
    """The rows under the first one that is not empty. `count` is the number of all rows."""

    book: _Book
    sheet: str
    data: bytes
    names: Sequence[str]
    count: int

    def each(self) -> Iterator[Record]:
        positions = {name: position for position, name in reversed(list(enumerate(self.names)))}
        rows = _rows(self.book, self.data)
        next(rows, None)
        for done, (number, row) in enumerate(rows, start=1):
            yield record_of(row, positions, f"#row {number}", done / self.count)


class _Workbook:
    def __init__(self, archive: Archive) -> None:
        workbook = xml_tree(archive.read("xl/workbook.xml"), _WHAT)
        settings = next(workbook.iter("{*}workbookPr"), None)
        is_1904 = settings is not None and settings.get("date1904") in {"1", "true"}
        self._archive = archive
        self._book = _Book(_words(archive), _date_styles(archive), _FIRST_DAY_1904 if is_1904 else _FIRST_DAY)
        self._parts = dict(_sheets(archive, workbook))

    def records(self, wanted: str) -> _SheetRecords:
        """The rows of the sheet of this name, or of the first that has any. Raises Refused without one."""
        if wanted and wanted not in self._parts:
            raise Refused(
                f"There is no sheet “{wanted}”. Nothing was imported. There are: "
                f"{', '.join(map(one_line, self._parts))}."
            )
        for name in [wanted] if wanted else self._parts:
            data = self._read(name)
            rows = _rows(self._book, data)
            first = next(rows, None)
            if first is not None:
                count = max(sum(1 for _ in rows), 1)
                return _SheetRecords(self._book, name, data, header(first[1]), count)
        where = f"The sheet “{wanted}”" if wanted else "No sheet of the workbook"
        raise Refused(f"{where} has {'no' if wanted else 'a'} row. Nothing was imported.")

    def filled(self) -> Iterator[str]:
        """The names of the sheets that have rows, in the order of their tabs."""
        for name in self._parts:
            if next(_rows(self._book, self._read(name)), None) is not None:
                yield name

    def _read(self, name: str) -> bytes:
        return self._archive.read(self._parts[name], largest=_LARGEST_PART)


def _sheets(archive: Archive, workbook: Element) -> Iterator[tuple[str, str]]:
    """The names of the sheets with those of the parts that hold them, in the order of their tabs."""
    relations = xml_tree(archive.read("xl/_rels/workbook.xml.rels"), _WHAT)
    targets = {
        relation.get("Id"): relation.get("Target") or "" for relation in relations.iter("{*}Relationship")
    }
    for number, sheet in enumerate(workbook.iter("{*}sheet"), 1):
        target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in archive:
            yield sheet.get("name") or f"{number}", part


def _words(archive: Archive) -> list[str]:
    if "xl/sharedStrings.xml" not in archive:
        return []
    data = archive.read("xl/sharedStrings.xml", largest=_LARGEST_PART)
    return [_said(element) for element in xml_elements(data, "si", _WHAT)]


def _said(element: Element) -> str:
    """The words of a cell, without how they are to be pronounced."""
    texts = (part.text or "" for part in element.iter("{*}t") if local_name(part.getparent()) != "rPh")
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(texts))


def _date_styles(archive: Archive) -> frozenset[int]:
    """The numbers of the cell styles that show a number as a day."""
    if "xl/styles.xml" not in archive:
        return frozenset()
    styles = xml_tree(archive.read("xl/styles.xml"), _WHAT)
    formats = set(_DATE_FORMATS)
    for written in styles.iter("{*}numFmt"):
        if _DATE_CODE.search(_LITERAL.sub("", written.get("formatCode") or "")):
            formats.add(_number(written.get("numFmtId"), otherwise=-1))
    cells = next(styles.iter("{*}cellXfs"), None)
    if cells is None:
        return frozenset()
    return frozenset(
        number
        for number, style in enumerate(cells.iter("{*}xf"))
        if _number(style.get("numFmtId")) in formats
    )


def _rows(book: _Book, sheet: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold anything, each with its number in the sheet."""
    number = 0
    for row in xml_elements(sheet, "row", _WHAT):
        number = _number(row.get("r"), otherwise=number + 1)
        cells: list[str] = []
        for cell in row.iterchildren("{*}c"):
            position = _position(cell.get("r") or "", len(cells))
            if position >= MOST_COLUMNS:
                raise Refused(f"It has more than {MOST_COLUMNS:,} columns. Nothing was imported.")
            cells += [""] * (position + 1 - len(cells))
            cells[position] = _value(cell, book)
        if any(cells):
            yield number, cells


def _number(said: str | None, *, otherwise: int = 0) -> int:
    """A number of the file; `otherwise` where it says none or nonsense."""
    return int(said) if said and said.isdecimal() and said.isascii() and len(said) < 10 else otherwise


def _position(place: str, following: int) -> int:
    """The column of a place like "AB12", from 0; `following` where it is not said."""
    letters = "".join(filter(str.isalpha, place)).upper()
    if not letters or not letters.isascii():
        return following
    position = 0
    for letter in letters[:4]:
        position = position * 26 + ord(letter) - 64
    return position - 1


def _value(cell: Element, book: _Book) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _said(cell)
    text = next((part.text or "" for part in cell.iterchildren("{*}v")), "")
    if kind == "s":
        return book.words[int(text)] if text.isdecimal() and int(text) < len(book.words) else ""
    if kind == "n" and text and _number(cell.get("s")) in book.date_styles:
        return _day(text, book)
    return "" if kind == "e" else text


def _day(text: str, book: _Book) -> str:
    with suppress(ValueError, OverflowError):
        moment = book.first_day + timedelta(days=float(text))
        if float(text) == int(float(text)):
            return moment.date().isoformat()
        rounded = moment + timedelta(microseconds=500_000)
        return rounded.replace(microsecond=0, tzinfo=None).isoformat()
    return text
