"""One JSON document: a list of articles, wherever in it that stands, or one article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable
from annotator.exchange.articles.columns import (
    SAMPLE_SIZE,
    Outline,
    Record,
    items_of,
    mapping_of,
    outline_of,
)
from annotator.exchange.articles.json_records import field_names, field_text, parsed
from annotator.exchange.articles.lines import waiting_for_encoding
from annotator.exchange.articles.shape import Field, Item, Wishes
from annotator.exchange.articles.snapshot import Snapshot
from annotator.exchange.decoding import Found, decode

_DEEPEST_LIST: Final = 3


def items(source: Snapshot, wishes: Wishes) -> Iterator[Item]:
    """Each article of the document."""
    decoded = decode(source.content(), wishes.encoding)
    if decoded.found is Found.DETECTED:
        yield from waiting_for_encoding(decoded)
        return
    yield from items_of(_records(decoded.text), wishes)


def outline(source: Snapshot, wishes: Wishes) -> Outline:
    """The fields, for a person to choose from."""
    return outline_of(_records(decode(source.content(), wishes.encoding).text), wishes)


@immutable
class ListRecords:
    """The objects of a list that lies in memory. `is_list` is False where the document is one article."""

    objects: Sequence[object]
    names: Sequence[str]
    is_list: bool

    def each(self) -> Iterator[Record]:
        for number, each in enumerate(self.objects, start=1):
            place = f"#record {number}" if self.is_list else ""
            yield Record(place, partial(field_text, each), number / len(self.objects))


def _records(text: str) -> ListRecords:
    data = parsed(text.removeprefix("\ufeff"))
    found = [] if _is_article(data) else _longest_list(data)
    objects = found or ([data] if isinstance(data, dict) else [])
    if not objects:
        raise Refused("The document holds no list of articles. Nothing was imported.")
    return ListRecords(objects, field_names(objects[:SAMPLE_SIZE]), bool(found))


def _is_article(data: object) -> bool:
    """Whether the whole document is one article: an object with a text of its own."""
    name = mapping_of(field_names([data]), (), {}).get(Field.TEXT, "")
    return isinstance(data, dict) and isinstance(data.get(name), str)


def _longest_list(data: object) -> list[object]:
    """The longest list of objects or texts that is not deeper in the document than a few names.

    A record's own lists, of tags or paragraphs, are not looked at: only what is not inside a list.
    """
    waiting = [(data, 0)]
    longest: list[object] = []
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, list):
            records: list[object] = [
                each for each in value if isinstance(each, dict) or (depth == 0 and type(each) is str)
            ]
            longest = max(longest, records, key=len)
        elif isinstance(value, dict) and depth < _DEEPEST_LIST:
            waiting += [(inner, depth + 1) for inner in value.values()]
    return longest
