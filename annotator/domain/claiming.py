"""How a stretch of text becomes a claim."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.identity import new_id
from annotator.domain.records import Claim, Confidence, Fragment
from annotator.domain.spans import Span, trimmed

_CONTEXT: Final = 32


def fragment_of(text: str, span: Span) -> Fragment:
    """The fragment over `span` without white space at its ends. Raises Refused where nothing is left."""
    span = trimmed(text, span)
    if not span or span.end > len(text):
        raise Refused("There are no words there to label. Nothing was changed. Select some words.")
    return fragment_at(text, span.start, span.end)


def fragment_at(text: str, start: int, end: int) -> Fragment:
    """The fragment from `start` to `end`, which are known to lie in the text and at words."""
    prefix = text[max(0, start - _CONTEXT) : start]
    return Fragment(start, end, text[start:end], prefix, text[end : end + _CONTEXT])


def new_claim(
    text: str,
    spans: Iterable[Span],
    *,
    article_id: str,
    annotator_id: str,
    label: str,
    confidence: Confidence = Confidence.UNSET,
    note: str = "",
) -> Claim:
    """A claim that is not kept yet, over `spans` in text order."""
    fragments = tuple(fragment_of(text, span) for span in sorted(spans))
    return Claim(
        new_id(), article_id, annotator_id, label, fragments, confidence=confidence, note=note.strip()
    )
