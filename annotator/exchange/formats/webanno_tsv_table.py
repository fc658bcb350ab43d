"""Writes one document of WebAnno TSV 3.3: sentences, tokens, and one layer of spans with relations.

Byte for byte as INCEpTION does, which alone says in full when a span needs a number or a part of a token.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import count, pairwise
from typing import Final

from annotator.domain.immutable import immutable
from annotator.domain.spans import Span
from annotator.exchange.formats.webanno_tsv_cells import NO_VALUE, NOTHING, Of, escaped_text, escaped_value
from annotator.exchange.formats.webanno_tsv_lines import FIRST_LINE, TEXT

_VERSION: Final = "3"
_NO_NUMBER: Final = 0


@immutable
class Layer:
    name: str
    features: Sequence[str]


@immutable
class Piece:
    """A span without white space at its ends, with a value, or None, for each feature of its layer."""

    span: Span
    values: Sequence[str | None]


class Table:
    """One text, and which pieces are in which of its tokens."""

    def __init__(self, text: str, sentences: Sequence[Sequence[Span]], at: Callable[[int], int]) -> None:
        """`sentences` are tokens in text order, at least one each; `at` counts as the file does."""
        self._text = text
        self._sentences = sentences
        self._at = at
        self._tokens = [token for tokens in sentences for token in tokens]
        self._starts = [token.start for token in self._tokens]
        self._stacks: dict[int, list[int]] = {}
        """By the place of their token, the pieces that have all of it."""
        self._parts: dict[int, dict[Span, list[int]]] = {}
        """The same of parts of tokens, where a piece begins or ends inside."""
        self._numbers: dict[int, int] = {}
        self._last: Sequence[int] = ()
        self._last_cells = ""

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
        arriving = self._arriving(pieces, links)
        yield FIRST_LINE + _VERSION
        if pieces:
            yield f"{Of.SPANS}{'|'.join((layer.name, *layer.features))}"
        if links:
            yield f"{Of.RELATIONS}{relation}|BT_{layer.name}"
        yield ""
        said = [
            [_value(value) + mark for value in piece.values]
            for piece, mark in zip(pieces, map(self._mark, range(len(pieces))), strict=True)
        ]
        empty = f"{NOTHING}\t" * len(layer.features) if pieces else ""
        for number, words in enumerate(self._words(), 1):
            yield ""
            for line in words.split("\n"):
                yield TEXT + escaped_text(line)
            at = self._at_within(self._sentences[number - 1])
            for id_, span, stack in self._units(number):
                start, end = span.start, span.end
                cells = (self._cells(stack, said) if stack else "") or empty
                if links:
                    cells += "|".join(arriving.get(id_, [NOTHING])) + "\t"
                yield f"{id_}\t{at(start)}-{at(end)}\t{self._text[start:end]}\t{cells}"

    def _words(self) -> Iterator[str]:
        """Sentences up to the next one, apart from one line end, which every reader puts between two."""
        starts = [tokens[0].start for tokens in self._sentences]
        for start, end in pairwise(starts):
            yield self._text[start:end].removesuffix("\n")
        for start in starts[-1:]:
            yield self._text[start:]

    def _units(self, number: int) -> Iterator[tuple[str, Span, Sequence[int]]]:
        """The tokens of a sentence, each with its parts behind it: id, span, pieces."""
        tokens = self._sentences[number - 1]
        places = count(bisect_right(self._starts, tokens[0].start) - 1)
        for second, (place, token) in enumerate(zip(places, tokens, strict=False), 1):
            yield f"{number}-{second}", token, self._stacks.get(place, ())
            if place in self._parts:
                for third, (part, stack) in enumerate(self._parts[place].items(), 1):
                    yield f"{number}-{second}.{third}", part, stack

    def _at_within(self, tokens: Sequence[Span]) -> Callable[[int], int]:
        """How offsets in a sentence are counted: mostly they are as far from code points as its first one."""
        first, last = tokens[0].start, tokens[-1].end
        distance = self._at(first) - first
        return distance.__add__ if self._at(last) - last == distance else self._at

    def _cells(self, stack: Sequence[int], said: Sequence[Sequence[str]]) -> str:
        """What stands for the pieces in a unit, which are mostly those that are in the one before it."""
        if stack is not self._last and stack != self._last:
            columns = zip(*(said[index] for index in stack), strict=True)
            self._last, self._last_cells = stack, "".join(f"{'|'.join(column)}\t" for column in columns)
        return self._last_cells

    def _mark(self, index: int) -> str:
        return f"[{self._numbers[index]}]" if index in self._numbers else ""

    def _add(self, index: int, span: Span) -> None:
        """Put a piece in its units, and number it where that is needed."""
        first, last = self._place(span.start), self._place(span.end - 1)
        begin, end = self._tokens[first], self._tokens[last]
        stacks = []
        if begin.start < span.start:
            stacks.append(self._part(first, span))
        elif begin.end <= span.end:
            stacks.append(self._stacks.setdefault(first, []))
        if end.end > span.end:
            stacks.append(self._part(last, span))
        elif first < last:
            stacks.append(self._stacks.setdefault(last, []))
        stacks += [self._stacks.setdefault(place, []) for place in range(first + 1, last)]
        numbers = self._numbers
        for stack in stacks:
            before = stack[-1] if stack else None
            if before != index:
                stack.append(index)
                # Where several are in one unit, all have numbers.
                if before is not None and (before not in numbers or index not in numbers):
                    self._number(before)
                    self._number(index)
        if first < last:
            self._number(index)

    def _place(self, offset: int) -> int:
        """The number of the token that begins at `offset` or before."""
        return bisect_right(self._starts, offset) - 1

    def _part(self, place: int, span: Span) -> list[int]:
        """The stack of that part of a token that a span covers."""
        token = self._tokens[place]
        part = Span(max(token.start, span.start), min(token.end, span.end))
        return self._parts.setdefault(place, {}).setdefault(part, [])

    def _number(self, index: int) -> None:
        if index not in self._numbers:
            self._numbers[index] = len(self._numbers) + 1

    def _arriving(self, pieces: Sequence[Piece], links: Sequence[tuple[int, int]]) -> dict[str, list[str]]:
        """What stands for the relations to the pieces whose home a unit is."""
        homes = {index: self._home(pieces[index].span) for link in links for index in link}
        for index, home in homes.items():
            # INCEpTION finds what is in the tenth part of a token by its number alone.
            if len(home.partition(".")[2]) > 1:
                self._number(index)
        found: dict[str, list[str]] = {}
        for source, target in links:
            numbers = [self._numbers.get(index, _NO_NUMBER) for index in (source, target)]
            mark = f"[{numbers[0]}_{numbers[1]}]" if any(numbers) else ""
            found.setdefault(homes[target], []).append(homes[source] + mark)
        return found

    def _home(self, span: Span) -> str:
        """The id of the unit where a piece begins."""
        place = self._place(span.start)
        token = self._tokens[place]
        firsts = [tokens[0].start for tokens in self._sentences]
        sentence = bisect_right(firsts, token.start)
        id_ = f"{sentence}-{place - self._place(firsts[sentence - 1]) + 1}"
        if span.start == token.start and token.end <= span.end:
            return id_
        part = Span(span.start, min(token.end, span.end))
        return f"{id_}.{list(self._parts[place]).index(part) + 1}"


def _value(value: str | None) -> str:
    return NO_VALUE if value is None else escaped_value(value)
