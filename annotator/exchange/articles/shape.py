"""What every reader of a kind of file takes and gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace
from enum import StrEnum
from typing import Final

from annotator.domain.immutable import immutable
from annotator.domain.piece_changes import PieceChange
from annotator.exchange.decoding import Candidate, Found


class Field(StrEnum):
    """What a column of a table or a field of a record may hold."""

    TEXT = "text"
    TITLE = "title"
    URL = "url"
    OUTLET = "outlet"
    BYLINE = "byline"
    DATE = "date"
    LANGUAGE = "language"
    ID = "id"


@immutable
class Facts:
    """What a file says of its article; "" where it says nothing.

    `language` is what a person says, and is taken as it is; `stated_language` what a page says of itself,
    which is often left over from a template. Both are BCP 47 tags. `record_id` is the article's name in a
    table or a list of records.
    """

    title: str = ""
    url: str = ""
    outlet: str = ""
    byline: str = ""
    published_at: str = ""
    language: str = ""
    stated_language: str = ""
    record_id: str = ""


NO_FACTS: Final = Facts()


@immutable
class Extract:
    """The words of one article, not normalised yet, and how they were found.

    `remarks` are sentences for people about what was left out or done otherwise.
    """

    text: str
    facts: Facts = NO_FACTS
    encoding: str = "utf-8"
    found: Found = Found.UTF_8
    candidates: tuple[Candidate, ...] = ()
    remarks: tuple[str, ...] = ()


@immutable
class Item:
    """One thing in a file that may be an article.

    `place` follows the name of the file: "" where the file is the article, "#row 12", "/member.html".
    `extract` raises Refused where it is none. `skipped` says why it is not even tried. `share` is how much
    of the file is behind it, from 0 to 1.
    """

    place: str
    extract: Callable[[], Extract]
    share: float = 1.0
    skipped: str = ""
    kind_name: str = ""
    media_type: str = ""


@immutable
class Wishes:
    """What a person asks of an import.

    Args:
        encoding: Python's name of the encoding to read in; None finds it out.
        language: the BCP 47 tag of all articles; "" finds it out.
        columns: for tables and records, the name of the column or field of each `Field` that she chose;
            the others are guessed. A field inside a field is written with a full stop, as in "a.b".
        sheet: of workbooks, the name of the sheet to read; "" is the first one that has rows.
        without_rules: names of the boilerplate rules that are not to be asked.
        encodings: of single files, by their names, where they are read in another one than the rest.
        changes: what she changed in the pieces of articles, by the SHA-256 of their texts.
    """

    encoding: str | None = None
    language: str = ""
    columns: dict[Field, str] = field(default_factory=dict)
    sheet: str = ""
    without_rules: frozenset[str] = frozenset()
    encodings: dict[str, str] = field(default_factory=dict)
    changes: dict[str, tuple[PieceChange, ...]] = field(default_factory=dict)

    def of_file(self, name: str) -> Wishes:
        """What is asked of the file that people call `name`."""
        return replace(self, encoding=self.encodings.get(name, self.encoding))


NO_WISHES: Final = Wishes()
