"""The kinds of files that articles come in, told apart by their first bytes and their names."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import BinaryIO, Final, Protocol, cast

from annotator.domain.immutable import immutable
from annotator.exchange.articles.columns import Outline
from annotator.exchange.articles.limits import LARGEST_FILE, LARGEST_STREAM
from annotator.exchange.articles.shape import Item, Wishes
from annotator.exchange.articles.snapshot import Snapshot

HEAD_SIZE: Final = 64_000
_HEADERS_WITHIN: Final = 16_000
_HEADER: Final = re.compile(rb"[A-Za-z][A-Za-z-]*:")
_OF_MESSAGE: Final = re.compile(
    rb"^(?:mime-version|content-type):\s*(?:1|multipart/)", re.IGNORECASE | re.MULTILINE
)
_EMPTY_LINE: Final = re.compile(rb"\r?\n\r?\n")


class Reader(Protocol):
    """A module that reads one kind of file. It and its libraries are loaded when such a file is read."""

    def items(self, source: Snapshot, wishes: Wishes) -> Iterator[Item]:
        """Everything in the file that may be an article, in order, one at a time.

        Raises Refused, at any point, where the file is not of this kind or breaks a limit.
        """


class MappedReader(Reader, Protocol):
    """A reader of files with columns, or with fields that are chosen like columns."""

    def outline(self, source: Snapshot, wishes: Wishes) -> Outline:
        """The columns of the file. Raises Refused as `items` does."""


@immutable
class Kind:
    """`name` is what people call it and what an article's `importer` says; `largest` in bytes.

    `has_many` says that one file may hold many articles.
    """

    name: str
    module: str
    media_type: str
    suffixes: tuple[str, ...]
    largest: int = LARGEST_FILE
    has_many: bool = False

    @property
    def has_columns(self) -> bool:
        return self in (TABLE, WORKBOOK, JSON, JSON_LINES)

    def reader(self) -> Reader:
        return cast(Reader, self._module())

    def mapped_reader(self) -> MappedReader:
        """The reader of a kind that has columns."""
        return cast(MappedReader, self._module())

    def _module(self) -> ModuleType:
        return import_module(f"annotator.exchange.articles.{self.module}")


PLAIN_TEXT: Final = Kind("text", "plain_text", "text/plain", (".txt", ".text"))
MARKDOWN: Final = Kind("Markdown", "markdown", "text/markdown", (".md", ".markdown"))
WEB_PAGE: Final = Kind("web page", "web_page", "text/html", (".html", ".htm", ".xhtml"))
WEB_ARCHIVE: Final = Kind("web archive", "web_archive", "multipart/related", (".mhtml", ".mht"))
WORD: Final = Kind(
    "Word",
    "word",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    (".docx",),
)
PDF: Final = Kind("PDF", "pdf", "application/pdf", (".pdf",))
TABLE: Final = Kind("table", "table", "text/csv", (".csv", ".tsv", ".tab"), LARGEST_STREAM, has_many=True)
WORKBOOK: Final = Kind(
    "workbook",
    "workbook",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    (".xlsx",),
    has_many=True,
)
JSON: Final = Kind("JSON", "json_document", "application/json", (".json",), has_many=True)
JSON_LINES: Final = Kind(
    "JSONL", "json_lines", "application/jsonl", (".jsonl", ".ndjson"), LARGEST_STREAM, has_many=True
)
PACKED: Final = Kind("archive", "packed", "application/zip", (".zip",), LARGEST_STREAM, has_many=True)
WARC: Final = Kind("WARC", "warc", "application/warc", (".warc", ".warc.gz"), LARGEST_STREAM, has_many=True)

KINDS: Final = (
    PLAIN_TEXT,
    MARKDOWN,
    WEB_PAGE,
    WEB_ARCHIVE,
    WORD,
    PDF,
    TABLE,
    WORKBOOK,
    JSON,
    JSON_LINES,
    PACKED,
    WARC,
)
READ: Final = (
    "text, Markdown, web pages (HTML, MHTML), Word (DOCX), PDF, tables (CSV, TSV, XLSX), JSON, JSONL, "
    "ZIP and WARC"
)
"""All kinds in words."""
SUFFIXES: Final = tuple(suffix for kind in KINDS for suffix in kind.suffixes)


def kind_by_name(name: str) -> Kind | None:
    """The kind that the end of a file's name says, None where no kind does."""
    lower = name.lower()
    return next((kind for kind in KINDS if lower.endswith(kind.suffixes)), None)


def kind_of(file: BinaryIO, name: str) -> Kind:
    """The kind of a file that can be sought in; its content counts for more than its name.

    What is known neither by its content nor by its name is taken for plain text, whose reader refuses others.
    """
    file.seek(0)
    head = file.read(HEAD_SIZE)
    named = kind_by_name(name) or PLAIN_TEXT
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_archive(file, named)
    if named in (WEB_PAGE, WEB_ARCHIVE):
        return WEB_ARCHIVE if _is_message(head) else WEB_PAGE
    if named is JSON and _is_lines(head):
        return JSON_LINES
    return named


def _kind_of_archive(file: BinaryIO, named: Kind) -> Kind:
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.NameToInfo)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return named if named in (WORD, WORKBOOK) else PACKED
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return WORD
        if "xl/workbook.xml" in names:
            return WORKBOOK
    return PACKED


def _is_message(head: bytes) -> bool:
    """Whether it begins with headers of a message, as browsers write them above a saved page.

    In which order they stand, and with which of them it begins, is each browser's own.
    """
    headers = _EMPTY_LINE.split(head[:_HEADERS_WITHIN], maxsplit=1)[0]
    return bool(_HEADER.match(headers) and _OF_MESSAGE.search(headers))


def _is_lines(head: bytes) -> bool:
    """Whether the first two lines are an object each."""
    lines = [line.strip() for line in head.removeprefix(b"\xef\xbb\xbf").split(b"\n", 2)[:2]]
    return len(lines) == 2 and all(line.startswith(b"{") and line.endswith(b"}") for line in lines)
