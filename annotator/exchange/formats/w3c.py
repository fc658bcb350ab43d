"""Annotations of the W3C's Web Annotation Data Model, in an array of JSON-LD.

https://www.w3.org/TR/annotation-model/. Texts are not in the file: each annotation names the page and, by
its hash, the text that offsets refer to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote

from annotator.domain.records import Article, Claim, Fragment
from annotator.exchange.choices import ExportChoices
from annotator.exchange.dossier import NO_CLAIM, Dossier
from annotator.exchange.formats.fields import Fields
from annotator.exchange.formats.json_lines import json_line
from annotator.exchange.formats.line_writer import LineWriter
from annotator.exchange.formats.shape import Format, Header
from annotator.exchange.formats.w3c_annotations import (
    CLASSIFYING,
    COMMENTING,
    CONTEXT,
    OURS,
    POSITION,
    QUOTE,
    AnnotationReader,
    address_of_hash,
)

_TERMS: Final = [CONTEXT, {OURS: f"urn:{OURS}:"}]
_ADDRESS: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


class AnnotationWriter(LineWriter):
    suffix = ".jsonld"
    takes = frozenset({"no_claims", "notes"})
    separator = b",\n"
    tail = b"\n]\n"

    def head(self, choices: ExportChoices) -> bytes:
        return b"[\n"

    def records(self, dossier: Dossier, header: Header) -> Iterator[bytes]:
        source = _source(dossier.article)
        for claim in dossier.claims:
            annotation = _annotation(claim, dossier, source, header.made_with)
            yield json_line(annotation).rstrip(b"\n")


def _annotation(claim: Claim, dossier: Dossier, source: Fields, made_with: str) -> Fields:
    body: list[Fields] = [_text(claim.label, CLASSIFYING)]
    if dossier.choices.notes and claim.note:
        body.append(_text(claim.note, COMMENTING))
    targets = [{**source, "selector": _selectors(part)} for part in claim.fragments]
    times = {"created": claim.created_at, "modified": claim.updated_at}
    return {
        "@context": _TERMS,
        "id": f"urn:{OURS}:{quote(claim.id)}" if claim.label == NO_CLAIM else f"urn:uuid:{claim.id}",
        "type": "Annotation",
        "motivation": CLASSIFYING,
        "creator": {"type": "Person", "name": dossier.names[claim.annotator_id]},
        **{name: time for name, time in times.items() if time},
        "generator": {"type": "Software", "name": made_with},
        "body": body,
        "target": targets[0] if len(targets) == 1 else targets,
        **_own(claim, notes=dossier.choices.notes),
    }


def _own(claim: Claim, *, notes: bool) -> Fields:
    """What the model has no words for, in terms of our own."""
    said: Fields = {
        "confidence": claim.confidence,
        "basis": claim.basis,
        "origin": claim.origin,
        "suggested_label": claim.suggested_label,
        "guideline_version": claim.guideline_version,
        "as_of": claim.as_of or None,
        "version": claim.version,
        "flag": (notes and claim.flag) or None,
    }
    return {f"{OURS}:{name}": value for name, value in said.items() if value is not None}


def _text(value: str, purpose: str) -> Fields:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _source(article: Article) -> Fields:
    """The page, and the text that was made of it."""
    has_address = _ADDRESS.fullmatch(article.url)
    page: Fields = {
        "id": article.url if has_address else f"urn:uuid:{article.id}",
        "type": "Text",
        "language": article.language,
        f"{OURS}:title": article.title,
    }
    return {
        "type": "SpecificResource",
        "source": page,
        "state": {"type": "TimeState", "cached": address_of_hash(article.sha256)},
    }


def _selectors(part: Fragment) -> list[Fields]:
    """Both say the same place: by words, which survive a change of the page, and by code points."""
    return [
        {"type": QUOTE, "exact": part.quote, "prefix": part.prefix, "suffix": part.suffix},
        {"type": POSITION, "start": part.start, "end": part.end},
    ]


FORMAT: Final = Format("w3c", "W3C Web Annotation", reader=AnnotationReader(), writer=AnnotationWriter())
