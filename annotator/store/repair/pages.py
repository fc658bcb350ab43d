"""Rows read from the pages of a SQLite file one by one, whatever became of the tree that joins them.

The format is that of sqlite.org/fileformat2.html, sections 1.5 and 2.1. A page that was overwritten
costs the rows on it and no others: no page is found by way of another, but for the rest of a long row.
Nothing here believes what it reads; who uses a row has to prove it by its hash or by what it says.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import BinaryIO, Final

from annotator.domain.immutable import immutable
from annotator.domain.work import Job

_MAGIC: Final = b"SQLite format 3\0"
_USUAL_PAGE_SIZE: Final = 4096
_HEADER: Final = 100
_INDEX_INTERIOR, _INDEX_LEAF, _TABLE_LEAF = 0x02, 0x0A, 0x0D
_LONGEST_ROW: Final = 64 << 20
_MOST_COLUMNS: Final = 40
_INTEGER_SIZES: Final = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_REPORTED_EVERY: Final = 256

Values = tuple[object, ...]


@immutable
class FoundRow:
    """The columns of a row as they are stored. `rowid` is None for a table or an index without row ids."""

    values: Values
    rowid: int | None


class _Broken(Exception):
    """What stands here was no row."""


def rows_of(file: BinaryIO, job: Job) -> Iterator[FoundRow]:
    """Every row that can be read off a page, also old ones on pages that are no longer used."""
    pages = _Pages(file)
    for number in range(1, pages.count + 1):
        if number % _REPORTED_EVERY == 1:
            job.check()
            job.step(number, pages.count, "pages")
        yield from _rows_on(pages, number)


class _Pages:
    """`usable` is how many bytes of a page SQLite uses."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        length = file.seek(0, 2)
        file.seek(0)
        head = file.read(_HEADER)
        self.size, reserved = _USUAL_PAGE_SIZE, 0
        if head.startswith(_MAGIC):
            (size,) = struct.unpack(">H", head[16:18])
            size = 65_536 if size == 1 else size
            if size >= 512 and not size & (size - 1):
                self.size, reserved = size, head[20]
        self.usable = self.size - reserved
        self.count = length // self.size

    def read(self, number: int) -> bytes:
        """The bytes of a page, counted from 1. Raises _Broken for one that is not there."""
        if not 1 <= number <= self.count:
            raise _Broken
        self._file.seek((number - 1) * self.size)
        return self._file.read(self.size)


def _rows_on(pages: _Pages, number: int) -> Iterator[FoundRow]:
    page = pages.read(number)
    start = _HEADER if number == 1 else 0
    kind = page[start]
    if kind not in (_INDEX_INTERIOR, _INDEX_LEAF, _TABLE_LEAF):
        return
    (cells,) = struct.unpack_from(">H", page, start + 3)
    first = start + (12 if kind == _INDEX_INTERIOR else 8)
    for place in range(first, min(first + 2 * cells, pages.usable - 1), 2):
        (at,) = struct.unpack_from(">H", page, place)
        try:
            yield _cell(pages, page, kind, at)
        except (_Broken, struct.error, IndexError, UnicodeDecodeError):
            continue


def _cell(pages: _Pages, page: bytes, kind: int, at: int) -> FoundRow:
    if kind == _INDEX_INTERIOR:
        at += 4
    length, at = _varint(page, at)
    rowid = None
    if kind == _TABLE_LEAF:
        rowid, at = _varint(page, at)
    if not 0 < length <= _LONGEST_ROW:
        raise _Broken
    return FoundRow(_record(_payload(pages, page, kind, at, length)), rowid)


def _payload(pages: _Pages, page: bytes, kind: int, at: int, length: int) -> bytes:
    """A row's bytes: those on its page, and those on the pages that it runs over to."""
    usable = pages.usable
    least = (usable - 12) * 32 // 255 - 23
    most = usable - 35 if kind == _TABLE_LEAF else (usable - 12) * 64 // 255 - 23
    if length <= most:
        return page[at : at + length]
    local = least + (length - least) % (usable - 4)
    local = local if local <= most else least
    parts, missing = [page[at : at + local]], length - local
    (following,) = struct.unpack_from(">I", page, at + local)
    while missing > 0:
        rest = pages.read(following)
        (following,) = struct.unpack_from(">I", rest)
        parts.append(rest[4 : 4 + min(missing, usable - 4)])
        missing -= usable - 4
    return b"".join(parts)


def _record(payload: bytes) -> Values:
    size, at = _varint(payload, 0)
    if size > len(payload):
        raise _Broken
    values, body = [], size
    while at < size:
        kind, at = _varint(payload, at)
        value, body = _value(payload, body, kind)
        values.append(value)
        if len(values) > _MOST_COLUMNS:
            raise _Broken
    if body != len(payload):
        raise _Broken
    return tuple(values)


def _value(payload: bytes, at: int, kind: int) -> tuple[object, int]:
    """The value of this serial type at `at`, and where the next one starts."""
    if kind == 0:
        return None, at
    if size := _INTEGER_SIZES.get(kind):
        return int.from_bytes(payload[at : at + size], signed=True), at + size
    if kind in (8, 9):
        return kind - 8, at
    if kind < 12:
        raise _Broken
    end = at + (kind - 12) // 2
    if end > len(payload):
        raise _Broken
    return (payload[at:end] if kind % 2 == 0 else payload[at:end].decode()), end


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where the next one starts."""
    value = 0
    for place in range(at, at + 8):
        byte = data[place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + 1
    return value << 8 | data[at + 8], at + 9
