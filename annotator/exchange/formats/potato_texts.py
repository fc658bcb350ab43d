"""The items of a Potato project, which hold the texts that its annotators saw."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.work import Job
from annotator.exchange.annotations.json_values import Unfit, chunks, json_values, mapping, name_of
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.losses import Losses

Values = Mapping[str, object]

TABLES: Final = {".csv": ",", ".tsv": "\t"}
ITEMS: Final = (".json", ".jsonl", *TABLES)
LARGEST_CELL: Final = 20_000_000
_CONFIGURATION: Final = (".yaml", ".yml")
_KEY: Final = re.compile(rb"^\s*(id_key|text_key)\s*:\s*[\"']?([^\"'\s#]+)", re.MULTILINE)
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_SPACES: Final = re.compile(" +")
_MARKUP: Final = re.compile(r"<[a-zA-Z/!?]|&#?\w+;")


class Keys:
    """Under which names items have their id and their text, as the project's configuration says."""

    def __init__(self, source: AnnotationSource) -> None:
        said = {b"id_key": b"id", b"text_key": b"text"}
        for name in source.files():
            if name.lower().endswith(_CONFIGURATION):
                said.update(reversed(_KEY.findall(source.head(name))))
        self.id = said[b"id_key"].decode(errors="replace")
        self.text = said[b"text_key"].decode(errors="replace")

    def id_of(self, item: Values) -> str:
        """The id as text. Raises Unfit where the item has none."""
        if found := name_of(item.get(self.id)):
            return found
        raise Unfit("the id is missing")

    def text_of(self, item: Values, field: str) -> str:
        """The text of `field`, or of the text itself as it was shown. Raises Unfit where there is none."""
        text = item.get(field or self.text)
        if not isinstance(text, str):
            raise Unfit("the text is missing")
        # Only the text itself is tidied before it is shown.
        return text if field else shown(text)


def shown(text: str) -> str:
    """A text as people see it in Potato, whose offsets count what is seen."""
    return _SPACES.sub(" ", _CONTROL.sub("", text)).strip()


def shown_early(text: str) -> str:
    """As the first programs of the second version showed it: without anything but ASCII."""
    return shown(text.encode("ascii", "ignore").decode())


def is_shown_otherwise(text: str) -> bool:
    """Whether there are tags or entities in the text, which nobody sees as they are written."""
    return _MARKUP.search(text) is not None


def items(
    source: AnnotationSource, names: tuple[str, ...], job: Job, losses: Losses
) -> Iterator[tuple[str, Values]]:
    """Each item of the files with where it stands. What is no item is counted, as is a file of none."""
    for name in names:
        try:
            for where, value in _values(source, name):
                job.check()
                try:
                    yield where, mapping(value)
                except Unfit as error:
                    losses.add(f"items that are not as they should be: {error}", where)
        except Refused:
            losses.add("files that hold no items", name)


def _values(source: AnnotationSource, name: str) -> Iterator[tuple[str, object]]:
    if PurePosixPath(name.lower()).suffix in TABLES:
        yield from rows(source, name)
        return
    with source.open(name) as file:
        for number, value in enumerate(json_values(chunks(file), name), 1):
            yield f"{name}, {number}", value


def rows(source: AnnotationSource, name: str) -> Iterator[tuple[str, dict[str, object]]]:
    """The rows of a table with its columns' names. Raises Refused for what is no table in UTF-8."""
    csv.field_size_limit(LARGEST_CELL)
    delimiter = TABLES.get(PurePosixPath(name.lower()).suffix, ",")
    with source.open(name) as file, io.TextIOWrapper(file, "utf-8-sig", newline="") as text:
        try:
            found = csv.reader(text, delimiter=delimiter, strict=True)
            head = next(found, [])
            for number, row in enumerate(found, 2):
                yield f"{name}, {number}", dict(zip(head, row, strict=False))
        except (csv.Error, UnicodeDecodeError) as error:
            raise Refused(
                f"{name} is no table in UTF-8, or a cell has more than {LARGEST_CELL:,} characters: {error}. "
                "Nothing was imported. Export it anew from Potato."
            ) from error
