"""Reads files with a token a line, the first of its columns, and a tag, the last.

Tags may be in the scheme of CoNLL-2003 itself (IOB1), IOB2, BIOES or BILOU: as its scripts score them, all of
these can be read without being told apart.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import (
    ForeignArticle,
    ForeignClaim,
    ForeignSpan,
    ForeignUnit,
    Measure,
)
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.formats.annotator_names import listed_annotators
from annotator.exchange.formats.ascii_labels import label_of
from annotator.exchange.losses import Losses

LARGEST: Final = 500_000_000
"""Bytes of a file."""
DOCUMENT: Final = "-DOCSTART-"
OUTSIDE: Final = "O"

_SUFFIXES: Final = (".conll", ".conll2003", ".conll03", ".bio", ".iob", ".iob2", ".bioes", ".ner")
_BLANKS: Final = re.compile("[ \t]+")
_TAG: Final = re.compile(r"([BIESULM])-(\S+)")
_GOES_ON: Final = frozenset("IEML")
_ENDS: Final = frozenset("ESUL")
_NOTHING: Final = frozenset({"_", "-X-", OUTSIDE})
"""What stands in the columns between where nobody said anything."""
_START: Final = 8_192
_MOST_COLUMNS: Final = 5
"""Files with more are of later tasks, whose last column is another one."""


class TokenReader:
    """The texts are made of the tokens: a space between two, a line for each sentence."""

    measure: Measure | None = Measure.CODE_POINT

    def recognises(self, source: AnnotationSource) -> bool:
        return any(_is_ours(source, name) for name in _named(source))

    def articles(self, source: AnnotationSource, job: Job, losses: Losses) -> Iterator[ForeignArticle]:
        names = [name for name in _named(source) or source.files() if _is_ours(source, name)]
        if not names:
            raise Refused(
                f"{source.name} holds no tokens with tags as in CoNLL-2003. Nothing was imported. "
                "Choose another format."
            )
        people = listed_annotators(source, losses)
        for name in names:
            person = people.get(PurePosixPath(name).stem, "")
            for document in _documents(source, name, job, losses):
                yield document.article(person)


def _named(source: AnnotationSource) -> list[str]:
    """The files that may be of this kind by their names; any that is alone."""
    names = source.files()
    return [name for name in names if len(names) == 1 or PurePosixPath(name).suffix.lower() in _SUFFIXES]


def _is_ours(source: AnnotationSource, name: str) -> bool:
    """Whether a file begins with a document, or with lines that all have a tag and as many columns."""
    with source.open(name) as file:
        start = file.read(_START)
    lines = start.decode("utf-8-sig", errors="replace").split("\n")
    rows = [_columns(line) for line in (lines[:-1] if len(start) == _START else lines) if line.strip()]
    if rows and rows[0][0] == DOCUMENT:
        return True
    counts = {len(row) for row in rows}
    tags = {row[-1] for row in rows} - {OUTSIDE}
    is_table = len(counts) == 1 and 1 < counts.pop() <= _MOST_COLUMNS
    return is_table and bool(tags) and all(map(_TAG.fullmatch, tags))


def _documents(source: AnnotationSource, name: str, job: Job, losses: Losses) -> Iterator[_Document]:
    stem = name.removesuffix(PurePosixPath(name).suffix)
    number, document = 1, _Document(stem)
    for row_number, row in enumerate(_rows(source, name), 1):
        if row and row[0] == DOCUMENT:
            job.check()
            if document.length:
                yield document
                number += 1
            document = _Document(f"{stem} {number}")
        elif row:
            document.take(row, losses, f"{name}, {row_number}")
        else:
            document.end_sentence()
    if document.length:
        yield document


def _rows(source: AnnotationSource, name: str) -> Iterator[list[str]]:
    """The columns of each line, none for one that is empty."""
    with (
        source.open(name, largest=LARGEST) as file,
        io.TextIOWrapper(file, "utf-8-sig", newline="\n") as text,
    ):
        try:
            for line in text:
                yield _columns(line)
        except UnicodeDecodeError as error:
            raise Refused(f"{name} is not valid UTF-8. Nothing was imported. Save it as UTF-8.") from error


def _columns(line: str) -> list[str]:
    words = line.strip(" \t\r\n")
    return _BLANKS.split(words) if words else []


@dataclass(slots=True)
class _Document:
    """Tokens and tags of one document; `length` is that of its text so far."""

    name: str
    length: int = 0
    words: list[str] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    spans: list[tuple[str, int, int]] = field(default_factory=list)
    """Labels with start and end."""
    sentence: int = -1
    """Where the sentence begins, -1 before its first token."""
    is_open: bool = False
    """Whether the last span may go on."""

    def take(self, row: list[str], losses: Losses, where: str) -> None:
        token, *others, tag = row if len(row) > 1 else (*row, "")
        found = _TAG.fullmatch(tag)
        if not found and tag != OUTSIDE:
            is_comment = token.startswith("#")
            losses.add("comments" if is_comment else "lines without a tag as CoNLL-2003 has it", where)
            if is_comment:
                return
        if not _NOTHING.issuperset(others):
            losses.add("what other columns say of tokens", where)
        start = self._put(token)
        if found:
            self._mark(found[1], found[2], start)
        else:
            self.is_open = False

    def end_sentence(self) -> None:
        if self.sentence >= 0:
            self.sentences.append((self.sentence, self.length))
        self.sentence = -1
        self.is_open = False

    def article(self, annotator: str) -> ForeignArticle:
        self.end_sentence()
        text = "".join(self.words)
        claims = [
            ForeignClaim(
                str(number), label_of(label), (ForeignSpan(start, end, text[start:end]),), annotator=annotator
            )
            for number, (label, start, end) in enumerate(self.spans, 1)
        ]
        units = [ForeignUnit(start, end) for start, end in self.sentences]
        return ForeignArticle(self.name, text, claims=tuple(claims), units=tuple(units))

    def _put(self, token: str) -> int:
        """Put a token at the end of the text, and return where it begins."""
        if self.length:
            self.words.append(" " if self.sentence >= 0 else "\n")
            self.length += 1
        start = self.length
        self.words.append(token)
        self.length += len(token)
        if self.sentence < 0:
            self.sentence = start
        return start

    def _mark(self, prefix: str, label: str, start: int) -> None:
        if self.is_open and prefix in _GOES_ON and self.spans[-1][0] == label:
            start = self.spans.pop()[1]
        self.spans.append((label, start, self.length))
        self.is_open = prefix not in _ENDS
