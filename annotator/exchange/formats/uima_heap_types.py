"""The types of UIMA's binary files, which know each other by codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeVar

from annotator.domain.immutable import immutable
from annotator.exchange.annotations.json_values import Unfit
from annotator.exchange.formats.java_stream import JavaObject
from annotator.exchange.formats.uima_types import STRING, Type, TypeSystem

T = TypeVar("T")

_MOST_NAMES: Final = 10_000
_MOST_FEATURES: Final = 1_000
"""Of one structure."""
_LONGEST_NAME: Final = 1_000


@immutable
class Feature:
    """A feature, and the type that it ranges over."""

    name: str
    range: str
    is_words: bool


@immutable
class Layout:
    """A type with its features as they follow each other in a structure."""

    name: str
    features: tuple[Feature, ...]


class HeapTypes:
    """What the codes of types stand for. Raises Unfit where they can't be so.

    Codes count from 1, and a type has a higher one than the type above it. Structures have the features of
    the types above first, then those of their own type in the order of their codes.
    """

    def __init__(self, described: JavaObject) -> None:
        names = _names(described.texts("typeNames"))
        features = _names(described.texts("featureNames"))
        parents, declared = described.numbers("typeInheritance"), described.numbers("featDecls")
        if len(parents) != len(names) or len(declared) != 3 * len(features):
            raise damaged()
        own: dict[int, list[tuple[str, str]]] = {}
        """By the code of a type, its features: their names, and those of what they range over."""
        for code, name in enumerate(features[1:], 1):
            domain, over, _ = declared[3 * code : 3 * code + 3]
            own.setdefault(domain, []).append((name, at(names, over)))
        self.system = TypeSystem(
            {
                name: Type(name, at(names, parents[code]), dict(own.get(code, ())))
                for code, name in enumerate(names[1:], 1)
            }
        )
        self._layouts = [Layout("", ())]
        for code, name in enumerate(names[1:], 1):
            above = at(self._layouts, parents[code]).features
            made = tuple(
                Feature(each, over, STRING in self.system.lineage(over)) for each, over in own.get(code, ())
            )
            if len(above) + len(made) > _MOST_FEATURES:
                raise _too_many()
            self._layouts.append(Layout(name, above + made))

    def layout(self, code: int) -> Layout:
        """The type with this code."""
        found = at(self._layouts, code)
        if not code:
            raise damaged()
        return found


def at(values: Sequence[T], place: int) -> T:
    """The value at `place`, which no file may count from the end. Raises Unfit outside."""
    if not 0 <= place < len(values):
        raise damaged()
    return values[place]


def damaged() -> Unfit:
    return Unfit("its memory is damaged")


def _too_many() -> Unfit:
    return Unfit("its types are more, or have longer names, than any file has")


def _names(texts: Sequence[str | None]) -> list[str]:
    """Names by code, "" for that of nothing."""
    if len(texts) > _MOST_NAMES or any(len(text) > _LONGEST_NAME for text in texts if text):
        raise _too_many()
    if not all(texts[1:]):
        raise damaged()
    return ["", *(text for text in texts[1:] if text)]
