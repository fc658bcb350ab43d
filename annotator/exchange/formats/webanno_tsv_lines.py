"""The lines of a document of WebAnno TSV 3, and the text that they are about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from annotator.domain.immutable import immutable
from annotator.domain.spans import Span
from annotator.exchange.annotations.foreign import Measure
from annotator.exchange.annotations.json_values import Unfit
from annotator.exchange.annotations.measures import Measures
from annotator.exchange.formats.webanno_tsv_cells import Column, columns_of, unescaped_text, unescaped_value

FIRST_LINE: Final = "#FORMAT=WebAnno TSV 3."

TEXT: Final = "#Text="
_FACT: Final = re.compile(r"#([^=\t]{1,100})=(.*)", re.DOTALL)
_VERSION: Final = re.compile(r"([0-9]{1,3})\s*")
_PLACE: Final = re.compile(r"([0-9]{1,12})-([0-9]{1,12})")
_LONGEST_GAP: Final = 10_000
"""White space between two sentences, which such a file does not hold."""
_COUNTS: Final = (Measure.UTF16, Measure.CODE_POINT)
"""What INCEpTION counts, and what programs in Python write."""


@immutable
class Row:
    """A token or a part of one; `begin` and `end` as the file counts."""

    id: str
    begin: int
    end: int
    words: str
    cells: Sequence[str]


@immutable
class Sentence:
    lines: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """`facts` are what the head says besides its columns."""

    columns: list[Column] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    sentences: list[Sentence] = field(default_factory=list)

    def take(self, line: str, version: int) -> None:
        if line.startswith(TEXT):
            if not self.sentences or self.sentences[-1].rows:
                self.sentences.append(Sentence())
            self.sentences[-1].lines.append(unescaped_text(line.removeprefix(TEXT), version))
        elif line.startswith("#"):
            if not self.sentences:
                self._take_head(line)
        elif line.strip():
            if not self.sentences:
                raise Unfit("a line of words comes before the first sentence")
            self.sentences[-1].rows.append(_row(line, len(self.columns)))

    def _take_head(self, line: str) -> None:
        columns = columns_of(line)
        self.columns += columns
        if not columns and (fact := _FACT.fullmatch(line)):
            self.facts[fact[1]] = fact[2]


def document_of(lines: Iterable[str]) -> Document:
    """What the lines of a file say. Raises Unfit."""
    first, *rest = lines
    version = _VERSION.fullmatch(first.removeprefix(FIRST_LINE))
    if not first.startswith(FIRST_LINE) or version is None:
        raise Unfit("it does not begin as WebAnno TSV 3 does")
    found = Document()
    for line in rest:
        found.take(line, int(version[1]))
    return found


def _row(line: str, columns: int) -> Row:
    id_, place, words, *cells = [*line.split("\t"), "", ""]
    edges = _PLACE.fullmatch(place)
    # The two empty ones at the end let a line be taken apart that is too short.
    if edges is None or len(cells) < columns + 2:
        raise Unfit("a line of words has too few columns or no place")
    return Row(id_, int(edges[1]), int(edges[2]), words, cells[:columns])


@immutable
class Ground:
    """The text, and in code points of it where its sentences and the rows of all of them are.

    `counts` is what the file counts.
    """

    text: str
    counts: Measure
    sentences: Sequence[Span]
    rows: Sequence[Span]


def ground_of(sentences: Sequence[Sentence]) -> Ground:
    """Puts the text together; the words of every row are where it says. Raises Unfit where they are not."""
    for counts in _COUNTS:
        if ground := _Builder(counts).ground(sentences):
            return ground
    raise Unfit("its words are not where it says that they are")


class _Builder:
    """Puts a text together whose offsets count `counts`."""

    def __init__(self, counts: Measure) -> None:
        self._counts = counts
        self._text: list[str] = []
        self._length = 0
        """In code points."""
        self._size = 0
        """In what the file counts."""

    def ground(self, sentences: Sequence[Sentence]) -> Ground | None:
        """The text with its places; None where words are elsewhere."""
        found: list[Span] = []
        rows: list[Span] = []
        for sentence in sentences:
            text = "\n".join(sentence.lines)
            if sentence.rows and not self._go_to(_begin(sentence, text)):
                return None
            measures, at, size = Measures(text), self._length, self._size
            for row in sentence.rows:
                start = measures.place(self._counts, row.begin - size)
                end = measures.place(self._counts, row.end - size)
                if start is None or end is None or not _are_there(row.words, text[start:end]):
                    return None
                rows.append(Span(at + start, at + end))
            found.append(Span(at, at + len(text)))
            self._add(f"{text}\n")
        return Ground("".join(self._text)[:-1], self._counts, found, rows)

    def _go_to(self, begin: int) -> bool:
        """Make the text as long as it is before a sentence; False where it is longer already."""
        gap = begin - self._size
        if gap == -1 and self._text:
            # Nothing is between this sentence and the one before it.
            self._text[-1] = self._text[-1][:-1]
            self._length -= 1
            self._size -= 1
        elif 0 <= gap <= _LONGEST_GAP:
            self._add(" " * gap)
        else:
            return False
        return True

    def _add(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)
        self._size += len(text.encode("utf-16-le")) // 2 if self._counts is Measure.UTF16 else len(text)


def _begin(sentence: Sentence, text: str) -> int:
    """Where the sentence begins, which may be before its first word."""
    first = sentence.rows[0]
    return first.begin - (len(text) - len(text.lstrip()) if first.words.strip() else 0)


def _are_there(words: str, found: str) -> bool:
    return words == found or unescaped_value(words) == found
