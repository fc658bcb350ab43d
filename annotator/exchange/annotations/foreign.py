"""Articles and claims as a file has them: its own words, its own ids, its own way of counting offsets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from annotator.domain.immutable import immutable
from annotator.domain.records import Confidence, Origin, UnitKind


class Measure(StrEnum):
    """What the offsets of a file count.

    The last two are code points of a text whose line ends were CR LF for one side and LF for the other.
    """

    CODE_POINT = "code_point"
    UTF16 = "utf16"
    UTF8 = "utf8"
    GRAPHEME = "grapheme"
    CRLF_AS_ONE = "crlf_as_one"
    CRLF_AS_TWO = "crlf_as_two"


@immutable
class ForeignSpan:
    """Half-open offsets in the file's own measure; `quote` is what the file says the words are, else None."""

    start: int
    end: int
    quote: str | None = None


@immutable
class ForeignUnit:
    """A sentence or another piece, where the file says what they are; offsets as those of spans."""

    start: int
    end: int
    kind: UnitKind = UnitKind.SENTENCE
    annotatable: bool = True


@immutable
class ForeignClaim:
    """A labelled stretch.

    `id` tells the claim from every other of the same article and annotator in the file, and is the same
    when the file is read again; "" where the format has none. `annotator` is the name or id in the file,
    "" where it says nothing. The label `dossier.NO_CLAIM` says of a sentence that it holds no claim.
    `extra` is what the file says and Claimdesk has no place for; each of its keys is told as a loss.
    `claim_id` is the id of a claim of Claimdesk, where the file surely has it. What a review decided, whose
    `origin` is ADJUDICATED, is nobody's to take in: it is told as a loss.
    """

    id: str
    label: str
    spans: tuple[ForeignSpan, ...]
    annotator: str = ""
    note: str = ""
    confidence: Confidence = Confidence.UNSET
    flag: bool = False
    created_at: str = ""
    origin: Origin = Origin.IMPORTED
    extra: Mapping[str, object] = field(default_factory=dict)
    claim_id: str = ""


@immutable
class ForeignArticle:
    """`text` is as the file has it, line ends and all: offsets refer to it. `name` is the file's name for it.

    Where a file has claims but no texts, `text` is "" and `text_sha256` (of the text in UTF-8) or else `url`
    says which article of the project is meant, or where both are "" the words of the claims. `measure` is
    given where the file itself says it, and `converted_from` where the file counts otherwise than what its
    reader made of it.

    A document that is in a file several times, once for each annotator, is given each time with that
    annotator's claims: equal texts are joined when they are taken in.
    """

    name: str
    text: str
    text_sha256: str = ""
    measure: Measure | None = None
    converted_from: Measure | None = None
    title: str = ""
    url: str = ""
    language: str = ""
    outlet: str = ""
    byline: str = ""
    published_at: str = ""
    metadata: Mapping[str, object] = field(default_factory=dict)
    claims: tuple[ForeignClaim, ...] = ()
    units: tuple[ForeignUnit, ...] | None = None

    @property
    def said_measure(self) -> Measure | None:
        """What offsets count in the file, where it says that itself."""
        return self.converted_from or self.measure
