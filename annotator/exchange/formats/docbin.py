"""spaCy's DocBin: a Doc an article, its claims in the span group "sc", which spans may overlap in."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, BinaryIO, Final

from annotator.domain.records import Claim
from annotator.exchange.choices import ExportChoices, OffsetUnit
from annotator.exchange.dossier import Dossier
from annotator.exchange.formats.article_facts import facts_of
from annotator.exchange.formats.extras import library
from annotator.exchange.formats.fields import Fields
from annotator.exchange.formats.shape import Format, Header, Target
from annotator.exchange.formats.unheld import count_unheld

GROUP: Final = "sc"
"""The name that spaCy's span categoriser looks for."""
_EXTRA: Final = "spacy"
_ANY_LANGUAGE: Final = "xx"
_MOVED: Final = "edges moved to those of spaCy's tokens"
_HELD: Final = ("note", "flag", "confidence")


class DocBinWriter:
    suffix = ".spacy"
    beside = ()
    by_article = True
    binary = True
    takes = frozenset({"no_claims", "notes"})
    unit = OffsetUnit.CODE_POINT

    def begin(self, target: Target, choices: ExportChoices, header: Header) -> Docs:
        library("spacy", extra=_EXTRA)
        return Docs(target.file(), header)


class Docs:
    """All Docs are held in memory until the end: the format writes one table of all their strings."""

    def __init__(self, file: BinaryIO, header: Header) -> None:
        self._file, self._header = file, header
        self._bin = library("spacy.tokens", extra=_EXTRA).DocBin(store_user_data=True)

    def write(self, dossier: Dossier) -> int:
        count_unheld(dossier, self._header.losses, held=_HELD)
        doc = _tokenizer(dossier.article.language)(dossier.text)
        spans, said = [], {}
        for claim in dossier.claims:
            for part in claim.fragments:
                span = doc.char_span(
                    part.start, part.end, label=claim.label, span_id=claim.id, alignment_mode="expand"
                )
                if span.text != part.quote:
                    self._header.losses.add(_MOVED, claim.id)
                spans.append(span)
            said[claim.id] = _said(claim, dossier)
        doc.spans[GROUP] = spans
        # Only keys of text survive beside those that spaCy itself keeps there.
        doc.user_data["claimdesk"] = {**facts_of(dossier.article), "claims": said}
        self._bin.add(doc)
        return 1

    def end(self) -> None:
        self._file.write(self._bin.to_bytes())
        self._file.close()


def _said(claim: Claim, dossier: Dossier) -> Fields:
    """What a span can't say of its claim: who made it, and where exactly its words are."""
    notes: Fields = {"note": claim.note, "flag": claim.flag} if dossier.choices.notes else {}
    return {
        "annotator": dossier.names[claim.annotator_id],
        "confidence": claim.confidence.value,
        "offsets": [[part.start, part.end] for part in claim.fragments],
        **notes,
    }


@cache
def _tokenizer(language: str) -> Callable[[str], Any]:
    """The tokenizer for a language; the one for any where spaCy has none that works without more."""
    spacy = library("spacy", extra=_EXTRA)
    try:
        blank = spacy.blank(language.partition("-")[0])
    except (ImportError, ValueError):
        blank = spacy.blank(_ANY_LANGUAGE)
    tokenizer: Callable[[str], Any] = blank.tokenizer
    return tokenizer


FORMAT: Final = Format("docbin", "spaCy DocBin", writer=DocBinWriter(), extra=_EXTRA)
