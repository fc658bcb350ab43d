"""The things Claimdesk knows, as immutable records. Names of fields are the field's own and those of exports.

Offsets are half-open Unicode code points of the article's stored text. Times are UTC, ISO 8601, with
milliseconds. Ids are UUIDv7 as text. `version` counts the writes to a row and starts at 1.
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import Final

from annotator.domain.immutable import immutable
from annotator.domain.spans import Span


class UnitKind(StrEnum):
    """What a piece of an article is. The boilerplate kinds ask for no decision."""

    HEADLINE = "headline"
    TEASER = "teaser"
    HEADING = "heading"
    SENTENCE = "sentence"
    LIST_ITEM = "list_item"
    QUOTE = "quote"
    CAPTION = "caption"
    IMAGE_CREDIT = "image_credit"
    INFOGRAPHIC = "infographic"
    NEWSLETTER = "newsletter"
    RELATED_LINKS = "related_links"
    POLL = "poll"
    NAVIGATION = "navigation"

    @property
    def is_asked(self) -> bool:
        """Whether a piece of this kind asks for a decision until somebody says otherwise."""
        return self in _ASKED


JOINED: Final = "joined"

_ASKED: Final = frozenset(
    {UnitKind.HEADLINE, UnitKind.TEASER, UnitKind.SENTENCE, UnitKind.LIST_ITEM, UnitKind.QUOTE}
)


class Direction(StrEnum):
    AUTO = "auto"
    LEFT_TO_RIGHT = "ltr"
    RIGHT_TO_LEFT = "rtl"


class Basis(StrEnum):
    IN_TEXT = "in_text"
    EXTERNAL_EVIDENCE = "external_evidence"
    BOTH = "both"


class Confidence(StrEnum):
    """How sure the annotator is; called sureness where people read it."""

    UNSET = "unset"
    LOW = "low"
    MID = "mid"
    HIGH = "high"


class Origin(StrEnum):
    MANUAL = "manual"
    SUGGESTED = "suggested"
    IMPORTED = "imported"
    ADJUDICATED = "adjudicated"


class Role(StrEnum):
    ANNOTATOR = "annotator"
    ADJUDICATOR = "adjudicator"
    LEAD = "lead"
    MODEL = "model"


class DecisionState(StrEnum):
    """What an annotator said of a unit that holds no claim."""

    UNDECIDED = "undecided"
    NO_CLAIM = "no_claim"
    SKIPPED = "skipped"
    BOILERPLATE = "boilerplate"
    ASKED = "asked"


@immutable
class Article:
    """An imported article without its text, which `Articles.text` gives."""

    id: str
    sha256: str
    title: str
    length: int
    language: str = "und"
    direction: Direction = Direction.AUTO
    url: str = ""
    archive_url: str = ""
    outlet: str = ""
    byline: str = ""
    published_at: str = ""
    accessed_at: str = ""
    source_path: str = ""
    source_sha256: str = ""
    media_type: str = "text/plain"
    importer: str = ""
    metadata: dict[str, object] = field(default_factory=dict)
    imported_at: str = ""
    excluded_at: str | None = None
    version: int = 1


@immutable
class Unit:
    """A piece of text that asks for a decision, or is marked as one that does not.

    A unit is known by its article and the offset where it starts. `gaps` are the runs of white space
    inside it where pieces of the page were joined, often because a link was cut out.
    `rule` names what decided its kind, if anything special did, or JOINED where a retired one was joined on.
    """

    article_id: str
    start: int
    end: int
    kind: UnitKind = UnitKind.SENTENCE
    annotatable: bool = True
    gaps: tuple[Span, ...] = ()
    rule: str = ""
    retired: bool = False
    version: int = 1

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def is_joined(self) -> bool:
        """Whether it was joined to the one before it, and is no unit of its own any more."""
        return self.retired and self.rule == JOINED


@immutable
class Label:
    """What a verdict may be. `shape` and `line` say how it is drawn, `token` which palette colour."""

    key: str
    name: str
    glyph: str
    digit: int
    token: str
    shape: str
    line: str
    position: int
    maps_to: dict[str, str] = field(default_factory=dict)
    archived: bool = False


@immutable
class Annotator:
    id: str
    name: str
    role: Role = Role.ANNOTATOR
    letter: str = "A"
    version: int = 1


@immutable
class Assignment:
    """One annotator's work on one article; `finished_at` is None until it is finished."""

    article_id: str
    annotator_id: str
    position: int = 0
    due: str = ""
    finished_at: str | None = None
    guideline_version: int | None = None
    active_milliseconds: int = 0
    version: int = 1


@immutable
class Fragment:
    """One span of a claim, with the words themselves and up to 32 code points on either side of them."""

    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@immutable
class Claim:
    """One annotator's statement about a stretch of text: its fragments and its label."""

    id: str
    article_id: str
    annotator_id: str
    label: str
    fragments: tuple[Fragment, ...]
    statement_id: str | None = None
    basis: Basis = Basis.IN_TEXT
    confidence: Confidence = Confidence.UNSET
    note: str = ""
    flag: bool = False
    as_of: str = ""
    origin: Origin = Origin.MANUAL
    suggested_label: str | None = None
    guideline_version: int | None = None
    created_at: str = ""
    updated_at: str = ""
    deleted_at: str | None = None
    version: int = 1

    @property
    def span(self) -> Span:
        """From the first fragment's start to the last one's end."""
        return Span(self.fragments[0].start, self.fragments[-1].end)

    @property
    def quote(self) -> str:
        """The words of all fragments; " … " stands where text between them is left out."""
        return " … ".join(fragment.quote for fragment in self.fragments)


@immutable
class Decision:
    """What an annotator said of the unit that starts at `unit_start`, other than by a claim."""

    article_id: str
    unit_start: int
    annotator_id: str
    state: DecisionState = DecisionState.UNDECIDED
    flag: bool = False
    note: str = ""
    updated_at: str = ""
    version: int = 1


@immutable
class Progress:
    """Where an annotator was last in an article, and the counts that her queue shows.

    All of it can be derived again from claims, decisions and units; it is kept so that a queue of many
    articles need not, and it is not part of the journal. `furthest` is the start of the last unit seen.
    """

    article_id: str
    annotator_id: str
    unit_start: int = 0
    selection: Span | None = None
    furthest: int = -1
    asked: int = 0
    undecided: int = 0
    skipped: int = 0
    claims: int = 0
    flags: int = 0
    at: str = ""


class Standing(StrEnum):
    """How far an annotator is with an article."""

    NEW = "new"
    STARTED = "started"
    FINISHED = "finished"
    EXCLUDED = "excluded"


@immutable
class QueueRow:
    """An article as an annotator's queue shows it."""

    article_id: str
    title: str
    position: int
    standing: Standing
    asked: int
    undecided: int
    skipped: int = 0
    claims: int = 0
    flags: int = 0

    @property
    def decided(self) -> int:
        return self.asked - self.undecided - self.skipped
