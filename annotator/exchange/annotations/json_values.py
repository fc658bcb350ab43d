"""JSON of unknown origin: one value after the other, and values that are what they should be."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO, Final

from annotator.domain.errors import Refused

LARGEST_VALUE: Final = 200_000_000
"""Characters of one value, the longest that is held in memory."""
MOST_VALUES: Final = 10_000_000
"""Inside one value: each takes a hundred bytes of memory, however short it is."""
_CHUNK: Final = 1 << 20
_LONGEST_MARK: Final = len("\\ud83d\\ude00")
"""The longest stretch that the decoder takes for wrong where it is only cut."""
_NUMBER: Final = re.compile(r"[-+.0-9eE]*")
_SPACE: Final = " \t\r\n"
_NOTHING: Final = "Nothing was imported."


class Unfit(ValueError):
    """A value is not of the kind that its place asks for. Readers count the record as lost and go on."""


def json_value(data: bytes, name: str) -> object:
    """The one value in `data`. Raises Refused where that is no JSON or is nested too deep."""
    values = list(json_values(iter([data]), name, is_array_opened=False))
    if len(values) != 1:
        raise Refused(f"{name} holds {len(values)} JSON values where one is needed. {_NOTHING}")
    return values[0]


def chunks(file: BinaryIO) -> Iterator[bytes]:
    """What `file` holds, a piece at a time."""
    while chunk := file.read(_CHUNK):
        yield chunk


def json_values(data: Iterator[bytes], name: str, *, is_array_opened: bool = True) -> Iterator[object]:
    """The values one after the other, a line each or not; of a single array, its items.

    Only the value at hand is in memory. Raises Refused, after the values before it, for what is no JSON,
    nested too deep, or longer than `LARGEST_VALUE`.
    """
    reading = _Reading(data, name)
    is_array = is_array_opened and reading.begins_with("[")
    if is_array:
        reading.skip(1)
        if reading.begins_with("]"):
            reading.skip(1)
            reading.check_end()
            return
    while not reading.is_at_end():
        yield reading.value()
        if is_array and not reading.goes_on():
            break
    else:
        if is_array:
            raise reading.refused("ends before its array does")
    reading.check_end()


class _Reading:
    """Text that is decoded as it is needed, and the place reached in it."""

    def __init__(self, data: Iterator[bytes], name: str) -> None:
        self._data = data
        self._name = name
        self._decode = codecs.getincrementaldecoder("utf-8-sig")().decode
        self._text = ""
        self._at = 0
        self._is_all = False
        self._decoder = json.JSONDecoder(parse_constant=_no_number)

    def begins_with(self, mark: str) -> bool:
        return not self.is_at_end() and self._text[self._at] == mark

    def skip(self, count: int) -> None:
        self._at += count

    def is_at_end(self) -> bool:
        """Whether nothing but white space is left."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._text):
                return False
            if self._is_all:
                return True
            self._more()

    def check_end(self) -> None:
        if not self.is_at_end():
            raise self.refused("goes on after its end")

    def goes_on(self) -> bool:
        """Past the comma to the next item: True; past the end of the array: False."""
        if self.begins_with(","):
            self.skip(1)
            return True
        if self.begins_with("]"):
            self.skip(1)
            return False
        raise self.refused("ends before its array does")

    def value(self) -> object:
        """The next value; reads on, twice as far each time, while it looks cut off."""
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise self.refused("is nested too deep") from error
            except ValueError as error:
                if self._is_all or not self._is_cut_off(error):
                    raise self.refused(f"is no JSON ({error})") from error
            else:
                # A number at the very end, or a part of one, may go on in the next chunk.
                rest = _NUMBER.match(self._text, end)
                if self._is_all or rest is None or rest.end() < len(self._text):
                    self._at = end
                    return value
            self._more()

    def _is_cut_off(self, error: ValueError) -> bool:
        """Whether what is wrong may be that the text ends too early."""
        if not isinstance(error, json.JSONDecodeError):
            return False
        return error.msg.startswith("Unterminated") or error.pos >= len(self._text) - _LONGEST_MARK

    def refused(self, what: str) -> Refused:
        return Refused(f"{self._name} {what}. {_NOTHING} Export it anew from where it came.")

    def _more(self) -> None:
        rest = self._text[self._at :]
        if len(rest) > LARGEST_VALUE:
            raise self.refused(f"holds a value of more than {LARGEST_VALUE:,} characters, the limit")
        parts, wanted = [rest], max(len(rest), 1)
        try:
            while wanted > 0 and not self._is_all:
                chunk = next(self._data, None)
                self._is_all = chunk is None
                parts.append(self._decode(chunk or b"", final=chunk is None))
                wanted -= len(parts[-1])
        except UnicodeDecodeError as error:
            raise self.refused("is not valid UTF-8") from error
        self._text, self._at = "".join(parts), 0
        # Nothing shorter can hold too many.
        if len(self._text) > MOST_VALUES and sum(map(self._text.count, "[{,")) > MOST_VALUES:
            raise self.refused(f"holds more than {MOST_VALUES:,} values in one, the limit")


def _no_number(constant: str) -> object:
    raise ValueError(f"{constant} is no number")


def mapping(value: object) -> Mapping[str, object]:
    """`value` if it is an object. Raises Unfit."""
    if not isinstance(value, dict):
        raise Unfit("an object is missing")
    return value


def sequence(value: object) -> Sequence[object]:
    """`value` if it is an array. Raises Unfit."""
    if not isinstance(value, list):
        raise Unfit("an array is missing")
    return value


def string(value: object) -> str:
    """`value` if it is a string. Raises Unfit."""
    if not isinstance(value, str):
        raise Unfit("a text is missing")
    return value


def whole(value: object) -> int:
    """`value` if it is a whole number that is not negative. Raises Unfit."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise Unfit("a whole number is missing")
    return value


def name_of(value: object) -> str:
    """An id or a name as text, whether the file has it as text or as a number; "" for null. Raises Unfit."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool() | float():
            raise Unfit("a name is missing")
        case int():
            return str(value)
    raise Unfit("a name is missing")
