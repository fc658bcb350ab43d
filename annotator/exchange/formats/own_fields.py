"""Our own fields, read back from a file of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Final, TypeVar

from annotator.domain.records import Confidence, Origin, UnitKind
from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import (
    ForeignArticle,
    ForeignClaim,
    ForeignSpan,
    ForeignUnit,
    Measure,
)
from annotator.exchange.annotations.json_values import (
    Unfit,
    chunks,
    json_values,
    mapping,
    sequence,
    string,
    whole,
)
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.dossier import NO_CLAIM
from annotator.exchange.losses import Losses

Values = Mapping[str, object]
Record = TypeVar("Record")

_CONFIDENCES: Final = {level.value: level for level in Confidence}
_KINDS: Final = {kind.value: kind for kind in UnitKind}


def claim_from(values: Values) -> ForeignClaim:
    """A claim of the fields of `fields.claim_fields`. Raises Unfit."""
    spans = [span_from(mapping(part)) for part in sequence(values.get("fragments"))]
    id_ = string(values.get("id"))
    return ForeignClaim(
        id_,
        string(values.get("label")),
        tuple(spans),
        annotator=string(values.get("annotator")),
        note=string(values.get("note", "")),
        confidence=_CONFIDENCES.get(string(values.get("confidence", "")), Confidence.UNSET),
        flag=values.get("flag") is True,
        created_at=string(values.get("created_at", "")),
        origin=_origin(values),
        claim_id=id_,
    )


def no_claim_from(values: Values) -> ForeignClaim:
    """A sentence without a claim, of the fields of `fields.no_claim_fields`. Raises Unfit."""
    return ForeignClaim(
        "",
        NO_CLAIM,
        (span_from(values),),
        annotator=string(values.get("annotator")),
        note=string(values.get("note", "")),
        flag=values.get("flag") is True,
        origin=_origin(values),
    )


def _origin(values: Values) -> Origin:
    """That of gold, or of what somebody else said."""
    is_gold = values.get("origin") == Origin.ADJUDICATED or isinstance(values.get("adjudication"), dict)
    return Origin.ADJUDICATED if is_gold else Origin.IMPORTED


def span_from(values: Values) -> ForeignSpan:
    """A span with its words. Raises Unfit."""
    return ForeignSpan(whole(values.get("start")), whole(values.get("end")), string(values.get("quote")))


def unit_from(values: Values) -> ForeignUnit:
    """A piece of an article, of the fields of `fields.unit_fields`. Raises Unfit."""
    kind = _KINDS.get(string(values.get("kind")))
    if kind is None:
        raise Unfit("the kind of a piece is not known")
    is_asked = values.get("annotatable") is True
    return ForeignUnit(whole(values.get("start")), whole(values.get("end")), kind, annotatable=is_asked)


def claim_of_article_from(values: Values) -> tuple[ForeignArticle, ForeignClaim]:
    """A record that is a claim, and its article, of whose text it has the hash alone. Raises Unfit."""
    article = ForeignArticle(
        string(values.get("article_id")),
        "",
        text_sha256=string(values.get("text_sha256")),
        measure=measure_from(values),
        title=string(values.get("title", "")),
        url=string(values.get("url", "")),
        language=string(values.get("language", "")),
    )
    return article, claim_from(values)


def measure_from(values: Values) -> Measure | None:
    """What the record says that its offsets count; None where it says nothing that is known."""
    unit = values.get("offset_unit")
    return Measure(unit) if isinstance(unit, str) and unit in tuple(Measure) else None


def records(
    source: AnnotationSource, job: Job, losses: Losses, read: Callable[[Values], Record]
) -> Iterator[Record]:
    """What `read` makes of each JSON value in the files; values that it finds unfit are counted as lost."""
    for name in source.files():
        with source.open(name) as file:
            for number, value in enumerate(json_values(chunks(file), name), 1):
                job.check()
                try:
                    yield read(mapping(value))
                except Unfit as error:
                    losses.add(f"records that are not as they should be: {error}", f"{name}, {number}")


def joined(claims: Iterable[tuple[ForeignArticle, ForeignClaim]]) -> Iterator[ForeignArticle]:
    """Each article once for every run of its claims, with them."""
    for article, run in groupby(claims, key=lambda pair: pair[0]):
        yield replace(article, claims=tuple(claim for _, claim in run))


def has_all(source: AnnotationSource, *marks: bytes) -> bool:
    """Whether the source is one file in whose first part all of `marks` stand."""
    names = source.files()
    return len(names) == 1 and all(mark in source.head(names[0]) for mark in marks)
