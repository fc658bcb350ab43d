"""Writes one document of WebAnno TSV 3.3: sentences, tokens, and one layer of spans with relations.

Byte for byte as INCEpTION does, which alone says in full when a span needs a number or a part of a token.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from annotator.domain.spans import Span
from annotator.exchange.formats.webanno_tsv_cells import NO_VALUE, NOTHING, Of, escaped_text, escaped_value
from annotator.exchange.formats.webanno_tsv_lines import FIRST_LINE, TEXT

_VERSION: Final = "3"
_NO_NUMBER: Final = 0


@dataclass(frozen=True, slots=True)
class Layer:
    name: str
    features: Sequence[str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A span without white space at its ends, with a value, or None, for each feature of its layer."""

    span: Span
    values: Sequence[str | None]


@dataclass(slots=True)
class _Unit:
    """A token, or a part of one where a span begins or ends inside."""

    id: str
    span: Span
    pieces: list[int] = field(default_factory=list)
    parts: dict[Span, _Unit] = field(default_factory=dict)

    def part(self, span: Span) -> _Unit:
        return self.parts.setdefault(span, _Unit(f"{self.id}.{len(self.parts) + 1}", span))


class Table:
    """The units of one text, and which pieces are in them."""

    def __init__(self, text: str, sentences: Sequence[Sequence[Span]], at: Callable[[int], int]) -> None:
        """`sentences` are tokens in text order, at least one each; `at` counts as the file does."""
        self._text = text
        self._at = at
        self._sentences = [
            [_Unit(f"{first}-{second}", token) for second, token in enumerate(tokens, 1)]
            for first, tokens in enumerate(sentences, 1)
        ]
        self._tokens = [token for tokens in self._sentences for token in tokens]
        self._starts = [token.span.start for token in self._tokens]
        self._numbers: dict[int, int] = {}
        self._homes: dict[int, _Unit] = {}
        self._said: dict[tuple[int, ...], Sequence[str]] = {}

    def lines(
        self,
        layer: Layer,
        pieces: Sequence[Piece],
        *,
        relation: str = "",
        links: Sequence[tuple[int, int]] = (),
    ) -> Iterator[str]:
        """The file's lines; `links` are relations, from the piece of one index to that of another."""
        for index, piece in enumerate(pieces):
            self._add(index, piece.span)
        for index in (index for link in links for index in link):
            # INCEpTION finds what is in the tenth part of a token by its number alone.
            if len(self._homes[index].id.partition(".")[2]) > 1:
                self._number(index)
        yield FIRST_LINE + _VERSION
        if pieces:
            yield f"{Of.SPANS}{'|'.join((layer.name, *layer.features))}"
        if links:
            yield f"{Of.RELATIONS}{relation}|BT_{layer.name}"
        yield ""
        arriving = self._arriving(links)
        for tokens, words in zip(self._sentences, self._words(), strict=True):
            yield ""
            for line in words.split("\n"):
                yield TEXT + escaped_text(line)
            for unit in (unit for token in tokens for unit in (token, *token.parts.values())):
                cells = self._cells(unit, layer, pieces) if pieces else ()
                relations = ["|".join(arriving.get(unit.id, [NOTHING]))] if links else ()
                place = f"{self._at(unit.span.start)}-{self._at(unit.span.end)}"
                yield "\t".join((unit.id, place, unit.span.of(self._text), *cells, *relations, ""))

    def _words(self) -> Iterator[str]:
        """Sentences up to the next one, apart from one line end, which every reader puts between two."""
        starts = [tokens[0].span.start for tokens in self._sentences]
        for start, end in pairwise(starts):
            yield self._text[start:end].removesuffix("\n")
        for start in starts[-1:]:
            yield self._text[start:]

    def _cells(self, unit: _Unit, layer: Layer, pieces: Sequence[Piece]) -> Sequence[str]:
        """What stands for the pieces in a unit, which are mostly those that are in the one before it."""
        indexes = tuple(unit.pieces)
        if indexes not in self._said:
            marks = [self._mark(index) for index in indexes]
            values = [[_value(value) for value in pieces[index].values] for index in indexes]
            stacks = [
                "|".join(value[column] + mark for value, mark in zip(values, marks, strict=True))
                for column in range(len(layer.features))
            ]
            self._said = {indexes: [stack or NOTHING for stack in stacks]}
        return self._said[indexes]

    def _mark(self, index: int) -> str:
        return f"[{self._numbers[index]}]" if index in self._numbers else ""

    def _arriving(self, links: Sequence[tuple[int, int]]) -> dict[str, list[str]]:
        """What stands for the relations to the pieces whose home a unit is."""
        found: dict[str, list[str]] = {}
        for source, target in links:
            numbers = [self._numbers.get(index, _NO_NUMBER) for index in (source, target)]
            mark = f"[{numbers[0]}_{numbers[1]}]" if any(numbers) else ""
            found.setdefault(self._homes[target].id, []).append(self._homes[source].id + mark)
        return found

    def _add(self, index: int, span: Span) -> None:
        first, last = bisect_right(self._starts, span.start) - 1, bisect_right(self._starts, span.end - 1) - 1
        begin, end = self._tokens[first], self._tokens[last]
        if begin.span.start < span.start:
            self._put(index, begin.part(Span(span.start, min(begin.span.end, span.end))))
        elif begin.span.end <= span.end:
            self._put(index, begin)
        if end.span.end > span.end:
            self._put(index, end.part(Span(max(end.span.start, span.start), span.end)))
        elif first < last:
            self._put(index, end)
        for token in self._tokens[first + 1 : last]:
            self._put(index, token)
        if first < last:
            self._number(index)

    def _put(self, index: int, unit: _Unit) -> None:
        """Put a piece in a unit; the first one is its home. Where several are in one, all have numbers."""
        self._homes.setdefault(index, unit)
        if index not in unit.pieces:
            unit.pieces.append(index)
            if len(unit.pieces) > 1:
                for other in unit.pieces:
                    self._number(other)

    def _number(self, index: int) -> None:
        self._numbers.setdefault(index, len(self._numbers) + 1)


def _value(value: str | None) -> str:
    return NO_VALUE if value is None else escaped_value(value)
