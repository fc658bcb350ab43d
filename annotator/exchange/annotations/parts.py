"""What the process that reads a file with annotations is asked, and what it says, part by part."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Annotated, Final, NamedTuple

from pydantic import Field, GetCoreSchemaHandler, TypeAdapter

from annotator.domain.immutable import immutable
from annotator.domain.records import Confidence, Origin
from annotator.domain.text import storable
from annotator.exchange.annotations.columns import InColumns
from annotator.exchange.annotations.foreign import ForeignArticle, Measure
from annotator.exchange.annotations.placing import How, Why
from annotator.exchange.article_text import ArticleDraft
from annotator.exchange.losses import Loss


class Texts(StrEnum):
    """Whether articles come with their texts: never, as for a survey; once for each text; each time."""

    NONE = "none"
    ONCE = "once"
    EACH = "each"


@immutable
class Request:
    """How to go through a file. `measure` is what a person says that its offsets count.

    `with_votes` asks how many claims fit under each measure, which takes as long as all the rest.
    """

    format_name: str
    measure: Measure | None = None
    texts: Texts = Texts.NONE
    with_votes: bool = False


class _AsText:
    """Has an enumeration written as the text that it is: pydantic asks for its `value`, which takes long."""

    @staticmethod
    def __get_pydantic_core_schema__(source: type, handler: GetCoreSchemaHandler) -> dict[str, object]:
        return {**handler(source), "serialization": {"type": "str"}}


_Offset = Annotated[int, Field(ge=0)]


class FoundClaim(NamedTuple):
    """A claim of a file, and where it is in the stored text or why it is nowhere.

    A tuple, as a file has a hundred thousand of them: it is made in a third of the time. `found` says how it
    got its `spans`, which are starts and ends of those in `Placed`, or why it has none. `is_quoted` says that
    the file has its words, `words` are some of those of a claim without a place. `extra` names what the file
    says of it and Claimdesk can't keep. The others are as in `ForeignClaim`.
    """

    id: str
    label: str
    annotator: str
    # The reason is looked for last: each enumeration that is asked in vain raises.
    found: Annotated[How | Why, Field(union_mode="left_to_right"), _AsText]
    spans: tuple[tuple[_Offset, _Offset], ...] = ()
    is_trimmed: bool = False
    is_quoted: bool = True
    words: str = ""
    note: str = ""
    confidence: Annotated[Confidence, _AsText] = Confidence.UNSET
    flag: bool = False
    created_at: str = ""
    origin: Annotated[Origin, _AsText] = Origin.IMPORTED
    extra: tuple[str, ...] = ()
    claim_id: str = ""


@immutable
class Content:
    """An article of a file as it will be stored, `sha256` being that of its text, with its claims in place.

    `draft` and the file's own `metadata` are there where texts were asked for. `is_more` says that these are
    further claims of the article before. `foreign` is an article without a text of its own, which is to be
    put on one of the project; its claims are in it; `is_by_words` says that its words alone tell which
    one. `measure` is what the file says that its offsets count.
    """

    name: str
    sha256: str = ""
    claims: Annotated[tuple[FoundClaim, ...], InColumns(FoundClaim)] = ()
    draft: ArticleDraft | None = None
    metadata: Mapping[str, str | int | bool] = field(default_factory=dict)
    is_more: bool = False
    foreign: ForeignArticle | None = None
    is_by_words: bool = False
    measure: Measure | None = None


@immutable
class Opened:
    """`fingerprint` changes when a file of the source does. `sha256` is that of a source that is one file.

    `measure` is what the format's definition says that offsets count.
    """

    fingerprint: str
    sha256: str
    measure: Measure | None


@immutable
class Part:
    """`opened` is in the first part. `problem` ends the file: it `is_unfit` or only can't be read now.

    `losses` and `votes` came up since the part before; articles whose measure the file says do not vote.
    """

    opened: Opened | None = None
    contents: tuple[Content, ...] = ()
    losses: tuple[Loss, ...] = ()
    votes: Mapping[Measure, int] = field(default_factory=dict)
    problem: str = ""
    is_unfit: bool = False


_parts: Final = TypeAdapter(Part)


def part_as_json(part: Part) -> bytes:
    """The part for another process; U+FFFD stands for half characters in names and notes."""
    try:
        return _parts.dump_json(part, exclude_defaults=True)
    except ValueError:
        values = _parts.dump_python(part, mode="json", exclude_defaults=True)
        return storable(json.dumps(values, ensure_ascii=False)).encode()


def part_of(data: bytes) -> Part:
    """The part that `part_as_json` wrote. Raises ValueError for anything else."""
    return _parts.validate_json(data, strict=True)
