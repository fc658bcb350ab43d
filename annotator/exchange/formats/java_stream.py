"""Reads what Java wrote with its serialization, as values by name: no class of the stream is ever made.

Only plain data is read: objects of classes that are asked for, without superclasses and methods of writing
of their own, texts, and arrays of whole numbers and of texts. All else is refused.
"""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from annotator.domain.immutable import immutable
from annotator.exchange.annotations.json_values import Unfit

MARK: Final = b"\xac\xed\x00\x05"

_NULL: Final = 0x70
_REFERENCE: Final = 0x71
_CLASS: Final = 0x72
_OBJECT: Final = 0x73
_TEXT: Final = 0x74
_ARRAY: Final = 0x75
_LONG_TEXT: Final = 0x7C
_END: Final = 0x78
_FIRST_REFERENCE: Final = 0x7E0000
_PLAIN: Final = 2
"""The flags of a class whose objects are its fields and nothing else."""
_NUMBERS: Final = {"B": "b", "S": "h", "I": "i", "J": "q"}
_TEXTS: Final = "[Ljava.lang.String;"
_MOST_OBJECTS: Final = 10
"""In a stream; at the worst each is inside the one before."""


@dataclass(slots=True)
class JavaObject:
    """An object of the class `kind`, with the values of its fields."""

    kind: str
    values: dict[str, Value] = field(default_factory=dict)

    def inside(self, name: str) -> JavaObject:
        """The object in a field. Raises Unfit."""
        value = self.values.get(name)
        if not isinstance(value, JavaObject):
            raise Unfit("an object is missing in it")
        return value

    def numbers(self, name: str, sign: str = "I") -> array[int]:
        """The whole numbers in a field, of the size that Java calls B, S, I or J. Raises Unfit."""
        value = self.values.get(name)
        if not isinstance(value, array) or value.typecode != _NUMBERS[sign]:
            raise Unfit("numbers are missing in it")
        return value

    def texts(self, name: str) -> list[str | None]:
        """The texts in a field. Raises Unfit."""
        value = self.values.get(name)
        if not isinstance(value, list):
            raise Unfit("texts are missing in it")
        return value


Value: TypeAlias = "str | int | list[str | None] | array[int] | JavaObject | None"


@immutable
class _Class:
    """`fields` are their names, each with the sign of what it holds."""

    name: str
    fields: tuple[tuple[str, str], ...]


def java_object(data: bytes, kinds: Collection[str]) -> JavaObject:
    """The one object in the stream. Raises Unfit for anything else.

    Objects of other classes than `kinds` are refused. What is made of the stream takes no more memory than a
    small multiple of its length, whatever lengths it tells.
    """
    if not data.startswith(MARK):
        raise Unfit("it is no stream of Java objects")
    stream = _Stream(data, kinds)
    found = stream.value()
    if not isinstance(found, JavaObject) or not stream.is_at_end():
        raise Unfit("it holds something else than one object")
    return found


class _Stream:
    """A stream and the place reached in it. What was read has a number, by which it may stand again."""

    def __init__(self, data: bytes, kinds: Collection[str]) -> None:
        self._data = data
        self._kinds = kinds
        self._at = len(MARK)
        self._objects = 0
        self._known: list[_Class | Value] = []
        """None is what is not whole yet, as no number is given to what is nothing."""

    def is_at_end(self) -> bool:
        return self._at == len(self._data)

    def value(self) -> Value:
        tag = self._byte()
        if tag == _OBJECT:
            return self._object()
        if tag == _ARRAY:
            return self._array()
        if tag != _REFERENCE:
            return self._text(tag)
        found = self._again()
        if isinstance(found, _Class):
            raise _damaged()
        return found

    def _object(self) -> JavaObject:
        kind = self._class()
        self._objects += 1
        if kind.name not in self._kinds or self._objects > _MOST_OBJECTS:
            raise Unfit("it holds other objects than a CAS is made of")
        found = JavaObject(kind.name)
        self._known.append(found)
        for sign, name in kind.fields:
            found.values[name] = self._number(_NUMBERS[sign]) if sign in _NUMBERS else self.value()
        return found

    def _array(self) -> array[int] | list[str | None]:
        name = self._class().name
        number = len(self._known)
        self._known.append(None)
        count = self._number("i")
        found: array[int] | list[str | None]
        if name == _TEXTS:
            # Each takes a byte at least.
            self._check_left(count)
            found = [self._text(self._byte()) for _ in range(count)]
        elif name[:1] == "[" and name[1:] in _NUMBERS:
            found = array(_NUMBERS[name[1:]])
            found.frombytes(self._bytes(count * found.itemsize))
            if sys.byteorder == "little":
                found.byteswap()
        else:
            raise Unfit("it holds arrays of another kind than a CAS is made of")
        self._known[number] = found
        return found

    def _class(self) -> _Class:
        """A class, described or told again."""
        tag = self._byte()
        if tag == _REFERENCE and isinstance(known := self._again(), _Class):
            return known
        if tag != _CLASS:
            raise Unfit("it holds something else than plain objects")
        name = self._short_text()
        self._bytes(8)  # The number of the class's version.
        number = len(self._known)
        self._known.append(None)
        if self._byte() != _PLAIN:
            raise Unfit("it holds objects that are written in a way of their own")
        fields = tuple(self._field() for _ in range(self._number("H")))
        if self._byte() != _END or self._byte() != _NULL:
            raise Unfit("it holds objects that are more than their fields")
        found = _Class(name, fields)
        self._known[number] = found
        return found

    def _field(self) -> tuple[str, str]:
        sign = chr(self._byte())
        name = self._short_text()
        if sign in "L[":
            self._text(self._byte())
        elif sign not in _NUMBERS:
            raise Unfit("it holds numbers of another kind than a CAS is made of")
        return sign, name

    def _text(self, tag: int) -> str | None:
        """The text, or None for nothing, that stands after `tag`."""
        if tag == _NULL:
            return None
        if tag == _REFERENCE and isinstance(known := self._again(), str):
            return known
        if tag not in (_TEXT, _LONG_TEXT):
            raise Unfit("it holds something else than plain objects")
        found = self._short_text() if tag == _TEXT else _decoded(self._bytes(self._number("q")))
        self._known.append(found)
        return found

    def _again(self) -> _Class | Value:
        number = self._number("i") - _FIRST_REFERENCE
        if not 0 <= number < len(self._known) or self._known[number] is None:
            raise _damaged()
        return self._known[number]

    def _short_text(self) -> str:
        return _decoded(self._bytes(self._number("H")))

    def _byte(self) -> int:
        return self._bytes(1)[0]

    def _number(self, code: str) -> int:
        (found,) = struct.unpack(f">{code}", self._bytes(struct.calcsize(f">{code}")))
        return int(found)

    def _bytes(self, count: int) -> bytes:
        self._check_left(count)
        self._at += count
        return self._data[self._at - count : self._at]

    def _check_left(self, count: int) -> None:
        if not 0 <= count <= len(self._data) - self._at:
            raise Unfit("it ends too early")


def _decoded(data: bytes) -> str:
    """Java's UTF-8, which has NUL in two bytes, and each half of a character beyond U+FFFF in three.

    A half alone becomes U+FFFD: one unit of UTF-16 as well.
    """
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    try:
        halves = data.replace(b"\xc0\x80", b"\0").decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise _damaged() from error
    return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _damaged() -> Unfit:
    return Unfit("its stream of Java objects is damaged")
