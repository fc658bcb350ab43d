"""Records in JSON: fields inside fields are named with full stops, and numbers stay as they were written."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from annotator.domain.errors import Refused
from annotator.exchange.articles.limits import MOST_VALUES

_DEEPEST_NAME: Final = 4
_LONGEST_KEY: Final = 60
_MOST_NAMES: Final = 300
_MOST_PARTS: Final = 10_000
_INNER_NAMES: Final = ("name", "text", "value", "title", "#text", "content")
ITSELF: Final = "text"
"""The name of a record that is only a string."""


class Number(str):
    """A number as it was written: text where a field is read, and no article of its own."""

    __slots__ = ()


def parsed(text: str) -> object:
    """What `text` holds; numbers are strings, so that an id such as 4e07 or 007 stays one.

    Raises Refused where it is no JSON, nested too deep, of too many values, or has one key twice in an
    object, as nothing tells then which of the two values is meant.
    """
    # Signs in texts count too, which are few beside the limit.
    if sum(map(text.count, ",[{")) > MOST_VALUES:
        raise Refused(f"It holds more than {MOST_VALUES:,} values. Nothing was imported of it. Split it.")
    try:
        return json.loads(
            text,
            parse_int=Number,
            parse_float=Number,
            parse_constant=Number,
            strict=False,
            object_pairs_hook=_object,
        )
    except RecursionError as error:
        raise Refused(
            f"It is nested more than {sys.getrecursionlimit():,} deep, as no list of articles is. "
            "Nothing was imported of it."
        ) from error
    except ValueError as error:
        raise Refused(f"It is not valid JSON: {error}. Nothing was imported of it.") from error


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(name for name, count in Counter(name for name, _ in pairs).items() if count > 1)
        raise Refused(f"It has the key “{twice[:_LONGEST_KEY]}” twice. Nothing was imported of it. Mend it.")
    return found


def field_names(records: Sequence[object]) -> list[str]:
    """The names of all fields that hold text in these records, in the order of their first use."""
    names: dict[str, None] = {}
    for record in records:
        names |= dict.fromkeys([ITSELF] if isinstance(record, str) else _names(record, "", 1))
    return list(names)[:_MOST_NAMES]


def _names(value: object, before: str, depth: int) -> Iterator[str]:
    if not isinstance(value, dict):
        return
    for name, inner in list(value.items())[:_MOST_NAMES]:
        whole = f"{before}{name}"
        if isinstance(inner, str | list) or text_of(inner):
            yield whole
        if isinstance(inner, dict) and depth < _DEEPEST_NAME:
            yield from _names(inner, f"{whole}.", depth + 1)


def field_text(record: object, name: str) -> str:
    """The text of the field `name`; a name with full stops is first looked for as it stands."""
    if isinstance(record, str):
        return record if name == ITSELF else ""
    return text_of(_found(record, name), between="\n\n")


def _found(record: object, name: str) -> object:
    while isinstance(record, dict):
        if name in record:
            return record[name]
        # The longest beginning that is a field, as a field's own name may hold a full stop.
        ends = [at for at, sign in enumerate(name) if sign == "." and name[:at] in record]
        if not ends:
            return None
        record, name = record[name[: ends[-1]]], name[ends[-1] + 1 :]
    if isinstance(record, list) and name:
        return [_found(each, name) for each in record[:_MOST_PARTS] if isinstance(each, dict)]
    return None


def text_of(value: object, between: str = ", ") -> str:
    """A string; the parts of a list with `between`; of an object what stands for it."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        inner = next((value[name] for name in _INNER_NAMES if isinstance(value.get(name), str)), "")
        return str(inner)
    if isinstance(value, list):
        parts = (text_of(each) for each in value[:_MOST_PARTS] if not isinstance(each, list))
        return between.join(filter(None, parts))
    return ""
