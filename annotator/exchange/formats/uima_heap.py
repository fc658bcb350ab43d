"""The memory of UIMA as its binary files keep it: cells with numbers, and what stands beside them.

A structure is a cell with the code of its type, and one for each feature. What is no number of 32 bits stands
elsewhere, and the cell says where; nothing is at 0. An array is the code of its type, its length, and its
values or where they begin. Structures that were deleted stay, without anything that leads to them.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from annotator.exchange.annotations.json_values import Unfit
from annotator.exchange.formats.java_stream import JavaObject
from annotator.exchange.formats.uima_cas import Structure, offset
from annotator.exchange.formats.uima_heap_types import Feature, HeapTypes, Layout, at, damaged
from annotator.exchange.formats.uima_types import BOOLEAN, STRING

_FLOAT: Final = "uima.cas.Float"
_LONG: Final = "uima.cas.Long"
_DOUBLE: Final = "uima.cas.Double"
_FAR: Final = (_LONG, _DOUBLE)
_PLAIN: Final = ("uima.cas.Byte", "uima.cas.Short", "uima.cas.Integer", BOOLEAN, _FLOAT, *_FAR)
_ARRAYS_ELSEWHERE: Final = {
    "uima.cas.Byte": ("byteHeapArray", "B"),
    BOOLEAN: ("byteHeapArray", "B"),
    "uima.cas.Short": ("shortHeapArray", "S"),
    _LONG: ("longHeapArray", "J"),
    _DOUBLE: ("longHeapArray", "J"),
}
_UIMA: Final = "uima.cas."
_LISTS: Final = (f"{_UIMA}NonEmpty", f"{_UIMA}Empty")
_MOST: Final = 20_000_000
"""Cells and characters that are looked at in a file, without tokens: a few times what long documents have."""
_EACH: Final = 10
"""What a structure costs apart from its cells."""


@dataclass(slots=True)
class _Said:
    """What the features of a structure say."""

    words: dict[str, Sequence[str]] = field(default_factory=dict)
    links: dict[str, Sequence[str]] = field(default_factory=dict)
    plain: dict[str, object] = field(default_factory=dict)


class Heap:
    """Structures by the cell where they begin. Every method raises Unfit for what can't be so.

    `described` says what types there are, `kept` is what the memory holds.
    """

    def __init__(self, described: JavaObject, kept: JavaObject) -> None:
        self._types = HeapTypes(described)
        self.types = self._types.system
        self._kept = kept
        self._cells = kept.numbers("heapArray")
        self._longs = kept.numbers("longHeapArray", "J")
        self._texts = kept.texts("stringTable")
        self._left = _MOST

    def type_at(self, place: int) -> str:
        return self._layout(place).name

    def structure(self, place: int) -> Structure:
        """What begins at `place`, which is its id."""
        layout = self._layout(place)
        self._spend(_EACH + len(layout.features))
        said = _Said()
        for cell, feature in enumerate(layout.features, place + 1):
            self._read(said, feature, at(self._cells, cell))
        sofa = next(iter(said.links.pop("sofa", ())), "")
        begin, end = (offset(said.plain.pop(edge, None)) for edge in ("begin", "end"))
        return Structure(str(place), layout.name, sofa, begin, end, said.words, said.links, said.plain)

    def _layout(self, place: int) -> Layout:
        return self._types.layout(at(self._cells, place))

    def _read(self, said: _Said, feature: Feature, value: int) -> None:
        if feature.range in _PLAIN:
            is_far = feature.range in _FAR
            said.plain[feature.name] = _plain(feature.range, at(self._longs, value) if is_far else value)
        elif value and feature.is_words:
            said.words[feature.name] = self._words([value])
        elif value:
            self._follow(said, feature.name, value)

    def _follow(self, said: _Said, name: str, place: int) -> None:
        """Read what a feature leads to: the values of an array or a list, or another structure."""
        type_ = self.type_at(place)
        values: Sequence[int]
        if type_.startswith(_LISTS):
            kind, values = self._list(place)
        elif type_.endswith("[]") or (type_.startswith(_UIMA) and type_.endswith("Array")):
            kind = type_.removesuffix("[]").removesuffix("Array")
            values = self._array(kind, place)
        else:
            kind, values = type_, [place]
        if kind == STRING:
            said.words[name] = self._words(values)
        elif kind in _PLAIN:
            said.plain[name] = [_plain(kind, value) for value in values]
        elif links := [str(value) for value in values if value]:
            said.links[name] = links

    def _array(self, kind: str, place: int) -> Sequence[int]:
        """The values of the array at `place`, which holds what `kind` says."""
        values, start, count = self._cells, place + 2, at(self._cells, place + 1)
        if count and kind in _ARRAYS_ELSEWHERE:
            values, start = self._kept.numbers(*_ARRAYS_ELSEWHERE[kind]), at(self._cells, start)
        if min(start, count) < 0 or start + count > len(values):
            raise damaged()
        self._spend(count)
        return values[start : start + count]

    def _list(self, place: int) -> tuple[str, list[int]]:
        """What the list at `place` holds, and its values: each with where the next one is."""
        kind, found = "", list[int]()
        while place:
            layout = self._layout(place)
            if not layout.name.startswith(_LISTS):
                raise damaged()
            self._spend(_EACH + len(layout.features))
            following = 0
            for cell, feature in enumerate(layout.features, place + 1):
                if feature.name == "tail":
                    following = at(self._cells, cell)
                else:
                    kind = feature.range
                    found.append(at(self._cells, cell))
            place = following
        return kind, found

    def _words(self, places: Sequence[int]) -> list[str]:
        found = [text for place in places if place and (text := at(self._texts, place)) is not None]
        self._spend(sum(map(len, found)))
        return found

    def _spend(self, cost: int) -> None:
        """Bounds what is made where structures lie in each other, share what is long, or run in a circle."""
        self._left -= cost
        if self._left < 0:
            raise Unfit("there is more of them than one file may hold")


def _plain(kind: str, value: int) -> object:
    """The number, or the truth, whose bits are in `value`."""
    if kind == BOOLEAN:
        return value != 0
    if kind == _FLOAT:
        return struct.unpack("f", struct.pack("i", value))[0]
    if kind == _DOUBLE:
        return struct.unpack("d", struct.pack("q", value))[0]
    return value
