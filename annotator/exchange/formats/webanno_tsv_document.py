"""Reads one document of WebAnno TSV 3 into a CAS, which is what such a file is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Final

from annotator.domain.immutable import immutable
from annotator.domain.offsets import OffsetMap
from annotator.domain.spans import Span
from annotator.exchange.formats.uima_cas import Cas, Sofa, Structure
from annotator.exchange.formats.uima_types import BUILT_IN, FROM, SENTENCE, TO
from annotator.exchange.formats.uima_types import Kind as Range
from annotator.exchange.formats.webanno_tsv_cells import (
    NO_VALUE,
    NOTHING,
    Column,
    Kind,
    Of,
    Value,
    unescaped_value,
    values_of,
)
from annotator.exchange.formats.webanno_tsv_lines import Document, Ground, Row

_SOFA: Final = "text"
_NO_NUMBER: Final = "0"
"""Of the end of a relation that is alone in its place."""


@dataclass(slots=True, eq=False)
class _Annotation:
    """`start` and `end` move apart with every row that the annotation is in."""

    id: str
    layer: str
    start: int
    end: int
    is_numbered: bool = False
    values: dict[str, str] = field(default_factory=dict)
    links: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def reach(self, place: Span) -> None:
        self.start = min(self.start, place.start)
        self.end = max(self.end, place.end)

    def structure(self, at: Callable[[int], int]) -> Structure:
        words = {name: (value,) for name, value in self.values.items() if not _is_plain(self.layer, name)}
        plain = {name: value for name, value in self.values.items() if name not in words}
        begin, end = at(self.start), at(self.end)
        return Structure(self.id, self.layer, _SOFA, begin, end, words, self.links, plain)


@immutable
class _Relation:
    """From what is called `source` to what is in `row`; the numbers of both tell which of several."""

    annotation: _Annotation
    base: str
    source: str
    row: str
    numbers: str


def cas_of(document: Document, ground: Ground) -> Cas:
    """The CAS with a text and what the rows say about it."""
    found = _Annotations(document.columns)
    rows = (row for sentence in document.sentences for row in sentence.rows)
    for row, place in zip(rows, ground.rows, strict=True):
        found.take(row, place)
    at = OffsetMap(ground.text).to_utf16
    structures = [
        *(
            Structure(f"sentence {number}", SENTENCE, _SOFA, at(span.start), at(span.end), {}, {}, {})
            for number, span in enumerate(ground.sentences, 1)
        ),
        *found.structures(at),
    ]
    sofa = Sofa(_SOFA, ground.text, frozenset(structure.id for structure in structures))
    return Cas(BUILT_IN, {_SOFA: sofa}, structures)


class _Annotations:
    """Annotations, put together from the cells of all the rows that they are in."""

    def __init__(self, columns: list[Column]) -> None:
        self._columns = columns
        self._ids = map(str, count(1))
        self._all: list[_Annotation] = []
        self._stacks: dict[tuple[str, str], list[_Annotation]] = defaultdict(list)
        """By row and layer."""
        self._numbered: dict[tuple[str, str], _Annotation] = {}
        """By layer and number, or place in a chain."""
        self._relations: list[_Relation] = []
        self._before: Sequence[str] = ()
        self._going_on: list[_Annotation] = []
        """Those of the row before, where all of its cells name the same annotations if they come again."""

    def take(self, row: Row, place: Span) -> None:
        if self._going_on and row.cells == self._before:
            for annotation in self._going_on:
                annotation.reach(place)
            return
        found: dict[str, _Annotation] = {}
        is_named = True
        for column, cell in zip(self._columns, row.cells, strict=True):
            if cell == NOTHING:
                continue
            stack = self._stacks[row.id, column.layer]
            for index, value in enumerate(values_of(cell)):
                annotation = self._annotation(column, value, stack, index, place)
                self._say(annotation, column, value, row)
                found[annotation.id] = annotation
                is_named &= _is_named(column, value)
        self._before = row.cells
        self._going_on = list(found.values()) if is_named else []

    def structures(self, at: Callable[[int], int]) -> Iterator[Structure]:
        for relation in self._relations:
            first, _, second = relation.numbers.partition("_")
            source = self._found(relation.base, relation.source, first)
            target = self._found(relation.base, relation.row, second)
            relation.annotation.links |= {FROM: (source,), TO: (target,)}
        for annotation in self._all:
            yield annotation.structure(at)
        members = {(layer, number.split("-")[0]) for layer, number in self._numbered if "-" in number}
        for layer, number in sorted(members):
            yield Structure(f"chain {number}", layer, _SOFA, None, None, {}, {"first": ()}, {})

    def _annotation(
        self, column: Column, value: Value, stack: list[_Annotation], index: int, place: Span
    ) -> _Annotation:
        """The annotation that a value speaks of, a new one where it begins in this row.

        A number says which it is. Without one it is that at the same place in the stacks of all columns.
        """
        is_named = _is_named(column, value)
        name = (column.layer, value.number)
        annotation = self._numbered.get(name) if is_named else None
        if annotation is None and index < len(stack) and not (is_named and stack[index].is_numbered):
            annotation = stack[index]
        if annotation is None:
            annotation = _Annotation(next(self._ids), column.layer, place.start, place.end)
            self._all.append(annotation)
        if is_named:
            annotation.is_numbered = True
            self._numbered[name] = annotation
        if annotation not in stack:
            annotation.reach(place)
            stack.append(annotation)
        return annotation

    def _say(self, annotation: _Annotation, column: Column, value: Value, row: Row) -> None:
        """Keep what a value says of its annotation."""
        is_said = value.text not in (NO_VALUE, NOTHING, "")
        match column.kind:
            case Kind.VALUE | Kind.IN_CHAIN if value.text != NO_VALUE:
                annotation.values[column.feature] = unescaped_value(value.text)
            case Kind.TARGETS if is_said:
                annotation.links[column.feature] = ()
            case Kind.SOURCE if is_said:
                relation = _Relation(annotation, column.base, value.text, row.id, value.number)
                self._relations.append(relation)

    def _found(self, layer: str, row: str, number: str) -> str:
        """The id of the annotation that an end of a relation names, "" where there is none."""
        if number and number != _NO_NUMBER:
            found = self._numbered.get((layer, number))
            return found.id if found else ""
        return next((annotation.id for annotation in self._stacks.get((row, layer), ())), "")


def _is_named(column: Column, value: Value) -> bool:
    """Whether the number of a value tells its annotation from all others of the layer."""
    if column.kind is Kind.IN_CHAIN:
        return "-" in value.number
    return column.of is Of.SPANS and column.kind is not Kind.TARGETS and value.number.isdigit()


def _is_plain(layer: str, feature: str) -> bool:
    return BUILT_IN.kind(layer, feature) is Range.PLAIN
