"""What every format shares that is one text file: a head, records one after the other, and a tail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, ClassVar

from annotator.exchange.choices import ExportChoices, OffsetUnit
from annotator.exchange.dossier import Dossier
from annotator.exchange.formats.shape import Header, Target


class LineWriter:
    """A format derives from it and says `records`, and `head`, `separator` and `tail` where it has them."""

    suffix: ClassVar[str] = ".jsonl"
    beside: ClassVar[tuple[str, ...]] = ()
    by_article: ClassVar[bool] = False
    binary: ClassVar[bool] = False
    takes: ClassVar[frozenset[str]] = frozenset()
    unit: ClassVar[OffsetUnit | None] = OffsetUnit.CODE_POINT
    separator: ClassVar[bytes] = b""
    tail: ClassVar[bytes] = b""

    def head(self, choices: ExportChoices) -> bytes:
        """What comes before the first record."""
        return b""

    def records(self, dossier: Dossier, header: Header) -> Iterator[bytes]:
        """The records of an article, each in UTF-8 with its line end."""
        raise NotImplementedError

    def begin(self, target: Target, choices: ExportChoices, header: Header) -> Lines:
        return Lines(self, target.file(), self.head(choices), header)


class Lines:
    """One file of a LineWriter that is being written."""

    def __init__(self, format_: LineWriter, file: BinaryIO, head: bytes, header: Header) -> None:
        self._format = format_
        self._file = file
        self._header = header
        self._has_records = False
        file.write(head)

    def write(self, dossier: Dossier) -> int:
        records = list(self._format.records(dossier, self._header))
        separator = self._format.separator
        if records:
            self._file.write((separator if self._has_records else b"") + separator.join(records))
            self._has_records = True
        return len(records)

    def end(self) -> None:
        self._file.write(self._format.tail)
        self._file.close()
