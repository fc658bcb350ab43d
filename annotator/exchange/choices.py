"""What a person chooses when she exports."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from annotator.domain.immutable import immutable

_EARLIER_FORMATS: Final = {"claims-jsonl": "jsonl", "claims-csv": "csv"}


class OffsetUnit(StrEnum):
    """What an offset counts: Python's characters, those of JavaScript, Java and Qt, or bytes."""

    CODE_POINT = "code_point"
    UTF16 = "utf16"
    UTF8 = "utf8"


class Annotations(StrEnum):
    """Which claims stand in a data set: everybody's own, or one for all who marked the same words."""

    ALL = "all"
    GOLD = "gold"
    MAJORITY = "majority"
    SOFT = "soft"


class SplitBy(StrEnum):
    """What keeps articles in one part: nothing but likeness, their outlet, or their place in time."""

    RANDOM = "random"
    OUTLET = "outlet"
    DATE = "date"


@immutable
class ExportChoices:
    """`format` is a name that `formats.format_named` knows; `annotators` are ids, None for everybody.

    `names` writes annotators' names and not letters. `no_claims`, `notes`, `text` and `boilerplate` put
    sentences that hold no claim, notes with flags, the article's text, and pieces that nobody was asked
    about into the file, where the format has a place for them. `offset_unit` is None where it has no offsets.

    `articles` are ids, None for every one. `release` makes a folder with a data set card; so does any split.
    `shares` of the articles go into the parts train, validation and test, or train and test; none means no
    split. `licence` is an SPDX id or a line of words, as the person typed it.
    """

    format: str = "jsonl"
    annotators: tuple[str, ...] | None = None
    names: bool = False
    finished_only: bool = True
    no_claims: bool = True
    notes: bool = False
    text: bool = True
    boilerplate: bool = False
    offset_unit: OffsetUnit | None = OffsetUnit.CODE_POINT
    annotations: Annotations = Annotations.ALL
    articles: tuple[str, ...] | None = None
    release: bool = False
    shares: tuple[int, ...] = ()
    split_by: SplitBy = SplitBy.RANDOM
    seed: int = 13
    licence: str = ""

    @property
    def is_release(self) -> bool:
        return self.release or bool(self.shares)


def has_gold_fields(choices: ExportChoices) -> bool:
    """Whether gold is what was asked for, so that files say how it came about."""
    return choices.annotations in {Annotations.GOLD, Annotations.MAJORITY}


def today(kept: object) -> object:
    """Choices that an earlier version may have kept, in the words of this one."""
    if not isinstance(kept, Mapping):
        return kept
    found = dict(kept)
    is_guarded = found.pop("spreadsheet", False) is True
    name = found.get("format")
    if isinstance(name, str):
        name = format_today(name)
        found["format"] = "csv-spreadsheet" if is_guarded and name == "csv" else name
    return found


def format_today(name: str) -> str:
    """Today's name of a format that an earlier version may have called otherwise."""
    return _EARLIER_FORMATS.get(name, name)
