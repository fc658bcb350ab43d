"""Reads annotations of the Web Annotation Data Model, whoever wrote them."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from annotator.domain.records import Confidence, Origin
from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import ForeignArticle, ForeignClaim, ForeignSpan, Measure
from annotator.exchange.annotations.json_values import Unfit, mapping, name_of, sequence, string, whole
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.formats.json_records import json_files, json_records
from annotator.exchange.formats.own_fields import joined
from annotator.exchange.losses import Losses

CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
OURS: Final = "claimdesk"
CLASSIFYING: Final = "classifying"
COMMENTING: Final = "commenting"
QUOTE: Final = "TextQuoteSelector"
POSITION: Final = "TextPositionSelector"

Values = Mapping[str, object]
Found = tuple[ForeignArticle, ForeignClaim]

_SUFFIXES: Final = (".jsonld", ".json", ".jsonl")
_LABELLING: Final = frozenset({CLASSIFYING, "tagging", "identifying", "assessing"})
_KNOWN: Final = frozenset(
    {
        *("@context", "id", "type", "motivation", "body", "bodyValue", "target"),
        *("creator", "created", "modified", "generator", "generated"),
        *(f"{OURS}:{name}" for name in ("confidence", "flag", "basis", "origin", "suggested_label")),
        *(f"{OURS}:{name}" for name in ("guideline_version", "as_of", "version")),
    }
)
_LEVELS: Final = {level.value: level for level in Confidence}
_HASH: Final = re.compile(r"ni:///sha-256;([A-Za-z0-9_-]{43})")
_UUID: Final = re.compile(r"urn:uuid:([0-9a-f-]{36})")
_CHARACTERS: Final = re.compile(r"char=(\d{1,15}),(\d{1,15})(?:;.*)?")
"""Of RFC 5147, which counts the characters of a plain text."""


class AnnotationReader:
    """By the model, offsets are code points of the text; the words beside them prove it."""

    measure: Measure | None = Measure.CODE_POINT

    def recognises(self, source: AnnotationSource) -> bool:
        return CONTEXT.encode() in source.first_head(json_files(source, _SUFFIXES))

    def articles(self, source: AnnotationSource, job: Job, losses: Losses) -> Iterator[ForeignArticle]:
        return joined(_found(source, job, losses))


def address_of_hash(sha256: str) -> str:
    """What RFC 6920 calls the text of this hash."""
    digest = base64.urlsafe_b64encode(binascii.unhexlify(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def _found(source: AnnotationSource, job: Job, losses: Losses) -> Iterator[Found]:
    for where, record in json_records(source, job, _SUFFIXES):
        try:
            annotations = _annotations(mapping(record))
        except Unfit as error:
            losses.add(f"annotations that are not as they should be: {error}", where)
            continue
        for values in annotations:
            job.check()
            name = where
            try:
                annotation = mapping(values)
                name = name_of(annotation.get("id")) or where
                yield from _claims(annotation, losses, where=where, name=name)
            except Unfit as error:
                losses.add(f"annotations that are not as they should be: {error}", name)


def _annotations(record: Values) -> list[object]:
    """The annotation itself, or those of a page, of a collection's first page, or of a graph."""
    for name in ("items", "@graph"):
        if name in record:
            return list(sequence(record[name]))
    if isinstance(first := record.get("first"), dict):
        return list(sequence(mapping(first).get("items", [])))
    return [record]


def _claims(annotation: Values, losses: Losses, *, where: str, name: str) -> Iterator[Found]:
    """A claim for each label of the annotation."""
    targets = _each(annotation.get("target"))
    if not targets:
        raise Unfit("what it is about is missing")
    if not all(isinstance(target, dict) and "selector" in target for target in targets):
        links = "linking" in _words(annotation.get("motivation"))
        losses.add("links between annotations" if links else "annotations of whole articles", name)
        return
    places = [mapping(target) for target in targets]
    articles = [_article(place, where) for place in places]
    if any(article != articles[0] for article in articles):
        losses.add("annotations that are about several articles", name)
        return
    spans = tuple(_span(place) for place in places)
    said = _Said.of(annotation, losses, name)
    if not said.labels:
        losses.add("annotations without a label", name)
    confidence = annotation.get(f"{OURS}:confidence")
    is_gold = annotation.get(f"{OURS}:origin") == Origin.ADJUDICATED
    for number, label in enumerate(said.labels):
        claim = ForeignClaim(
            f"{name}-{label}" if number else name,
            label,
            spans,
            annotator=_name_of_agent(annotation.get("creator")),
            note="\n".join(said.notes),
            confidence=_LEVELS.get(str(confidence), Confidence.UNSET),
            flag=annotation.get(f"{OURS}:flag") is True,
            created_at=_text_or_nothing(annotation.get("created")),
            origin=Origin.ADJUDICATED if is_gold else Origin.IMPORTED,
            extra={key: value for key, value in annotation.items() if key not in _KNOWN},
            claim_id=_claim_id(annotation) if number == 0 else "",
        )
        yield articles[0], claim


def _article(target: Values, where: str) -> ForeignArticle:
    """What is known of the article: its address, and the hash of its text where that is said."""
    source = target.get("source")
    about: Values = mapping(source) if isinstance(source, dict) else {"id": source}
    address = name_of(about.get("id"))
    cached = [mapping(state).get("cached") for state in _each(target.get("state")) if isinstance(state, dict)]
    hashes = [match for each in cached if isinstance(each, str) and (match := _HASH.fullmatch(each))]
    return ForeignArticle(
        address or where.rpartition(", ")[0],
        "",
        text_sha256=base64.urlsafe_b64decode(f"{hashes[0][1]}=").hex() if hashes else "",
        title=_text_or_nothing(about.get(f"{OURS}:title")),
        url=address if address.startswith(("http://", "https://")) else "",
        language=_text_or_nothing(about.get("language")),
    )


def _span(target: Values) -> ForeignSpan:
    """The place, by words or offsets, or by both, which then have to agree. Raises Unfit without them."""
    words: str | None = None
    place: tuple[int, int] | None = None
    for value in _each(target.get("selector")):
        selector = mapping(value)
        kind = name_of(selector.get("type"))
        if "refinedBy" in selector:
            raise Unfit("it is said as a part of another place")
        if kind == QUOTE:
            words = string(selector.get("exact"))
        elif kind == POSITION:
            place = whole(selector.get("start")), whole(selector.get("end"))
        elif match := _CHARACTERS.fullmatch(_text_or_nothing(selector.get("value"))):
            place = int(match[1]), int(match[2])
    if place is None and words is None:
        raise Unfit("no words or offsets of a text say where it is")
    # Where only the words are known, no place fits them: they are looked for in the article.
    return ForeignSpan(*(place or (0, 0)), words)


@dataclass(slots=True)
class _Said:
    """The bodies of an annotation: what labels it and what is a comment."""

    labels: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, annotation: Values, losses: Losses, name: str) -> _Said:
        said = cls()
        motivations = _words(annotation.get("motivation"))
        if isinstance(value := annotation.get("bodyValue"), str):
            said._take(value, motivations)
        for body in _each(annotation.get("body")):
            if isinstance(body, str):
                said._take_address(body, motivations)
                continue
            about = mapping(body)
            purposes = _words(about.get("purpose")) or motivations
            address = about.get("source", about.get("id"))
            if isinstance(text := about.get("value"), str):
                said._take(text, purposes)
            elif isinstance(address, str):
                said._take_address(address, purposes)
            else:
                losses.add("bodies of annotations that are no text", name)
        return said

    def _take(self, text: str, purposes: frozenset[str]) -> None:
        (self.labels if purposes & _LABELLING else self.notes).append(text)

    def _take_address(self, address: str, purposes: frozenset[str]) -> None:
        """A label may be an address, whose last part is what people call it."""
        last = re.split("[/#]", address.rstrip("/#"))[-1]
        self._take(last if purposes & _LABELLING else address, purposes)


def _claim_id(annotation: Values) -> str:
    """The claim's id, where nobody but Claimdesk has written the annotation."""
    match = _UUID.fullmatch(_text_or_nothing(annotation.get("id")))
    ours = _name_of_agent(annotation.get("generator")).startswith(f"{OURS} ")
    return match[1] if match and ours else ""


def _name_of_agent(value: object) -> str:
    """Who it was: the name, or what else is said, of the first."""
    agent = next(iter(_each(value)), None)
    if isinstance(agent, dict):
        known = (agent.get(key) for key in ("name", "nickname", "email", "id"))
        return next((each for each in known if isinstance(each, str) and each), "")
    return _text_or_nothing(agent)


def _words(value: object) -> frozenset[str]:
    return frozenset(each for each in _each(value) if isinstance(each, str))


def _each(value: object) -> list[object]:
    """JSON-LD writes one value as it is and several as an array."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text_or_nothing(value: object) -> str:
    return value if isinstance(value, str) else ""
